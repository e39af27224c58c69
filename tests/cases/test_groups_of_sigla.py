"""Groups of witnesses with a siglum of their own, and how entries name witnesses: in the TEI, on the site, in print."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree
from tests.decided import TEI, sigla, words

from edition.build import build
from edition.errors import ConfigError
from edition.model.sigla_groups import SiglumGroup, find_problems, members_of, nest
from edition.stages import read_sources
from edition.tasks.check import check
from edition.tei.decode.edition import recover_text, witness_ids

TEXTS = {
    "A": "The barge passed the northern weir after nine weary summer nights with men aboard. It ran on.",
    "B": "The barge passed the northern weir after ten weary summer nights with men aboard. It ran on.",
    "C": "The barge crossed the northern weir after ten weary summer nights with hands aboard. It ran on.",
    "D": "The barge crossed the northern weir after ten weary summer nights aboard. It ran slowly on.",
    "E": "The barge crossed the northern weir after ten weary summer nights aboard. It ran slowly on.",
}
NORTH = (
    '[[group]]\nsiglum = "α"\nof = ["C", "β"]\nname = "The northern copies"\n[[group]]\nsiglum = "β"\nof = ["D", "E"]\n'
)


def write(folder: Path, settings: str, texts: Mapping[str, str] = TEXTS) -> Path:
    """An edition of plain texts with these tables; the first text is the base."""
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    rows = [f'[edition]\ntitle = "Weir"\nbase = "{next(iter(texts))}"\n', settings]
    for siglum, text in texts.items():
        (folder / "seeds" / f"{siglum}.txt").write_text(f"{text}\n", encoding="utf-8")
        rows.append(f'[[witness]]\nsiglum = "{siglum}"\nseed = "seeds/{siglum}.txt"\n')
    (folder / "edition.toml").write_text("\n".join(rows), encoding="utf-8")
    return folder


def entries_of(page: Path) -> list[str]:
    """The entries as the page of the apparatus shows them, without their place, class and link."""
    items = re.findall(r'<li id="n-.*?</li>', page.read_text(encoding="utf-8"), re.DOTALL)
    return [
        re.sub(
            r"<[^>]+>", "", re.sub(r'<span class="kind">.*?</span>|<a class="place".*?</a> |<a class="cite".*', "", i)
        )
        for i in items
    ]


def site_entries(folder: Path, settings: str, texts: Mapping[str, str] = TEXTS) -> list[str]:
    built = build(write(folder, settings, texts), ["site"])
    assert not built.failed
    return [re.split("¶|why\\?", one)[0].strip() for one in entries_of(folder / "build" / "site" / "apparatus.html")]


def test_a_group_is_printed_where_all_its_witnesses_have_the_reading(tmp_path: Path) -> None:
    found = site_entries(tmp_path, NORTH)
    assert found == [
        "passed] crossed α",
        "nine] ten B α",
        "with men] with hands C; om. β",
        "post ran] add. slowly β",
    ]


def test_the_data_name_every_witness_and_the_list_of_witnesses_the_groups(tmp_path: Path) -> None:
    write(tmp_path, NORTH)
    assert not build(tmp_path, ["tei"]).failed
    root = etree.parse(tmp_path / "tei" / "edition.xml").getroot()
    assert [sigla(r) for r in root.iter(f"{TEI}rdg")] == ["C D E", "B C D E", "C", "D E", "D E"]
    outer, alpha, beta = root.iter(f"{TEI}listWit")
    assert [(g.get("n"), words(g.find(f"{TEI}head"))) for g in (alpha, beta)] == [
        ("α", "The northern copies"),
        ("β", "β"),
    ]
    assert [[w.get("n") for w in group.iterchildren(f"{TEI}witness")] for group in (outer, alpha, beta)] == [
        ["A", "B"],
        ["C"],
        ["D", "E"],
    ]
    for siglum, name in witness_ids(root).items():
        assert recover_text(root, name).split() == TEXTS[siglum].split()


def test_an_edition_with_groups_holds_all_that_is_proved(tmp_path: Path) -> None:
    build(write(tmp_path, f'{NORTH}[apparatus]\nstyle = "positive"\ncett = "cett."\n'), ["tei", "site"])
    assert not [f for f in check(tmp_path).findings if f.severity == "error"]


def test_a_positive_apparatus_names_the_witnesses_of_the_lemma(tmp_path: Path) -> None:
    assert site_entries(tmp_path, '[apparatus]\nstyle = "positive"\n') == [
        "passed] A B; crossed C D E",
        "nine] A; ten B C D E",
        "with men] A B; with hands C; om. D E",
        "post ran] om. A B C; add. slowly D E",
    ]


def test_all_the_rest_stand_at_the_reading_that_most_have(tmp_path: Path) -> None:
    positive = site_entries(tmp_path / "1", '[apparatus]\nstyle = "positive"\ncett = "rell."\n')
    assert positive == [
        "passed] A B; crossed rell.",
        "nine] A; ten rell.",
        "with men] rell.; with hands C; om. D E",
        "post ran] om. rell.; add. slowly D E",
    ]
    negative = site_entries(tmp_path / "2", '[apparatus]\ncett = "cett."\n')
    assert negative == [
        "passed] A B; crossed cett.",
        "nine] A; ten cett.",
        "with men] with hands C; om. D E",
        "post ran] add. slowly D E",
    ]


def test_the_rest_may_be_the_rest_of_some_witnesses(tmp_path: Path) -> None:
    own = '[apparatus]\nstyle = "positive"\n[[group]]\nsiglum = "ω"\nof = ["C", "D", "E"]\nkind = "rest"\n'
    assert site_entries(tmp_path, own) == [
        "passed] A B; crossed ω",
        "nine] A; ten B ω",
        "with men] A B; with hands C; om. ω",
        "post ran] om. A B C; add. slowly ω",
    ]


def test_a_fragment_that_is_silent_belongs_to_no_rest_and_to_no_group_there(tmp_path: Path) -> None:
    texts = {**TEXTS, "F": "with hands aboard. It ran on."}
    write(
        tmp_path, '[apparatus]\nstyle = "positive"\ncett = "cett."\n[[group]]\nsiglum = "φ"\nof = ["E", "F"]\n', texts
    )
    config = tmp_path / "edition.toml"
    config.write_text(config.read_text(encoding="utf-8") + 'scope = "fragment"\n', encoding="utf-8")
    assert not build(tmp_path, ["site"]).failed
    found = entries_of(tmp_path / "build" / "site" / "apparatus.html")
    assert found[0].startswith("passed] A B; crossed cett.")
    assert "φ" not in "".join(found)


def test_the_layers_may_differ(tmp_path: Path) -> None:
    settings = '[apparatus]\nstyle = "positive"\nsite = "negative"\n'
    assert site_entries(tmp_path, settings)[0] == "passed] crossed C D E"
    config = read_sources(tmp_path).config.apparatus
    assert (b'style="negative"' in config.printing("site"), b'style="positive"' in config.printing("print")) == (
        True,
        True,
    )


STYLES = '[[order]]\nexact = "passed"\nstyle = "positive"\n[[order]]\nexact = "nine"\nstyle = "negative"\n'


def test_one_entry_is_printed_in_another_style_by_decision(tmp_path: Path) -> None:
    (tmp_path / "decisions.toml").write_text(STYLES, encoding="utf-8")
    assert site_entries(tmp_path, '[apparatus]\ncett = "cett."\n') == [
        "passed] A B; crossed cett.",
        "nine] ten B C D E",
        "with men] with hands C; om. D E",
        "post ran] add. slowly D E",
    ]
    root = etree.parse(tmp_path / "tei" / "edition.xml").getroot()
    assert [lem.get("rend") for lem in root.iter(f"{TEI}lem")] == ["positive", "negative", None, None]
    assert not [f for f in check(tmp_path).findings if f.severity == "error"]


def test_two_styles_for_one_entry_contradict_each_other(tmp_path: Path) -> None:
    both = STYLES.replace('"nine"', '"passed"')
    (tmp_path / "decisions.toml").write_text(both, encoding="utf-8")
    built = build(write(tmp_path, ""), ["tei"])
    assert {f.code for f in built.findings if f.severity == "error"} == {"E419"}


def test_latex_prints_as_the_book_does(tmp_path: Path) -> None:
    write(tmp_path, f'{NORTH}[apparatus]\nprint = "positive"\n')
    assert not build(tmp_path, ["exports"]).failed
    tex = (tmp_path / "build" / "exports" / "latex" / "edition.tex").read_text(encoding="utf-8")
    assert r"\lemma{passed}\Afootnote{\textit{A B}; crossed~\textit{α}}" in tex
    assert r"\lemma{ran}\Afootnote{\textit{om.}~\textit{A B C}; \textit{add.} slowly~\textit{β}}" in tex


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ('[[group]]\nsiglum = "α"\nof = ["A", "X"]\n', 7, "'X', which is no siglum"),
        ('[[group]]\nsiglum = "B"\nof = ["A", "C"]\n', 6, "is the siglum of a witness"),
        ('[[group]]\nsiglum = "α"\nof = ["A"]\n', 7, "two members or more"),
        ('[[group]]\nsiglum = " "\nof = ["A", "C"]\n', 6, "needs at least one letter"),
        ('[[group]]\nsiglum = "α"\nof = ["A", "A"]\n', 7, "twice"),
        ('[[group]]\nsiglum = "α"\nof = ["A", "α"]\n', 7, "member of itself"),
        ('[[group]]\nsiglum = "α"\nof = ["A", "C"]\nkind = "stemma"\n', 8, "'stemma' is unknown"),
        ('[[group]]\nsiglum = "α"\nof = ["A", "C"]\n[[group]]\nsiglum = "β"\nof = ["C", "D"]\n', 10, "share C"),
        ('[[group]]\nsiglum = "α"\nof = ["A", "C"]\n[[group]]\nsiglum = "α"\nof = ["B", "D"]\n', 9, "two groups"),
        ('[[group]]\nsiglum = "α"\nof = ["A", "C"]\n[[group]]\nsiglum = "β"\nof = ["C", "A"]\n', 10, "same members"),
        ('[[group]]\nsiglum = "α"\nof = ["A", "C"]\nmembers = 2\n', 8, "no key 'members'"),
        ('[apparatus]\nstyle = "positiv"\n', 6, "did you mean 'positive'?"),
        ('[apparatus]\ncett = "A"\n', 0, "is a siglum already"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_group_is_told_with_its_line(tmp_path: Path, table: str, line: int, said: str) -> None:
    write(tmp_path, table)
    with pytest.raises(ConfigError, match=re.escape(said)) as error:
        read_sources(tmp_path)
    assert str(error.value).startswith(f"edition.toml:{line}:" if line else "edition.toml: ")


def test_a_group_holds_the_witnesses_of_the_groups_in_it() -> None:
    groups = (SiglumGroup("β", ("D", "E")), SiglumGroup("α", ("C", "β")))
    assert members_of(groups[1], groups) == {"C", "D", "E"}
    assert list(find_problems(groups, "ABCDE")) == []
    tree = nest("ADBEC", groups)
    assert [t if isinstance(t, str) else t.group.siglum for t in tree] == ["A", "α", "B"]
    alpha = tree[1]
    assert not isinstance(alpha, str)
    assert [t if isinstance(t, str) else t.group.siglum for t in alpha.inside] == ["β", "C"]
