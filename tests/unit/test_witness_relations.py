"""Agreements, support and the entries of branches, on a few places whose answers are counted by hand."""

from pathlib import Path

import pytest
from tests.decided import Texts, write

from edition.decide.decided_rules import decided_rules
from edition.model import Siglum
from edition.model.relations import Comparison, NoTree, Relations, TreeNode
from edition.relate.characters import OMISSION, Character, characters
from edition.relate.support import replicates_for
from edition.relate.witness_relations import LEAST_PLACES, relate, relations
from edition.stages import Documents, make_documents, read_sources


def places(*rows: str, sigla: str = "ABCD") -> list[Character]:
    """A place for each row: a digit for each witness, `-` for an omission, `.` where it is not extant."""
    made = []
    for number, row in enumerate(rows):
        states = {s: OMISSION if sign == "-" else int(sign) for s, sign in zip(sigla, row, strict=True) if sign != "."}
        made.append(Character(f"app-{number}", states))
    return made


def test_two_agree_against_another() -> None:
    found = relate(places("0011", "00-1", "--01", "0.11"), "ABCD")
    assert found.pairs["A", "B"] == Comparison(compared=3, agreed=3, in_omission=1)
    assert found.pairs["A", "C"] == Comparison(compared=4, agreed=0)
    assert found.pairs["C", "D"] == Comparison(compared=4, agreed=2)
    assert found.comparison("D", "B") == Comparison(compared=3, agreed=0)
    assert (found.pairs["A", "B"].share, Comparison(0, 0).share) == (1.0, None)


def test_three_say_nothing_of_groups() -> None:
    found = relate(places("001", "010", "001", sigla="ABC"), "ABC")
    assert (found.root, found.why_not) == (None, NoTree.FEW_WITNESSES)
    assert [(pair, one.agreed) for pair, one in found.pairs.items()] == [
        (("A", "B"), 2), (("A", "C"), 1), (("B", "C"), 0)
    ]  # fmt: skip


def test_too_few_places_make_no_tree() -> None:
    found = relate(places(*["0011"] * (LEAST_PLACES - 1)), "ABCD")
    assert (found.root, found.why_not) == (None, NoTree.FEW_PLACES)
    assert relate(places(*["0011"] * LEAST_PLACES), "ABCD").root is not None


def test_who_can_hardly_be_compared_is_not_in_the_tree() -> None:
    rows = ["0011."] * 20 + ["00110"] * 3
    found = relate(places(*rows, sigla="ABCDE"), "ABCDE")
    assert found.left_out == ("E",)
    assert found.root is not None
    assert sorted(found.root.sigla) == ["A", "B", "C", "D"]
    assert found.pairs["A", "E"].compared == 3


def test_a_branch_has_the_entries_that_part_the_witnesses_so() -> None:
    rows = ["00011"] * 12 + ["00012", "0.011", "00101", "0..11", "0...1", "00-11"]
    found = relate(places(*rows, sigla="ABCDE"), "ABCDE")
    (branch,) = [b for b in found.branches if set(b.side) in ({"D", "E"}, {"A", "B", "C"})]
    assert branch.entries == (*(f"app-{n}" for n in range(12)), "app-13")
    assert branch.partly == ("app-12", "app-17")
    assert branch.lone == 1  # 0..11: of A, B and C only A is extant
    assert branch.against == 1  # 00101
    assert branch.support == 1.0


def test_what_all_places_say_has_full_support_and_what_none_says_is_no_branch() -> None:
    alone = ["1000", "0100", "0010", "0001"] * 5
    star = relate(places(*alone), "ABCD")
    assert star.branches == ()
    assert star.root is not None
    assert len(star.root.children) == 4
    assert [b.support for b in relate(places(*alone, *["0011"] * 20), "ABCD").branches] == [1.0]


def test_support_is_a_share_where_places_contradict_each_other() -> None:
    found = relate(places(*["0011"] * 12, *["0101"] * 10, *["1000", "0100", "0010", "0001"] * 3), "ABCD")
    (branch,) = found.branches
    assert 0.5 < branch.support < 0.95
    assert (len(branch.entries), branch.against) == (12, 10)


def named(relations_: Relations) -> tuple[object, ...]:
    """A tree without the order of neighbours."""

    def of(node: TreeNode) -> object:
        return node.siglum or (frozenset(map(of, node.children)), round(node.length, 12))

    assert relations_.root is not None
    sides = {
        frozenset([frozenset(b.side), frozenset(relations_.root.sigla) - set(b.side)]): b for b in relations_.branches
    }
    return of(relations_.root), {side: (b.support, b.entries, b.against) for side, b in sides.items()}


def test_the_order_of_the_witnesses_changes_nothing() -> None:
    rows = ["00011", "00101", "01011", "00-11", "0.111", "10000", "00001", "00100", "01110", "00110"] * 3
    given = places(*rows, sigla="ABCDE")
    assert named(relate(given, "ABCDE")) == named(relate(given, "DBECA"))
    assert relate(given, "DBECA").sigla == tuple("DBECA")


def test_the_same_readings_have_the_same_support_again() -> None:
    given = places(*["0011", "0101", "0110", "1000"] * 6, "0011")
    assert relate(given, "ABCD") == relate(given, "ABCD")


@pytest.mark.parametrize(("witnesses", "number"), [(4, 1000), (31, 1000), (40, 468), (300, 100)])
def test_more_witnesses_have_fewer_samples(witnesses: int, number: int) -> None:
    assert replicates_for(witnesses) == number


# -- from an edition


