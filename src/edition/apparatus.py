"""The apparatus as Python has it: variation units one by one, by id, as tables, as a graph, as TEI."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from edition import display
from edition.collation.settings import CollationSettings
from edition.errors import InputError
from edition.export.collatex import write_table
from edition.export.collation_page import write_page
from edition.export.graph import variant_graph
from edition.model import Finding, Siglum, TokenTable, Witness
from edition.model.identify import Identified
from edition.model.variation import Unit, UnitReading, units_of
from edition.project.config_checks import check_language
from edition.project.sources import make_seed
from edition.tasks.collate_files import collate_texts, write_csv, write_tei
from edition.tasks.collation_inputs import Text, read_path

if TYPE_CHECKING:  # optional packages, imported where they are used
    import networkx
    import pandas

Source = str | Path | Witness


@dataclass(frozen=True, slots=True)
class WitnessReading:
    """What one witness has at a variation unit.

    `kind` is the kind of departure from the lemma ("spelling", "om", …), or "lemma". `span`: where its words begin and
    end in the witness's text, in code points, with note marks and markup between them; None where it has no words.
    """

    siglum: Siglum
    text: str
    kind: str
    span: tuple[int, int] | None


class VariationUnit:
    """A place where witnesses differ.

    >>> unit["B"].text, unit["B"].kind, unit["B"].span
    ('cat', 'substitution', (4, 7))
    """

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    @property
    def id(self) -> str:
        """The id, which is the `xml:id` of the `app` in TEI and stays the same where the words stay the same."""
        return self._unit.id

    @property
    def type(self) -> str:
        """`substantive` or `accidental`."""
        return self._unit.type

    @property
    def lemma(self) -> UnitReading:
        """The reading that the edition prints; no text where the base lacks the words."""
        return self._unit.lemma

    @property
    def readings(self) -> tuple[UnitReading, ...]:
        """All readings, the lemma first."""
        return self._unit.readings

    @property
    def lacunose(self) -> tuple[Siglum, ...]:
        """The witnesses that are not extant here."""
        return self._unit.lacunose

    @property
    def within(self) -> str:
        """The id of the unit around this one, or ""."""
        return self._unit.within

    @property
    def block(self) -> str:
        """The id of the block or section of the edition in which it is."""
        return self._unit.block

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its readings, each once."""
        return tuple(dict.fromkeys(reading.kind for reading in self.readings if not reading.is_lemma))

    @property
    def witnesses(self) -> tuple[Siglum, ...]:
        """The witnesses that have or omit the words."""
        return self._unit.witnesses

    def __getitem__(self, siglum: Siglum) -> WitnessReading:
        """What a witness has. KeyError for one that is not extant here or does not exist."""
        reading = self._unit[siglum]
        return WitnessReading(siglum, reading.text_of(siglum), reading.kind, reading.span(siglum))

    def __contains__(self, siglum: object) -> bool:
        return siglum in self._unit

    def __iter__(self) -> Iterator[WitnessReading]:
        return (self[siglum] for siglum in self.witnesses)

    def __repr__(self) -> str:
        said = "; ".join(f"{' '.join(r.witnesses)}: {display.short(r.text) or r.kind}" for r in self.readings)
        return f"<VariationUnit {self.id} {said}>"

    def _repr_html_(self) -> str:
        return display.units_html([self._unit])


class Units(Sequence[VariationUnit]):
    """Some variation units, in the order of the edition."""

    def __init__(self, units: Sequence[VariationUnit]) -> None:
        self._units = tuple(units)

    def __len__(self) -> int:
        return len(self._units)

    @overload
    def __getitem__(self, index: int) -> VariationUnit: ...
    @overload
    def __getitem__(self, index: slice) -> "Units": ...
    def __getitem__(self, index: int | slice) -> "VariationUnit | Units":
        return Units(self._units[index]) if isinstance(index, slice) else self._units[index]

    def __repr__(self) -> str:
        return f"<Units: {len(self)}>"

    def _repr_html_(self) -> str:
        return display.units_html([unit._unit for unit in self._units])


