"""CSV tables: for spreadsheets, R and pandas. Cells that a spreadsheet would run as formulas get an apostrophe."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from edition.export.source import ExportSource
from edition.model import EntryKind
from edition.names import NS, XML_ID, tei

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Row = Sequence[str | int]


def export_tables(source: ExportSource) -> Mapping[str, bytes]:
    """CSV tables of witnesses, places, readings, moves, reuse, mentions, register entries."""
    tables = {
        "witnesses": (("siglum", "name", "file", "sha256", "scope", "words"), _witnesses(source)),
        "apparatus": (("app", "type", "lemma", "witnesses", "block"), _places(source)),
        "readings": (("app", "number", "reading", "witnesses", "type"), _readings(source)),
        "moves": (("move", "witness", "words", "opening"), _moves(source)),
        "reuse": (("witness", "start", "end", "words", "nearest", "score", "kind"), _reuses(source)),
        "mentions": (("witness", "mention", "kind", "ref", "text", "value", "cert"), _mentions(source)),
    }
    for kind in EntryKind:
        tables[kind.value] = (("id", "name", "forms"), _entries(source, kind))
    return {f"csv/{name}.csv": written(header, rows) for name, (header, rows) in tables.items()}


def written(header: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A table as CSV (RFC 4180): UTF-8, header row, every formula made harmless."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([_safe(cell) for cell in header])
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8")


def _safe(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _witnesses(source: ExportSource) -> Iterator[Row]:
    for w in source.witnesses:
        yield w.siglum, w.name, w.seed.path, w.seed.sha256, w.scope, len(w.text.split())


def _apps(source: ExportSource) -> Iterator[etree._Element]:
    return source.edition.iterfind(".//tei:body//tei:app", NS)


def _places(source: ExportSource) -> Iterator[Row]:
    for app in _apps(source):
        lemma = next(app.iter(tei("lem")))
        block = next((a.get(XML_ID, "") for a in app.iterancestors() if a.get(XML_ID)), "")
        yield app.get(XML_ID, ""), app.get("type", ""), reading_of(lemma), _sigla(source, lemma), block


def _readings(source: ExportSource) -> Iterator[Row]:
    for app in _apps(source):
        children = [c for c in app.iter(tei("rdg")) if next(c.iterancestors(tei("app"))) is app]
        for number, reading in enumerate(children, 1):
            yield app.get(XML_ID, ""), number, reading_of(reading), _sigla(source, reading), reading.get("type", "")


def reading_of(reading: etree._Element) -> str:
    """The words of a lemma or reading; nested places by their lemma."""
    return " ".join("".join(_words(reading)).split())


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != tei("rdg"):
            yield from _words(child)
        yield child.tail or ""


def _sigla(source: ExportSource, reading: etree._Element) -> str:
    """The sigla of a reading, as they are printed, with blanks between."""
    siglum = {f"#{slug}": siglum for siglum, slug in source.slugs.items()}
    return " ".join(siglum[pointer] for pointer in reading.get("wit", "").split())


def _moves(source: ExportSource) -> Iterator[Row]:
    names = [
        link.get(XML_ID, "") for link in source.edition.iterfind(".//tei:linkGrp[@type='transposition']/tei:link", NS)
    ]
    for name, move in zip(names, source.apparatus.transpositions, strict=True):
        yield name, move.siglum, move.length, move.words


def _reuses(source: ExportSource) -> Iterator[Row]:
    for one in source.apparatus.reuses:
        yield one.siglum, *one.source, one.length, one.nearest, str(one.score), one.kind.value


def _mentions(source: ExportSource) -> Iterator[Row]:
    for siglum, tree in source.trees.items():
        for mark in tree.iterfind(".//tei:text//*[@resp]", NS):
            value = mark.get("when") or "/".join(filter(None, (mark.get("from"), mark.get("to"))))
            value = value or "/".join(filter(None, (mark.get("notBefore"), mark.get("notAfter"))))
            ref = mark.get("ref", "").rpartition("#")[2]
            name = etree.QName(mark).localname
            words = " ".join("".join(_words(mark)).split())
            yield siglum, mark.get(XML_ID, ""), name, ref, words, value, mark.get("cert", "")


def _entries(source: ExportSource, kind: EntryKind) -> Iterator[Row]:
    for entry in source.register:
        if entry.kind is kind:
            yield entry.id, entry.name, "; ".join(form.text for form in entry.forms[1:])
