"""Where the program writes in an edition's folder: no file of the editor's stands there."""

import os
from collections.abc import Sequence
from pathlib import Path

STAGING = ".edition-staging"
LOCK = ".edition-lock"
FAILED = "edition-failed"  # the folder in which a build with errors leaves its TEI
#: What a build writes and replaces; folders and files relative to the edition's folder.
PLACES = ("build", "tei/witnesses", "tei/edition.xml", "tei/ids.tsv", FAILED, STAGING, LOCK)


def generated_place(root: Path, path: str) -> str:
    """The place of the program in which a path lies, also by way of links; "" when it lies in none."""
    try:
        ways = [Path(os.path.normpath(root / path)), (root / path).resolve()]
        roots = [Path(os.path.normpath(root)), root.resolve()]
    except (OSError, ValueError, RuntimeError):
        return ""  # a name that cannot be: whoever opens the file says so
    for place in PLACES:
        homes = [base / place for base in roots] + [(root / place).resolve()]
        if any(_is_in(way, home) for way in ways for home in homes):
            return place
    return ""


def _is_in(way: Path, home: Path) -> bool:
    """By names, or by what the file system takes for the same (capital letters, mounts)."""
    return way.is_relative_to(home) or any(_is_same(one, home) for one in (way, *way.parents))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def targets_of(only: Sequence[str]) -> list[str]:
    """What a build of these outputs replaces, as far as that is known before it is made."""
    named = {"site": "build/site", "exports": "build/exports", "pdf": "build/edition.pdf"}
    return ["tei/witnesses", "tei/edition.xml", *(place for name, place in named.items() if name in only)]
