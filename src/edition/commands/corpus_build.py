"""`edition build` of many editions in one command: a corpus, or several folders."""

from collections.abc import Sequence
from pathlib import Path

import typer
from rich.markup import escape

from edition.built import HowToBuild
from edition.commands.terminal import err, finish_json, has_errors, out, progress, report, settings

_INTERRUPTED = 130
_SHOWN = 10  # names of editions in a line


def run_corpus_build(folder: Path, only: Sequence[str], jobs: int, scheduler: str) -> None:
    """Build the corpus in a folder and tell what came of it; exit status 1 when an edition failed."""
    from edition.tasks.corpus.build_corpus import Where, build_corpus

    with progress() as tell:
        made = build_corpus(folder, only, Where(jobs, scheduler), tell)
    report(made.findings)
    if settings.json and not made.interrupted:
        finish_json({"built": made.built, "kept": made.kept, "failed": made.failed}, made.findings)
    counts = f"{len(made.built)} built, {len(made.kept)} unchanged, {len(made.failed)} failed"
    if made.interrupted:
        err.print(f"Interrupted: {counts} so far. The same command goes on with the others.")
        raise typer.Exit(_INTERRUPTED)
    _name_failed(made.failed)
    out.print(f"  {counts}")
    if "site" in only and (made.built or made.kept):
        out.print(f"Open {escape(str(folder / 'build/site/index.html'))}")
    if made.failed or has_errors(made.findings):
        raise typer.Exit(1)


def run_build_folders(folders: Sequence[Path], only: Sequence[str], how: HowToBuild) -> None:
    """Build the edition in each folder by itself, and tell what came of them; exit status 1 when one failed."""
    from edition.tasks.corpus.build_folders import build_folders

    with progress() as tell:
        made = build_folders(folders, only, how, tell)
    findings = [finding for one in made.folders for finding in one.built.findings]
    failed = [str(one.folder) for one in made.folders if one.built.failed]
    report(findings)
    if settings.json and not made.interrupted:
        told = {
            str(one.folder): {"published": one.built.published, "unchanged": one.built.is_unchanged}
            for one in made.folders
        }
        finish_json({"editions": told, "failed": failed}, findings)
    unchanged = sum(one.built.is_unchanged for one in made.folders)
    counts = f"{len(made.folders) - unchanged - len(failed)} built, {unchanged} unchanged, {len(failed)} failed"
    if made.interrupted:
        err.print(f"Interrupted: {counts} so far. The same command goes on with the others.")
        raise typer.Exit(_INTERRUPTED)
    _name_failed(failed)
    out.print(f"  {counts}")
    if failed:
        raise typer.Exit(1)


def _name_failed(failed: Sequence[str]) -> None:
    if failed:
        named = ", ".join(failed[:_SHOWN]) + (" …" if len(failed) > _SHOWN else "")
        err.print(f"[red]Not built:[/red] {escape(named)}. Their last good output is kept, if there is one.")
