"""A long poem in four TEI transcriptions with numbered verses: time from TEI to TEI must grow with the verses."""

import json
import math
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.collation import Section
from bench.measure import ROOT, Target
from bench.short_blocks import SETTINGS, WORK

WITNESSES = "ABCD"
SHORT, LONG, FULL = 2_500, 10_000, 100_000  # verses
VERSES_OF_A_BOOK = 1_000
WITNESS = '[[witness]]\nsiglum = "{0}"\nseed = "{0}.xml"\n'
HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
    "<publicationStmt><p>T</p></publicationStmt><sourceDesc><p>T</p></sourceDesc></fileDesc></teiHeader><text><body>"
)


def verses(full: bool = False) -> Section:
    """Two lengths; with `full`, 100,000 verses, whose limit is a minute and 3 GB."""
    short, long = (_built(count) for count in (SHORT, LONG))
    growth = math.log(long["seconds"] / short["seconds"]) / math.log(LONG / SHORT)
    rows = [f"| {n:,} | {c['seconds']:.1f} | {c['memory']:.0f} |" for n, c in ((SHORT, short), (LONG, long))]
    targets = [Target("verses in TEI: growth, exponent", growth, 1.15)]
    if full:
        whole = _built(FULL)
        rows.append(f"| {FULL:,} | {whole['seconds']:.1f} | {whole['memory']:.0f} |")
        targets.append(Target("100,000 verses in TEI: seconds", whole["seconds"], 60, " s"))
        targets.append(Target("100,000 verses in TEI: memory", whole["memory"], 3_000, " MB"))
    table = "\n".join(rows)
    text = f"""## Verses

CPU seconds of `edition build --only tei` for a poem in four TEI transcriptions with numbered verses; a tenth of the
verses of three of them differ in a word, a few are left out.

| verses | seconds | peak MB |
|---|---|---|
{table}"""
    return Section(text, tuple(targets))


def _built(count: int) -> Mapping[str, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        poem = list(_poem(count))
        for number, siglum in enumerate(WITNESSES):
            (folder / f"{siglum}.xml").write_text(_transcription(poem, number), encoding="utf-8")
        settings = SETTINGS + "".join(WITNESS.format(siglum) for siglum in WITNESSES)
        (folder / "edition.toml").write_text(settings, encoding="utf-8")
        end = subprocess.run([sys.executable, "-c", WORK, name], cwd=ROOT, capture_output=True, text=True, check=True)
        found: Mapping[str, float] = json.loads(end.stdout)
        return found


def _words(chance: random.Random) -> Sequence[str]:
    syllables = [a + b for a in "bcdfghklmnprstvw" for b in "aeiou"]
    return ["".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3, 3)))) for _ in range(12_000)]


def _poem(count: int) -> Iterator[Sequence[str]]:
    chance = random.Random("a poem")
    words = _words(chance)
    weights = [1 / (rank + 5) for rank in range(len(words))]
    for _ in range(count):
        yield chance.choices(words, weights, k=chance.randint(6, 9))


def _transcription(poem: Sequence[Sequence[str]], number: int) -> str:
    chance = random.Random(number)
    words = _words(random.Random("others"))
    made = [HEAD]
    for i, verse in enumerate(poem):
        if i % VERSES_OF_A_BOOK == 0:
            made.append(f'{"</lg></div>" if i else ""}<div type="book" n="{i // VERSES_OF_A_BOOK + 1}"><lg>')
        kind = chance.random() if number else 1.0
        if kind < 0.003:
            continue
        own = list(verse)
        if kind < 0.1:
            own[chance.randrange(len(own))] = chance.choice(words)
        made.append(f'<l n="{i % VERSES_OF_A_BOOK + 1}">{" ".join(own).capitalize()},</l>')
    return "\n".join((*made, "</lg></div></body></text></TEI>"))
