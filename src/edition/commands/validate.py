"""`edition validate`: what an editor types to have TEI files judged."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from edition.commands.terminal import echo, finish_json, has_errors, out, report, settings


class Form(StrEnum):
    """In which form findings are told."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def validate(
    files: Annotated[list[Path], typer.Argument(help="TEI files.")],
    schema: Annotated[
        Path | None,
        typer.Option(
            help="The schema: RELAX NG (.rng, .rnc), an ODD that says everything itself (.odd), Schematron (.sch). Left "
            "out: what the file names by xml-model in the working folder; else ours, if the file is one of ours."
        ),
    ] = None,
    catalog: Annotated[
        list[str] | None,
        typer.Option(help="Where the addresses of schemas are kept on this disk: an OASIS XML catalog, or URL=FILE."),
    ] = None,
    phase: Annotated[str, typer.Option(help="The phase of the Schematron rules to run; #ALL for all rules.")] = "",
    tei: Annotated[
        Path | None, typer.Option(help="TEI's specifications (p5subset.xml), which a customising ODD takes from.")
    ] = None,
    stylesheets: Annotated[
        Path | None, typer.Option(help="A folder with TEI's own stylesheets, to compile an ODD with them.")
    ] = None,
    allow_includes: Annotated[
        bool, typer.Option("--allow-includes", help="Read what XInclude and entities name, from this disk alone.")
    ] = False,
    form: Annotated[
        Form,
        typer.Option(
            "--format", help="How findings are told: a line each (text), json, or sarif (for code hosts and editors)."
        ),
    ] = Form.TEXT,
) -> None:
    """Validate TEI files against our schema, one they name, or one that you name."""
    from edition.tasks.validate_files import validate_files
    from edition.validate.options import Options

    options = Options(
        catalogs=tuple(catalog or ()), phase=phase, tei=tei, stylesheets=stylesheets, includes=allow_includes
    )
    validated = validate_files(files, schema, options)
    form = Form.JSON if settings.json and form is Form.TEXT else form
    status = 2 if validated.refused else 1 if has_errors(validated.findings) else 0
    match form:
        case Form.JSON:
            finish_json({"files": [str(path) for path in files]}, validated.findings, status)
        case Form.SARIF:
            from edition.commands.sarif import sarif
            from edition.validate.schema import rule_sentences

            echo(json.dumps(sarif(validated.findings, rule_sentences()), ensure_ascii=False, indent=1))
        case Form.TEXT:
            report(validated.findings)
            if status == 0:
                out.print(f"[green]Valid:[/green] {len(files)} file{'s' if len(files) != 1 else ''}")
    raise typer.Exit(status)
