"""The datatypes of XML Schema: regular expressions, names, white space, and limits that exclude each other."""

from pathlib import Path

import pytest
from lxml import etree

from edition.validate.datatypes import XSD, Datatype, check_facets
from edition.validate.relaxng import load_validator

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        ("a|", ["a", ""], ["b", "a|"]),
        ("(ab|c){2,3}", ["abc", "ccc"], ["c", "cccc"]),
        ("x{0,2147483648}", ["", "xx"], ["y"]),
        (".", ["a", "é", "\U00010330"], ["", "\n", "\r", "ab"]),
        ("^$", ["^$"], [""]),
        (r"\w+", ["aé1$+"], ["a_b", "a-b", "a b", "a.b"]),
        (r"\d", ["1", "٣"], ["½", "Ⅷ", "a"]),
        (r"\s", [" ", "\t"], [NBSP, "\u2003"]),
        (r"\S", [NBSP, "a"], [" "]),
        (r"\i", ["a", ":", "_", "é", "一", "\u212e"], ["1", "-", "ኢ", "\U00010400", "½"]),
        (r"\c", ["1", "-", ".", "\u00b7", "\u0300"], ["½", "ኢ", " ", "/"]),
        (r"[\i-[:]]", ["a"], [":", "1"]),
        ("[a-z-[aeiou]]", ["b"], ["a", "-"]),
        ("[a-z-[m-z-[x]]]", ["a", "x"], ["m", "z"]),
        ("[^a-z-[0-9]]", ["A", "-"], ["a", "1"]),
        ("[-a]", ["-", "a"], ["b"]),
        ("[a-]", ["-", "a"], ["b"]),
        ("[a&&b||c~~d]", ["&", "|", "~", "a"], ["e"]),
        (r"[\d\-]+", ["1-2"], ["a"]),
        (r"[^\W\d]", ["a", "$"], ["1", "_", " "]),
        (r"\p{Lu}", ["A", "É"], ["a"]),
        (r"\P{L}", ["1"], ["a"]),
        (r"\p{IsGothic}", ["\U0001034f"], ["\U00010350", "a"]),
        (r"\P{IsGothic}", ["\U00010350", "a"], ["\U0001034f"]),
        (r"\p{IsGreek}", ["α", "\u03e2"], ["a"]),
        (r"\p{IsBasicLatin}", ["a", "~"], ["é"]),
        (r"[\p{IsCyrillic}-[Ё]]", ["Ж"], ["Ё", "a"]),
    ],
)
def test_a_pattern_matches(pattern: str, good: list[str], bad: list[str]) -> None:
    datatype = Datatype(XSD, "string", (("pattern", pattern),))
    check_facets(datatype)
    assert [value for value in good if not datatype.allows(value)] == []
    assert [value for value in bad if datatype.allows(value)] == []


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("a??", "«?» must be written \\?, at character 3"),
        ("a*+", "«+» must be written \\+, at character 3"),
        ("*a", "«*» must be written \\*, at character 1"),
        ("a)", "«)» must be written \\), at character 2"),
        ("(a", "«)» is missing"),
        ("(?:a)", "«?» must be written \\?"),
        ("]", "«]» must be written \\]"),
        ("[]]", "«]» must be written \\]"),
        ("[[]", "«[» must be written \\["),
        ("[a", "«]» is missing"),
        ("[b-a]", "b comes after a"),
        (r"[\d-z]", "a range goes from one character to another"),
        ("[a-c-e]", "«-» must be written \\-"),
        ("[a-[a]-[a]]", "«]» must follow the class that is subtracted"),
        ("x{1, 2}", "a number, or two with a comma between, must follow «{»"),
        ("x{2,1}", "2 is more than 1"),
        ("x{", "must follow «{»"),
        ("x{-1}", "must follow «{»"),
        (r"\pL", "\\p needs a category or block, such as \\p{Lu}"),
        (r"\p{Latin}", "there is no category or block Latin"),
        (r"\p{IsNowhere}", "there is no category or block IsNowhere"),
        (r"\p{IsHighSurrogates}", "there is no category or block"),
        (r"\b", "\\b is unknown"),
        (r"(a)\1", "\\1 is unknown"),
        ("a\\", "\\ is unknown"),
        ("((x{1000}){1000}){1000}", "requires more than 100,000 characters"),
        ("x{99999999999999999999}", "requires more than 100,000 characters"),
        ("(" * 70 + "a" + ")" * 70, "more than 64 deep"),
    ],
)
def test_a_pattern_is_refused(pattern: str, said: str) -> None:
    with pytest.raises(ValueError, match="pattern «") as told:
        check_facets(Datatype(XSD, "string", (("pattern", pattern),)))
    assert said in str(told.value)


@pytest.mark.parametrize(
    "facets",
    [
        (("minInclusive", "5"), ("maxInclusive", "4")),
        (("minExclusive", "5"), ("maxExclusive", "5")),
        (("maxInclusive", "1"), ("minInclusive", "1.5")),
        (("totalDigits", "0"),),
    ],
)
def test_limits_that_exclude_each_other_are_refused(facets: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(ValueError, match=r"excluded|at least"):
        check_facets(Datatype(XSD, "decimal", facets))
    check_facets(Datatype(XSD, "decimal", (("minInclusive", "5"), ("maxInclusive", "5.0"), ("totalDigits", "1"))))


def test_lengths_that_exclude_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="minLength is more than maxLength"):
        check_facets(Datatype(XSD, "string", (("maxLength", "1"), ("minLength", "2"))))


@pytest.mark.parametrize("name", ["integer", "boolean", "double", "hexBinary", "gYear"])
def test_a_no_break_space_is_no_white_space_in_a_value(name: str) -> None:
    value = {"boolean": "true", "hexBinary": "0A", "gYear": "1936"}.get(name, "1")
    assert Datatype(XSD, name).allows(f" \t\r\n{value} ")
    assert not Datatype(XSD, name).allows(f"{value}{NBSP}")
    assert not Datatype(XSD, name).allows(f"\u2003{value}")


@pytest.mark.parametrize("name", ["Name", "NCName", "ID", "IDREF", "NMTOKEN", "QName"])
def test_names_have_the_characters_of_the_fourth_edition_of_xml(name: str) -> None:
    datatype = Datatype(XSD, name)
    assert [v for v in ("a", "_1", "é", "一", "a\u0300", "\u212e", "a\u00b7") if not datatype.allows(v)] == []
    assert [v for v in ("½", "ኢ", "\U00010330", "a½", "a b", f"a{NBSP}b", "a/b") if datatype.allows(v)] == []


def test_a_no_break_space_between_elements_is_text(tmp_path: Path) -> None:
    (tmp_path / "s.rng").write_text(
        '<element name="list" xmlns="http://relaxng.org/ns/structure/1.0"><oneOrMore><element name="item"><list>'
        '<oneOrMore><value>a</value></oneOrMore></list></element></oneOrMore></element>',
        encoding="utf-8",
    )  # fmt: skip
    validator = load_validator(tmp_path / "s.rng")
    assert not validator.find_faults(etree.fromstring("<list> <item>a \t a</item>\n</list>"))
    between = validator.find_faults(etree.fromstring(f"<list>{NBSP}<item>a</item></list>"))
    assert [(f.code, f.message) for f in between] == [
        ("E414", "in list no words may stand outside its elements: «U+00A0 NO-BREAK SPACE»")
    ]
    assert [f.code for f in validator.find_faults(etree.fromstring(f"<list><item>a{NBSP}a</item></list>"))] == ["E417"]
