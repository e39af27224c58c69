"""Made-up texts that look like prose: sentences with capitals, commas and full stops, in paragraphs.

The words of `tests.made_up` stand between spaces, and its changes come from the whole vocabulary. These texts are the
other case: marks touch words, a frequent word is most often replaced by a frequent one, and moved passages are
paragraphs.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tests.made_up import vocabulary

WORDS = 4000  # in the vocabulary
CHANGED, DROPPED, ADDED = 0.03, 0.01, 0.01
MOVED = 2  # paragraphs of each witness but the first

Paragraph = list[list[str]]


def write_prose(length: int, witnesses: int, folder: Path) -> list[Path]:
    """Witnesses of one text of so many words, each in a file of its own."""
    random = np.random.default_rng(7)
    source = _Words(random)
    paragraphs = _paragraphs(source.some(length), random)
    folder.mkdir()
    paths = []
    for number in range(witnesses):
        made = _witness(paragraphs, source, random) if number else paragraphs
        paths.append(folder / f"{number}.txt")
        paths[-1].write_text("\n\n".join(map(_written, made)), encoding="utf-8")
    return paths


class _Words:
    """Words by Zipf's law."""

    def __init__(self, random: np.random.Generator) -> None:
        self.random, self.words = random, np.array(vocabulary(WORDS, random))
        share = 1.0 / np.arange(1, WORDS + 1)
        self.share = share / share.sum()

    def some(self, count: int) -> list[str]:
        found: list[str] = self.words[self.random.choice(WORDS, count, p=self.share)].tolist()
        return found


def _paragraphs(words: Sequence[str], random: np.random.Generator) -> list[Paragraph]:
    sentences, first = [], 0
    while first < len(words):
        last = first + int(random.integers(6, 19))
        sentences.append(list(words[first:last]))
        first = last
    return [sentences[n : n + 5] for n in range(0, len(sentences), 5)]


def _witness(paragraphs: Sequence[Paragraph], source: _Words, random: np.random.Generator) -> list[Paragraph]:
    moved = list(paragraphs)
    for _ in range(MOVED):
        passage = moved.pop(int(random.integers(len(moved))))
        moved.insert(int(random.integers(len(moved))), passage)
    return [[_varied(sentence, source, random) for sentence in paragraph] for paragraph in moved]


def _varied(sentence: Sequence[str], source: _Words, random: np.random.Generator) -> list[str]:
    made: list[str] = []
    for word, chance in zip(sentence, random.random(len(sentence)).tolist(), strict=True):
        if chance < CHANGED:
            made += source.some(1)
        elif chance < CHANGED + ADDED:
            made += [word, *source.some(1)]
        elif chance >= CHANGED + ADDED + DROPPED:
            made.append(word)
    return made or list(sentence)


def _written(paragraph: Paragraph) -> str:
    return " ".join(f"{', '.join(_halves(sentence)).capitalize()}." for sentence in paragraph)


def _halves(sentence: Sequence[str]) -> list[str]:
    """Long sentences have a comma in the middle."""
    middle = len(sentence) // 2
    if len(sentence) <= 10:
        return [" ".join(sentence)]
    return [" ".join(sentence[:middle]), " ".join(sentence[middle:])]
