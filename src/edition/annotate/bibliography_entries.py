"""The parts of a bibliography entry: author, editor, title, date, place, publisher, ISBN, pages.

An entry is read with the names and dates that are marked in it and, where no register knows them, by the punctuation
that entries share: `Surname, Forename. Year. Title. Place: Publisher.`, `Surname, Forename (Year). "Title". Journal.`,
`Forename Surname, Title (Publisher, Year), pages`. A book's number is proved by its check digit (ISO 2108).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from edition.annotate.language import Language
from edition.model import Kind, MentionKind

_ISBN = re.compile(r"ISBN(?:-1[03])?:?\s*(?P<digits>(?:97[89][-–\s]?)?(?:\d[-–\s]?){9}[\dXx])(?!\d)")
_INITIAL = r"[A-ZÀ-Þ](?:\.|(?!\w))"
_FORENAME = r"[A-ZÀ-Þ][\w’'-]+"
_GIVEN = rf"(?:{_FORENAME}|{_INITIAL})"
_GIVEN_BEHIND = (
    rf"(?:{_INITIAL}\s{_FORENAME}|{_FORENAME}(?:\s{_FORENAME})*(?:\s{_INITIAL})*|{_INITIAL}(?:\s?{_INITIAL})*)"
)
_SURNAME = r"(?:(?:de|von|van|du|la|le)\s)?[A-Z][\w’'-]+"
_INVERTED = rf"{_SURNAME},\s{_GIVEN_BEHIND}"
_DIRECT = rf"{_GIVEN}(?:\s{_GIVEN})*\s{_SURNAME}"
_ET_AL = r"(?:\set\sal\.?)?"
_AUTHORS = rf"(?P<a1>{_INVERTED}|{_DIRECT})(?:,?\s(?:and|&)\s(?P<a2>{_INVERTED}|{_DIRECT}))?{_ET_AL}"
_EDITS = r"(?P<edits>,?\s\(?(?:eds?\.|editors?)\)?)?"
_YEAR = r"(?:[A-Z]\w+[–-][A-Z]\w+\s)?[12]\d{3}"
_HEAD = re.compile(rf"{_AUTHORS}{_EDITS}(?:[.,]?\s\(?(?P<year>{_YEAR})\)?)?(?:[.,]+|(?<=\))|(?<=\.)|\s[–—])\s?")
_OPENING = '"“„«'
_QUOTED = re.compile(r"[\"“„«](?P<title>[^\"“”«»]{3,}?)[.,]?[\"”“»]")
_JOURNAL = re.compile(
    r"[.,]?[\"”»]?[.,]?\s(?P<journal>(?!In\s)[A-ZÀ-Þ][\w’'-]+(?:(?:\s|\s(?:of|the|and|for)\s)[A-ZÀ-Þ][\w’'-]+)*)"
    r"(?=,?\s(?:\d|Vol|No)|,?\s?\(|\.|$)"
)
_PUBLISHING = r"Press|Books|Publish\w+|Publications|Verlag|Editions?|House|Society|Inc\.|Ltd\.?|& Co\.?"
_PLACE = r"[A-ZÀ-Þ][\w’'-]+(?:[\s,]+[A-ZÀ-Þ][\w.’'-]*){0,3}"
_TAIL = re.compile(
    rf"(?<=[.?!”\")]\s)(?P<place>{_PLACE}):\s(?P<publisher>[A-ZÀ-Þ][^;:()]*?(?:,\sInc\.)?)"
    rf"(?=[.,;)]?\s*(?:$|ISBN|\(|[12]\d{{3}}\W))"
    rf"|(?:[.)]\s|\(|,\s)(?P<alone>[A-ZÀ-Þ][^.;:(),]*?(?:{_PUBLISHING})(?:,\sInc\.)?)(?=[\s.,;)]|$)"
)
_SENTENCE = re.compile(r"(?<![A-ZÀ-Þ])[.?!][\"”]?(?=\s*[A-ZÀ-Þ“\"(\[]|\s*$)|(?<=[A-ZÀ-Þ]{2})[.?!](?=\s|$)")
_DATED_BEHIND = re.compile(r"\s\((?=[^()]*[12]\d{3}[^()]*\))|,\s(?=[12]\d{3}(?:,|\.|$))")
_PAGES = re.compile(r"(?:(?:pp?\.|pages?)\s?)(?P<pages>[\divxlc?]+(?:\s?[-–—]\s?\d+)?(?:,\s\d+(?:[-–—]\d+)?)*)")
_BARE_PAGES = re.compile(r"(?<=[\s,])(?P<pages>\d{1,4}\s?[-–—]\s?\d{1,4})(?=\.|,|;|$)")
_AFTER_COLON = re.compile(r"(?<=\):\s)(?P<pages>[\divxlc]+(?:[-–—]\d+)?)(?=\.|$)")
_VOLUME = re.compile(r"Vol\.?\s\d+(?:,?\sNo\.?\s\d+)?|(?<=\s)\d{1,3}\(\d{1,3}\)")
_HOST = re.compile(r"[.”\"]\sIn:?\s$")


@dataclass(frozen=True, slots=True)
class Marked:
    """A name or date that is marked in the entry: [start, end) of its text."""

    start: int
    end: int
    kind: MentionKind
    ref: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an entry: what it is, [start, end), and its value: an ISBN's digits, a year, the entry meant."""

    kind: Kind | MentionKind
    start: int
    end: int
    value: str = ""
    level: str = ""  # of a title: m, a, j


