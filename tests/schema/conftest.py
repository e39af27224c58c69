"""What the tests of the schema share: the reference schema of TEI, a corpus, and damaged and made-up documents."""

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from edition.xml.namespaces import TEI, XML, XML_ID
from simple_grammar import TEXT, Declaration, Grammar, Pattern, Value

ROOT = Path(__file__).parents[2]
TEI_ALL = ROOT.parent / "shared" / "tei" / "tei_all.rng"


@pytest.fixture(scope="session")
def tei_all() -> etree.RelaxNG:
    """TEI's own schema. libxml2 needs up to 20 s to load it."""
    if not TEI_ALL.exists():
        pytest.skip(f"the reference schema {TEI_ALL} is not here (it is not part of this repository)")
    return etree.RelaxNG(etree.parse(TEI_ALL))


@pytest.fixture(scope="session")
def corpus() -> tuple[Path, ...]:
    """Every valid TEI file that the repository holds."""
    return (*sorted((ROOT / "schema" / "examples").glob("*/valid.xml")), *sorted((ROOT / "tei").rglob("*.xml")))


@pytest.fixture(scope="session")
def grammar() -> Grammar:
    """Our schema as explanations read it."""
    return Grammar(etree.parse(ROOT / "schema" / "edition.rng").getroot())


@pytest.fixture(scope="session")
def mutants(grammar: Grammar) -> Callable[[int], Iterator[bytes]]:
    """Examples with one to three random changes, always the same for the same number."""
    examples = sorted((ROOT / "schema" / "examples").glob("*/valid.xml"))

    def made(count: int) -> Iterator[bytes]:
        chance = random.Random(f"mutants {count}")
        trees = [etree.parse(path).getroot() for path in examples]
        for _ in range(count):
            root = deepcopy(chance.choice(trees))
            for _ in range(chance.randint(1, 3)):
                if len(root):
                    _change(root, chance, grammar)
            yield etree.tostring(root, encoding="UTF-8")

    return made


def _change(root: etree._Element, chance: random.Random, grammar: Grammar) -> None:
    elements = list(root.iter(etree.Element))
    element = chance.choice(elements[1:])
    parent = element.getparent()
    assert parent is not None
    match chance.randrange(8):
        case 0:
            parent.remove(element)
        case 1:
            parent.insert(parent.index(element), _renumbered(deepcopy(element)))
        case 2:
            parent.append(element)
        case 3:
            element.tag = f"{{{TEI}}}{chance.choice(sorted(grammar.elements))}"
        case 4 if element.attrib:
            del element.attrib[chance.choice(list(element.attrib))]
        case 5:
            _set_attribute(element, chance, grammar)
        case 6:
            element.text = chance.choice([None, "words"])
        case _:
            chance.choice(elements).append(_renumbered(deepcopy(element)))


def _renumbered(element: etree._Element) -> etree._Element:
    for inner in element.iter(etree.Element):
        if XML_ID in inner.attrib:
            inner.set(XML_ID, f"{inner.get(XML_ID)}-2")
    element.tail = None
    return element


def _set_attribute(element: etree._Element, chance: random.Random, grammar: Grammar) -> None:
    declared = grammar.elements.get(etree.QName(element).localname)
    if declared and declared.attributes:
        name = chance.choice(sorted(declared.attributes))
        element.set(name, chance.choice([_value(declared.attributes[name], chance), "", "1936-13", "two words"]))


@pytest.fixture(scope="session")
def made_up(grammar: Grammar) -> Callable[[int], Iterator[etree._Element]]:
    """Random documents that our schema allows, made by following it."""

    def made(count: int) -> Iterator[etree._Element]:
        for number in range(count):
            yield _MakeUp(grammar, random.Random(f"made up {number}")).document()

    return made


_LARGE = 150  # elements; a made-up document then comes to its end


class _MakeUp:
    """Follows a grammar at random; deep down it takes the shortest way out."""

    def __init__(self, grammar: Grammar, chance: random.Random) -> None:
        self.grammar = grammar
        self.chance = chance
        self.ids = 0
        self.elements = 0
        self.depths = _depths(grammar)

    def document(self) -> etree._Element:
        root = etree.Element(f"{{{TEI}}}TEI")
        self._fill(root, "TEI", 0)
        return root

    def _fill(self, element: etree._Element, name: str, depth: int) -> None:
        declared = self.grammar.elements[name]
        self.elements += 1
        depth = 99 if self.elements > _LARGE else depth
        self._attributes(element, declared)
        content = declared.content
        for _ in range(self.chance.randint(1, 30)):
            if content.nullable and (depth > 8 or self.elements > _LARGE or self.chance.random() < 0.12):
                return
            content = self._step(element, content, 99 if self.elements > _LARGE else depth)
            if not content.first():
                return
        steps = 0
        while not content.nullable:  # the shortest part first; then any, as it may lead nowhere by itself
            content = self._step(element, content, 99 if steps < 5 else 0)
            steps += 1

    def _step(self, element: etree._Element, content: Pattern, depth: int) -> Pattern:
        names = sorted(content.first())
        if not names:
            return content
        name = min(names, key=lambda n: self.depths[n]) if depth > 8 else self.chance.choice(names)
        if name == TEXT:
            _add_words(element)
        else:
            self._fill(etree.SubElement(element, f"{{{TEI}}}{name}"), name, depth + 1)
        return content.after(name)

    def _attributes(self, element: etree._Element, declared: Declaration) -> None:
        for name, value in declared.attributes.items():
            if name not in declared.required and self.chance.random() < 0.5:
                continue
            self.ids += 1
            element.set(name, f"x{self.ids}" if name == f"{{{XML}}}id" else _value(value, self.chance))


def _value(value: Value, chance: random.Random) -> str:
    """A value that an attribute may have."""
    offered = [
        "#W",
        "en",
        "word",
        "1936-08-19",
        "0042",
        "1.0",
        "../registers/persons.xml#pers-a",
        "two words",
        "indent2",
        "https://orcid.org/0000-0002-1825-0097",
        "pictures/map.png",
        "../edition.xml#p-1",
    ]
    return chance.choice(value.words or [v for v in offered if value.allows(v)])


def _add_words(element: etree._Element) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + "words "
    else:
        element.text = (element.text or "") + "words "


def _depths(grammar: Grammar) -> dict[str, int]:
    """How deep each element is at least."""
    depths = {TEXT: 0}
    for round_ in range(1, 20):
        for name, declared in grammar.elements.items():
            if name not in depths and _reachable(declared.content, frozenset(depths)):
                depths[name] = round_
    return depths


def _reachable(content: Pattern, known: frozenset[str]) -> bool:
    match content.kind:
        case "name":
            return content.name in known
        case "group":
            return all(_reachable(p, known) for p in content.parts)
        case "choice" | "more":
            return any(_reachable(p, known) for p in content.parts)
        case _:
            return content.kind == "empty"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for a `rule` runs once for each folder of examples."""
    if "rule" in metafunc.fixturenames:
        metafunc.parametrize("rule", sorted(p.name for p in (ROOT / "schema" / "examples").iterdir()))
