"""`edition build` of a corpus: many editions in one command."""

from collections.abc import Sequence
from pathlib import Path

import typer
from rich.markup import escape

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
    if made.failed:
        named = ", ".join(made.failed[:_SHOWN]) + (" …" if len(made.failed) > _SHOWN else "")
        err.print(f"[red]Not built:[/red] {escape(named)}. Their last good output is kept, if there is one.")
    out.print(f"  {counts}")
    if "site" in only and (made.built or made.kept):
        out.print(f"Open {escape(str(folder / 'build/site/index.html'))}")
    if made.failed or has_errors(made.findings):
        raise typer.Exit(1)
