"""Words that the editor aligns or keeps apart: the entries that come of it, and what is said where it cannot be."""

from pathlib import Path

import pytest
from lxml import etree
from tests.decided import FERRY, ID, TEI, codes, edition_of, entries, made, of_decisions, write

from edition.build import build
from edition.edition import Edition
from edition.tasks.check import check


def decision(table: str, **quotes: str) -> str:
    """A decision on words of several witnesses; what stands before and behind them is in brackets: «[by ]flood»."""
    rows = [f"[[{table}]]"]
    for siglum, words in quotes.items():
        before, _, rest = words.removeprefix("[").partition("]") if words.startswith("[") else ("", "", words)
        exact, _, behind = rest.partition("[")
        keys = (("exact", exact), ("prefix", before), ("suffix", behind.removesuffix("]")))
        rows.append(f"in.{siglum} = {{ " + ", ".join(f'{key} = "{value}"' for key, value in keys if value) + " }")
    return "\n".join(rows) + "\n"


ALIGNED = {
    "of another number of words": (
        ("He came over the wide water and rested by the flood gate.", "He came over the flood and rested."),
        {"A": "the wide water", "B": "the flood"},
        ["the wide water ] the flood B [substitution]", "by the flood gate ] om. B [om]"],
    ),
    "within words that were one entry": (
        ("He saw the crimson old boat then.", "He saw the small red boat then."),
        {"A": "crimson", "B": "red"},
        ["— ] small B [addition]", "crimson ] red B [substitution]", "old ] om. B [om]"],
    ),
    "beside a word that all have": (
        ("A wide and low land.", "A broad and high land."), {"A": "wide", "B": "broad"},
        ["wide ] broad B [substitution]", "low ] high B [substitution]"],
    ),
    "that stand in another order": (
        ("See the red and blue flags.", "See the blue and red flags."),
        {"A": "red", "B": "red"},
        ["— ] blue and B [addition]", "and blue ] om. B [om]"],
    ),
    "of which some are the same": (
        ("He saw the wide water then.", "He saw the wide lake then."),
        {"A": "the wide water", "B": "the wide lake"},
        ["the wide water ] the wide lake B [substitution]"],
    ),
    "that stand more than once": (
        ("A rose. A red rose. No rose.", "A rose is red."),
        {"A": "[No ]rose", "B": "rose"},
        ["rose. A red rose. No ] om. B [om]", "— ] is red B [addition]"],
    ),
    "at the start of a block": (
        ("Old men came home.\n\nIt rained.", "Then Hands came home.\n\nIt rained."),
        {"A": "Old men", "B": "Hands"},
        ["— ] Then B [addition]", "Old men ] Hands B [substitution]"],
    ),
    "of three witnesses": (
        ("The wide old ferry then came to us.", "The boat came home then came to us.",
         "A small cart the boat came then came to us."),
        {"A": "wide old ferry", "B": "boat", "C": "small cart"},
        ["The ] A C [substitution]", "wide old ferry ] boat B [substitution]; small cart C [substitution]",
         "— ] came home B [addition]; the boat came C [addition]"],
    ),
    "with the witnesses that have the same": (
        ("He saw the crimson old boat then.", "He saw the small red boat then.", "He saw the small red boat then."),
        {"A": "crimson", "B": "red"},
        ["— ] small B C [addition]", "crimson ] red B C [substitution]", "old ] om. B C [om]"],
    ),
    "over words on which all agree": (
        ("one two three four five six seven Xerxes came.", "Yon one two three four five six seven came."),
        {"A": "Xerxes", "B": "Yon"},
        ["Xerxes ] Yon B [substitution]"],
    ),
    "between other witnesses than the base": (
        ("The king came.", "The king with old Ann came.", "The king with Tom the elder came."),
        {"B": "Ann", "C": "elder"},
        ["— ] with old B [addition]; with Tom the C [addition]", "— ] Ann B [addition]; elder C [addition]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ALIGNED)
def test_words_are_aligned(name: str, tmp_path: Path) -> None:
    texts, quotes, right = ALIGNED[name]
    found, told = made(tmp_path, dict(zip("ABC", texts, strict=False)), decision("align", **quotes))
    assert found == right
    assert told == []


APART = {
    "of which only a mark between them is the same": (
        ("the seal of the guild of the whole land: It is known",
         "the seal of the guild: The board has met in the hall. It is known"),
        {"A": "of the whole land", "B": "The board has met in the hall."},
        ["of the whole land ] om. B [om]", "— ] The board has met in the hall. B [addition]"],
    ),
    "that are the same": (
        ("The ferry came.", "The ferry came."), {"A": "ferry", "B": "ferry"},
        ["ferry ] om. B [om]", "— ] ferry B [addition]"],
    ),
    "with the witnesses that have the same": (
        tuple(FERRY.values()), {"A": "nine", "B": "ten"},
        ["passed ] crossed B C [substitution]", "nine ] om. B C [om]", "— ] ten B C [addition]",
         "with men ] with hands B [substitution]; om. C [om]", "grey ] gray B C [spelling]"],
    ),
    "of three witnesses": (
        ("The ferry came.", "The boat came.", "The cart came."), {"A": "ferry", "B": "boat", "C": "cart"},
        ["ferry ] om. B C [om]", "— ] boat B [addition]", "— ] cart C [addition]"],
    ),
    "at the end of a block, with marks": (
        ("Old men came home.\n\nIt rained.", "Old men came back!\n\nIt rained."), {"A": "home.", "B": "back!"},
        ["home. ] om. B [om]", "— ] back! B [addition]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", APART)
def test_words_are_kept_apart(name: str, tmp_path: Path) -> None:
    texts, quotes, right = APART[name]
    found, told = made(tmp_path, dict(zip("ABC", texts, strict=False)), decision("apart", **quotes))
    assert found == right
    assert told == []


def test_words_are_aligned_and_kept_apart_in_a_passage_that_one_lacks(tmp_path: Path) -> None:
    passage = "of the long and weary road that went on over the far blue hills and down"
    texts = {"A": f"He told {passage} again.", "C": "He told again.",
             "B": f"He told {passage.replace('long and weary', 'slow old')} again."}  # fmt: skip
    before = made(tmp_path / "0", texts, "")[0]
    assert "long and weary ] slow old B [substitution]" in before
    found, told = made(tmp_path / "1", texts, decision("align", A="long", B="old"))
    assert found[1:] == ["— ] slow B [addition]", "long ] old B [substitution]", "and weary ] om. B [om]"]
    assert told == []
    found, told = made(tmp_path / "2", texts, decision("apart", A="long and weary", B="slow old"))
    assert sorted(found[1:]) == ["long and weary ] om. B [om]", "— ] slow old B [addition]"]
    assert told == []


def test_words_of_verses_are_aligned_across_their_lines(tmp_path: Path) -> None:
    texts = {"A": "The rose is red\nand so is wine,\nthe lamp is lit\nthis night is mine.",
             "B": "The rose is red\nand mead is fine,\nthe lamp is lit\nthis night is thine."}  # fmt: skip
    write(tmp_path, texts, decision("align", A="wine", B="mead"))
    assert not build(tmp_path, ["tei"]).failed
    assert any(one.startswith("wine") and "mead" in one for one in entries(tmp_path))
    assert check(tmp_path).holds


def test_words_of_a_fragment_are_aligned_and_it_goes_on_where_it_did(tmp_path: Path) -> None:
    texts = {"A": "«said» «said»", "B": "«said» «said»"}
    write(tmp_path, texts, decision("align", A="[» ]«said»", B="«said[» «]"))
    config = (tmp_path / "edition.toml").read_text(encoding="utf-8")
    (tmp_path / "edition.toml").write_text(f'{config}scope = "fragment"\n', encoding="utf-8")
    built = build(tmp_path, ["tei"])
    assert not built.failed, [str(f) for f in built.findings]
    assert check(tmp_path).holds


def test_what_is_so_without_the_decision_is_told(tmp_path: Path) -> None:
    for number, (table, quotes) in enumerate(
        [("align", {"A": "nine", "B": "ten"}), ("align", {"A": "men", "B": "hands"}),
         ("align", {"A": "lamp", "C": "lamp"}), ("apart", {"A": "nine", "B": "hands"})]
    ):  # fmt: skip
        found, told = made(tmp_path / str(number), FERRY, f"\n{decision(table, **quotes)}")
        assert [(f.code, f.position.line) for f in told] == [("E472", 2)], quotes
        assert len(found) == 4


def test_entries_elsewhere_stay_what_they_are(tmp_path: Path) -> None:
    before = made(tmp_path / "0", FERRY, "")[0]
    found, told = made(tmp_path / "1", FERRY, decision("apart", A="passed", B="crossed"))
    assert found[2:] == before[1:]
    assert told == []


def test_the_place_of_each_witness_is_proposed_as_a_line_of_the_decision(tmp_path: Path) -> None:
    texts = {"A": "A rose is a rose.", "B-1": "A flower is a flour."}
    built = build(
        write(tmp_path, texts, decision("align", A="rose")[:-1] + '\nin."B-1" = { exact = "fluor" }\n'), ["tei"]
    )
    two, stale = sorted(of_decisions(built), key=lambda f: f.code, reverse=True)
    assert (two.code, stale.code) == ("E410", "E408")
    assert '\n  in.A = { exact = "rose", prefix = "A " }' in two.message
    assert '\n  in.B-1 = { exact = "flour." }' in stale.message or '\n  in.B-1 = { exact = "flour" }' in stale.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (decision("align", A="nine", B="ten"), decision("apart", A="nine weary", B="ten")),
        (decision("align", A="nine", B="ten"), decision("align", A="nine", B="hands")),
    ],
)
def test_decisions_that_contradict_each_other_are_an_error(tmp_path: Path, one: str, other: str) -> None:
    for number, text in enumerate((one + other, other + one)):
        told = of_decisions(build(write(tmp_path / str(number), FERRY, text), ["tei"]))
        assert [(f.code, f.position.line) for f in told] == [("E419", 1), ("E419", 4)]


@pytest.mark.parametrize(
    ("texts", "text", "said"),
    [
        (("Home.\n\n== Old ==\n\nIt rained.", "Home.\n\n== New ==\n\nAncient days.\n\nIt rained."),
         decision("align", A="Old", B="Ancient"), "headings, entries"),
        (("== H ==\n\nOne old gate.\n\nTwo men came.", "== H ==\n\nOne new door.\n\nTwo hands came."),
         decision("align", A="gate. Two", B="door"), "no entry goes across blocks"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_an_error_that_says_why(tmp_path: Path, texts: tuple[str, str], text: str, said: str) -> None:
    write(tmp_path, dict(zip("AB", texts, strict=True)), text)
    config = (tmp_path / "edition.toml").read_text(encoding="utf-8")
    (tmp_path / "edition.toml").write_text(config.replace('.txt"\n', '.txt"\nreader = "wiki"\n'), encoding="utf-8")
    (told,) = of_decisions(build(tmp_path, ["tei"]))
    assert told.code == "E474"
    assert said in told.message


def test_other_decisions_act_on_words_that_were_aligned(tmp_path: Path) -> None:
    texts = {"A": "He saw the crimson old boat then.", "B": "He saw the small red boat then."}
    aligned = decision("align", A="crimson", B="red")
    for number, (more, right) in enumerate(
        [('[[lemma]]\nexact = "crimson"\nfrom = "B"\n', "red ] crimson A [substitution]"),
         ('[[class]]\nexact = "crimson"\nas = "spelling"\n', "crimson ] red B [spelling]"),
         ('[[note]]\nexact = "red"\nin = "B"\ntext = "so"\n', "crimson ] red B [substitution] (so)")]
    ):  # fmt: skip
        for order, text in enumerate((aligned + more, more + aligned)):
            found, told = made(tmp_path / f"{number}{order}", texts, text)
            assert found[1] == right
            assert told == []
    join = '[[join]]\nexact = "crimson old"\n'
    found, told = made(tmp_path / "join", texts, join + aligned)
    assert "crimson ] red B [substitution]" in found
    assert codes(told) in ([], ["E472"])


def test_a_split_divides_words_that_are_aligned(tmp_path: Path) -> None:
    texts = {"A": "He saw the wide water then.", "B": "He saw the broad lake then."}
    text = decision("align", A="wide water", B="broad lake") + '[[split]]\nexact = "wide water"\nafter = "wide"\n'
    found, _ = made(tmp_path, texts, text)
    assert found == ["wide ] broad B [substitution]", "water ] lake B [substitution]"]


def test_the_tei_says_who_aligned_and_why_names_the_decision(tmp_path: Path) -> None:
    texts = {"A": "He saw the crimson old boat then.", "B": "He saw the small red boat then."}
    text = decision("align", A="crimson", B="red")
    made(tmp_path, texts, f'{text}by = "AR"\nwhy = "a colour"\n')
    apps = list(edition_of(tmp_path).iter(f"{TEI}app"))
    assert "#ed-ar" in [app.get("resp") for app in apps]
    decided = next(app for app in apps if app.get("resp"))
    assert any("decisions.toml:1 (AR): a colour" in line for line in Edition(tmp_path).why(decided.get(ID)))
    assert check(tmp_path).holds


def test_words_that_are_transposed_by_a_decision_are_told_as_such(tmp_path: Path) -> None:
    texts = {"A": "one two three four five six seven Xerxes came.", "B": "Yon one two three four five six seven came."}
    made(tmp_path, texts, decision("align", A="Xerxes", B="Yon"))
    links: list[etree._Element] = list(edition_of(tmp_path).iter(f"{TEI}link"))
    assert len(links) == 1
    assert check(tmp_path).holds


def test_the_order_of_decisions_makes_no_difference(tmp_path: Path) -> None:
    texts = {"A": "He saw the crimson old boat and nine men.", "B": "He saw the small red boat and ten hands."}
    some = [decision("align", A="crimson", B="red"), decision("apart", A="nine", B="ten"),
            decision("align", A="men", B="hands")]  # fmt: skip
    results = set()
    for number, ordered in enumerate((some, some[::-1], [some[1], some[0], some[2]])):
        made(tmp_path / str(number), texts, "".join(ordered))
        results.add((tmp_path / str(number) / "tei" / "edition.xml").read_bytes())
    assert len(results) == 1
