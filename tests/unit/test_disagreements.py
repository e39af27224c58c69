"""Where witnesses disagree: dates, numbers, persons, spellings, words; and what is no disagreement."""

from collections.abc import Sequence

import pytest

from edition.annotate import find_disagreements
from edition.annotate.compared_places import work_places
from edition.annotate.find_disagreements import are_spellings
from edition.annotate.language import ENGLISH
from edition.annotate.numbers import find_numbers
from edition.collation.collate import collate
from edition.model import (
    DateValue,
    Entry,
    EntryKind,
    Form,
    Kind,
    Mention,
    MentionKind,
    Node,
    Register,
    Source,
    Statement,
    Witness,
)
from edition.model.disagreement import Attestation, Claim, Disagreement, Matter, Place, Side
from edition.model.identify import identify
from edition.project.sources import make_seed

PERSON, DATE, WORK = MentionKind.PERSON, MentionKind.DATE, MentionKind.WORK
REGISTER = Register.of(
    [
        Entry("pers-v", EntryKind.PERSON, (Form("Andrey Vyshinsky", surname="Vyshinsky", source=Source(("W",))),)),
        Entry("work-w", EntryKind.WORK, (Form("Noon"),), (Statement("date", "", DateValue(when="1940")),)),
    ]
)


def date(words: str, **value: str) -> Claim:
    return Claim(DATE, words, value=DateValue(**value))


def person(words: str, ref: str) -> Claim:
    return Claim(PERSON, words, ref)


def found(
    *told: Attestation, before: str = "said in", register: Register = REGISTER, **same: str
) -> list[Disagreement]:
    place = Place(("edition.xml#app-x",), told, before, "in the hall")
    return list(find_disagreements([place], [], [], register, ENGLISH, same))


def matters(*told: Attestation, before: str = "said in", **same: str) -> list[str]:
    return [d.matter.value for d in found(*told, before=before, **same)]


def one(siglum: str, words: str, *claims: Claim) -> Attestation:
    return Attestation((siglum,), words, claims)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({"when": "1938-03-12"}, {"when": "1936-03-12"}, True),
        ({"when": "1936"}, {"when": "1936-08"}, False),
        ({"start": "1936-08-19", "end": "1936-08-24"}, {"when": "1936-08"}, False),
        ({"start": "1928", "end": "1933"}, {"start": "1929", "end": "1934"}, True),
        ({"not_before": "1923-01", "not_after": "1923-04"}, {"when": "1923"}, False),
        ({"when": "1936-02-29"}, {"when": "1936-02"}, False),
    ],
)
def test_dates_disagree_when_neither_lies_in_the_other(a: dict[str, str], b: dict[str, str], expected: bool) -> None:
    w, e = (" to ".join(value.values()) for value in (a, b))
    made = matters(one("W", w, date(w, **a)), one("E", e, date(e, **b)))
    assert (made == ["date"]) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (("June", "1817-06"), ("June", "1816-06"), []),
        (("4 June", "1817-06-04"), ("June 4", "1816-06-04"), []),
        (("4 June", "1817-06-04"), ("5 June", "1817-06-05"), ["date"]),
        (("4 June", "1817-06-04"), ("4 June 1816", "1816-06-04"), []),
        (("4 June 1817", "1817-06-04"), ("4 June 1816", "1816-06-04"), ["date"]),
        (("44 B.C.", "-0044"), ("43 B.C.", "-0043"), ["date"]),
    ],
)
def test_a_year_that_no_witness_writes_is_no_statement(
    a: tuple[str, str], b: tuple[str, str], expected: list[str]
) -> None:
    (w, when_w), (e, when_e) = a, b
    assert matters(one("W", w, date(w, when=when_w)), one("E", e, date(e, when=when_e))) == expected


def test_no_path_makes_a_disagreement_of_one_side() -> None:
    """Each kind of claim with two meanings in the same words: in one reading and another, they say the same."""
    claims = [
        (date("1938", when="1938"), date("1938", when="1936")),
        (Claim(None, "Sixty", number="60"), Claim(None, "sixty", number="61")),
        *((Claim(kind, "Ash", "a"), Claim(kind, "Ash", "b")) for kind in MentionKind if kind.name != "DATE"),
    ]
    for a, b in claims:
        said = one("W", a.words, a), one("E", f"{b.words}:", b)
        assert matters(*said, before="for Lind,") == []
        assert list(find_disagreements([], [Place(("x",), said)], [Place(("x",), said)], REGISTER, ENGLISH, {})) == []


def test_who_is_silent_does_not_disagree() -> None:
    dates = one("W", ""), one("E", "and 1923", date("1923", when="1923"))
    assert matters(*dates, before="the revolts of 1919,") == []
    names = one("W", "and Leonid Wald", person("Leonid Wald", "w")), one("E", "")
    assert matters(*names, before="the lesser men, Karl Rau, Ida Lenz,") == []


