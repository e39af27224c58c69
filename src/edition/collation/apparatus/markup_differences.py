"""Words that all witnesses have, and not all write in the same way: a difference of markup alone."""

from collections.abc import Iterator
from itertools import groupby

from edition.collation.apparatus.inline_spans import descriptions
from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.tokens.normalize import is_word
from edition.collation.tokens.witness_tokens import Words
from edition.model import Finding, Kind, Position, Severity, Siglum

_Way = tuple[str, tuple[Siglum, ...]]


def find_markup_differences(table: AlignedTokens) -> tuple[Finding, ...]:
    """One finding (E310) with the number of words that only their writing distinguishes, and the first of them."""
    if not any(words.inline for words in table.words):
        return ()
    places = [(ways, text) for ways, text in _differences(table) if ways]
    if not places:
        return ()
    passages = [(ways, " ".join(t for _, t in some)) for ways, some in groupby(places, key=lambda one: one[0])]
    ways, words = passages[0]
    told = "; ".join(f"{way} in {', '.join(sigla)}" for way, sigla in ways)
    message = (
        f"{len(places)} words are the same and written in another way, first «{words}»: {told}; the collation compares "
        "words, so these are no variants: source says in the TEI who writes them so"
    )
    return (Finding("E310", Severity.ADVICE, message, Position("tei/edition.xml")),)


def _differences(table: AlignedTokens) -> Iterator[tuple[tuple[_Way, ...], str]]:
    """For each column the ways of writing, where witnesses with the same word differ in them; and the word."""
    for column in table.columns:
        pairs = [(table.words[w], t) for w, t in enumerate(column) if t >= 0]
        texts = {words.text[t] for words, t in pairs}
        if len(pairs) < 2 or len(texts) > 1 or not is_word(pairs[0][0].norm[pairs[0][1]]):
            yield (), ""
            continue
        ways: dict[str, list[Siglum]] = {}
        for words, token in pairs:
            ways.setdefault(_way(words, token), []).append(words.siglum)
        yield (tuple((way, tuple(sigla)) for way, sigla in ways.items()) if len(ways) > 1 else ()), texts.pop()


def _way(words: Words, token: int) -> str:
    """How a word is written, in words: «italic», «plain»."""
    said = {
        dict(attributes).get("rend", "") for kind, attributes in descriptions(words, token) if kind is Kind.EMPHASIS
    }
    return " ".join(sorted(said - {""})) or "plain"
