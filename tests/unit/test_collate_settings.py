"""The settings of `[collation]` in edition.toml: each changes the alignment, and wrong values are refused."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from tests.entries import witnesses_of

from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.collate import collated_columns
from edition.collation.settings import CollationSettings
from edition.collation.tokens.compared_forms import compared_forms
from edition.errors import ConfigError
from edition.model.decision import Decisions
from edition.project.config import CollateOptions, parse_config
from edition.project.languages import Languages
from edition.stages import Sources, align_witnesses

HEAD = '[edition]\ntitle = "T"\nbase = "A"\n[[witness]]\nsiglum = "A"\nseed = "seeds/a.txt"\n[collation]\n'


def columns(settings: CollationSettings, **texts: str) -> list[str]:
    return shown(collated_columns(witnesses_of(texts), "A", {}, settings=settings)[0])


def shown(table: AlignedTokens) -> list[str]:
    """The columns as text, «–» where a witness has no token."""
    return [
        " ".join(words.text[t] if t >= 0 else "–" for words, t in zip(table.words, column, strict=True))
        for column in table.columns
    ]


def test_near_match_says_how_similar_two_forms_of_one_word_are() -> None:
    texts = {"A": "the brown harbour slept", "B": "the harbor town slept"}
    assert columns(CollationSettings(), **texts) == ["the the", "brown –", "harbour harbor", "– town", "slept slept"]
    strict = columns(CollationSettings(near_match=0.95), **texts)
    assert strict == ["the the", "brown harbor", "harbour town", "slept slept"]


@pytest.mark.parametrize(("words", "count"), [(6, 1), (7, 1), (8, 0)])
def test_shortest_transposition_is_the_least_number_of_words_that_is_reported(words: int, count: int) -> None:
    start, moved, end = "alpha bravo charlie delta", "red green blue yellow white black brown", "echo foxtrot golf"
    between = " ".join(f"word{n}x" for n in range(150))
    texts = {"A": f"{start} {moved} {between} {end}", "B": f"{start} {between} {moved} {end}"}
    settings = CollationSettings(shortest_transposition=words)
    table, _ = collated_columns(witnesses_of(texts), "A", {}, settings=settings)
    assert len(table.moves) == count


def test_ignore_punctuation_makes_all_marks_equal() -> None:
    texts = {"A": "Now he said: go", "B": "Now : he said – go"}
    assert columns(CollationSettings(), **texts) == ["Now Now", "– :", "he he", "said said", ": –", "– –", "go go"]
    ignored = columns(CollationSettings(ignore_punctuation=True), **texts)
    assert ignored == ["Now Now", "– :", "he he", "said said", ": –", "go go"]


def test_without_ignore_case_capital_and_small_letters_make_different_words() -> None:
    texts = {"A": "He saw Mark there", "B": "He saw mark Mark there"}
    assert columns(CollationSettings(), **texts) == ["He He", "saw saw", "Mark mark", "– Mark", "there there"]
    exact = columns(CollationSettings(ignore_case=False), **texts)
    assert exact == ["He He", "saw saw", "– mark", "Mark Mark", "there there"]


@pytest.mark.parametrize(
    ("text", "norm", "form"),
    [
        ("Où", "ou", "Ou"),
        ("NATO", "nato", "NATO"),
        ("Straße", "strasse", "Strasse"),
        ("Pyatakov", "piatakov", "piatakov"),
    ],
)
def test_a_compared_form_with_case_has_the_capitals_of_the_word(text: str, norm: str, form: str) -> None:
    assert compared_forms([text], [norm], CollationSettings(ignore_case=False)) == [form]


def test_the_defaults_of_the_configuration_are_those_of_the_collation() -> None:
    options, settings = CollateOptions(), CollationSettings()
    for key in ("near_match", "shortest_transposition", "ignore_punctuation", "ignore_case"):
        assert getattr(options, key) == getattr(settings, key)


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("near_match = 0.95", {"A": "the brown harbour slept", "B": "the harbor town slept"}),
        ("ignore_punctuation = true", {"A": "Now he said: go", "B": "Now : he said – go"}),
        ("ignore_case = false", {"A": "He saw Mark there", "B": "He saw mark Mark there"}),
        ("shortest_transposition = 2", {"A": "one red blue two three four", "B": "one two three four red blue"}),
    ],
)
def test_the_stage_passes_each_key_on(line: str, texts: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[CollationSettings] = []

    def spy(*args: object, settings: CollationSettings, **given: object) -> object:
        passed.append(settings)
        return args

    monkeypatch.setattr("edition.stages.collated_columns", spy)
    config = parse_config(HEAD + line, Path("here"))
    align_witnesses(
        cast(
            "Sources",
            SimpleNamespace(config=config, witnesses=witnesses_of(texts), languages=Languages(), decisions=Decisions()),
        ),
        {},
    )
    key = line.split()[0]
    assert getattr(passed[0], key) == getattr(config.collation, key) != getattr(CollationSettings(), key)


@pytest.mark.parametrize(
    "line",
    ["near_match = 0.5", "near_match = 1.1", 'near_match = "much"', "near_match = true", "shortest_transposition = 0"],
)
def test_a_value_out_of_range_is_refused_at_its_line(line: str) -> None:
    with pytest.raises(ConfigError, match=r"^edition\.toml:8:1: "):
        parse_config(HEAD + line + "\n", Path("here"))


@pytest.mark.parametrize("wrong", [{"near_match": 0.5}, {"near_match": 1.5}, {"shortest_transposition": 0}])
def test_settings_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="not"):
        CollationSettings(**wrong)  # type: ignore[arg-type]