@dataclass(slots=True)
class Parsed:
    """The parts of an entry in order; `faults` are ISBNs whose check digit is wrong, as they are written."""

    parts: list[Part] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)

    def of(self, kind: Kind | MentionKind) -> list[Part]:
        """The parts of a kind."""
        return [p for p in self.parts if p.kind is kind]

    @property
    def is_cited_work(self) -> bool:
        """Whether a note cites a work: it names one that is known with its maker, or says maker, title and year."""
        titles = self.of(MentionKind.WORK)
        made = any(self.of(k) for k in (Kind.AUTHOR, Kind.EDITOR, Kind.PUBLISHER, Kind.ISBN))
        dated = bool(self.of(MentionKind.DATE))
        return bool(titles) and made and (dated or any(t.value for t in titles))


def parse_entry(text: str, marks: Sequence[Marked], language: Language) -> Parsed:
    """The parts of an entry; `marks` are the names and dates that are known in it, in order and without overlap."""
    return _Entry(text, marks, language).parsed()


class _Entry:
    """One entry while it is read."""

    def __init__(self, text: str, marks: Sequence[Marked], language: Language) -> None:
        self.text = text
        self.marks = marks
        self.language = language
        self.made = Parsed()
        head = _HEAD.match(text)
        self.head = head if head and not _begins_common(head["a1"], language) else None

    def parsed(self) -> Parsed:
        self._isbns()
        title = self._title()
        self._extent(title)
        self._makers(title)
        self._date(title)
        self._published(title)
        self.made.parts.sort(key=lambda p: (p.start, p.end))
        return self.made

    def _add(self, kind: Kind | MentionKind, start: int, end: int, value: str = "", level: str = "") -> None:
        if start < end and not any(p.start < end and start < p.end for p in self.made.parts):
            self.made.parts.append(Part(kind, start, end, value, level))

    def _isbns(self) -> None:
        for found in _ISBN.finditer(self.text):
            digits = re.sub(r"[-–\s]", "", found["digits"]).upper()
            self._add(Kind.ISBN, *found.span("digits"), digits)
            if not is_isbn(digits):
                self.made.faults.append((found.start("digits"), found["digits"]))

    # -- title

    def _title(self) -> tuple[int, int]:
        """Where the first title stands; all titles become parts."""
        known = [m for m in self.marks if m.kind is MentionKind.WORK]
        for mark in known:
            self._add(MentionKind.WORK, mark.start, mark.end, mark.ref)
        own = known[0] if known and known[0].start <= self._head_end() + 2 else None
        if own is None and (span := self._unknown_title(known)):
            is_article = span[0] > 0 and self.text[span[0] - 1] in _OPENING
            self._add(MentionKind.WORK, *span, level="a" if is_article else "m")
            if is_article and (journal := _JOURNAL.match(self.text, span[1])):
                self._add(MentionKind.WORK, *journal.span("journal"), level="j")
            return span
        first = own or (known[0] if known else None)
        return (first.start, first.end) if first else (len(self.text), len(self.text))

    def _unknown_title(self, known: Sequence[Marked]) -> tuple[int, int] | None:
        """A title that no register has: in quotation marks, or from the head to what was published where."""
        start = self._head_end()
        stop = min((m.start for m in known), default=len(self.text))
        if (quoted := _QUOTED.search(self.text, start, stop)) and quoted.start() <= start + 2:
            return quoted.span("title")
        if self.head is None or known:
            return None
        return _cut(self.text, start, self._title_end(start))

    def _title_end(self, start: int) -> int:
        """Where a title without marks ends: at the end of the sentence, or at what was published where and when."""
        ends = [len(self.text), *(p.start for p in self.made.parts if p.start > start)]
        looks = [_TAIL, _SENTENCE] if self.head and self.head["year"] else [_TAIL, _SENTENCE, _DATED_BEHIND]
        ends += [found.start() for look in looks if (found := look.search(self.text, start + 1))]
        return min(ends)

    def _head_end(self) -> int:
        """Where author and year end: by the marks, else by the punctuation."""
        persons = [m for m in self.marks if m.kind is MentionKind.PERSON]
        if persons and persons[0].start <= 12:
            last = persons[0]
            for mark in self.marks:
                between = self.text[last.end : mark.start]
                is_next = mark.start >= last.end and re.fullmatch(r"\W*(?:and|&|et al\.?|,? ?eds?\.)?\W*", between)
                if is_next and mark.kind in (MentionKind.PERSON, MentionKind.DATE):
                    last = mark
            behind = re.compile(r"(?:\W*(?:et\sal\.|eds?\.))?[\s.,:()–—]*").match(self.text, last.end)
            return behind.end() if behind else last.end
        return self.head.end() if self.head else 0

    # -- who made it

    def _makers(self, title: tuple[int, int]) -> None:
        """Authors before the title; editors where the text says so, or behind the title of the book it stands in."""
        end = max((p.end for p in self.made.of(Kind.EXTENT)), default=len(self.text))
        persons = [m for m in self.marks if m.kind is MentionKind.PERSON and not self._is_taken(m) and m.start < end]
        before = [m for m in persons if m.end <= title[0]]
        for mark in before:
            self._add(self._maker(mark.end), mark.start, mark.end, mark.ref)
        for mark in persons:
            if mark.start >= title[1] and re.search(r"\b(?:by|and|eds?\.)\s$", self.text[: mark.start]):
                self._add(Kind.EDITOR if self._in_host(title) else Kind.AUTHOR, mark.start, mark.end, mark.ref)
        if not before and self.head is not None and self.head.end("a1") <= title[0]:
            for name in ("a1", "a2"):
                if self.head[name] and not self._is_organisation(*self.head.span(name)):
                    kind = Kind.EDITOR if self.head["edits"] else Kind.AUTHOR
                    self._add(kind, *_cut(self.text, *self.head.span(name), keep=_ends_in_initial(self.head[name])))

    def _is_taken(self, mark: Marked) -> bool:
        return any(p.start < mark.end and mark.start < p.end for p in self.made.parts)

    def _is_organisation(self, start: int, end: int) -> bool:
        return any(m.kind is not MentionKind.PERSON and m.start < end and start < m.end for m in self.marks)

    def _maker(self, end: int) -> Kind:
        is_editor = re.match(r",?\s\(?(?:eds?\.|editors?)", self.text[end:])
        return Kind.EDITOR if is_editor else Kind.AUTHOR

    def _in_host(self, title: tuple[int, int]) -> bool:
        """Whether the entry is a part of a book: «Title.» In Book, by …"""
        hosts = [p for p in self.made.of(MentionKind.WORK) if p.start > title[1]]
        return any(_HOST.search(self.text[: h.start]) for h in hosts)

    # -- where it was published, and when

    def _published(self, title: tuple[int, int]) -> None:
        """Publishers stand alone between marks; places before them, or before the date."""
        behind = [m for m in self.marks if m.start >= title[1]]
        publishers = [m for m in behind if m.kind is MentionKind.ORGANISATION and self._stands_alone(m)]
        dates = self.made.of(MentionKind.DATE)
        anchor = publishers[0].start if publishers else dates[0].start if dates else len(self.text)
        places = [m for m in behind if m.kind is MentionKind.PLACE and m.end <= anchor]
        for mark in publishers[:2]:
            self._add(Kind.PUBLISHER, mark.start, mark.end, mark.ref)
        if places and (publishers or re.fullmatch(r"[\s.,:(]*", self.text[places[-1].end : anchor])):
            for mark in places if publishers else places[-1:]:
                self._add(Kind.PUBLICATION_PLACE, mark.start, mark.end, mark.ref)
        found = _TAIL.search(self.text, max(0, title[1] - 1)) if not (publishers and places) else None
        if found is None:
            return
        if found["place"] and not places:
            self._add(Kind.PUBLICATION_PLACE, *found.span("place"))
        if not publishers:
            name = "publisher" if found["publisher"] else "alone"
            self._add(Kind.PUBLISHER, *found.span(name))

    def _stands_alone(self, mark: Marked) -> bool:
        """Whether punctuation, not a word of the sentence, goes before a name."""
        before = re.sub(rf"(?<!\w)(?:{self.language.the.capitalize()}|Eds?\.?)\s$", "", self.text[: mark.start])
        return bool(re.search(r"[.,:;(\"”]\s*$", before))

    def _date(self, title: tuple[int, int]) -> None:
        """The date of publication: outside titles and no day of access; a bare year before a day, the first before the
        next."""
        found: list[Marked] = []
        for mark in self.marks:
            inside = any(p.start <= mark.start < p.end for p in self.made.of(MentionKind.WORK))
            accessed = re.search(r"\b(?:[Rr]etrieved|[Aa]ccessed)\s(?:on\s)?$", self.text[: mark.start])
            if mark.kind is MentionKind.DATE and not inside and not accessed:
                found.append(mark)
        bare = [m for m in found if re.fullmatch(r"\d{4}", self.text[m.start : m.end])]
        for mark in (bare or found)[:1]:
            self._add(MentionKind.DATE, mark.start, mark.end, mark.year)

    def _extent(self, title: tuple[int, int]) -> None:
        for found in _VOLUME.finditer(self.text, min(title[1], len(self.text))):
            self._add(Kind.EXTENT, *found.span(), "volume")
        after = min(title[1], len(self.text))
        pages = next(
            (p for look in (_PAGES, _AFTER_COLON, _BARE_PAGES) if (p := list(look.finditer(self.text, after)))), []
        )
        dates = [m for m in self.marks if m.kind is MentionKind.DATE]
        for found in (p for p in pages if not any(d.start < p.end() and p.start() < d.end for d in dates)):
            self._add(Kind.EXTENT, *found.span("pages"), "page")


