"""Contradictions between sentences that need not correspond, of one witness or of several, rule by rule."""

from dataclasses import replace

import pytest

from edition.annotate.compare_fates import compare_fates
from edition.annotate.compare_numbers import Count, are_apart, contradict, count_in
from edition.annotate.compare_sentences import compare_sentences
from edition.annotate.definite_counts import compare_definite_counts
from edition.annotate.event_dates import compare_event_dates
from edition.annotate.fact_language import compared_language, fact_language
from edition.annotate.language import ENGLISH
from edition.annotate.rank_disagreements import rank_disagreements
from edition.annotate.told_disagreements import told_disagreements
from edition.annotate.told_sentences import Sentence, sentence_spans, tell_sentences
from edition.annotate.unregistered_names import UnregisteredNames
from edition.collation.collate import collate
from edition.model import (
    DateValue,
    Entry,
    EntryKind,
    Form,
    Kind,
    Matter,
    Mention,
    MentionKind,
    Node,
    Register,
    Source,
    Statement,
    Witness,
)
from edition.model.disagreement import Claim, Disagreement, Place, Side
from edition.model.identify import Identified, identify
from edition.project.languages import Languages
from edition.project.sources import make_seed

FACTS = fact_language(ENGLISH)
PERSONS = {"Lind": "pers-lind", "Rau": "pers-rau", "Wald": "pers-wald"}
EVENTS = {"Great Fire": "even-fire"}
DATES = ("1801", "1802", "4 May 1803", "5 May 1803")
VALUES = {"4 May 1803": "1803-05-04", "5 May 1803": "1803-05-05"}


def told_by(siglum: str, text: str, heading: str = "") -> tuple[Witness, list[Mention]]:
    """A witness of one paragraph, below a heading if there is one, with the names and dates of this module marked."""
    whole = f"{heading}\n{text}"
    start = len(heading) + 1
    kinds = [Node(Kind.HEADING, 0, len(heading))] if heading else []
    root = Node(Kind.BODY, 0, len(whole), (*kinds, Node(Kind.PARAGRAPH, start, len(whole))))
    marks = []
    for kind, words in ((MentionKind.PERSON, PERSONS), (MentionKind.EVENT, EVENTS), (MentionKind.DATE, DATES)):
        for word in words:
            at = whole.find(word)
            while at >= 0:
                value = DateValue(when=VALUES.get(word, word)) if kind is MentionKind.DATE else None
                ref = {**PERSONS, **EVENTS}.get(word, "")
                marks.append(Mention(kind, at, at + len(word), ref, value))
                at = whole.find(word, at + 1)
    return Witness(siglum, siglum, make_seed(siglum, f"{siglum}.txt", whole.encode()), root, "text"), marks


def edition(*texts: str, heading: str = "") -> Identified:
    made = [told_by("AB"[n], text, heading) for n, text in enumerate(texts)]
    witnesses, mentions = [w for w, _ in made], {w.siglum: m for w, m in made}
    return identify(witnesses, mentions, collate(witnesses, "A", mentions)[0])


def sentences(*texts: str) -> list[Sentence]:
    return tell_sentences(edition(*texts), ENGLISH, FACTS)


def matters(*texts: str) -> list[str]:
    return [one.matter.value for one in compare_sentences(sentences(*texts), ENGLISH, FACTS)]