class AlignmentTable:
    """The alignment: a row a witness, a column a place.

    >>> table["B"]
    ['The ', 'quick ', '', 'fox']
    """

    def __init__(self, table: TokenTable) -> None:
        self.tokens = table

    @property
    def sigla(self) -> tuple[Siglum, ...]:
        """The witnesses in the order of the rows."""
        return self.tokens.sigla

    def __len__(self) -> int:
        """The number of columns."""
        return len(self.tokens.columns)

    def __iter__(self) -> Iterator[Mapping[Siglum, str]]:
        """Column by column, the words of each witness; "" where it has none."""
        for column in self.tokens.columns:
            yield {s: self.tokens.words(row, column[row]) for row, s in enumerate(self.sigla)}

    def __getitem__(self, siglum: Siglum) -> list[str]:
        """The row of a witness. KeyError for an unknown siglum."""
        if siglum not in self.sigla:
            raise KeyError(siglum)
        row = self.sigla.index(siglum)
        return [self.tokens.words(row, cell) for cell in self.tokens.cells(row)]

    def to_pandas(self) -> "pandas.DataFrame":
        """A data frame with a row a witness. ImportError without pandas."""
        return _pandas().DataFrame([self[siglum] for siglum in self.sigla], index=list(self.sigla))

    def __repr__(self) -> str:
        return f"<AlignmentTable of {', '.join(self.sigla)}: {len(self)} columns>"

    def _repr_html_(self) -> str:
        return display.table_html(self.tokens)


