"""Put what was built of an edition into the folders of the corpus, and know what is there already.

`tei/NAME`, `build/site/NAME`, `build/exports/NAME` … are each replaced as a whole. What an edition was made of is kept
in `.edition-cache/corpus/`; deleting that only costs time.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from edition.errors import OutputError
from edition.model import Finding, Position, Severity
from edition.project.cache import key_of
from edition.project.check_targets import find_origins
from edition.project.file_writer import write_file
from edition.project.generated_paths import CACHE
from edition.project.ownership import RECORD, Origin, make_record, read_record
from edition.tasks.corpus.edition_task import BuiltEdition, place_of

_RECORDS = f"{CACHE}/corpus"


def edition_key(files: Mapping[str, bytes]) -> str:
    """The key of what is built of these files: it changes with any of them and with the program."""
    parts: list[str | bytes] = []
    for path, data in sorted(files.items()):
        parts += [path, data]
    return key_of("corpus", parts)


def read_published(root: Path, name: str) -> Mapping[str, Any]:
    """The record of an edition: `key`, `only`, `summary`, `findings`, `files`; empty where not all is in place."""
    try:
        made = json.loads((root / _RECORDS / f"{name}.json").read_bytes())
        if all((root / path).stat().st_size == size for path, size in made["files"].items()):
            return dict(made)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return {}


def findings_of(record: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The findings of an edition that was not built again."""
    return tuple(
        Finding(code, Severity(severity), message, Position(*at)) for code, severity, message, at in record["findings"]
    )


def holds(record: Mapping[str, Any], key: str, only: Sequence[str]) -> bool:
    """Whether an edition was built of what is there now, with these outputs or more."""
    return bool(record) and record["key"] == key and set(only) <= set(record.get("only", ()))


def publish_edition(root: Path, built: BuiltEdition, key: str, only: Sequence[str]) -> Mapping[str, Any]:
    """Replace the folders of an edition; its record. OutputError where a file is in the way that is not ours."""
    folders: dict[str, dict[str, bytes]] = {}
    sizes: dict[str, int] = {}
    for path, data in built.files.items():
        folder, rest = place_of(path, built.name)
        folders.setdefault(folder, {})[rest] = data
        sizes[f"{folder}/{rest}"] = len(data)
    for folder, files in folders.items():
        replace_folder(root / folder, files)
    told = [
        [f.code, f.severity.value, f.message, [f.position.path, f.position.line, f.position.column]]
        for f in built.findings
    ]
    record = {"key": key, "only": list(only), "summary": built.summary, "findings": told, "files": sizes}
    write_file(root / _RECORDS / f"{built.name}.json", json.dumps(record, ensure_ascii=False).encode("utf-8"))
    return record


def replace_folder(place: Path, files: Mapping[str, bytes]) -> None:
    """Replace a folder that a build wrote by new files; OutputError where it has files of others, or edited ones."""
    check_folder(place)
    new, old = (place.with_name(f".{place.name}.{end}") for end in ("new", "old"))
    try:
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
        for path, data in {**files, RECORD: make_record(files)}.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_bytes(data)
        if place.exists():
            place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        with suppress(OSError):
            if old.exists() and not place.exists():
                old.rename(place)
        raise OutputError(f"{place}: cannot be written: {error.strerror}") from None


def check_folder(place: Path) -> None:
    """OutputError where a folder holds files that no build of a corpus wrote, or that were edited since."""
    if not os.path.lexists(place):
        return
    if place.is_symlink() or not place.is_dir():
        raise OutputError(f"{place}: is not a folder that a build made; move it away")
    if foreign := next(_foreign(place), ""):
        raise OutputError(f"{place}/{foreign}: was not written so by a build; move it out of the build's own output")


def _foreign(place: Path) -> Iterator[str]:
    known = read_record(place)
    yield from (path for path, origin in find_origins(place, known) if origin is not Origin.OURS)