@pytest.mark.parametrize("phrase", ["including Rau,", "such as Rau,", "among others Rau,"])
def test_a_list_that_is_not_complete_may_be_longer(phrase: str) -> None:
    rau, lenz = person("Lenz", "l"), person("Wald", "w")
    lists = one("W", "Lenz and Wald", rau, lenz), one("E", "and Lenz", rau)
    assert matters(*lists, before=f"several men, {phrase}") == []
    assert matters(*lists, before=f"{phrase} came. All but Rau,") == ["person"]


def test_one_place_says_one_thing_once() -> None:
    told = (
        one("W", "Anna in Rome", person("Anna", "a"), Claim(MentionKind.PLACE, "Rome", "r")),
        one("E", "Berta in Riga", person("Berta", "b"), Claim(MentionKind.PLACE, "Riga", "g")),
    )
    assert matters(*told) == ["person"]
    both = (
        one("W", "Anna on 3 May 1936", person("Anna", "a"), date("3 May 1936", when="1936-05-03")),
        one("E", "Berta on 4 May 1936", person("Berta", "b"), date("4 May 1936", when="1936-05-04")),
        one("G", "Berta on 5 May 1936", person("Berta", "b"), date("5 May 1936", when="1936-05-05")),
    )
    assert matters(*both) == ["date", "person"]
    named = (
        one("W", "Rising of 1848", Claim(MentionKind.EVENT, "Rising of 1848", "e"), date("1848", when="1848")),
        one("E", "Fair of 1849", Claim(MentionKind.EVENT, "Fair of 1849", "f"), date("1849", when="1849")),
    )
    assert matters(*named) == ["date"]


def test_pages_and_book_numbers_are_no_counts() -> None:
    assert [m for m in matters(one("W", "p. 12"), one("E", "p. 13")) if m == "number"] == []
    assert [m for m in matters(one("W", "ISBN 0-19-505580-2"), one("E", "ISBN 0195071328")) if m == "number"] == []
    assert matters(one("W", "12 men"), one("E", "13 men"))[:1] == ["number"]


Part = tuple[str, str, str]  # what it is, its words, what they mean


def _entry(siglum: str, parts: Sequence[Part]) -> tuple[Witness, list[Mention]]:
    """A witness that is one entry of a bibliography, which cites the work x."""
    text, nodes = "Glass", []
    mentions = [Mention(WORK, 0, 5, "work-x")]
    for kind, words, meaning in parts:
        start, end = len(text) + 1, len(text) + 1 + len(words)
        text += f" {words}"
        if kind == "date":
            mentions.append(Mention(DATE, start, end, value=DateValue(when=meaning)))
        else:
            nodes.append(Node(Kind(kind), start, end))
        if meaning and kind != "date":
            mentions.append(Mention(PERSON, start, end, meaning))
    entry = Node(Kind.ENTRY, 0, len(text), tuple(nodes), (("work", "work-x"),))
    root = Node(Kind.BODY, 0, len(text), (Node(Kind.BIBLIOGRAPHY, 0, len(text), (entry,)),))
    return Witness(siglum, siglum, make_seed(siglum, f"{siglum}.txt", text.encode()), root, "text"), mentions


def _cited(*entries: Sequence[Part]) -> list[str]:
    """The words of all sides that differ, of entries that cite one work."""
    made = [_entry(f"W{n}", entry) for n, entry in enumerate(entries)]
    witnesses, mentions = [w for w, _ in made], {w.siglum: m for w, m in made}
    edition = identify(witnesses, mentions, collate(witnesses, "W0", mentions)[0])
    found = find_disagreements([], work_places(edition), [], REGISTER, ENGLISH, {})
    return [" / ".join(side.words for side in one.sides) for one in found]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([("date", "1940", "1940")], [("date", "1980", "1980"), ("publisher", "Folio", "")], []),
        ([("isbn", "0-19-505580-2", "")], [("isbn", "0195071328", "")], []),
        ([("editor", "Hahn", "h")], [("author", "Wolf", "w")], []),
        ([("author", "Hahn", "h")], [("author", "Wolf", "w")], ["Hahn / Wolf"]),
        (
            [("date", "12 March 1936", "1936-03-12")],
            [("date", "12 March 1938", "1938-03-12")],
            ["12 March 1936 / 12 March 1938"],
        ),
        (
            [("isbn", "0195071328", ""), ("date", "1990", "1990")],
            [("isbn", "0195071328", ""), ("date", "1991", "1991")],
            ["1990 / 1991"],
        ),
    ],
)
def test_entries_are_compared_where_they_cite_one_edition(a: list[Part], b: list[Part], expected: list[str]) -> None:
    assert _cited(a, b) == expected


def test_the_sides_are_those_who_speak_and_the_like_stand_together() -> None:
    told = [one("W", "1938", date("1938", when="1938")), one("E", "1936", date("1936", when="1936")),
            one("G", "1936.", date("1936", when="1936")), one("F", "")]  # fmt: skip
    (made,) = found(*told)
    assert [(s.witnesses, s.words) for s in made.sides] == [(("W",), "1938"), (("E", "G"), "1936")]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("sixteen men", "17 men", ["number"]), ("twenty-one men", "21 men", []), ("1,966 men", "1966 men", []),
     ("ten and five years", "ten and six years", ["number"]), ("men", "sixteen men", [])],
)  # fmt: skip
def test_numbers(a: str, b: str, expected: list[str]) -> None:
    assert [m for m in matters(one("W", a), one("E", b)) if m != "wording"] == expected


