"""The examples in docstrings give what they say."""

import doctest
import importlib

import pytest

MODULES = [
    "edition.model.tokens",
    "edition.annotate.annotation",
    "edition.annotate.bibliography_entries",
    "edition.annotate.marking",
    "edition.annotate.words",
    "edition.project.config",
    "edition.project.sources",
    "edition.readers.extract",
    "edition.readers.registry",
    "edition.readers.scripts",
    "edition.validate.document",
    "edition.xml.parse",
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_right(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted
    assert found.failed == 0
