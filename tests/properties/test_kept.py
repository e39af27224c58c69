"""Whatever a TEI file holds and whatever is marked in it: cutting gives it back, and the words stay the same."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.marked import PATH, file_of, mark, read

from edition.errors import EditionError
from edition.model import MentionKind
from edition.tei.decode.cut import cut_file
from edition.validate.relaxng import find_faults
from edition.xml.transcription import parse_transcription

TEI_ALL = Path(__file__).parents[3] / "shared" / "tei" / "tei_all.rng"
DOCTYPE = '<!DOCTYPE TEI [<!ENTITY e "e"><!ENTITY w "<hi>wo</hi>ld"><!ENTITY n "&e;n">]>'
#: Pieces of paragraphs and verses; `{}` stands for further ones.
PIECES = (
    "Anna ", "Wold", " ", "b", "é", "\r\n", "&amp;", "&e;", "&w;", "&n;", "&#65;", "<![CDATA[a <b> c]]>", "<!-- c -->",
    "<?pi x?>", "<lb/>", '<lb break="no"/>', '<pb n="2"/>', "<hi>{}</hi>", "<seg>{}</seg>", "<w>{}</w>", "<gap/>",
    "<choice><abbr>{}</abbr><expan>{}</expan></choice>", "<subst><del>{}</del><add>{}</add></subst>",
    "<note>{}</note>", "<persName>{}</persName>", "<date>{}</date>", '<seg xml:id="vm-x">{}</seg>', "<del>{}</del>",
    "<app><lem>{}</lem><rdg>{}</rdg></app>", "<unclear>{}</unclear>", "<g/>", "<foreign xml:lang='la'>{}</foreign>",
)  # fmt: skip
BLOCKS = ("<p>{}</p>", "<p>{}</p>\n", "<lg><l>{}</l>\r\n<l>{}</l></lg>", "<ab>{}</ab>", "<p><q>{}</q> {}</p>",
          "<sp><speaker>{}</speaker><l>{}</l></sp>", "<list><item>{}</item><item>{}</item></list>")  # fmt: skip


@st.composite
def inner(draw: st.DrawFn, depth: int = 0) -> str:
    """Words and elements of a block."""
    chosen = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5))
    if depth > 2:
        chosen = [piece for piece in chosen if "{}" not in piece] or ["x"]
    return "".join(re.sub(r"\{\}", lambda _: draw(inner(depth + 1)), piece) for piece in chosen)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """The blocks of a text; one id stands once."""
    chosen = draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=4))
    made = "".join(re.sub(r"\{\}", lambda _: draw(inner()), block) for block in chosen)
    numbers = iter(range(1000))
    return re.sub('xml:id="vm-x"', lambda _: f'xml:id="vm-x{next(numbers)}"', made)


ENCODINGS = st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "iso-8859-1"))


def _cross(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[0] < one[1] < other[1] or other[0] < one[0] < other[1] < one[1]


@st.composite
def stretches(draw: st.DrawFn, text: str) -> list[tuple[int, int]]:
    """Stretches of a text that do not cross each other: of words and parts of words, most of them short."""
    edges = sorted({0, len(text), *(edge for found in re.finditer(r"\w+", text) for edge in found.span())})
    places = st.sampled_from(edges) | st.integers(0, len(text))
    chosen: list[tuple[int, int]] = []
    for _ in range(draw(st.integers(1, 8))):
        start = draw(places)
        one = start, min(len(text), start + draw(st.integers(1, 12)))
        if one[0] < one[1] and one not in chosen and not any(_cross(one, other) for other in chosen):
            chosen.append(one)
    return sorted(chosen)


def text_of(data: bytes) -> str:
    """The words of a file; "" where it has none."""
    try:
        return read(data).text
    except EditionError:
        return ""


@settings(max_examples=80, deadline=None)
@given(bodies(), ENCODINGS, st.sampled_from(MentionKind), st.data())
def test_any_marks_in_any_file_can_be_cut_and_change_no_word(
    body: str, encoding: str, kind: MentionKind, data: st.DataObject
) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    before = f'<?xml version="1.0" encoding="{declared}"?>{DOCTYPE}{file_of(body)}'.encode(encoding)
    if not (text := text_of(before)):
        return
    chosen = data.draw(stretches(text))
    marked = mark(before, chosen, kind, by_editor=chosen[0][0] % 2 == 0 if chosen else False)
    assert cut_file(marked.after, PATH) == before
    assert read(marked.after).text == text
    assert len(marked.marker.names) + len(marked.marker.unmarked) == len(chosen)


#: Phrases, which may stand in each other; and what a paragraph or `hi` may hold besides, but no name.
PHRASES = (
    "Anna ", "Wold", " x ", "b-c", "&e;", "<lb/>", '<pb n="2"/>', "<seg>{}</seg>", "<w>ab</w>", "<w>a</w> ",
    "<choice><abbr>{}</abbr><expan>{}</expan></choice>", "<subst><del>{}</del><add>{}</add></subst>", "<emph>{}</emph>",
    "<num>{}</num>", "<unclear>{}</unclear>", "<persName>{}</persName>", "<roleName>{}</roleName>", "<g>x</g>",
)  # fmt: skip
BESIDE = ("<label>Wold</label>", "<bibl>Anna</bibl>", "<hi>{}</hi>", "<hi>{} <label>b</label></hi>")


@st.composite
def valid(draw: st.DrawFn, depth: int = 0) -> str:
    """Words and elements that are valid in all of TEI."""
    known = PHRASES if depth else (*PHRASES, *BESIDE)
    chosen = draw(st.lists(st.sampled_from(known), min_size=2, max_size=6))
    if depth > 1:
        chosen = [piece for piece in chosen if "{}" not in piece] or ["x"]
    return "".join(re.sub(r"\{\}", lambda _: draw(valid(depth + 1)), piece) for piece in chosen)


def complaints(data: bytes) -> list[str]:
    """What the schema of all of TEI has against a file."""
    return [fault.message for fault in find_faults(parse_transcription(data, "A.xml").document(data), TEI_ALL)]


@pytest.mark.skipif(not TEI_ALL.exists(), reason="tei_all.rng is not in this checkout")
@settings(max_examples=60, deadline=None)
@given(st.lists(valid(), min_size=1, max_size=3), st.sampled_from(MentionKind), st.data())
def test_what_was_valid_stays_valid(blocks: list[str], kind: MentionKind, data: st.DataObject) -> None:
    before = f"{DOCTYPE}{file_of(''.join(f'<p>Anna {block}</p>' for block in blocks))}".encode()
    assert complaints(before) == []
    text = text_of(before)
    marked = mark(before, data.draw(stretches(text)), kind, by_editor=len(text) % 2 == 0)
    assert complaints(marked.after) == []
