"""Bibliography entries in their parts, with and without a register; short citations and the works they mean."""

import pytest

from edition.annotate import annotation_of
from edition.annotate.bibliography_entries import find_short_citations, is_isbn, parse_entry
from edition.annotate.language import ENGLISH
from edition.model import Entry, EntryKind, Form, Kind, MentionKind, Node, Register, Seed, Witness

NAMES = {
    Kind.AUTHOR: "author", Kind.EDITOR: "editor", Kind.PUBLISHER: "publisher", Kind.PUBLICATION_PLACE: "place",
    Kind.ISBN: "isbn", Kind.EXTENT: "extent", MentionKind.WORK: "title", MentionKind.DATE: "date",
}  # fmt: skip


def parts(text: str) -> list[tuple[str, str]]:
    return [(NAMES[p.kind], text[p.start : p.end]) for p in parse_entry(text, [], ENGLISH).parts]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("Weidling, Johann. 1831. Mosses of the Upper Elbe. Leipzig: Brandloh & Sohn. ISBN 0-19-853453-1.",
         ["author Weidling, Johann", "title Mosses of the Upper Elbe", "place Leipzig", "publisher Brandloh & Sohn",
          "isbn 0-19-853453-1"]),
        ("Orme, Silvanus R. (1840). Ferns: A Life in Gardens. London: Furnival Press.",
         ["author Orme, Silvanus R.", "title Ferns: A Life in Gardens", "place London", "publisher Furnival Press"]),
        ('Quast, A. and Field, Rosamund (1829). "On a Moss from Dorking". Journal of Botany 3(2), 17-24.',
         ["author Quast, A.", "author Field, Rosamund", "title On a Moss from Dorking", "title Journal of Botany",
          "extent 3(2)", "extent 17-24"]),
        ("Hessen, Karl, ed. 1990. Letters, 1829–1841: A Choice. Stanford: Hill Press.",
         ["editor Hessen, Karl", "title Letters, 1829–1841: A Choice", "place Stanford", "publisher Hill Press"]),
        ("Rosamund Field, Ferns of a Lane (Oxford University Press, 1990; ISBN 0198534531), p. 91.",
         ["author Rosamund Field", "title Ferns of a Lane", "publisher Oxford University Press", "isbn 0198534531",
          "extent 91"]),
        ("Davies, Joseph E. Missions Abroad. Garden City: Garden Press, 1941.",
         ["author Davies, Joseph E.", "title Missions Abroad", "place Garden City", "publisher Garden Press"]),
        ("Orwell, Ann. Farms", ["author Orwell, Ann", "title Farms"]),
        ("The Commission of 1831 found nothing.", []),
    ],
)  # fmt: skip
def test_an_entry_without_a_register(entry: str, expected: list[str]) -> None:
    assert [f"{kind} {words}" for kind, words in parts(entry)] == expected


@pytest.mark.parametrize(
    ("digits", "right"),
    [("0195055802", True), ("0195055803", False), ("039305487X", True), ("0393054870", False),
     ("9780300112368", True), ("9780300112369", False), ("123", False), ("X393054870", False)],
)  # fmt: skip
def test_the_check_digit_of_an_isbn(digits: str, right: bool) -> None:
    assert is_isbn(digits) is right


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Rogovin: 57.", [("Rogovin", "", "57")]),
        ("Orlov: 24–25; cf. Lenoe: 376–379.", [("Orlov", "", "24–25"), ("Lenoe", "", "376–379")]),
        ("Conquest 1990, pp. 364–365.", [("Conquest", "1990", "364–365")]),
        ("Orlov 1953, p. ?", [("Orlov", "1953", "?")]),
        ("See Rogovin: 57 and the rest of it.", []),
        ("Nothing", []),
    ],
)
def test_short_citations(note: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(c.surname, c.year, note[slice(*c.pages)]) for c in find_short_citations(note)] == expected


def witness(*blocks: tuple[Kind, str]) -> Witness:
    """A body, a bibliography of the entries, and notes."""
    text, nodes = "", []
    for number, (kind, words) in enumerate(blocks):
        start = len(text)
        text += words + "\n\n"
        about = (("id", str(number)), ("n", str(number))) if kind is Kind.NOTE else ()
        nodes.append(Node(kind, start, start + len(words), attributes=about))
    return Witness("W", "W", Seed("W", "w.txt", text, ""), Node(Kind.BODY, 0, len(text), tuple(nodes)), "test")


