"""How a reading departs from the lemma: the first kind that applies, and further ones."""

import pytest

from edition.collation.apparatus.classify import Content, are_spellings, classify, read_content
from edition.collation.tokens.witness_tokens import make_words
from edition.model import DateValue, Kind, Mention, MentionKind, Node, Witness
from edition.model import ReadingKind as K
from edition.project.sources import make_seed

Named = dict[str, str | DateValue]


def identities(text: str, names: Named, same: dict[str, str] | None = None) -> Content:
    """What a witness of one paragraph says; `names`: what words in it name, by the entry or the date."""
    seed = make_seed("A", "A.txt", text.encode())
    root = Node(Kind.BODY, 0, len(text), (Node(Kind.PARAGRAPH, 0, len(text)),))
    marks = []
    for words, what in names.items():
        if words in text:
            start = text.index(words)
            kind = MentionKind.DATE if isinstance(what, DateValue) else MentionKind.PERSON
            named = {"value": what} if isinstance(what, DateValue) else {"ref": what}
            marks.append(Mention(kind, start, start + len(words), **named))
    words = make_words(Witness("A", "A", seed, root, "text"), marks, same)
    return read_content(words, range(len(words)))


def kinds(lemma: str, reading: str, names: Named | None = None) -> tuple[K, ...]:
    """The kind, then the further ones."""
    first, more = classify(identities(lemma, names or {}), identities(reading, names or {}))
    return (first, *more)


@pytest.mark.parametrize(
    ("lemma", "reading", "expected"),
    [
        ("the end", "the end.", (K.PUNCTUATION,)),
        ("end,", "end;", (K.PUNCTUATION,)),
        (",", "—", (K.PUNCTUATION,)),
        ("“guilty”", '"guilty"', (K.PUNCTUATION,)),
        ("12", "12.", (K.PUNCTUATION,)),
        ("the Court", "the court", (K.CAPITALISATION,)),
        ("the Court,", "the court.", (K.PUNCTUATION, K.CAPITALISATION)),
        ("colour", "color", (K.SPELLING,)),
        ("Zinoviev", "Zinovyev", (K.SPELLING,)),
        ("résumé", "resume", (K.SUBSTITUTION,)),  # no language says so, and «ou» is not «où»
        ("4 May", "14 May", (K.FACTUAL,)),
        ("in 1936", "in 1938", (K.FACTUAL,)),
        ("3 men", "4 women", (K.FACTUAL,)),
        ("1936", "1936–38", (K.FACTUAL,)),
        ("at dawn", "dawn at", (K.WORD_ORDER,)),
        ("May 4, 1936", "4 May 1936", (K.WORD_ORDER,)),
        ("the rope", "the old rope", (K.ADDITION,)),
        ("", "rope", (K.ADDITION,)),
        ("", ",", (K.ADDITION,)),
        ("rope", "", (K.OMISSION,)),
        (",", "", (K.OMISSION,)),
        ("the old rope", "the rope", (K.SUBSTITUTION, K.OMISSION)),
        ("dawn", "dusk", (K.SUBSTITUTION,)),
        ("a", "b", (K.SUBSTITUTION,)),
        ("sixteen", "16 men", (K.SUBSTITUTION,)),
        ("was not guilty", "was guilty", (K.SUBSTITUTION, K.OMISSION)),
        ("possible", "impossible", (K.SUBSTITUTION,)),
        ("defendant", "defendants", (K.SUBSTITUTION,)),
        ("ambassador Davies", "Davies, the ambassador", (K.WORD_ORDER,)),
    ],
)
def test_the_first_kind_that_applies(lemma: str, reading: str, expected: tuple[K, ...]) -> None:
    assert kinds(lemma, reading) == expected


@pytest.mark.parametrize(
    ("lemma", "reading", "expected"),
    [
        pytest.param("Straße", "Strasse", (K.SPELLING,), id="sharp s is a letter, no capital"),
        pytest.param("Zinoviev–Kamenev", "ZinovievKamenev", (K.PUNCTUATION,), id="a dash that was lost"),
        pytest.param("co-operate", "cooperate", (K.PUNCTUATION,), id="a hyphen"),
        pytest.param("don’t", "don't", (K.PUNCTUATION,), id="another apostrophe"),
    ],
)
def test_signs_within_words(lemma: str, reading: str, expected: tuple[K, ...]) -> None:
    assert kinds(lemma, reading) == expected


