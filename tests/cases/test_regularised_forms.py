"""Words that are compared as others in one section, as another class than spelling, grouped or hidden."""

from pathlib import Path

import pytest
from tests.decided import TEI, edition_of, entries, made, of_decisions, write

from edition.build import build
from edition.errors import ConfigError
from edition.model import Finding
from edition.tasks.check import check

TEXTS = {
    siglum: f"Here we {word}.\n\n== One ==\n\nThey {word} it.\n\n== Two ==\n\nYou {word} not."
    for siglum, word in (("A", "chuse"), ("B", "elect"))
}
RULE = '[[regularise]]\nfrom = "elect"\nto = "chuse"\n'


def decided(folder: Path, decisions: str) -> tuple[list[str], list[Finding]]:
    """The classes of the three entries, and what is said of the decisions."""
    write(folder, TEXTS, decisions)
    config = (folder / "edition.toml").read_text(encoding="utf-8")
    (folder / "edition.toml").write_text(config.replace('.txt"\n', '.txt"\nreader = "wiki"\n'), encoding="utf-8")
    built = build(folder, ["tei"])
    kinds = [one.partition("[")[2].rstrip("]") for one in entries(folder)] if not built.failed else []
    return kinds, of_decisions(built)


@pytest.mark.parametrize(
    ("keys", "right"),
    [
        ("", ["spelling", "spelling", "spelling"]),
        ('section = "Two"\n', ["substitution", "substitution", "spelling"]),
        ('section = "oné"\nin = "B"\n', ["substitution", "spelling", "substitution"]),
        ('scope = "section"\nin = "B"\nprefix = "They "\n', ["substitution", "spelling", "substitution"]),
        ('as = "nameForm"\n', ["nameForm", "nameForm", "nameForm"]),
        ('as = "substantive"\nsection = "One"\n', ["substitution", "substitution", "substitution"]),
    ],
)
def test_a_rule_holds_in_its_section_and_says_the_class(tmp_path: Path, keys: str, right: list[str]) -> None:
    found, told = decided(tmp_path, f"{RULE}{keys}")
    assert found == right
    assert told == []
    resp = [r.get("resp") for r in edition_of(tmp_path).iter(f"{TEI}rdg")]
    assert resp.count("#editor") == (1 if "section" in keys else 3)


def test_a_rule_for_a_place_wins_over_one_for_its_section_and_this_over_one_for_all(tmp_path: Path) -> None:
    some = [f'{RULE}as = "factual"\n', f'{RULE}section = "One"\nas = "nameForm"\n',
            f'{RULE}in = "B"\nprefix = "You "\nas = "dateForm"\n']  # fmt: skip
    for number, text in enumerate(("".join(some), "".join(some[::-1]))):
        assert decided(tmp_path / str(number), text) == (["factual", "nameForm", "dateForm"], [])


@pytest.mark.parametrize(
    ("keys", "code", "said"),
    [
        ('section = "Tow"\n', "E408", "the decision is stale; did you mean 'Two'?"),
        ('scope = "section"\nin = "B"\nprefix = "we "\n', "E474", "the place is in no section of B"),
        ('scope = "section"\nin = "B"\nsuffix = " "\n', "E410", "stand in more than one section of B"),
        ('scope = "section"\nin = "B"\nprefix = "Thy "\n', "E408", "nearest"),
    ],
)
def test_a_section_that_is_not_there_is_told(tmp_path: Path, keys: str, code: str, said: str) -> None:
    (told,) = decided(tmp_path, f"\n{RULE}{keys}")[1]
    assert (told.code, told.position.line) == (code, 2)
    assert said in told.message


def test_rules_that_give_the_same_words_two_classes_contradict_each_other(tmp_path: Path) -> None:
    told = decided(tmp_path, f'{RULE}as = "factual"\n{RULE}as = "nameForm"\n')[1]
    assert [(f.code, f.position.line) for f in told] == [("E419", 1), ("E419", 5)]


def test_a_section_with_another_scope_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"decisions.toml:4:1: \[regularise\] with section has scope = 'section'"):
        decided(tmp_path, f'{RULE}scope = "here"\nsection = "One"\n')


def test_a_spelling_stands_in_a_group_where_it_is_to_be_grouped(tmp_path: Path) -> None:
    texts = {"A": "They choose it.", "B": "They chuse it.", "C": "They take it."}
    rule = '[[regularise]]\nfrom = "chuse"\nto = "choose"\n'
    assert made(tmp_path / "0", texts, rule)[0] == ["choose ] chuse B [spelling]; take C [substitution]"]
    assert not list(edition_of(tmp_path / "0").iter(f"{TEI}rdgGrp"))
    found, told = made(tmp_path / "1", texts, f'{rule}show = "grouped"\n')
    assert found == ["choose ] chuse B [spelling]; take C [substitution]"]
    assert told == []
    (group,) = edition_of(tmp_path / "1").iter(f"{TEI}rdgGrp")
    assert [r.get("wit") for r in group] == ["#B"]
    assert check(tmp_path / "1").holds


def test_an_entry_is_hidden_where_all_its_readings_are(tmp_path: Path) -> None:
    texts = {"A": "They choose it, or choose none.", "B": "They chuse it, or chuse none.",
             "C": "They take it, or choose none."}  # fmt: skip
    found, told = made(tmp_path, texts, '[[regularise]]\nfrom = "chuse"\nto = "choose"\nshow = "hidden"\n')
    assert found == ["choose ] chuse B [spelling]; take C [substitution]", "choose ] chuse B [spelling]"]
    assert told == []
    assert [app.get("rend") for app in edition_of(tmp_path).iter(f"{TEI}app")] == [None, "none"]
    assert check(tmp_path).holds


def test_a_section_of_a_transcription_is_named_by_its_number(tmp_path: Path) -> None:
    head = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
    head += (
        "<publicationStmt><p>None.</p></publicationStmt><sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>"
    )
    body = '<div n="1"><div n="1"><p>They {0} it.</p></div><div n="2"><p>You {0} not.</p></div></div>'
    body += '<div n="2"><div n="1"><p>Here we {0}.</p></div></div>'
    for number, right in (("1.2", 1), ("2.1", 2), ("2", 2)):  # 2 is the second section, not that in the first
        folder = tmp_path / number
        write(folder, TEXTS, f'{RULE}section = "{number}"\nin = "B"\n')
        for siglum, word in (("A", "chuse"), ("B", "elect")):
            text = f"{head}<text><body>{body.format(word)}</body></text></TEI>"
            (folder / "seeds" / f"{siglum}.xml").write_text(text, encoding="utf-8")
        config = (folder / "edition.toml").read_text(encoding="utf-8")
        (folder / "edition.toml").write_text(config.replace(".txt", ".xml"), encoding="utf-8")
        built = build(folder, ["tei"])
        assert not built.failed
        kinds = [r.get("type") for r in edition_of(folder).iter(f"{TEI}rdg")]
        assert [kinds.index("spelling"), kinds.count("spelling")] == [right, 1]
