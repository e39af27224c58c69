"""Names of English texts: whose a surname with many bearers is, and names that are a part of longer ones."""

import re
from pathlib import Path

import pytest

from edition.annotate import annotate
from edition.model import Entry, EntryKind, Form, Kind, Node, Register, Seed, Witness

BEARERS = Path(__file__).parent / "bent-names" / "bearers.txt"
MENTION = re.compile(r"\[([\w?-]+)\|([^\]]+)\]")
_NOBODY = ("?", "-")  # somebody whom nothing decides; somebody who is in no register


def person(name: str, full: str, surname: str) -> Entry:
    return Entry(f"pers-{name}", EntryKind.PERSON, (Form(full, surname=surname),))


def found(text: str, register: Register) -> tuple[list[tuple[str, str]], list[str]]:
    """The words that are marked, with their entries, and the codes of the findings."""
    root = Node(Kind.BODY, 0, len(text), (Node(Kind.PARAGRAPH, 0, len(text)),))
    witness = Witness("A", "A", Seed("A", "seeds/a.txt", text, ""), root, "text", language="en")
    mentions, findings = annotate(witness, register)
    return [(text[m.start : m.end], m.ref.partition("-")[2]) for m in mentions if m.ref], [f.code for f in findings]


FAMILIES = {
    "Brandis": {"anna": "Anna", "hugo": "Hugo", "otto": "Otto", "clara": "Clara", "emil": "Emil", "jp": "John Paul"},
    "Marlow": {"tom": "Tom", "sue": "Susan", "dan": "Daniel"},
    "Ansell": {"ruth": "Ruth", "max": "Max", "ida": "Ida"},
}


def test_a_surname_with_many_bearers_keeps_its_precision() -> None:
    persons = [person(i, f"{given} {name}", name) for name, one in FAMILIES.items() for i, given in one.items()]
    register = Register.of([*persons, Entry("plac-b", EntryKind.PLACE, (Form("Marlow"),))])
    marked = " ".join(BEARERS.read_text("utf-8").split())
    expected = [(m[2], m[1]) for m in MENTION.finditer(marked) if m[1] not in _NOBODY]
    made, _ = found(MENTION.sub(lambda m: m[2], marked), register)
    right = [one for one in made if one in expected]
    assert made == right, "precision 1"
    assert len(right) >= 0.95 * len(expected)


HANS = Register.of([person("hans", "Hans Keller", "Keller")])


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Then Hans Keller came. Later Miss Keller sang to Mr Keller.", ["Hans Keller", "Keller"]),
        ("Then Hans Keller came. Mrs. Hans Keller sang; old Mrs Keller too.", ["Hans Keller"]),
        ("There Mary Ann Keller and Otto von Keller sang.", []),
        ("There Anna Keller-Abt and Keller-Abt sang, and Abt-Keller.", []),
        ("There lived Keller, Hans Keller and Keller’s dog.", ["Keller", "Hans Keller", "Keller"]),
    ],
)  # fmt: skip
def test_nobody_is_marked_as_a_relative(text: str, marked: list[str]) -> None:
    assert [words for words, _ in found(text, HANS)[0]] == marked


@pytest.mark.parametrize("name", ["Hans Keller-Lind", "H. Lind-Keller"])
def test_two_names_of_the_register_behind_a_forename_are_one(name: str) -> None:
    """Without a forename they stay two: the Keller-Lind quarrel."""
    both = Register.of([*HANS, person("ida", "Ida Lind", "Lind")])
    assert found(f"There {name} sang.", both) == ([], ["E402", "E402"])
    assert len(found("There was the Keller-Lind quarrel.", both)[0]) == 2


WHOLE = Register.of(
    [
        person("tess", "Tess d'Urberville", "d'Urberville"),
        person("lee", "Lee Cheuk-yan", "Lee"),
        person("enfant", "Pierre L'Enfant", "L'Enfant"),
    ]
)
PARTS = Register.of(
    [
        person("u", "John Urberville", "Urberville"),
        person("c", "Wing Cheuk", "Cheuk"),
        person("e", "Max Enfant", "Enfant"),
        person("n", "Max Neil", "Neil"),
    ]
)


@pytest.mark.parametrize("name", ["d'Urberville", "D’Urberville", "Lee Cheuk-yan", "Pierre L'Enfant", "L’Enfant"])
def test_a_name_with_a_mark_inside_is_whole(name: str) -> None:
    assert [words for words, _ in found(f"There {name} sang, and {name}’s dog.", WHOLE)[0]] == [name, name]
    assert found(f"There {name} sang.", PARTS)[0] == [], "and no part of it is another name"


@pytest.mark.parametrize("name", ["O'Neil", "M’Neil", "Fitz-Neil", "Neil-the-Post", "St. Neil", "Neil-sur-Mer"])
def test_a_part_of_a_longer_name_is_nobody(name: str) -> None:
    assert found(f"There {name} sang.", PARTS)[0] == []


def test_a_title_at_the_end_of_a_sentence_is_not_that_of_the_next_name() -> None:
    wells = Register.of([Entry("plac-w", EntryKind.PLACE, (Form("Wells"),))])
    assert found("They saw the captain. Wells was far.", wells)[0] == [("Wells", "w")]
    assert found("They saw Capt. Wells there.", wells)[0] == []
