"""Results that are kept: made once for the same values, anew for others, though these be equal."""

from edition.annotate import marking
from edition.model import Entry, EntryKind, Form, Kind, Node, Register, Seed, Witness
from edition.model.remembered import Remembered


def test_a_result_is_made_once_for_the_same_values() -> None:
    remembered = Remembered(lambda words, given: [words, *given], most=2)
    given = {"a": 1, "b": 2}
    assert remembered("x", given) is remembered("".join(["x"]), given)
    assert remembered.made == 1
    remembered("y", given)
    assert remembered.made == 2


def test_a_mapping_that_is_equal_is_another_value_for_its_order_may_matter() -> None:
    remembered = Remembered(lambda given: list(given), most=2)
    assert [remembered({"a": 1, "b": 2}), remembered({"b": 2, "a": 1})] == [["a", "b"], ["b", "a"]]


def test_what_was_not_used_longest_goes_first() -> None:
    remembered = Remembered(lambda words: [words], most=2)
    for words in ("a", "b", "a", "c", "a"):
        remembered(words)
    assert remembered.made == 3
    remembered("b")
    assert remembered.made == 4


def _witness(siglum: str) -> Witness:
    text = "Then Smith came."
    root = Node(Kind.BODY, 0, len(text), (Node(Kind.PARAGRAPH, 0, len(text)),))
    return Witness(siglum, siglum, Seed(siglum, f"seeds/{siglum}.txt", text, ""), root, "text", language="en")


def _register(name: str) -> Register:
    return Register.of([Entry("pers-smith", EntryKind.PERSON, (Form(name, surname=name),))])


def test_the_names_of_a_register_are_made_ready_once_for_all_witnesses_in_a_language() -> None:
    before = marking._known.made
    register = _register("Smith")
    found = [[m.ref for m in marking.annotate(_witness(s), register)[0]] for s in ("A", "B", "C")]
    assert found == [["pers-smith"]] * 3
    assert marking._known.made == before + 1
    assert marking.annotate(_witness("A"), _register("Jones"))[0] == ()
    assert marking._known.made == before + 2
