"""The edition as tables with keys: what the exports `csv` and `parquet` write."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.export.collatex import columns_of
from edition.export.conjecture_tables import CONJECTURES, NOTES, conjecture_rows, note_rows
from edition.export.csv_cells import Figures, Row
from edition.export.entries import facts, forms_of, of_kind
from edition.export.segmentation import segments
from edition.export.source import ExportSource
from edition.model import EntryKind, Siglum
from edition.model.identifiers import AUTHORITIES
from edition.xml.namespaces import NS, XML_ID

STRING, INTEGER, NUMBER = "string", "integer", "number"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns with their types, its key, and columns that name rows of another table (table, columns)."""

    name: str
    description: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    rows: tuple[Row, ...]
    links: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()


def tables(source: ExportSource) -> Iterator[Table]:
    """All tables, those that others point to first."""
    for name, (description, columns, key, links, made) in _TABLES.items():
        yield Table(name, description, _typed(columns), key, tuple(made(source)), links)
    for kind in EntryKind:
        further = _further(source, kind)
        typed, rows = _typed(" ".join((_FACTS, *further))), tuple(_facts(source, kind, further))
        yield Table(kind.value, f"The register of {kind.value}", typed, ("id",), rows, _to("id", "entries"))
    yield _alignment(source)
    yield from _of_editor(source)


def _of_editor(source: ExportSource) -> Iterator[Table]:
    """What the editor adds to the apparatus; no table of what she did not add."""
    if rows := tuple(conjecture_rows(source)):
        said = "What no witness has: emendations, conjectures; signs of the editor's on words of the lemma."
        yield Table("conjectures", said, _typed(CONJECTURES), (), rows, _to("app", "apparatus"))
    if rows := tuple(note_rows(source)):
        said = "The editor's notes on places of variation."
        yield Table("notes", said, _typed(NOTES), ("app", "note"), rows, _to("app", "apparatus"))


def _typed(columns: str) -> Mapping[str, str]:
    """`n:integer name` -> {"n": "integer", "name": "string"}."""
    return {c.partition(":")[0]: c.partition(":")[2] or STRING for c in columns.split()}


def _to(column: str, table: str, target: str = "") -> tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]:
    return (((column,), table, (target or column,)),)


def _witnesses(source: ExportSource) -> Iterator[Row]:
    for w in source.witnesses:
        licence = dict(w.description).get("licence", "")
        slug, words = source.slugs[w.siglum], len(w.text.split())
        yield w.siglum, slug, w.name, w.seed.path, w.seed.sha256, w.scope, w.language, licence, words


def _texts(source: ExportSource) -> Iterator[Row]:
    for text in source.texts:
        yield text.name, text.siglum, text.path, len(text.text)


def _blocks(source: ExportSource) -> Iterator[Row]:
    for text in source.texts:
        for number, b in enumerate(text.blocks):
            yield text.name, number, b.id, b.kind.value, b.start, b.end, text.text[b.start : b.end]


def _tokens(source: ExportSource) -> Iterator[Row]:
    for text in source.texts:
        number = 0
        for sentence, segment in enumerate(segments(text)):
            for start, end in segment.tokens:
                yield text.name, number, segment.block, sentence, text.text[start:end], start, end
                number += 1


def _apparatus(source: ExportSource) -> Iterator[Row]:
    for unit in source.units:
        yield unit.id, unit.type, unit.lemma.text, " ".join(unit.lemma.witnesses), unit.block, unit.within


def _readings(source: ExportSource) -> Iterator[Row]:
    for unit in source.units:
        for number, one in enumerate(unit.readings[1:], 1):
            yield unit.id, number, one.text, " ".join(one.witnesses), one.type
        if unit.lacunose and not unit.within:
            yield unit.id, len(unit.readings), "", " ".join(unit.lacunose), "lac"


def _attestations(source: ExportSource) -> Iterator[Row]:
    for unit in source.units:
        for number, one in enumerate(unit.readings):
            yield from ((unit.id, siglum, "reading" if one.text else "omission", number) for siglum in one.witnesses)
        yield from ((unit.id, siglum, "lacuna", None) for siglum in unit.lacunose)


def _moves(source: ExportSource) -> Iterator[Row]:
    links = source.edition.iterfind(".//tei:linkGrp[@type='transposition']/tei:link", NS)
    for link, move in zip(links, source.apparatus.transpositions, strict=True):
        yield link.get(XML_ID, ""), move.siglum, move.length, move.words


def _reuses(source: ExportSource) -> Iterator[Row]:
    for number, one in enumerate(source.apparatus.reuses):
        yield number, one.siglum, *one.source, one.length, one.nearest, one.score, one.kind.value


