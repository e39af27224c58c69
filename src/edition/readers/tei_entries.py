"""The entries of an apparatus that stand apart from the words they are about, and the stretch that each is about.

TEI P5, 13.2: by the location-referenced method an entry names a line (`loc="12"`) and quotes the words in `lem`; by the
double-end-point method it points to where they begin and end (`from`, `to`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from difflib import get_close_matches

from lxml import etree

from edition.late_patterns import late_pattern
from edition.readers.tei_layer import Layer, local_name
from edition.readers.tei_linear import LinearText, Stretch, words_of
from edition.readers.tei_sigla import id_of
from edition.xml.namespaces import TEI, XML_ID

_TEI = f"{{{TEI}}}"
METHODS = ("parallel-segmentation", "double-end-point", "location-referenced")
_BLOCKS = frozenset(["p", "l", "lg", "ab", "div", "sp", "list", "table"])
_AROUND = frozenset(["body", "back", "front", "div", "text", "standOff", "listApp"])
_HOLDER_NAMES = "body back front div div1 div2 div3 standOff listApp note noteGrp p ab list item"
_HOLDERS = frozenset(_HOLDER_NAMES.split()) | {""}  # "": of another namespace
_APART = frozenset(["standOff", "listApp", "note", "noteGrp"])
_UNIT = late_pattern(r"^(?:lines?|ll?|verses?|vv?|vers|zeilen?|z|§§?|n|nr|no)[.\s]+(?=\d)", re.IGNORECASE)
_RANGE = late_pattern(r"^(.*?\d\w*)\s*(?:-|–|—|\.\.)\s*(.*\d\w*)$")
_ELLIPSIS = late_pattern(r"\s*(?:…|\.\s?\.\s?\.|\[…\]|\s[-–—]\s)\s*")
_ORDINAL = late_pattern(r"\s*(?:([¹²³⁴⁵⁶⁷⁸⁹])|\((\d)\))\s*\]?\s*$")
_SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸⁹"
_NEAR_LINES, _LEAST_LIKENESS = 60, 0.6


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry apart: the stretch of the text that it is about, or why there is none."""

    app: etree._Element
    stretch: Stretch | None
    why: str = ""


@dataclass
class Entries:
    """The entries apart of a file, in its order, and the elements that hold nothing else."""

    text: LinearText = field(default_factory=LinearText)
    all: tuple[Entry, ...] = ()
    apart: frozenset[etree._Element] = frozenset()

    @classmethod
    def of(cls, root: etree._Element, chosen: etree._Element, layer: Layer) -> "Entries":
        """The entries of a file. `chosen`: the element that is read, in one layer."""
        method = method_of(root)
        ids = {name for e in root.iter(etree.Element) if (name := e.get(XML_ID))}
        apps = [app for app in root.iter(f"{_TEI}app") if _is_apart(app, method, ids)]
        if not apps:
            return cls()
        apart = frozenset(apps) | frozenset(_holders(apps, chosen))
        text = LinearText.of(chosen, layer, apart)
        return cls(text, tuple(_Finder(text).entries(apps)), apart)


def method_of(root: etree._Element) -> str:
    """The method that the header declares (`variantEncoding`); "" where it says nothing."""
    said = root.find(f".//{_TEI}variantEncoding")
    return said.get("method", "") if said is not None else ""


def _stands_in_text(app: etree._Element) -> bool:
    """Whether an entry stands among the words of a text and has a lemma, as those of parallel segmentation do."""
    holders = {local_name(a) for a in app.iterancestors()}
    return not holders & (_APART | {"back"}) and any(local_name(c) == "lem" for c in app)


def _is_apart(app: etree._Element, method: str, ids: Set[str]) -> bool:
    """Whether an entry does not stand where its words are. `ids`: those of the file."""
    pointers = [p for p in (app.get("from"), app.get("to")) if p]
    if pointers and (not _stands_in_text(app) or (method != METHODS[0] and all(id_of(p) in ids for p in pointers))):
        return True
    if pointers or method == METHODS[0] or any(local_name(a) in ("lem", "rdg") for a in app.iterancestors()):
        return False
    if method == METHODS[2] or any(local_name(a) in _APART for a in app.iterancestors()):
        return True
    if any(local_name(a) == "div" and "apparatus" in a.get("type", "").casefold() for a in app.iterancestors()):
        return True
    parent = app.getparent()
    is_outside = parent is not None and local_name(parent) in _AROUND
    has_blocks = any(local_name(e) in _BLOCKS for e in app.iter(etree.Element))
    return bool(app.get("loc")) and is_outside and not has_blocks


def _holders(apps: Sequence[etree._Element], chosen: etree._Element) -> Iterator[etree._Element]:
    """The elements around entries that hold nothing but entries and their headings."""
    made = set(apps)
    for app in apps:
        holder = app.getparent()
        while holder is not None and holder is not chosen and local_name(holder) in _HOLDERS - {"body"}:
            own = [holder.text, *(c.tail for c in holder)]
            rest = [c for c in holder if isinstance(c.tag, str) and c not in made]
            if any(words and words.strip() for words in own) or any(local_name(c) not in ("head", "lb") for c in rest):
                break
            made.add(holder)
            yield holder
            holder = holder.getparent()


