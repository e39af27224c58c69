"""The command `edition`: what an editor types, and what she is told."""

import os
import sys
import traceback
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.markup import escape
from rich.table import Table

from edition.commands.compiling import schema
from edition.commands.corpus_build import run_build_folders, run_corpus_build
from edition.commands.corpus_check import run_corpus_check
from edition.commands.provenance import changes, decisions_app, why
from edition.commands.registers import register_app, suggest
from edition.commands.releasing import release, verify
from edition.commands.review import review
from edition.commands.terminal import (
    Folder,
    Here,
    echo,
    err,
    finish_json,
    flush,
    has_errors,
    open_streams,
    out,
    printable,
    progress,
    report,
    settings,
    show,
    write_stdout,
)
from edition.commands.validate import validate
from edition.errors import EditionError, InputError, InternalError, OutputError
from edition.project.file_writer import write_new_file, write_recorded_files
from edition.version import VERSION

if TYPE_CHECKING:
    from edition.built import Built

_INTERRUPTED = 130
app = typer.Typer(
    name="edition",
    help="Digital scholarly editions from several witnesses of one text.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _version(wanted: bool) -> None:
    if wanted:
        echo(f"edition (variorum) {VERSION}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program a fault happened.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write results as JSON, for other programs.")] = False,
) -> None:
    """Digital scholarly editions from several witnesses of one text."""
    settings.debug, settings.json = debug, as_json


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")],
    files: Annotated[
        list[Path] | None, typer.Argument(help="Your witnesses: text, Word, TEI …; each name is a siglum.")
    ] = None,
) -> None:
    """Make a new edition of your files; without files, of two tiny samples."""
    from edition.commands.new import write_starter

    write_starter(folder, files or ())
    out.print(f"Made {escape(str(folder))}. Next: [bold]edition build {escape(str(folder))}[/bold]")


@app.command()
def build(
    folders: Annotated[
        list[Path] | None, typer.Argument(help="The folder of an edition or corpus, or of several editions.")
    ] = None,
    only: Annotated[
        str, typer.Option(help="Build only these outputs: tei, site, pdf, exports (with commas between).")
    ] = "",
    discard_edits: Annotated[
        bool, typer.Option("--discard-edits", help="Replace files of a former build though they were edited since.")
    ] = False,
    jobs: Annotated[
        int, typer.Option(min=0, help="In how many processes; 0: as many as there are cores. The result is the same.")
    ] = 0,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Make everything again, though nothing may have changed.")
    ] = False,
    profile: Annotated[
        bool, typer.Option("--profile", help="Say how much CPU time each part took, processes included.")
    ] = False,
    scheduler: Annotated[
        str, typer.Option(help="The address of a Dask scheduler (tcp://host:port) whose workers build a corpus.")
    ] = "",
) -> None:
    """Build one edition, several, or all of a corpus: TEI, site, PDF and exports; nothing if no source has changed."""
    from edition.apart import usable_cores
    from edition.built import OUTPUTS, HowToBuild
    from edition.project.edition_defaults import is_corpus
    from edition.project.staging import PublishedInterrupt
    from edition.rebuild import rebuild

    wanted = [name.strip() for name in only.split(",") if name.strip()] or list(OUTPUTS)
    for name in wanted:
        if name not in OUTPUTS:
            raise InputError(f"--only {name}: there is no such output; there is {', '.join(OUTPUTS)}")
    folder, *others = folders or [Here]
    if is_corpus(folder) and not others:
        return run_corpus_build(folder, wanted, jobs or usable_cores(), scheduler)
    if scheduler:
        raise InputError(f"--scheduler: builds the editions of a corpus, and {folder} has no corpus.toml")
    how = HowToBuild(discard_edits, jobs or usable_cores(), not no_cache)
    if others:
        return run_build_folders([folder, *others], wanted, how)
    try:
        with progress() as tell:
            built = rebuild(folder, wanted, tell, how)
    except PublishedInterrupt:
        err.print("Interrupted; the new output had been published by then.")
        raise typer.Exit(_INTERRUPTED) from None
    try:
        _print_build(folder, built, profile)
    except KeyboardInterrupt:
        err.print(f"Interrupted; {'nothing was' if built.failed else 'the new output had been'} published by then.")
        raise typer.Exit(_INTERRUPTED) from None