def _mentions(source: ExportSource) -> Iterator[Row]:
    for text in source.texts:
        for m in text.marks:
            words, value = text.text[m.start : m.end], Figures(m.value.iso if m.value else "")
            yield text.name, m.id, m.kind.value, m.ref, words, m.start, m.end, value, m.cert


def _entries(source: ExportSource) -> Iterator[Row]:
    for e in source.register:
        yield e.id, e.kind.value, e.name, forms_of(e)


_FACTS = "id name forms type birth death wikidata gnd viaf geonames latitude:number longitude:number"
_FURTHER = tuple(name for name in AUTHORITIES if name not in _FACTS.split())


def _further(source: ExportSource, kind: EntryKind) -> tuple[str, ...]:
    """The authority files that have columns of their own where an entry of the register has a number of theirs."""
    used = {name for entry in of_kind(source, kind) for name in facts(entry).identifiers}
    return tuple(name for name in _FURTHER if name in used)


def _facts(source: ExportSource, kind: EntryKind, further: tuple[str, ...]) -> Iterator[Row]:
    for entry in of_kind(source, kind):
        known = facts(entry)
        numbers = (known.identifiers.get(name, "") for name in AUTHORITIES if name not in _FURTHER)
        place = known.coordinates or (None, None)
        yield (
            entry.id,
            entry.name,
            forms_of(entry),
            entry.type,
            Figures(known.birth),
            Figures(known.death),
            *numbers,
            *place,
            *(known.identifiers.get(name, "") for name in further),
        )


_Rows = Callable[[ExportSource], Iterable[Row]]
_Links = tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
_BY_WITNESS = _to("witness", "witnesses", "siglum")
_TABLES: Mapping[str, tuple[str, str, tuple[str, ...], _Links, _Rows]] = {
    "witnesses": ("The witnesses as they were received", "siglum id name file sha256 scope language licence "
                  "words:integer", ("siglum",), (), _witnesses),
    "texts": ("The published plain texts", "text witness path characters:integer", ("text",), _BY_WITNESS, _texts),
    "paragraphs": ("The blocks of every text; offsets are code points", "text n:integer id kind start:integer "
                   "end:integer words", ("text", "n"), _to("text", "texts"), _blocks),
    "tokens": ("Words and marks of every text", "text n:integer paragraph:integer sentence:integer token start:integer "
               "end:integer", ("text", "n"), ((("text", "paragraph"), "paragraphs", ("text", "n")),), _tokens),
    "apparatus": ("The places of variation; `within`: the place whose passage holds this one",
                  "app type lemma witnesses block within", ("app",), _to("within", "", "app"), _apparatus),
    "readings": ("What departs from the lemma, and who is silent (lac)", "app number:integer reading witnesses type",
                 ("app", "number"), _to("app", "apparatus"), _readings),
    "attestations": ("What each witness has at each place; 0 is the lemma", "app witness state reading:integer",
                     ("app", "witness"), (*_to("app", "apparatus"), *_BY_WITNESS), _attestations),
    "moves": ("Passages that a witness has at another place", "move witness words:integer opening", ("move",),
              _BY_WITNESS, _moves),
    "reuse": ("What a fragment shares, with whom and how closely; offsets are code points into the seed",
              "n:integer witness start:integer end:integer words:integer nearest score:number kind", ("n",),
              (*_BY_WITNESS, *_to("nearest", "witnesses", "siglum")), _reuses),
    "entries": ("Every entry of the registers", "id register name forms", ("id",), (), _entries),
    "mentions": ("Names and dates; offsets are code points into the text", "text mention kind ref words start:integer "
                 "end:integer value cert", ("text", "mention"), (*_to("text", "texts"), *_to("ref", "entries", "id")),
                 _mentions),
}  # fmt: skip


def _alignment(source: ExportSource) -> Table:
    key = "place"
    while key in source.slugs:
        key += "_"
    columns = {key: INTEGER, **dict.fromkeys(source.apparatus.sigla, STRING)}
    made = tuple(_aligned(n, column, source.apparatus.sigla) for n, column in enumerate(columns_of(source.apparatus)))
    return Table("alignment", "What each witness has, place by place, in the order of the base", columns, (key,), made)


def _aligned(number: int, column: Mapping[Siglum, str], sigla: Sequence[Siglum]) -> Row:
    """The row of a column: the words of each witness, without blanks around them and with one between them."""
    known = {text: " ".join(filter(None, text.split(" "))).strip() for text in set(column.values())}
    return number, *(known.get(column.get(siglum, ""), "") for siglum in sigla)
