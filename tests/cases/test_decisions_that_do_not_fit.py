"""Decisions of the editor that do not fit, or that are found in another form; and what holds of all decisions."""

import random
import re
import tomllib
from pathlib import Path

import pytest
from lxml import etree
from tests.decided import FERRY, TEI, entries, made, of_decisions, words, write

from edition.build import build
from edition.commands.new import write_starter
from edition.decide.place import MOST_STALE
from edition.model import Severity


@pytest.mark.parametrize(
    ("decision", "code", "said"),
    [
        ('[[class]]\nexact = "grey"\nas = "spelling"', "E472", "the reading is spelling already"),
        ('[[lemma]]\nexact = "grey"\nfrom = "A"', "E472", "the lemma is what A has"),
        ('[[join]]\nexact = "grey"', "E472", "the words are in one entry"),
        ('[[split]]\nexact = "grey lamp"\nafter = "grey"', "E472", "no entry goes across"),
        ('[[class]]\nexact = "lamp"\nas = "spelling"', "E471", "there is no entry at «lamp»"),
        ('[[join]]\nexact = "lamp was"', "E471", "there is no entry at «lamp was»"),
        ('[[class]]\nexact = "Grey"\nas = "factual"', "E473", 'write\n  exact = "grey"'),
        ('[[class]]\nexact = "graye lamp"\nas = "factual"', "E408", 'quote these words:\n  exact = "grey lamp"'),
        ('[[class]]\nexact = "the quick brown fox"\nas = "factual"', "E408", "nor anything like it"),
    ],
)
def test_a_decision_that_does_nothing_is_told(tmp_path: Path, decision: str, code: str, said: str) -> None:
    found, told = made(tmp_path, FERRY, f"\n\n{decision}\n")
    assert [(f.code, f.position.path, f.position.line) for f in told] == [(code, "decisions.toml", 3)]
    assert said in told[0].message
    assert len(found) == 4


@pytest.mark.parametrize(
    ("decision", "code", "said"),
    [
        ('[[class]]\nexact = "after ten"\nas = "nameForm"\nin = "B"\nprefix = "harbour "\nsuffix = " weary"', "", ""),
        (
            '[[class]]\nexact = "passed the northern harbour after nine"\nas = "spelling"',
            "E410",
            "is in more than one entry: «passed] crossed",
        ),
        ('[[lemma]]\nexact = "passed the northern harbour after nine"\nfrom = "B"', "E410", "and «"),
        ('[[class]]\nexact = "passed"\nas = "spelling"\nof = "A"', "E474", "A has the lemma"),
        ('[[class]]\nexact = "with men"\nas = "spelling"\nof = "C"', "E474", "C lacks the words"),
        (
            '[[split]]\nexact = "with men"\nafter = ["men", "with"]',
            "E474",
            "«with» does not stand in «with men» behind",
        ),
        ('[[split]]\nexact = "with men"\nafter = "hands"', "E474", "after: «hands» does not stand in «with men»"),
    ],
)
def test_a_decision_that_cannot_be_is_an_error(tmp_path: Path, decision: str, code: str, said: str) -> None:
    built = build(write(tmp_path, FERRY, f"\n{decision}\n"), ["tei"])
    told = of_decisions(built)
    assert [(f.code, f.position.line) for f in told] == ([(code, 2)] if code else [])
    assert all(said in f.message and f.severity is Severity.ERROR for f in told)
    assert built.failed == bool(code)


def test_words_at_two_places_are_quoted_with_what_tells_them_apart(tmp_path: Path) -> None:
    texts = {"A": "The old gate and the old wall.", "B": "The auld gate and the auld wall."}
    decision = '[[class]]\nexact = "old"\nas = "spelling"\n'
    (told,) = of_decisions(build(write(tmp_path, texts, decision), ["tei"]))
    assert told.code == "E410"
    assert "seeds/A.txt:1:5 «…The [old] gate and" in told.message
    blocks = re.findall(r"(?m)(?:^  .*\n?)+", told.message)
    assert [tomllib.loads(block) for block in blocks] == [
        {"exact": "old", "prefix": "The "}, {"exact": "old", "prefix": "the "}
    ]  # fmt: skip
    assert made(tmp_path, texts, decision + "nth = 2\n")[0] == [
        "old ] auld B [substitution]", "old ] auld B [spelling]"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "pair",
    [
        ('[[class]]\nexact = "grey"\nof = "B"\nas = "factual"\n',
         '[[class]]\nexact = "grey"\nof = "C"\nas = "substantive"\n'),
        ('[[class]]\nexact = "grey"\nas = "substantive"\n', '[[class]]\nexact = "gray"\nin = "B"\nas = "factual"\n'),
        ('[[lemma]]\nexact = "with men"\nfrom = "B"\n', '[[lemma]]\nexact = "with hands"\nin = "B"\nfrom = "C"\n'),
    ],
)  # fmt: skip
def test_two_decisions_that_contradict_each_other_are_an_error_with_both_lines(
    tmp_path: Path, pair: tuple[str, str]
) -> None:
    write(tmp_path, FERRY, pair[0])
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "b.toml").write_text(f"\n{pair[1]}", encoding="utf-8")
    built = build(tmp_path, ["tei"])
    told = [f for f in built.findings if f.code == "E419"]
    assert built.failed
    assert [str(f.position) for f in told] == ["decisions.toml:1:1", "decisions/b.toml:2:1"]
    assert all("decisions.toml:1" in f.message and "decisions/b.toml:2" in f.message for f in told)


