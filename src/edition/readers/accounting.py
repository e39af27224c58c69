"""The account of an extraction: every character of the source is in the text, in a note, or left out by a rule (I0)."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence

from edition.errors import SeedError
from edition.model import Finding, Kind, Node, Position, Severity
from edition.model.account import Account, LeftOut, TextPlaces
from edition.model.exclusion_rules import LIMIT, Notice, Rule
from edition.model.finding import LineIndex, count_of
from edition.readers.events import At
from edition.readers.extract import Extraction
from edition.readers.source_file import SourceFile

#: A text of a source: its part, the number of its text node, its characters.
Carrier = tuple[str, int, str]
_SHOWN = 40  # code points of words that messages quote


def make_account(source: SourceFile, extraction: Extraction, named: Collection[str] = ()) -> Account:
    """What an extraction left out of its source. `named`: the rules that the editor names (`leave_out`)."""
    lines = _lines_of(source, extraction)
    left_out = (
        LeftOut(out.rule, name_place(out.at, lines), out.source, out.is_named or out.rule in named)
        for out in extraction.left_out
    )
    characters = sum(len(words) for _, words in extraction.covered)
    return Account(characters, tuple(left_out), tuple(_places(extraction, lines)), _nodes(extraction))


def _nodes(extraction: Extraction) -> TextPlaces | None:
    """Where the words stand in the text nodes of a file that is one XML document; None of other files."""
    if not any(at.carrier for at, _ in extraction.covered) or any(at.part for at, _ in extraction.covered):
        return None
    places = extraction.places
    return TextPlaces(
        array("q", (start for start, _ in places)),
        array("q", (at.carrier for _, at in places)),
        array("q", (at.offset for _, at in places)),
    )


def _places(extraction: Extraction, lines: LineIndex | None) -> Iterator[tuple[int, str]]:
    """Where in the text each paragraph or line of the source begins."""
    last = ""
    for start, at in extraction.places:
        name = f"line {lines.position(at.offset)[0]}" if lines else name_place(at)
        if name != last:
            yield start, name
        last = name


def _lines_of(source: SourceFile, extraction: Extraction) -> LineIndex | None:
    """The lines of the decoded source where places are offsets in it."""
    is_text = all(at.part == "" and at.carrier == 0 and at.unit == 0 for at, _ in extraction.covered)
    if not (is_text and extraction.covered):
        return None
    try:
        return LineIndex(source.text)
    except SeedError:  # places in bytes
        return None


def name_place(at: At, lines: LineIndex | None = None) -> str:
    """A place as messages name it: line and column of a text (`lines`), else part and paragraph or line."""
    if lines:
        line, column = lines.position(at.offset)
        return f"{line}:{column}"
    unit = f"{'paragraph' if at.part else 'line'} {at.unit}" if at.unit else f"byte {at.offset}"
    return f"{at.part}, {unit}" if at.part else unit


def uncovered(carriers: Iterable[Carrier], covered: Sequence[tuple[At, str]]) -> Iterator[str]:
    """Where an extraction does not have the characters of its source exactly once, in order; one sentence a text.

    Parts of which nothing is enumerated (a page that only its reader can mend) are not compared.
    """
    parts: set[str] = set()
    held: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for at, words in covered:
        if words:
            held.setdefault((at.part, at.carrier), []).append((at.offset, words))
    for part, number, text in carriers:
        parts.add(part)
        stretches = held.pop((part, number), [])
        if len(stretches) == 1 and stretches[0][1] == text:
            continue
        stretches.sort()
        joined = "".join(words for _, words in stretches)
        if joined != text:
            pairs = enumerate(zip(joined, text, strict=False))
            first = next((i for i, (a, b) in pairs if a != b), min(len(joined), len(text)))
            words, taken = text[first : first + 30], joined[first : first + 30]
            yield f"{part or 'the text'}, character {first}: «{words}» is taken as «{taken}»"
    for (part, number), stretches in held.items():
        if part in parts:
            yield f"{part or 'the text'}: «{stretches[0][1][:30]}» (text {number}) is in no text of the source"


def find_unaccounted(path: str, problems: Iterable[str]) -> Iterator[Finding]:
    """I0 at error level for the first place where a reader loses or doubles characters."""
    for problem in problems:
        message = f"the reader does not account for every character: {problem}; please report this file"
        yield Finding("I0", Severity.ERROR, message, Position(path))
        return


def marked_as_deleted(text: str, root: Node, account: Account) -> Iterator[LeftOut]:
    """Words that stand in the text as deleted ones, which the reading text leaves out."""
    for node in root.walk():
        if node.kind is Kind.DELETED:
            yield LeftOut(Rule.DELETED, account.place_of(node.start), text[node.start : node.end])


def find_left_out(path: str, account: Account, words: int, marked: Sequence[LeftOut] = ()) -> Iterator[Finding]:
    """E308 for each rule that leaves out words which no option names, and E309 where they are too many.

    `words`: of the text and the notes. `marked`: words in the text that the reading text leaves out.
    """
    unnamed = [one for one in (*account.left_out, *marked) if not one.is_named and one.words]
    for rule in Rule:
        some = [one for one in unnamed if one.rule is rule]
        if not some or rule.notice is Notice.QUIET:
            continue
        count = sum(one.words for one in some)
        said = f"{count_of(count, 'word')} at {count_of(len(some), 'place')} left out (rule {rule})"
        message = f"{said}, first «{' '.join(some[0].text.split())[:_SHOWN]}» ({some[0].place})"
        severity = Severity.WARNING if rule.notice is Notice.DOUBTFUL else Severity.ADVICE
        yield Finding("E308", severity, message, Position(path))
    some = [one for one in unnamed if one.rule.notice is Notice.DOUBTFUL]
    doubtful = sum(one.words for one in some)
    if doubtful > LIMIT * (words + doubtful):
        rules = ", ".join(f'"{rule}"' for rule in sorted({one.rule for one in some}))
        message = (
            f"{doubtful} of {words + doubtful} words would be left out because the reader does not know what they are "
            f"(E308 says where); if none of them is text, write leave_out = [{rules}] in edition.toml, or name "
            "another reader"
        )
        yield Finding("E309", Severity.ERROR, message, Position(path))
