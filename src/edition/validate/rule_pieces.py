"""The plain form of Schematron while it is made: its pieces, their prefixes and what cannot be run."""

from dataclasses import dataclass, field

from lxml import etree

from edition.model.finding import Finding
from edition.validate.datatypes import XSD, Datatype
from edition.validate.rule_elements import POSITION, PREFIXES, S, position_of, qualified_names
from edition.validate.schema_errors import rule_finding
from edition.xml.namespaces import SCH, TEI, XML

#: The languages of rules; in the first ones a comparison or a function takes of several nodes the first, as in XPath 1.
XPATH_1 = ("", "xslt", "xslt1", "xpath", "xpath1")
LANGUAGES = (*XPATH_1[1:], "xslt2", "xslt3", "xpath2", "xpath3", "xpath31")

_RESERVED = ("http://www.w3.org/2000/xmlns/", "http://www.w3.org/2000/xmlns")
_PREFIX = Datatype(XSD, "NCName")
_PREDEFINED = {"xs": "http://www.w3.org/2001/XMLSchema", "tei": TEI}


@dataclass(slots=True)
class PlainForm:
    """A plain schema in the making, and the reasons why it cannot be made."""

    namespaces: dict[str, str] = field(default_factory=lambda: dict(_PREDEFINED))
    declared: dict[str, str] = field(default_factory=dict)  # prefixes that the schema declares itself
    findings: list[Finding] = field(default_factory=list)
    root: etree._Element = field(default_factory=lambda: etree.Element(f"{S}schema"))

    def begin(self) -> None:
        """Make the root; all prefixes are declared."""
        prefix = next(p for p in ("sch", "schematron", "iso.sch") if p not in self.namespaces)
        self.root = etree.Element(f"{S}schema", nsmap=self.namespaces | {prefix: SCH})

    def refuse(self, element: etree._Element, message: str) -> None:
        """Note that an element cannot be run."""
        self.findings.append(rule_finding(position_of(element), message))

    def declare(self, piece: etree._Element) -> None:
        """Declare the prefix of an `ns`; predefined prefixes may be declared differently."""
        prefix, uri = piece.get("prefix", ""), piece.get("uri", "")
        if not uri or not _PREFIX.allows(prefix):
            self.refuse(piece, f"ns needs a prefix that is a name, not «{prefix}», and a uri, not «{uri}»")
        elif prefix == "xmlns" or uri in _RESERVED or (prefix == "xml") != (uri == XML):
            self.refuse(piece, f"the prefix {prefix} may not stand for {uri}: xml and xmlns are XML's own")
        elif self.declared.setdefault(prefix, uri) != uri:
            self.refuse(piece, f"the prefix {prefix} stands for {self.declared[prefix]} and for {uri}")
        else:
            self.namespaces[prefix] = uri

    def make(self, parent: etree._Element, kind: str, source: etree._Element, **attributes: str) -> etree._Element:
        """Make a piece in a parent, with the position of its source and the prefixes that hold there."""
        made = etree.SubElement(parent, f"{S}{kind}", attributes, nsmap=self._prefixes_of(source))
        made.set(POSITION, source.get(POSITION, ""))
        if _is_xpath_1(source):
            made.set("version", "1.0")
        return made

    def _prefixes_of(self, source: etree._Element) -> dict[str, str]:
        """The prefixes of the file of an included source, those of the schema, and those in scope in the source."""
        found = {p: u for p, u in source.nsmap.items() if p and p not in self.namespaces}
        for line in source.get(PREFIXES, "").splitlines():
            prefix, _, uri = line.partition(" ")
            if uri and _PREFIX.allows(prefix):
                found[prefix] = uri
        return found


def _is_xpath_1(source: etree._Element) -> bool:
    """Whether the schema around an element is in XPath 1; what stands in no schema is in XPath 3."""
    schema = next(source.iterancestors(*qualified_names("schema")), None)
    return schema is not None and schema.get("queryBinding", "").strip().lower() in XPATH_1


def append_text(made: etree._Element, words: str | None) -> None:
    """Append text to a piece, behind what it holds."""
    if len(made):
        made[-1].tail = (made[-1].tail or "") + (words or "")
    else:
        made.text = (made.text or "") + (words or "")
