"""Archives whose bytes depend on nothing but what is in them."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from edition.project.config import read_source_date_epoch

_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip entry can bear


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files in their order, each stored and dated 1980: no clock, and no version of zlib, shows in it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, _FIRST)
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            archive.writestr(entry, data)
    return held.getvalue()


def moment(date: str) -> str:
    """When the edition was made, for formats that must say so: SOURCE_DATE_EPOCH, else the date of the edition (an ISO
    date), else 1980. As `1980-01-01T00:00:00Z`."""
    if (wanted := read_source_date_epoch()) is not None:
        return datetime.fromtimestamp(wanted, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if found := re.fullmatch(r"(\d{4})(-\d\d)?(-\d\d)?", date):
        return f"{found[1]}{found[2] or '-01'}{found[3] or '-01'}T00:00:00Z"
    return "1980-01-01T00:00:00Z"
