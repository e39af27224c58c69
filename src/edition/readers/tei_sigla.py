"""The witnesses that an apparatus names: their sigla, the groups and manuscripts they belong to, what a reading names.

A reading names its witnesses by pointers (`wit="#P #Q"`), by bare sigla (`wit="P Q"`) or in a `wit` element. A name may
stand for a group (a `listWit` or a `witness` of witnesses), for all witnesses («codd.») or for the rest («cett.»).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.late_patterns import late_pattern
from edition.readers.tei_layer import local_name
from edition.xml.namespaces import TEI, XML_ID

_TEI = f"{{{TEI}}}"
#: Words for all witnesses, and for those that no other reading of the entry names, without their full stops.
_ALL = frozenset(["all", "omnes", "omn", "codd", "codices", "mss"])
_REST = frozenset(["cett", "cet", "ceteri", "rell", "rel", "reliqui", "rest"])
#: What stands behind the siglum of a manuscript for one of its hands: P1, P², Pac, P (a.c.), P*.
_HAND = late_pattern(
    r"\s*(?:[0-9¹²³⁴⁵]|\^\{?\w+\}?|\*+|"
    r"\(?\s*(?:a\.?\s?c|p\.?\s?c|ante corr|post corr|corr|mg|marg|s\.?\s?l|i\.?\s?m|m\.?\s?[0-9])\.?\s*\)?)"
)
_WORD = late_pattern(r"[^\s,;]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A witness of an apparatus: its id, the siglum that is printed, its description.

    `manuscript`: the id of the witness of which it is a hand; where an entry does not name the hand, it has what the
    manuscript has.
    """

    id: str
    siglum: str
    name: str
    manuscript: str = ""


@dataclass(frozen=True)
class Sigla:
    """The witnesses of a file's apparatus, and every name that stands for them."""

    sources: tuple[Source, ...] = ()
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)  # witness -> groups that it is in
    names: Mapping[str, str] = field(default_factory=dict)  # siglum or id, as it is written -> id
    people: frozenset[str] = frozenset()  # ids of editors and books, which readings may name, too
    undeclared: Mapping[str, int] = field(default_factory=dict)  # name -> readings that have it

    @classmethod
    def of(cls, root: etree._Element) -> "Sigla":
        """The witnesses of a file: those of its `listWit`, their hands, else those that its readings name."""
        declared = list(_declared(root))
        groups = {w.id: frozenset(g) for w, g in declared}
        names = {name: w.id for w, _ in reversed(declared) for name in (w.siglum, w.id)}
        ids = [i for r in root.iter(f"{_TEI}lem", f"{_TEI}rdg") for i in _named(r, names)]
        if not declared:
            found = tuple(Source(i, i, "") for i in dict.fromkeys(ids) if not _is_collective(i))
            return cls(found, {}, {w.id: w.id for w in found})
        known = set(names.values()).union(*groups.values(), _group_ids(root))
        people = _people(root, known)
        unknown = [i for i in ids if i not in known and i not in people and not _is_collective(i)]
        hands = [h for i in dict.fromkeys(unknown) if (h := _hand_of(i, [w for w, _ in declared]))]
        left = {i: unknown.count(i) for i in dict.fromkeys(unknown) if i not in {h.id for h in hands}}
        made = tuple(_with_manuscript(w, [v for v, _ in declared]) for w, _ in declared)
        return cls((*made, *hands), groups, names, people, left)

    def levels(self, pointer: str) -> tuple[frozenset[str], ...]:
        """The names by which readings of a witness are found, best first: its own, its groups, its manuscript's."""
        one = next((w for w in self.sources if w.id == pointer), Source(pointer, pointer, ""))
        made = [frozenset({pointer}), self.groups.get(pointer, frozenset())]
        if one.manuscript:
            made += [frozenset({one.manuscript}), self.groups.get(one.manuscript, frozenset())]
        return tuple(level for level in made if level)

    def named(self, reading: etree._Element) -> tuple[str, ...]:
        """The ids that a reading names; of a name that is not known, the name itself."""
        return _named(reading, self.names)


def is_all(name: str) -> bool:
    """Whether a name stands for all witnesses."""
    return name.rstrip(".").casefold() in _ALL


def is_rest(name: str) -> bool:
    """Whether a name stands for the witnesses that no other reading of the entry names."""
    return name.rstrip(".").casefold() in _REST


def _is_collective(name: str) -> bool:
    return is_all(name) or is_rest(name)


def _declared(root: etree._Element) -> Iterator[tuple[Source, set[str]]]:
    """The witnesses of the lists of a header, each with the ids of its groups."""
    for witness in root.iter(f"{_TEI}witness"):
        name = witness.get(XML_ID, "")
        if not name or _is_collective(name) or (list(witness.iter(f"{_TEI}witness"))[1:] and not _has_hands(witness)):
            continue
        above = witness.iterancestors(f"{_TEI}witness", f"{_TEI}listWit")
        groups = {a.get(XML_ID, "") for a in above} | set(_groups_by_pointer(root, name))
        yield _source(witness), groups - {""}


