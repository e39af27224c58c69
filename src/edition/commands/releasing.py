"""`edition release` and `edition verify`: a folder to deposit, and whether it is still what was released."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from edition.commands.terminal import Here, err, finish_json, has_errors, out, progress, report, settings


def release(
    to: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet.")],
    folder: Annotated[Path, typer.Option("--in", help="The folder of the edition or corpus.")] = Here,
) -> None:
    """Make a release: the site with all it offers in a folder with a manifest (BagIt, RO-Crate), to deposit."""
    from edition.project.edition_defaults import is_corpus
    from edition.tasks.release import release as release_edition

    with progress() as tell:
        if is_corpus(folder):
            from edition.tasks.corpus.release_corpus import release_corpus

            findings = release_corpus(folder, to, tell)
        else:
            findings = release_edition(folder, to, tell)
    report(findings)
    if has_errors(findings):
        err.print("[red]Nothing was released.[/red]")
        raise typer.Exit(1)
    out.print(f"Released. Anybody can check it: [bold]edition verify {escape(str(to))}[/bold]")


def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a release.")],
) -> None:
    """Compare a release with its manifest: whether every file is there, whole, and nothing else."""
    from edition.tasks.release import verify as run

    found = run(folder)
    report(found.findings)
    if settings.json:
        finish_json({"files": found.files, "bytes": found.size}, found.findings)
    if found.findings:
        raise typer.Exit(1)
    out.print(f"Verified: {found.files} files, {found.size:,} bytes, all as released")
