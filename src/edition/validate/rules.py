"""Convert Schematron from a .sch file, a RELAX NG schema or an ODD to one plain form.

In the plain form a schema contains keys, functions, variables (`let`) and patterns; a pattern contains rules with a
context; a rule contains variables, asserts and reports; a message contains text, `value-of` and `name`. Abstract
patterns and rules, and diagnostics, are resolved. What cannot be run is refused by its name and position (E442).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex
from lxml import etree

from edition.model.finding import Finding, Position
from edition.validate.datatypes import XSD, Datatype
from edition.validate.schema_errors import SchemaError, rule_finding
from edition.xml.namespaces import SCH, TEI, XML, XSL
from edition.xml.parse import Document

POSITION = "{urn:variorum:place}at"  # position of an element: line, column and file
OLDER = "http://www.ascc.net/xml/schematron"  # Schematron 1.5
_S = f"{{{SCH}}}"
_RESERVED = ("http://www.w3.org/2000/xmlns/", "http://www.w3.org/2000/xmlns")
_PREFIX = Datatype(XSD, "NCName")
_ELEMENTS = (f"{_S}*", f"{{{OLDER}}}*", f"{{{XSL}}}*")
_PROSE = frozenset(("title", "p", "properties", "phase", "active"))
_LANGUAGES = frozenset(("", "xslt", "xslt1", "xslt2", "xslt3", "xpath", "xpath2", "xpath3", "xpath31"))
_SEVERITIES: Mapping[str, str] = {
    "warning": "warning", "warn": "warning", "nonfatal": "warning", "info": "advice", "information": "advice",
    "informational": "advice", "advice": "advice", "hint": "advice", "note": "advice",
}  # fmt: skip
_PREFIXES: Mapping[str, str] = {"xs": "http://www.w3.org/2001/XMLSchema", "tei": TEI}
UNNAMED_CODE = "E444"


def mark_positions(document: Document) -> None:
    """Store the position of every Schematron element in an attribute, which is copied with the element."""
    for element in document.root.iter(*_ELEMENTS):
        position = document.position(element)
        element.set(POSITION, f"{position.line}:{position.column}:{position.path}")


def position_of(element: etree._Element) -> Position:
    """The stored position of a Schematron element."""
    line, _, rest = element.get(POSITION, "0:0:").partition(":")
    column, _, path = rest.partition(":")
    return Position(path, int(line), int(column))


def make_plain_rules(roots: Sequence[etree._Element]) -> bytes:
    """The Schematron of some files, whose positions are marked, in its plain form; b"" if there are no rules."""
    pieces = [piece for root in roots for piece in _find_outermost(root)]
    return _PlainFormBuilder().build(pieces) if any(_is_schematron(piece) for piece in pieces) else b""


def _find_outermost(root: etree._Element) -> Iterator[etree._Element]:
    """The outermost elements of Schematron, and of XSLT in it."""
    for element in root.iter(*_ELEMENTS):
        if next(element.iterancestors(*_ELEMENTS), None) is None:
            yield element


def _qualified_names(*kinds: str) -> tuple[str, ...]:
    """The qualified names of elements, in both namespaces of Schematron."""
    return tuple(f"{{{namespace}}}{kind}" for namespace in (SCH, OLDER) for kind in kinds)


def _is_schematron(element: etree._Element) -> bool:
    return etree.QName(element).namespace in (SCH, OLDER)


def _kind_of(element: etree._Element) -> str:
    """The local name of a Schematron element; with prefix for XSLT; "" for other elements."""
    name = etree.QName(element)
    if name.namespace in (SCH, OLDER):
        return name.localname
    return f"xsl:{name.localname}" if name.namespace == XSL else ""


@dataclass(slots=True)
class _PlainFormBuilder:
    """Builds the plain form of one schema."""

    namespaces: dict[str, str] = field(default_factory=lambda: dict(_PREFIXES))
    declared: dict[str, str] = field(default_factory=dict)  # prefixes that the schema declares itself
    abstract: dict[str, etree._Element] = field(default_factory=dict)  # patterns and rules, by id
    diagnostics: dict[str, etree._Element] = field(default_factory=dict)
    variables: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    made: etree._Element = field(init=False)

    def build(self, pieces: Sequence[etree._Element]) -> bytes:
        """The whole plain form as XML; SchemaError for rules that cannot be run."""
        flat = [part for piece in pieces for part in self._flatten(piece)]
        for piece in flat:
            self._collect_definitions(piece)
        self.made = etree.Element(f"{_S}schema", nsmap=self.namespaces | {"sch": SCH})
        for piece in flat:
            self._add(piece)
        if self.findings:
            raise SchemaError(*dict.fromkeys(self.findings))
        return etree.tostring(self.made, encoding="UTF-8") if self.made.find(f".//{_S}rule") is not None else b""

    def _refuse(self, element: etree._Element, message: str) -> None:
        self.findings.append(rule_finding(position_of(element), message))

    def _flatten(self, piece: etree._Element) -> Iterator[etree._Element]:
        """The parts of a schema; with a default phase only the patterns that are active in it."""
        if _kind_of(piece) not in ("schema", "diagnostics", "rules"):
            yield piece
            return
        if (language := piece.get("queryBinding", "").lower()) not in _LANGUAGES:
            self._refuse(piece, f"the query language {language} is not known; rules are XPath, as XSLT binds it")
        active = _active_patterns(piece)
        for child in piece.iterchildren(etree.Element):
            if (
                not active
                or _kind_of(child) != "pattern"
                or child.get("id") in active
                or child.get("abstract") == "true"
            ):
                yield from self._flatten(child)

    def _collect_definitions(self, piece: etree._Element) -> None:
        """Collect what other parts refer to: namespaces, abstract patterns and rules, diagnostics."""
        match _kind_of(piece):
            case "ns":
                self._declare(piece, piece.get("prefix", ""), piece.get("uri", ""))
            case "diagnostic":
                self.diagnostics[piece.get("id", "")] = piece
            case "pattern" | "rule":
                for part in piece.iter(*_qualified_names("pattern", "rule")):
                    if part.get("abstract") == "true":
                        self.abstract[part.get("id", "")] = part

    def _declare(self, piece: etree._Element, prefix: str, uri: str) -> None:
        """Declare a prefix; predefined prefixes may be declared differently."""
        if not uri or not _PREFIX.allows(prefix):
            self._refuse(piece, f"ns needs a prefix that is a name, not «{prefix}», and a uri, not «{uri}»")
        elif prefix == "xmlns" or uri in _RESERVED or (prefix == "xml") != (uri == XML):
            self._refuse(piece, f"the prefix {prefix} may not stand for {uri}: xml and xmlns are XML's own")
        elif self.declared.setdefault(prefix, uri) != uri:
            self._refuse(piece, f"the prefix {prefix} stands for {self.declared[prefix]} and for {uri}")
        else:
            self.namespaces[prefix] = uri

    def _add(self, piece: etree._Element) -> None:
        match _kind_of(piece):
            case "pattern":
                if piece.get("abstract") != "true":
                    self._add_pattern(piece)
            case "rule":
                self._add_rule_without_pattern(piece)
            case "let":
                self._add_variable(piece, self.made, {})
            case "xsl:key" | "xsl:function":
                self.made.append(_copy(piece))
            case "ns" | "diagnostic" | "":
                pass
            case kind if kind in _PROSE:
                pass
            case kind:
                self._refuse(piece, f"{kind} is not supported here")

    # -- patterns and rules

    def _make_piece(
        self, parent: etree._Element, kind: str, source: etree._Element, **attributes: str
    ) -> etree._Element:
        """Make an element of the plain form; prefixes are those of the schema, else those in scope in the source."""
        inherited = {p: u for p, u in source.nsmap.items() if p is not None and p not in self.namespaces}
        made = etree.SubElement(parent, f"{_S}{kind}", attributes, nsmap=inherited)
        made.set(POSITION, source.get(POSITION, ""))
        return made

    def _add_rule_without_pattern(self, rule: etree._Element) -> None:
        if rule.get("abstract") != "true":
            made = self._make_piece(self.made, "pattern", rule, code=rule.get("id", ""))
            self._add_rule(rule, made, {})

    def _add_pattern(self, pattern: etree._Element) -> None:
        source, parameters = pattern, {}
        if name := pattern.get("is-a"):
            if name not in self.abstract:
                self._refuse(pattern, f"there is no abstract pattern {name}")
                return
            source = self.abstract[name]
            parameters = {
                p.get("name", ""): p.get("value", "") for p in pattern.iterchildren(*_qualified_names("param"))
            }
        if pattern.get("documents") is not None:
            self._refuse(pattern, "rules about other documents are not run: nothing outside is read")
        made = self._make_piece(self.made, "pattern", pattern, code=pattern.get("id", ""))
        names = {let.get("name", ""): "" for let in source.iterchildren(*_qualified_names("let"))}
        renamed = {name: f"{name}.{len(self.made)}" for name in names if name in self.variables}
        for child in source.iterchildren(etree.Element):
            self._add_to_pattern(child, made, {**parameters, **{n: f"${new}" for n, new in renamed.items()}})

    def _add_to_pattern(self, child: etree._Element, made: etree._Element, replaced: Mapping[str, str]) -> None:
        match _kind_of(child):
            case "rule":
                if child.get("abstract") != "true":
                    self._add_rule(child, made, replaced)
            case "let":
                self._add_variable(child, self.made, replaced)
            case "" | "param":
                pass
            case kind if kind in _PROSE - {"phase", "active"}:
                pass
            case kind:
                self._refuse(child, f"{kind} is not supported in a pattern")

    def _add_rule(self, rule: etree._Element, pattern: etree._Element, replaced: Mapping[str, str]) -> None:
        if rule.get("context") is None:
            self._refuse(rule, "the rule has no context")
            return
        made = self._make_piece(pattern, "rule", rule, context=_replace_variables(rule.get("context", ""), replaced))
        self._fill_rule(rule, made, replaced, (rule.get("id", ""),))

    def _fill_rule(
        self, rule: etree._Element, made: etree._Element, replaced: Mapping[str, str], above: tuple[str, ...]
    ) -> None:
        """Add the assertions of a rule and of the abstract rules that it extends."""
        for child in rule.iterchildren(etree.Element):
            match _kind_of(child):
                case "assert" | "report":
                    self._add_assertion(child, made, replaced)
                case "let":
                    self._add_variable(child, made, replaced)
                case "extends":
                    name = child.get("rule", "")
                    if name not in self.abstract or name in above:
                        self._refuse(child, f"there is no abstract rule {name or child.get('href', '')} to extend")
                    else:
                        self._fill_rule(self.abstract[name], made, replaced, (*above, name))
                case "" | "p":
                    pass
                case kind:
                    self._refuse(child, f"{kind} is not supported in a rule")

    def _add_variable(self, let: etree._Element, parent: etree._Element, replaced: Mapping[str, str]) -> None:
        name = let.get("name", "")
        if let.get("value") is None:
            self._refuse(let, f"the variable {name} needs a value: the attribute value, with an expression")
            return
        if parent is self.made:
            name = replaced.get(name, f"${name}")[1:]
            if name in self.variables:
                self._refuse(let, f"the variable {name} is defined twice")
            self.variables.add(name)
        self._make_piece(parent, "let", let, name=name, value=_replace_variables(let.get("value", ""), replaced))

    # -- asserts and reports

    def _add_assertion(self, assertion: etree._Element, rule: etree._Element, replaced: Mapping[str, str]) -> None:
        if assertion.get("test") is None:
            self._refuse(assertion, f"the {_kind_of(assertion)} has no test")
            return
        pattern = rule.getparent()
        assert pattern is not None
        made = self._make_piece(
            rule, _kind_of(assertion), assertion,
            test=_replace_variables(assertion.get("test", ""), replaced),
            severity=_severity(assertion),
            code=pattern.get("code") or assertion.get("id") or UNNAMED_CODE,
        )  # fmt: skip
        self._add_message(assertion, made, replaced)
        for name in assertion.get("diagnostics", "").split():
            if name in self.diagnostics:
                _append_text(made, " ")
                self._add_message(self.diagnostics[name], made, replaced)
            else:
                self._refuse(assertion, f"there is no diagnostic {name}")

    def _add_message(self, source: etree._Element, made: etree._Element, replaced: Mapping[str, str]) -> None:
        """Add the text of a message without its markup; an element name is written <name>, an attribute name @name."""
        _append_text(made, source.text)
        for child in source:
            if isinstance(child.tag, str):
                self._add_message_part(child, made, replaced)
            _append_text(made, child.tail)

    def _add_message_part(self, child: etree._Element, made: etree._Element, replaced: Mapping[str, str]) -> None:
        match _kind_of(child), etree.QName(child).localname:
            case (("value-of" | "xsl:value-of"), _):
                self._make_piece(made, "value-of", child, select=_replace_variables(child.get("select", "."), replaced))
            case "name", _:
                self._make_piece(made, "name", child, path=_replace_variables(child.get("path", "."), replaced))
            case "", ("gi" | "att") as name:
                before, after = ("<", ">") if name == "gi" else ("@", "")
                _append_text(made, before)
                self._add_message(child, made, replaced)
                _append_text(made, after)
            case kind, _ if kind.startswith("xsl:"):
                self._refuse(child, f"{kind} is not supported in a message")
            case _:
                self._add_message(child, made, replaced)


def _active_patterns(schema: etree._Element) -> frozenset[str]:
    """The ids of the patterns in the default phase of a schema; empty when all are active."""
    phase = schema.get("defaultPhase", "#ALL")
    phases = [found for found in schema.iterchildren(*_qualified_names("phase")) if found.get("id") == phase]
    return frozenset(a.get("pattern", "") for found in phases for a in found.iterchildren(*_qualified_names("active")))


def _severity(assertion: etree._Element) -> str:
    """The severity by the attribute `role` of an assertion, its rule or its pattern."""
    outer = [assertion, *assertion.iterancestors(*_qualified_names("rule", "pattern"))]
    role = next((e.get("role", "") for e in outer if e.get("role")), "")
    return _SEVERITIES.get(role.strip().lower(), "error")


def _replace_variables(expression: str, names: Mapping[str, str]) -> str:
    """An XPath expression with variables replaced, except inside string literals."""
    if not names:
        return expression
    known = "|".join(regex.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = rf"\"[^\"]*\"|'[^']*'|\$({known})(?![\w.\-])"
    found: str = regex.sub(pattern, lambda m: m[0] if m[1] is None else names[m[1]], expression)
    return found


def _copy(piece: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(piece, with_tail=False))


def _append_text(made: etree._Element, words: str | None) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + (words or "")
    else:
        made.text = (made.text or "") + (words or "")
