"""`edition why`, `edition changes`, `edition decisions`: where what the edition says comes from, and what changed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.markup import escape
from rich.table import Table

from edition.commands.terminal import Here, finish_json, has_errors, out, printable, settings, show
from edition.display import short
from edition.errors import InputError
from edition.model.anchor import toml_of
from edition.model.finding import count_of

if TYPE_CHECKING:
    from edition.tasks.compare_editions import Changes, EntryChange, TextChange

_Changed = TypeVar("_Changed", "EntryChange", "TextChange")


def why(
    name: Annotated[str, typer.Argument(metavar="ID", help="An xml:id in tei/, as pages and tables cite it.")] = "",
    words: Annotated[str, typer.Option("--words", help="Find the id by words of the text instead.")] = "",
    witness: Annotated[str, typer.Option("--witness", help="With --words: the siglum of the witness to look in.")] = "",
    folder: Annotated[Path, typer.Option("--in", help="The edition's folder.")] = Here,
) -> None:
    """Explain what a mark, a variation unit or a disagreement rests on; show the source, and what to decide."""
    from edition.edition import Edition

    if bool(name) is bool(words):
        raise InputError('name an id (edition why app-…), or words of the text (edition why --words "…")')
    edition = Edition(folder)
    if words:
        found = edition.find_words(words, witness)
        if settings.json:
            finish_json({"places": [asdict(one) for one in found]}, ())
        if len(found) > 1:
            for one in found:
                _print(str(one))
            _print(f"{len(found)} ids stand at these words; `edition why ID` explains one.")
            return
        name = found[0].id
    lines = edition.why(name)
    if settings.json:
        finish_json({"id": name, "lines": lines}, ())
    for line in lines:
        _print(line)


def changes(
    old: Annotated[
        str, typer.Argument(help="A git revision, or the folder or archive (.zip) of a release or an edition.")
    ] = "HEAD",
    folder: Annotated[Path, typer.Option("--in", help="The edition's folder.")] = Here,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing; end with status 1 if anything changed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the changes as JSON.")] = False,
) -> None:
    """Compare tei/edition.xml with an older state: where its text, its entries and their classes changed, and why."""
    from edition.tasks.changes import find_changes

    found = find_changes(folder, old, explain=not quiet)
    if quiet:
        raise typer.Exit(int(bool(found)))
    if as_json or settings.json:
        finish_json({"old": old, **asdict(found)}, ())
    for line in changes_in_words(found, old):
        _print(line)


decisions_app = typer.Typer(help="List the decisions of the editor with what became of them; mend stale ones.")


@decisions_app.callback(invoke_without_command=True)
def decisions(
    context: typer.Context, folder: Annotated[Path, typer.Option("--in", help="The edition's folder.")] = Here
) -> None:
    """List every decision with what became of it: carried out, stale, not needed, contradicted …"""
    from edition.tasks.mend_decisions import list_decisions

    if context.invoked_subcommand:
        return
    listed = list_decisions(folder)
    status = int(any(has_errors(one.findings) for one in listed))
    if settings.json:
        rows = [{name: value for name, value in asdict(one).items() if name != "findings"} for one in listed]
        finish_json({"decisions": rows}, tuple(f for one in listed for f in one.findings), status)
    table = Table("where", "decision", "words", "says", "by", "state", box=None, pad_edge=False)
    for one in listed:
        where = f"{one.position.path}:{one.position.line}"
        cells = (where, one.table, short(one.words), short(one.says), one.by, one.state)
        table.add_row(*(escape(printable(cell)) for cell in cells))
    if listed:
        show(table)
    fitting = sum(one.state.startswith("carried out") for one in listed)
    out.print(f"{count_of(len(listed), 'decision')}, {fitting} carried out.")
    raise typer.Exit(status)


@decisions_app.command()
def mend(
    folder: Annotated[Path, typer.Option("--in", help="The edition's folder.")] = Here,
    yes: Annotated[bool, typer.Option("--yes", help="Write all that is sure enough, and ask nothing.")] = False,
) -> None:
    """Write the words that stand there now into decisions that quote others, as far as these are 90 in 100 alike."""
    from edition.decide.mends import LEAST
    from edition.tasks.mend_decisions import mends_of, write_mends

    found = mends_of(folder)
    chosen = []
    for one in found:
        _print(f"{one.position.path}:{one.position.line} [[{one.table}]] «{one.old.exact}»")
        _print(f"  {one.where} {one.around} ({one.score:.0f} of 100)")
        for line in toml_of(one.new).split("\n"):
            _print(f"    {line}")
        if not one.is_sure:
            _print(f"  less than {LEAST:.0f} of 100 alike: look at the place, and write it yourself or take it out")
        elif yes or typer.confirm("  Write these words?", default=False):
            chosen.append(one)
    left = write_mends(folder, chosen) if chosen else ()
    for one in left:
        _print(f"{one.position.path}:{one.position.line}: is written in a way that only you can change; nothing is")
    _print(f"{count_of(len(chosen) - len(left), 'decision')} mended, {len(found) - len(chosen) + len(left)} left.")


def changes_in_words(found: "Changes", old: str) -> Iterator[str]:
    """The changes as lines, grouped by section."""
    if not found:
        yield f"Nothing changed since {old}."
        return
    if found.text:
        yield f"The text of the edition changed at {count_of(len(found.text), 'place')}:"
        yield from _by_section(found.text, lambda one: [str(one)])
    if found.entries:
        states = Counter(one.state for one in found.entries)
        counts = ", ".join(f"{states[name]} {name}" for name in ("gone", "new", "changed") if states[name])
        yield f"Entries of the apparatus: {counts}."
        yield from _by_section(found.entries, _entry_in_words)


def _by_section(some: Sequence[_Changed], lines: Callable[[_Changed], Iterable[str]]) -> Iterator[str]:
    for section, group in groupby(some, key=lambda one: one.section):
        yield f"  {section or '(before the first heading)'}"
        yield from (f"    {line}" for one in group for line in lines(one))


def _entry_in_words(one: "EntryChange") -> Iterator[str]:
    others = f" (now {', '.join(one.others)})" if one.others and one.state == "gone" else ""
    others = others or (f" (was {', '.join(one.others)})" if one.others else "")
    yield f"{one.state:<8}{one.id}{others}  {one.entry}"
    yield from (f"        {what}" for what in one.what)
    if one.why:
        yield f"        {one.why}"


def _print(line: str) -> None:
    out.print(escape(printable(line)))