def test_sentences_end_at_stops_and_not_behind_initials() -> None:
    text = "J. Lind came. «Who?» Dr. Rau asked; he left at 5.30 a.m. and slept."
    assert [text[a:b] for a, b in sentence_spans(text)] == [
        "J. Lind came.", "«Who?»", "Dr. Rau asked;", "he left at 5.30 a.m. and slept.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The gate was opened by the miller.", "The gate was never opened by the miller.", ["negation"]),
        ("The gate was opened by the miller.", "Nobody opened the gate of the miller.", ["negation"]),
        ("The gate was opened by the miller.", "The gate was not only opened by the miller.", []),
        ("The gate was not opened by the miller.", "The gate was never opened by the miller.", []),
        ("The gate was opened by the miller.", "Rau claimed that the gate was not opened by the miller.", []),
        ("The second gate was opened by the miller.", "The first gate was not opened by the miller.", []),
        ("The gate was opened by the miller.", "The gate was reportedly opened by the miller.", ["certainty"]),
        ("The wall of the mill fell in 1801.", "The wall of the mill fell in 1802.", ["date"]),
        ("The wall of the mill fell after 1801.", "The wall of the mill fell in 1802.", []),
        ("Lind left the old mill in 1801.", "Rau left the old mill in 1802.", []),
        ("The mill had 12 wheels of oak.", "There were 14 wheels of oak at the mill.", ["number"]),
        ("The mill had 12 wheels of oak.", "There were about 14 wheels of oak at the mill.", []),
        ("The mill had 12 wheels of oak.", "That mill had 14 wheels of oak.", []),
        ("The mill had 12 wheels of oak.", "The mill had a new roof.", []),
        ("The wheel of Mrs Wray turned.", "The wheel of Captain Wray never turned.", []),
        ("I saw the gate open at nine.", "I did not see the gate open at nine.", []),
        ("“The mill had 12 wheels of oak.”", "“The mill had 14 wheels of oak.”", []),
        ("They walked to the mill on 4 May 1803.", "They walked to the mill on 5 May 1803.", []),
        ("The smith got 12 pence for nails.", "The smith got 14 pence for nails.", []),
        ("All the millers fled to the hill.", "All the millers fled to the hill except Rau.", ["share"]),
        ("All the millers were hanged.", "All the millers were hanged except Rau.", ["fate"]),
    ],
)
def test_sentences_on_one_matter(one: str, other: str, expected: list[str]) -> None:
    assert matters(f"{one} {other}") == matters(f"{other} {one}") == expected
    inside = compare_sentences(sentences(f"{one} {other}"), ENGLISH, FACTS)
    assert [d.inside for d in inside] == [("A",)] * len(expected)


def fates(text: str, *statements: Statement) -> list[Disagreement]:
    register = Register.of([Entry("pers-lind", EntryKind.PERSON, (Form("Lind"),), statements)])
    told = sentences(text)
    names = UnregisteredNames(told, ENGLISH, FACTS)
    return list(compare_fates(told, register, {"A": "A", "B": "B"}, FACTS, names))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Lind was hanged. Lind survived the war.", True),
        ("Rau and Lind were hanged. In the end Lind died in prison.", True),
        ("Lind was acquitted. Lind was sentenced to five years in prison.", True),
        ("Captain Elias Thorne was killed. Thorne was drowned.", True),  # no register has him
        ("Captain Thorne was killed. Elias Thorne was drowned.", True),
        ("Elias Thorne was killed. Owen Thorne was drowned.", False),
        ("Elias Thorne sailed. Owen Thorne sailed. Thorne was killed. Captain Thorne was drowned.", False),
        ("Captain Thorne was killed. Mrs Thorne was drowned.", False),
        ("Lind was hanged. Rau survived the war.", False),
        ("Lind was hanged. Lind was sentenced to death.", False),
        ("Lind was not hanged. Lind survived the war.", False),
        ("Lind was allegedly hanged. Lind survived the war.", False),
        ("Rau claimed that Lind was hanged. Lind survived the war.", False),
        ("Lind hanged a picture. Lind survived the war.", False),
        ("The men who knew Lind, and many others, were hanged. Lind survived the war.", False),
    ],
)
def test_the_end_of_a_person(text: str, is_one: bool) -> None:
    assert bool(fates(text)) is is_one


def test_the_date_of_a_death_says_which_end_is_right() -> None:
    known = Statement("death", "", DateValue(when="1802"))
    (made,) = fates("Lind was hanged in 1801. Lind died in prison in 1802.", known)
    assert ([side.agrees for side in made.sides], made.outside) == ([False, True], "† 1802")
    (other,) = fates("Lind was hanged. Lind died in prison.", known)
    assert ([side.agrees for side in other.sides], other.outside) == ([None, None], "")