def made(folder: Path, texts: Texts, decisions: str = "", head: str = "") -> Documents:
    write(folder, texts, decisions, f'language = "en"\n{head}')
    return make_documents(read_sources(folder))


def parted(folder: Path, texts: Texts, decisions: str = "", head: str = "") -> list[str]:
    """Of each place the witnesses that read the same, by commas; behind a blank who omits."""
    made_ = []
    for one in characters(made(folder, texts, decisions, head).model.layout)[0]:
        groups: dict[int, list[Siglum]] = {}
        for siglum, state in sorted(one.states.items()):
            groups.setdefault(state, []).append(siglum)
        omitting = "".join(groups.pop(OMISSION, []))
        made_.append(f"{','.join(sorted(map(''.join, groups.values())))} {omitting}".strip())
    return made_


PLAIN = {"A": "The old boat went out.", "B": "The new boat went out.", "C": "The new boat went out."}


def test_a_reading_is_a_state_an_omission_too(tmp_path: Path) -> None:
    assert parted(tmp_path / "a", PLAIN) == ["A,BC"]
    assert parted(tmp_path / "b", PLAIN | {"C": "The boat went out."}) == ["A,B C"]


def test_what_differs_in_writing_alone_is_one_reading(tmp_path: Path) -> None:
    texts = PLAIN | {"B": "The Old boat went out.", "D": "The old, boat went out."}
    assert parted(tmp_path, texts) == ["ABD,C"]


def test_the_editor_says_what_is_of_substance(tmp_path: Path) -> None:
    texts = {"A": "The grey boat went.", "B": "The gray boat went.", "C": "The gray boat went."}
    assert parted(tmp_path / "a", texts) == []
    substantive = '[[class]]\nexact = "grey"\nas = "substantive"\n'
    assert parted(tmp_path / "b", texts, substantive) == ["A,BC"]
    accidental = '[[class]]\nexact = "old"\nas = "accidental"\n'
    assert parted(tmp_path / "c", PLAIN, accidental) == []
    one = '[[class]]\nexact = "old"\nof = "C"\nas = "accidental"\n'
    assert parted(tmp_path / "d", PLAIN | {"B": "The small boat went out."}, one) == ["AC,B"]


def test_a_conjecture_belongs_to_no_witness(tmp_path: Path) -> None:
    conjecture = '[[conjecture]]\nexact = "old"\nread = "odd"\n'
    assert parted(tmp_path / "a", PLAIN, conjecture) == ["A,BC"]
    alone = dict.fromkeys("ABC", "The old boat went out.")
    assert parted(tmp_path / "b", alone, conjecture) == []
    emendation = f"{conjecture}adopt = true\n"
    assert parted(tmp_path / "c", PLAIN, emendation) == ["A,BC"]


def test_a_missing_list_is_counted_once(tmp_path: Path) -> None:
    items = "\n\n".join(f"- The {word} boat" for word in ("red", "green", "blue", "white"))
    start, end = "Of boats there are many here and elsewhere.", "And so they were all of them lost."
    texts = {"A": f"{start}\n\n{items}\n\n{end}", "B": f"{start}\n\n{end}", "C": f"{start}\n\n{items}\n\n{end}"}
    found, told = characters(made(tmp_path, texts).model.layout)
    assert [one.states["B"] for one in found] == [OMISSION]
    assert told == 3


def test_only_what_the_editor_decided(tmp_path: Path) -> None:
    texts = {"A": "The old boat went out at nine.", "B": "The new boat went out at ten.", "C": "The new boat went in."}
    decisions = '[[class]]\nexact = "old"\nas = "factual"\n'
    model = made(tmp_path, texts, decisions).model
    decided = decided_rules(model.apparatus).keys()
    every, some = (relations(model.layout, decided, only_decided=only) for only in (False, True))
    assert (every.decided, some.places, some.decided) == (1, 1, 1)
    assert every.places > 1


def test_a_lacuna_is_no_reading(tmp_path: Path) -> None:
    texts = {s: f"{line} went out at dawn.\n\nNobody ever saw the {end} of it again." for s, line, end in (
        ("A", "The old boat", "crew"), ("B", "The new boat", "crew"), ("C", "The new boat", "men"))}  # fmt: skip
    texts["D"] = "Nobody ever saw the men of it again."
    whole = write(tmp_path / "a", texts, "")
    first = characters(make_documents(read_sources(whole)).model.layout)[0][0]
    assert sorted(first.states) == list("ABCD")
    fragment = write(tmp_path / "b", texts, "")
    settings = (fragment / "edition.toml").read_text(encoding="utf-8")
    settings += 'scope = "fragment"\n'
    (fragment / "edition.toml").write_text(settings, encoding="utf-8")
    found = characters(make_documents(read_sources(fragment)).model.layout)[0]
    assert [sorted(one.states) for one in found] == [list("ABC"), list("ABCD")]


def test_support_is_the_same_on_every_machine() -> None:
    """The numbers of one run: another draw, or sums in another order, would give others."""
    rows = ["000011", "000101", "011000", "001100", "110000", "0.1100", "00-11-", "100000", "000001", "001000"] * 4
    found = relate(places(*rows, sigla="ABCDEF"), "ABCDEF")
    assert [(branch.side, branch.support) for branch in found.branches] == [
        (("A", "B"), 0.88),
        (("C", "D"), 0.689),
        (("E", "F"), 0.854),
    ]


def test_witnesses_that_never_differ_have_nothing_to_compare() -> None:
    found = relate([], "ABCD")
    assert (found.places, found.why_not) == (0, NoTree.FEW_PLACES)
    assert all(one.share is None for one in found.pairs.values())
