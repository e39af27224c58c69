"""Words as they are printed: runs with the events between them, and stretches on which all witnesses agree."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edition.model.seed import Siglum


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens in one witness between two words: a block of its own begins (`unit` is its kind,
    `detail` a level or list type), a fragment begins or falls silent (`lacunaEnd`, `lacunaStart`), a moved
    passage begins or ends here (`first`, `last`) or has its own place here (`moved`); `detail` is then the move's
    number. `lost`: what the block announces with its last words, `detail`, was lost. `noteMark`: a note mark, `detail`
    is its number. `pb`, `cb`: a page or column begins, `detail` is its number and image, parted by a tab; `lb`: a line
    of verse or of an address that is no block. `id` is that of the element of a loss or of a note mark in the edition;
    other events have none.
    """

    unit: str
    siglum: Siglum
    detail: str = ""
    id: str = ""


#: Events that stay apart where several witnesses have them.
_OF_ONE_WITNESS = frozenset({"noteMark", "first", "last", "moved"})


def merge_events(events: Sequence[Event]) -> list[list[Event]]:
    """Like events of several witnesses as one group, as long as no witness's own events change their order."""
    made: list[list[Event]] = []
    for event in events:
        for group in reversed(made):
            if any(event.siglum == other.siglum for other in group):
                made.append([event])
                break
            is_like = (group[0].unit, group[0].detail) == (event.unit, event.detail)
            if is_like and event.unit not in _OF_ONE_WITNESS:
                group.append(event)
                break
        else:
            made.append([event])
    return made


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch [start, end) of a run's text, in code points, that is span `number` of its witness's spans.

    `id` is that of the mark in the edition; what only says how words are written has none. `sigla`: the witnesses that
    write the words so, where others write them in another way; none: all that have the words.
    """

    start: int
    end: int
    number: int
    id: str = ""
    sigla: tuple[Siglum, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one hand, as printed, with the white space after them, and the events before them.

    The words were taken from `siglum`; `source` is the stretch of that witness's text, in code points. `spans` are
    the names, dates and foreign words in the text, by their number in that witness.
    """

    text: str
    siglum: Siglum = ""
    source: tuple[int, int] = (0, 0)
    spans: tuple[Span, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """A stretch on which all witnesses that run here agree, letter for letter."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words, with the white space between and after them."""
        return "".join(run.text for run in self.runs)

    def text_of(self, siglum: Siglum) -> str:
        """The words, which all witnesses that run here have."""
        return self.text

    @property
    def has_words(self) -> bool:
        """Whether it has letters or digits."""
        return says_something(self.text)


#: A note of a witness: its siglum, and the number of the note among its notes.
NotePlace = tuple[Siglum, int]
#: Where words are in the text of each witness that has them: stretches [start, end) in code points, in the order of its
#: text. There are several where a transposed passage of the witness begins or ends between the words. A stretch
#: includes note marks and markup of the source between its words.
Places = Mapping[Siglum, tuple[tuple[int, int], ...]]


def says_something(text: str) -> bool:
    """Whether it says anything: letters, digits, or signs of currencies."""
    return any(c.isalnum() or unicodedata.category(c) == "Sc" for c in text)
