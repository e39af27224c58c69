"""Convert Schematron from a .sch file, a RELAX NG schema or an ODD to one plain form.

In the plain form a schema contains keys, functions, variables (`let`) and patterns; a pattern contains rules with a
context; a rule contains variables, asserts and reports; a message contains text, `value-of` and `name`, and `fix` for
the title of a quick fix. Inclusions, abstract patterns and rules, phases and diagnostics are resolved. What cannot be
run is refused by its name and position (E442).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.validate.rule_contexts import EVERY_NODE, find_candidates
from edition.validate.rule_elements import WITH_FIXES, is_schematron, kind_of, qualified_names
from edition.validate.rule_inclusions import resolve_inclusions
from edition.validate.rule_messages import add_fixes, add_message, collect_fixes
from edition.validate.rule_parameters import Substitution
from edition.validate.rule_phases import Phase, choose_phase
from edition.validate.rule_pieces import LANGUAGES, PlainForm, append_text
from edition.validate.schema_errors import SchemaError
from edition.xml.namespaces import XSL

UNNAMED_CODE = "E444"
_PROSE = frozenset(("title", "p", "properties", "phase", "active", "ns", "diagnostic", "rules"))
_COPIED = frozenset(("xsl:key", "xsl:function", "xsl:accumulator"))
_SEVERITIES: Mapping[str, str] = {
    "warning": "warning", "warn": "warning", "nonfatal": "warning", "info": "advice", "information": "advice",
    "informational": "advice", "advice": "advice", "hint": "advice", "note": "advice",
}  # fmt: skip


def make_plain_rules(roots: Sequence[etree._Element], phase: str = "", is_own_file: bool = False) -> bytes:
    """The Schematron of some files, whose positions are marked, in its plain form; b"" if there are no rules.

    `phase`: the phase that is run. `is_own_file`: the schema is Schematron alone, so that a phase must be one of its.
    """
    pieces = [piece for root in roots for piece in _find_outermost(resolve_inclusions(root))]
    if not any(is_schematron(piece) for piece in pieces):
        return b""
    return _PlainFormBuilder().build(pieces, phase, is_own_file)


def _find_outermost(root: etree._Element) -> Iterator[etree._Element]:
    """The outermost elements of Schematron, and of XSLT and quick fixes in it."""
    for element in root.iter(*WITH_FIXES):
        if next(element.iterancestors(*WITH_FIXES), None) is None:
            yield element


@dataclass(slots=True)
class _PlainFormBuilder:
    """Builds the plain form of one schema."""

    form: PlainForm = field(default_factory=PlainForm)
    abstract: dict[str, etree._Element] = field(default_factory=dict)  # patterns, by id
    rules: dict[tuple[etree._Element | None, str], etree._Element] = field(
        default_factory=dict
    )  # abstract, of patterns
    diagnostics: dict[str, etree._Element] = field(default_factory=dict)
    fixes: dict[str, etree._Element] = field(default_factory=dict)
    variables: set[str] = field(default_factory=set)  # of the schema and the phase
    of_patterns: set[str] = field(default_factory=set)
    default_phase: str = ""

    def build(self, pieces: Sequence[etree._Element], asked: str, is_own_file: bool) -> bytes:
        """The whole plain form as XML; SchemaError for rules that cannot be run."""
        parts = [part for piece in pieces for part in self._flatten(piece)]
        for piece in pieces:
            self.fixes |= collect_fixes(piece)
        for part in parts:
            self._collect_definitions(part)
        self.form.begin()
        phase = choose_phase(self.form, parts, self.default_phase, asked, is_own_file)
        for variable in [part for part in parts if kind_of(part) == "let"] + [*phase.variables]:
            self._add_global(variable)
        self._add_parts(parts, phase)
        if self.form.findings:
            raise SchemaError(*dict.fromkeys(self.form.findings))
        made = self.form.root
        has_rules = made.find(".//{*}rule") is not None
        return etree.tostring(made, encoding="UTF-8") if has_rules else b""

    def _flatten(self, piece: etree._Element) -> Iterator[etree._Element]:
        """The parts of a schema."""
        if kind_of(piece) not in ("schema", "diagnostics", "rules"):
            yield piece
            return
        if kind_of(piece) == "schema":
            language = piece.get("queryBinding", "").strip()
            if language and language.lower() not in LANGUAGES:
                known = ", ".join(LANGUAGES)
                self.form.refuse(piece, f"the query language {language} is not known; known are {known}")
            self.default_phase = self.default_phase or piece.get("defaultPhase", "")
        for child in piece.iterchildren(etree.Element):
            yield from self._flatten(child)

    def _collect_definitions(self, part: etree._Element) -> None:
        """Collect what other parts refer to: namespaces, abstract patterns and rules, diagnostics."""
        match kind_of(part):
            case "ns":
                self.form.declare(part)
            case "diagnostic":
                self.diagnostics[part.get("id", "")] = part
            case "pattern" | "group" | "rule":
                if part.get("abstract") == "true" and kind_of(part) != "rule":
                    self.abstract[part.get("id", "")] = part
                for rule in part.iter(*qualified_names("rule")):
                    if rule.get("abstract") == "true":
                        self.rules.setdefault((_home_of(rule), rule.get("id", "")), rule)

    def _add_parts(self, parts: Sequence[etree._Element], phase: Phase) -> None:
        for part in parts:
            match kind_of(part):
                case "pattern" | "group":
                    if part.get("abstract") != "true" and phase.has(part):
                        self._add_pattern(part)
                case "rule":
                    if part.get("abstract") != "true" and phase.has(part):
                        pattern = self.form.make(self.form.root, "pattern", part, code=part.get("id", ""))
                        self._add_rule(part, pattern, Substitution())
                case kind if kind in _COPIED:
                    self.form.root.append(_copy(part))
                case kind if kind in _PROSE or kind in ("", "let") or kind.startswith("sqf:"):
                    pass
                case kind:
                    self.form.refuse(part, f"{kind} is not supported here")

    # -- patterns and rules

    def _add_pattern(self, pattern: etree._Element) -> None:
        source, parameters = pattern, dict[str, str]()
        if name := pattern.get("is-a"):
            if name not in self.abstract:
                self.form.refuse(pattern, f"there is no abstract pattern {name}")
                return
            source = self.abstract[name]
            parameters = self._read_parameters(pattern, source)
        if pattern.get("documents", source.get("documents")) is not None:
            self.form.refuse(pattern, "rules about other documents are not run: nothing outside is read")
        children = [*source.iterchildren(etree.Element)]
        if source is not pattern:
            children += pattern.iterchildren(etree.Element)
        put = Substitution(parameters, self._rename_variables(children))
        role = pattern.get("role", source.get("role", ""))
        made = self.form.make(self.form.root, "pattern", pattern, code=pattern.get("id", ""), role=role)
        for child in children:
            self._add_to_pattern(child, made, put)
        _set_candidates(made)
        if kind_of(source) == "group":
            self._part_rules(made)

    def _read_parameters(self, pattern: etree._Element, source: etree._Element) -> dict[str, str]:
        """The parameters of an abstract pattern: what is given, and its own defaults."""
        given = {p.get("name", ""): p.get("value", "") for p in pattern.iterchildren(*qualified_names("param"))}
        declared = {p.get("name", ""): p.get("value") for p in source.iterchildren(*qualified_names("param"))}
        for name, value in declared.items():
            if value is None and name not in given:
                self.form.refuse(pattern, f"the parameter {name} of the abstract pattern {source.get('id')} is missing")
        for name in given:
            if declared and name not in declared:
                self.form.refuse(pattern, f"the abstract pattern {source.get('id')} has no parameter {name}")
        return {name: value for name, value in declared.items() if value is not None} | given

    def _rename_variables(self, children: Sequence[etree._Element]) -> dict[str, str]:
        """New names for the variables of a pattern that another pattern has, too."""
        renamed: dict[str, str] = {}
        seen: set[str] = set()
        for let in (child for child in children if kind_of(child) == "let"):
            name = let.get("name", "")
            if name in seen or name in self.variables:
                self.form.refuse(let, f"the variable {name} is defined twice")
            elif name in self.of_patterns:
                renamed[name] = f"{name}.{len(self.form.root)}"
            seen.add(name)
        self.of_patterns |= seen
        return renamed

    def _add_to_pattern(self, child: etree._Element, made: etree._Element, put: Substitution) -> None:
        match kind_of(child):
            case "rule":
                if child.get("abstract") != "true":
                    self._add_rule(child, made, put)
            case "let":
                self._add_variable(child, self.form.root, put)
            case "" | "param" | "title" | "p" | "diagnostics" | "properties":
                pass
            case kind if kind.startswith("sqf:"):
                pass
            case kind:
                self.form.refuse(child, f"{kind} is not supported in a pattern")

    def _part_rules(self, pattern: etree._Element) -> None:
        """Of a group each rule is a pattern of its own, so that all rules apply that fit."""
        place = self.form.root.index(pattern)
        for number, rule in enumerate([*pattern][1:], 1):
            apart = etree.Element(pattern.tag, nsmap=_named(pattern.nsmap))
            for name, value in pattern.items():
                apart.set(name, value)
            apart.append(rule)
            self.form.root.insert(place + number, apart)
            _set_candidates(apart)
        _set_candidates(pattern)

    def _add_rule(self, rule: etree._Element, pattern: etree._Element, put: Substitution) -> None:
        if rule.get("context") is None:
            self.form.refuse(rule, "the rule has no context")
            return
        if rule.get("visit-each") is not None:
            self.form.refuse(rule, "visit-each of a rule is not supported")
        made = self.form.make(
            pattern, "rule", rule, context=put.in_expression(rule.get("context", "")),
            role=rule.get("role", pattern.get("role", "")), subject=put.in_expression(rule.get("subject", "")),
        )  # fmt: skip
        self._fill_rule(rule, made, put, (rule.get("id", ""),))
        _set_candidates(pattern)

    def _fill_rule(self, rule: etree._Element, made: etree._Element, put: Substitution, above: tuple[str, ...]) -> None:
        """Add the assertions of a rule and of the abstract rules that it extends."""
        _refuse_doubled_variables(self.form, rule)
        for child in rule.iterchildren(etree.Element):
            match kind_of(child):
                case "assert" | "report":
                    self._add_assertion(child, rule, made, put)
                case "let":
                    self._add_variable(child, made, put)
                case "extends":
                    self._extend(child, made, put, above)
                case "key":
                    self._add_older_key(child, made)
                case kind if kind and kind != "p" and not kind.startswith("sqf:"):
                    self.form.refuse(child, f"{kind} is not supported in a rule")

    def _extend(self, link: etree._Element, made: etree._Element, put: Substitution, above: tuple[str, ...]) -> None:
        name = link.get("rule", "")
        if not name:
            self.form.refuse(link, "extends names no rule: it needs rule or href")
            return
        found = self.rules.get((_home_of(link), name), self.rules.get((None, name)))
        if found is not None and name not in above:
            self._fill_rule(found, made, put, (*above, name))
        elif name in above:
            self.form.refuse(link, f"there is no abstract rule {name} to extend but this one itself")
        else:
            known = any(name == other for _, other in self.rules)
            where = " in this pattern: move it there, or into an element rules beside the patterns" if known else ""
            self.form.refuse(link, f"there is no abstract rule {name} to extend{where}")

    def _add_older_key(self, key: etree._Element, rule: etree._Element) -> None:
        """A key of Schematron 1.5 is about the nodes of its rule."""
        made = etree.Element(f"{{{XSL}}}key", nsmap=_named(rule.nsmap))
        for name, value in (("name", key.get("name")), ("match", rule.get("context")), ("use", key.get("path"))):
            made.set(name, value or "")
        self.form.root.append(made)

    def _add_global(self, let: etree._Element) -> None:
        if (name := let.get("name", "")) in self.variables:
            self.form.refuse(let, f"the variable {name} is defined twice")
        self.variables.add(name)
        self._add_variable(let, self.form.root, Substitution())

    def _add_variable(self, let: etree._Element, parent: etree._Element, put: Substitution) -> None:
        name = put.variables.get(let.get("name", ""), let.get("name", ""))
        made = self.form.make(parent, "let", let, name=name)
        if let.get("as") is not None:
            made.set("as", let.get("as", ""))
        if let.get("value") is not None:
            made.set("value", put.in_expression(let.get("value", "")))
        else:  # its content is the value
            append_text(made, let.text)
            made.extend([_copy(child, with_tail=True) for child in let.iterchildren(etree.Element)])

    # -- asserts and reports

    def _add_assertion(
        self, assertion: etree._Element, rule: etree._Element, made: etree._Element, put: Substitution
    ) -> None:
        if assertion.get("test") is None:
            self.form.refuse(assertion, f"the {kind_of(assertion)} has no test")
            return
        pattern = made.getparent()
        assert pattern is not None
        test = put.in_expression(assertion.get("test", ""))
        piece = self.form.make(
            made, kind_of(assertion), assertion, test=test, severity=self._severity(assertion, rule, made),
            code=pattern.get("code") or assertion.get("id") or UNNAMED_CODE,
            otherwise=f"«{test}» is {'not so' if kind_of(assertion) == 'assert' else 'so'}",
        )  # fmt: skip
        if subject := put.in_expression(assertion.get("subject", rule.get("subject", ""))) or made.get("subject"):
            piece.set("subject", subject)
        add_message(self.form, assertion, piece, put)
        for name in assertion.get("diagnostics", "").split():
            if name in self.diagnostics:
                append_text(piece, " ")
                add_message(self.form, self.diagnostics[name], piece, put)
            else:
                self.form.refuse(assertion, f"there is no diagnostic {name}")
        add_fixes(self.form, assertion, piece, put, self.fixes)

    def _severity(self, assertion: etree._Element, rule: etree._Element, made: etree._Element) -> str:
        """The severity by the attribute `role` of an assertion, its rule, its pattern, or its diagnostics."""
        diagnostics = [self.diagnostics[d] for d in assertion.get("diagnostics", "").split() if d in self.diagnostics]
        roles = [assertion.get("severity"), *(e.get("role") for e in (assertion, rule, made, *diagnostics))]
        role = next((role for role in roles if role), "")
        return _SEVERITIES.get(role.strip().lower(), "error")


def _home_of(part: etree._Element) -> etree._Element | None:
    """The pattern around a rule or a part of it; None for a rule that all patterns may extend."""
    return next(part.iterancestors(*qualified_names("pattern", "group")), None)


def _refuse_doubled_variables(form: PlainForm, rule: etree._Element) -> None:
    names: set[str] = set()
    for let in rule.iterchildren(*qualified_names("let")):
        if (name := let.get("name", "")) in names:
            form.refuse(let, f"the variable {name} is defined twice in a rule")
        names.add(name)


def _named(namespaces: Mapping[str | None, str]) -> dict[str, str]:
    """Namespaces without the default one, which means nothing in XPath."""
    return {prefix: uri for prefix, uri in namespaces.items() if prefix}


def _set_candidates(pattern: etree._Element) -> None:
    """Store which nodes the rules of a pattern can be about."""
    found = [find_candidates(rule.get("context", ""), rule.nsmap) for rule in pattern.iterchildren("{*}rule")]
    pattern.set("candidates", EVERY_NODE if EVERY_NODE in found else " | ".join(dict.fromkeys(found)) or "()")


def _copy(piece: etree._Element, with_tail: bool = False) -> etree._Element:
    copied = etree.fromstring(etree.tostring(piece, with_tail=False))
    copied.tail = piece.tail if with_tail else None
    return copied
