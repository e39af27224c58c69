"""Parse a bibliography entry into author, editor, title, date, place, publisher, ISBN and pages.

An entry is parsed with the names and dates that are marked in it and, where no register has them, by the usual
punctuation: `Surname, Forename. Year. Title. Place: Publisher.`, `Surname, Forename (Year). "Title". Journal.`,
`Forename Surname, Title (Publisher, Year), pages`. An ISBN is verified by its check digit (ISO 2108).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from edition.annotate.language import Language
from edition.late_patterns import late_pattern
from edition.model import Kind, MentionKind

_ISBN = late_pattern(r"ISBN(?:-1[03])?:?\s*(?P<digits>(?:97[89][-–\s]?)?(?:\d[-–\s]?){9}[\dXx])(?!\d)")
_INITIAL = r"[A-ZÀ-Þ](?:\.|(?!\w))"
_FORENAME = r"[A-ZÀ-Þ][\w’'-]+"
_GIVEN_NAME = rf"(?:{_FORENAME}|{_INITIAL})"
_GIVEN_NAME_AFTER_SURNAME = (
    rf"(?:{_INITIAL}\s{_FORENAME}|{_FORENAME}(?:\s{_FORENAME})*(?:\s{_INITIAL})*|{_INITIAL}(?:\s?{_INITIAL})*)"
)
_SURNAME = r"(?:(?:de|von|van|du|la|le)\s)?[A-Z][\w’'-]+"
_SURNAME_FIRST = rf"{_SURNAME},\s{_GIVEN_NAME_AFTER_SURNAME}"
_FORENAME_FIRST = rf"{_GIVEN_NAME}(?:\s{_GIVEN_NAME})*\s{_SURNAME}"
_ET_AL = r"(?:\set\sal\.?)?"
_AUTHORS = (
    rf"(?P<a1>{_SURNAME_FIRST}|{_FORENAME_FIRST})(?:,?\s(?:and|&)\s(?P<a2>{_SURNAME_FIRST}|{_FORENAME_FIRST}))?{_ET_AL}"
)
_EDITOR_SIGN = r"(?P<edits>,?\s\(?(?:eds?\.|editors?)\)?)?"
_YEAR = r"(?:[A-Z]\w+[–-][A-Z]\w+\s)?[12]\d{3}"
_HEAD = late_pattern(rf"{_AUTHORS}{_EDITOR_SIGN}(?:[.,]?\s\(?(?P<year>{_YEAR})\)?)?(?:[.,]+|(?<=\))|(?<=\.)|\s[–—])\s?")
_OPENING_QUOTES = '"“„«'
_QUOTED = late_pattern(r"[\"“„«](?P<title>[^\"“”«»]{3,}?)[.,]?[\"”“»]")
_JOURNAL = late_pattern(
    r"[.,]?[\"”»]?[.,]?\s(?P<journal>(?!In\s)[A-ZÀ-Þ][\w’'-]+(?:(?:\s|\s(?:of|the|and|for)\s)[A-ZÀ-Þ][\w’'-]+)*)"
    r"(?=,?\s(?:\d|Vol|No)|,?\s?\(|\.|$)"
)
_PUBLISHING = r"Press|Books|Publish\w+|Publications|Verlag|Editions?|House|Society|Inc\.|Ltd\.?|& Co\.?"
_PLACE = r"[A-ZÀ-Þ][\w’'-]+(?:[\s,]+[A-ZÀ-Þ][\w.’'-]*){0,3}"
_PUBLICATION = late_pattern(
    rf"(?<=[.?!”\")]\s)(?P<place>{_PLACE}):\s(?P<publisher>[A-ZÀ-Þ][^;:()]*?(?:,\sInc\.)?)"
    rf"(?=[.,;)]?\s*(?:$|ISBN|\(|[12]\d{{3}}\W))"
    rf"|(?:[.)]\s|\(|,\s)(?P<alone>[A-ZÀ-Þ][^.;:(),]*?(?:{_PUBLISHING})(?:,\sInc\.)?)(?=[\s.,;)]|$)"
)
_SENTENCE_END = late_pattern(r"(?<![A-ZÀ-Þ])[.?!][\"”]?(?=\s*[A-ZÀ-Þ“\"(\[]|\s*$)|(?<=[A-ZÀ-Þ]{2})[.?!](?=\s|$)")
_DATE_AFTER_TITLE = late_pattern(r"\s\((?=[^()]*[12]\d{3}[^()]*\))|,\s(?=[12]\d{3}(?:,|\.|$))")
_PAGES = late_pattern(r"(?:(?:pp?\.|pages?)\s?)(?P<pages>[\divxlc?]+(?:\s?[-–—]\s?\d+)?(?:,\s\d+(?:[-–—]\d+)?)*)")
_BARE_PAGES = late_pattern(r"(?<=[\s,])(?P<pages>\d{1,4}\s?[-–—]\s?\d{1,4})(?=\.|,|;|$)")
_PAGES_AFTER_COLON = late_pattern(r"(?<=\):\s)(?P<pages>[\divxlc]+(?:[-–—]\d+)?)(?=\.|$)")
_VOLUME = late_pattern(r"Vol\.?\s\d+(?:,?\sNo\.?\s\d+)?|(?<=\s)\d{1,3}\(\d{1,3}\)")
_IN_BOOK = late_pattern(r"[.”\"]\sIn:?\s$")


@dataclass(frozen=True, slots=True)
class KnownMark:
    """A name or date that is marked in the entry; [start, end) are code points of the text of the entry."""

    start: int
    end: int
    kind: MentionKind
    ref: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class EntryPart:
    """A part [start, end) of an entry; `value` is the digits of an ISBN, a year, or the id of a register entry."""

    kind: Kind | MentionKind
    start: int
    end: int
    value: str = ""
    level: str = ""  # of a title: m, a, j


@dataclass(slots=True)
class ParsedEntry:
    """The parts of an entry in order; `faults` has (offset, text) of each ISBN with a wrong check digit."""

    parts: list[EntryPart] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)

    def of_kind(self, kind: Kind | MentionKind) -> list[EntryPart]:
        """The parts of one kind."""
        return [p for p in self.parts if p.kind is kind]

    @property
    def is_cited_work(self) -> bool:
        """Whether a note cites a work in full: it has a title, an author, editor, publisher or ISBN, and a date.

        A title that a register has needs no date.
        """
        titles = self.of_kind(MentionKind.WORK)
        has_maker = any(self.of_kind(k) for k in (Kind.AUTHOR, Kind.EDITOR, Kind.PUBLISHER, Kind.ISBN))
        has_date = bool(self.of_kind(MentionKind.DATE))
        return bool(titles) and has_maker and (has_date or any(t.value for t in titles))


def parse_entry(text: str, marks: Sequence[KnownMark], language: Language) -> ParsedEntry:
    """Parse an entry; `marks` are the names and dates that are marked in it, in order and without overlap."""
    return _EntryParser(text, marks, language).parse()


class _EntryParser:
    """Parses one entry; `head` is the match of authors and year at its beginning."""

    def __init__(self, text: str, marks: Sequence[KnownMark], language: Language) -> None:
        self.text = text
        self.marks = marks
        self.language = language
        self.parseded = ParsedEntry()
        head = _HEAD.match(text)
        self.head = head if head and not _begins_with_function_word(head["a1"], language) else None

    def parse(self) -> ParsedEntry:
        self._find_isbns()
        title = self._find_titles()
        self._find_extent(title)
        self._find_authors_and_editors(title)
        self._find_date(title)
        self._find_publication(title)
        self.parseded.parts.sort(key=lambda p: (p.start, p.end))
        return self.parseded

    def _add(self, kind: Kind | MentionKind, start: int, end: int, value: str = "", level: str = "") -> None:
        if start < end and not any(p.start < end and start < p.end for p in self.parseded.parts):
            self.parseded.parts.append(EntryPart(kind, start, end, value, level))

    def _find_isbns(self) -> None:
        for found in _ISBN.finditer(self.text):
            digits = re.sub(r"[-–\s]", "", found["digits"]).upper()
            self._add(Kind.ISBN, *found.span("digits"), digits)
            if not is_isbn(digits):
                self.parseded.faults.append((found.start("digits"), found["digits"]))

    # -- title

    def _find_titles(self) -> tuple[int, int]:
        """The (start, end) of the first title; all titles become parts."""
        known = [m for m in self.marks if m.kind is MentionKind.WORK]
        for mark in known:
            self._add(MentionKind.WORK, mark.start, mark.end, mark.ref)
        leading = known[0] if known and known[0].start <= self._end_of_head() + 2 else None
        if leading is None and (span := self._find_unknown_title(known)):
            is_article = span[0] > 0 and self.text[span[0] - 1] in _OPENING_QUOTES
            self._add(MentionKind.WORK, *span, level="a" if is_article else "m")
            if is_article and (journal := _JOURNAL.match(self.text, span[1])):
                self._add(MentionKind.WORK, *journal.span("journal"), level="j")
            return span
        first = leading or (known[0] if known else None)
        return (first.start, first.end) if first else (len(self.text), len(self.text))

    def _find_unknown_title(self, known: Sequence[KnownMark]) -> tuple[int, int] | None:
        """A title that no register has: in quotation marks, or from the head to place and publisher."""
        start = self._end_of_head()
        stop = min((m.start for m in known), default=len(self.text))
        if (quoted := _QUOTED.search(self.text, start, stop)) and quoted.start() <= start + 2:
            return quoted.span("title")
        if self.head is None or known:
            return None
        return _trim_span(self.text, start, self._end_of_title(start))

    def _end_of_title(self, start: int) -> int:
        """The end of a title without quotation marks: the end of the sentence, or the beginning of the imprint."""
        ends = [len(self.text), *(p.start for p in self.parseded.parts if p.start > start)]
        patterns = (
            [_PUBLICATION, _SENTENCE_END]
            if self.head and self.head["year"]
            else [_PUBLICATION, _SENTENCE_END, _DATE_AFTER_TITLE]
        )
        ends += [found.start() for pattern in patterns if (found := pattern.search(self.text, start + 1))]
        return min(ends)

    def _end_of_head(self) -> int:
        """The end of authors and year: by the marks, else by the punctuation."""
        persons = [m for m in self.marks if m.kind is MentionKind.PERSON]
        if persons and persons[0].start <= 12:
            last = persons[0]
            for mark in self.marks:
                between = self.text[last.end : mark.start]
                is_next = mark.start >= last.end and re.fullmatch(r"\W*(?:and|&|et al\.?|,? ?eds?\.)?\W*", between)
                if is_next and mark.kind in (MentionKind.PERSON, MentionKind.DATE):
                    last = mark
            after = re.compile(r"(?:\W*(?:et\sal\.|eds?\.))?[\s.,:()–—]*").match(self.text, last.end)
            return after.end() if after else last.end
        return self.head.end() if self.head else 0

    # -- authors and editors

    def _find_authors_and_editors(self, title: tuple[int, int]) -> None:
        """Authors precede the title; editors are named as such, or follow the title of the containing book."""
        end = max((p.end for p in self.parseded.of_kind(Kind.EXTENT)), default=len(self.text))
        persons = [m for m in self.marks if m.kind is MentionKind.PERSON and not self._is_taken(m) and m.start < end]
        before = [m for m in persons if m.end <= title[0]]
        for mark in before:
            self._add(self._kind_of_maker(mark.end), mark.start, mark.end, mark.ref)
        for mark in persons:
            if mark.start >= title[1] and re.search(r"\b(?:by|and|eds?\.)\s$", self.text[: mark.start]):
                self._add(Kind.EDITOR if self._is_part_of_book(title) else Kind.AUTHOR, mark.start, mark.end, mark.ref)
        if not before and self.head is not None and self.head.end("a1") <= title[0]:
            for name in ("a1", "a2"):
                if self.head[name] and not self._is_organisation(*self.head.span(name)):
                    kind = Kind.EDITOR if self.head["edits"] else Kind.AUTHOR
                    self._add(
                        kind, *_trim_span(self.text, *self.head.span(name), keep=_ends_with_initial(self.head[name]))
                    )

    def _is_taken(self, mark: KnownMark) -> bool:
        return any(p.start < mark.end and mark.start < p.end for p in self.parseded.parts)

    def _is_organisation(self, start: int, end: int) -> bool:
        return any(m.kind is not MentionKind.PERSON and m.start < end and start < m.end for m in self.marks)

    def _kind_of_maker(self, end: int) -> Kind:
        is_editor = re.match(r",?\s\(?(?:eds?\.|editors?)", self.text[end:])
        return Kind.EDITOR if is_editor else Kind.AUTHOR

    def _is_part_of_book(self, title: tuple[int, int]) -> bool:
        """Whether the entry is a part of a book: «Title. In Book, by …»."""
        hosts = [p for p in self.parseded.of_kind(MentionKind.WORK) if p.start > title[1]]
        return any(_IN_BOOK.search(self.text[: h.start]) for h in hosts)

    # -- place, publisher and date

    def _find_publication(self, title: tuple[int, int]) -> None:
        """A publisher has punctuation on its left; places precede the publisher or the date."""
        after = [m for m in self.marks if m.start >= title[1]]
        publishers = [m for m in after if m.kind is MentionKind.ORGANISATION and self._stands_alone(m)]
        dates = self.parseded.of_kind(MentionKind.DATE)
        anchor = publishers[0].start if publishers else dates[0].start if dates else len(self.text)
        places = [m for m in after if m.kind is MentionKind.PLACE and m.end <= anchor]
        for mark in publishers[:2]:
            self._add(Kind.PUBLISHER, mark.start, mark.end, mark.ref)
        if places and (publishers or re.fullmatch(r"[\s.,:(]*", self.text[places[-1].end : anchor])):
            for mark in places if publishers else places[-1:]:
                self._add(Kind.PUBLICATION_PLACE, mark.start, mark.end, mark.ref)
        found = _PUBLICATION.search(self.text, max(0, title[1] - 1)) if not (publishers and places) else None
        if found is None:
            return
        if found["place"] and not places:
            self._add(Kind.PUBLICATION_PLACE, *found.span("place"))
        if not publishers:
            name = "publisher" if found["publisher"] else "alone"
            self._add(Kind.PUBLISHER, *found.span(name))

    def _stands_alone(self, mark: KnownMark) -> bool:
        """Whether punctuation, and not a word of a sentence, precedes a name."""
        before = re.sub(rf"(?<!\w)(?:{self.language.the.capitalize()}|Eds?\.?)\s$", "", self.text[: mark.start])
        return bool(re.search(r"[.,:;(\"”]\s*$", before))

    def _find_date(self, title: tuple[int, int]) -> None:
        """The date of publication: outside titles and not a date of access.

        Of several, the first bare year is taken, else the first date.
        """
        found: list[KnownMark] = []
        for mark in self.marks:
            inside = any(p.start <= mark.start < p.end for p in self.parseded.of_kind(MentionKind.WORK))
            accessed = re.search(r"\b(?:[Rr]etrieved|[Aa]ccessed)\s(?:on\s)?$", self.text[: mark.start])
            if mark.kind is MentionKind.DATE and not inside and not accessed:
                found.append(mark)
        bare = [m for m in found if re.fullmatch(r"\d{4}", self.text[m.start : m.end])]
        for mark in (bare or found)[:1]:
            self._add(MentionKind.DATE, mark.start, mark.end, mark.year)

    def _find_extent(self, title: tuple[int, int]) -> None:
        for found in _VOLUME.finditer(self.text, min(title[1], len(self.text))):
            self._add(Kind.EXTENT, *found.span(), "volume")
        after = min(title[1], len(self.text))
        pages = next(
            (
                p
                for pattern in (_PAGES, _PAGES_AFTER_COLON, _BARE_PAGES)
                if (p := list(pattern.finditer(self.text, after)))
            ),
            [],
        )
        dates = [m for m in self.marks if m.kind is MentionKind.DATE]
        for found in (p for p in pages if not any(d.start < p.end() and p.start() < d.end for d in dates)):
            self._add(Kind.EXTENT, *found.span("pages"), "page")


def _trim_span(text: str, start: int, end: int, keep: bool = False) -> tuple[int, int]:
    """The span without blanks and punctuation at its ends; with `keep` a final full stop remains (an initial)."""
    while start < end and text[start] in ' .,;:–—-"“':
        start += 1
    while start < end and text[end - 1] in (' ,;:–—-("“' if keep else ' .,;:–—-("“'):
        end -= 1
    return start, end


def _begins_with_function_word(name: str, language: Language) -> bool:
    """Whether a supposed name begins with a function word: «The Bukharin trial»."""
    return name.split()[0].lower() in language.function_words


def _ends_with_initial(name: str) -> bool:
    return bool(re.search(r"(?<!\w)[A-Z]\.$", name))


def is_isbn(digits: str) -> bool:
    """Whether the check digit of an ISBN of 10 or 13 digits without hyphens is right (ISO 2108).

    >>> is_isbn("039305487X"), is_isbn("9780300112369")
    (True, False)
    """
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if d == "X" else int(d) for d in digits]
        return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum((3 if i % 2 else 1) * int(d) for i, d in enumerate(digits)) % 10 == 0
    return False


@dataclass(frozen=True, slots=True)
class ShortCitation:
    """A short citation, «Rogovin: 57» or «Conquest 1990, pp. 364–365»; all offsets are those of the note's text."""

    start: int
    end: int
    surname: str
    year: str
    pages: tuple[int, int]


_SHORT_CITATION = late_pattern(
    rf"(?P<surname>{_SURNAME})(?:\s(?P<year>[12]\d{{3}}))?(?::|,)\s?(?:pp?\.\s?)?"
    r"(?P<pages>[ivxlc\d?]+(?:\s?[-–—]\s?\d+)?(?:,\s\d+(?:[-–—]\d+)?)*)(?=[.;,)]|\s*$)"
)


def find_short_citations(text: str) -> Iterator[ShortCitation]:
    """The short citations of a note that consists of such citations and words such as `cf.` and `see`."""
    found = list(_SHORT_CITATION.finditer(text))
    rest = _SHORT_CITATION.sub("", text)
    if found and not re.search(r"\w", re.sub(r"\b(?:cf|see|also|and|ibid)\b\.?", "", rest, flags=re.IGNORECASE)):
        for citation in found:
            yield ShortCitation(
                citation.start(), citation.end(), citation["surname"], citation["year"] or "", citation.span("pages")
            )
