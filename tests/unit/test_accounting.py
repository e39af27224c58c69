"""What the editor is told of words that a reader leaves out, and how she accepts it."""

from pathlib import Path

import pytest

from edition.errors import ConfigError
from edition.model import Rule
from edition.project.config import parse_config
from edition.readers.options import ReaderOptions
from edition.readers.registry import ReadFile, read_source
from edition.readers.source_file import SourceFile

TEXT = "Ann rowed {{over|the river and the lake}} to the old mill.\n"


def read(leave_out: tuple[str, ...] = (), text: str = TEXT) -> ReadFile:
    return read_source(SourceFile("A", "A.wiki", text.encode()), "wikitext", ReaderOptions(leave_out=leave_out))


def test_more_than_two_in_a_hundred_words_stop_the_build_unless_they_are_named() -> None:
    made = read()
    (told,) = [f for f in made.findings if f.code == "E309"]
    assert 'write leave_out = ["template"]' in told.message
    named = read((Rule.TEMPLATE.value,))
    assert not [f for f in named.findings if f.code in ("E308", "E309")]
    assert named.account is not None
    assert [(out.rule, out.is_named) for out in named.account.left_out if out.words] == [(Rule.TEMPLATE, True)]


def test_fewer_are_a_warning() -> None:
    made = read(text=TEXT + "\nShe sang of the wind. " * 60)
    assert [f.code for f in made.findings if f.code in ("E308", "E309")] == ["E308"]


def test_a_place_of_the_text_is_named_as_the_editor_finds_it_in_the_file() -> None:
    made = read(("template",), "{{over|x}}\nAnn rowed.\n\n== Life ==\nShe sang.\n")
    assert made.account is not None
    places = [made.account.place_of(made.seed.text.index(word)) for word in ("Ann", "rowed", "Life", "sang")]
    assert places == ["line 2", "line 2", "line 4", "line 5"]


def test_a_rule_that_is_none_is_refused() -> None:
    source = '[edition]\ntitle = "T"\nbase = "A"\n[[witness]]\nsiglum = "A"\nseed = "a.txt"\nleave_out = ["unknwon"]\n'
    said = r"edition\.toml:7:1: leave_out names the rule 'unknwon'.*did you mean 'unknown'"
    with pytest.raises(ConfigError, match=said):
        parse_config(source, Path())
