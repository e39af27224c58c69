"""The examples of docs/python.md, run as they stand."""

import doctest
import re
from pathlib import Path

import pytest

import edition
from edition.commands.new import write_starter

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "python.md"


def test_the_examples_of_the_page_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_starter(Path("mytext"))
    text = re.sub(r"^```(python)?$", "", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    assert len(test.examples) > 30
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    said: list[str] = []
    runner.run(test, out=said.append)
    assert runner.failures == 0, "".join(said)


def test_every_public_name_is_there_and_documented() -> None:
    for name in edition.__all__:
        value = getattr(edition, name)
        assert name == "__version__" or value.__doc__, name
    with pytest.raises(AttributeError, match="has no attribute 'colate'"):
        edition.colate  # type: ignore[attr-defined]  # noqa: B018


def test_no_public_name_is_a_module_of_the_package() -> None:
    modules = {p.stem for p in (ROOT / "src" / "edition").iterdir() if p.suffix == ".py" or p.is_dir()}
    assert modules.isdisjoint(edition.__all__)
