"""The notes of a page or a book: which link is a mark, which block has its words, and which links lead back.

A link to a part of the page is the mark of a note when the page says so (`role="doc-noteref"`, `epub:type`), or when
the block that it leads to has a link back to it. Everything else stays text.
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from edition.late_patterns import late_pattern
from edition.readers.html_elements import HEADINGS
from edition.readers.html_nesting import Page

Place = tuple[int, int]  # the number of the page, and of the token in it

_REFERENCE_ROLES = frozenset({"doc-noteref", "noteref"})
_NOTE_ROLES = frozenset({"doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote", "note"})
_NO_NOTES = HEADINGS | {"body", "html", "main", "article", "table", "ul", "ol", "nav", "header", "footer", "head"}
_MARK = late_pattern(
    r"\W*(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶#]{1,4}|(?:note|fn|footnote|n)\W{0,2}\d{1,3})\W*", re.IGNORECASE
)
_NEAR = 6  # tokens between a mark and the element that a link back leads to
_WRAPPED = 3  # elements around a mark that may hold its brackets
_BRACKETS = " \t\n\u00a0[](){}:"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of a note: its tokens, what it shows, and the note that it leads to."""

    end: int
    label: str
    body: Place


@dataclass(slots=True)
class Notes:
    """`marks`: by the place of their first token. `bodies`: of each note the last token. `keys`: its key.

    `backs`: links back, with their last token. `doubtful`: what links show that look like marks and are text.
    """

    marks: dict[Place, Mark] = field(default_factory=dict)
    bodies: dict[Place, int] = field(default_factory=dict)
    keys: dict[Place, str] = field(default_factory=dict)
    backs: dict[Place, int] = field(default_factory=dict)
    doubtful: list[str] = field(default_factory=list)


def find_notes(pages: Sequence[Page]) -> Notes:
    """The notes of the documents of a book, or of one page."""
    return _NoteFinder(pages).find()