def test_what_a_register_says_that_witnesses_say_is_compared() -> None:
    said = [
        Statement("fate", "hanged in the town", source=Source(("A",), outside=False)),
        Statement("fate", "survived the war", source=Source(("B",), outside=False)),
    ]
    (made,) = fates("Lind was here.", *said)
    assert [(side.witnesses, side.words) for side in made.sides] == [
        (("A",), "hanged in the town"), (("B",), "survived the war"),
    ]  # fmt: skip
    assert fates("Lind was here.", said[0], replace(said[1], source=Source())) == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("The Great Fire of 1801 was long. The Great Fire was in 1802.", True),
        ("The Great Fire was a ruin for the town that began in 1801. The Great Fire of 1802 was long.", True),
        ("The Great Fire of 1801 was long. They wrote of the Great Fire until 1802.", False),
        ("The Great Fire of 1801 was long. After the Great Fire Rau built a mill, in 1802.", False),
    ],
)
def test_the_dates_of_an_event(text: str, is_one: bool) -> None:
    assert bool(list(compare_event_dates(sentences(text), ENGLISH, FACTS))) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("The court tried 17 defendants. The 16 defendants were silent.", True),
        ("The court tried seventeen defendants. The sixteen defendants sat down.", True),
        ("Nine defendants were ill. The court tried 22 defendants. The 21 defendants were silent.", True),
        ("The court tried 17 defendants. The 16 defendants who spoke were shot.", False),
        ("The court tried 17 defendants. The other 16 defendants were silent.", False),
        ("The court tried 17 defendants. There were 16 defendants in May.", False),
        ("The court tried 17 defendants. The 16 guards were silent.", False),
        ("The court tried about 17 defendants. The 16 defendants were silent.", False),
        ("It took 17 years. The 16 years were long.", False),
        ("The court tried 17 defendants, then 12 defendants. The 16 defendants were silent.", False),
    ],
)
def test_the_sixteen_of_seventeen(text: str, is_one: bool) -> None:
    assert bool(list(compare_definite_counts(sentences(text), ENGLISH, FACTS))) is is_one


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("12 men", "14 men", True),
        ("12 men", "14 women", False),
        ("some 12 men", "14 men", False),
        ("some 12 men", "40 men", True),
        ("nearly £ 4000 in May", "£ 3985 in May", False),
        ("4000 men", "3985 men", False),
        ("4000 men", "3500 men", True),
        ("three miles", "five kilometres", False),
        ("three miles off", "five kilometres off", False),
        ("three miles", "five miles", True),
    ],
)
def test_numbers_that_exclude_each_other(one: str, other: str, expected: bool) -> None:
    values = {
        "12": "12",
        "14": "14",
        "40": "40",
        "4000": "4000",
        "3985": "3985",
        "3500": "3500",
        "three": "3",
        "five": "5",
    }

    def count(text: str) -> Count:
        word = next(w for w in text.split() if w in values)
        at = text.index(word)
        return count_in(text, at, at + len(word), values[word], FACTS)

    assert bool(contradict([count(one)], [count(other)])) is expected
    assert are_apart(count("12 men"), count("12 men")) is True or count("12 men").value == 12


def test_the_weightiest_and_best_founded_come_first() -> None:
    def made(matter: Matter, cert: str, agrees: bool | None, *sigla: str) -> Disagreement:
        sides = Side(sigla or ("A",), "x", agrees=agrees), Side(("B",), "y", agrees=False if agrees else None)
        return Disagreement(matter, Place((f"{matter}{cert}{agrees}{sigla}",), ()), sides, cert=cert)

    order = [
        made(Matter.DATE, "high", True),
        made(Matter.FATE, "high", None),
        made(Matter.DATE, "high", None, "A", "C"),
        made(Matter.DATE, "high", None),
        made(Matter.DATE, "medium", None),
        made(Matter.NAME, "high", None),
        made(Matter.WORDING, "low", None),
    ]
    assert list(rank_disagreements(reversed(order))) == order


def test_a_language_without_words_finds_nothing_in_sentences() -> None:
    words = Languages().of("eu")
    basque = compared_language("eu", words.facts, words.dates)
    told = edition("Lind was hanged. Lind survived the war. The gate was open now. The gate was not open now.")
    assert told_disagreements(told, Register.of([]), basque) == []
    assert told_disagreements(told, Register.of([]), ENGLISH) != []


def test_the_words_of_every_language_are_consistent() -> None:
    for language in Languages().all:
        facts = language.facts
        assert {fate for pair in facts.unlike for fate in pair.split("/")} <= facts.fates.keys(), language.tag
        assert set(facts.limits) <= {"after", "before", "since", "until"}
        assert not any(phrase.startswith("…") for all_of in facts.fates.values() for phrase in all_of) or facts.helpers


def test_claims_of_both_sides_are_kept() -> None:
    (made,) = compare_sentences(sentences("The wall fell down in 1801. The wall fell down in 1802."), ENGLISH, FACTS)
    assert [side.claims for side in made.sides] == [
        (Claim(MentionKind.DATE, year, value=DateValue(when=year), id=side.claims[0].id),)
        for year, side in zip(("1801", "1802"), made.sides, strict=True)
    ]
    assert [side.context for side in made.sides] == ["The wall fell down in 1801.", "The wall fell down in 1802."]
    assert len(made.place.addresses) == 1
