"""LaTeX files: what becomes text, and that every character of the file is accounted for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extractions import of_kind, words

from edition.errors import SeedError
from edition.model import Kind, Rule
from edition.readers.extract import Extraction, extract
from edition.readers.latex import read_latex
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal


def read(text: str, **options: str) -> Extraction:
    made = read_latex(SourceFile("A", "seeds/A.tex", text.encode()), ReaderOptions(**options))
    assert not isinstance(made, Refusal), made
    return extract(made)


def refusal(text: str) -> str:
    made = read_latex(SourceFile("A", "seeds/A.tex", text.encode()), ReaderOptions())
    assert isinstance(made, Refusal)
    return made.why


def left_out(made: Extraction, rule: Rule) -> str:
    return "".join(one.source for one in made.left_out if one.rule is rule)


def covered(made: Extraction) -> str:
    found = ""
    for at, source in sorted((at, source) for at, source in made.covered if source):
        assert at.offset == len(found)
        found += source
    return found


def codes(made: Extraction) -> list[str]:
    return [one.code for one in made.findings]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"Caf\'e na\"{\i}ve \c{c}a \v s \^{}x", "Café naïve ça š \u0302x"),
        (r"Stra\ss e \oe uvre \ae{} \& \% \{", "Straße œuvre æ & % {"),
        ("``a'' -- b --- `c' d~e", "“a” – b — ‘c’ d e"),
        ("a % comment\n  b", "a b"),
        ("a\n\nb\\par c", "a\n\nb\n\nc"),
        ("a%\n\nb", "a\n\nb"),
        (r"a\\[2pt]b", "a\nb"),
        (r"\emph{a}\textbf{b}{\itshape c}d", "abcd"),
        (r"a $x^2 \$ y$ b\label{x}\index{y}c", "a bc"),
        (r"\verb|a\b{|c", r"a\b{c"),
        (r"\edtext{lemma}{\lemma{x}\Afootnote{other}} b", "lemma b"),
        (r"\edtext{a \edtext{b}{\Afootnote{c}} d}{\Bfootnote{e{f}}}", "a b d"),
        (r"\foreignlanguage{latin}{rosa} \href{http://x}{y}", "rosa y"),
        (r"\wonder[x]{a} b", "[x]a b"),
    ],
)
def test_words(source: str, text: str) -> None:
    made = read(source)
    assert made.text == f"{text}\n"
    assert covered(made) == source


def test_the_preamble_and_what_follows_the_text_are_left_out() -> None:
    source = "\\documentclass{book}\n% \\begin{document}\n\\title{T}\n\\begin{document}\nText\n\\end{document}\nrest"
    made = read(source)
    assert made.text == "Text\n"
    assert covered(made) == source
    assert left_out(made, Rule.METADATA).endswith("rest")


def test_headings() -> None:
    made = read("\\chapter{One}\n\\section[short]{Two \\emph{x}}\\subsection*{Three}\nText")
    assert [(made.text[n.start : n.end], n.get("level")) for n in of_kind(made, Kind.HEADING)] == [
        ("One", "1"),
        ("Two x", "2"),
        ("Three", "3"),
    ]
    assert [n.get("level") for n in of_kind(read(r"\section{A}\eledsubsection{B}"), Kind.HEADING)] == ["1", "2"]


def test_notes() -> None:
    made = read("a\\footnote{One\n\ntwo \\emph{x}} b\\footnoteA{Three}\\ledsidenote{s}\\endnote{E}")
    assert made.text.startswith("a b\n")
    assert words(made, Kind.NOTE) == ["One\ntwo x", "Three", "s", "E"]
    assert [n.get("place") for n in of_kind(made, Kind.NOTE)] == ["foot", "foot", "margin", "end"]


def test_paragraphs_stanzas_and_the_apparatus_of_reledmac() -> None:
    made = read(
        "\\beginnumbering\n\\pstart\nOne \\edtext{two}{\\Afootnote{three}}\n\\pend\n\\pstart Four\\pend\n"
        "\\stanza\na \\edtext{b}{\\Bfootnote{c}} &\nd\\&\n\\endnumbering"
    )
    assert words(made, Kind.PARAGRAPH) == ["One two", "Four"]
    assert words(made, Kind.STANZA) == ["a b\nd"]
    assert words(made, Kind.VERSE) == ["a b", "d"]
    assert left_out(made, Rule.APPARATUS) == "{\\Afootnote{three}}{\\Bfootnote{c}}"
    assert codes(made) == ["E368"]


def test_verses_as_this_program_writes_them() -> None:
    made = read(
        "\\beginnumbering\n\\pstart\\noindent\\hangindent=2em \\skipnumbering \\textsc{Ada}\\pend\n"
        "\\stanza\n\\stanzaindent{2}\\setline{5}a \\edtext{b}{\\lemma{\\textbf{1:5}~b}\\Afootnote[nonum]{c}}"
        "&\nd\\&\n\\endnumbering"
    )
    assert words(made, Kind.VERSE) == ["a b", "d"]


def test_environments() -> None:
    made = read(
        "\\begin{quote}q\n\nr\\end{quote}\\begin{verse}a\\\\\nb\n\nc\\end{verse}"
        "\\begin{enumerate}\\item x\\item y\\begin{itemize}\\item z\\end{itemize}\\end{enumerate}"
        "\\begin{tabular}{ll}h & i\\\\ j & \\\\\\end{tabular}"
        "\\begin{figure}\\includegraphics{p}\\caption{C}\\end{figure}"
    )
    assert words(made, Kind.QUOTATION) == ["q\n\nr"]
    assert words(made, Kind.STANZA) == ["a\nb", "c"]
    assert [(made.text[n.start : n.end], n.get("n")) for n in of_kind(made, Kind.ITEM)] == [
        ("x", "1."),
        ("y", "2."),
        ("z", ""),
    ]
    assert words(made, Kind.CELL) == ["h", "i", "j", ""]
    assert words(made, Kind.CAPTION) == ["C"]


def test_two_texts_side_by_side() -> None:
    source = "\\begin{Leftside}a\\end{Leftside}\\begin{Rightside}b\\end{Rightside}"
    assert 'part = "Leftside"' in refusal(source)
    assert read(source, part="Leftside").text == "a\n"
    assert read(source, part="Rightside").text == "b\n"


def test_unknown_commands_and_other_files_are_told() -> None:
    made = read("\\wonder{a}\\wonder b\\input{more}")
    assert codes(made) == ["E367", "E369"]
    assert "\\wonder 2 ×" in made.findings[0].message


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a {b", "{ in line 1 is never closed"),
        ("a\n\\emph{b", "{ in line 2 is never closed"),
        ("\\begin{quote}b", "quote} in line 1 is never closed"),
        ("\\begin{verbatim}b", "verbatim} in line 1 is never closed"),
        ("\\verb|b", "verb in line 1 is never closed"),
        ("\\begin{quote}\\begin{verse}\\end{quote}", "\\begin{verse} in line 1 is still open"),
        ("a\\end{verse}", "nothing is open"),
        ("a $5\n\nb $6", "$ in line 1 is never closed in its paragraph"),
        ("a\\label{b", "{ in line 1 is never closed"),
    ],
)
def test_what_is_never_closed_is_refused_with_its_line(source: str, message: str) -> None:
    with pytest.raises(SeedError) as caught:
        read(source)
    assert message in str(caught.value)


def test_settings_are_no_text() -> None:
    assert "no text" in refusal("\\documentclass{book}\n\\newcommand{\\a}{b}")


def test_deep_groups_need_no_recursion() -> None:
    deep = "{" * 5000 + "a" + "}" * 5000
    assert covered(read(deep)) == deep


PIECES = st.lists(
    st.sampled_from(
        [
            "Ann", " ", "\n", "\n\n", "{}", "{x}", "\\emph{", "}", "{", "\\footnote{", "\\edtext{a}{b}", "\\edtext{",
            "&",
            "\\\\", "\\&", "\\stanza ", "\\par ", "%c\n", "$x$", "\\'e", "\\ss ", "---", "``", "\\item ", "\\item[x] ",
            "\\begin{quote}", "\\end{quote}", "\\begin{itemize}", "\\end{itemize}", "\\begin{verse}", "\\end{verse}",
            "\\begin{tabular}{l}", "\\end{tabular}", "\\section{H}", "\\wonder", "[", "]", "\\pstart ", "\\label{x}",
        ]
    ),
    max_size=20,
).map("".join)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_every_character_is_accounted_for_once(text: str) -> None:
    try:
        made = read(text)
    except SeedError:
        return  # what is never closed, or closes something else
    assert covered(made) == text