def test_two_reviews_of_one_entry_do_not_contradict_each_other(tmp_path: Path) -> None:
    former = '[[reviewed]]\nexact = "grey"\nresult = "grey] graye B C"\n'
    write(tmp_path, FERRY, former + former.replace("graye", "gray"))
    built = build(tmp_path, ["tei"])
    assert not built.failed
    assert [(f.code, f.position.line) for f in of_decisions(built)] == [("E475", 1)]


def test_two_decisions_on_one_name_that_contradict_each_other_are_an_error(tmp_path: Path) -> None:
    one = '[[mention]]\nexact = "passed"\nreject = true\n'
    built = build(write(tmp_path, FERRY, one + one.replace("reject = true", 'date = "1803"')), ["tei"])
    told = of_decisions(built)
    assert built.failed
    assert [(f.code, f.position.line) for f in told] == [("E419", 1), ("E419", 4)]


def test_a_mark_beside_the_words_is_not_of_their_entry(tmp_path: Path) -> None:
    texts = {"A": "He came home, and he slept.", "B": "He came back; and he slept."}
    split = '[[split]]\nexact = "home,"\nafter = "home"\n'
    found, told = made(tmp_path, texts, f'{split}[[lemma]]\nexact = "home,"\nfrom = "B"\n')
    assert found[0].startswith("back")
    assert [f.code for f in told] in ([], ["E472"])


def test_decisions_that_say_the_same_are_no_conflict(tmp_path: Path) -> None:
    one = '[[class]]\nexact = "grey"\nof = "B"\nas = "factual"\n'
    assert made(tmp_path, FERRY, one + one.replace('"B"', '"C"'))[1] == []


def test_a_note_is_not_on_a_reading_that_stands_in_a_note_of_the_witness(tmp_path: Path) -> None:
    words = "The report a year later gave proof of this. The court knew of it by then."
    texts = {"A": f"The court wrote of the case.\n\n{words}\n\nThey left the town.",
             "B": f"The court wrote of the case.*\n\n* {words}\n\nThey left the town."}  # fmt: skip
    write(tmp_path, texts, f'[[note]]\nexact = "{words}"\ntext = "x"\nof = "B"\n')
    config = (tmp_path / "edition.toml").read_text(encoding="utf-8")
    (tmp_path / "edition.toml").write_text(f'{config}reader = "page"\n', encoding="utf-8")
    (told,) = of_decisions(build(tmp_path, ["tei"]))
    assert told.code == "E474"


def test_the_nearest_words_are_named_for_some_stale_decisions_and_all_are_told(tmp_path: Path) -> None:
    stale = "".join(
        f'[[join]]\nexact = "passed the northern harbours after nine weary{n}"\n' for n in range(MOST_STALE + 2)
    )
    told = of_decisions(build(write(tmp_path, FERRY, stale), ["tei"]))
    assert [f.code for f in told] == ["E408"] * (MOST_STALE + 2)
    assert ["nearest (" in f.message for f in told] == [True] * MOST_STALE + [False] * 2


def test_a_split_behind_markup_divides_nothing(tmp_path: Path) -> None:
    texts = {"A": "Once.\n\n== Old gate ==\n\nTwice.", "B": "Once.\n\n== New gate ==\n\nTwice."}
    write(tmp_path, texts, '[[split]]\nexact = "== Old"\nafter = "=="\n')
    config = (tmp_path / "edition.toml").read_text(encoding="utf-8")
    (tmp_path / "edition.toml").write_text(config.replace('.txt"\n', '.txt"\nreader = "wiki"\n'), encoding="utf-8")
    built = build(tmp_path, ["tei"])
    assert not built.failed
    assert [f.code for f in of_decisions(built)] == ["E472"]
    assert entries(tmp_path) == ["Old ] New B [substitution]"]


def test_an_entry_is_in_one_block(tmp_path: Path) -> None:
    texts = {"A": "One old gate.\n\nTwo men came.", "B": "One new gate.\n\nTwo hands came."}
    built = build(write(tmp_path, texts, '[[join]]\nexact = "old gate. Two men"\n'), ["tei"])
    (told,) = of_decisions(built)
    assert built.failed
    assert told.code == "E474"
    assert "in two blocks" in told.message


