"""How far two witnesses agree, counted another way than the pages do: down the tree of the TEI, place by place."""

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
BLOCKS = {f"{TEI}{n}" for n in ("p", "head", "item", "bibl", "label")}
READINGS = {f"{TEI}lem", f"{TEI}rdg"}


@dataclass(slots=True)
class Pair:
    """Witness x against witness y. `counts` has same, form, replaced, added, omitted, out, beside."""

    root: etree._Element
    x: str
    y: str
    counts: Counter[str] = field(default_factory=Counter)
    running: set[str] = field(default_factory=set)
    fragments: frozenset[str] = frozenset()

    def count(self) -> Counter[str]:
        whole = {w.get(ID): w.find(f"{TEI}note[@type='scope']") is None for w in self.root.iter(f"{TEI}witness")}
        self.fragments = frozenset(w for w, is_whole in whole.items() if not is_whole)
        self.running = {w for w, is_whole in whole.items() if is_whole}
        body = self.root.find(f"{TEI}text/{TEI}body")
        assert body is not None
        self.both(body, in_app=False)
        return self.counts

    def both(self, element: etree._Element, in_app: bool) -> None:
        """An element that both have, as far as they run."""
        self.shared(element.text, in_app)
        self.hear(element)
        for child in element:
            if child.tag == f"{TEI}app":
                self.app(child)
            else:
                self.both(child, in_app)
            self.shared(child.tail, in_app)

    def shared(self, text: str | None, in_app: bool) -> None:
        x, y = (in_app or w in self.running for w in (self.x, self.y))
        if x or y:
            self.counts["same" if x and y else "beside" if x else "out"] += words(text)

    def app(self, app: etree._Element) -> None:
        mine, theirs = (reading_of(app, w) for w in (self.x, self.y))
        if mine is not None and mine is theirs:
            if mine.get("type") != "lac":
                self.both(mine, in_app=True)
            self.listen(app, mine)
            return
        self.listen(app, None)
        if any(e.tag in BLOCKS for e in app.iter()):
            self.blocks(mine, theirs)
        else:
            self.words(app, mine, theirs)

    def blocks(self, mine: etree._Element | None, theirs: etree._Element | None) -> None:
        """Whole blocks are never put for others: the one has them, the other not."""
        lost = {n: r is None or r.get("type") == "lac" for n, r in (("x", mine), ("y", theirs))}
        self.counts["beside" if lost["y"] else "added"] += self.length(mine, self.x)
        self.counts["out" if lost["x"] else "omitted"] += self.length(theirs, self.y)

    def words(self, app: etree._Element, mine: etree._Element | None, theirs: etree._Element | None) -> None:
        a, b = self.length(mine, self.x), self.length(theirs, self.y)
        if mine is None or mine.get("type") == "lac" or theirs is None or theirs.get("type") == "lac":
            self.counts["beside"] += a
            self.counts["out"] += b
            return
        group = mine.getparent()
        assert group is not None
        is_form = app.get("type") == "accidental" or (group.tag == f"{TEI}rdgGrp" and group is theirs.getparent())
        has_words = all(said(r, w).strip() for r, w in ((mine, self.x), (theirs, self.y)))
        self.counts["form" if is_form and has_words else "replaced"] += min(a, b)
        self.counts["added"] += max(0, a - b)
        self.counts["omitted"] += max(0, b - a)

    def length(self, reading: etree._Element | None, witness: str) -> int:
        return 0 if reading is None else sum(words(part) for part in parts(reading, witness))

    def listen(self, app: etree._Element, but: etree._Element | None) -> None:
        """Where fragments begin and break off inside readings that were not walked through."""
        for reading in app.iter(*READINGS):
            if reading is not but:
                for mark in reading.iter(f"{TEI}milestone"):
                    self.hear(mark)

    def hear(self, element: etree._Element) -> None:
        for pointer in element.get("ed", "").split():
            if element.get("unit") == "lacunaEnd":
                self.running.add(pointer[1:])
            elif element.get("unit") == "lacunaStart":
                self.running.discard(pointer[1:])


def words(text: str | None) -> int:
    """What has a letter or a digit between blanks."""
    return sum(1 for part in (text or "").split() if re.search(r"[^\W_]", part))


def reading_of(app: etree._Element, witness: str) -> etree._Element | None:
    """The reading of a witness in a unit."""
    for reading in app.iter(*READINGS):
        if next(reading.iterancestors(f"{TEI}app")) is app and f"#{witness}" in reading.get("wit", "").split():
            return reading
    return None


def parts(element: etree._Element, witness: str) -> list[str]:
    """The texts of a witness in an element of its own, each as it stands between elements."""
    made = [element.text or ""]
    for child in element:
        if child.tag == f"{TEI}app":
            reading = reading_of(child, witness)
            made += [] if reading is None or reading.get("type") == "lac" else parts(reading, witness)
        else:
            made += parts(child, witness)
        made.append(child.tail or "")
    return made


def said(element: etree._Element, witness: str) -> str:
    """What a witness says in an element of its own."""
    return "".join(parts(element, witness))
