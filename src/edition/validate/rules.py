"""Schematron as it is found, in a file of its own, in a RELAX NG schema or in an ODD, brought into one plain form.

In the plain form a schema holds keys, functions, variables (`let`) and patterns; a pattern holds rules with a context;
a rule holds variables, asserts and reports; a message holds text, `value-of` and `name`. Abstract patterns and rules
and diagnostics are written out. What cannot be run is refused by name, with its place (E442).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex
from lxml import etree

from edition.model.finding import Finding, Position
from edition.validate.datatypes import XSD, Datatype
from edition.validate.refusal import SchemaError, no_rule
from edition.xml.namespaces import SCH, TEI, XML, XSL
from edition.xml.parse import Document

PLACE = "{urn:variorum:place}at"  # where a piece stands: line, column and file
OLDER = "http://www.ascc.net/xml/schematron"  # Schematron 1.5
_S = f"{{{SCH}}}"
_RESERVED = ("http://www.w3.org/2000/xmlns/", "http://www.w3.org/2000/xmlns")
_PREFIX = Datatype(XSD, "NCName")
_KINDS = (f"{_S}*", f"{{{OLDER}}}*", f"{{{XSL}}}*")
_PROSE = frozenset(("title", "p", "properties", "phase", "active"))
_LANGUAGES = frozenset(("", "xslt", "xslt1", "xslt2", "xslt3", "xpath", "xpath2", "xpath3", "xpath31"))
_SEVERITIES: Mapping[str, str] = {
    "warning": "warning", "warn": "warning", "nonfatal": "warning", "info": "advice", "information": "advice",
    "informational": "advice", "advice": "advice", "hint": "advice", "note": "advice",
}  # fmt: skip
_PREFIXES: Mapping[str, str] = {"xs": "http://www.w3.org/2001/XMLSchema", "tei": TEI}
UNNAMED = "E444"


def mark_places(document: Document) -> None:
    """Write on every piece of Schematron where it stands, so that it is known wherever the piece goes."""
    for element in document.root.iter(*_KINDS):
        position = document.position(element)
        element.set(PLACE, f"{position.line}:{position.column}:{position.path}")


def place_of(element: etree._Element) -> Position:
    """Where a piece of Schematron stands."""
    line, _, rest = element.get(PLACE, "0:0:").partition(":")
    column, _, path = rest.partition(":")
    return Position(path, int(line), int(column))


def plain_rules(roots: Sequence[etree._Element]) -> bytes:
    """The Schematron in some files (whose places are marked) in its plain form; b"" if there are no rules."""
    pieces = [piece for root in roots for piece in _outermost(root)]
    return _Plain().schema(pieces) if any(_is_schematron(piece) for piece in pieces) else b""


def _outermost(root: etree._Element) -> Iterator[etree._Element]:
    """The pieces of Schematron, and of XSLT for it, that stand in no other."""
    for element in root.iter(*_KINDS):
        if next(element.iterancestors(*_KINDS), None) is None:
            yield element


def _named(*kinds: str) -> tuple[str, ...]:
    """The names of kinds of elements, in both namespaces of Schematron."""
    return tuple(f"{{{namespace}}}{kind}" for namespace in (SCH, OLDER) for kind in kinds)


def _is_schematron(element: etree._Element) -> bool:
    return etree.QName(element).namespace in (SCH, OLDER)


def _kind(element: etree._Element) -> str:
    """The name of an element of Schematron; of another language with its prefix, as a message shows it."""
    name = etree.QName(element)
    if name.namespace in (SCH, OLDER):
        return name.localname
    return f"xsl:{name.localname}" if name.namespace == XSL else ""


@dataclass(slots=True)
class _Plain:
    """Makes the plain form of one schema."""

    namespaces: dict[str, str] = field(default_factory=lambda: dict(_PREFIXES))
    declared: dict[str, str] = field(default_factory=dict)  # the namespaces that the schema itself names
    abstract: dict[str, etree._Element] = field(default_factory=dict)  # patterns and rules, by id
    diagnostics: dict[str, etree._Element] = field(default_factory=dict)
    variables: set[str] = field(default_factory=set)
    wrong: list[Finding] = field(default_factory=list)
    made: etree._Element = field(init=False)

    def schema(self, pieces: Sequence[etree._Element]) -> bytes:
        """The whole, as XML. SchemaError for what cannot be run."""
        flat = [part for piece in pieces for part in self._unwrapped(piece)]
        for piece in flat:
            self._learn(piece)
        self.made = etree.Element(f"{_S}schema", nsmap=self.namespaces | {"sch": SCH})
        for piece in flat:
            self._add(piece)
        if self.wrong:
            raise SchemaError(*dict.fromkeys(self.wrong))
        return etree.tostring(self.made, encoding="UTF-8") if self.made.find(f".//{_S}rule") is not None else b""

    def _refuse(self, element: etree._Element, said: str) -> None:
        self.wrong.append(no_rule(place_of(element), said))

    def _unwrapped(self, piece: etree._Element) -> Iterator[etree._Element]:
        """The parts of a schema; of the patterns those that its default phase names."""
        if _kind(piece) not in ("schema", "diagnostics", "rules"):
            yield piece
            return
        if (language := piece.get("queryBinding", "").lower()) not in _LANGUAGES:
            self._refuse(piece, f"the query language {language} is not known; rules are XPath, as XSLT binds it")
        active = _active(piece)
        for child in piece.iterchildren(etree.Element):
            if not active or _kind(child) != "pattern" or child.get("id") in active or child.get("abstract") == "true":
                yield from self._unwrapped(child)

    def _learn(self, piece: etree._Element) -> None:
        """What others refer to: namespaces, abstract patterns and rules, diagnostics."""
        match _kind(piece):
            case "ns":
                self._declare(piece, piece.get("prefix", ""), piece.get("uri", ""))
            case "diagnostic":
                self.diagnostics[piece.get("id", "")] = piece
            case "pattern" | "rule":
                for part in piece.iter(*_named("pattern", "rule")):
                    if part.get("abstract") == "true":
                        self.abstract[part.get("id", "")] = part

    def _declare(self, piece: etree._Element, prefix: str, uri: str) -> None:
        """A prefix of the schema; those known without a declaration may be declared as others."""
        if not uri or not _PREFIX.allows(prefix):
            self._refuse(piece, f"ns needs a prefix that is a name, not «{prefix}», and a uri, not «{uri}»")
        elif prefix == "xmlns" or uri in _RESERVED or (prefix == "xml") != (uri == XML):
            self._refuse(piece, f"the prefix {prefix} may not stand for {uri}: xml and xmlns are XML's own")
        elif self.declared.setdefault(prefix, uri) != uri:
            self._refuse(piece, f"the prefix {prefix} stands for {self.declared[prefix]} and for {uri}")
        else:
            self.namespaces[prefix] = uri

    def _add(self, piece: etree._Element) -> None:
        match _kind(piece):
            case "pattern":
                if piece.get("abstract") != "true":
                    self._pattern(piece)
            case "rule":
                self._rule_alone(piece)
            case "let":
                self._let(piece, self.made, {})
            case "xsl:key" | "xsl:function":
                self.made.append(_copy(piece))
            case "ns" | "diagnostic" | "":
                pass
            case kind if kind in _PROSE:
                pass
            case kind:
                self._refuse(piece, f"{kind} is not supported here")

    # -- patterns and rules

    def _new(self, parent: etree._Element, kind: str, source: etree._Element, **attributes: str) -> etree._Element:
        """A piece of the plain form; the prefixes are those of the schema, else those in scope where it stands."""
        inherited = {p: u for p, u in source.nsmap.items() if p is not None and p not in self.namespaces}
        made = etree.SubElement(parent, f"{_S}{kind}", attributes, nsmap=inherited)
        made.set(PLACE, source.get(PLACE, ""))
        return made

    def _rule_alone(self, rule: etree._Element) -> None:
        if rule.get("abstract") != "true":
            made = self._new(self.made, "pattern", rule, code=rule.get("id", ""))
            self._rule(rule, made, {})

    def _pattern(self, pattern: etree._Element) -> None:
        source, parameters = pattern, {}
        if name := pattern.get("is-a"):
            if name not in self.abstract:
                self._refuse(pattern, f"there is no abstract pattern {name}")
                return
            source = self.abstract[name]
            parameters = {p.get("name", ""): p.get("value", "") for p in pattern.iterchildren(*_named("param"))}
        if pattern.get("documents") is not None:
            self._refuse(pattern, "rules about other documents are not run: nothing outside is read")
        made = self._new(self.made, "pattern", pattern, code=pattern.get("id", ""))
        names = {let.get("name", ""): "" for let in source.iterchildren(*_named("let"))}
        renamed = {name: f"{name}.{len(self.made)}" for name in names if name in self.variables}
        for child in source.iterchildren(etree.Element):
            self._in_pattern(child, made, {**parameters, **{n: f"${new}" for n, new in renamed.items()}})

    def _in_pattern(self, child: etree._Element, made: etree._Element, replaced: Mapping[str, str]) -> None:
        match _kind(child):
            case "rule":
                if child.get("abstract") != "true":
                    self._rule(child, made, replaced)
            case "let":
                self._let(child, self.made, replaced)
            case "" | "param":
                pass
            case kind if kind in _PROSE - {"phase", "active"}:
                pass
            case kind:
                self._refuse(child, f"{kind} is not supported in a pattern")

    def _rule(self, rule: etree._Element, pattern: etree._Element, replaced: Mapping[str, str]) -> None:
        if rule.get("context") is None:
            self._refuse(rule, "the rule has no context")
            return
        made = self._new(pattern, "rule", rule, context=_replaced(rule.get("context", ""), replaced))
        self._fill_rule(rule, made, replaced, (rule.get("id", ""),))

    def _fill_rule(
        self, rule: etree._Element, made: etree._Element, replaced: Mapping[str, str], above: tuple[str, ...]
    ) -> None:
        """What a rule and the abstract rules that it extends demand."""
        for child in rule.iterchildren(etree.Element):
            match _kind(child):
                case "assert" | "report":
                    self._demand(child, made, replaced)
                case "let":
                    self._let(child, made, replaced)
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

    def _let(self, let: etree._Element, parent: etree._Element, replaced: Mapping[str, str]) -> None:
        name = let.get("name", "")
        if let.get("value") is None:
            self._refuse(let, f"the variable {name} needs a value: the attribute value, with an expression")
            return
        if parent is self.made:
            name = replaced.get(name, f"${name}")[1:]
            if name in self.variables:
                self._refuse(let, f"the variable {name} is defined twice")
            self.variables.add(name)
        self._new(parent, "let", let, name=name, value=_replaced(let.get("value", ""), replaced))

    # -- asserts and reports

    def _demand(self, demand: etree._Element, rule: etree._Element, replaced: Mapping[str, str]) -> None:
        if demand.get("test") is None:
            self._refuse(demand, f"the {_kind(demand)} has no test")
            return
        pattern = rule.getparent()
        assert pattern is not None
        made = self._new(
            rule, _kind(demand), demand,
            test=_replaced(demand.get("test", ""), replaced),
            severity=_severity(demand),
            code=pattern.get("code") or demand.get("id") or UNNAMED,
        )  # fmt: skip
        self._message(demand, made, replaced)
        for name in demand.get("diagnostics", "").split():
            if name in self.diagnostics:
                _add_words(made, " ")
                self._message(self.diagnostics[name], made, replaced)
            else:
                self._refuse(demand, f"there is no diagnostic {name}")

    def _message(self, source: etree._Element, made: etree._Element, replaced: Mapping[str, str]) -> None:
        """The words of a message; markup in it is left out, names of elements and attributes are shown as such."""
        _add_words(made, source.text)
        for child in source:
            if isinstance(child.tag, str):
                self._in_message(child, made, replaced)
            _add_words(made, child.tail)

    def _in_message(self, child: etree._Element, made: etree._Element, replaced: Mapping[str, str]) -> None:
        match _kind(child), etree.QName(child).localname:
            case (("value-of" | "xsl:value-of"), _):
                self._new(made, "value-of", child, select=_replaced(child.get("select", "."), replaced))
            case "name", _:
                self._new(made, "name", child, path=_replaced(child.get("path", "."), replaced))
            case "", ("gi" | "att") as name:
                before, after = ("<", ">") if name == "gi" else ("@", "")
                _add_words(made, before)
                self._message(child, made, replaced)
                _add_words(made, after)
            case kind, _ if kind.startswith("xsl:"):
                self._refuse(child, f"{kind} is not supported in a message")
            case _:
                self._message(child, made, replaced)


def _active(schema: etree._Element) -> frozenset[str]:
    """The patterns that the default phase of a schema names; none when all are active."""
    phase = schema.get("defaultPhase", "#ALL")
    phases = [found for found in schema.iterchildren(*_named("phase")) if found.get("id") == phase]
    return frozenset(a.get("pattern", "") for found in phases for a in found.iterchildren(*_named("active")))


def _severity(demand: etree._Element) -> str:
    """How much a broken rule matters, as it says itself, or its rule or pattern."""
    outer = [demand, *demand.iterancestors(*_named("rule", "pattern"))]
    role = next((e.get("role", "") for e in outer if e.get("role")), "")
    return _SEVERITIES.get(role.strip().lower(), "error")


def _replaced(expression: str, names: Mapping[str, str]) -> str:
    """An expression with names of variables replaced, but not in its strings."""
    if not names:
        return expression
    known = "|".join(regex.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = rf"\"[^\"]*\"|'[^']*'|\$({known})(?![\w.\-])"
    found: str = regex.sub(pattern, lambda m: m[0] if m[1] is None else names[m[1]], expression)
    return found


def _copy(piece: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(piece, with_tail=False))


def _add_words(made: etree._Element, words: str | None) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + (words or "")
    else:
        made.text = (made.text or "") + (words or "")