def _cut(text: str, start: int, end: int, keep: bool = False) -> tuple[int, int]:
    """The stretch without blanks and punctuation at its ends; an initial keeps its full stop."""
    while start < end and text[start] in ' .,;:–—-"“':
        start += 1
    while start < end and text[end - 1] in (' ,;:–—-("“' if keep else ' .,;:–—-("“'):
        end -= 1
    return start, end


def _begins_common(name: str, language: Language) -> bool:
    """Whether what looks like a name begins with a word that only stands at a beginning: «The Bukharin trial»."""
    return name.split()[0].lower() in language.function_words


def _ends_in_initial(name: str) -> bool:
    return bool(re.search(r"(?<!\w)[A-Z]\.$", name))


def is_isbn(digits: str) -> bool:
    """Whether the check digit of an ISBN of 10 or 13 digits, without hyphens, is right (ISO 2108)."""
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if d == "X" else int(d) for d in digits]
        return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum((3 if i % 2 else 1) * int(d) for i, d in enumerate(digits)) % 10 == 0
    return False


@dataclass(frozen=True, slots=True)
class ShortCitation:
    """«Rogovin: 57» or «Conquest 1990, pp. 364–365»: [start, end) of a note's text, who, when, which pages."""

    start: int
    end: int
    surname: str
    year: str
    pages: tuple[int, int]


_SHORT = re.compile(
    rf"(?P<surname>{_SURNAME})(?:\s(?P<year>[12]\d{{3}}))?(?::|,)\s?(?:pp?\.\s?)?"
    r"(?P<pages>[ivxlc\d?]+(?:\s?[-–—]\s?\d+)?(?:,\s\d+(?:[-–—]\d+)?)*)(?=[.;,)]|\s*$)"
)


def short_citations(text: str) -> Iterator[ShortCitation]:
    """The short citations of a note that holds nothing else but `cf.` and `see`."""
    found = list(_SHORT.finditer(text))
    rest = _SHORT.sub("", text)
    if found and not re.search(r"\w", re.sub(r"\b(?:cf|see|also|and|ibid)\b\.?", "", rest, flags=re.IGNORECASE)):
        for one in found:
            yield ShortCitation(one.start(), one.end(), one["surname"], one["year"] or "", one.span("pages"))
