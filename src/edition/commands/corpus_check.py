"""`edition check` of a corpus: one report of all its editions."""

from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

import typer
from rich.markup import escape
from rich.table import Table

from edition.commands.terminal import err, finish_json, has_errors, progress, report, settings, show

_SHOWN = 10  # names of editions in a cell
_COLOURS = {True: "green", False: "red", None: "dim"}


def run_corpus_check(folder: Path, jobs: int) -> NoReturn:
    """Check the corpus in a folder and tell what holds, and of which editions it does not; exit status 1 then."""
    from edition.tasks.corpus.check_corpus import check_corpus

    with progress() as tell:
        made = check_corpus(folder, jobs, tell)
    report(made.findings)
    holds = all(one.holds is not False for one in made.checks)
    status = int(bool(made.unchecked) or not holds or has_errors(made.findings))
    if settings.json:
        checks = [
            {"name": c.name, "what": c.what, "holds": c.holds, "result": c.result, "broken": made.broken(c.name)}
            for c in made.checks
        ]
        accounts = {name: [asdict(account) for account in one.accounts] for name, one in made.editions.items()}
        result: dict[str, object] = {"checks": checks, "accounts": accounts, "unchecked": made.unchecked}
        finish_json(result, made.findings, status)
    table = Table("check", "what was proved", "result", box=None, pad_edge=False)
    for one in made.checks:
        named = _named(made.broken(one.name))
        table.add_row(one.name, one.what, f"[{_COLOURS[one.holds]}]{one.result}[/]{named and f' in {escape(named)}'}")
    show(table)
    if made.unchecked:
        err.print(f"[red]Not checked:[/red] {escape(_named(made.unchecked))}")
    raise typer.Exit(status)


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
