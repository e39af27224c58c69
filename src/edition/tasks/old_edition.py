"""A former state of an edition: of a git revision, a release, or a folder."""

import subprocess
import zipfile
from pathlib import Path, PurePosixPath

from edition.errors import InputError
from edition.project.sources import read_bytes, read_input

EDITION = "tei/edition.xml"
_LARGEST = 1 << 30  # bytes of a file in an archive


def read_old_edition(root: Path, old: str) -> bytes:
    """`tei/edition.xml` of a folder, of an archive (.zip), or else of a git revision; InputError where it is not."""
    place = Path(old)
    if place.is_dir():
        return _of_folder(place)
    if place.is_file():
        return _of_file(place)
    return _of_revision(root, old)


def _of_folder(folder: Path) -> bytes:
    """That of an edition, of its site, or of a release."""
    for below in ("", "data", "build/site"):
        if (folder / below / EDITION).is_file():
            return read_bytes(folder / below, EDITION)
    raise InputError(f"{folder}: holds no {EDITION}; name the folder of an edition or of a release")


def _of_file(place: Path) -> bytes:
    if not zipfile.is_zipfile(place):
        return read_input(place)
    try:
        with zipfile.ZipFile(place) as archive:
            names = sorted((n for n in archive.namelist() if _is_edition(n)), key=lambda n: (n.count("/"), n))
            if not names:
                raise InputError(f"{place}: holds no {EDITION}")
            if archive.getinfo(names[0]).file_size > _LARGEST:
                raise InputError(f"{place}: {names[0]} is too large")
            return archive.read(names[0])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise InputError(f"{place}: cannot be read: {error}") from None


def _is_edition(name: str) -> bool:
    return PurePosixPath(name).parts[-2:] == ("tei", "edition.xml")


def _of_revision(root: Path, old: str) -> bytes:
    if old.startswith("-") or not old.isprintable() or not old.strip():
        raise InputError(f"{old!r}: is no folder, no release, and no git revision")
    _git(root, old, "rev-parse", "--is-inside-work-tree")
    _git(root, old, "rev-parse", "--verify", "--quiet", f"{old}^{{commit}}")
    return _git(root, old, "cat-file", "blob", f"{old}:./{EDITION}")


def _git(root: Path, old: str, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except OSError:
        raise InputError(f"{old}: git is not installed; name the folder or the archive of a release") from None
    if done.returncode == 0:
        return done.stdout
    said = {
        "--is-inside-work-tree": f"{root}: is not under git; name the folder or archive of a release to compare with",
        "--verify": f"{old}: there is no such folder or archive, and git knows no such revision",
        "blob": f"{old}: this revision has no {EDITION}; build it and commit tei/, or name another one",
    }
    raise InputError(next(said[name] for name in arguments if name in said))
