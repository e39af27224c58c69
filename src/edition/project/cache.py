"""What a build made before, by the hash of what it was made of: `.edition-cache/` in the folder of the edition.

An entry is a file named by its key, with the digest of its content before the content; one that was cut off or changed
is taken for absent. Deleting the folder, or any file in it, only costs time.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from edition.project.program_digest import program_digest

#: The bytes that a cache may have; the entries that were used longest ago go first.
MOST = 500 * 2**20
#: Of the folder itself: git and backups leave it out (bford.info/cachedir).
_OWN_FILES = {
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# What builds made before; it may be deleted.\n",
    ".gitignore": "*\n",
}
_DIGEST = hashlib.sha256().digest_size


def key_of(step: str, parts: Iterable[str | bytes]) -> str:
    """The key of what a step makes of these parts: SHA-256 over the program's own files, the step and all parts."""
    total = hashlib.sha256(program_digest().encode())
    for part in (step, *parts):
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(data))
        total.update(data)
    return total.hexdigest()


class Cache:
    """The cache in a folder, which need not exist yet. What cannot be read or written is as if it were not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """What is kept under a key, or None."""
        place = self._place(key)
        try:
            data = place.read_bytes()
            os.utime(place)  # the entries that were used last stay longest
        except OSError:
            return None
        content = data[_DIGEST:]
        return content if hashlib.sha256(content).digest() == data[:_DIGEST] else None

    def put(self, key: str, content: bytes) -> None:
        """Keep something under a key."""
        place = self._place(key)
        part = place.with_name(f"{place.name}.{os.getpid()}.part")
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            self._describe()
            part.write_bytes(hashlib.sha256(content).digest() + content)
            part.replace(place)

    def bound(self, most: int = MOST) -> None:
        """Delete what was used longest ago, so that the entries have so many bytes at most."""
        found = []
        with suppress(OSError):
            for place in self.folder.glob("??/*"):
                with suppress(OSError):
                    status = place.stat()
                    found.append((status.st_mtime_ns, status.st_size, place))
        size = sum(one for _, one, _ in found)
        for _, one, place in sorted(found):
            if size <= most:
                break
            with suppress(OSError):
                place.unlink()
                size -= one

    def _describe(self) -> None:
        for name, text in _OWN_FILES.items():
            if not (self.folder / name).exists():
                (self.folder / name).write_text(text, encoding="utf-8")

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


_in_use: ContextVar[Cache | None] = ContextVar("cache in use", default=None)


@contextmanager
def using(cache: Cache | None) -> Iterator[None]:
    """While this lasts, the stages of a build take what they can from a cache; with None they make everything."""
    before = _in_use.set(cache)
    try:
        yield
    finally:
        _in_use.reset(before)


def cache_in_use() -> Cache | None:
    """The cache of the build that runs; None in one that was asked to use none, and outside builds by command."""
    return _in_use.get()
