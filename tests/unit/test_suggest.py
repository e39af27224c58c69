"""Names that no register has: what is found in a text, and the draft that an editor gets."""

import re
import tomllib
from pathlib import Path

import pytest

from edition.annotate.capitalised_phrases import find_capitalised_phrases
from edition.annotate.head_nouns import ENGLISH as HEADS
from edition.annotate.language import ENGLISH
from edition.annotate.lexicon import Lexicon
from edition.annotate.name_guards import BlockContext
from edition.annotate.name_spelling import find_nearest_entry
from edition.annotate.suggest import draft_register, suggest
from edition.annotate.words import split_words
from edition.commands.new import write_starter
from edition.errors import ConfigError, EditionError, InputError
from edition.model import Entry, EntryKind, Form, Kind, Node, Register, Seed, Witness
from edition.model.vocabulary import Vocabulary
from edition.tasks.registers import suggest_names
from edition.validate.document import validate

ROOT = Path(__file__).parents[2]


def witness(text: str, siglum: str = "A") -> Witness:
    nodes, at = [], 0
    for paragraph in text.split("\n\n"):
        start = text.index(paragraph, at)
        at = start + len(paragraph)
        nodes.append(Node(Kind.PARAGRAPH, start, at))
    return Witness(
        siglum, "", Seed(siglum, f"{siglum}.txt", text, ""), Node(Kind.BODY, 0, len(text), tuple(nodes)), "t"
    )


def names(text: str, register: Register | None = None) -> dict[str, str]:
    """The commonest form of every cluster, and its kind."""
    return {c.name: c.kind.value for c in suggest([witness(text)], register or Register())}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Anna Keller there. Later Keller left.", {"Anna Keller": "persons"}),
        ("said Mr. Thomas Orme to Dr. Quast and Quast’s wife, for Anselm Quast knew it",
         {"Thomas Orme": "persons", "Anselm Quast": "persons"}),
        ("They lived in Lindau and died at Regensburg.", {"Lindau": "places", "Regensburg": "places"}),
        ("between the United States and Japan", {"United States": "places", "Japan": "places"}),
        ("of the U.S.S.R. in Moscow", {"U.S.S.R.": "places", "Moscow": "places"}),
        ("the Supreme Court of the Republic and the NKVD",
         {"Supreme Court of the Republic": "organisations", "NKVD": "organisations"}),
        ("after the Battle of the Marshes and the great Boundary Affair",
         {"Battle of the Marshes": "events", "Boundary Affair": "events"}),
        ("the Bloc of Rights and Progressives", {"Bloc of Rights and Progressives": "organisations"}),
        ("his novel Darkness at Dawn, and the newspaper Forward",
         {"Darkness at Dawn": "works", "Forward": "works"}),
        ("he stayed at the Hotel Bristol with George III", {"Hotel Bristol": "places", "George III": "persons"}),
        ("the shop of Pask & Son", {"Pask & Son": "organisations"}),
        ("The Soviet and German workers were Marxists. Every Trotskyist knew. Undoubtedly so.", {}),
        ("on Monday in March he was Secretary for Finance", {}),
        ("We wrote: Dear Sir, I am your servant, Thomas Orme Esquire.", {"Thomas Orme": "persons"}),
        ("Granny Mrs Poll came, and Thomas Mrs.", {"Poll": "persons", "Thomas": "persons"}),
        ("We read the novel, I and Anna. In the book I liked most, nothing.", {"Anna": "persons"}),
        ("We heard it. Heard Mary sing. Went to Bonn; she went.", {"Mary": "persons", "Bonn": "places"}),
        ("They mark time. Mark Orme did, and so did Mark Orme.", {"Mark Orme": "persons"}),
        ("sent the ambassador to Russia Joseph Davies home", {"Russia": "places", "Joseph Davies": "persons"}),
    ],
)  # fmt: skip
def test_names_are_found_and_sorted(text: str, expected: dict[str, str]) -> None:
    assert names(text) == expected


def test_a_word_that_stands_with_a_capital_only_where_a_sentence_begins_is_no_name() -> None:
    assert names("Bewilderment grew. Massive crowds came. Out of them one spoke.") == {}


def test_spellings_and_orders_of_one_person_are_one_cluster() -> None:
    text = "Yuri Pyatakov spoke. Then Yuri Piatakov. Then Pyatakov."
    (cluster,) = suggest([witness(text)], Register())
    assert (cluster.count, sorted(cluster.forms)) == (3, ["Pyatakov", "Yuri Piatakov", "Yuri Pyatakov"])


def test_what_stands_in_brackets_behind_a_name_is_its_other_form() -> None:
    text = "at the State Planning Commission (Gosplan) and in the Central Bank (CB)"
    forms = [sorted(c.forms) for c in suggest([witness(text)], Register())]
    assert ["Gosplan", "State Planning Commission"] in forms or ["State Planning Commission"] in forms


def test_letters_join_the_name_they_stand_for() -> None:
    (cluster,) = suggest([witness("of the Communist Party of the Soviet Union, and the CPSU")], Register())
    assert sorted(cluster.forms) == ["CPSU", "Communist Party of the Soviet Union"]


def test_what_a_register_has_is_not_suggested() -> None:
    register = Register.of([Entry("pers-k", EntryKind.PERSON, (Form("Anna Keller", surname="Keller"),))])
    assert names("Anna Keller and Thomas Orme. Keller left.", register) == {"Thomas Orme": "persons"}