BOOK = (Kind.ENTRY, "Rogovin, Vadim Z. 1998. A Year of Terror. Oak Park: Mehring Books. ISBN 0-929087-77-1.")
OTHER = (Kind.ENTRY, "Rogovin, Vadim Z. 2001. Another Year. Oak Park: Mehring Books.")


def cited(*blocks: tuple[Kind, str], register: Register | None = None) -> list[tuple[str, str]]:
    made = annotation_of(witness(*blocks), register or Register())
    nodes = [n for n in made.witness.root.walk() if n.kind is Kind.CITATION]
    text = made.witness.text
    return [(text[n.start : n.end], n.get("work") or text[int(n.get("entry")) :][:30]) for n in nodes]


def test_a_short_citation_leads_to_the_entry_it_means() -> None:
    assert cited(BOOK, (Kind.NOTE, "Rogovin: 57.")) == [("Rogovin: 57", "Rogovin, Vadim Z. 1998. A Year")]


def test_a_slip_in_the_surname_is_forgiven_when_one_work_alone_can_be_meant() -> None:
    assert cited(BOOK, (Kind.NOTE, "Rogowin: 57."))[0][1].startswith("Rogovin")


def test_a_year_tells_two_works_of_one_author_apart_and_without_one_nothing_is_guessed() -> None:
    assert cited(BOOK, OTHER, (Kind.NOTE, "Rogovin 2001, p. 3."))[0][1].startswith("Rogovin, Vadim Z. 2001")
    made = annotation_of(witness(BOOK, OTHER, (Kind.NOTE, "Rogovin: 3.")), Register())
    assert [f.code for f in made.findings] == ["E406"]


def test_the_register_says_which_work_it_is() -> None:
    register = Register.of(
        [
            Entry("pers-r", EntryKind.PERSON, (Form("Vadim Z. Rogovin", surname="Rogovin"),)),
            Entry("work-y", EntryKind.WORK, (Form("A Year of Terror"),), level="m"),
        ]
    )
    assert cited(BOOK, (Kind.NOTE, "Rogovin: 57"), register=register) == [("Rogovin: 57", "work-y")]
    made = annotation_of(witness(BOOK), register)
    entry = made.witness.root.children[0]
    assert entry.get("work") == "work-y"
    assert [n.kind for n in entry.children] == [
        Kind.AUTHOR, Kind.PUBLICATION_PLACE, Kind.PUBLISHER, Kind.ISBN
    ]  # fmt: skip


def test_a_title_that_no_register_has_is_a_mention_and_takes_in_what_stands_in_it() -> None:
    made = annotation_of(
        witness((Kind.ENTRY, "Tucker, Robert. 1973. Men of 1879: A Study. New York: Norton.")), Register()
    )
    text = made.witness.text
    assert [(m.kind.value, text[m.start : m.end]) for m in made.mentions] == [
        ("date", "1973"), ("title", "Men of 1879: A Study")
    ]  # fmt: skip


def test_a_wrong_isbn_is_a_finding() -> None:
    made = annotation_of(witness((Kind.ENTRY, "Orwell, Ann. 1944. Farms. ISBN 0-19-505580-3.")), Register())
    assert [(f.code, "0-19-505580-3" in f.message) for f in made.findings] == [("E405", True)]


def test_a_note_that_is_no_citation_is_left_alone() -> None:
    assert cited((Kind.NOTE, "The Bukharin trial six months later developed evidence which, if true, was new.")) == []


def test_parts_that_a_mark_of_the_source_cuts_are_left_out() -> None:
    text = "Rogovin, Va[1]dim. 1998. A Year. Oak Park: Mehring Books."
    mark = Node(Kind.NOTE_MARK, text.index("[1]"), text.index("[1]") + 3)
    root = Node(Kind.BODY, 0, len(text), (Node(Kind.ENTRY, 0, len(text), (mark,)),))
    made = annotation_of(Witness("W", "W", Seed("W", "w", text, ""), root, "test"), Register())
    kinds = [n.kind for n in made.witness.root.walk()]
    assert Kind.PUBLISHER in kinds
    assert kinds.count(Kind.NOTE_MARK) == 1
