"""Small random schemas that use all of RELAX NG, and random documents that fit them or nearly do."""

import random
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from edition.validate.datatypes import XSD
from edition.xml.namespaces import RNG

NAMES = "abc"
WORDS = ("", "x", "1", "1936", "x y", " x ", "2 3", "true")
_LEAVES = ("element", "element", "element", "text", "empty", "data", "value", "list", "notAllowed")
_ONE = ("optional", "zeroOrMore", "oneOrMore", "mixed")
_MANY = ("group", "choice", "interleave")


def schema(seed: int) -> etree._Element:
    """A grammar with a few definitions. Not every one is allowed by the restrictions of RELAX NG (7.1 to 7.4)."""
    chance = random.Random(f"schema {seed}")
    grammar = etree.Element(f"{{{RNG}}}grammar", {"datatypeLibrary": XSD}, nsmap={None: RNG})
    root = _add(_add(grammar, "start"), "element", name="r")
    if seed % 2:
        _alternatives(root, chance)
    else:
        _attributes(root, chance)
        _pattern(root, chance, 3)
    for name in NAMES:
        inner = _add(_add(grammar, "define", name=name), "element", name=name)
        if seed % 2:
            _alternatives(inner, chance) if name == "a" else _add(inner, chance.choice(("text", "empty")))
            continue
        _attributes(inner, chance)
        _pattern(inner, chance, 2)
    return grammar


def _add(parent: etree._Element, kind: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{RNG}}}{kind}", attributes)
    made.text = text
    return made


def _attributes(parent: etree._Element, chance: random.Random) -> None:
    for name in chance.sample("xyz", chance.randint(0, 2)):
        home = _add(parent, "optional") if chance.random() < 0.6 else parent
        attribute = _add(home, "attribute", name=name)
        if chance.random() < 0.5:
            _leaf(attribute, chance, ("data", "value", "list"))


def _alternatives(parent: etree._Element, chance: random.Random) -> None:
    """Ways that the value of one attribute tells apart: another attribute or element goes with each."""
    choice = _add(parent, "choice")
    for value in chance.sample(("x", "1", "1936"), chance.randint(2, 3)):
        way = _add(choice, "group")
        told = _add(way, "attribute", name="k")
        if chance.random() < 0.7:
            _add(told, "value", value)
        else:
            _leaf(told, chance, ("data",))
        for name in "lm":
            if chance.random() < 0.4:
                _leaf(_add(way, "attribute", name=name), chance, ("data", "value"))
        if chance.random() < 0.6:
            _add(_add(way, chance.choice(("optional", "group"))), "ref", name=chance.choice(NAMES))


def _pattern(parent: etree._Element, chance: random.Random, depth: int) -> None:
    draw = chance.random()
    if depth == 0 or draw < 0.25:
        _leaf(parent, chance, _LEAVES)
    elif draw < 0.55:
        _pattern(_add(parent, chance.choice(_ONE)), chance, depth - 1)
    else:
        inner = _add(parent, chance.choice(_MANY))
        for _ in range(chance.randint(2, 3)):
            _pattern(inner, chance, depth - 1)


def _leaf(parent: etree._Element, chance: random.Random, kinds: tuple[str, ...]) -> None:
    match chance.choice(kinds):
        case "element":
            _add(parent, "ref", name=chance.choice(NAMES))
        case "data":
            _add(parent, "data", type=chance.choice(["integer", "gYear", "token", "NMTOKEN", "boolean"]))
        case "value":
            _add(parent, "value", chance.choice(["x", "1", "x y"]))
        case "list":
            _add(_add(_add(parent, "list"), chance.choice(["oneOrMore", "zeroOrMore"])), "data", type="integer")
        case other:
            _add(parent, other)


def documents(seed: int, count: int) -> Iterator[etree._Element]:
    """Random small documents; each second one is an earlier one with a change."""
    chance = random.Random(f"documents {seed}")
    made: list[etree._Element] = []
    for number in range(count):
        if number % 2 and made:
            root = deepcopy(chance.choice(made))
            _change(root, chance, _attribute_names(seed))
        else:
            root = _element("r", chance, 3 - 2 * (seed % 2), _attribute_names(seed))
        made.append(root)
        yield root


def _attribute_names(seed: int) -> str:
    return "klm" if seed % 2 else "xyz"


def _element(name: str, chance: random.Random, depth: int, attributes: str) -> etree._Element:
    made = etree.Element(name, {n: chance.choice(WORDS) for n in attributes if chance.random() < 0.25})
    if attributes == "klm" and (name == "r" or chance.random() < 0.3):
        made.set("k", chance.choice(("x", "1", "1936")))
    is_bare = attributes == "klm" and chance.random() < 0.7
    made.text = chance.choice(WORDS) if chance.random() < 0.4 and not is_bare else None
    for _ in range(chance.randint(0, 1 if is_bare else 3) if depth else 0):
        inner = _element(chance.choice(NAMES), chance, depth - 1, attributes)
        inner.tail = chance.choice(WORDS) if chance.random() < 0.2 else None
        made.append(inner)
    return made


def _change(root: etree._Element, chance: random.Random, attributes: str) -> None:
    element = chance.choice(list(root.iter()))
    match chance.randrange(4):
        case 0:
            element.text = chance.choice(WORDS)
        case 1:
            element.set(chance.choice(attributes), chance.choice(WORDS))
        case 2:
            element.append(_element(chance.choice(NAMES), chance, 0, attributes))
        case _ if len(element):
            element.remove(element[chance.randrange(len(element))])
