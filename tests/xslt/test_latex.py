"""Print XML to LaTeX with reledmac."""

from functools import cache

import pytest

from edition.project.assets import asset
from edition.xml.saxon import Sheet

BOOK = """<book xmlns="urn:edition:print" lang="en" layers="variants moves"><labels lang="en" contents="Contents"
guide="Guide" sigla="Witnesses" principles="Principles" passage="App."/><title>A &amp; B</title>
<subtitle>of 5 % #1</subtitle><editors><name>C_D</name></editors><imprint><p>~x^y</p></imprint>
<guide><p>plain *om.* plain</p></guide><sigla><witness siglum="W"><p>One</p><p>Two.</p></witness></sigla>
<principles><p>None.</p></principles>{flows}<entries>{entries}</entries>{back}</book>"""


@cache
def sheet() -> Sheet:
    return Sheet(asset("xslt", "latex.xsl"))


def tex(flows: str = "", entries: str = "", back: str = "") -> str:
    return sheet().text(BOOK.format(flows=flows, entries=entries, back=back).encode())


def flow(words: str) -> str:
    return f'<flow name="text"><p>{words}</p></flow>'


def entry(name: str, lemma: str, reading: str, layer: str = "variants") -> str:
    return (
        f'<entry id="{name}" layer="{layer}"><lemma><first>{lemma}</first></lemma>'
        f'<reading sigla="E F">{reading}</reading></entry>'
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a &amp; b", r"a \& b"),
        ("$5 #1 50% a_b {c}", r"\$5 \#1 50\% a\_b \{c\}"),
        ("a~b^c\\d", r"a\textasciitilde{}b\textasciicircum{}c\textbackslash{}d"),
        ('"so" [1]', r"{\char34}so{\char34} {[}1{]}"),
        ('<lang code="ru">слово</lang>', r"\edlang{ru}{слово}"),
    ],
)
def test_words_are_printed_letter_by_letter(words: str, said: str) -> None:
    assert rf"\pstart {said}\pend" in tex(flow(words))


def test_an_entry_of_one_word() -> None:
    made = tex(flow('The <w from="a" to="a">red</w> book'), entry("a", "red", "<formula>om.</formula>"))
    assert r"The \edtext{\edlabel{e-a}red}{\lemma{red}\Afootnote{\textit{om.}~\textit{E F}}} book\pend" in made


def test_an_entry_of_several_words_takes_its_lines_from_labels() -> None:
    made = tex(flow('<w from="a">red</w> old <w to="a">book</w>'), entry("a", "red", "x", "moves"))
    assert (
        r"\edtext{\edlabel{e-a}red}{\xxref{e-a}{z-a}\lemma{red}\Bfootnote{x~\textit{E F}}} old book\edlabel{z-a}"
        in made
    )


def test_entries_of_one_word_stand_around_each_other() -> None:
    made = tex(flow('<w from="a b" to="a b">red</w>'), entry("a", "red", "x") + entry("b", "red", "y"))
    assert (
        r"\edtext{\edtext{\edlabel{e-a}\edlabel{e-b}red}{\lemma{red}\Afootnote{y~\textit{E F}}}}"
        r"{\lemma{red}\Afootnote{x~\textit{E F}}}" in made
    )


def test_names_are_indexed_and_what_makeindex_reads_as_a_command_is_quoted() -> None:
    back = '<index kind="person" title="Persons"><name key="p">X! @ |Y</name></index>'
    made = tex(flow('<w marks="p">red</w>'), back=back)
    assert r'\edindex[person]{X"! "@ "|Y}red' in made
    assert r"\makeindex[name=person,title={Persons}]" in made
    assert r"\printindex[person]" in made


def test_notes_and_passages_lead_to_their_places() -> None:
    inner = '<passage n="1" app="a" words="3 words" by="Witness E"><p>one two three</p></passage>'
    passage = f'<flow name="appendix">{inner}</flow>'
    back = '<notes siglum="E" title="Notes"><note id="n1" n="1">See.</note></notes>'
    made = tex(flow('<w from="a" to="a" passages="1" marks="n1">red</w>') + passage, entry("a", "red", "x"), back)
    assert r"\edlabel{w-1}red" in made
    assert r"See. \textbf{\edpageref{w-1}}~\edlineref{w-1}\par" in made
    assert r"\ledsidenote{\footnotesize\textit{\hyperref[passage-1]{App.~1}}}" in made
    assert r"Witness E, 3 words, \textbf{\edpageref{e-a}}~\edlineref{e-a}}\pend" in made


def test_editors_words_have_their_formulas() -> None:
    assert r"plain \textit{om.} plain\par" in tex()
    assert r"\title{A \& B\\[1ex]\large of 5 \% \#1}\author{C\_D}" in tex()