def _has_hands(witness: etree._Element) -> bool:
    """Whether the witnesses inside one are its hands, by their sigla: then it is a witness itself."""
    own = _source(witness).siglum
    inner = [_source(w).siglum for w in list(witness.iter(f"{_TEI}witness"))[1:]]
    return all(is_hand(siglum, own) for siglum in inner)


def _groups_by_pointer(root: etree._Element, name: str) -> Iterator[str]:
    """The groups that name their members by pointers: `<witness xml:id="α"><ptr target="#A"/> …`."""
    for group in root.iter(f"{_TEI}witness", f"{_TEI}listWit"):
        pointers = [p for e in group.iter(f"{_TEI}ptr", f"{_TEI}ref") for p in e.get("target", "").split()]
        if group.get(XML_ID) != name and f"#{name}" in [*pointers, *group.get("corresp", "").split()]:
            yield group.get(XML_ID, "")


def _group_ids(root: etree._Element) -> set[str]:
    return {e.get(XML_ID, "") for e in root.iter(f"{_TEI}witness", f"{_TEI}listWit")} - {""}


def _people(root: etree._Element, known: set[str]) -> frozenset[str]:
    """The ids of editors, scholars and books that the file declares."""
    elements = root.iter(*(f"{_TEI}{n}" for n in ("bibl", "biblStruct", "person", "respStmt", "editor", "persName")))
    return frozenset({e.get(XML_ID, "") for e in elements} - {""} - known)


def _source(witness: etree._Element) -> Source:
    name = witness.get(XML_ID, "")
    written = witness.find(f"{_TEI}abbr[@type='siglum']")
    first = next((c for c in witness if isinstance(c.tag, str)), None)
    if written is None and first is not None and local_name(first) == "abbr" and not (witness.text or "").strip():
        written = first
    siglum = "".join(map(str, written.itertext())).strip() if written is not None else witness.get("n", "")
    return Source(name, siglum or name, _description(witness, written))


def _description(witness: etree._Element, siglum: etree._Element | None) -> str:
    """What a list of witnesses says of one, without its siglum and the witnesses in it; of a hand without a word of its
    own, what it says of the manuscript.
    """
    pieces = [witness.text or ""]
    for child in witness:
        is_left_out = child is siglum or local_name(child) == "listWit" or not isinstance(child.tag, str)
        pieces += [" ", "" if is_left_out else "".join(map(str, child.itertext())), child.tail or ""]
    said = re.sub(r"\s+(?=[.,;:])", "", " ".join("".join(pieces).split())).strip(" .:,;=")
    around = next(witness.iterancestors(f"{_TEI}witness"), None)
    return said or (_description(around, around.find(f"{_TEI}abbr[@type='siglum']")) if around is not None else "")


def is_hand(siglum: str, manuscript: str) -> bool:
    """Whether a siglum is that of a manuscript with a sign for one of its hands: P1, P², Pac.

    >>> is_hand("P²", "P"), is_hand("P a.c.", "P"), is_hand("Par", "P")
    (True, True, False)
    """
    return siglum.startswith(manuscript) and _HAND.fullmatch(siglum, len(manuscript)) is not None


def _manuscript_of(siglum: str, sources: Sequence[Source]) -> Source | None:
    found = [w for w in sources if w.siglum != siglum and is_hand(siglum, w.siglum)]
    return max(found, key=lambda w: len(w.siglum), default=None)


def _with_manuscript(one: Source, sources: Sequence[Source]) -> Source:
    found = _manuscript_of(one.siglum, sources)
    return Source(one.id, one.siglum, one.name, found.id) if found else one


def _hand_of(name: str, sources: Sequence[Source]) -> Source | None:
    """A hand that readings name but no list declares, if its manuscript is declared."""
    found = _manuscript_of(name, sources)
    return Source(name, name, f"hand of {found.siglum}", found.id) if found else None


def _named(reading: etree._Element, names: Mapping[str, str]) -> tuple[str, ...]:
    made = [names.get(p, names.get(t, t)) for p in reading.get("wit", "").split() if (t := id_of(p))]
    following = reading.getnext()
    if following is not None and local_name(following) == "wit":
        for pointer in following.iter(f"{_TEI}ptr", f"{_TEI}ref"):
            made += [id_of(p) for p in pointer.get("target", "").split()]
        for word in _WORD.findall("".join(map(str, following.itertext()))):
            made += _divided(word, names)
    return tuple(dict.fromkeys(made))


def _divided(word: str, names: Mapping[str, str]) -> list[str]:
    """The ids of sigla that may stand without spaces («ABC»); the word itself where they are not known."""
    made, at = list[str](), 0
    while at < len(word):
        found = max((name for name in names if word.startswith(name, at)), key=len, default="")
        if not found:
            return [word]
        made.append(names[found])
        at += len(found)
    return made


def id_of(pointer: str) -> str:
    """The id that a pointer names; of a bare name, the name."""
    return pointer.rpartition("#")[2]
