"""How words are written (in another language, italic, unclear …), as spans of a run: the words decide, never these.

A span is divided where a run ends, where a name begins or ends inside it, and where other witnesses write a word in
another way, so that spans nest and each says whose writing it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from edition.collation.tokens.witness_tokens import Words
from edition.model import Kind, Node, Span

_Description = tuple[Kind, tuple[tuple[str, str], ...]]


def inline_spans(
    words: Sequence[Words], groups: Sequence[Sequence[tuple[int, int]]], starts: Sequence[int]
) -> Iterator[Span]:
    """The spans of the tokens of a run.

    `groups`: for each token the (witness, token) pairs of those that have the word, the one that is printed first.
    `starts`: where each token begins in the text of the run.
    """
    w, first = groups[0][0]
    printed = words[w]
    opened: dict[int, tuple[int, tuple[str, ...]]] = {}  # number -> first token in the run, sigla
    for i in range(len(groups) + 1):
        here = _numbers(words, groups[i]) if i < len(groups) else {}
        for number, (begin, sigla) in list(opened.items()):
            if here.get(number) != sigla:
                start = starts[begin] + printed.offset_in_first_token(first + begin, number)
                end = starts[i - 1] + printed.offset_in_last_token(first + i - 1, number)
                yield Span(start, end, number, sigla=sigla)
                del opened[number]
        for number, sigla in here.items():
            opened.setdefault(number, (i, sigla))


def _numbers(words: Sequence[Words], group: Sequence[tuple[int, int]]) -> dict[int, tuple[str, ...]]:
    """The stretches that a word is in, each with the sigla of those that write it so, or none where all do."""
    w, token = group[0]
    made = {}
    for number in words[w].inline.get(token, ()):
        description = describe(words[w].marks[number])
        alike = tuple(words[v].siglum for v, t in group if description in descriptions(words[v], t))
        is_shared = description[0] is Kind.FOREIGN or len(alike) == len(group)
        made[number] = () if is_shared else alike
    return made


def describe(mark: object) -> _Description:
    """What a stretch says of its words: two stretches that say the same are alike."""
    return (mark.kind, mark.attributes) if isinstance(mark, Node) else (Kind.BODY, ())


def descriptions(words: Words, token: int) -> frozenset[_Description]:
    """What all stretches around a token say of it."""
    return frozenset(describe(words.marks[number]) for number in words.inline.get(token, ()))


def place_inline(names: Sequence[Span], inline: Iterable[Span]) -> tuple[Span, ...]:
    """Names, and the other spans divided where they would cut a name or each other."""
    placed = list(names)
    for span in sorted(inline, key=lambda s: (s.start, -s.end, s.number)):
        placed += _divided(span, placed)
    return tuple(placed)


def _divided(span: Span, placed: Sequence[Span]) -> Iterator[Span]:
    cuts = {span.start, span.end}
    for other in placed:
        if other.start < span.start < other.end < span.end:
            cuts.add(other.end)
        elif span.start < other.start < span.end < other.end:
            cuts.add(other.start)
    for start, end in pairwise(sorted(cuts)):
        yield Span(start, end, span.number, sigla=span.sigla)
