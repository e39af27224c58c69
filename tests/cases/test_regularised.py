"""Words that are compared as others by decision of the editor: everywhere, in a witness, at a place."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.decided import ID, TEI, edition_of, entries, made, of_decisions, words, write

from edition.build import build

TWICE = {"A": "I pluck it and then you pluck more.", "B": "I fetch it and then you fetch more."}
RULE = '[[regularise]]\nfrom = "pluck"\nto = "fetch"\n'
BOTH = ["pluck ] fetch B [spelling]", "pluck ] fetch B [spelling]"]
FIRST = ["pluck ] fetch B [spelling]", "pluck ] fetch B [substitution]"]


def classes(folder: Path, texts: dict[str, str], decisions: str) -> list[str]:
    """What the two places of `TWICE` are; nothing may be told."""
    found, told = made(folder, texts, decisions)
    assert told == []
    return found


def test_without_a_rule_the_words_are_others(tmp_path: Path) -> None:
    assert all("[spelling]" not in one for one in classes(tmp_path, TWICE, ""))


@pytest.mark.parametrize(
    ("decisions", "right"),
    [
        (RULE, BOTH),
        (f'{RULE}scope = "everywhere"\nshow = "entry"\nas = "spelling"\n', BOTH),
        (f'{RULE}in = "A"\n', BOTH),
        (f'{RULE}in = ["A", "B"]\nscope = "witness"\n', BOTH),
        (f'{RULE}prefix = "I "\n', FIRST),
        (f'{RULE}nth = 1\nin = "A"\n', FIRST),
        (f'{RULE}except = [{{ exact = "pluck", prefix = "you " }}]\n', FIRST),
        (f'{RULE}except = [{{ exact = "YOU pluck" }}]\n', FIRST),
        (RULE.replace('"pluck"', '["nothing", "PLUCK"]'), BOTH),
    ],
)
def test_a_rule_makes_spellings_where_it_holds(tmp_path: Path, decisions: str, right: Sequence[str]) -> None:
    assert classes(tmp_path, TWICE, decisions) == right


def test_a_rule_for_one_witness_leaves_the_others(tmp_path: Path) -> None:
    texts = {"A": "He saw the light.", "B": "He saw ye light.", "C": "He saw thee light."}
    decisions = '[[regularise]]\nfrom = ["ye", "thee"]\nto = "the"\nscope = "witness"\nin = "B"\nby = "AR"\n'
    assert classes(tmp_path, texts, decisions) == ["the ] ye B [spelling]; thee C [substitution]"]
    root = edition_of(tmp_path)
    assert [r.get("resp") for r in root.iter(f"{TEI}rdg")] == ["#ed-ar", None]
    assert "ed-ar" in [s.get(ID) for s in root.iter(f"{TEI}respStmt")]
    assert "«ye» and «thee» as «the» in B." in words(next(root.iter(f"{TEI}normalization")))


def test_the_narrower_rule_wins_in_any_order(tmp_path: Path) -> None:
    here = '[[regularise]]\nfrom = "pluck"\nto = "tear"\nprefix = "you "\n'
    for number, decisions in enumerate((RULE + here, here + RULE)):
        assert classes(tmp_path / str(number), TWICE, decisions) == FIRST


def test_words_are_aligned_as_what_they_are_compared_as(tmp_path: Path) -> None:
    texts = {"A": "He went over brook and rested by water gate.", "B": "He went over water and rested."}
    decisions = '[[regularise]]\nfrom = "brook"\nto = "water"\n'
    assert "brook ] water B [spelling]" in classes(tmp_path, texts, decisions)


def test_several_words_are_compared_as_as_many(tmp_path: Path) -> None:
    texts = {"A": "It rains to morrow here.", "B": "It rains the next here."}
    decisions = '[[regularise]]\nfrom = "to morrow"\nto = "the next"\n'
    assert classes(tmp_path, texts, decisions) == ["to morrow ] the next B [spelling]"]


@pytest.mark.parametrize(
    ("decisions", "code", "said"),
    [
        ('[[regularise]]\nfrom = "plucked"\nto = "x"\n', "E408", 'quote these words:\n  exact = "pluck"'),
        (f'{RULE}except = [{{ exact = "pluck them" }}]\n', "E408", "except: «pluck them» does not stand so"),
        (f'{RULE}prefix = "we "\n', "E408", "nearest"),
        (f'{RULE}{RULE}in = "A"\n', "E472", "a rule of narrower scope wins"),
        (RULE.replace('"fetch"', '"fetch it"'), "E474", "another number of words"),
        (f'{RULE}scope = "here"\n', "E410", "stand at two places of A"),
        (f'{RULE}scope = "section"\n', "E474", "in no section of A"),
    ],
)
def test_a_rule_that_does_not_fit_is_told(tmp_path: Path, decisions: str, code: str, said: str) -> None:
    told = of_decisions(build(write(tmp_path, TWICE, decisions), ["tei"]))
    assert [f.code for f in told] == [code]
    assert said in told[0].message


def test_rules_that_contradict_each_other_are_an_error(tmp_path: Path) -> None:
    decisions = f'{RULE}[[regularise]]\nfrom = ["x", "Pluck"]\nto = "tear"\n'
    built = build(write(tmp_path, TWICE, decisions), ["tei"])
    assert built.failed
    assert [(f.code, f.position.line) for f in of_decisions(built)] == [("E419", 1), ("E419", 4)]


def test_a_class_wins_over_a_rule_for_words(tmp_path: Path) -> None:
    write(tmp_path, TWICE, f'{RULE}[[class]]\nexact = "pluck"\nprefix = "you "\nas = "factual"\n')
    assert not build(tmp_path, ["tei"]).failed
    assert entries(tmp_path) == ["pluck ] fetch B [spelling]", "pluck ] fetch B [factual]"]
