"""Files by folders and patterns: `tei/`, `letters/*.xml`, `**/*.xml`; and patterns of what is left out.

In a pattern `*` and `?` stand for parts of one name, `[…]` for one of its letters, and `**` for any folders between.
"""

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

#: What is looked for in a folder.
SUFFIXES = (".xml", ".tei")
#: Folders that hold what programs made or fetched; they are entered only when they are named.
SKIPPED = frozenset({"node_modules", "build", "__pycache__", "venv"})
_SIGNS = "*?["


def is_pattern(name: str) -> bool:
    """Whether a name is a pattern: no file has it, and it has signs of one."""
    return any(sign in name for sign in _SIGNS) and not os.path.lexists(name)


def find_files(name: str) -> list[Path]:
    """The files of a folder and the folders in it, or those that match a pattern; each once, sorted.

    Folders that are hidden or in SKIPPED are left out, and links that lead in a circle are followed once.
    """
    if not is_pattern(name):
        return sorted(path for path in _walk(Path(name)) if path.suffix.lower() in SUFFIXES)
    parts = Path(name).parts
    fixed = next(number for number, part in enumerate(parts) if any(sign in part for sign in _SIGNS))
    start, rest = Path(*parts[:fixed]), parts[fixed:]
    candidates = _walk(start, rest) if start.is_dir() else iter(())
    return sorted(path for path in candidates if _fits(rest, path.relative_to(start).parts))


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern is that of a file, or of a folder around it; one without / is that of a name anywhere.

    >>> matches("drafts/", "a/drafts/b.xml"), matches("a/*.xml", "a/b/c.xml"), matches("a/**/c.xml", "a/b/c.xml")
    (True, False, True)
    """
    parts = tuple(part for part in pattern.removeprefix("./").replace("\\", "/").split("/") if part)
    is_anywhere = len(parts) == 1 and not pattern.startswith("/")
    names = tuple(part for part in path.split("/") if part)
    if is_anywhere:
        return any(fnmatchcase(name, parts[0]) for name in names)
    return any(_fits(parts, names[:end], sees_hidden=True) for end in range(1, len(names) + 1))


def relative_name(path: Path, folder: Path) -> str:
    """The name of a file as patterns see it: from a folder where it is below it, with / between its parts."""
    absolute, base = (Path(os.path.normpath(place.absolute())) for place in (path, folder))  # links are not followed
    return (absolute.relative_to(base) if absolute.is_relative_to(base) else absolute).as_posix()


def _walk(start: Path, pattern: Sequence[str] = ()) -> Iterator[Path]:
    """The files below a folder. A pattern that names hidden folders has them entered, and gives the depth."""
    names = frozenset(pattern)
    depth = None if not pattern or "**" in names else len(pattern)
    seen: set[tuple[int, int]] = set()
    for folder, folders, files in os.walk(start, followlinks=True):
        at = Path(folder)
        status = at.stat()
        level = len(at.relative_to(start).parts) + 1
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted(
            name
            for name in folders
            if (name in names or not _is_skipped(at / name)) and (depth is None or level < depth)
        )
        yield from (at / name for name in files)


def _is_skipped(folder: Path) -> bool:
    return folder.name.startswith(".") or folder.name in SKIPPED or (folder / "pyvenv.cfg").is_file()


def _fits(pattern: tuple[str, ...], names: tuple[str, ...], sees_hidden: bool = False) -> bool:
    @cache
    def fits(one: int, two: int) -> bool:
        if one == len(pattern):
            return two == len(names)
        if pattern[one] == "**" and fits(one + 1, two):
            return True
        is_name = two < len(names) and (sees_hidden or _is_visible(pattern[one], names[two]))
        if pattern[one] == "**":
            return is_name and fits(one, two + 1)
        return is_name and fnmatchcase(names[two], pattern[one]) and fits(one + 1, two + 1)

    return fits(0, 0)


def _is_visible(pattern: str, name: str) -> bool:
    return pattern.startswith(".") or not name.startswith(".")
