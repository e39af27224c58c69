"""Archives whose members depend on nothing but what is in them.

Members are deflated at one level, in the order in which they are given, and dated 1980. The bytes of a deflated member
are those of one version of zlib; another version packs the same members into other bytes (docs/decisions/0109).
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from edition.project.config import read_source_date_epoch

_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip entry can bear
_LEVEL = 4  # 6 takes twice the time for archives that are a twentieth smaller


class Archive:
    """A zip that is written member by member, so that no member is kept but in its deflated form."""

    def __init__(self) -> None:
        self._held = io.BytesIO()
        self._zip = zipfile.ZipFile(self._held, "w")

    def add(self, path: str, data: bytes, is_stored: bool = False) -> None:
        """Add a member, deflated, or with its bytes as they are if `is_stored`."""
        entry = zipfile.ZipInfo(path, _FIRST)
        entry.external_attr, entry.create_system = 0o644 << 16, 3
        method = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
        self._zip.writestr(entry, data, method, None if is_stored else _LEVEL)

    def close(self) -> bytes:
        """The bytes of the zip; nothing can be added afterwards."""
        self._zip.close()
        return self._held.getvalue()


def zipped(files: Mapping[str, bytes] | Iterable[tuple[str, bytes]], stored: str = "") -> bytes:
    """A zip of the files in their order, all deflated but the one at the path `stored`."""
    archive = Archive()
    for path, data in files.items() if isinstance(files, Mapping) else files:
        archive.add(path, data, is_stored=path == stored)
    return archive.close()


def moment(date: str) -> str:
    """When the edition was made, for formats that must say so: SOURCE_DATE_EPOCH, else the date of the edition (an ISO
    date), else 1980. As `1980-01-01T00:00:00Z`."""
    if (wanted := read_source_date_epoch()) is not None:
        return datetime.fromtimestamp(wanted, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if found := re.fullmatch(r"(\d{4})(-\d\d)?(-\d\d)?", date):
        return f"{found[1]}{found[2] or '-01'}{found[3] or '-01'}T00:00:00Z"
    return "1980-01-01T00:00:00Z"
