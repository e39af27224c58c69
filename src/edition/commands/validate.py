"""`edition validate`: what an editor types to have TEI files judged."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from edition.commands.odd_options import StylesheetsOption, TeiOption
from edition.commands.tell_findings import MANY, choose_told, describe_left_out, tell_annotations, tell_summary
from edition.commands.terminal import describe_finding, echo, err, has_errors, out, report, settings
from edition.errors import ConfigError, InputError
from edition.model.finding import count_of

if TYPE_CHECKING:
    from edition.project.validate_settings import ValidateSettings
    from edition.tasks.validate_files import Validated
    from edition.tasks.validate_request import Request

_MAX_BYTES = 256 * 2**20  # of standard input


class Form(StrEnum):
    """In which form findings are told."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


@dataclass(frozen=True, slots=True)
class _Telling:
    """What of the findings is told, and how."""

    form: Form
    limit: int | None
    is_summary: bool
    baseline: Path | None
    writes_baseline: bool

    @property
    def needs_places(self) -> bool:
        """Whether the places of the findings in their files are needed."""
        return self.form in (Form.JSON, Form.SARIF) or self.baseline is not None


def validate(
    files: Annotated[
        list[str] | None,
        typer.Argument(help="TEI files, folders, patterns such as 'letters/**/*.xml', or - for standard input."),
    ] = None,
    schema: Annotated[
        str,
        typer.Option(
            help="The schema: RELAX NG (.rng, .rnc), an ODD (.odd), or Schematron (.sch). Left "
            "out: what the project says, what the file names by xml-model in the working folder; else ours, if the "
            "file is one of ours."
        ),
    ] = "",
    catalog: Annotated[
        list[str] | None,
        typer.Option(help="Where the addresses of schemas are kept on this disk: an OASIS XML catalog, or URL=FILE."),
    ] = None,
    remember: Annotated[
        list[str] | None, typer.Option(help="URL=FILE: take FILE for this address from now on, in all your projects.")
    ] = None,
    phase: Annotated[str, typer.Option(help="The phase of the Schematron rules to run; #ALL for all rules.")] = "",
    tei: TeiOption = None,
    stylesheets: StylesheetsOption = None,
    allow_includes: Annotated[
        bool, typer.Option("--allow-includes", help="Read what XInclude and entities name, from this disk alone.")
    ] = False,
    pointers: Annotated[
        bool,
        typer.Option("--pointers/--no-pointers", help="Whether pointers are followed, in a file and across files."),
    ] = True,
    exclude: Annotated[
        list[str] | None, typer.Option(help="A pattern of files or folders that are left out, such as 'drafts/'.")
    ] = None,
    stdin_name: Annotated[str, typer.Option(help="The name of what comes by standard input (-).")] = "",
    jobs: Annotated[str, typer.Option(help="How many processes judge; auto: one a processor.")] = "1",
    limit: Annotated[
        int | None, typer.Option(min=0, help="With text and github, how many findings are told; 0: all.")
    ] = None,
    summary: Annotated[
        bool, typer.Option("--summary", help="Tell only how many findings there are of each code.")
    ] = False,
    baseline: Annotated[
        Path | None, typer.Option(help="A file with the findings that are known: only others are told.")
    ] = None,
    rewrite: Annotated[
        bool, typer.Option("--write-baseline", help="Write all findings of this run to the file that --baseline names.")
    ] = False,
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            help="How findings are told: a line each (text), json, sarif (for code hosts and editors), github.",
        ),
    ] = Form.TEXT,
) -> None:
    """Validate TEI files against our schema, one they name, or one that you name."""
    from edition.tasks.validate_request import Request
    from edition.validate.options import Options

    options = Options(
        catalogs=tuple(catalog or ()),
        phase=phase,
        tei=tei,
        stylesheets=stylesheets,
        includes=allow_includes,
        pointers=pointers,
    )
    request = Request(
        files=tuple(files or ()),
        schema=schema,
        exclude=tuple(exclude or ()),
        stdin_name=stdin_name,
        jobs=jobs,
        options=options,
    )
    form = Form.JSON if settings.json and form is Form.TEXT else form
    for pair in remember or ():
        _remember(pair)
    if not (remember and not files):
        _validate(request, _Telling(form, limit, summary, baseline, rewrite))


