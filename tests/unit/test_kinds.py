"""The table of the kinds of registers: nothing else lists them, and a sixth kind is a row, its messages and its schema.

The sixth kind is put into a copy of the program, as a developer would do it.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree, html

from edition.model import KINDS, EntryKind
from edition.xml.namespaces import NS

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "src" / "edition" / "model" / "kinds.py"
CODE = sorted(
    path
    for folder in ("src/edition", "xslt")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".xsl", ".js", ".css")
)
#: Names of the table, and how many of them a file other than the table may have: the logic of single kinds stays. The
#: names of files are plain words, too.
NAMES = {
    "list": ([row.list for row in KINDS], 3),
    "form": ([row.mention.value for row in KINDS], 3),
    "entry": ([row.entry for row in KINDS], 3),
    "file": ([row.kind.value for row in KINDS], 4),
}
MESSAGES = ("nav.{file}", "search.in.{file}", "mark.{form}", "disagreements.of.{matter}", "print.index.{key}")


# -- one table


def words_of(path: Path) -> Iterator[str]:
    """The strings of a module of Python without its docstrings; of other code the text without comments."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        yield re.sub(r"(?s)<!--.*?-->|/\*.*?\*/|xmlns(:\w+)?=\"[^\"]*\"", "", text)
        return
    nodes = list(ast.walk(ast.parse(text)))
    docstrings = {id(n.value) for n in nodes if isinstance(n, ast.Expr)}
    strings = (n for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))
    yield from (str(n.value) for n in strings if id(n) not in docstrings)


def listed_in(path: Path, part: str) -> list[str]:
    """The names of a part of the table that a file has; elements of entries count where they stand in quotes."""
    names, _ = NAMES[part]
    found = {word for words in words_of(path) for word in re.findall(r"[A-Za-z]+", words)}
    if part == "entry" and path.suffix != ".py":
        found = {word for words in words_of(path) for word in re.findall(r"['\"]([a-z]+)['\"]", words)}
    return [name for name in names if name in found]


@pytest.mark.parametrize("part", NAMES)
def test_nothing_but_the_table_lists_the_kinds(part: str) -> None:
    _, most = NAMES[part]
    assert len(CODE) > 300
    assert [(p.name, listed_in(p, part)) for p in CODE if len(listed_in(p, part)) > most] == [
        (TABLE.name, NAMES[part][0])
    ]


def test_every_kind_has_its_row_and_no_two_share_a_name() -> None:
    assert [row.kind for row in KINDS] == list(EntryKind)
    for names in zip(*(row.strings.values() for row in KINDS), strict=True):
        assert len(set(names)) == len(KINDS)
    labels = [label for row in KINDS for label in row.labels]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_kind_has_its_messages(language: str) -> None:
    root = etree.parse(ROOT / "xslt" / "messages" / f"{language}.xml")
    known = {m.get("key") for m in root.iter("m")}
    assert {key.format(**row.strings) for row in KINDS for key in MESSAGES} <= known


# -- a sixth kind

_ROW = """    RegisterKind(
        EntryKind.SHIP, "ship", "listObject", "object", MentionKind.SHIP, "ship", Matter.SHIP, ("SHIP",),
    ),
)  # fmt: skip
"""
_WORDS = {"nav.ships": "Ships", "search.in.ships": "in names of ships", "mark.objectName": "ships",
          "disagreements.of.ship": "Which ship", "print.index.ship": "Index of ships"}  # fmt: skip
_TITLES = '              <sch:rule context="tei:title[@ref]">\n'
_EVENTS = '        <elementSpec ident="listEvent" mode="change">\n'
_RULE = """              <sch:rule context="tei:objectName[@ref]">
                <sch:assert test="starts-with(substring-after(@ref, '#'), 'ship-')">a ship</sch:assert>
              </sch:rule>
"""


