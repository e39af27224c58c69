"""The schemas that a file names by `xml-model` (W3C, Associating Schemas with XML Documents 1.0), as it names them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from edition.late_patterns import late_pattern

_PSEUDO_ATTRIBUTE = late_pattern(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = late_pattern(r"&(?:(lt|gt|amp|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_PREDEFINED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


class Language(StrEnum):
    """In which language a schema is written."""

    RELAX_NG = "RELAX NG"
    COMPACT = "RELAX NG in its compact syntax"
    ODD = "an ODD"
    SCHEMATRON = "Schematron"
    NVDL = "NVDL"
    XSD = "W3C XML Schema"
    DTD = "a DTD"
    UNKNOWN = ""


_BY_ENDING = {
    "rng": Language.RELAX_NG,
    "rnc": Language.COMPACT,
    "odd": Language.ODD,
    "sch": Language.SCHEMATRON,
    "isosch": Language.SCHEMATRON,
    "nvdl": Language.NVDL,
    "xsd": Language.XSD,
    "dtd": Language.DTD,
}
_BY_NAMESPACE = {
    "http://relaxng.org/ns/structure/1.0": Language.RELAX_NG,
    "http://purl.oclc.org/dsdl/schematron": Language.SCHEMATRON,
    "http://www.ascc.net/xml/schematron": Language.SCHEMATRON,
    "http://purl.oclc.org/dsdl/nvdl/ns/structure/1.0": Language.NVDL,
    "http://www.w3.org/2001/XMLSchema": Language.XSD,
    "http://www.tei-c.org/ns/1.0": Language.ODD,
}
_BY_TYPE = {
    "application/relax-ng-compact-syntax": Language.COMPACT,
    "application/xml-dtd": Language.DTD,
}


@dataclass(frozen=True, slots=True)
class XmlModel:
    """One instruction `xml-model`; `href` is "" where it has none."""

    href: str
    language: Language
    phase: str = ""


def find_xml_models(root: etree._Element) -> Iterator[XmlModel]:
    """The instructions before the first element, in document order.

    >>> root = etree.fromstring('<?xml-model href="a&amp;b.rng" phase="draft"?><r/>')
    >>> [(model.href, str(model.language), model.phase) for model in find_xml_models(root)]
    [('a&b.rng', 'RELAX NG', 'draft')]
    """
    for instruction in [*root.itersiblings(etree.ProcessingInstruction, preceding=True)][::-1]:
        if isinstance(instruction, etree._ProcessingInstruction) and instruction.target == "xml-model":
            found = _PSEUDO_ATTRIBUTE.findall(instruction.text or "")
            words = {name: _expand(one or two) for name, one, two in reversed(found)}
            href = words.get("href", "").strip()
            phase = words.get("phase", "").strip()
            yield XmlModel(href, _language_of(href, words), phase)


def _expand(value: str) -> str:
    """A value with its references to characters replaced; the parser leaves them alone in an instruction."""
    return _REFERENCE.sub(lambda found: _character_of(*found.groups()), value)


def _character_of(name: str | None, decimal: str | None, hexadecimal: str | None) -> str:
    if name:
        return _PREDEFINED[name]
    number = int(decimal or "0") or int(hexadecimal or "0", 16)
    return chr(number) if number < 0x110000 else "\ufffd"


def _language_of(href: str, words: dict[str, str]) -> Language:
    """`schematypens` decides, then `type`, then the ending of the name."""
    by_ending = _BY_ENDING.get(re.split("[?#]", href)[0].rpartition(".")[2].lower())
    by_type = _BY_TYPE.get(words.get("type", "").partition(";")[0].strip())
    named = _BY_NAMESPACE.get(words.get("schematypens", "").strip(), by_type or by_ending or Language.UNKNOWN)
    is_compact = named is Language.RELAX_NG and Language.COMPACT in (by_ending, by_type)
    is_odd = named is Language.RELAX_NG and by_ending is Language.ODD
    return Language.COMPACT if is_compact else Language.ODD if is_odd else named