def _print_profile(built: "Built") -> None:
    """How many seconds of CPU each part of the work took, and what part of the whole; on standard error."""
    total = sum(built.seconds.values())
    for name, seconds in sorted(built.seconds.items(), key=lambda one: -one[1]):
        err.print(f"{seconds:8.2f} s {seconds / (total or 1):4.0%}  {name}", markup=False)
    err.print(f"{total:8.2f} s        all of the CPU time" if built.seconds else "Nothing was made.", markup=False)


def _print_build(folder: Path, built: "Built", profile: bool) -> None:
    report(built.findings)
    if profile and not settings.json:
        _print_profile(built)
    if settings.json:
        result = {"published": built.published, "seconds": built.seconds, "unchanged": built.is_unchanged}
        finish_json(result, built.findings)
    if built.failed:
        err.print(f"[red]Nothing was published.[/red] The new TEI is in {escape(str(built.kept))}.")
        raise typer.Exit(1)
    for path in built.published:
        out.print(f"  {escape(str(folder / path))}")
    if built.is_unchanged:
        out.print("[green]Unchanged.[/green] No source has changed since, and what was built is in place.")
        return
    is_site = "build/site" in built.published
    out.print(f"[green]Built.[/green] Open {escape(str(folder / 'build/site/index.html'))}" if is_site else "Built.")


@app.command()
def serve(
    folder: Folder = Here, port: Annotated[int, typer.Option(help="The port; 0: any that is free.")] = 8000
) -> None:
    """Show the site on this machine, and build it again whenever a source changes. Ctrl-C ends it."""
    from edition.commands.serve import serving

    with serving(folder, port) as (site, address):
        out.print(f"The site: {address}")
        site.run(_print_told)


def _print_told(told: object) -> None:
    from edition.built import Built
    from edition.commands.live_site import Refreshed

    if isinstance(told, Refreshed):
        out.print(f"Pages are fresh, {told.seconds:.1f} s; the whole site is being built.")
    elif isinstance(told, Built):
        report(told.findings)
        seconds = sum(told.seconds.values())
        done = "Unchanged." if told.is_unchanged else f"Built, {seconds:.1f} s."
        out.print("[red]Not built.[/red]" if told.failed else done)
    else:
        err.print(f"[red]Error:[/red] {escape(printable(str(told)))}")


@app.command()
def check(
    folder: Folder = Here,
    jobs: Annotated[
        int, typer.Option(min=0, help="Of a corpus: in how many processes; 0: as many as there are cores.")
    ] = 0,
) -> None:
    """Prove the files in tei/: schema, rules, pointers, sigla, whole witnesses; and the links of the site."""
    from edition.apart import usable_cores
    from edition.project.edition_defaults import is_corpus

    if is_corpus(folder):
        run_corpus_check(folder, jobs or usable_cores())
    from edition.edition import Edition

    with progress() as tell:
        result = Edition(folder).check(tell)
    report(result.findings)
    status = int(not result.holds or has_errors(result.findings))
    if settings.json:
        checks = [{"name": c.name, "what": c.what, "holds": c.holds, "result": c.result} for c in result.checks]
        accounts = [asdict(account) for account in result.accounts]
        finish_json({"checks": checks, "accounts": accounts}, result.findings, status)
    table = Table("check", "what was proved", "result", box=None, pad_edge=False)
    colours = {True: "green", False: "red", None: "dim"}
    for one in result.checks:
        table.add_row(one.name, one.what, f"[{colours[one.holds]}]{one.result}[/]")
    show(table)
    for account in result.accounts:
        out.print(escape(str(account)), soft_wrap=True, highlight=False)
    raise typer.Exit(status)


@app.command()
def collate(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Plain text, TEI (.xml, .tei), or CollateX's JSON (.json), which may hold several witnesses. A siglum "
            'is a file\'s name without its ending, or the "id" in JSON.',
            show_default=False,
        ),
    ],
    base: Annotated[
        str, typer.Option(help="The siglum whose order and words the result follows; left out, the first.")
    ] = "",
    to: Annotated[str, typer.Option(help="What to write: tei, json (CollateX's table), csv, html, graphml.")] = "json",
    method: Annotated[
        str,
        typer.Option(
            help="With --to tei, how the apparatus is linked: parallel-segmentation (the default), double-end-point, "
            "location-referenced."
        ),
    ] = "",
    apart: Annotated[
        bool, typer.Option("--apart", help="With --to json, html, graphml: one token a cell, none joined.")
    ] = False,
    text: Annotated[
        bool, typer.Option("--text", help="Take every file as plain text, whatever format it looks like.")
    ] = False,
    language: Annotated[
        str,
        typer.Option(
            help="The language of the texts, such as la or grc: its rules tell spellings of one word from other words, "
            "and its signs the ends of words and sentences."
        ),
    ] = "",
) -> None:
    """Collate any texts; no edition is needed. The result goes to standard output."""
    from edition.tasks.collate_files import CollationOptions, collate_files

    options = CollationOptions(base, to, method, joined=not apart, as_text=text, language=language)
    with progress() as tell:
        collation = collate_files(files, options, tell)
    report(collation.findings)
    write_stdout(collation.pieces)