def test_a_number_is_never_a_spelling_of_another() -> None:
    for number in (1936, 12345, 100000):
        assert kinds(str(number), str(number + 1)) == (K.FACTUAL,)


@pytest.mark.parametrize("word", ["rope", "Ropes", "don't", "1936", "道", "é"])
def test_case_and_marks_never_make_a_substantive_difference(word: str) -> None:
    for other in (f"{word}.", f"“{word}”", f"{word.upper()},"):
        if other != word:
            assert kinds(word, other)[0] in (K.PUNCTUATION, K.CAPITALISATION), other


def test_a_phrase_that_the_editor_takes_for_another_is_a_spelling_of_it() -> None:
    rules = {"aka": "also known as", "&": "and"}
    one, two, three = (identities(text, {}, rules) for text in ("also known as Lenin", "aka Lenin", "Lenin & others"))
    assert classify(one, two)[0] is K.SPELLING
    assert classify(one, identities("aka Trotsky", {}, rules))[0] is K.SUBSTITUTION
    assert classify(identities("Lenin and others", {}, rules), three)[0] is K.SPELLING


HOLTZMAN: Named = {"Eduard Holtzman": "pers-h", "E. S. Goltsman": "pers-h", "Radek": "pers-r", "Redek": "pers-other"}
DATES: Named = {
    "19 August 1936": DateValue("1936-08-19"),
    "August 19, 1936": DateValue("1936-08-19"),
    "20 August 1936": DateValue("1936-08-20"),
    "August 1936": DateValue("1936-08"),
    "1936–38": DateValue("", "1936", "1938"),
    "1936": DateValue("1936"),
}


@pytest.mark.parametrize(
    ("lemma", "reading", "expected"),
    [
        ("Eduard Holtzman", "E. S. Goltsman", (K.NAME_FORM,)),
        ("he, Eduard Holtzman", "E. S. Goltsman, he", (K.WORD_ORDER, K.NAME_FORM)),
        ("Eduard Holtzman", "old E. S. Goltsman", (K.ADDITION, K.NAME_FORM)),
        ("Eduard Holtzman", "Radek", (K.SUBSTITUTION,)),
        ("Radek", "Redek", (K.SUBSTITUTION,)),
    ],
)
def test_a_name_is_the_same_in_every_form(lemma: str, reading: str, expected: tuple[K, ...]) -> None:
    assert kinds(lemma, reading, HOLTZMAN) == expected


def test_a_form_spelt_alike_is_a_spelling_and_a_form() -> None:
    assert kinds("Andrey", "Andrei", {"Andrey": "pers-a", "Andrei": "pers-a"}) == (K.SPELLING, K.NAME_FORM)


@pytest.mark.parametrize(
    ("lemma", "reading", "expected"),
    [
        ("on 19 August 1936", "on August 19, 1936", (K.DATE_FORM,)),
        ("on 19 August 1936", "on 20 August 1936", (K.FACTUAL,)),
        ("on 20 August 1936", "in August 1936", (K.SUBSTITUTION,)),  # less exact is no contradiction
        ("in 1936", "in August 1936", (K.ADDITION,)),
        ("in 1936", "in 1936–38", (K.FACTUAL,)),
        ("in 1936", "in early 1936", (K.ADDITION,)),
    ],
)
def test_dates_are_compared_by_their_value(lemma: str, reading: str, expected: tuple[K, ...]) -> None:
    longest = [next({k: DATES[k]} for k in DATES if k in text) for text in (lemma, reading)]
    said_of = [identities(text, names) for text, names in zip((lemma, reading), longest, strict=True)]
    first, more = classify(*said_of)
    assert (first, *more) == expected


def test_readings_that_are_spellings_of_each_other_are_alike() -> None:
    one, two, three, none = (identities(t, {}) for t in ("colour", "color", "shade", ""))
    assert are_spellings(one, two)
    assert not are_spellings(one, three)
    assert not are_spellings(none, none)
