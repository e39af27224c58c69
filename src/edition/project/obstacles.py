"""What stands where a build is to write and is not the program's own: refused by name before anything is written."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from edition.errors import InputError, OutputError
from edition.project.ownership import (
    Origin,
    digest_of,
    files_in,
    origin_of_recorded,
    origin_of_stamped,
    record_text,
    recorded,
    unstamped,
)

_BUILD = "build/"
_RETIRED = "tei/ids.tsv"  # an editor may correct it; a build only adds lines


def refuse_what_is_not_ours(
    root: Path, targets: Sequence[str], new: Mapping[str, bytes], discard_edits: bool = False
) -> dict[str, Origin]:
    """Who each file that would be replaced is by. `new` has what is to be written by path, as far as that is known.

    OutputError for a file that the program did not write, InputError for one that was edited since it did.
    """
    found = {path: origin for target in targets for path, origin in _origins(root, target, new)}
    if foreign := [path for path, origin in found.items() if origin is Origin.FOREIGN]:
        raise OutputError(f"{_named(foreign)} not written by a build; move it out of the way of the build's own output")
    if (edited := [path for path, origin in found.items() if origin is Origin.EDITED]) and not discard_edits:
        raise InputError(f"{_named(edited)} edited by hand since the build wrote it; {_advice(edited[0])}")
    return found


def _named(paths: Sequence[str]) -> str:
    return f"{paths[0]}: was" if len(paths) == 1 else f"{paths[0]} (and {len(paths) - 1} more): was"


def _advice(path: str) -> str:
    said = "move your file away" if path.startswith(_BUILD) else "say the same in decisions.toml and undo the edit"
    return f"{said}, or let it go with `edition build --discard-edits`"


def _origins(root: Path, target: str, new: Mapping[str, bytes]) -> Iterator[tuple[str, Origin]]:
    place = root / target
    if not os.path.lexists(place):
        return
    if place.is_symlink():
        raise OutputError(f"{target}: is a symbolic link; a build replaces it, so put it out of the way")
    is_folder = target not in new if new else "." not in place.name
    if place.is_dir() != is_folder:
        kind, other = ("folder", "file") if place.is_dir() else ("file", "folder")
        raise OutputError(f"{target}: is a {kind}, and the build writes a {other} here; move it away")
    if place.is_dir():
        known = recorded(place) if target.startswith(_BUILD) else None
        for path, origin in judged(place, known, f"{target}/"):
            yield path, _settled(root, path, origin, new)
    else:
        yield target, _settled(root, target, _origin_of_file(root, target), new)


def judged(folder: Path, known: Mapping[str, str] | None, prefix: str = "") -> Iterator[tuple[str, Origin]]:
    """Who each file in a folder is by: as its record says, or, below `tei/`, as the file itself says."""
    for path, data in files_in(folder):
        if data is None:
            yield prefix + path, Origin.FOREIGN
        elif prefix.startswith("tei/"):
            yield prefix + path, origin_of_stamped(prefix + path, data)
        else:
            yield prefix + path, origin_of_recorded(path, data, known)


def _origin_of_file(root: Path, target: str) -> Origin:
    """Who a single file is by that a build replaces."""
    place = root / target
    if not place.is_file():
        return Origin.FOREIGN
    if target == _RETIRED:
        return Origin.OURS
    data = place.read_bytes()
    if not target.startswith(_BUILD):
        return origin_of_stamped(target, data)
    name = target.removeprefix(_BUILD)
    known = recorded(root / "build") or {}
    if name not in known:
        return Origin.UNCERTAIN if b"Typst" in data and data.startswith(b"%PDF") else Origin.FOREIGN
    return Origin.OURS if digest_of(data) in known[name].split() else Origin.EDITED


def _settled(root: Path, path: str, origin: Origin, new: Mapping[str, bytes]) -> Origin:
    """What nobody can tell is ours where the same is written again, or in a folder that says it is replaced whole."""
    if origin is not Origin.UNCERTAIN or path not in new:
        return origin
    if path.startswith(_BUILD) and path.count("/") > 1:
        return Origin.OURS
    return Origin.OURS if unstamped((root / path).read_bytes()) == unstamped(new[path]) else origin


def record_of_build(root: Path, files: Mapping[str, bytes], keep: bool) -> bytes:
    """The record of the files in `build/` itself.

    With `keep` it knows their former content, too: what a killed build leaves is never taken for somebody else's.
    """
    known = dict(recorded(root / "build") or {})
    for name, data in files.items():
        former = [one for one in known.get(name, "").split() if keep]
        known[name] = " ".join(dict.fromkeys((*former, digest_of(data))))
    return record_text(known)
