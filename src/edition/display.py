"""How notebooks show an apparatus, an alignment and an edition: small HTML tables without scripts or styles."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edition.model import TokenTable
    from edition.model.variation import Unit, UnitReading


MOST = 100  # units or columns that are shown
_LONGEST = 60  # characters of a reading in a `repr`


def short(text: str) -> str:
    """The words of a reading for a `repr`, cut where they are long."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def units_html(units: "Sequence[Unit]") -> str:
    """A table of variation units: the lemma, then the readings with their witnesses and kinds."""
    rows = [(unit.id, _reading(unit.lemma), _others(unit), " ".join(unit.lacunose)) for unit in units[:MOST]]
    return _table(("unit", "lemma", "readings", "not extant"), rows) + _left_out(len(units), "units")


def _others(unit: "Unit") -> str:
    return "<br>".join(_reading(reading) for reading in unit.readings if not reading.is_lemma)


def _reading(reading: "UnitReading") -> str:
    words = escape(reading.text) if reading.text else f"<em>{escape(reading.kind)}</em>"
    kind = f" <small>{escape(reading.kind)}</small>" if reading.text and not reading.is_lemma else ""
    return f"{words} <b>{escape(' '.join(reading.witnesses))}</b>{kind}"


def table_html(table: "TokenTable") -> str:
    """The alignment with a row a witness; columns in which witnesses differ are marked."""
    numbers = range(min(len(table.columns), MOST))
    differ = [len(table.readings(n)) > 1 or None in table.columns[n] for n in numbers]
    rows = []
    for row, siglum in enumerate(table.sigla):
        cells = [escape(table.words(row, table.columns[n][row]).strip()) for n in numbers]
        marked = [
            f"<mark>{words or '–'}</mark>" if differ[n] else words for n, words in zip(numbers, cells, strict=True)
        ]
        rows.append((f"<b>{escape(siglum)}</b>", *marked))
    return _table((), rows) + _left_out(len(table.columns), "columns")


def facts_html(title: str, facts: Iterable[tuple[str, str]]) -> str:
    """A heading and a table of two columns; all in plain words."""
    rows = [(escape(name), escape(value)) for name, value in facts]
    return f"<h4>{escape(title)}</h4>{_table((), rows)}"


def list_html(head: Sequence[str], rows: Iterable[Sequence[str]], count: int, what: str) -> str:
    """A table of plain words, cut after the first rows."""
    shown = [tuple(map(escape, row)) for _, row in zip(range(MOST), rows, strict=False)]
    return _table(head, shown) + _left_out(count, what)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    titles = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{f'<thead><tr>{titles}</tr></thead>' if head else ''}<tbody>{body}</tbody></table>"


def _left_out(count: int, what: str) -> str:
    return f"<p>{count - MOST} more {what} are not shown.</p>" if count > MOST else ""