def test_witnesses_vote_together_and_the_commonest_comes_first() -> None:
    made = suggest([witness("Thomas Orme. In Lindau. In Lindau.", "A"), witness("In Lindau.", "B")], Register())
    assert [(c.name, c.count) for c in made] == [("Lindau", 3), ("Thomas Orme", 1)]


def test_a_draft_has_ids_of_its_own_and_surnames() -> None:
    register = draft_register(suggest([witness("Anna Keller met Thomas Keller.")], Register()), ["pers-keller"])
    assert sorted(register.entries) == ["pers-keller-anna", "pers-keller-thomas"]
    assert {e.forms[0].surname for e in register} == {"Keller"}


def test_a_text_without_a_table_for_its_language_gives_dates_and_no_error() -> None:
    other = witness("Anna Keller kam 1803 nach Lindau.")
    assert isinstance(suggest([Witness(**{n: getattr(other, n) for n in other.__slots__} | {"language": "de"})],
                              Register()), tuple)  # fmt: skip


def test_chunks_do_not_run_over_sentences_or_spaced_dashes() -> None:
    text = "Lev Levin – Kremlin doctor. Moscow Gate. A B. C"
    context = BlockContext(text, split_words(text), ENGLISH, Lexicon(ENGLISH), frozenset())
    found = [
        text[context.words.starts[c.first] : context.words.ends[c.last]]
        for c in find_capitalised_phrases(context, HEADS)
    ]
    assert found[:3] == ["Lev Levin", "Kremlin", "Moscow Gate"]


def test_the_files_of_a_draft_are_valid_and_name_their_places(tmp_path: Path) -> None:
    write_starter(tmp_path / "e")
    (tmp_path / "e" / "tei" / "registers" / "persons.xml").unlink()
    made = suggest_names(tmp_path / "e")
    assert "persons.xml" in made.files
    for name, data in made.files.items():
        if name.endswith(".xml"):
            assert validate(data, name, None) == ()
    lines = made.files["suggestions.tsv"].decode().splitlines()
    assert lines[0].split("\t")[:4] == ["name", "count", "kind", "id"]
    assert any("Anna Keller" in line and "[Anna Keller]" in line for line in lines)
    assert len({line.count("\t") for line in lines}) == 1


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Khrushchev", "Hruschev", True),
        ("Vyshinskiy", "Vyshinsky", True),
        ("Yuri Piatakov", "Yuri Pyatakov", True),
        ("Rosengolts", "Rosengoltz", True),
        ("Alexei", "Aleksei", True),
        ("Zinoviev", "Kamenev", False),
        ("Lurye", "Levin", False),
    ],
)
def test_a_name_that_is_like_one_of_the_register_is_told(one: str, other: str, alike: bool) -> None:
    register = Register.of([Entry("pers-x", EntryKind.PERSON, (Form(other),))])
    assert find_nearest_entry(one, EntryKind.PERSON, register) == ("pers-x" if alike else "")
    assert find_nearest_entry(one, EntryKind.PLACE, register) == ""


def test_spacy_is_asked_for_by_name_and_its_absence_is_told(tmp_path: Path) -> None:
    write_starter(tmp_path / "e")
    with pytest.raises(InputError, match="--spacy"):
        suggest_names(tmp_path / "e", "no_such_pipeline")


def test_words_of_the_edition_sort_its_names() -> None:
    text = "In March he was Warden for Fisheries, met Reeve Orme in the Rotunda, and the Larkists of the Moot."
    words = Vocabulary(
        titles=("Reeve", "Warden"),
        offices=("Warden",),
        no_names=("Larkists",),
        capitals=("Rotunda",),
        named_alone=("Moot",),
    )
    assert {c.name for c in suggest([witness(text)], Register())} >= {"Reeve Orme"}
    found = suggest([witness(text)], Register(), (), words)
    assert {c.name: c.kind.value for c in found} == {"Orme": "persons", "Rotunda": "places", "Moot": "organisations"}
    assert {c.name for c in suggest([witness(text)], Register())} >= {"Reeve Orme"}, "the table is as it was"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[names]\ntitels = []", "words.toml:2:1: [names] has no key 'titels'; did you mean 'titles'?"),
        ('[names]\ntitles = "Reeve"', 'words.toml:2:1: titles must be a list of texts (["…", "…"])'),
        ('[names]\n\nplaces = ["Old Fen"]', "words.toml:3:1: places has 'Old Fen': write single words, without blanks"),
        ("[nouns]", "words.toml:1:1: there is no table or key 'nouns'; there is names"),
        ("[names", "words.toml:1"),
    ],
)
def test_what_is_wrong_in_the_file_of_words_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    write_starter(tmp_path / "e")
    config = tmp_path / "e" / "edition.toml"
    config.write_text(f'{config.read_text("utf-8")}\n[annotation]\nwords = "words.toml"\n', "utf-8")
    with pytest.raises(EditionError, match=r"words\.toml: "):
        suggest_names(tmp_path / "e")
    (tmp_path / "e" / "words.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        suggest_names(tmp_path / "e")
    assert str(caught.value).startswith(said)


def test_no_word_of_the_edition_stands_in_the_program() -> None:
    words = tomllib.loads((ROOT / "tei" / "registers" / "words.toml").read_text("utf-8"))["names"]
    own = {word for listed in words.values() for word in listed} - {"Soviet", "Citizen"}  # a people; a common word
    assert len(own) > 30
    code = " ".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py") if path.name != "word_lists.py")
    assert {word for word in own if re.search(rf'(?<=[" ]){word}(?=[" ])', code)} == set()
