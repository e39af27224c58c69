"""Drafts of `edition suggest`: small texts of our own in five languages, tables of the editor, suggesters."""

import csv
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from edition.annotate.suggest import Suggestions, find_suggestions
from edition.commands.new import write_starter
from edition.errors import InputError
from edition.model import Kind, Node, Register, Seed, Witness
from edition.tasks import ask_suggesters
from edition.tasks.registers import import_register, suggest_names
from edition.validate.document import validate

CASES = Path(__file__).parent / "drafts"


def witness(text: str, language: str = "en", siglum: str = "A") -> Witness:
    nodes, at = [], 0
    for paragraph in text.split("\n\n"):
        start = text.index(paragraph, at)
        at = start + len(paragraph)
        nodes.append(Node(Kind.PARAGRAPH, start, at))
    root = Node(Kind.BODY, 0, len(text), tuple(nodes))
    return Witness(siglum, "", Seed(siglum, "a.txt", text, ""), root, "text", language=language)


def draft(text: str, language: str = "en") -> tuple[dict[str, set[str]], Suggestions]:
    """The forms by their kind."""
    found = find_suggestions([witness(text.strip(), language)], Register())
    forms: dict[str, set[str]] = {}
    for cluster in found.clusters:
        forms.setdefault(cluster.kind.value, set()).update(cluster.forms)
    return forms, found


PERSONS = {
    "de": {"Anna Lindner", "Johann Sebastian Krämer", "Krämer", "Lindner", "Vogel", "Heinrich von Kleist", "Luise",
           "Moritz", "Reuter", "Wilhelm Brandt"},
    "fr": {"Fournier", "Paul Martin", "Martin", "Giovanni Bellini", "Jean de La Rivière", "Jeanne d'Aubigny",
           "Lefèvre", "Morel", "Sophie"},
    "it": {"Paolo Ferri", "Ferri", "Bellini", "Caterina de' Conti", "Galli", "Giovanni dell'Orto", "Jean Morel",
           "Lorenzo", "Lucia"},
    "ru": {"Иван Лавров", "Лавров", "Николай Орлов", "Орлов", "Анны Петровой", "Воронцова", "Ольга", "Сергей"},
}  # fmt: skip
PLACES = {
    "de": {"Wien", "Hamburg", "Leipzig", "Weimar"},
    "fr": {"Angleterre", "Genève", "Italie", "Lyon", "Paris", "Versailles"},
    "it": {"Francia", "Genova", "Inghilterra", "Parma", "Roma", "Torino"},
    "ru": {"Киев", "Москва", "Париж", "Рига", "Тула"},
}
#: What may be missed or be too much by the side of these.
ALLOWED = {"fr": {"Saint-Jacques"}, "it": {"Garibaldi"}, "ru": {"Петрова"}}


@pytest.mark.parametrize("language", sorted(PERSONS))
def test_common_nouns_are_no_persons(language: str) -> None:
    forms, _ = draft((CASES / f"{language}.txt").read_text("utf-8"), language)
    allowed = ALLOWED.get(language, set())
    assert forms["persons"] - allowed == PERSONS[language]
    assert forms["places"] - allowed == PLACES[language]


def test_a_diary() -> None:
    forms, found = draft((CASES / "en-diary.txt").read_text("utf-8"))
    assert {"Ottoline", "Godfrey Pell", "Pell", "Fenwick", "Strutt", "Hester Wells", "Ann Hill", "Silas Wood",
            "Carlotta", "Lucy", "Amory", "Garden"} <= forms["persons"]  # fmt: skip
    assert forms["places"] == {
        "Bath",
        "Kirkfold",
        "Madras",
        "Fell Bridge",
        "Harley Street",
        "Ibsen House",
        "Dover",
        "Calais",
    }
    assert forms["persons"].isdisjoint({"Rose", "Walked", "Copied", "Planted", "Sundries", "Rain", "Papa", "Mrs"})
    assert "Marmion" in found.unsorted, "a lone name without evidence is listed, not marked"


