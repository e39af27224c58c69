"""Readers: what they find, what they refuse, and what one witness shows of another."""

import re
from collections.abc import Sequence

import pytest

from edition.errors import ConfigError, NoReaderError
from edition.model import Kind, Node, Witness, reading_blocks, reading_text
from edition.project.sources import make_seed
from edition.readers.cross_witness import reconcile_structures
from edition.readers.options import ReaderOptions
from edition.readers.registry import read


def witness(
    text: str,
    reader: str = "",
    siglum: str = "A",
    language: str = "en",
    furniture: Sequence[str] = (),
    captions: Sequence[str] = (),
    headings: str = "",
) -> Witness:
    seed = make_seed(siglum, f"{siglum}.txt", text.encode())
    patterns = (tuple(re.compile(p) for p in one) for one in (furniture, captions))
    name, structure = read(seed, reader, ReaderOptions(language, {"Cyrl": "ru"}, *patterns, headings=headings))
    return Witness(siglum, siglum, seed, structure.root, name, language=language, findings=structure.findings)


def kinds(one: Witness) -> list[tuple[Kind, str]]:
    return [(b.kind, b.text) for b in reading_blocks(one)]


def found(one: Witness, kind: Kind) -> list[str]:
    return [one.text[n.start : n.end] for n in one.root.walk() if n.kind is kind]


def test_wiki_headings_make_sections_to_three_levels() -> None:
    one = witness("= T =\n\nLead.\n\n==A==\na\n===B===\nb\n==== C ====\nc\n==D==\nd\n")
    assert one.reader == "wiki"
    assert [(n.get("level"), len(n.children)) for n in one.root.walk() if n.kind is Kind.SECTION] == [
        ("1", 3), ("2", 3), ("3", 2), ("1", 2),
    ]  # fmt: skip
    assert kinds(one)[0] == (Kind.TITLE, "T")
    assert found(one, Kind.MARKER)[:2] == ["=", "="]


def test_wiki_lists_and_bibliographies() -> None:
    one = witness(
        "==Sources==\n- Doe, Jane. 1990. A Book. ISBN 0-19-505580-2.\n- Roe, R. 1991. B.\n\n==See also==\n- X\n- Y\n"
    )
    assert [k for k, _ in kinds(one)] == [Kind.HEADING, Kind.ENTRY, Kind.ENTRY, Kind.HEADING, Kind.ITEM, Kind.ITEM]
    assert kinds(one)[4] == (Kind.ITEM, "X")


def test_the_flat_reader_takes_wide_blanks_for_breaks_and_the_lone_star_for_a_note() -> None:
    body = "One sentence here.  Another begins[a] now, and  goes on.[*]  " + "Filler words stand here. " * 90
    one = witness(body + "The penalty. *  The trial gave evidence.  The end of it.", "flat")
    assert one.reader == "flat"
    assert kinds(one)[0] == (Kind.PARAGRAPH, "One sentence here.")
    assert kinds(one)[1][1] == "Another begins now, and goes on."
    assert found(one, Kind.NOTE) == ["*  The trial gave evidence."]
    assert kinds(one)[-1][1] == "The end of it."


PAGE = """\
My Page

From Somewhere: the free knowledge base
Jump to: navigation, search

The text begins here.[1] It goes on[citation needed] [2].

Smith (left) pictured with Jones in 1925.

A Heading Without Marks

Words [sic] under the heading.[3]*


After a lost heading.

* The star note.

  1. First note.
  2. 2.0 2.1 Second note.<templatestyles src="x"></templatestyles>
  3. Third note.
"""


def test_the_page_reader_finds_what_a_browser_left() -> None:
    one = witness(PAGE, "page", furniture=["From Somewhere:.*", "Jump to: .*"], captions=[r"\(left\) pictured"])
    assert one.reader == "page"
    assert kinds(one) == [
        (Kind.TITLE, "My Page"),
        (Kind.PARAGRAPH, "The text begins here. It goes on ."),
        (Kind.CAPTION, "Smith (left) pictured with Jones in 1925."),
        (Kind.HEADING, "A Heading Without Marks"),
        (Kind.PARAGRAPH, "Words [sic] under the heading."),
        (Kind.PARAGRAPH, "After a lost heading."),
    ]
    assert len(found(one, Kind.FURNITURE)) == 2
    assert [n.get("n") for n in one.notes()] == ["*", "1", "2", "3"]
    assert found(one, Kind.SURPLUS) == ['<templatestyles src="x"></templatestyles>']
    assert "2. 2.0 2.1" in found(one, Kind.MARKER)
    sections = [n for n in one.root.walk() if n.kind is Kind.SECTION]
    assert [one.text[s.start :][:5] for s in sections] == ["A Hea", "After", "1. Fi"]


def test_a_title_that_stands_twice_on_a_page_is_furniture_once_and_told() -> None:
    text = "Emma\n\nEmma\n\nEmma Woodhouse was rich.\n\nEmma\n\nMore of it.\n"
    one = witness(text, "page")
    assert kinds(one) == [
        (Kind.TITLE, "Emma"),
        (Kind.PARAGRAPH, "Emma Woodhouse was rich."),
        (Kind.HEADING, "Emma"),
        (Kind.PARAGRAPH, "More of it."),
    ]
    assert [(f.code, f.position.line) for f in one.findings] == [("E303", 3)]
    assert [t for _, t in kinds(witness(text, "text", headings="short"))] == [
        "Emma",
        "Emma",
        *(t for _, t in kinds(one)[1:]),
    ]