def test_number_words_and_figures() -> None:
    text = "Twenty-two of 1,966, in 3.5 hours, 98% and ninety"
    assert [v for *_, v in find_numbers(text, ENGLISH)] == ["22", "1966", "98", "90"]


def test_figures_of_any_script_have_the_value_of_ours() -> None:
    text = "١٢ ٬ ١٬٢٠٠ १२ ۴۵ 7"
    assert [v for *_, v in find_numbers(text, ENGLISH)] == ["12", "1200", "12", "45", "7"]


def test_other_persons() -> None:
    told = one("W", "Hessen", person("Hessen", "pers-h")), one("G", "Wolfe", person("Wolfe", "pers-w"))
    assert matters(*told) == ["person"]


def test_a_longer_list_of_persons_disagrees_and_a_fuller_sentence_does_not() -> None:
    trotsky, kalinin = person("Trotsky", "pers-t"), person("Kalinin", "pers-k")
    lists = one("W", "Trotsky and Kalinin", trotsky, kalinin), one("E", "and Trotsky", trotsky)
    assert matters(*lists, before="except Stalin,") == ["person"]
    fuller = one("W", "by the executioner Kalinin", kalinin), one("E", "")
    assert matters(*fuller) == []
    assert matters(one("W", "Kalinin", kalinin), one("E", "")) == []


def test_a_whole_entry_of_a_list_that_a_witness_lacks_is_silence() -> None:
    place = Place(("edition.xml#app-x",), (one("W", "and Kalinin", person("Kalinin", "k")), one("E", "")))
    assert find_disagreements([place], [], [], REGISTER, ENGLISH, {}) == ()


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Yuri Pyatakov", "Yuri Piatakov", True),
        ("Eduard Holtzman", "E.S. Goltsman", True),
        ("Genrikh Yagoda", "Yagoda", False),
        ("Koestler, Arthur", "Arthur Koestler", False),
        ("Soviet Union", "USSR", False),
        ("the Moscow trials", "The Moscow Trials", False),
        ("G. Yagoda", "Genrikh Yagoda", False),
    ],
)
def test_spellings_of_one_name(a: str, b: str, expected: bool) -> None:
    assert are_spellings(a, b) is are_spellings(b, a) is expected


def test_what_is_known_from_outside_is_held_against_the_sides() -> None:
    outside = Register.of(
        [Entry("pers-v", EntryKind.PERSON, (Form("Andrey Vyshinsky", source=Source(("W",), outside=True)),))]
    )
    told = (
        one("W", "Andrey Vyshinsky", person("Andrey Vyshinsky", "pers-v")),
        one("E", "Andrei Vyshinsky", person("Andrei Vyshinsky", "pers-v")),
    )
    (made,) = found(*told, register=outside)
    assert (made.outside, [s.agrees for s in made.sides]) == ("Andrey Vyshinsky", [True, False])
    inside = Register.of([Entry("pers-v", EntryKind.PERSON, (Form("Andrey Vyshinsky", source=Source(("W",), False)),))])
    (alone,) = found(*told, register=inside)
    assert (alone.outside, [s.agrees for s in alone.sides]) == ("", [None, None])


def test_entries_that_cite_one_work() -> None:
    told = one("W", "1940", date("1940", when="1940")), one("G", "1980", date("1980", when="1980"))
    work = Place(("witnesses/W.xml#bibl-a",), told, "Noon", entry="work-w")
    (made,) = find_disagreements([], [work], [], REGISTER, ENGLISH, {})
    assert (made.matter, made.entry, made.outside) == (Matter.DATE, "work-w", "1940")
    assert [s.agrees for s in made.sides] == [True, False]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("dismemberment", "territorial partition", ["wording"]),
        ("censors", "archivists", ["wording"]),
        ("defendants", "defendant", []),
        ("the", "a", []),
        ("learned", "", []),
        ("industrialization", "industrialisation", []),
    ],
)
def test_words_of_substance(a: str, b: str, expected: list[str]) -> None:
    assert matters(one("W", a), one("E", b)) == expected


def test_phrases_that_the_edition_takes_for_the_same_are_no_disagreement() -> None:
    told = one("W", "also known as"), one("E", "aka")
    assert matters(*told) == ["wording"]
    assert matters(*told, aka="also known as") == []


def test_a_misspelling_is_listed_once() -> None:
    told = one("G", "Roginov", person("Roginov", "pers-r")), one("W", "Rogovin", person("Rogovin", "pers-r"))
    place = Place(("witnesses/G.xml#m-a",), told, entry="pers-r")
    both = find_disagreements([Place(("e",), told)], [], [place], REGISTER, ENGLISH, {})
    assert len(both) == 1
    assert len(find_disagreements([], [], [place], REGISTER, ENGLISH, {})) == 1


def test_one_side_is_no_disagreement() -> None:
    with pytest.raises(ValueError, match="two sides"):
        Disagreement(Matter.DATE, Place((), ()), (Side(("W",), "x"),))
