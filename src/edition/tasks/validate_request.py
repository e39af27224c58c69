"""What a user asks of `edition validate`: her words and the settings of the project, made into one run."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from edition.errors import ConfigError, InputError
from edition.model import Finding, Position, Severity
from edition.model.finding import count_of
from edition.project.config import TableReader
from edition.project.file_patterns import SUFFIXES, find_files, is_pattern, matches, relative_name
from edition.project.user_catalog import user_catalog
from edition.project.utf8 import decode_utf8
from edition.project.validate_settings import (
    EDITION_TABLE,
    PYTHON_TABLE,
    ValidateSettings,
    read_validate_settings,
)
from edition.tasks.run_schemas import findings_of
from edition.tasks.validate_files import Run, Source, Validated, validate_files
from edition.validate.catalogs import check_catalog, path_of_url, split_pair
from edition.validate.options import NO_OPTIONS, Options

_TABLES = {"edition.toml": EDITION_TABLE, "pyproject.toml": PYTHON_TABLE}
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What stands on the command line; `stdin` are the bytes of standard input, where `-` is among the files."""

    files: tuple[str, ...]
    schema: str = ""
    exclude: tuple[str, ...] = ()
    stdin: bytes = b""
    stdin_name: str = ""
    jobs: str = "1"
    with_places: bool = False
    options: Options = NO_OPTIONS


def find_settings(folder: Path) -> ValidateSettings:
    """The settings of the nearest file upwards from a folder; ConfigError, with line and column, when it is wrong."""
    for above in (folder.absolute(), *folder.absolute().parents):
        place = Path(os.path.relpath(above))
        for name, table in _TABLES.items():
            if settings := _read_settings(place / name, table):
                return settings
    return ValidateSettings()


def _read_settings(file: Path, table: str) -> ValidateSettings | None:
    """The settings in a file; None where it has none. Other tables of the file are not looked at."""
    try:
        data = file.read_bytes() if file.is_file() else b""
    except OSError:
        return None  # a file of somebody else
    if not re.search(rb"(?m)^\s*\[\[?\s*" + re.escape(table.encode()) + rb"\b", data):
        return None
    return read_validate_settings(TableReader(decode_utf8(data, str(file)), str(file)), file.parent, table)


def validate_request(request: Request, settings: ValidateSettings) -> Validated:
    """Validate what is asked for; errors that end the run are findings, so that every format can tell them."""
    try:
        options = _merge(request, settings)
        for catalog in options.catalogs:
            check_catalog(catalog)
        jobs = _count_processes(request.jobs)
        sources, problems = _find_sources(request, settings)
        run = Run(settings=settings, jobs=jobs, with_places=request.with_places)
        validated = validate_files(sources, request.schema or None, options, run)
    except (InputError, ConfigError) as error:
        return Validated(findings_of(error), max(1, len(request.files)))
    return replace(validated, findings=(*problems, *validated.findings), refused=validated.refused + len(problems))


def _merge(request: Request, settings: ValidateSettings) -> Options:
    """The options of the run: those of the command line, else those of the project."""
    own, keys = request.options, settings.keys
    return replace(
        own,
        catalogs=(*own.catalogs, *(_rooted(one, settings.root) for one in keys.catalog), *_personal_catalogs()),
        folders=tuple(Path(name) for name in request.files if Path(name).is_dir()),
        phase=own.phase or keys.phase,
        tei=own.tei or settings.path_of(keys.tei),
        stylesheets=own.stylesheets or settings.path_of(keys.stylesheets),
        includes=own.includes or keys.allow_includes,
    )


def _rooted(catalog: str, root: Path | None) -> str:
    """A catalog, or URL=FILE, of the project, with its file as a path from the folder of the settings."""
    address, is_pair, file = catalog.rpartition("=")
    folder = root or Path()
    if (folder / catalog).is_file() or not is_pair:
        return str(folder / catalog)
    return f"{address}={folder / file}"


def _personal_catalogs(environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """The catalog of the user, and those that she has set for all programs; what is not there is left out."""
    named = environment.get("XML_CATALOG_FILES", "").split()
    for name in (str(user_catalog()), *(str(path_of_url(one) or one) for one in named)):
        if Path(name).is_file():
            yield name


def _count_processes(jobs: str) -> int:
    if jobs == "auto":
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not re.fullmatch(r"[1-9][0-9]{0,3}", jobs):
        raise InputError(f"--jobs {jobs}: write the number of processes, or auto for one a processor")
    return int(jobs)


def _find_sources(request: Request, settings: ValidateSettings) -> tuple[list[Source], list[Finding]]:
    """The files, each once, in the order in which they are named; and what is told of names that name none."""
    sources: dict[Path, Source] = {}
    problems: list[Finding] = []
    for name in request.files:
        if name == STANDARD_INPUT:
            stdin = Source(Path(request.stdin_name or STANDARD_INPUT), request.stdin)
            sources.setdefault(stdin.path.absolute(), stdin)
            continue
        if not name:
            problems.append(Finding("E400", Severity.ERROR, "the name of a file is empty; take it out", Position("''")))
            continue
        is_found = is_pattern(name) or Path(name).is_dir()
        found = find_files(name) if is_found else [Path(name)]
        kept = [path for path in found if not _is_excluded(path, request.exclude, settings)]
        if is_found and not kept:
            problems.append(_explain_nothing(name, len(found)))
        for path in kept:
            sources.setdefault(path.resolve(), Source(path))
    return [*sources.values()], problems


def _is_excluded(path: Path, patterns: Sequence[str], settings: ValidateSettings) -> bool:
    here, there = relative_name(path, Path()), relative_name(path, settings.root or Path())
    return any(matches(one, here) for one in patterns) or any(matches(one, there) for one in settings.keys.exclude)


def _explain_nothing(name: str, excluded: int) -> Finding:
    if excluded:
        said = (
            f"nothing is left to validate: {count_of(excluded, 'file')} excluded (--exclude, or the project's settings)"
        )
    elif is_pattern(name):
        said = "no file matches this pattern; ** stands for any folders between, as in letters/**/*.xml"
    else:
        endings = " or ".join(SUFFIXES)
        said = (
            f"no file in this folder ends in {endings}; write a pattern for others, such as {name.rstrip('/')}/**/*.odd"
        )
    return Finding("E400", Severity.ERROR, said, Position(name))


def split_remembered(pair: str) -> tuple[str, Path]:
    """The address and the file of --remember URL=FILE; InputError when it is none, or there is no such file."""
    found = split_pair(pair)
    if found is None:
        raise InputError(f"--remember {pair}: write URL=FILE, such as https://example.org/my.rng=schema/my.rng")
    check_catalog(pair)
    return found
