"""Numbers of several tokens («40,000», «10.5», «3/4»): the edge of a unit never divides one."""

from collections.abc import Iterator, Sequence

from edition.collation.apparatus.block_view import BlockView, Range
from edition.collation.tokens.witness_tokens import Words

_JOINING = frozenset(".,:/٫٬'’·-–")


def find_numbers(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """The places of the numbers of several tokens that begin or end in one of the units."""
    return sorted({found for unit in units for w in view.present for found in _at_edges(view, w, unit)})


def _at_edges(view: BlockView, witness: int, unit: Range) -> Iterator[Range]:
    tokens = view.tokens(witness, *unit)
    words = view.words(witness)
    for token in {tokens[0], tokens[-1]} if tokens else ():
        first, last = _number_around(words, token)
        places = [view.at[witness][t] for t in range(first, last + 1) if t in view.at[witness]] if first < last else []
        if len(places) == last - first + 1 and max(places) - min(places) == last - first:
            yield min(places), max(places) + 1


def _number_around(words: Words, token: int) -> tuple[int, int]:
    """The first and last token of the number that a token is in; the token itself where it is in none."""
    first = last = token
    while first > 0 and words.is_inside(first) and _are_one_number(words, first - 1):
        first -= 1
    while last + 1 < len(words) and words.is_inside(last + 1) and _are_one_number(words, last):
        last += 1
    while first < last and not words.text[first][-1].isdigit():
        first += 1
    while first < last and not words.text[last][0].isdigit():
        last -= 1
    return first, last


def _are_one_number(words: Words, token: int) -> bool:
    """Whether a token and the next, without a space between them, may be parts of one number."""
    if words.after[token] != "":
        return False
    one, other = words.text[token], words.text[token + 1]
    return (one[-1].isdigit() and other in _JOINING) or (one in _JOINING and other[0].isdigit())