def test_a_split_never_divides_a_name(tmp_path: Path) -> None:
    write_starter(tmp_path / "e")
    split = '[[split]]\nexact = "Anna Keller"\nafter = "Anna"\nprefix = "{}"\n'
    text = (tmp_path / "e" / "seeds" / "A.txt").read_text(encoding="utf-8")
    prefix = text[max(0, text.index("Anna Keller") - 6) : text.index("Anna Keller")].replace("\n", "\\n")
    (tmp_path / "e" / "decisions.toml").write_text(split.format(prefix), encoding="utf-8")
    told = of_decisions(build(tmp_path / "e", ["tei"]))
    assert [f.code for f in told] in (["E474"], ["E471"], ["E472"])


def test_the_lemma_of_a_witness_that_is_not_extant_is_an_error(tmp_path: Path) -> None:
    texts = {**FERRY, "F": "after ten weary summer nights with hands aboard. No gray lamp was lit."}
    write(tmp_path, texts, '[[lemma]]\nexact = "passed"\nfrom = "F"\n')
    config = (tmp_path / "edition.toml").read_text(encoding="utf-8")
    (tmp_path / "edition.toml").write_text(f'{config}scope = "fragment"\n', encoding="utf-8")
    (told,) = of_decisions(build(tmp_path, ["tei"]))
    assert told.code == "E474"
    assert "has not survived here" in told.message


# -- what holds of all decisions


def test_the_order_of_decisions_makes_no_difference(tmp_path: Path) -> None:
    some = ['[[class]]\nexact = "grey"\nas = "factual"\n', '[[lemma]]\nexact = "passed"\nfrom = "B"\n',
            '[[note]]\nexact = "grey"\ntext = "b"\n', '[[note]]\nexact = "grey"\ntext = "a"\n',
            '[[join]]\nexact = "nine weary summer nights with"\n']  # fmt: skip
    results = set()
    for seed in range(4):
        random.Random(seed).shuffle(some)
        made(tmp_path / str(seed), FERRY, "".join(some))
        results.add((tmp_path / str(seed) / "tei" / "edition.xml").read_bytes())
    assert len(results) == 1


def test_entries_without_a_decision_are_what_they_are_without_decisions(tmp_path: Path) -> None:
    before = made(tmp_path / "0", FERRY, "")[0]
    after = made(
        tmp_path / "1", FERRY, '[[lemma]]\nexact = "passed"\nfrom = "B"\n[[class]]\nexact = "grey"\nas = "factual"'
    )
    assert after[0][1:3] == before[1:3]


def test_deciding_after_a_build_gives_what_building_with_the_decision_gives(tmp_path: Path) -> None:
    decisions = '[[lemma]]\nexact = "passed"\nfrom = "B"\n[[note]]\nexact = "grey"\ntext = "x"\n'
    decisions += '[[join]]\nexact = "nine weary summer nights with men"\n[[hide]]\nexact = "passed"\nfrom = "print"\n'
    decisions += '[[order]]\nexact = "men"\nreadings = ["C", "B"]\n[[class]]\nexact = "men"\nof = "B"\nas = "factual"\n'
    decisions += '[[apart]]\nin.A = { exact = "lamp" }\nin.B = { exact = "lamp" }\n'
    made(tmp_path / "late", FERRY, "")
    made(tmp_path / "late", FERRY, decisions)
    made(tmp_path / "soon", FERRY, decisions)
    late, soon = ((tmp_path / name / "tei" / "edition.xml").read_bytes() for name in ("late", "soon"))
    assert late == soon


def test_words_copied_from_the_page_are_found_in_a_source_with_markup(tmp_path: Path) -> None:
    texts = {
        "A": "== Crew ==\nThe ''old'' [[ferry]] lay\nat the gate.",
        "B": "== Crew ==\nThe ''new'' [[ferry]] lay at the gate.",
    }
    write(tmp_path, texts, '[[note]]\nexact = "old"\nsuffix = " ferry lay at"\ntext = "x"\n')
    config = (tmp_path / "edition.toml").read_text(encoding="utf-8")
    (tmp_path / "edition.toml").write_text(config.replace('A.txt"', 'A.txt"\nreader = "wikitext"').replace(
        'B.txt"', 'B.txt"\nreader = "wikitext"'), encoding="utf-8")  # fmt: skip
    built = build(tmp_path, ["tei"])
    assert not built.failed
    assert of_decisions(built) == []
    assert any(one.endswith("(x)") for one in entries(tmp_path))


def test_a_decision_on_a_name_in_another_case_is_used_and_told(tmp_path: Path) -> None:
    write_starter(tmp_path / "e")
    (tmp_path / "e" / "decisions.toml").write_text(
        '[[mention]]\nexact = "AT DUSK"\nwitness = "A"\ndate = "1803"\n', encoding="utf-8"
    )
    built = build(tmp_path / "e", ["tei"])
    assert [f.code for f in built.findings if f.code in ("E408", "E473")] == ["E473"]
    marks = etree.parse(tmp_path / "e" / "tei" / "witnesses" / "A.xml").getroot().iter(f"{TEI}date")
    assert "at dusk" in [words(mark) for mark in marks]
