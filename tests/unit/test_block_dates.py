"""Dates in words of another language than their witness are read by the table of that language."""

import pytest

from edition.annotate.marking import annotate
from edition.model import Mention, Register, Witness
from edition.readers.options import ReaderOptions
from edition.readers.registry import read_source
from edition.readers.source_file import SourceFile

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{}</body></text></TEI>'


def witness(data: str, reader: str, name: str) -> Witness:
    made = read_source(SourceFile("A", name, data.encode()), reader, ReaderOptions())
    return Witness("A", "A", made.seed, made.root, reader, language="en")


def dates(data: str, reader: str, name: str) -> list[tuple[str, str]]:
    made = witness(data, reader, name)
    marks: tuple[Mention, ...] = annotate(made, Register())[0]
    return [(made.text[m.start : m.end], m.value.iso if m.value else "") for m in marks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            '<p>On 2 May 1848: <foreign xml:lang="de">am 3. März 1848 war Ruhe</foreign>, and on 4 May 1848.</p>',
            [("2 May 1848", "1848-05-02"), ("3. März 1848", "1848-03-03"), ("4 May 1848", "1848-05-04")],
        ),
        ('<p xml:lang="fr">Le 18 brumaire an VIII on se tut.</p><p>He came in 1801.</p>',
         [("18 brumaire an VIII", "1799-11-09"), ("1801", "1801")]),
        (
            '<div xml:lang="la"><p>Actum Idibus Martiis anno MDCXII.</p></div>',
            [("Idibus Martiis anno MDCXII", "1612-03-15")],
        ),
        ('<p xml:lang="eu">1848ko maiatzaren 3an, 1848-05-03.</p>', [("1848-05-03", "1848-05-03")]),
        ('<p xml:lang="en-GB">On 2 May 1848.</p>', [("2 May 1848", "1848-05-02")]),
    ],
)  # fmt: skip
def test_a_date_in_words_of_another_language(body: str, expected: list[tuple[str, str]]) -> None:
    assert dates(TEI.format(body), "tei", "A.xml") == expected


def test_a_paragraph_of_a_page_in_another_language() -> None:
    page = "<html lang='en'><body><p lang='de'>Am 3. März 1848 war Ruhe.</p><p>On 4 May 1848.</p></body></html>"
    assert dates(page, "html", "A.html") == [("3. März 1848", "1848-03-03"), ("4 May 1848", "1848-05-04")]


def test_the_rule_names_the_language() -> None:
    made = witness(TEI.format('<p xml:lang="fr">Le 18 brumaire an VIII.</p>'), "tei", "A.xml")
    (mark,) = annotate(made, Register())[0]
    assert mark.rule == "date: day of the republican calendar, in words of the language «fr»"
    assert mark.calendars == ("republican",)
