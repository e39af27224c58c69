"""The content of elements, macros and datatypes as RELAX NG."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy

from lxml import etree

from edition.validate.odds.gather import is_limited, is_member
from edition.validate.odds.occurrences import copy_shell, repeat, repeat_reference, rng
from edition.validate.odds.specifications import CLASS, DATA, ELEMENT, MACRO, words_of
from edition.validate.rule_elements import position_of
from edition.validate.schema_errors import schema_error
from edition.xml.namespaces import NS, RNG, TEI, tei

ANNOTATION = "http://relaxng.org/ns/compatibility/annotations/1.0"
_EXAMPLES = "http://www.tei-c.org/ns/Examples"
_EXPANSIONS = {
    "sequenceOptional": "optional", "sequenceRepeatable": "oneOrMore", "sequenceOptionalRepeatable": "zeroOrMore",
}  # fmt: skip


class Contents:
    """Writes contents; `specs` are the specifications of the flat ODD by their names."""

    def __init__(self, schema: etree._Element, exceptions: str) -> None:
        self.prefix = schema.get("prefix", "")
        self.exceptions = exceptions
        self.language = (schema.get("targetLang") or "en").split("-")[0]
        self.specs: dict[str, etree._Element] = {}
        self.members: dict[str, list[etree._Element]] = {}
        self.any_elements: dict[str, etree._Element] = {}  # the definitions that anyElement needs
        self._above: list[str] = []  # datatypes that are being written
        for spec in schema.iterchildren(ELEMENT, CLASS, MACRO, DATA):
            self.specs.setdefault(spec.get("ident", ""), spec)
            for key in dict.fromkeys(m.get("key", "") for m in spec.iterfind("tei:classes/tei:memberOf", NS)):
                self.members.setdefault(key, []).append(spec)

    def name(self, spec: etree._Element, ending: str = "") -> str:
        """The name of the definition of a specification."""
        return f"{spec.get('prefix', self.prefix)}{spec.get('ident')}{ending}"

    def document(self, node: etree._Element) -> etree._Element:
        """The documentation of a specification, an attribute or a value."""
        made = etree.Element(f"{{{ANNOTATION}}}documentation", nsmap={"a": ANNOTATION})
        made.text = words_of(node, self.language) or words_of(node)
        return made

    def of_element(self, spec: etree._Element) -> list[etree._Element]:
        """The content of an element."""
        values = spec.find("tei:valList", NS)
        if values is not None and values.get("type") == "closed":
            return [self.values(values)]
        return self._parts(spec) or [rng("empty")]

    def of_macro(self, spec: etree._Element) -> etree._Element:
        """The definition of a macro or a datatype."""
        values = spec.find("tei:valList", NS)
        made = [self.values(values)] if values is not None and values.get("type") == "closed" else self._parts(spec)
        has_alternatives = len(made) > 1 and spec.find(f"tei:content/{{{RNG}}}*", NS) is not None
        return rng("define", *([rng("choice", *made)] if has_alternatives or not made else made), name=self.name(spec))

    def _parts(self, spec: etree._Element, restriction: str = "") -> list[etree._Element]:
        """The parts of the content of a specification; the instruction NameList stands for all elements."""
        made: list[etree._Element] = []
        for part in (part for content in spec.iterchildren(tei("content")) for part in content):
            if isinstance(part.tag, str):
                made += self.part(part, restriction)
            elif part.tag is etree.ProcessingInstruction and str(part.target) == "NameList":
                elements = (other for other in self.specs.values() if other.tag == ELEMENT)
                made.append(rng("choice", *(rng("ref", name=self.name(other)) for other in elements)))
        return made

    def values(self, listed: etree._Element) -> etree._Element:
        """The values of a list, each with its documentation."""
        made = rng("choice")
        for item in listed.iterchildren(tei("valItem")):
            value = rng("value")
            value.text = name_in_documents(item)
            made.extend((value, self.document(item)))
        return made

    def part(self, node: etree._Element, restriction: str = "") -> list[etree._Element]:
        """A part of a content; what is no part of a content says nothing."""
        name = etree.QName(node)
        if name.namespace == RNG:
            return [self._copy_pattern(node)]
        if name.namespace != TEI:
            return []
        if name.localname == "dataRef":
            return self._data(node, restriction)
        write = self._writers.get(name.localname)
        return write(self, node) if write else []

    # -- TEI's own notation

    def _sequence(self, node: etree._Element) -> list[etree._Element]:
        parts = [*node.iterchildren(etree.Element)]
        is_list = bool(parts) and all(part.tag == tei("dataRef") for part in parts)
        is_unordered = node.get("preserveOrder") == "false" or node.tag == tei("interleave")

        def make() -> list[etree._Element]:
            made = [p for part in parts for p in self.part(part)]
            return [rng("interleave", *made)] if is_unordered else made

        return [rng("list" if is_list else "group", *repeat(node, make))]

    def _alternate(self, node: etree._Element) -> list[etree._Element]:
        return repeat(node, lambda: [rng("choice", *(p for part in node for p in self._child(part)))])

    def _child(self, node: etree._Element) -> list[etree._Element]:
        return self.part(node) if isinstance(node.tag, str) else []

    def _reference(self, node: etree._Element) -> list[etree._Element]:
        return repeat_reference(node, lambda: [rng("ref", name=self.resolve(node))])

    def _class(self, node: etree._Element) -> list[etree._Element]:
        key, expand = node.get("key", ""), node.get("expand")
        members = [s for s in self.members.get(key, ()) if is_member(s.get("ident", ""), node)]

        def make() -> list[etree._Element]:
            if not expand and not is_limited(node):
                return [rng("ref", name=self.resolve(node))]
            each = [self._member(member, key) for member in members]
            if expand in _EXPANSIONS:
                return [rng(_EXPANSIONS[expand], *one) for one in each]
            flat = [pattern for one in each for pattern in one]
            return flat if expand == "sequence" or not expand else [rng("choice", *flat)]

        return repeat_reference(node, make)

    def _member(self, member: etree._Element, key: str) -> list[etree._Element]:
        """A member of a class, as often as its membership says."""
        if member.tag != ELEMENT:
            return [rng("ref", name=self.name(member))]
        belongs = member.find(f"tei:classes/tei:memberOf[@key='{key}']", NS)
        least, most = ((belongs.get(name) or "1") if belongs is not None else "1" for name in ("min", "max"))
        low = int(least) if least.isdecimal() else 1
        made = [rng("ref", name=self.name(member)) for _ in range(low)]
        if most == "unbounded":
            return [*made, rng("zeroOrMore", rng("ref", name=self.name(member)))]
        high = int(most) if most.isdecimal() else 1
        return [*made, *(rng("optional", rng("ref", name=self.name(member))) for _ in range(high - low))]

    def define_class(self, spec: etree._Element) -> Iterator[etree._Element]:
        """The definitions of a class of elements: a choice of its members, and its members in sequence."""
        key = spec.get("ident", "")
        members = self.members.get(key, [])
        for ending in ("", "_alternation", "_sequence", *(f"_{name}" for name in _EXPANSIONS)):
            wrap = _EXPANSIONS.get(ending[1:])
            made = [p for member in members for p in self._wrap(self._member_pattern(member, key, ending), wrap)]
            if not made:
                made = [
                    rng(
                        "empty"
                        if ending in ("_sequence", "_sequenceOptional", "_sequenceOptionalRepeatable")
                        else "notAllowed"
                    )
                ]
            elif ending in ("", "_alternation"):
                made = [rng("choice", *made)]
            yield rng("define", *made, name=self.name(spec, ending))

    def _member_pattern(self, member: etree._Element, key: str, ending: str) -> list[etree._Element]:
        is_class = member.tag == CLASS
        return [rng("ref", name=self.name(member, ending))] if is_class else self._member(member, key)

    def _wrap(self, patterns: list[etree._Element], name: str | None) -> list[etree._Element]:
        return [rng(name, *patterns)] if name else patterns

    def _values(self, node: etree._Element) -> list[etree._Element]:
        return [self.values(node)]

    def _text(self, node: etree._Element) -> list[etree._Element]:
        return [rng("text")]

    def _any(self, node: etree._Element) -> list[etree._Element]:
        name = f"anyElement_{len(self.any_elements)}"
        self.any_elements[name] = self._define_any(name, node)
        return repeat(node, lambda: [rng("ref", name=name)])

    def _define_any(self, name: str, node: etree._Element) -> etree._Element:
        """Any element with any attributes, text and elements, except those of some namespaces."""
        without = rng("except")
        for token in dict.fromkeys(self.exceptions.split()):
            prefix, _, local = token.partition(":")
            namespace = _EXAMPLES if token == "teix:egXML" else node.nsmap.get(prefix) if local else None
            if namespace:
                without.append(rng("name", ns=namespace))
                without[-1].text = local
            else:
                without.append(rng("nsName", ns=token))
        attributes = rng("zeroOrMore", rng("attribute", rng("anyName")))
        inner = rng("zeroOrMore", rng("choice", rng("text"), rng("ref", name=name)))
        return rng("define", rng("element", rng("anyName", without), attributes, inner), name=name)

    def _data(self, node: etree._Element, restriction: str) -> list[etree._Element]:
        """A datatype by its name in XML Schema, or with the content of its specification."""
        if name := node.get("name"):
            made = rng("data", type=name)
            facets = [(f.get("name", ""), f.get("value", "")) for f in node.iterchildren(tei("dataFacet"))]
            pattern = node.get("restriction") or restriction
            for facet, value in facets or ([("pattern", pattern)] if pattern else []):
                made.append(rng("param", name=facet))
                made[-1].text = value
            return [made]
        if (key := node.get("key", "")) in self._above:
            raise schema_error(position_of(node), f"the datatype {key} holds itself")
        spec = self.specs.get(key)
        self._above.append(key)
        made_parts = self._parts(spec, node.get("restriction", "")) if spec is not None else []
        self._above.pop()
        return made_parts

    # -- patterns of RELAX NG in an ODD

    def _copy_pattern(self, node: etree._Element) -> etree._Element:
        """A copy of a pattern with references to the definitions of this schema."""
        if node.tag == f"{{{RNG}}}ref":
            return rng("ref", name=self.resolve(node))
        inner = list(node.iterchildren(etree.Element))
        if node.tag == f"{{{RNG}}}choice" and len(inner) == 1:
            (only,) = self.part(inner[0]) or [rng("empty")]
            return only
        made = copy_shell(node)
        for child in inner:
            is_annotation = etree.QName(child).namespace not in (RNG, TEI)
            made.extend([deepcopy(child)] if is_annotation else self.part(child))
        return made

    def resolve(self, node: etree._Element) -> str:
        """The name of the definition that a reference means."""
        name = node.get("name") or node.get("key") or ""
        holder = next(node.iterancestors(tei("content")), None)
        if holder is not None and holder.get("autoPrefix") == "false":
            return name
        stem, _, ending = name.rpartition("_")
        plain = stem if ending in (*_EXPANSIONS, "alternation", "sequence") else name
        spec = self.specs.get(plain)
        if spec is None:
            return name
        own = spec.get("prefix", self.prefix)
        return name if spec.get("prefix") and name.startswith(own) else f"{own}{name}"

    _writers: Mapping[str, Callable[["Contents", etree._Element], list[etree._Element]]] = {
        "sequence": _sequence, "interleave": _sequence, "alternate": _alternate, "elementRef": _reference,
        "macroRef": _reference, "classRef": _class, "valList": _values, "textNode": _text, "anyElement": _any,
    }  # fmt: skip


def name_in_documents(node: etree._Element) -> str:
    """The name that documents use: the alternative one, if there is one."""
    own, others = node.get("ident", ""), [(o.text or "").strip() for o in node.iterchildren(tei("altIdent"))]
    return own if not others or own in others else others[0]
