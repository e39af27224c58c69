"""Made-up editions of any size: chapters, paragraphs, names, dates, variants, omissions and transpositions."""

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in "aeiou"]
FIRST = ("Anna", "Paul", "Maria", "Peter", "Johann", "Clara", "Otto", "Ida", "Karl", "Rosa")
LAST = ("Berger", "Falk", "Lindner", "Stein", "Kessler", "Vogt")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
TYPES = 4000  # different words
CHAPTER = 1500  # words
PERSONS = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Persons</title></titleStmt>
<publicationStmt><p>Made up.</p></publicationStmt><sourceDesc><listBibl><bibl xml:id="checked">made up</bibl></listBibl>
</sourceDesc></fileDesc></teiHeader><standOff><listPerson>{rows}</listPerson></standOff></TEI>"""


class Words:
    """Words of a made-up language, the common ones often."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        made = random.Random(0)
        self.types = ["".join(made.choices(SYLLABLES, k=made.randint(1, 4))) for _ in range(TYPES)]
        self.weights = list(accumulate(1 / (rank + 1) for rank in range(TYPES)))

    def word(self) -> str:
        """One word."""
        return self.random.choices(self.types, cum_weights=self.weights)[0]

    def sentence(self) -> str:
        """Some words with a name or a date here and there."""
        words = [self.word() for _ in range(self.random.randint(6, 18))]
        if self.random.random() < 0.15:
            words.insert(self.random.randrange(len(words)), self.random.choice(PEOPLE))
        if self.random.random() < 0.05:
            date = f"on {self.random.randint(1, 28)} {self.random.choice(MONTHS)} {self.random.randint(1800, 1950)}"
            words.insert(self.random.randrange(len(words)), date)
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def varied(self, text: str) -> str:
        """A text with three of a hundred words changed, one left out and one added."""
        made: list[str] = []
        for word in text.split():
            chance = self.random.random()
            if 0.03 <= chance < 0.04:
                continue
            made.append(self.word() if chance < 0.03 else word)
            made += [self.word()] if 0.04 <= chance < 0.05 else []
        return " ".join(made) or text


PEOPLE = [f"{first} {last}" for first in FIRST for last in LAST]


def write_edition(folder: Path, witnesses: int, words: int, text: int = 0) -> Path:
    """An edition of some witnesses of about so many words each; the same each time, and another for each number of
    the text. Gives the folder."""
    sigla = [_siglum(number) for number in range(witnesses)]
    blocks = list(_blocks(Words(7 + text), words))
    (folder / "seeds").mkdir(parents=True)
    for number, siglum in enumerate(sigla):
        content = "\n\n".join(_witness(Words(1000 * (text + 1) + number), blocks) if number else blocks)
        (folder / "seeds" / f"{siglum}.txt").write_text(f"{content}\n", encoding="utf-8")
    tables = [
        f'[[witness]]\nsiglum = "{s}"\nseed = "seeds/{s}.txt"\nname = "Witness {s}"\nreader = "wiki"\n' for s in sigla
    ]
    head = f'[edition]\ntitle = "Made up"\nlanguage = "en"\nbase = "{sigla[0]}"\neditors = []\n'
    (folder / "edition.toml").write_text("\n".join([head, *tables]), encoding="utf-8")
    rows = "".join(f'<person xml:id="pers-{n}"><persName>{name}</persName></person>' for n, name in enumerate(PEOPLE))
    (folder / "tei" / "registers").mkdir(parents=True)
    (folder / "tei" / "registers" / "persons.xml").write_text(PERSONS.format(rows=rows), encoding="utf-8")
    return folder


def _blocks(words: Words, count: int) -> Iterator[str]:
    """Headings and paragraphs."""
    made = chapters = 0
    while made < count:
        if made >= chapters * CHAPTER:
            chapters += 1
            yield f"== Chapter {chapters} {words.word()} =="
        sentences = [words.sentence() for _ in range(words.random.randint(3, 8))]
        made += sum(len(one.split()) for one in sentences)
        yield " ".join(sentences)


def _witness(words: Words, blocks: Sequence[str]) -> list[str]:
    """Another witness: two paragraphs are elsewhere or absent, and the words vary."""
    made = list(blocks)
    for _ in range(2):
        at = words.random.randrange(2, len(made)) if len(made) > 2 else 0
        if not made[at].startswith("=="):
            taken = made.pop(at)
            if words.random.random() < 0.5:
                made.insert(words.random.randrange(2, len(made) + 1) if len(made) > 1 else 0, taken)
    return [block if block.startswith("==") else words.varied(block) for block in made]


def _siglum(number: int) -> str:
    letter = chr(65 + number % 26)
    return letter if number < 26 else f"{chr(64 + number // 26)}{letter}"