def test_a_mixed_document() -> None:
    forms, _ = draft((CASES / "en-mixed.txt").read_text("utf-8"))
    persons = {"Ambrose Tull", "Tull", "Dunstan Reeve", "Reeve", "Lee Wai-ming", "Wai-ming", "Noor d'Arcy"}
    assert persons <= forms["persons"]
    assert {"Glasgow", "Sheffield", "Wales"} <= forms["places"]
    every = set().union(*forms.values())
    never = {"I", "Figure", "Section", "Table", "Danes", "Swedes", "English", "Massive", "Critics", "Steel", "Many",
             "THE END OF THE LINE", "Wai", "Arcy", "Nonetheless", "Its"}  # fmt: skip
    assert every.isdisjoint(never)


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Heard Mary Poll sing. Heard the bell. Presently Tom rose.", {"Mary Poll", "Tom"}),
        ("Wrote to Granny Mrs Poll. Mrs Lane came.", {"Poll", "Lane"}),
        ("We met Poll & Lane; Miss Poll sang, Mr. Lane too.", {"Poll", "Lane"}),
        ("There Jean d'Orval spoke, and d'Orval smiled.", {"Jean d'Orval", "d'Orval"}),
        ("There stood Pierre L'Enfant's house.", {"Pierre L'Enfant"}),
        ("There sat Lee Cheuk-yan and Chan Yiu-chung’s son.", {"Lee Cheuk-yan", "Chan Yiu-chung"}),
        ("There went Eliza Wells and Mr. Hill to the Hurst-led choir.", {"Eliza Wells", "Hill"}),
        ("Only John, Pask, Grinko and Levin stayed; John laughed.", {"John", "Pask", "Grinko", "Levin"}),
        ("We saw the Hursts and the Danes; he spoke Welsh, as in Chapter IV.", set()),
        ("We heard OLD TOM AND PARIS there.", set()),
    ],
)  # fmt: skip
def test_persons_of_a_sentence(text: str, persons: set[str]) -> None:
    assert draft(text)[0].get("persons", set()) == persons


@pytest.mark.parametrize(
    ("text", "language", "persons"),
    [
        ("Gestern kam Anna Müller. Dort stand Karl Richter, und Frau Müller lachte.", "de",
         {"Anna Müller", "Karl Richter", "Müller"}),
        ("Tehdy přišel Petr Král. Včera přijel pan Novák.", "cs", {"Petr Král", "Novák"}),
        ("Abends sprach man. Später fragte einer, so sagte man in Prag Graf zu ihm.", "de", set()),
        ("Ils virent un certain Lapierre. «Oui», dit Fournier.", "fr", {"Lapierre", "Fournier"}),
        ("As Okafor et al. showed, and as Brandt (2003) wrote, bees return.", "en", {"Okafor", "Brandt"}),
        ("We wrote to Penrose. Later we heard from Tregarth.", "en", {"Penrose", "Tregarth"}),
        ("Many Danes came and danced. They saw the Red Cross there.", "en", set()),
        ("Wind E. Walked home (in rain). Following Ennion (1949) we drove.", "en", {"Ennion"}),
        ("Then Marguerite Dene came. We heard from Callum Reid.", "en", {"Marguerite Dene", "Callum Reid"}),
        ("Dort kam Landrat von Malsburg, dann der Herzog von Sachsen.", "de", {"Malsburg"}),
        ("Nobody in Aldermoor laughed.", "en", set()),
        ("Мать плакала. Снег таял. Тогда купец Хлебников ушёл.", "ru", {"Хлебников"}),
    ],
)  # fmt: skip
def test_persons_by_the_words_beside_them(text: str, language: str, persons: set[str]) -> None:
    assert draft(text, language)[0].get("persons", set()) == persons


@pytest.mark.parametrize(
    ("text", "language", "persons", "places"),
    [
        ("Тогда Иван Лавров уехал в Тверь. Письмо Ивана Лаврова из Твери. Там пела Лаврова.", "ru",
         {"Иван Лавров", "Лаврова"}, {"Тверь"}),
        ("Он жил в Парижe. Потом уехал из Москвы, а в Москве остался брат.".replace("e", "е"), "ru", set(),
         {"Париж", "Москва"}),
        ("Tam mieszkał Jan Malicki w Krakowie. Droga do Krakowa. List Jana Malickiego.", "pl",
         {"Jan Malicki"}, {"Kraków"}),
        ("In Romam uenit. Magna Roma. Ibi Marcus Tullius dixit; Marci Tullii liber.", "la",
         {"Marcus Tullius"}, {"Roma"}),
        ("Dort traf Anna Lindner ihn. Anna Lindners Brief kam nach Wien.", "de", {"Anna Lindner"}, {"Wien"}),
    ],
)  # fmt: skip
def test_the_shapes_of_one_name_are_one_entry(text: str, language: str, persons: set[str], places: set[str]) -> None:
    forms = draft(text, language)[0]
    assert (forms.get("persons", set()), forms.get("places", set())) == (persons, places)


def test_a_word_is_judged_by_its_life_in_all_witnesses() -> None:
    one, other = witness("Quillon grew. Quillon thickened."), witness("They came with Mr. Quillon.", siglum="B")
    assert find_suggestions([one], Register()).clusters == ()
    both = find_suggestions([one, other], Register())
    assert [(c.name, c.kind.value, c.count) for c in both.clusters] == [("Quillon", "persons", 3)]


# -- suggesters and tables of the editor


