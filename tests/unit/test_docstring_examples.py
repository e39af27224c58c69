"""The examples in docstrings give what they say."""

import doctest
import importlib
from pathlib import Path

import pytest

import edition

_ROOT = Path(edition.__file__).parent
#: Their examples speak of an edition on the reader's disk.
_OF_AN_EDITION = {"edition", "edition.apparatus", "edition.edition"}
MODULES = sorted(
    ".".join(("edition", *path.relative_to(_ROOT).with_suffix("").parts)).removesuffix(".__init__")
    for path in _ROOT.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


def test_there_are_examples() -> None:
    assert "edition.model.tokens" in MODULES
    assert len(MODULES) > 12


@pytest.mark.parametrize("name", [name for name in MODULES if name not in _OF_AN_EDITION])
def test_the_examples_of_a_module_are_right(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted
    assert found.failed == 0
