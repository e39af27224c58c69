"""The apparatus that a TEI file brings along: which reading of an entry is read, for one of its witnesses or none.

TEI P5, chapter 13. Of an apparatus in the text (parallel segmentation) the lemma is read, or the readings of one
witness. In a positive apparatus every entry names every witness; in a negative one, who is not named agrees with the
lemma, and only the editor can say so (`negative = true` in `[tei]`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.model import Finding, Position, Severity
from edition.model.finding import count_of
from edition.readers.events import Report
from edition.readers.tei_layer import local_name
from edition.xml.namespaces import TEI, XML_ID

_TEI = f"{{{TEI}}}"
_BEGINS_LOSS, _ENDS_LOSS = frozenset(("lacunaStart", "witEnd")), frozenset(("lacunaEnd", "witStart"))


@dataclass(frozen=True, slots=True)
class Source:
    """A witness of an apparatus in the file: its id, the siglum that is printed, its description."""

    id: str
    siglum: str
    name: str


def sources_of(root: etree._Element) -> tuple[Source, ...]:
    """The witnesses of a file's apparatus: those of its `listWit`, else those that its readings name."""
    declared = [w for w in root.iter(f"{_TEI}witness") if w.get(XML_ID) and not list(w.iter(f"{_TEI}witness"))[1:]]
    if declared:
        return tuple(_source(w) for w in declared)
    named = dict.fromkeys(_id_of(p) for r in root.iter(f"{_TEI}lem", f"{_TEI}rdg") for p in r.get("wit", "").split())
    return tuple(Source(name, name, "") for name in named if name)


def undeclared_witnesses(root: etree._Element, path: str) -> Iterator[Finding]:
    """E398 for witnesses that readings name and the list of witnesses of the file does not have."""
    lists = root.iter(f"{_TEI}witness", f"{_TEI}listWit")
    known = {one.get(XML_ID) for one in lists} - {None}
    readings = [r for r in root.iter(f"{_TEI}lem", f"{_TEI}rdg") if known and r.get("wit")]
    pointers = [(r, p) for r in readings for p in r.get("wit", "").split() if _id_of(p) not in known]
    if pointers:
        counted = Counter(pointer for _, pointer in pointers)
        named = ", ".join(f"{pointer} ({count_of(times, 'place')})" for pointer, times in counted.items())
        said = (
            f"readings of {named} belong to no witness that listWit names and are left out; name it there, or mend wit"
        )
        yield Finding("E398", Severity.WARNING, said, _position(path, pointers[0][0]))


def _source(witness: etree._Element) -> Source:
    name = witness.get(XML_ID, "")
    written = witness.find(f"{_TEI}abbr[@type='siglum']")
    siglum = "".join(map(str, written.itertext())).strip() if written is not None else witness.get("n", "")
    return Source(name, siglum or name, " ".join("".join(map(str, witness.itertext())).split()))