def replaced(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert text.count(old) == 1, (path.name, old)
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def add_row(program: Path) -> None:
    replaced(
        program / "src/edition/model/kinds.py",
        ('    WORK = "works"\n', '    WORK = "works"\n    SHIP = "ships"\n'),
        ('    WORK = "title"\n', '    WORK = "title"\n    SHIP = "objectName"\n'),
        ('    WORK = "work"\n', '    WORK = "work"\n    SHIP = "ship"\n'),
        (")  # fmt: skip\n", _ROW),
    )
    for language in ("en", "de"):
        made = "".join(f'<m key="{key}">{words}</m>' for key, words in _WORDS.items())
        replaced(program / f"xslt/messages/{language}.xml", ("</messages>", f"{made}</messages>"))


def allow(odd: Path) -> None:
    """What the schema needs: three elements like those of organisations, and where they may stand."""
    text = odd.read_text("utf-8")
    made = ""
    for name in ("listOrg", "org", "orgName"):
        start = text.index(f'<elementSpec ident="{name}"')
        made += text[start : text.index("</elementSpec>", start)] + "</elementSpec>"
    for old, new in (("listOrg", "listObject"), ("orgName", "objectName"), ('"org', '"object'), ("<org", "<object"),
                     ("</org", "</object"), ("form-ferry", "form-ship"), ('id="object-', 'id="ship-')):  # fmt: skip
        made = made.replace(old, new)
    replaced(
        odd,
        ('listOrg org listEvent event birth', 'listOrg org listObject object objectName listEvent event birth'),
        ('<elementRef key="placeName"/><elementRef key="orgName"/>\n',
         '<elementRef key="placeName"/><elementRef key="orgName"/><elementRef key="objectName"/>\n'),
        ('<elementRef key="listPlace"/><elementRef key="listOrg"/>\n',
         '<elementRef key="listPlace"/><elementRef key="listOrg"/><elementRef key="listObject"/>\n'),
        (_TITLES, _RULE + _TITLES),
        (_EVENTS, made + _EVENTS),
    )  # fmt: skip


Run = Callable[..., str]
_NAMED = {"A": "Argo", "B": "Daphne"}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a command of a copy of the program that knows ships."""
    program = tmp_path_factory.mktemp("program")
    for name in ("src/edition", "xslt", "schema"):
        shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
    add_row(program)
    allow(program / "schema" / "edition.odd")

    def command(*arguments: object) -> str:
        given = [sys.executable, "-m", "edition", *map(str, arguments)]
        own = {**os.environ, "PYTHONPATH": str(program / "src")}
        done = subprocess.run(given, env=own, cwd=program, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    command("schema", "schema")
    return command


@pytest.fixture(scope="module")
def folder(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition in which one witness names another ship."""
    folder = tmp_path_factory.mktemp("ships")
    (folder / "seeds").mkdir()
    words = {siglum: f"In the spring the {ship} left the town of Lindau." for siglum, ship in _NAMED.items()}
    for siglum, text in words.items():
        (folder / "seeds" / f"{siglum}.txt").write_text(text + "\n", "utf-8")
    table = "".join(f'[[witness]]\nsiglum = "{s}"\nseed = "seeds/{s}.txt"\nreader = "text"\n' for s in words)
    (folder / "edition.toml").write_text(f'[edition]\ntitle = "Ships"\nbase = "A"\n{table}', "utf-8")
    (folder / "list.csv").write_text("id,name\nship-argo,Argo\n,Daphne\n", "utf-8")
    run("register", "import", folder / "list.csv", "--in", folder, "--kind", "ships")
    run("build", folder, "--only", "tei,site,exports")
    return folder


def test_a_register_of_a_new_kind_is_imported_and_validated(run: Run, folder: Path) -> None:
    root = etree.parse(folder / "tei" / "registers" / "ships.xml")
    assert root.xpath("//tei:listObject/tei:object/@xml:id", namespaces=NS) == ["ship-argo", "ship-daphne"]
    assert root.xpath("string(//tei:object[1]/tei:objectName)", namespaces=NS) == "Argo"
    run("validate", folder / "tei" / "registers" / "ships.xml")


def test_names_of_a_new_kind_are_marked(folder: Path) -> None:
    for siglum, name in _NAMED.items():
        (mark,) = etree.parse(folder / "tei" / "witnesses" / f"{siglum}.xml").findall(".//tei:text//tei:objectName", NS)
        assert (mark.text, mark.get("ref")) == (name, f"../registers/ships.xml#ship-{name.lower()}")


def test_witnesses_that_name_others_of_a_new_kind_disagree(folder: Path) -> None:
    root = etree.parse(folder / "tei" / "edition.xml")
    assert root.xpath("//tei:list[@type = 'disagreements']/tei:item/@ana", namespaces=NS) == ["#matter-ship"]
    page = html.parse(folder / "build" / "site" / "disagreements.html")
    assert page.xpath("//*[@class = 'question']/text()") == ["Which ship"]


def test_a_new_kind_has_its_page_and_links_to_it(folder: Path) -> None:
    site = folder / "build" / "site"
    page = html.parse(site / "ships.html")
    assert page.xpath("//details/@id") == ["ship-argo", "ship-daphne"]
    (first, _) = page.xpath("//details[@id]")
    assert first.xpath(".//*[@class = 'name']/text()") == ["Argo"]
    assert first.xpath(".//ul[@class = 'mentions']/li//a/@href")[0].startswith("wit-A.html#")
    assert page.xpath("//nav//a[@href = 'ships.html']/text()") == ["Index"]  # the one register that has entries
    assert page.xpath("//h1/text()") == ["Ships"]
    assert html.parse(site / "wit-B.html").xpath("//a[@class = 'objectName']/@href") == ["ships.html#ship-daphne"]
    assert html.parse(site / "search.html").xpath("//option[@value = 'ships']/text()") == ["in names of ships"]
    assert '"ships": "objectName"' in (site / "edition.js").read_text("utf-8")
    assert '"kinds":["persons","places","organisations","events","works","ships","dates"]' in (
        site / "search-data.js"
    ).read_text("utf-8")


def test_a_new_kind_is_in_the_exports(folder: Path) -> None:
    exports = folder / "build" / "exports"
    assert "B-SHIP" in "".join(p.read_text("utf-8") for p in (exports / "ner").glob("*.conll"))
    assert "schema:Thing" in (exports / "rdf" / "edition.ttl").read_text("utf-8")
    (tex,) = (p for p in exports.rglob("*.tex"))
    assert "title={Index of ships}" in tex.read_text("utf-8")
