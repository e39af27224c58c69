"""The analysers of others, as they are installed from PyPI, behind the door of suggesters."""

import shutil
from pathlib import Path

import pytest

from edition.commands.new import write_starter
from edition.tasks.analysers import PymorphyForms, SimplemmaForms
from edition.tasks.registers import suggest_names

pytestmark = pytest.mark.tools


@pytest.fixture(autouse=True)
def analysers() -> None:
    """Both analysers are installed."""
    for name in ("simplemma", "pymorphy3"):
        pytest.importorskip(name, reason="make test-tools installs it")


def test_pymorphy_knows_the_cases_of_russian_names() -> None:
    asked = PymorphyForms("")
    assert "москва" in asked.lemmas("Москвою", "ru")
    assert "павел" in asked.lemmas("Павлом", "ru-petr1708")
    assert list(asked.lemmas("Romae", "la")) == []


def test_simplemma_knows_the_cases_of_other_languages() -> None:
    asked = SimplemmaForms("")
    assert list(asked.lemmas("Iovis", "la")) == ["Iuppiter"]
    assert list(asked.lemmas("Annę", "pl")) == ["Anna"]
    assert list(asked.lemmas("Anna", "eu")) == []


def test_their_answers_are_drafts_of_forms(tmp_path: Path) -> None:
    root = tmp_path / "e"
    write_starter(root)
    shutil.rmtree(root / "seeds")
    (root / "seeds").mkdir()
    (root / "seeds" / "a.txt").write_text("Iovis templum magnum erat.\n", "utf-8")
    head = '[edition]\ntitle = "T"\nlanguage = "la"\nbase = "A"\n\n'
    config = head + '[[witness]]\nsiglum = "A"\nseed = "seeds/a.txt"\nname = "A"\n'
    (root / "edition.toml").write_text(config, "utf-8")
    persons = (root / "tei" / "registers" / "persons.xml").read_text("utf-8")
    entry = '<person xml:id="pers-iuppiter"><persName type="main">Iuppiter</persName></person></listPerson>'
    (root / "tei" / "registers" / "persons.xml").write_text(persons.replace("</listPerson>", entry), "utf-8")
    made = suggest_names(root, suggesters=["simplemma"])
    assert b">Iovis<" in made.files["forms-persons.xml"]