class Fake:
    """A suggester that knows one name and one dictionary form."""

    def __init__(self, argument: str) -> None:
        self.argument = argument

    def names(self, text: str, language: str) -> list[Any]:
        from edition.annotate.suggesters import SuggestedName

        start = text.find("ferry")
        return [SuggestedName(start, start + 5, "places", f"{self.argument} in {language}")] if start >= 0 else []

    def lemmas(self, word: str, language: str) -> tuple[str, ...]:
        return ("keller",) if word == "Anne" else ()


class Broken(Fake):
    """A suggester that fails at its work."""

    def names(self, text: str, language: str) -> list[Any]:
        raise ValueError("no model")


class Wrong(Fake):
    """A suggester that points outside of the text."""

    def names(self, text: str, language: str) -> list[Any]:
        return [SimpleNamespace(start=0, end=10**9, kind="places", why="")]


def refuse(argument: str) -> Any:
    raise RuntimeError(f"cannot make {argument}")


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter edition, with the suggesters of this module installed."""
    made = {"fake": "Fake", "broken": "Broken", "wrong": "Wrong", "refused": "refuse", "nothing": "SimpleNamespace"}
    points = [EntryPoint(n, f"{__name__}:{f}", "edition.suggesters") for n, f in made.items()]
    loads = {"fake": Fake, "broken": Broken, "wrong": Wrong, "refused": refuse, "nothing": lambda _: SimpleNamespace()}
    monkeypatch.setattr(EntryPoint, "load", lambda self: loads[self.name])
    monkeypatch.setattr(ask_suggesters, "entry_points", lambda group: points)
    write_starter(tmp_path / "e")
    return tmp_path / "e"


def test_the_answers_of_a_suggester_are_frozen_into_drafts(edition: Path) -> None:
    made = suggest_names(edition, suggesters=["fake:tiny"])
    again = suggest_names(edition, suggesters=["fake:tiny"])
    assert made.files == again.files
    assert made.findings == ()
    rows = list(csv.DictReader(made.files["suggestions.tsv"].decode().splitlines(), delimiter="\t"))
    (row,) = [r for r in rows if r["rule"] == "fake: tiny in en" and r["form"] == "ferry"][:1]
    assert (row["kind"], row["confidence"]) == ("places", "low")
    assert b"ferry" in made.files["places.xml"]
    assert validate(made.files["places.xml"], "places.xml", None) == ()


def test_what_a_suggester_takes_for_a_bent_form_is_a_draft_of_that_form(edition: Path, tmp_path: Path) -> None:
    seed = next((edition / "seeds").glob("*.txt"))
    seed.write_text(seed.read_text("utf-8").replace("Anna Keller", "Anna Keller and Anne", 1), "utf-8")
    made = suggest_names(edition, suggesters=["fake"])
    drafted = made.files["forms-persons.xml"]
    assert validate(drafted, "forms-persons.xml", None) == ()
    assert b'type="bent"' in drafted
    (tmp_path / "forms-persons.xml").write_bytes(drafted)
    (imported,) = import_register(edition, tmp_path / "forms-persons.xml")
    assert (imported.new_entries, imported.new_facts) == (0, 1)


def test_a_build_asks_no_suggester(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes are the same whether or not one is installed: a build does not so much as look for them."""
    from edition.build import build

    def looked_for(group: str) -> Any:
        raise AssertionError("a build looks for suggesters")

    trees = []
    for name in ("without", "with"):
        root = tmp_path / name / "e"
        write_starter(root)
        if name == "with":
            monkeypatch.setattr(ask_suggesters, "entry_points", looked_for)
        build(root, only=("tei",))
        trees.append({p.relative_to(root): p.read_bytes() for p in sorted((root / "tei").rglob("*.xml"))})
    assert trees[0] == trees[1]
    assert len(trees[0]) > 2


