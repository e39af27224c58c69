"""What a build made before, by the hash of what it was made of: `.edition-cache/` in the folder of the edition.

An entry is a file named by its key, with the digest of its content before the content; one that was cut off or changed
is taken for absent. Deleting the folder, or any file in it, only costs time.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from edition.project.program_digest import program_digest

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
            part.write_bytes(hashlib.sha256(content).digest() + content)
            part.replace(place)

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]
