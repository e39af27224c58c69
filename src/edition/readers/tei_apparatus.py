"""The apparatus that a TEI file brings along: which reading of an entry is read, for one of its witnesses or none.

TEI P5, chapter 13. Of an apparatus in the text (parallel segmentation) the lemma is read, or the readings of one
witness; of one that stands apart (`tei_entries`), the text is read, with the readings of one witness put into it. In a
positive apparatus every entry names every witness; in a negative one, who is not named agrees with the lemma, and only
the editor can say so (`negative = true` in `[tei]`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from edition.model import Finding, Position, Severity
from edition.model.finding import count_of
from edition.readers.events import Report
from edition.readers.reading_words import Change, read_words
from edition.readers.tei_entries import Entries
from edition.readers.tei_layer import Layer, local_name
from edition.readers.tei_patches import Patches, PatchMaker, is_said
from edition.readers.tei_sigla import Sigla, id_of, is_all, is_rest
from edition.xml.namespaces import TEI

_TEI = f"{{{TEI}}}"
_BEGINS_LOSS, _ENDS_LOSS = frozenset(("lacunaStart", "witEnd")), frozenset(("lacunaEnd", "witStart"))
_EDGES = tuple(f"{_TEI}{name}" for name in _BEGINS_LOSS | _ENDS_LOSS)
_READINGS = ("lem", "rdg", "rdgGrp")


@dataclass(frozen=True)
class Readings:
    """The readings of one witness (`levels`: its own names, its groups, its manuscript), or the lemmata (no levels).

    `entries`: those that stand apart from the text. `patches`: what the witness has of them.
    """

    levels: tuple[frozenset[str], ...] = ()
    is_negative: bool = False
    has_entries: bool = False
    sigla: Sigla = field(default_factory=Sigla)
    lost: frozenset[tuple[etree._Element, bool]] = frozenset()
    entries: Entries = field(default_factory=Entries)
    patches: Patches = field(default_factory=Patches)

    @classmethod
    def of(
        cls, root: etree._Element, chosen: etree._Element, layer: Layer, pointer: str, is_negative: bool
    ) -> "Readings":
        """The readings of the witness with this id in a file, in the text `chosen`; of the lemmata for no id."""
        if next(root.iter(f"{_TEI}app"), None) is None:
            return cls()
        entries = Entries.of(root, chosen, layer)
        if not pointer:
            return cls(has_entries=True, entries=entries)
        sigla = Sigla.of(root)
        made = cls(sigla.levels(pointer), is_negative, True, sigla, entries=entries)
        made = replace(made, lost=frozenset(made._lost_texts(root)))
        return replace(made, patches=made._patches())

    @property
    def ids(self) -> frozenset[str]:
        """All names by which readings of the witness are found."""
        return frozenset[str]().union(*self.levels)

    def chosen(self, entry: etree._Element) -> etree._Element | None:
        """The child of an `app` or `rdgGrp` that is read; None where the witness has none there."""
        children = [c for c in entry if local_name(c) in _READINGS]
        lemma = next((c for c in children if local_name(c) == "lem"), None)
        if not self.levels:
            return lemma if lemma is not None else next(iter(children), None)
        for level in self.levels:
            if own := [c for c in children if self._is_named(c, level)]:
                return own[0]
        own = [c for c in children if any(map(is_all, self._names(c))) or any(map(is_rest, self._names(c)))]
        if own or local_name(entry) == "rdgGrp":
            return own[0] if own else None
        agrees = lemma is not None and (self.is_negative or not self.sigla.named(lemma))
        return lemma if agrees else None

    def _names(self, reading: etree._Element) -> Sequence[str]:
        if local_name(reading) != "rdgGrp":
            return self.sigla.named(reading)
        return [name for c in reading if local_name(c) in _READINGS for name in self._names(c)]

    def _is_named(self, reading: etree._Element, names: frozenset[str]) -> bool:
        return not names.isdisjoint(self._names(reading))

    def is_silent(self, entry: etree._Element) -> bool:
        """Whether an entry says nothing of the witness: it is not known what it has there."""
        return bool(self.levels) and local_name(entry) == "app" and not self.is_negative

    def says_omission(self, reading: etree._Element) -> bool:
        """Whether the words of a reading are the editor's and say that the witness has none («om.»)."""
        words = "".join(map(str, reading.itertext())) if local_name(reading) == "rdg" else ""
        return bool(words.strip()) and read_words(words, is_said(reading)).change is Change.OMIT

    # -- entries that stand apart

    def is_apart(self, element: etree._Element) -> bool:
        """Whether an element is an entry that stands apart, or holds nothing else: it is no part of the text."""
        return element in self.entries.apart

    def _patches(self) -> Patches:
        maker = PatchMaker(self.entries.text)
        for stretch in self._lost_outside():
            maker.lose(None, stretch)
        for entry in self.entries.all:
            if entry.stretch is None:
                continue
            reading = self._leaf(entry.app)
            if reading is not None and local_name(reading) == "rdg":
                maker.follow(entry.app, entry.stretch, reading)
            elif reading is None and self.is_silent(entry.app):
                maker.lose(entry.app, entry.stretch)
        return maker.made

    def _leaf(self, entry: etree._Element) -> etree._Element | None:
        """The reading that is read of an entry, in the groups of readings that hold it."""
        reading = self.chosen(entry)
        return self._leaf(reading) if reading is not None and local_name(reading) == "rdgGrp" else reading

    # -- losses

    def has_lost(self, element: etree._Element, is_tail: bool) -> bool:
        """Whether the witness does not survive where a text node stands (between lacunaStart and lacunaEnd)."""
        return (element, is_tail) in self.lost

    def _lost_texts(self, root: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
        edges = [e for e in root.iter(*_EDGES) if self._is_ours(e) and self._outside(e) is None]
        if not edges:
            return
        is_lost = local_name(edges[0]) == "witStart"
        begins = {id(e): local_name(e) in _BEGINS_LOSS for e in edges}
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                is_lost = begins.get(id(element), is_lost)
            if is_lost and event == "start":
                yield element, False
            elif is_lost:
                yield element, True

    def _outside(self, edge: etree._Element) -> int | None:
        """Where in the text the loss begins or ends whose edge stands in an entry outside the text."""
        around = list(edge.iterancestors())
        if not any(local_name(a) in ("back", "standOff", "listApp") for a in around):
            return None
        for entry in self.entries.all:
            if entry.stretch and entry.app in around:
                return entry.stretch[0] if local_name(edge) != "lacunaStart" else entry.stretch[1]
        return None

    def _lost_outside(self) -> Iterator[tuple[int, int]]:
        """The stretches of the text in which the witness is lost, by entries outside the text."""
        found = [
            (e, at)
            for app in self.entries.apart
            for e in app.iter(*_EDGES)
            if self._is_ours(e) and (at := self._outside(e)) is not None
        ]
        ordered = sorted({(at, local_name(e) in _BEGINS_LOSS) for e, at in found})
        start = 0 if ordered and not ordered[0][1] else -1
        for at, begins in [*ordered, (len(self.entries.text.text), False)]:
            if begins and start < 0:
                start = at
            elif not begins and 0 <= start < at:
                yield start, at
                start = -1

    def _is_ours(self, edge: etree._Element) -> bool:
        """Whether an edge of a loss stands in a reading of the witness, or names it."""
        if wit := edge.get("wit"):
            return not self.ids.isdisjoint(map(id_of, wit.split()))
        return any(local_name(a) in ("lem", "rdg") and self._is_named(a, self.ids) for a in edge.iterancestors())

    # -- findings

    def findings(self, path: str, text: etree._Element) -> Iterable[Report]:
        """What the editor must know of the entries: those without a lemma, and those that leave a witness out."""
        in_text = [app for app in text.iter(f"{_TEI}app") if app not in self.entries.apart]
        if not self.levels:
            without = [app for app in in_text if not any(local_name(c) == "lem" for c in app)]
            if without:
                said = (
                    f"{count_of(len(without), 'place')} of the apparatus (app) without lem; the first "
                    'reading is read as the text: name the witnesses instead (apparatus = "witnesses" in [tei])'
                )
                yield Report(Finding("E311", Severity.WARNING, said, position_of(path, without[0])))
            return
        silent = [e for e in (*in_text, *(e.app for e in self.entries.all if e.stretch)) if self._leaves_out(e)]
        if silent:
            name = sorted(self.levels[0])[0]
            said = (
                f"{count_of(len(silent), 'place')} of the apparatus without {name}, which is taken to be "
                "lost there; if who is not named agrees with the lemma, write negative = true in [tei]"
            )
            yield Report(Finding("E312", Severity.WARNING, said, position_of(path, silent[0])))

    def _leaves_out(self, entry: etree._Element) -> bool:
        if self.is_negative or any(local_name(a) in ("lem", "rdg") for a in entry.iterancestors()):
            return False
        return self.chosen(entry) is None and not self.has_lost(entry, False)


def position_of(path: str, element: etree._Element) -> Position:
    """Where an element stands, by its line."""
    return Position(path, int(str(element.sourceline or 1)))
