"""Check the files that a build would replace: files that the program did not write are refused before writing."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from edition.errors import InputError, OutputError
from edition.project.ownership import (
    Origin,
    compute_digest,
    format_record,
    origin_by_record,
    origin_by_stamp,
    read_record,
    remove_stamp,
    walk_files,
)

_BUILD = "build/"
_RETIRED_IDS = "tei/ids.tsv"  # the editor may correct it, because a build only appends lines


class EditedError(InputError):
    """Files of a build were edited since: `paths`."""

    def __init__(self, message: str, paths: tuple[str, ...]) -> None:
        super().__init__(message)
        self.paths = paths


def check_replaceable(
    root: Path, targets: Sequence[str], new: Mapping[str, bytes], discard_edits: bool = False
) -> dict[str, Origin]:
    """Return the origin of each file that would be replaced.

    `new`: path -> new content, as far as it is known. OutputError for a file that the program did not write; InputError
    for a file that was edited after the program wrote it, unless `discard_edits`.
    """
    found = {path: origin for target in targets for path, origin in _origins_of_target(root, target, new)}
    if foreign := [path for path, origin in found.items() if origin is Origin.FOREIGN]:
        raise OutputError(
            f"{_name_files(foreign)} not written by a build; move it out of the way of the build's own output"
        )
    if (edited := [path for path, origin in found.items() if origin is Origin.EDITED]) and not discard_edits:
        said = f"{_name_files(edited)} edited by hand since the build wrote it; {_advise(edited[0])}"
        raise EditedError(said, tuple(edited))
    return found


def _name_files(paths: Sequence[str]) -> str:
    return f"{paths[0]}: was" if len(paths) == 1 else f"{paths[0]} (and {len(paths) - 1} more): was"


def _advise(path: str) -> str:
    advice = "move your file away" if path.startswith(_BUILD) else "say the same in decisions.toml and undo the edit"
    return f"{advice}, or let it go with `edition build --discard-edits`"


def _origins_of_target(root: Path, target: str, new: Mapping[str, bytes]) -> Iterator[tuple[str, Origin]]:
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
        known = read_record(place) if target.startswith(_BUILD) else None
        for path, origin in find_origins(place, known, f"{target}/"):
            yield path, _resolve_uncertain(root, path, origin, new)
    else:
        yield target, _resolve_uncertain(root, target, _origin_of_file(root, target), new)


def find_origins(folder: Path, known: Mapping[str, str] | None, prefix: str = "") -> Iterator[tuple[str, Origin]]:
    """The origin of each file in a folder: by the record of the folder or, below `tei/`, by the stamp of the file."""
    for path, data in walk_files(folder):
        if data is None:
            yield prefix + path, Origin.FOREIGN
        elif prefix.startswith("tei/"):
            yield prefix + path, origin_by_stamp(prefix + path, data)
        else:
            yield prefix + path, origin_by_record(path, data, known)


def _origin_of_file(root: Path, target: str) -> Origin:
    """The origin of a single file that a build replaces."""
    place = root / target
    if not place.is_file():
        return Origin.FOREIGN
    if target == _RETIRED_IDS:
        return Origin.OURS
    data = place.read_bytes()
    if not target.startswith(_BUILD):
        return origin_by_stamp(target, data)
    name = target.removeprefix(_BUILD)
    known = read_record(root / "build") or {}
    if name not in known:
        return Origin.UNCERTAIN if b"Typst" in data and data.startswith(b"%PDF") else Origin.FOREIGN
    return Origin.OURS if compute_digest(data) in known[name].split() else Origin.EDITED


def _resolve_uncertain(root: Path, path: str, origin: Origin, new: Mapping[str, bytes]) -> Origin:
    """A file of uncertain origin is ours if the same content is written again, or in a folder below `build/`."""
    if origin is not Origin.UNCERTAIN or path not in new:
        return origin
    if path.startswith(_BUILD) and path.count("/") > 1:
        return Origin.OURS
    return Origin.OURS if remove_stamp((root / path).read_bytes()) == remove_stamp(new[path]) else origin


def make_build_record(root: Path, files: Mapping[str, bytes], keep: bool) -> bytes:
    """Make the record of the files in `build/` itself.

    With `keep` it has the former digests too, so that files of an interrupted build are recognised.
    """
    known = dict(read_record(root / "build") or {})
    for name, data in files.items():
        former = [digest for digest in known.get(name, "").split() if keep]
        known[name] = " ".join(dict.fromkeys((*former, compute_digest(data))))
    return format_record(known)
