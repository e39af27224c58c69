"""Texts on which collators fail, of any size, each with a property that its alignment must have.

`python -m tests.hard NAME SIZE` aligns one of them in its own process; «told»: a part was left
unaligned, with a finding.
"""

import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from edition.collation.align.align import Alignment, align
from edition.collation.align.reorder import reorder
from edition.collation.align.validity import check
from edition.collation.tokens.corpus import Corpus

Tokens = Sequence[str]


@dataclass(frozen=True)
class Hard:
    """Witnesses of a given size, and a property of their table (in the order of the first)."""

    made: Callable[[int], list[Tokens]]
    holds: Callable[[Alignment], bool]
    between: str = " "  # the text between two words


def words(count: int, seed: int) -> list[str]:
    """Words as frequent as in a language: a few very often, many once."""
    chance = random.Random(seed)
    return [f"w{int(1 / (chance.random() + 1e-4))}" for _ in range(count)]


def letters(alphabet: str, size: int) -> list[Tokens]:
    """Two texts of a script without spaces, with one letter in fifty changed."""
    chance = random.Random(8)
    weights = [1 / (n + 3) for n in range(len(alphabet))]
    one = chance.choices(alphabet, weights, k=size)
    return [one, [chance.choice(alphabet) if chance.random() < 0.02 else letter for letter in one]]


def litany(size: int) -> list[Tokens]:
    """Two texts made of forty stock phrases that come again and again, one word in fifty changed."""
    chance = random.Random(9)
    phrases = [words(chance.randint(5, 9), seed) for seed in range(40)]
    one = [word for _ in range(size // 7) for word in chance.choice(phrases)]
    return [one, [f"x{n}" if chance.random() < 0.02 else word for n, word in enumerate(one)]]


def shuffled(tokens: Tokens) -> list[str]:
    return random.Random(5).sample(tokens, len(tokens))


def shared(alignment: Alignment) -> int:
    """How many columns more than one witness has."""
    return int(((alignment.cells >= 0).sum(axis=1) > 1).sum())


def all_found(alignment: Alignment) -> bool:
    """Whether the table is as long as the longest witness and every column holds one word."""
    keys = [
        np.where(column >= 0, alignment.corpus.keys[w][column], -1) if len(alignment.corpus.keys[w]) else column
        for w, column in enumerate(alignment.cells.T)
    ]
    held = np.stack(keys, axis=1)
    one_word = ((held == held.max(axis=1)[:, None]) | (held < 0)).all()
    return bool(one_word) and len(held) == max(map(len, alignment.corpus.keys))


def hardly_any(alignment: Alignment) -> bool:
    """Whether at most one word in a hundred found a partner, and no passage counts as moved."""
    return shared(alignment) <= len(alignment.cells) / 100 and not alignment.moves


def found_or_left(alignment: Alignment) -> bool:
    """Whether all is found, or nothing and the editor is told."""
    return all_found(alignment) or (not shared(alignment) and told(alignment))


def told(alignment: Alignment) -> bool:
    """Whether the editor is told of a passage that was left unaligned."""
    return {code for code, _ in alignment.findings} == {"too-repetitive"}


def nearly_all(alignment: Alignment) -> bool:
    """Whether texts that differ in a word in fifty stand in hardly more columns than one of them has words."""
    return len(alignment.cells) <= 1.005 * len(alignment.corpus.keys[0])


#: What is left to the editor, who is told, where the texts have a hundred thousand words.
LEFT = {"period of seven", "reversed", "shuffled", "shuffled, three"}
HARD = {
    "one word": Hard(lambda n: [["a"] * n, ["a"] * n, ["a"] * (n - n // 20)], all_found),
    "one word less": Hard(lambda n: [["a"] * n, ["a"] * (n - 1)], all_found),
    "period of seven": Hard(
        lambda n: [[str(i % 7) for i in range(n)], [str(i % 7) for i in range(3, n - n // 10)]], found_or_left
    ),
    "reversed": Hard(lambda n: [words(n, 1), words(n, 1)[::-1]], hardly_any),
    "shuffled": Hard(lambda n: [words(n, 1), shuffled(words(n, 1))], hardly_any),
    "shuffled, three": Hard(lambda n: [words(n, 1), shuffled(words(n, 1)), words(n, 1)[::-1]], hardly_any),
    "unrelated": Hard(lambda n: [words(n, 1), ["x" + word for word in words(n, 2)]], lambda a: not shared(a)),
    "litany": Hard(litany, nearly_all),
    "five copies": Hard(lambda n: [words(n, 1)] * 5, all_found),
    "five times over": Hard(lambda n: [words(n // 5, 1), words(n // 5, 1) * 5], all_found),
    "empty": Hard(lambda n: [words(n, 1), []], all_found),
    "all empty": Hard(lambda n: [[], []], lambda a: not len(a.cells)),
    "one witness": Hard(lambda n: [words(n, 1)], all_found),
    "one letter": Hard(lambda n: [["a"], ["b"]], lambda a: len(a.cells) == 2),
    "Chinese": Hard(lambda n: letters("".join(map(chr, range(0x4E00, 0x5A00))), n), nearly_all, ""),
    "Thai": Hard(lambda n: letters("".join(map(chr, range(0x0E01, 0x0E2F))), n), nearly_all, ""),
}


def aligned(name: str, size: int) -> Alignment:
    """The table of one of them in the order of its first witness; AssertionError where it is wrong."""
    corpus = Corpus()
    for number, tokens in enumerate(HARD[name].made(size)):
        corpus.add_text(str(number), HARD[name].between.join(tokens))
    alignment = align(corpus)
    check(alignment)
    restated = reorder(alignment, 0)
    check(restated, 0)
    return restated


if __name__ == "__main__":
    table = aligned(sys.argv[1], int(sys.argv[2]))
    if not HARD[sys.argv[1]].holds(table):
        sys.exit(f"{sys.argv[1]}: {shared(table)} of {len(table.cells)} columns are shared; {table.findings}")
    print("told" if told(table) else "aligned")
