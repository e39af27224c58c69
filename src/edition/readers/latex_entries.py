"""The entries of an apparatus in LaTeX (reledmac): `\\edtext{lemma}{\\Afootnote{reading \\textit{B C}; om. D}}`.

Editors write the notes as they print them, so that readings and sigla are told apart by their form: sigla stand behind
the words of their reading, in another script (italic) or as capitals.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.late_patterns import late_pattern
from edition.readers.reading_words import Change, read_words

_EDTEXT = late_pattern(r"\\(?:edtext|critext)\s*\{|(?<!\\)%[^\n]*\n?")
_INSIDE = late_pattern(r"\\[\s\S]|%[^\n]*|[{}]")
_NOTE = late_pattern(r"\\[A-Z](?:footnote|endnote)\s*(?:\[[^\]]*\]\s*)?\{")
_LEMMA = late_pattern(r"\\lemma\s*\{")
_XXREF = late_pattern(r"\\xxref\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ITEM = late_pattern(r"\\item\s*\[\s*\{?([^\[\]{}\\]{1,8})\}?\s*\]")
#: Commands of which the argument is written in another way: there stand sigla and the editor's words.
_MARKED = frozenset(["textit", "emph", "textsl", "textsc", "textbf", "textsf", "itshape"])
_DROPPED = frozenset(["edlabel", "label", "index", "edindex", "sindex", "footnote", "footnoteA", "ledsidenote"])
_ATOM = late_pattern(
    r"\\(?P<command>[A-Za-z]+)\*?\s*(?P<braces>\{)?|(?P<sign>\\[^A-Za-z])|(?P<space>[\s~]+|\\,)"
    r"|(?P<part>[;|‖])|(?P<open>\{)|(?P<close>\})|(?P<word>[^\\{}\s~;|‖]+)"
)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGLUM = late_pattern(r"[A-ZΑ-ΩА-Я][A-Za-zα-ω]{0,2}[⁰¹²³⁴⁵⁶⁷⁸⁹0-9*']{0,3}|[α-ω][⁰¹²³⁴⁵⁶⁷⁸⁹*]{0,2}")
_NO_SIGLUM = frozenset(["I", "Et", "In", "Ad"])
_HAND = late_pattern(r"\w[⁰¹²³⁴⁵⁶⁷⁸⁹0-9*']+")
_REORDERED = ("transp.", "inv.", "tr.", "ord.")  # before the words of the lemma in another order
_EDGES = ",.:()[]"


@dataclass(frozen=True, slots=True)
class Atom:
    """A word of a note: what it says, whether it is written in another way, and where it stands with its command."""

    text: str
    is_marked: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NoteReading:
    """A reading of a note: where its words stand, what they say, who has it. Without words: who has the lemma."""

    start: int
    end: int
    change: Change
    sigla: frozenset[str]
    words: str = ""


@dataclass(frozen=True, slots=True)
class LatexEntry:
    """An entry: the words that it is about, its lemma as it is printed, its notes (stretches of the file).

    `begin` and `behind`: where the command begins and ends. `start`: where its words begin; `extent`: the words, which
    are others where labels give them.
    """

    begin: int
    behind: int
    start: int
    extent: tuple[int, int]
    lemma: str
    notes: tuple[tuple[int, int], ...]
    readings: tuple[NoteReading, ...] = ()
    remains: str = ""  # what of the notes could not be read


@dataclass(frozen=True)
class LatexApparatus:
    """The entries of a file, in its order, and the sigla of its witnesses."""

    entries: tuple[LatexEntry, ...] = ()
    sigla: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, given: Sequence[str] = ()) -> "LatexApparatus":
        """The apparatus of a file. `given`: its sigla, where the editor names them."""
        found = list(_entries(text))
        sigla = tuple(given) or tuple(_single(list(dict.fromkeys((*_listed(text), *_found(text, found))))))
        return cls(tuple(_with_readings(text, one, sigla) for one in found), sigla)


def _closing(text: str, at: int) -> int:
    """Where the group that begins at a brace ends; the end of the text where it never does."""
    depth = 0
    for found in _INSIDE.finditer(text, at):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth:
            return found.start()
    return len(text)


def _entries(text: str) -> Iterator[LatexEntry]:
    for found in _EDTEXT.finditer(text):
        if found[0].startswith("%"):
            continue
        start, end = found.end(), _closing(text, found.end() - 1)
        second = re.compile(r"[\s%]*\{").match(text, end + 1)
        if second is None:
            continue
        last = _closing(text, second.end() - 1)
        notes = tuple((m.end(), _closing(text, m.end() - 1)) for m in _NOTE.finditer(text, second.end(), last))
        lemma = _LEMMA.search(text, second.end(), last)
        words = text[lemma.end() : _closing(text, lemma.end() - 1)] if lemma else ""
        labels = _XXREF.search(text, second.end(), last)
        yield LatexEntry(found.start(), last + 1, start, _extent(text, labels, (start, end)), _plain(words), notes)


def _extent(text: str, labels: re.Match[str] | None, own: tuple[int, int]) -> tuple[int, int]:
    if labels is None:
        return own
    first, last = (text.find(f"\\edlabel{{{name}}}") for name in labels.groups())
    if first < 0 or last < 0:
        return own
    return first + len(f"\\edlabel{{{labels[1]}}}"), last


def _plain(words: str) -> str:
    return " ".join(re.sub(r"\\[A-Za-z]+\*?|[{}]", " ", words).replace("~", " ").split())


# -- notes


def _atoms(text: str, start: int, end: int, is_marked: bool = False) -> Iterator[Atom | None]:
    """The words of a stretch of a note; None where one part of it ends (`;`)."""
    at = start
    while at < end:
        found = _ATOM.match(text, at, end)
        if found is None:
            at += 1
            continue
        at = found.end()
        match found.lastgroup:
            case "word" | "sign":
                yield Atom(found[0].lstrip("\\"), is_marked, found.start(), at)
            case "part":
                yield None
            case "braces" | "open":
                closed = _closing(text, at - 1)
                yield from _group(text, found, closed, is_marked)
                at = closed + 1
            case "command" if found["command"] in _MARKED:
                is_marked = True
            case _:
                pass


def _group(text: str, found: re.Match[str], closed: int, is_marked: bool) -> Iterator[Atom | None]:
    command = found["command"] or ""
    if command in _DROPPED:
        return
    inner = list(_atoms(text, found.end(), closed, is_marked or command in _MARKED))
    if command in ("textsuperscript", "up", "sp"):
        said = "".join(one.text for one in inner if one)
        yield Atom(said.translate(_SUPERSCRIPT), is_marked, found.start(), closed + 1)
        return
    some = [one for one in inner if one]
    for one in inner:  # the edges of a group are those of its first and last word
        if one is None:
            yield None
        else:
            start = found.start() if one is some[0] else one.start
            yield Atom(one.text, one.is_marked, start, closed + 1 if one is some[-1] else one.end)


def _joined(atoms: Sequence[Atom | None], text: str) -> list[Atom | None]:
    """The words with what stands at them without a space (`P\\textsuperscript{2}`)."""
    made: list[Atom | None] = []
    for one in atoms:
        last = made[-1] if made else None
        if one and last and last.end == one.start and not text[one.start - 1 : one.start].isspace():
            made[-1] = Atom(last.text + one.text, last.is_marked and one.is_marked, last.start, one.end)
        else:
            made.append(one)
    return made


def _parts(text: str, notes: Sequence[tuple[int, int]]) -> Iterator[list[Atom]]:
    """The parts of notes that stand between semicolons."""
    for start, end in notes:
        part: list[Atom] = []
        for one in [*_joined(list(_atoms(text, start, end)), text), None]:
            if one is not None:
                part.append(one)
            elif part:
                yield part
                part = []


def _listed(text: str) -> Iterator[str]:
    """The sigla of a list before the text: `\\item[A] Paris …`."""
    begin = text.find("\\beginnumbering")
    for found in _ITEM.finditer(text, 0, max(begin, 0)):
        yield found[1].strip()


def _found(text: str, entries: Sequence[LatexEntry]) -> Iterator[str]:
    """What stands like sigla at the ends of the parts of notes."""
    for entry in entries:
        for part in _parts(text, entry.notes):
            for one in _trailing(part, lambda atom: bool(_SIGLUM.fullmatch(atom.text.strip(_EDGES)))):
                yield one.text.strip(_EDGES)


def _single(sigla: Sequence[str]) -> Iterator[str]:
    """The sigla without those that are several others, written without spaces."""
    for one in sigla:
        if len(sigla_in(one, {other: other for other in sigla if other != one})) < 2 or _HAND.fullmatch(one):
            yield one


def _trailing(part: Sequence[Atom], is_siglum: Callable[[Atom], bool]) -> Sequence[Atom]:
    """The sigla at the end of a part; all or none of its last words are written in another way."""
    at = len(part)
    while at and is_siglum(part[at - 1]) and part[at - 1].text.strip(_EDGES) not in _NO_SIGLUM:
        at -= 1
    return part[at:]


def _with_readings(text: str, entry: LatexEntry, sigla: Sequence[str]) -> LatexEntry:
    names = {name: name for name in sigla}
    readings: list[NoteReading] = []
    remains: list[str] = []
    has_comma = text[: entry.extent[1]].rstrip()[-1:] in (",", ":")
    for part in _parts(text, entry.notes):
        made, rest = _readings_of(part, names, entry.lemma.split())
        made = made if has_comma else [_without_comma(one) for one in made]
        readings += made
        remains += [" ".join(one.text for one in rest)] if rest else []
    return replace(entry, readings=tuple(readings), remains="; ".join(remains))


def _readings_of(
    part: Sequence[Atom], names: Mapping[str, str], lemma: Sequence[str]
) -> tuple[list[NoteReading], Sequence[Atom]]:
    """The readings of a part, each with the sigla behind it, and the words at its end without sigla."""
    made: list[NoteReading] = []
    words: list[Atom] = []
    found: list[str] = []
    for one in part:
        own = sigla_in(one.text.strip(_EDGES), names)
        is_apart = not words or one.is_marked != words[-1].is_marked or one is part[-1] or _are_sigla(part, one, names)
        if own and is_apart:
            found += own
            continue
        if found:
            made.append(_reading(words, found, lemma))
            words, found = [], []
        words.append(one)
    if found:
        made.append(_reading(words, found, lemma))
        words = []
    return made, words


def _are_sigla(part: Sequence[Atom], one: Atom, names: Mapping[str, str]) -> bool:
    """Whether a word and all that follow it are sigla."""
    rest = part[part.index(one) :]
    return all(sigla_in(other.text.strip(_EDGES), names) for other in rest)


def sigla_in(word: str, names: Mapping[str, str]) -> list[str]:
    """The sigla that a word is: one, or several without spaces (`ABC`); none where it is something else.

    >>> sigla_in("BC2", {"B": "B", "C": "C", "C2": "C2"}), sigla_in("Bones", {"B": "B"})
    (['B', 'C2'], [])
    """
    made, at = list[str](), 0
    while at < len(word):
        name = max((n for n in names if word.startswith(n, at)), key=len, default="")
        if not name:
            return []
        made.append(names[name])
        at += len(name)
    return made


def _reading(words: Sequence[Atom], sigla: Sequence[str], lemma: Sequence[str]) -> NoteReading:
    said = " ".join(one.text for one in words)
    if not words:
        return NoteReading(0, 0, Change.REPLACE, frozenset(sigla))
    if words[0].text in _REORDERED and _is_order(words[1:], lemma):
        return NoteReading(words[1].start, words[-1].end, Change.REPLACE, frozenset(sigla), said)
    is_said = all(one.is_marked for one in words)
    change = read_words(said, is_said or words[0].is_marked).change
    own = list(words)
    if change in (Change.ADD, Change.PREFIX):
        own = [one for one in words if read_words(f"{one.text} x", True).change is Change.REPLACE and one.text != "+"]
        own = own or list(words)
        own = own[:-1] if len(own) > 1 and own[-1].text.rstrip(".") in ("add", "praem") else own
    elif is_said and change is Change.REPLACE and len(words) > 1 and words[0].text.endswith("."):
        change = Change.UNKNOWN
    return NoteReading(own[0].start, own[-1].end, change, frozenset(sigla), said)


def _without_comma(reading: NoteReading) -> NoteReading:
    """A reading without the comma that parts it from its sigla («quia, B»)."""
    words = reading.words.rstrip(",:")
    cut = len(reading.words) - len(words)
    return replace(reading, end=reading.end - cut, words=words) if words.strip() and cut else reading


def _is_order(words: Sequence[Atom], lemma: Sequence[str]) -> bool:
    """Whether words are a lemma in another order; of a shortened lemma, whether they hold its first and last word."""
    said = [one.text for one in words]
    if not any(set(word) <= set("….") for word in lemma):
        return len(said) > 1 and sorted(said) == sorted(lemma)
    return len(said) > len(lemma) - 1 and {lemma[0], lemma[-1]} <= set(said)
