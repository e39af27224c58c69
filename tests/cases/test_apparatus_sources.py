"""An apparatus is a source: editions with an apparatus are read into the witnesses that they report."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from edition.build import build
from edition.errors import ConfigError, NoReaderError, SeedError
from edition.model import Finding, reading_text
from edition.project.config import read_config
from edition.witnesses import read_witnesses

CASES = Path(__file__).parent / "tei"
HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>'
    "<publicationStmt><p>t</p></publicationStmt><sourceDesc><listWit>{witnesses}</listWit></sourceDesc></fileDesc>"
    "<encodingDesc>{encoding}</encodingDesc></teiHeader><text>"
)
FOOT = "</text></TEI>"
POEM = (
    '<body><lg><l n="1">The miller kept a heron, and a crane;</l>\n<l n="2">it stood all night in the <hi>cold</hi> '
    'water</l>\n<l n="3">and the miller slept and slept.</l></lg></body>'
)


class Read:
    """What was read of an edition: the text of each witness, in one line, and the findings."""

    def __init__(self, folder: Path) -> None:
        witnesses = read_witnesses(read_config(folder))
        self.texts: Mapping[str, str] = {w.siglum: " ".join(reading_text(w).split()) for w in witnesses}
        self.findings: tuple[Finding, ...] = tuple(f for w in witnesses for f in w.findings)

    def said(self, code: str) -> list[str]:
        """The sentences of the findings with a code."""
        return [f.message for f in self.findings if f.code == code]


Reading = Callable[..., Read]


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """A maker of editions with one file."""

    def make(data: str, base: str, settings: str, name: str = "ed.xml") -> Path:
        (tmp_path / "seeds").mkdir()
        (tmp_path / "seeds" / name).write_text(data, encoding="utf-8")
        head = f'[edition]\ntitle = "T"\nlanguage = "en"\nbase = "{base}"\n'
        witness = f'\n[[witness]]\nsiglum = "ed"\nseed = "seeds/{name}"\n'
        (tmp_path / "edition.toml").write_text(f"{head}{witness}{settings}", encoding="utf-8")
        return tmp_path

    return make


@pytest.fixture
def read(folder: Callable[..., Path]) -> Reading:
    """Reads an edition of one TEI file: body and back, the ids of the witnesses, what the header says."""

    def make(
        text: str,
        ids: str = "P Q R",
        encoding: str = "<p>t</p>",
        settings: str = 'apparatus = "witnesses"\nnegative = true',
        base: str = "P",
    ) -> Read:
        witnesses = ids if "<" in ids else "".join(f'<witness xml:id="{i}"/>' for i in ids.split())
        data = HEAD.format(witnesses=witnesses, encoding=encoding) + text + FOOT
        return Read(folder(data, base, f"\n[tei]\n{settings}\n"))

    return make


def apparatus(*entries: str) -> str:
    """A back with entries."""
    return f'<back><div type="apparatus"><head>Apparatus</head><listApp>{"".join(entries)}</listApp></div></back>'


def entry(loc: str, lemma: str, *readings: tuple[str, str]) -> str:
    """An entry that names a line and quotes words."""
    rdgs = "".join(f'<rdg wit="{wit}">{words}</rdg>' for wit, words in readings)
    return f'<app loc="{loc}"><lem>{lemma}</lem>{rdgs}</app>'


# -- location-referenced


def test_readings_take_the_place_of_words_quoted_from_a_line(read: Reading) -> None:
    found = read(
        POEM
        + apparatus(
            entry("1", "miller", ("#R", "smith")),
            entry("1", "heron", ("#Q", "\n goose\n"), ("#R", "om.")),
            entry("2", "all … cold", ("R", "the day")),
            entry("l. 3", "slept²", ("#Q", "snored"), ("#R", "add. well")),
            entry("2", "it stood", ("#Q", "inv.")),
        )
    )
    assert found.texts == {
        "P": "The miller kept a heron, and a crane; it stood all night in the cold water "
        "and the miller slept and slept.",
        "Q": "The miller kept a goose, and a crane; stood it all night in the cold water "
        "and the miller slept and snored.",
        "R": "The smith kept a, and a crane; it stood the day water and the miller slept and slept well.",
    }
    assert not found.said("E317")


def test_a_lemma_that_does_not_stand_in_its_line_is_told(read: Reading) -> None:
    found = read(POEM + apparatus(entry("3", "millar", ("#Q", "x")), entry("1", "slept", ("#Q", "y"))))
    assert found.texts["Q"] == found.texts["P"]
    nearest, elsewhere = found.said("E317")
    assert "«millar» does not stand in 3; most like it is «miller»" in nearest
    assert (
        "does not stand in 1; most like it is «kept»; it stands nearby, in «and the miller slept and slept.»"
        in elsewhere
    )
    assert "0 read into 3 witnesses" in found.said("E316")[0]


def test_an_entry_at_a_line_that_is_not_there_is_told(read: Reading) -> None:
    assert "no line or part with the number 9" in read(POEM + apparatus(entry("9", "x", ("#Q", "y")))).said("E317")[0]


def test_entries_of_one_line_follow_its_words(read: Reading) -> None:
    found = read(POEM + apparatus(entry("3", "miller", ("#Q", "smith")), entry("3", "and", ("#Q", "then"))))
    assert found.texts["Q"].endswith("and the smith slept then slept.")


@pytest.mark.parametrize(
    ("text", "loc"),
    [
        ('<body><p n="4">one <lb n="7"/>two three <lb n="8"/>two four</p></body>', "8"),
        ('<body><div n="2"><p n="4">x two</p></div><div n="3"><p n="4">two four</p></div></body>', "3.4"),
        ('<body><div n="2"><p n="4">x two</p></div><div n="3"><p n="4">two four</p></div></body>', "3,4"),
        ("<body><lg><l>a two</l><l>two four</l></lg></body>", "v. 2"),
        ('<body><ab xml:id="s1">a two</ab><ab xml:id="s2">two four</ab></body>', "#s2"),
    ],
)
def test_numbers_of_lines_verses_and_divisions(read: Reading, text: str, loc: str) -> None:
    found = read(text + apparatus(entry(loc, "two", ("#Q", "deux"))))
    assert found.texts["Q"].endswith("deux four")
    assert found.texts["Q"].count("deux") == 1


def test_a_range_of_lines_is_searched(read: Reading) -> None:
    found = read(POEM + apparatus(entry("2–3", "water and", ("#Q", "brook, and"))))
    assert "cold brook, and the miller" in found.texts["Q"]


# -- double-end-point

ENDS = (
    '<body><p>One <anchor xml:id="a"/>two three<anchor xml:id="b"/> four <seg xml:id="s">five</seg> '
    '<anchor xml:id="c"/>six.</p></body>'
)


@pytest.mark.parametrize("holder", ["<back><div><p>{}</p></div></back>", "<back><listApp>{}</listApp></back>"])
def test_readings_take_the_place_of_words_between_two_places(read: Reading, holder: str) -> None:
    entries = (
        '<app from="#a" to="#b"><lem wit="#P">two three</lem><rdg wit="#Q">2 3</rdg><rdg wit="#R"><space/></rdg></app>'
        '<app from="#s"><lem>five</lem><rdg wit="#Q"><hi rend="italic">5</hi></rdg></app>'
        '<app from="#s" to="#s"><lem>five</lem><rdg wit="#R" type="om"/></app>'
    )
    found = read(ENDS + holder.format(entries))
    assert found.texts == {"P": "One two three four five six.", "Q": "One 2 3 four 5 six.", "R": "One four six."}


def test_an_entry_in_the_text_ends_or_begins_where_it_stands(read: Reading) -> None:
    found = read(
        '<body><p>One <anchor xml:id="a"/>two <app from="#a"><lem>two</lem><rdg wit="#Q">2</rdg></app>three '
        '<app to="#b"><rdg wit="#Q">4</rdg><rdg wit="#R">quartum praem.</rdg></app>'
        'four<anchor xml:id="b"/> five</p></body>'
    )
    assert found.texts == {
        "P": "One two three four five",
        "Q": "One 2 three 4 five",
        "R": "One two three quartum four five",
    }


def test_an_end_that_is_not_there_is_told(read: Reading) -> None:
    found = read(ENDS + '<back><listApp><app from="#x" to="#b"><rdg wit="#Q">2</rdg></app></listApp></back>')
    assert "#x is no place of the text" in found.said("E317")[0]


def test_of_two_entries_on_the_same_words_the_second_is_told(read: Reading) -> None:
    twice = '<app from="#a" to="#b"><rdg wit="#Q">2</rdg></app><app from="#a" to="#b"><rdg wit="#Q">II</rdg></app>'
    found = read(ENDS + f"<back><listApp>{twice}</listApp></back>")
    assert found.texts["Q"] == "One 2 four five six."
    assert "another entry is followed for the words «two three»" in found.said("E317")[0]


def test_in_a_positive_apparatus_who_is_not_named_is_lost(read: Reading) -> None:
    text = (
        ENDS + '<back><listApp><app from="#a" to="#b"><lem wit="#P">x</lem><rdg wit="#Q">2</rdg></app></listApp></back>'
    )
    found = read(text, settings='apparatus = "witnesses"')
    assert found.texts["R"] == "One four five six."
    assert "1 place of the apparatus without R" in found.said("E312")[0]


def test_a_file_with_an_apparatus_apart_is_one_witness_without_the_setting(read: Reading) -> None:
    found = read(POEM + apparatus(entry("1", "miller", ("#R", "smith"))), settings="", base="ed")
    assert list(found.texts) == ["ed"]
    assert "smith" not in found.texts["ed"]
    assert "Apparatus" not in found.texts["ed"]


def test_a_pointer_without_its_place_leaves_an_entry_in_the_text(read: Reading) -> None:
    """As some editors write it: `to` names the lemma of a print, and the words stand in the entry."""
    text = '<body><p>One <app to="#p1"><lem wit="#P">two</lem><rdg wit="#Q">2</rdg></app> three</p></body>'
    assert read(text).texts == {"P": "One two three", "Q": "One 2 three", "R": "One two three"}


def test_a_number_with_the_poem_before_it(read: Reading) -> None:
    assert "the smith slept" in read(POEM + apparatus(entry("C1.5.3", "miller", ("#Q", "smith")))).texts["Q"]


def test_losses_that_entries_outside_the_text_tell(read: Reading) -> None:
    found = read(
        POEM
        + apparatus(
            entry("1", "kept", ("#Q", "<lacunaStart/>kept"), ("#R", "has")),
            entry("2", "night", ("#R", "day"), ("#Q", "x")),
            entry("3", "and", ("#Q", "<lacunaEnd/>but"), ("#R", "<witEnd/>")),
        )
    )
    assert found.texts["Q"] == "The miller kept but the miller slept and slept."
    assert found.texts["R"].startswith("The miller has a heron, and a crane; it stood all day in the cold water")
    assert "slept" not in found.texts["R"]


# -- sigla


def line(*readings: str) -> str:
    """A line with one entry in the text."""
    return f'<body><p>the <app><lem wit="#P">heron</lem>{"".join(readings)}</app> stood</p></body>'


def test_hands_have_the_text_of_their_manuscript(read: Reading) -> None:
    found = read(line('<rdg wit="#Q">crane</rdg><rdg wit="#Q2">goose</rdg>'), "P P1 Q")
    assert found.texts == {
        "P": "the heron stood",
        "P1": "the heron stood",
        "Q": "the crane stood",
        "Q2": "the goose stood",
    }
    assert "P1 of P, Q2 of Q" in found.said("E356")[0]


@pytest.mark.parametrize("rest", ["#cett", "cett.", "#rell"])
def test_the_rest_is_who_no_other_reading_names(read: Reading, rest: str) -> None:
    found = read(line(f'<rdg wit="#Q">crane</rdg><rdg wit="{rest}">goose</rdg>'), "P Q R S")
    assert found.texts == {"P": "the heron stood", "Q": "the crane stood", **dict.fromkeys("RS", "the goose stood")}


@pytest.mark.parametrize("group", ['<listWit xml:id="beta">{}</listWit>', '<witness xml:id="beta">{}</witness>'])
def test_a_group_stands_for_its_witnesses(read: Reading, group: str) -> None:
    inner = group.format('<witness xml:id="Q"/><witness xml:id="R"/>')
    found = read(line('<rdg wit="#beta">crane</rdg><rdg wit="#R">goose</rdg>'), f'<witness xml:id="P"/>{inner}')
    assert found.texts == {"P": "the heron stood", "Q": "the crane stood", "R": "the goose stood"}


def test_a_group_may_name_its_witnesses_by_pointers(read: Reading) -> None:
    ids = '<witness xml:id="P"/><witness xml:id="Q"/><witness xml:id="beta"><ptr target="#Q"/> hyparchetype</witness>'
    assert read(line('<rdg wit="#beta">crane</rdg>'), ids).texts["Q"] == "the crane stood"


def test_sigla_in_words(read: Reading) -> None:
    ids = '<witness xml:id="w1"><abbr type="siglum">P</abbr></witness><witness xml:id="w2" n="Q"/><witness xml:id="R"/>'
    text = (
        "<body><p>the <app><lem>heron</lem><rdg>crane</rdg><wit>Q, R</wit></app> "
        '<app><lem>stood</lem><rdg wit="Q">sat</rdg></app></p></body>'
    )
    assert read(text, ids).texts == {"P": "the heron stood", "Q": "the crane sat", "R": "the crane stood"}


def test_undeclared_sigla_and_conjectures_are_told(read: Reading) -> None:
    found = read(line('<rdg wit="#Z">crane</rdg><rdg source="#Bentley">stork</rdg>'))
    assert set(found.texts.values()) == {"the heron stood"}
    assert "Z (1)" in found.said("E318")[0]
    assert "2 readings of no witness" in found.said("E319")[0]


def test_nested_groups_of_readings_and_words_for_an_omission(read: Reading) -> None:
    found = read(
        line('<rdgGrp><rdg wit="#Q">heroun</rdg><rdg wit="#R">h<app><rdg wit="#R">air</rdg></app>on</rdg></rdgGrp>'),
        "P Q R",
    )
    assert found.texts == {"P": "the heron stood", "Q": "the heroun stood", "R": "the hairon stood"}


@pytest.mark.parametrize("words", ["om.", "<hi>omisit</hi>", '<gap reason="omitted"/>', "", " "])
def test_ways_to_say_that_a_witness_omits(read: Reading, words: str) -> None:
    assert read(line(f'<rdg wit="#Q">{words}</rdg>')).texts["Q"] == "the stood"


# -- whole editions


def test_an_edition_with_an_apparatus_apart_builds(folder: Callable[..., Path]) -> None:
    text = POEM + apparatus(entry("1", "miller", ("#Q", "smith")), entry("3", "slept²", ("#Q", "om.")))
    data = HEAD.format(witnesses='<witness xml:id="P"/><witness xml:id="Q"/>', encoding="<p>t</p>") + text + FOOT
    made = build(folder(data, "P", '\n[tei]\napparatus = "witnesses"\nnegative = true\n'), ["tei"])
    assert not made.failed, [str(f) for f in made.findings]


# -- her apparatus is that of the edition

HERS = 'apparatus = "hers"\nnegative = true\n'
NS = {"t": "http://www.tei-c.org/ns/1.0"}


def built(folder: Path) -> etree._Element:
    """The edition that a build makes."""
    made = build(folder, ["tei"])
    assert not made.failed, [str(f) for f in made.findings]
    return etree.parse(folder / "tei" / "edition.xml").getroot()


def entries_of(root: etree._Element) -> list[dict[str, str]]:
    """The innermost entries of an edition: the words of each reading by its witnesses."""
    made = []
    for app in root.iterfind(".//t:app", NS):
        if app.find(".//t:app", NS) is None:
            readings = (r for r in app if r.tag in (f"{{{NS['t']}}}lem", f"{{{NS['t']}}}rdg"))
            made.append({r.get("wit", "").replace("#", ""): " ".join("".join(r.itertext()).split()) for r in readings})
    return made


def test_case_8_in_both_ways(folder: Callable[..., Path]) -> None:
    data = (CASES / "08-her-own-app" / "ed.xml").read_text(encoding="utf-8")
    root = built(folder(data, "P", '\n[tei]\napparatus = "hers"\n'))
    assert entries_of(root) == [
        {"P Q": "miller", "R": "smith"},
        {"P": "heron", "Q R": "crane"},
        {"P": "all", "Q": "the"},
    ]
    outer = next(app for app in root.iterfind(".//t:app", NS) if app.find(".//t:app", NS) is not None)
    assert [(r.tag.partition("}")[2], r.get("wit"), r.get("type")) for r in outer if r.get("wit")] == [
        ("lem", "#P #Q", None),
        ("rdg", "#R", "om"),
    ]


def test_entries_keep_their_extent(folder: Callable[..., Path]) -> None:
    """Collated anew, the first entry would have one word, and the two that touch would be one."""
    text = "<body><p>" + "".join(
        (
            '<app><lem wit="#P">the old miller</lem><rdg wit="#Q">the young miller</rdg></app> kept ',
            '<app><lem wit="#P">a</lem><rdg wit="#Q">one</rdg></app> ',
            '<app><lem wit="#P">heron</lem><rdg wit="#Q">crane or two</rdg></app>; it ',
            '<app><lem wit="#P #Q">stood</lem><rdg source="#x">sat</rdg></app>.</p></body>',
        )
    )
    ids = '<witness xml:id="P"/><witness xml:id="Q"/>'
    data = HEAD.format(witnesses=ids, encoding="<p>t</p>") + text + FOOT
    assert entries_of(built(folder(data, "P", f"\n[tei]\n{HERS}"))) == [
        {"P": "the old miller", "Q": "the young miller"},
        {"P": "a", "Q": "one"},
        {"P": "heron", "Q": "crane or two"},
    ]


def test_entries_apart_and_words_in_another_order(folder: Callable[..., Path]) -> None:
    ids = "".join(f'<witness xml:id="{i}"/>' for i in "PQR")
    text = POEM + apparatus(
        entry("1", "kept a heron", ("#R", "kept the heron")),
        entry("2", "it stood", ("#Q", "inv.")),
        entry("3", "slept²", ("#Q", "snored"), ("#R", "add. well")),
        entry("3", "miller slept and slept", ("#P", "x")),
    )
    data = HEAD.format(witnesses=ids, encoding="<p>t</p>") + text + FOOT
    assert entries_of(built(folder(data, "Q", f"\n[tei]\n{HERS}")))[:2] == [
        {"P Q": "kept a heron", "R": "kept the heron"},
        {"Q": "stood it", "P R": "it stood"},
    ]


def test_another_witness_beside_her_apparatus_is_refused(folder: Callable[..., Path]) -> None:
    data = (CASES / "08-her-own-app" / "ed.xml").read_text(encoding="utf-8")
    other = '\n[[witness]]\nsiglum = "Z"\nseed = "seeds/z.txt"\n\n[tei]\napparatus = "hers"\n'
    edition = folder(data, "P", other)
    (edition / "seeds" / "z.txt").write_text("The miller kept a heron.", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"there are other witnesses \(Z\).*apparatus = \"witnesses\""):
        build(edition, ["tei"])


# -- tables of other programs

ALL = 'witnesses = "all"\n'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "java.json",
            '{"witnesses":["P","Q"],"table":[[["The ","old "],["The "]],[["heron"],["crane "]],[[],["sat"]]]}',
        ),
        (
            "python.json",
            '{"table":[[[{"t":"The "},{"t":"old "}],[{"t":"heron"}],null],'
            '[[{"t":"The "}],[{"t":"crane "}],[{"t":"sat"}]]],"witnesses":["P","Q"]}',
        ),
        (
            "alignment.json",
            '{"alignment":[{"witness":"P","tokens":[{"t":"The"},{"t":"old"},{"t":"heron"},null]},'
            '{"witness":"Q","tokens":[{"t":"The"},null,{"t":"crane"},{"t":"sat"}]}]}',
        ),
        (
            "input.json",
            '{"witnesses":[{"id":"P","content":"The old heron"},'
            '{"id":"Q","tokens":[{"t":"The "},{"t":"crane "},{"t":"sat"}]}]}',
        ),
        ("table.csv", "P,Q\nThe,The\nold,\nheron,crane\n,sat\n"),
        ("table.tsv", "P\tQ\nThe\tThe\nold\t\nheron\tcrane\n\tsat\n"),
    ],
)
def test_all_witnesses_of_a_table(folder: Callable[..., Path], name: str, data: str) -> None:
    found = Read(folder(data, "P", ALL, name))
    assert found.texts == {"P": "The old heron", "Q": "The crane sat"}


def test_some_witnesses_of_a_file(folder: Callable[..., Path]) -> None:
    found = Read(folder("P,Q,R\nThe,The,A\nheron,crane,cat\n", "P", 'witnesses = ["P", "R"]\n', "t.csv"))
    assert found.texts == {"P": "The heron", "R": "A cat"}


def test_a_siglum_that_a_file_does_not_have(folder: Callable[..., Path]) -> None:
    with pytest.raises(ConfigError, match=r"witnesses names X; seeds/t\.csv has P, Q"):
        Read(folder("P,Q\nThe,The\nheron,crane\n", "P", 'witnesses = ["X"]\n', "t.csv"))


def test_a_table_of_lost_words_and_of_verses(folder: Callable[..., Path]) -> None:
    table = "n,P,Q\n1,The heron stood there,#LACUNA#\n2,and the mill went round,and the wheel went round\n"
    found = Read(folder(table, "P", f'{ALL}csv = {{ n = "n" }}\n', "t.csv"))
    assert found.texts == {
        "P": "The heron stood there and the mill went round",
        "Q": "and the wheel went round",
    }


def test_a_text_holds_one_witness(folder: Callable[..., Path]) -> None:
    with pytest.raises(NoReaderError, match="several witnesses are read of one file of tei"):
        Read(folder("Just a text.", "P", ALL, "t.txt"))


def test_an_edition_of_a_table_builds(folder: Callable[..., Path]) -> None:
    root = built(folder("P,Q\nThe,The\nold,\nheron,crane\n", "P", ALL, "t.csv"))
    assert entries_of(root) == [{"P": "old heron", "Q": "crane"}]


# -- LaTeX with reledmac

TEX = r"""\documentclass{article}
\usepackage{reledmac}
\begin{document}
Preface.
\beginnumbering
\pstart
The \edtext{miller}{\Afootnote{smith \textit{B C}}} kept a
\edtext{heron}{\lemma{heron}\Afootnote{crane, \textit{B}; \textit{om.} C\textsuperscript{2}}}, and
\edtext{it stood \edtext{all}{\Afootnote{the B}} night}{\Afootnote{\textit{add.} long \textit{C}}\Bfootnote{cf. Ovid}}
in the \edtext{cold}{\Afootnote{\emph{praem.} very D}} water. % a comment with \edtext{x}{\Afootnote{y Z}}
\edtext{One more}{\Afootnote{\textit{inv. D}}} \edtext{day}{\Afootnote{two days BD}}
\edtext{ago}{\Afootnote{\textit{post} one \textit{transp. B}}}.
\pend
\endnumbering
\end{document}
"""


def test_notes_of_reledmac_are_read_into_witnesses(folder: Callable[..., Path]) -> None:
    found = Read(folder(TEX, "B", ALL, "x.tex"))
    assert found.texts == {
        "B": "The smith kept a crane, and it stood the night in the cold water. One more two days ago.",
        "C": "The smith kept a heron, and it stood all night long in the cold water. One more day ago.",
        "C²": "The smith kept a, and it stood all night long in the cold water. One more day ago.",
        "D": "The miller kept a heron, and it stood all night in the very cold water. more One two days ago.",
    }
    assert [f.position.line for f in found.findings if f.code == "E355"] == [9, 12]
    ovid, remark = found.said("E355")
    assert "«cf. Ovid» ends in no siglum" in ovid
    assert "«post one transp.» is a remark" in remark
    assert "8 read into 4 witnesses (B, C, C², D)" in found.said("E316")[0]
    assert not found.said("I0")


def test_sigla_that_the_editor_names(folder: Callable[..., Path]) -> None:
    text = r"\beginnumbering\pstart A \edtext{deo}{\Afootnote{a domino cod1 cod2}} said.\pend\endnumbering"
    found = Read(folder(text, "cod1", 'witnesses = ["cod1", "cod2", "cod3"]\nreader = "latex"\n', "x.tex"))
    assert found.texts == {"cod1": "A a domino said.", "cod2": "A a domino said.", "cod3": "A deo said."}


def test_verses_of_reledmac(folder: Callable[..., Path]) -> None:
    text = (
        r"\documentclass{article}\begin{document}\beginnumbering\stanza The \edtext{heron}{\Afootnote{crane B}} stood&"
        "\n"
        r"all \edtext{night}{\Afootnote{day \textit{B}}} alone\&\endnumbering\end{document}"
    )
    assert Read(folder(text, "B", ALL, "x.tex")).texts == {"B": "The crane stood all day alone"}


@pytest.mark.parametrize("settings", [ALL, "", 'reader = "text"\n'])
def test_a_file_of_the_classical_text_editor_is_refused_by_name(folder: Callable[..., Path], settings: str) -> None:
    with pytest.raises((NoReaderError, SeedError), match=r"a file of the Classical Text Editor; export it to TEI"):
        Read(folder("CTE 9.0 ...", "ed", settings, "x.cte"))


def test_an_export_of_the_classical_text_editor(read: Reading) -> None:
    """Entries with one end, notes of the editor beside them, readings in words, and where witnesses begin."""
    ids = '<witness xml:id="M1"><abbr><hi>A</hi></abbr></witness><witness xml:id="M2"><abbr><hi>B</hi></abbr></witness>'
    text = (
        '<body><p><hi><app type="a1" to="#w1"><rdg wit="#M2"><witStart/></rdg></app>The<anchor xml:id="w1"/> </hi>'
        '<app type="a1" to="#w2"><rdg wit="#M2"><hi>the praem.</hi></rdg></app>miller<anchor xml:id="w2"/> '
        '<note place="foot" type="a3" targetEnd="#w3"><mentioned>kept]</mentioned> om. <abbr>A</abbr></note>'
        '<app type="a1" to="#w3"><rdg wit="#M2"/></app>kept<anchor xml:id="w3"/> '
        '<app type="a1" to="#w4"><rdg wit="#M1">inv.</rdg></app>a heron<anchor xml:id="w4"/>.</p></body>'
    )
    encoding = '<variantEncoding method="double-end-point" location="internal"/>'
    assert read(text, ids, encoding, base="A").texts == {
        "A": "The miller kept heron a.",
        "B": "The the miller a heron.",
    }
