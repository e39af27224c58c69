"""Made-up books of every shape are set as planned, on every paper: a build refuses pages that are not."""

from itertools import count
from random import Random

import pytest

from edition.project.messages import load_messages
from edition.project.paper_sizes import PAPERS
from edition.project.pdf_options import LAYERS, PdfOptions
from edition.publish.print.parallel import publish_parallel
from edition.publish.print.pdf import set_book
from edition.publish.print.print_source import Copy

TEXT = (
    "a I of the in on at by was who and but not had his court trial before nobody Moscow confession "
    "Schauprozess extraordinarily counter-revolutionary; (so-called) “witness” 1936–38, обвиняемый §58 — e.g. Brontë’s"
)
WORDS = TEXT.split()


class Maker:
    """Makes a book by chance, the same for the same number."""

    def __init__(self, number: int) -> None:
        self.random = Random(number)
        self.ids = count()

    def words(self, most: int) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(self.random.randint(1, most)))

    def app(self) -> str:
        kind = self.random.random()
        lemma = "" if kind < 0.15 else self.words(30 if kind > 0.9 else 4)
        readings = []
        for wit in self.random.sample(["#E", "#G"], self.random.randint(1, 2)):
            omits = lemma and self.random.random() < 0.3
            text = "" if omits else self.words(90 if self.random.random() < 0.05 else 6)
            readings.append(f'<rdg wit="{wit}" type="{"om" if omits else "substitution"}">{text}</rdg>')
        om = "" if lemma else ' type="om"'
        lem = f'<lem wit="#W"{om}>{lemma}</lem>'
        return f'<app xml:id="app-{next(self.ids)}" type="substantive">{lem}{"".join(readings)}</app>'

    def text(self, most: int) -> str:
        parts = [self.words(most)]
        while self.random.random() < 0.75:
            parts += [self.app(), self.words(most)]
        return " ".join(parts)

    def block(self) -> str:
        name = f'xml:id="b-{next(self.ids)}"'
        match self.random.randint(0, 5):
            case 0:
                inner = "".join(f'<item xml:id="i-{next(self.ids)}">{self.text(9)}</item>' for _ in range(5))
                return f'<list rend="{self.random.choice(["ordered", "bulleted"])}">{inner}</list>'
            case 1:
                return f"<quote><p {name}>{self.text(40)}</p></quote>"
            case _:
                return f"<p {name}>{self.text(60)}</p>"

    def section(self, depth: int) -> str:
        head = f'<head xml:id="h-{next(self.ids)}">{self.text(4)}</head>'
        inner = "".join(self.block() for _ in range(self.random.randint(1, 6)))
        if depth < 3 and self.random.random() < 0.5:
            inner += self.section(depth + 1)
        return f'<div type="section">{head}{inner}</div>'

    def book(self) -> Copy:
        body = "".join(self.section(1) for _ in range(5))
        edition = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>By Chance</title></titleStmt><publicationStmt><authority>Nobody</authority></publicationStmt><sourceDesc>
<listWit><witness xml:id="W" n="W"><title>One</title></witness><witness xml:id="E" n="E"><title>Two</title></witness>
<witness xml:id="G" n="G"><title>Three</title></witness></listWit></sourceDesc></fileDesc><encodingDesc>
<variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc></teiHeader>
<text><body><head xml:id="h-t" type="title">By Chance</head>{body}</body></text></TEI>"""
        return Copy(edition.encode(), b"<registers/>", load_messages("en"), "W")


@pytest.mark.soak
@pytest.mark.parametrize("number", range(24))
def test_a_book_by_chance_is_set_as_planned(number: int) -> None:
    maker = Maker(number)
    paper, layers = tuple(PAPERS)[number % 3], LAYERS[: number % 4 + 1] if number % 5 else ()
    made = set_book(maker.book(), PdfOptions(paper=paper, layers=layers))
    assert made.pages
    assert {e.id for flow in made.galley.flows for found in flow.entries.values() for e in found} == {
        name for foot in made.feet for layer in foot.layers for name, _ in layer
    }


@pytest.mark.soak
@pytest.mark.parametrize("number", range(8))
def test_two_witnesses_by_chance_are_set_as_planned(number: int) -> None:
    options = PdfOptions(paper=tuple(PAPERS)[number % 3], parallel=("W", "EG"[number % 2]))
    assert publish_parallel(Maker(number).book(), options).startswith(b"%PDF")
