"""Compile an ODD that takes from elsewhere: its RELAX NG, its rules, and a flat ODD for its reference page."""

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.validate.odds.flatten import FlatOdd, flatten
from edition.validate.odds.odd_grammar import write_grammar
from edition.validate.odds.odd_sources import OddFile
from edition.validate.odds.specifications import ELEMENT, SPECIFICATIONS, drop_attribute, read_marked, without_children
from edition.validate.options import Options
from edition.validate.rule_elements import POSITION
from edition.xml.namespaces import NS, SCH, tei

_CONSTRAINT = tei("constraintSpec")
_WITH_RULES = tuple(map(tei, ("classes", "constraintSpec", "attList")))
_SCHEMATRON = "schematron"


@dataclass(frozen=True, slots=True)
class CompiledOdd:
    """What an ODD compiles to."""

    rng: bytes
    rules: bytes  # an ODD with nothing but constraints and what they are about; their positions are marked
    odd: FlatOdd


def compile_odd(path: Path, options: Options) -> CompiledOdd:
    """Compile an ODD; SchemaError with the position of what cannot be compiled."""
    flat = flatten(OddFile(read_marked(path, True, options), path, options))
    grammar = write_grammar(flat)
    etree.indent(grammar)
    return CompiledOdd(etree.tostring(grammar, encoding="utf-8") + b"\n", _select_rules(flat), flat)


def _select_rules(flat: FlatOdd) -> bytes:
    """The constraints of a flat ODD, in the specifications that they are about."""
    root = etree.Element(tei("TEI"))
    root.append(made := without_children(flat.schema))
    for child in flat.schema.iterchildren(_CONSTRAINT, *SPECIFICATIONS):
        if child.tag == _CONSTRAINT:
            made.append(deepcopy(child))
            continue
        made.append(spec := without_children(child))
        spec.extend(deepcopy(part) for part in child.iterchildren(*_WITH_RULES))
        for required in child.iterfind("tei:content//tei:anyElement[@require]", NS):
            if child.tag == ELEMENT:
                spec.append(_requirement(required, child))
    for constraint in [*made.iter(_CONSTRAINT)]:
        if not constraint.get("scheme", _SCHEMATRON).lower().endswith(_SCHEMATRON):
            constraint.getparent().remove(constraint)  # type: ignore[union-attr]  # it has one
    _drop_positions(root)
    return etree.tostring(root, encoding="utf-8")


def _requirement(node: etree._Element, spec: etree._Element) -> etree._Element:
    """The constraint that elements inside are of the namespaces that anyElement requires."""
    namespaces = node.get("require", "").split()
    name = spec.get("ident", "")
    made = etree.Element(_CONSTRAINT, ident=f"{name}-require", scheme=_SCHEMATRON)
    constraint = etree.SubElement(made, tei("constraint"))
    listed = ", ".join(f"'{namespace}'" for namespace in namespaces)
    report = etree.SubElement(constraint, f"{{{SCH}}}report", test=f"descendant::*[not(namespace-uri() = ({listed}))]")
    report.set(POSITION, node.get(POSITION, ""))
    report.text = f"elements in {name} must be in the namespace {' or '.join(namespaces)}"
    return made


def _drop_positions(root: etree._Element) -> None:
    """Drop the positions of elements of TEI; those of rules stay."""
    for node in root.iter(f"{{{NS['tei']}}}*"):
        drop_attribute(node, POSITION)