@pytest.mark.parametrize("name", ["broken", "wrong"])
def test_a_suggester_that_fails_is_a_finding_and_the_others_go_on(edition: Path, name: str) -> None:
    made = suggest_names(edition, suggesters=[name, "fake:tiny"])
    assert [f.code for f in made.findings] == ["E456"]
    assert f"the suggester '{name}' failed" in made.findings[0].message
    assert b"ferry" in made.files["places.xml"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fak", "--with fak: there is no suggester 'fak'; did you mean 'fake'?"),
        ("refused:x", "--with refused:x: .*refuse cannot be loaded: RuntimeError: cannot make x"),
        ("nothing", "--with nothing: .* has neither names nor lemmas"),
    ],
)
def test_a_suggester_that_cannot_be_made_is_refused(edition: Path, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        suggest_names(edition, suggesters=[name])


def test_links_are_taken_from_a_table_of_the_editor_alone(edition: Path, tmp_path: Path) -> None:
    (edition / "tei" / "registers" / "persons.xml").unlink()
    without = suggest_names(edition)
    assert b"idno" not in without.files["persons.xml"]
    table = tmp_path / "persons.csv"
    table.write_text("id,name,forms,gnd\n,Anna Keller,Anne Keller,118500007\n,Otto Nobody,,118500008\n", "utf-8")
    made = suggest_names(edition, links=[table])
    assert b'<idno type="gnd">118500007</idno>' in made.files["persons.xml"]
    assert b"118500008" not in made.files["persons.xml"]
    assert "gnd 118500007" in made.files["suggestions.tsv"].decode()
    table.write_text("id,name,gnd\n,Anna Keller,118500007\n,Anna Keller,118500009\n", "utf-8")
    twice = suggest_names(edition, links=[table])
    assert b"idno" not in twice.files["persons.xml"], "a name of two rows means neither"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("persons.csv", b"", "persons.csv: is empty; the first line names the columns"),
        ("persons.csv", b"id,name\n,Anna Keller\n", "persons.csv: has no identifier; fill a column wikidata, gnd,"),
        ("persons.csv", b"id,name,gnd\n,Anna Keller,no number\n", "Anna Keller: gnd 'no number' is no identifier"),
        ("persons.csv", b"id,name,gdn\n,Anna Keller,1\n", "persons.csv:1: column 3 is called 'gdn'.*mean 'gnd'"),
        ("persons.csv", b"id,name,gnd\n,\xff,1\n", "persons.csv:2:2: the byte FF is not UTF-8"),
        ("people.csv", b"id,name,gnd\n,Anna Keller,1\n", "people.csv:2: id '': .*, or call the file persons.csv"),
        ("persons.xlsx", b"PK\x03\x04\0\0", "persons.xlsx: is a workbook or another ZIP file; save the table as CSV"),
    ],
)
def test_a_bad_table_of_links_is_refused_in_one_message(
    edition: Path, tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        suggest_names(edition, links=[tmp_path / name])
    assert len(str(caught.value).splitlines()) == 1


def test_a_table_of_links_may_say_its_kind_before_a_hyphen(edition: Path, tmp_path: Path) -> None:
    (edition / "tei" / "registers" / "persons.xml").unlink()
    (tmp_path / "persons-gnd.csv").write_text("id;name;gnd\n;Anna Keller;118500007\n", "utf-8")
    made = suggest_names(edition, links=[tmp_path / "persons-gnd.csv"])
    assert b'<idno type="gnd">118500007</idno>' in made.files["persons.xml"]


# -- adapters, with fakes of what they adapt


def test_the_adapters_ask_what_they_adapt(monkeypatch: pytest.MonkeyPatch) -> None:
    from edition.tasks import analysers

    entity = SimpleNamespace(start_char=0, end_char=4, label_="PERSON")
    other = SimpleNamespace(start_char=5, end_char=6, label_="CARDINAL")

    class Nlp:
        max_length = 1

        def __call__(self, text: str) -> SimpleNamespace:
            assert self.max_length > len(text)
            return SimpleNamespace(ents=(entity, other))

    parsed = [
        SimpleNamespace(normal_form="москва", tag=SimpleNamespace(POS="NOUN")),
        SimpleNamespace(normal_form="москвить", tag=SimpleNamespace(POS="VERB")),
    ]

    def lemmatize(word: str, lang: str) -> str:
        if lang != "la":
            raise ValueError(lang)
        return "Iuppiter"

    modules = {
        "spacy": SimpleNamespace(load=lambda name: Nlp()),
        "simplemma": SimpleNamespace(lemmatize=lemmatize),
        "pymorphy3": SimpleNamespace(MorphAnalyzer=lambda lang: SimpleNamespace(parse=lambda word: parsed)),
    }
    monkeypatch.setattr(analysers, "import_module", lambda name: modules[name])
    (name,) = analysers.SpacyNames("tiny").names("Anna 4", "en")
    assert (name.start, name.end, name.kind, name.why) == (0, 4, "persons", "tiny: PERSON")
    assert list(analysers.SimplemmaForms("").lemmas("Iovis", "la-x-medieval")) == ["Iuppiter"]
    assert list(analysers.SimplemmaForms("").lemmas("Iovis", "eu")) == []
    assert set(analysers.PymorphyForms("").lemmas("Москвы", "ru")) == {"москва"}
    assert list(analysers.PymorphyForms("").lemmas("Moscow", "en")) == []


@pytest.mark.parametrize("name", ["spacy:en_core_web_sm", "simplemma", "pymorphy3"])
def test_an_analyser_that_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    from edition.tasks import analysers

    def missing(module: str) -> Any:
        raise ImportError(module)

    monkeypatch.setattr(analysers, "import_module", missing)
    write_starter(tmp_path / "e")
    with pytest.raises(InputError, match="is not installed; `pip install variorum"):
        suggest_names(tmp_path / "e", suggesters=[name])
