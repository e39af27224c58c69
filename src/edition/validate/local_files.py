"""The files that a validated file may take in: from the same disk, near it or the working folder, and within limits."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from edition.model.finding import Position
from edition.xml.parse import MAX_BYTES, RefusedError
from edition.xml.uris import is_uri

MAX_FILES = 4096  # taken in by one file, counted each time
MAX_NESTING = 16  # files in each other


class UnavailableError(ValueError):
    """Why a file cannot be taken in; XInclude has its `fallback` for that."""


class LocalFiles:
    """Opens the files that one validated file names: in its own folder, in the working folder, or below these."""

    def __init__(self, path: Path, within: Path | None, is_allowed: bool) -> None:
        self.is_allowed = is_allowed
        self.total = 0  # bytes read
        self._count = 0
        self._folders = [folder.resolve() for folder in (path.parent, within) if folder is not None]

    def open(self, href: str, base: str, position: Position) -> tuple[str, bytes]:
        """The name and the bytes of a file that the file `base` names; RefusedError when a limit is exceeded."""
        path = self._find(href, Path(base).parent)
        self._count += 1
        if self._count > MAX_FILES:
            raise RefusedError(position, f"more than {MAX_FILES} files are taken in; that is not accepted")
        try:
            self.total += path.stat().st_size
            if self.total > MAX_BYTES:
                size = MAX_BYTES // 2**20
                raise RefusedError(position, f"{href}: what is taken in has more than {size} megabytes together")
            return str(path), path.read_bytes()
        except OSError as error:
            raise UnavailableError(f"it cannot be opened ({error.strerror})") from None

    def _find(self, href: str, folder: Path) -> Path:
        if not is_uri(href):
            raise UnavailableError("that is no address")
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            raise UnavailableError("nothing is fetched; keep a copy, and name it by its path")
        is_near = False
        for name in dict.fromkeys((href, unquote(href))):
            try:
                path = folder / name
                if not any(path.resolve().is_relative_to(allowed) for allowed in self._folders):
                    continue
                is_near = True
                if path.is_file():
                    return _shorten(path)
            except (OSError, ValueError, RuntimeError):  # too long, with NUL, or a loop of links
                continue
        if is_near:
            raise UnavailableError(f"there is no such file in {folder}")
        raise UnavailableError("it is outside the working folder and the folder of the file")


def _shorten(path: Path) -> Path:
    """The path without `..` where that leads to the same file."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    short = Path(*parts)
    return short if short.resolve() == path.resolve() else path