def verses(*lines: str, around: str = "{}") -> str:
    """The numbered text of a flow with these verses."""
    book = BOOK.replace('layers="', 'verse="yes" layers="')
    inner = around.format("".join(lines))
    made = sheet().text(book.format(flows=f'<flow name="text">{inner}</flow>', entries=ENTRIES, back="").encode())
    return made[made.index("\\beginnumbering") : made.index("\\endnumbering")]


def line(n: str, words: str = "words", **attributes: str) -> str:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<verse n="{n}" loc="{n}"{said}>{words}</verse>'


RED = "<first>red</first>"
ENTRIES = "".join(
    f'<entry id="{name}" layer="variants" loc="{loc}"><lemma>{lemma}</lemma><reading sigla="E">x</reading></entry>'
    for name, loc, lemma in (("a", "2", RED), ("b", "1:2", RED), ("c", "2–4", ""), ("d", "2 sd", RED))
)


def test_verses_are_stanzas_with_the_numbers_of_the_edition() -> None:
    made = verses(line("1", "a"), line("2", "b &amp; c"), line("5", "d"), line("6", "e"), around="<stanza>{}</stanza>")
    assert "\\stanza\n\\setline{1}a&\nb {\\char38} c&\n\\setline{5}d&\ne\\&\n" in made


def test_a_number_is_said_again_behind_what_is_no_verse() -> None:
    made = verses(line("1"), "<speaker>Ada</speaker>", line("2"), "<p>prose</p>")
    assert "\\skipnumbering \\textsc{Ada}}\\pend\n\\stanza\n\\setline{2}words\\&" in made.replace(
        "{Ada}\\pend", "{Ada}}\\pend"
    )
    assert "\\pstart\\startsub prose\\endsub\\pend" in made


def test_parts_of_a_verse_have_one_number() -> None:
    made = verses(
        line("2", "Who is it", part="I"), "<speaker>B</speaker>", line("2", "I.", again="yes", before="Who is it")
    )
    assert "\\stanza\n\\stanzaindent{4}\\skipnumbering I.\\&" in made


@pytest.mark.parametrize(("rend", "said"), [("indent", "1"), ("indent2", "2"), ("indent(3)", "3")])
def test_verses_are_set_in(rend: str, said: str) -> None:
    assert f"\\stanzaindent{{{said}}}\\setline{{1}}words" in verses(line("1", rend=rend))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a", r"\lemma{red}\Afootnote{x~"),
        ("b", r"\lemma{\textbf{1:2}~red}\Afootnote[nonum]{x~"),
        ("c", r"\lemma{\textbf{2–4}}\Afootnote[nonum,nosep]{x~"),
        ("d", r"\lemma{\textbf{2 sd}~red}\Afootnote[nonum]{x~"),
    ],
)
def test_a_reference_that_reledmac_cannot_count_is_stated(name: str, said: str) -> None:
    assert said in verses(line("2", f'the <w from="{name}" to="{name}">red</w> one'))


def test_prose_alone_is_numbered_by_pages_and_has_no_stanzas() -> None:
    made = tex(flow("words"))
    assert "\\lineation{page}" in made
    assert "stanza" not in made
    assert "\\pstart words\\pend" in made


def both_ways(direction: str, lemma: str, reading: str) -> str:
    book = BOOK.replace(' lang="en" layers', f' lang="en" bidi="yes"{direction} layers')
    flows, entries = flow(f'<w from="a" to="a">{lemma}</w>'), entry("a", lemma, reading)
    return sheet().text(book.format(flows=flows, entries=entries, back="").encode())


@pytest.mark.parametrize(("direction", "mark"), [("", "\u200e"), (' dir="rtl"', "\u200f")])
def test_a_bracket_does_not_join_words_that_run_otherwise(direction: str, mark: str) -> None:
    made = both_ways(direction, "אמת", "חסד")
    assert rf"\lemma{{{mark}אמת{mark}}}\Afootnote{{{mark}חסד{mark}~" in made
    assert mark not in tex(flow('<w from="a" to="a">red</w>'), entry("a", "red", "blue"))


def test_letters_that_join_are_shaped_so_that_reledmac_keeps_their_ligatures() -> None:
    made = both_ways(' dir="rtl"', "لَا", "अस्ति")
    assert r"\edfont{Noto Naskh Arabic}{arab;mode=node}" in made
    assert r"\edfont{Noto Serif Devanagari}{dev2;mode=harf}" in made
    assert r"\defaultfontfeatures{Renderer=HarfBuzz,RawFeature=" in made