class _NoteFinder:
    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.parts = {page.part: number for number, page in enumerate(pages)}
        self.notes = Notes()

    def find(self) -> Notes:
        links = [(place, target) for place, target in self._links()]
        back: dict[Place, list[Place]] = {}  # block -> the places that links in it lead to
        for (page, number), target in links:
            back.setdefault((page, self.pages[page].holder[number]), []).append(target)
        self.targets = self._by_ancestor(back)
        for place, target in links:
            self._consider(place, target)
        self._find_backs(links)
        return self.notes

    def _links(self) -> Iterator[tuple[Place, Place]]:
        """Each link to an element of the pages: its place, and that of the element."""
        for number, page in enumerate(self.pages):
            for at, token in enumerate(page.tokens):
                if token.kind == "start" and token.name == "a" and "#" in token.get("href"):
                    target = self._target(number, token.get("href"))
                    if target is not None:
                        yield (number, at), target

    def _target(self, page: int, address: str) -> Place | None:
        path, _, key = address.partition("#")
        part = self.pages[page].part
        if path and part:
            found = self.parts.get(posixpath.normpath(posixpath.join(posixpath.dirname(part), unquote(path))))
            if found is None:
                return None
            page = found
        ids = self.pages[page].ids
        at = ids.get(key, ids.get(unquote(key)))
        return None if at is None else (page, at)

    def _by_ancestor(self, found: dict[Place, list[Place]]) -> dict[Place, list[Place]]:
        """For blocks that may be notes, also what the blocks in them have (three levels, as notes are)."""
        made: dict[Place, list[Place]] = {}
        for (page, block), targets in found.items():
            for _ in range(_WRAPPED):
                if block < 0:
                    break
                made.setdefault((page, block), []).extend(targets)
                block = self.pages[page].blocks[block]
        return made

    # -- marks

    def _consider(self, place: Place, target: Place) -> None:
        page, at = self.pages[place[0]], place[1]
        token, end = page.tokens[at], page.end(at)
        words = page.words(at, end + 1).strip() if end - at < 40 else ""
        is_named = bool(_REFERENCE_ROLES & token.roles)
        looks = is_named or bool(words and len(words) < 16 and _MARK.fullmatch(words))
        if not looks or self._is_inside_note(place):
            return
        body = self._body(target)
        if body is not None and self._is_note(place, body, is_named):
            self._add(place, end, words, body)
        elif is_named or (body is not None and self._is_raised(page, at, end)):
            self.notes.doubtful.append(words)

    def _body(self, target: Place) -> Place | None:
        """The block whose words are the note: what the link leads to, or what begins with it."""
        page, at = self.pages[target[0]], target[1]
        if at not in page.blocks:
            block = page.holder[at]
            if block < 0 or len(page.words(block, at).strip(_BRACKETS)) > 4:
                return None
            at = block
        if page.tokens[at].name == "p" and (around := page.blocks[at]) >= 0:
            is_item = page.tokens[around].name == "li" and not page.words(around, at).strip()
            at = around if is_item else at
        return None if page.tokens[at].name in _NO_NOTES else (target[0], at)

    def _is_note(self, place: Place, body: Place, is_named: bool) -> bool:
        page = self.pages[body[0]]
        is_itself = body[0] == place[0] and body[1] <= place[1] <= page.ends[body[1]]
        if is_itself or self._is_inside_note((body[0], page.blocks[body[1]])):
            return False
        if is_named or _NOTE_ROLES & page.tokens[body[1]].roles:
            return True
        is_before = (body[0], page.ends[body[1]]) > place
        return is_before and any(self._is_near(place, one) for one in self.targets.get(body, ()))

    def _is_near(self, place: Place, other: Place) -> bool:
        return place[0] == other[0] and -_NEAR <= other[1] - place[1] <= _NEAR

    def _is_inside_note(self, place: Place) -> bool:
        """Whether a token stands in a note that was found."""
        page, at = self.pages[place[0]], place[1]
        block = page.holder[at] if at >= 0 else -1
        while block >= 0:
            if (place[0], block) in self.notes.bodies:
                return True
            block = page.blocks[block]
        return False

    def _is_raised(self, page: Page, at: int, end: int) -> bool:
        around = [one.name for one in page.tokens[max(0, at - 2) : end + 1] if one.kind == "start"]
        return "sup" in around

    def _add(self, place: Place, end: int, words: str, body: Place) -> None:
        page, notes = self.pages[place[0]], self.notes
        notes.keys.setdefault(body, f"note-{len(notes.keys) + 1}")
        notes.bodies[body] = self.pages[body[0]].ends[body[1]]
        label = words.strip(_BRACKETS) or str(len(notes.keys))
        first, end = self._with_brackets(page, place[1], end, label)
        notes.marks[place[0], first] = Mark(end, label, body)

    def _with_brackets(self, page: Page, first: int, end: int, label: str) -> tuple[int, int]:
        """The tokens of a mark, with the elements around it that hold nothing else."""
        for at in range(first - 1, max(-1, first - 1 - _WRAPPED), -1):
            token = page.tokens[at]
            if token.kind == "start" and at not in page.blocks and page.end(at) - at < 12 and page.end(at) >= end:
                if page.words(at, page.end(at) + 1).strip(_BRACKETS) != label:
                    break
                first, end = at, page.end(at)
        return first, end

    # -- links back

    def _find_backs(self, links: Sequence[tuple[Place, Place]]) -> None:
        """In the notes, what leads back to their marks."""
        marked: dict[Place, list[Place]] = {}
        for place, mark in self.notes.marks.items():
            marked.setdefault(mark.body, []).append(place)
        for (number, at), target in links:
            page = self.pages[number]
            block = page.holder[at]
            while block >= 0 and (number, block) not in self.notes.bodies:
                block = page.blocks[block]
            if block >= 0 and any(self._is_near(place, target) for place in marked[number, block]):
                end = page.end(at)
                label = page.words(at, end + 1).strip(_BRACKETS)
                first, last = self._with_brackets(page, at, end, label)
                self.notes.backs[number, first] = last