def test_a_pattern_of_the_editor_may_call_a_part_of_a_line_furniture() -> None:
    one = witness(
        "A Case\n\nA CaseWhen is it?\n\nMore of it.\n", "text", furniture=["A Case(?=When)"], headings="short"
    )
    assert kinds(one)[:2] == [(Kind.TITLE, "A Case"), (Kind.PARAGRAPH, "When is it?")]
    assert found(one, Kind.FURNITURE) == ["A Case"]


def test_words_in_another_script_are_foreign() -> None:
    one = witness("The trial (процесс «Центра») was held.\n\nThe end.\n")
    assert found(one, Kind.FOREIGN) == ["процесс «Центра»"]
    assert next(n.get("lang") for n in one.root.walk() if n.kind is Kind.FOREIGN) == "ru"


def test_words_in_the_script_of_the_witness_are_not_foreign() -> None:
    assert not found(witness("Паром отошёл на рассвете.\n", language="ru"), Kind.FOREIGN)
    assert not found(witness("Паром отошёл на рассвете.\n", language="en"), Kind.FOREIGN)  # the text says so itself
    assert not found(witness("καλὸς ἦν ὁ ἄνθρωπος\n", language="grc"), Kind.FOREIGN)
    one = witness("Паром отошёл, как сказал ὁ ἄνθρωπος вчера утром на берегу.\n", language="ru")
    assert found(one, Kind.FOREIGN) == ["ὁ ἄνθρωπος"]
    two = witness("The words ὁ ἄνθρωπος ἦν καλός stand in it, said he.\n", language="en")
    assert found(two, Kind.FOREIGN) == ["ὁ ἄνθρωπος ἦν καλός"]


def test_readers_say_why_not() -> None:
    seed = make_seed("A", "a.txt", b"Just words.\n")
    with pytest.raises(NoReaderError, match="wiki: no line has the form == heading =="):
        read(seed, "wiki", ReaderOptions())
    with pytest.raises(NoReaderError, match="text: it has no words"):
        read(make_seed("A", "a.txt", b" \n"), "", ReaderOptions())
    with pytest.raises(ConfigError, match="reader = 'wikki' is unknown; there is wiki, flat, page, text"):
        read(seed, "wikki", ReaderOptions())


LONG = (
    "I feel guilty of one thing more: even after admitting my guilt and exposing the organisation, I stubbornly "
    "refused to give evidence about him."
)


def test_words_that_another_witness_quotes_are_a_quotation() -> None:
    a = witness(f"He said:{LONG}At the time nobody believed it.\n\nMore.\n", siglum="A")
    b = witness(f'He said: "{LONG}" Then he left.\n\nMore.\n', siglum="B")
    c = witness(f"He wrote:\n\n{LONG}\n\nMore.\n", siglum="C")
    glued, quoted, block = reconcile_structures([a, b, c])
    assert [k for k, _ in kinds(glued)] == [Kind.PARAGRAPH] * 4
    assert found(glued, Kind.QUOTATION) == [LONG]
    assert found(quoted, Kind.QUOTED) == [f'"{LONG}"']
    assert found(block, Kind.QUOTATION) == [LONG]
    assert reading_text(glued).replace("\n", " ").split() == a.text.replace(":", ": ").replace("him.", "him. ").split()


def test_a_colon_alone_makes_no_quotation_but_a_finding() -> None:
    (one,) = reconcile_structures([witness("He said in a speech:\n\nIt is now known that this was so.\n\nMore.\n")])
    assert found(one, Kind.QUOTATION) == []
    assert [(f.code, f.position.line) for f in one.findings] == [("E301", 1)]


def test_a_wide_blank_is_no_break_where_another_witness_runs_on() -> None:
    filler = "Filler words stand here in a row. " * 70
    flat = witness(
        f"He joined the party then.  Consequently he was expelled soon.  A new chapter opens now. {filler}", "flat"
    )
    other = witness(
        "He joined the party then. Consequently he was expelled soon.\n\nA new chapter opens now.\n", siglum="B"
    )
    settled, _ = reconcile_structures([flat, other])
    assert kinds(settled)[0][1] == "He joined the party then. Consequently he was expelled soon."
    assert kinds(settled)[1][1].startswith("A new chapter opens")


def test_a_node_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Node(Kind.BODY, 0, 5, (Node(Kind.PARAGRAPH, 3, 9),))


def test_a_wrapped_paragraph_is_one_paragraph() -> None:
    one = witness("It was a long sentence that an editor wrapped\nafter a few words.\n\nThe next one.\n", "text")
    assert [text for _, text in kinds(one)] == [
        "It was a long sentence that an editor wrapped after a few words.",
        "The next one.",
    ]


@pytest.mark.parametrize("reader", ["wiki", "flat", "page", "text"])
@pytest.mark.parametrize(
    "text", ["", " \n\n", "word", "= T =", "- \n", "1.\n", "[1]", "* a\n", '"\n', "\x0c\n\n\x0cx\n"]
)
def test_whatever_the_text_a_reader_covers_it_or_refuses(reader: str, text: str) -> None:
    try:
        one = witness(text, reader)
    except NoReaderError:
        return
    assert (one.root.start, one.root.end) == (0, len(text))
    assert reading_text(reconcile_structures([one])[0]) == reading_text(one)
