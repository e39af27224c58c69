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
