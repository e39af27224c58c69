"""`edition why`, `edition changes`, `edition decisions`: where what the edition says comes from, and what changed."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from edition.commands.terminal import Here, finish_json, out, printable, settings
from edition.errors import InputError


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


def _print(line: str) -> None:
    out.print(escape(printable(line)))
