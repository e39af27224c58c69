"""`[[release]]` of edition.toml: the versions of an edition that were published, and what each changed."""

import datetime
from dataclasses import dataclass

from edition.project.own_spelling import Tables


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """One `[[release]]`; `date` is a day (2026-05-01), `doi` that of this version alone."""

    version: str
    date: str
    changes: str = ""
    doi: str = ""


def read_releases(file: Tables) -> tuple[ReleaseOptions, ...]:
    """The tables `[[release]]` of a file, the newest first. ConfigError for a version that stands twice, and for a date
    that is no day."""
    tables = file.data.get("release", [])
    if not isinstance(tables, list):
        raise file.error("release", "write each release as a table [[release]] with version and date", "")
    made: dict[str, ReleaseOptions] = {}
    for number, table in enumerate(tables):
        one = file.read_options(ReleaseOptions, table, "release", number)
        if one.version in made:
            raise file.error("version", f"version = {one.version!r} stands twice", "release", number)
        if not _is_day(one.date):
            raise file.error("date", f"date = {one.date!r} is no day, such as 2026-05-01", "release", number)
        made[one.version] = one
    return tuple(sorted(made.values(), key=lambda one: one.date, reverse=True))


def _is_day(date: str) -> bool:
    try:
        return datetime.date.fromisoformat(date).isoformat() == date
    except ValueError:
        return False
