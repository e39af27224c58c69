"""Accounts of an invented flood and an invented mutiny: what a historian lists is listed, and little else.

`disagreements/*/expected.tsv` has a matter a line, with the words of two sides; that of the flood was written before
the rules, that of the mutiny before the rules on persons whom no register has. A disagreement counts as right when its
sides, with their sentences, have the words of a line, each side those of another column.
"""

import csv
from pathlib import Path

import pytest
from lxml import etree
from tests.cases.conftest import Write

from edition.build import build
from edition.xml.namespaces import NS

FOLDER = Path(__file__).parent / "disagreements"
ACCOUNTS = ("flood", "mutiny")
Listed = list[tuple[str, list[tuple[str, str]]]]  # matter, and of each side its witnesses and words


def listed(folder: Path) -> Listed:
    """The disagreements in the TEI of an edition, each side with the words around it."""
    edition = etree.parse(folder / "tei" / "edition.xml").getroot()
    made = []
    for item in edition.iterfind(".//tei:list[@type='disagreements']/tei:item", NS):
        sentences = [n.text for n in item.iterfind("tei:note[@type='context'][@source]", NS)]
        around = item.findtext("tei:note[@type='context']", "", NS) if not sentences else "[…]"
        sides = [side for side in item if side.get("source") and not side.tag.endswith("}note")]
        told = [
            (side.get("source", "").replace("#", ""), " / ".join((side.text or "", around.replace("[…]", said))))
            for side, said in zip(sides, sentences or [side.text or "" for side in sides], strict=True)
        ]
        made.append((item.get("ana", "").removeprefix("#matter-"), told))
    return made


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Listed]:
    """What the program lists in each set of accounts."""
    return {name: listed(built(FOLDER / name, tmp_path_factory.mktemp(name))) for name in ACCOUNTS}


def built(source: Path, folder: Path) -> Path:
    """The edition of the accounts of a folder, and of the registers there."""
    texts = sorted(source.glob("*.txt"))
    table = '[edition]\ntitle = "Accounts"\nlanguage = "en"\nbase = "A"\n'
    table += "".join(f'[[witness]]\nsiglum = "{t.stem}"\nseed = "seeds/{t.name}"\nreader = "text"\n' for t in texts)
    (folder / "edition.toml").write_text(table, "utf-8")
    for paths, target in ((texts, "seeds"), (source.glob("*.xml"), "tei/registers")):
        (folder / target).mkdir(parents=True)
        for path in paths:
            (folder / target / path.name).write_bytes(path.read_bytes())
    assert not build(folder, ("tei",)).failed
    return folder


def expected(name: str) -> list[tuple[str, str, str]]:
    with (FOLDER / name / "expected.tsv").open(encoding="utf-8") as rows:
        lines = [row for row in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]
    return [(matter, one, other) for matter, one, other in lines]


def is_right(matter: str, sides: list[tuple[str, str]], line: tuple[str, str, str]) -> bool:
    """Whether two sides say what the two columns of a line say, in all the witnesses that it names."""
    wanted = [(sigla.split(), words) for sigla, _, words in (column.partition(": ") for column in line[1:])]
    says = [
        [set(sigla) <= set(who.split()) and words.casefold() in said.casefold() for who, said in sides]
        for sigla, words in wanted
    ]
    pairs = [(a, b) for a, one in enumerate(says[0]) for b, other in enumerate(says[1]) if one and other and a != b]
    return matter == line[0] and bool(pairs)


@pytest.mark.parametrize("name", ACCOUNTS)
def test_most_of_what_is_listed_is_right_and_most_of_what_is_right_is_listed(
    found: dict[str, Listed], name: str
) -> None:
    lines, made = expected(name), found[name]
    right = [one for one in made if any(is_right(*one, line) for line in lines)]
    told = [line for line in lines if any(is_right(*one, line) for one in made)]
    assert len(lines) >= 16
    assert len(right) / len(made) >= 0.9, [one for one in made if one not in right]
    assert len(told) / len(lines) >= 0.9, [line for line in lines if line not in told]


@pytest.mark.parametrize("name", ACCOUNTS)
def test_one_contradiction_is_listed_once(found: dict[str, Listed], name: str) -> None:
    for line in expected(name):
        assert sum(is_right(*one, line) for one in found[name]) <= 1, line


@pytest.mark.parametrize(
    "words",
    [
        "Samuel Lund",  # a longer list
        "1920", "1901", "0-19-000001-4",  # editions
        "learned", "participants",  # style
        "1865", "before 1870",  # limits
        "Some 200", "£3,985", "No fewer than",  # not exact
        "five kilometres", "27 metres",  # other units
        "claimed", "£20,000", "34 years",  # what somebody said; ages
        "1862", "1881",  # events of one life
        "That flood", "Forty witnesses",  # others of the same kind
        "page 112", "not only",
    ],
)  # fmt: skip
def test_what_is_no_contradiction_is_not_listed(found: dict[str, Listed], words: str) -> None:
    assert any(words in path.read_text("utf-8") for path in (FOLDER / "flood").glob("*.txt"))
    assert [one for one in found["flood"] if any(words in said.partition(" / ")[0] for _, said in one[1])] == []


GERMAN = {
    "A": "Die Brücke von Altdorf brach am 3. Mai 1871. Siebzehn Arbeiter standen auf der Brücke. "
    "Der Wächter wurde vor dem Sturm gewarnt. Die meisten Häuser am Ufer blieben stehen.",
    "B": "Die Brücke von Altdorf brach am 5. Mai 1871. Sechzehn Arbeiter standen auf der Brücke. "
    "Der Wächter wurde vor dem Sturm nicht gewarnt. Wenige Häuser am Ufer blieben stehen.",
    "C": "Die Brücke von Altdorf brach im Mai 1871. Etwa zwanzig Arbeiter standen auf der Brücke. "
    "Der Wächter wurde angeblich vor dem Sturm gewarnt. Mehrere Häuser am Fluss fielen.",
}
FRENCH = {
    "A": "Le pont de Vaubourg tomba le 3 mai 1871. Dix-sept ouvriers étaient sur le pont. "
    "Le gardien fut averti de la tempête. La plupart des maisons de la rive restèrent debout.",
    "B": "Le pont de Vaubourg tomba le 5 mai 1871. Seize ouvriers étaient sur le pont. "
    "Le gardien ne fut pas averti de la tempête. Quelques maisons de la rive restèrent debout.",
}


@pytest.mark.parametrize(
    ("language", "words", "matters"),
    [
        ("de", GERMAN, {"date", "number", "negation", "certainty", "share"}),
        ("fr", FRENCH, {"date", "number", "negation", "share"}),
        ("eu", FRENCH, {"number"}),  # no words of this language are known; the days are numbers
    ],
)
def test_other_languages(write: Write, language: str, words: dict[str, str], matters: set[str]) -> None:
    folder = write(words, language=language)
    assert not build(folder, ("tei",)).failed
    made = listed(folder)
    assert {matter for matter, _ in made} - {"wording", "date"} == matters - {"date"}
    assert ("date" in {matter for matter, _ in made}) is ("date" in matters)
    for matter, sides in made:
        assert matter != "number" or "C" not in [who for who, _ in sides]