class Apparatus:
    """All variation units of some witnesses: sized, iterable, by id.

    >>> for unit in apparatus:
    ...     print(unit.id, unit.lemma.text, [r.text for r in unit.readings])
    """

    def __init__(
        self,
        model: Identified,
        make_table: Callable[[], TokenTable],
        findings: tuple[Finding, ...] = (),
        language: str = "",
    ) -> None:
        self.model = model
        self._language = language
        self.findings = findings
        self._make_table = make_table

    @property
    def sigla(self) -> tuple[Siglum, ...]:
        """The witnesses in their order."""
        return self.model.apparatus.sigla

    @property
    def base(self) -> Siglum:
        """The witness whose order and words the apparatus follows."""
        return self.model.apparatus.base

    @cached_property
    def units(self) -> Units:
        """The variation units, nested ones after the unit that they are in."""
        return Units([VariationUnit(unit) for unit in units_of(self.model)])

    @cached_property
    def _by_id(self) -> Mapping[str, VariationUnit]:
        return {unit.id: unit for unit in self.units}

    def __len__(self) -> int:
        return len(self.units)

    def __iter__(self) -> Iterator[VariationUnit]:
        return iter(self.units)

    def __getitem__(self, key: str | int) -> VariationUnit:
        """The unit with an id, or the unit at a place in the order. KeyError or IndexError when there is none."""
        return self.units[key] if isinstance(key, int) else self._by_id[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_id

    def where(self, kind: str = "", type: str = "", witness: Siglum = "") -> Units:
        """The units with a reading of a kind (`factual`, `spelling`, `om` …), of a type (`substantive`, `accidental`),
        or in which a witness departs from the lemma; of several conditions all hold."""
        return Units([unit for unit in self.units if _fits(unit, kind, type, witness)])

    @cached_property
    def table(self) -> AlignmentTable:
        """The alignment from which the units were made."""
        return AlignmentTable(self._make_table())

    # -- other forms

    def to_pandas(self) -> "pandas.DataFrame":
        """A data frame with a row for each unit and witness. ImportError without pandas."""
        rows = [
            (unit.id, unit.type, one.siglum, one.text, one.kind, *(one.span or (None, None)), unit.lemma.text,
             unit.block, unit.within)
            for unit in self.units for one in unit
        ]  # fmt: skip
        names = ["unit", "type", "witness", "text", "kind", "start", "end", "lemma", "block", "within"]
        frame = _pandas().DataFrame(rows, columns=names)
        return frame.astype({"start": "Int64", "end": "Int64"})

    def to_networkx(self) -> "networkx.MultiDiGraph[int]":
        """The variant graph: a node a reading (`text`, `sigla`, `column`), an edge a step of the witnesses `sigla`.

        Edges of `type` transposition join words that a witness has at another place. ImportError without networkx.
        """
        try:
            import networkx
        except ImportError as error:
            raise ImportError("to_networkx() needs networkx: pip install networkx") from error
        table = self.table.tokens
        made, graph = networkx.MultiDiGraph(), variant_graph(table)
        for number, node in enumerate(graph.nodes):
            words = {table.sigla[row]: table.words(row, cell) for row, cell in node.cells.items()}
            text = next(iter(words.values()), "").strip()
            made.add_node(number, text=text, sigla=tuple(words), column=node.column)
        for (start, end), rows in graph.steps.items():
            made.add_edge(start, end, type="path", sigla=tuple(table.sigla[row] for row in rows))
        for start, end, row in graph.transpositions:
            made.add_edge(start, end, type="transposition", sigla=(table.sigla[row],))
        return made

    def to_tei(self, method: str = "parallel-segmentation") -> str:
        """A TEI document; `method`: also `double-end-point` or `location-referenced`. ValueError for another."""
        from edition.tei.encode.external import METHODS

        if method not in METHODS:
            raise ValueError(f"there is no method {method!r}; there is {', '.join(METHODS)}")
        return write_tei(self.model, method, self._language).decode("utf-8")

    def to_html(self) -> str:
        """A whole page that shows the alignment and needs no other file."""
        return write_page(self.table.tokens).decode("utf-8")

    def to_json(self) -> str:
        """The alignment as CollateX writes it."""
        return "".join(write_table(self.table.tokens))

    def to_csv(self) -> str:
        """A row a variation unit, a column a witness."""
        return write_csv(self.model.apparatus).decode("utf-8")

    def __repr__(self) -> str:
        heavy = sum(unit.type == "substantive" for unit in self.units)
        return f"<Apparatus of {', '.join(self.sigla)}, base {self.base}: {len(self)} units, {heavy} substantive>"

    def _repr_html_(self) -> str:
        return display.units_html([unit._unit for unit in self.units])


def _fits(unit: VariationUnit, kind: str, type_: str, witness: Siglum) -> bool:
    if type_ and unit.type != type_:
        return False
    departing = [r for r in unit.readings if not r.is_lemma and (not witness or witness in r.witnesses)]
    return bool(departing if witness else unit.readings) and (not kind or any(r.kind == kind for r in departing))


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise ImportError("to_pandas() needs pandas: pip install pandas") from error
    return pandas


def collate(
    texts: Mapping[Siglum, Source] | Sequence[Path],
    base: Siglum = "",
    *,
    same: Mapping[str, str] | None = None,
    as_text: bool = False,
    language: str = "",
    **settings: Any,
) -> Apparatus:
    """Collate some texts.

    `texts`: of each witness its siglum and its text: a string, the path of a file (plain text, TEI, CollateX's JSON)
    or a `Witness`; or paths alone, whose sigla are the names of the files without ending. `base`: the witness whose
    order the result follows; left out, the first. `same`: words or phrases to be taken for others. `as_text`: every
    file is plain text, whatever it looks like. `language`: that of the texts, such as "la": its rules tell spellings of
    one word from other words. `settings`: `near_match`, `shortest_transposition`,
    `ignore_punctuation`, `ignore_case`, as in `[collation]` of edition.toml (docs/configuration.md).

    >>> import edition as ed
    >>> apparatus = ed.collate({"A": "The quick fox", "B": "The slow fox"})
    >>> apparatus[0]["B"].text
    'slow'

    InputError for fewer than two texts, an unknown base, and files that cannot be read. TypeError for an unknown
    setting, ValueError for one out of range.
    """
    if language and (problem := check_language(language)):
        raise InputError(f"language {language!r} {problem}")
    collated = collate_texts(tuple(_texts(texts, as_text)), base, same, CollationSettings(**settings), language)
    return Apparatus(collated.identified(), collated.table, collated.findings, language)


def _texts(texts: Mapping[Siglum, Source] | Sequence[Path], as_text: bool) -> Iterator[Text]:
    if not isinstance(texts, Mapping):
        for path in texts:
            yield from read_path(Path(path), as_text)
        return
    for siglum, source in texts.items():
        yield _text(siglum, source, as_text)


def _text(siglum: Siglum, source: Source, as_text: bool) -> Text:
    if isinstance(source, Witness):
        return Text(siglum, source.seed.path, source.seed, source.reader, root=source.root)
    if isinstance(source, str):
        return Text(siglum, siglum, make_seed(siglum, siglum, source.encode("utf-8")), "text")
    found = read_path(source, as_text)
    if len(found) != 1:
        raise InputError(f"{source}: has {len(found)} witnesses; give the path alone, without a siglum")
    return found[0].renamed(siglum)