@app.command()
def restore(
    siglum: Annotated[str, typer.Argument(help="The siglum of a witness.")],
    folder: Annotated[Path, typer.Option("--in", help="The edition's folder.")] = Here,
    to: Annotated[Path | None, typer.Option(help="A new file to write to; without it, to standard output.")] = None,
) -> None:
    """Give a seed back, byte for byte, from the TEI alone."""
    from edition.edition import Edition

    data = Edition(folder).restore(siglum)
    if to is None:
        write_stdout([data])
    else:
        write_new_file(to, data)
        out.print(f"  {escape(str(to))}: {len(data):,} bytes, as received")


@app.command()
def export(
    names: Annotated[list[str] | None, typer.Argument(help="Which exports; without a name, what there is.")] = None,
    folder: Annotated[Path, typer.Option("--in", help="The edition's folder.")] = Here,
    to: Annotated[Path, typer.Option("--out", help="The folder to write to.")] = Path("exports"),
) -> None:
    """Write the edition in the formats of other tools; without a name, list them."""
    from edition.export.registry import GROUPS, exporters, known

    if not names:
        table = Table("name", "group", "what it is", box=None, pad_edge=False)
        for name, exporter in sorted(exporters().items(), key=lambda e: (GROUPS.index(e[1].group), e[0])):
            table.add_row(name, exporter.group, escape(exporter.description))
        show(table)
        return
    from edition.edition import Edition

    made = Edition(folder).export(*known(names))
    write_recorded_files(folder, to, made)
    for path in made:
        out.print(f"  {escape(str(to / path))}")
    if not made:
        out.print(f"Nothing was written: the edition has nothing for {', '.join(names)}.")


app.command()(release)
app.command()(verify)
app.command()(why)
app.command()(changes)
app.command()(schema)
app.command()(validate)
app.command()(suggest)
app.command()(review)
app.add_typer(register_app, name="register")
app.add_typer(decisions_app, name="decisions")


def main() -> NoReturn:
    """Run the command; the exit status says how it ended (docs/design.md §6)."""
    open_streams()
    try:
        status = _run()
        flush()
    except EditionError as error:
        status = _print_error(error, error.status)
    except OSError as error:  # of the system: a full disk, a folder where a file should be
        status = _print_error(OutputError(_fault_of_system(error)), OutputError.status)
        with suppress(OutputError):
            flush()
    except Exception as error:
        status = _print_error(error, InternalError.status)
    sys.exit(status)


def _run() -> int:
    """The exit status of the command; errors that say more are raised."""
    try:
        code = app(standalone_mode=False)
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
        return code if isinstance(code, int) else 0
    except typer.Exit as ended:
        return ended.exit_code
    except (KeyboardInterrupt, typer.Abort):
        err.print("Interrupted; what was there before is unchanged.")
        return _INTERRUPTED
    except Exception as error:
        if hasattr(error, "show") and hasattr(error, "exit_code"):  # wrong use, as the command line library tells it
            error.show()
            return int(error.exit_code)
        raise


def _fault_of_system(error: OSError) -> str:
    if not error.filename:
        return f"a result cannot be written: {error.strerror or error}"
    name = error.filename if isinstance(error.filename, str | bytes) else str(error.filename)
    return f"{os.fsdecode(name)}: cannot be used: {error.strerror or error}"


def _print_error(error: Exception, status: int) -> int:
    if settings.debug:
        traceback.print_exception(error)
    name = "" if isinstance(error, EditionError) else f"{type(error).__name__}: "
    fault = "A fault in this program, not in your files" if status == InternalError.status else "Error"
    err.print(f"[red]{fault}:[/red] {escape(printable(name + str(error)))}")
    if status == InternalError.status and not settings.debug:
        err.print("Please report it with what you did; `edition --debug …` shows where it happened.")
    return status