@dataclass
class _Finder:
    text: LinearText
    last: dict[Stretch, int] = field(default_factory=dict)  # line -> where the words of its last entry begin

    def entries(self, apps: Iterable[etree._Element]) -> Iterator[Entry]:
        for app in apps:
            found = self._by_pointers(app) if app.get("from") or app.get("to") else self._by_words(app)
            if isinstance(found, str):
                yield Entry(app, None, found)
            else:
                yield Entry(app, self.text.trimmed(*found))

    # -- from, to

    def _by_pointers(self, app: etree._Element) -> Stretch | str:
        begins, ends = app.get("from", ""), app.get("to", "")
        first = self._edges(begins) if begins else self._own(app)
        last = self._edges(ends) if ends else first if self._has_words(begins) else self._own(app)
        if first is None or last is None:
            return f"{begins if first is None else ends or 'its place'} is no place of the text"
        if last[1] < first[0]:
            return f"{ends or 'its end'} stands before {begins or 'its beginning'}"
        return first[0], last[1]

    def _edges(self, pointer: str) -> Stretch | None:
        element = self.text.by_id.get(id_of(pointer))
        return self.text.edges.get(element) if element is not None else None

    def _own(self, app: etree._Element) -> Stretch | None:
        return self.text.edges.get(app)

    def _has_words(self, pointer: str) -> bool:
        """Whether a pointer names an element with words, not a place between words."""
        edges = self._edges(pointer) if pointer else None
        return edges is not None and edges[1] > edges[0]

    # -- loc, lem

    def _by_words(self, app: etree._Element) -> Stretch | str:
        lemma = next((c for c in app if local_name(c) == "lem"), None)
        quoted = " ".join("".join(map(str, lemma.itertext())).split()) if lemma is not None else ""
        if not words_of(quoted):
            return "it has no lemma (lem) whose words could be sought"
        loc = app.get("loc") or " ".join(id_of(p) for p in app.get("corresp", "").split()[:1])
        if not loc:
            return f"«{quoted}» stands at no line (loc)"
        lines = self._lines(loc) or self._shorter(loc)
        if not lines:
            return f"the text has no line or part with the number {loc}"
        number, parts = _parts(quoted, lemma.get("n", "") if lemma is not None else "")
        for line in lines:
            if found := self._find(parts, line, number):
                return found
        return f"«{quoted}» does not stand in {loc}{self._nearest(parts, lines[0])}"

    def _lines(self, loc: str) -> list[Stretch]:
        said = _UNIT.sub("", loc.strip())
        if found := self._references(said):
            return found
        if not (parts := _RANGE.match(said)):
            return []
        first, second = parts[1].strip(), parts[2].strip()
        around = re.split(r"[\s.,:]+", first)[:-1]
        ends = self._references(second) or self._references(".".join([*around, second]))
        return [(a, e) for a, _ in self._references(first) for _, e in ends[:1] if e > a]

    def _shorter(self, loc: str) -> list[Stretch]:
        """The lines of a number without its first parts (poem, page), where the text does not number those."""
        parts = re.split(r"[\s.,:]+", loc.strip().removeprefix("#"))
        rest = (self._references(".".join(parts[k:])) for k in range(1, len(parts)))
        return next((found for found in rest if found), [])

    def _references(self, name: str) -> list[Stretch]:
        return self.text.references.get(re.sub(r"[\s,:]+", ".", name.strip().removeprefix("#")), [])

    def _find(self, parts: Sequence[Sequence[str]], line: Stretch, number: int) -> Stretch | None:
        """The words in a line: the occurrence with a number; without one, the first behind the last entry there."""
        found = list(_occurrences(self.text.words_in(*line), parts))
        if not found:
            return None
        after = self.last.get(line, line[0])
        chosen = found[min(number, len(found)) - 1] if number else next((f for f in found if f[0] >= after), found[0])
        self.last[line] = chosen[0]
        return chosen

    def _nearest(self, parts: Sequence[Sequence[str]], line: Stretch) -> str:
        """What stands there that is most like the first word, and where else the words stand."""
        there = [w for w, _, _ in self.text.words_in(*line)]
        close = get_close_matches(parts[0][0], there, 1, _LEAST_LIKENESS)
        said = f"; most like it is «{close[0]}»" if close else ""
        near = (line[0] - _NEAR_LINES * 4, line[1] + _NEAR_LINES * 4)
        words = self.text.words_in(max(0, near[0]), min(len(self.text.text), near[1]))
        other = next(_occurrences(words, parts), None)
        return f"{said}; it stands nearby, in «{self._around(other)}»" if other else said

    def _around(self, stretch: Stretch) -> str:
        start, end = max(0, stretch[0] - 15), min(len(self.text.text), stretch[1] + 15)
        return " ".join(self.text.text[start:end].split())


def _parts(quoted: str, n: str) -> tuple[int, Sequence[Sequence[str]]]:
    """Which occurrence is meant («et²»), and the words: all, or those before and behind an ellipsis."""
    found = _ORDINAL.search(quoted)
    number = (_SUPERSCRIPTS.index(found[1]) + 1 if found[1] else int(found[2])) if found else 0
    number = number or (int(n) if n.isdecimal() else 0)
    words = quoted[: found.start()] if found else quoted
    return number, [w for part in _ELLIPSIS.split(words) if (w := words_of(part))][:2]


def _occurrences(words: Sequence[tuple[str, int, int]], parts: Sequence[Sequence[str]]) -> Iterator[Stretch]:
    """Where words stand; for those before and behind an ellipsis, from the first to the next last ones."""
    forms = [w for w, _, _ in words]
    first, last = parts[0], parts[-1]
    for i in range(len(forms)):
        if forms[i : i + len(first)] != list(first):
            continue
        if len(parts) == 1:
            yield words[i][1], words[i + len(first) - 1][2]
            continue
        for j in range(i + len(first), len(forms)):
            if forms[j : j + len(last)] == list(last):
                yield words[i][1], words[j + len(last) - 1][2]
                break
