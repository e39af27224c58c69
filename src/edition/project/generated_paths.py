"""The paths in the folder of an edition that a build writes; files of the editor must not be there."""

import os
from collections.abc import Sequence
from pathlib import Path

STAGING = ".edition-staging"
LOCK = ".edition-lock"
CACHE = ".edition-cache"
FAILED = "edition-failed"  # the folder for the TEI of a build with errors
#: Folders and files that a build writes and replaces, relative to the folder of the edition.
GENERATED = (
    "build",
    "tei/witnesses",
    "tei/translations",
    "tei/witness-registers",
    "tei/edition.xml",
    "tei/ids.tsv",
    FAILED,
    STAGING,
    LOCK,
    CACHE,
)


def find_generated_path(root: Path, path: str) -> str:
    """The generated folder or file that contains a path, also through links; "" if there is none."""
    try:
        ways = [Path(os.path.normpath(root / path)), (root / path).resolve()]
        roots = [Path(os.path.normpath(root)), root.resolve()]
    except (OSError, ValueError, RuntimeError):
        return ""  # not a valid name; opening the file reports it
    for place in GENERATED:
        homes = [base / place for base in roots] + [(root / place).resolve()]
        if any(_is_inside(way, home) for way in ways for home in homes):
            return place
    return ""


def _is_inside(way: Path, home: Path) -> bool:
    """Whether a path is inside another, by its name or by the file system (letter case, mounts)."""
    return way.is_relative_to(home) or any(_are_same_file(one, home) for one in (way, *way.parents))


def _are_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def expected_targets(only: Sequence[str]) -> list[str]:
    """The paths that a build of these outputs replaces, as far as they are known before the build."""
    named = {"site": ["build/site"], "exports": ["build/exports", "build/ledger"], "pdf": ["build/edition.pdf"]}
    return [
        "tei/witnesses",
        "tei/witness-registers",
        "tei/translations",
        "tei/edition.xml",
        *(place for name in named if name in only for place in named[name]),
    ]