@dataclass(frozen=True)
class Readings:
    """The readings of one witness (`ids`: its own and those of the groups it is in), or the lemmata (no ids)."""

    ids: frozenset[str] = frozenset()
    is_negative: bool = False
    has_entries: bool = False
    lost: frozenset[tuple[etree._Element, bool]] = frozenset()
    _silent: list[etree._Element] = field(default_factory=list)

    @classmethod
    def of(cls, root: etree._Element, pointer: str, is_negative: bool) -> "Readings":
        """The readings of the witness with this id in a file; of the lemmata for no id."""
        has_entries = next(root.iter(f"{_TEI}app"), None) is not None
        if not (has_entries and pointer):
            return cls(has_entries=has_entries)
        made = cls(_with_groups(root, pointer), is_negative, has_entries)
        return cls(made.ids, is_negative, has_entries, frozenset(made._lost_texts(root)))

    def chosen(self, entry: etree._Element) -> etree._Element | None:
        """The child of an `app` or `rdgGrp` that is read; None where the witness has none there."""
        children = [c for c in entry if local_name(c) in ("lem", "rdg", "rdgGrp")]
        lemma = next((c for c in children if local_name(c) == "lem"), None)
        if not self.ids:
            return lemma if lemma is not None else next(iter(children), None)
        own = next((c for c in children if self._is_named(c)), None)
        if own is not None or local_name(entry) == "rdgGrp":
            return own
        agrees = lemma is not None and (self.is_negative or not lemma.get("wit"))
        return lemma if agrees else None

    def _is_named(self, reading: etree._Element) -> bool:
        if local_name(reading) == "rdgGrp":
            return any(self._is_named(c) for c in reading if local_name(c) in ("lem", "rdg", "rdgGrp"))
        return not self.ids.isdisjoint(map(_id_of, reading.get("wit", "").split()))

    def is_silent(self, entry: etree._Element) -> bool:
        """Whether an entry says nothing of the witness: it is not known what it has there."""
        is_unknown = bool(self.ids) and local_name(entry) == "app" and not self.is_negative
        if is_unknown:
            self._silent.append(entry)
        return is_unknown

    def has_lost(self, element: etree._Element, is_tail: bool) -> bool:
        """Whether the witness does not survive where a text node stands (between lacunaStart and lacunaEnd)."""
        return (element, is_tail) in self.lost

    def _lost_texts(self, root: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
        edges = [e for e in root.iter(*(f"{_TEI}{n}" for n in _BEGINS_LOSS | _ENDS_LOSS)) if self._is_ours(e)]
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

    def _is_ours(self, edge: etree._Element) -> bool:
        """Whether an edge of a loss stands in a reading of the witness, or names it."""
        if wit := edge.get("wit"):
            return not self.ids.isdisjoint(map(_id_of, wit.split()))
        return any(local_name(a) in ("lem", "rdg") and self._is_named(a) for a in edge.iterancestors())

    def findings(self, path: str, text: etree._Element) -> Iterable[Report]:
        """What the editor must know of the entries: those without a lemma, and those that leave a witness out."""
        if not self.ids:
            without = [app for app in text.iter(f"{_TEI}app") if not any(local_name(c) == "lem" for c in app)]
            if without:
                said = (
                    f"{count_of(len(without), 'place')} of the apparatus (app) without lem; the first "
                    'reading is read as the text: name the witnesses instead (apparatus = "witnesses" in [tei])'
                )
                yield Report(Finding("E311", Severity.WARNING, said, _position(path, without[0])))
            return
        silent = [e for e in text.iter(f"{_TEI}app") if self._leaves_out(e)]
        if silent:
            name = sorted(self.ids)[0]
            said = (
                f"{count_of(len(silent), 'place')} of the apparatus without {name}, which is taken to be "
                "lost there; if who is not named agrees with the lemma, write negative = true in [tei]"
            )
            yield Report(Finding("E312", Severity.WARNING, said, _position(path, silent[0])))

    def _leaves_out(self, entry: etree._Element) -> bool:
        if self.is_negative or any(local_name(a) in ("lem", "rdg") for a in entry.iterancestors()):
            return False
        return self.chosen(entry) is None and not self.has_lost(entry, False)


def _with_groups(root: etree._Element, name: str) -> frozenset[str]:
    """An id and those of all groups that hold it: a list or a witness of witnesses (a hyparchetype)."""
    own = next((w for w in root.iter(f"{_TEI}witness") if w.get(XML_ID) == name), None)
    above: Sequence[etree._Element] = (
        list(own.iterancestors(f"{_TEI}witness", f"{_TEI}listWit")) if own is not None else []
    )
    return frozenset({name, *(a.get(XML_ID, "") for a in above)} - {""})


def _id_of(pointer: str) -> str:
    return pointer.rpartition("#")[2]


def _position(path: str, element: etree._Element) -> Position:
    return Position(path, int(str(element.sourceline or 1)))