def _remember(pair: str) -> None:
    from edition.project.user_catalog import remember, user_catalog
    from edition.tasks.validate_request import split_remembered

    address, file = split_remembered(pair)
    remember(address, file, user_catalog())
    err.print(escape(f"{user_catalog()}: {file} stands for {address} from now on"))


def _validate(request: "Request", telling: _Telling) -> None:
    """Validate, tell, and end with the status."""
    from edition.tasks.run_schemas import findings_of
    from edition.tasks.validate_files import Validated
    from edition.tasks.validate_request import find_settings

    known = 0
    try:
        if not request.files:
            raise InputError("edition validate: name a file, a folder, or a pattern such as 'tei/**/*.xml'")
        project = find_settings(Path.cwd())
        telling = _with_settings(telling, project)
        validated, known = _judge(request, project, telling)
    except (InputError, ConfigError) as error:
        validated = Validated(findings_of(error), max(1, len(request.files)))
    status = 2 if validated.refused else 1 if has_errors(validated.findings) else 0
    if telling.form in (Form.JSON, Form.SARIF):
        _tell_machine(validated, request.files, telling.form)
    else:
        _tell_people(validated, telling)
        if status == 0:
            out.print(f"[green]Valid:[/green] {_count_valid(validated, known)}")
    raise typer.Exit(status)


def _with_settings(telling: _Telling, project: "ValidateSettings") -> _Telling:
    """What is told, with what the project says where the command line says nothing."""
    baseline = telling.baseline or project.path_of(project.keys.baseline)
    if telling.writes_baseline and baseline is None:
        raise InputError("--write-baseline: name the file with --baseline, such as --baseline known-findings.json")
    limit = project.keys.limit if telling.limit is None else telling.limit
    return replace(telling, baseline=baseline, limit=limit)


def _judge(request: "Request", project: "ValidateSettings", telling: _Telling) -> tuple["Validated", int]:
    """What was found and is not known, and how many findings are known."""
    from edition.tasks.baseline import subtract_baseline, write_baseline
    from edition.tasks.validate_request import STANDARD_INPUT, validate_request

    stdin = sys.stdin.buffer.read(_MAX_BYTES + 1) if STANDARD_INPUT in request.files else b""
    validated = validate_request(replace(request, stdin=stdin, with_places=telling.needs_places), project)
    if telling.baseline is None or not validated.named:
        return validated, 0
    if telling.writes_baseline:
        count = write_baseline(validated, telling.baseline)
        err.print(escape(f"{telling.baseline}: knows {count_of(count, 'finding')} from now on"))
    return subtract_baseline(validated, telling.baseline)


def _count_valid(validated: "Validated", known: int) -> str:
    files = count_of(len(validated.named), "file")
    return f"{files}; {count_of(known, 'finding')} known" if known else files


def _tell_machine(validated: "Validated", asked: Sequence[str], form: Form) -> None:
    if form is Form.SARIF:
        from edition.commands.sarif import sarif
        from edition.validate.schema import rule_sentences

        made = sarif(validated.findings, rule_sentences(), validated.places, validated.refused)
    else:
        places = validated.places
        told = [
            describe_finding(f) | ({"path": places[f.position].path} if f.position in places else {})
            for f in validated.findings
        ]
        made = {"files": list(validated.named or asked), "findings": told}
    echo(json.dumps(made, ensure_ascii=False, indent=1))


def _tell_people(validated: "Validated", telling: _Telling) -> None:
    findings = validated.findings
    told = () if telling.is_summary else choose_told(findings, telling.limit or 0)
    if telling.form is Form.GITHUB:
        tell_annotations(told)
    else:
        report(told)
    if not telling.is_summary and (left_out := describe_left_out(findings, told)):
        err.print(left_out)
    if len(findings) > MANY or (telling.is_summary and findings):
        tell_summary(findings, len(validated.named))
