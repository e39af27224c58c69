"""The reader `typed`: every sign of docs/typing.md, what it refuses, and that no character is lost."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.errors import EditionError, SeedError
from edition.model import Kind, Node
from edition.readers.extract import Extraction, extract
from edition.readers.options import ReaderOptions
from edition.readers.registry import load_readers, read_source
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.typed import FIRST_LINE, read_typed

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "cases" / "readers" / "typed-convention" / "A.txt"


def made(body: str) -> Extraction:
    return made_of(f"{FIRST_LINE}\n{body}")


def made_of(text: str) -> Extraction:
    events = read_typed(SourceFile("A", "A.txt", text.encode()), ReaderOptions())
    assert not isinstance(events, Refusal)
    return extract(events)


def found(one: Extraction, *kinds: Kind) -> list[tuple[str, str]]:
    """Kind and words of the nodes of some kinds, in the order of the text."""
    return [(n.kind.value, " ".join(one.text[n.start : n.end].split())) for n in one.root.walk() if n.kind in kinds]


def nodes(one: Extraction, kind: Kind) -> list[Node]:
    return [n for n in one.root.walk() if n.kind is kind]


def covered(one: Extraction) -> str:
    at, text = 0, ""
    for place, source in sorted(one.covered, key=lambda pair: (pair[0], len(pair[1]))):
        assert place.offset == at, (place.offset, at, source)
        text += source
        at += len(source)
    return text


def test_case_typed_convention() -> None:
    text = CASE.read_text("utf-8")
    read = read_source(SourceFile("A", "A.txt", text.encode()), "", ReaderOptions(), load_readers())
    one = made_of(text)
    assert (read.reader, read.seed.text) == ("typed", one.text)
    assert found(one, Kind.HEADING, Kind.OPENER, Kind.STANZA, Kind.EMPHASIS, Kind.NOTE, Kind.SPEECH, Kind.STAGE) == [
        ("heading", "Letter"),
        ("opener", "Mill, 3 May."),
        ("stanza", "Slow river, carry me"),
        ("emphasis", "rowed"),
        ("speech", "ANNA Who is there? (A bell.)"),
        ("stage", "(A bell.)"),
        ("note", "By night."),
    ]
    assert [len(n.children) for n in nodes(one, Kind.STANZA)] == [2]
    assert [(n.get("unit"), n.get("n")) for n in nodes(one, Kind.BREAK)] == [("page", "12")]
    assert covered(one) == text


def test_the_example_of_the_page_has_every_sign() -> None:
    (example,) = re.findall(r"```typed\n(.*?)```", (ROOT / "docs" / "typing.md").read_text("utf-8"), re.DOTALL)
    one = made_of(example)
    assert covered(one) == example
    body = one.text.split("\n\nBy night")[0]
    assert not set(body) & set("_^{}#|>%@\\"), body
    assert [(n.get("rend"), one.text[n.start : n.end]) for n in nodes(one, Kind.EMPHASIS)] == [
        ("italic", "rowed"),
        ("bold", "two"),
        ("superscript", "th"),
        ("smallCaps", "boat"),
        ("italic", "one"),
    ]
    assert found(one, Kind.ADDED, Kind.DELETED, Kind.UNCLEAR, Kind.SUPPLIED) == [
        ("unclear", "morning"),
        ("added", "then"),
        ("deleted", "sank"),
        ("supplied", "gone"),
    ]
    assert [n.get("extent") for n in nodes(one, Kind.GAP)] == ["3 letters"]
    assert [(n.get("level"), one.text[n.start : n.end]) for n in nodes(one, Kind.HEADING)] == [
        ("1", "The Ferry at Hull"),
        ("2", "What they sang"),
        ("1", "The end"),
    ]
    assert [n.get("rend") for n in nodes(one, Kind.VERSE)] == ["", "indent1", "", ""]
    assert [len(n.children) for n in nodes(one, Kind.QUOTATION)] == [2]
    assert [(n.get("n"), one.text[n.start : n.end]) for n in nodes(one, Kind.ITEM)] == [
        ("", "bread"),
        ("", "salt"),
        ("1", "First the rope, and its knots."),
        ("2", "Then the oar."),
    ]
    assert found(one, Kind.LINE, Kind.DATELINE, Kind.SALUTE, Kind.SIGNED, Kind.SPEAKER) == [
        ("line", "Hull,"),
        ("dateline", "4 May 1803"),
        ("salute", "My dear Anne,"),
        ("speaker", "ANNA"),
        ("speaker", "PETER"),
        ("line", "Yours ever,"),
        ("signed", "John Brand"),
    ]
    assert [len(n.children) for n in nodes(one, Kind.SPEECH)] == [3, 2]
    assert "12. May it is, and * is a star." in one.text
    assert found(one, Kind.NOTE) == [("note", "By night, and with one oar.")]
    assert [n.get("rend") for n in nodes(one, Kind.PARAGRAPH) if n.get("rend")] == ["separator"]
    assert [out.source for out in one.left_out if out.rule.value == "comment"][1].startswith("% typed from")


@pytest.mark.parametrize(
    ("line", "at", "said"),
    [
        ("@speeker ANNA", "2:1", "@speeker is unknown; there is @opener"),
        ("He {rowed on", "2:4", r"\{"),
        ("He rowed} on", "2:9", r"\}"),
        ("He _rowed on", "2:4", r"\_"),
        ("He rowed_ on", "2:9", r"closes nothing; write \_"),
        ("He *rowed\n\non*", "2:4", r"\*"),
        ("He {+rowed on", "2:4", r"\{\+"),
        ("He _{+rowed_ on+}", "2:12", "close {+ first"),
        ("He {-rowed+} on", "2:12", "} closes nothing"),
        ("He rowed{^1} on", "2:9", "{^1} has no note"),
        ("He rowed{^1}{^1} on\n\n{^1}: so", "2:13", "second mark"),
        ("He.\n\n{^1}: so", "4:1", "no mark"),
        ("He{^1}.\n\n{^1}: so\n{^1}: so", "5:1", "second note"),
        ("He{^1}.\n\n{^1}: so {^2}", "4:10", "has no note"),
        ("#### Deep", "2:1", r"write \#"),
        ("++He rowed", "2:1", r"\+\+"),
    ],
)
def test_what_is_no_sign_is_an_error_with_its_place(line: str, at: str, said: str) -> None:
    with pytest.raises(SeedError) as error:
        made(line)
    assert str(error.value).startswith(f"A.txt:{at}: "), error.value
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("snake_case and 5 * 3 and 5*3", "snake_case and 5 * 3 and 5*3"),
        (r"\# no heading", "# no heading"),
        (r"\@home and me@home", "@home and me@home"),
        (r"12\. May", "12. May"),
        (r"\\ and \{x\}", r"\ and {x}"),
        ("#hash -dash >quote |bar", "#hash -dash >quote |bar"),
        ("C:\\temp", "C:\\temp"),
        ("100 % sure", "100 % sure"),
    ],
)
def test_signs_that_are_letters(line: str, words: str) -> None:
    one = made(line)
    assert found(one, Kind.PARAGRAPH) == [("paragraph", words)]


def test_breaks_stand_in_the_text() -> None:
    one = made("[p. 1]\nIt went\n[p. 2] on and\n[f. 3r]\non.\n\n| [l. 5] A line\n| another\n")
    breaks = [(n.get("unit"), n.get("n")) for n in nodes(one, Kind.BREAK)]
    assert breaks == [("page", "1"), ("page", "2"), ("page", "3r")]
    assert found(one, Kind.PARAGRAPH) == [("paragraph", "It went on and on.")]
    assert [n.get("n") for n in nodes(one, Kind.VERSE)] == ["5", ""]


def test_a_file_without_the_first_line_is_not_typed() -> None:
    source = SourceFile("A", "A.txt", b"# Words\n")
    assert read_typed(source, ReaderOptions()) == Refusal(f"its first line is not {FIRST_LINE}")
    with pytest.raises(EditionError, match="its first line is not %% variorum text 1"):
        read_source(source, "typed", ReaderOptions(), load_readers())
    later = SourceFile("A", "A.txt", b"%% variorum text 2\n\nWords.\n")
    with pytest.raises(EditionError, match="its first line is not %% variorum text 1"):
        read_source(later, "", ReaderOptions(), load_readers())


PARTS = st.sampled_from([
    "# H", "## ", "| v", "|", "|   in", "> q", ">", "- i", "1. one", "@opener o", "@dateline d", "@salute", "@closer",
    "@signed s", "@speaker A", "@stage (b)", "[p. 1]", "[p. 2] so", "[l. 3]", "* * *", "_x_ y", "*b*", "a^c^", "++s++",
    "{+a+}", "{-d-}", "{?u?}", "{<s>}", "{... 2}", "% comment", "", "", "plain words", "  blanks ", r"\# \_", "\x0c",
    "{^1}", "{^1}: note", "more",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, max_size=14))
def test_every_character_is_accounted_for(parts: list[str]) -> None:
    text = "\n".join([FIRST_LINE, *parts])
    try:
        one = made_of(text)
    except SeedError:
        return
    assert covered(one) == text
    left = "".join(out.source for out in one.left_out)
    assert shown(one.text + left) == shown(text)


def shown(text: str) -> list[str]:
    """The signs of a text but white space and the strokes before signs."""
    return sorted(re.sub(r"[\s\\]", "", text))
