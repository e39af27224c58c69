"""The phase of a Schematron schema: which of its patterns are run, and with which variables."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from lxml import etree

from edition.validate.rule_elements import kind_of, qualified_names
from edition.validate.rule_pieces import PlainForm

ALL, DEFAULT = "#ALL", "#DEFAULT"
_UNSUPPORTED = ("from", "when")  # of Schematron 2025


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase that is run; without `patterns` all are active."""

    patterns: frozenset[str] | None = None
    variables: tuple[etree._Element, ...] = ()

    def has(self, part: etree._Element) -> bool:
        """Whether a part of the schema is run in this phase."""
        if self.patterns is None or kind_of(part) not in ("pattern", "rule", "group"):
            return True
        return part.get("abstract") == "true" or part.get("id", "") in self.patterns


def choose_phase(form: PlainForm, parts: Sequence[etree._Element], default: str, asked: str, strict: bool) -> Phase:
    """The phase that the user asks for, or the default one of the schema. `strict`: refuse one of a schema without."""
    phases = {part.get("id", ""): part for part in parts if kind_of(part) == "phase"}
    name = asked if asked not in ("", DEFAULT) else default or ALL
    if name == ALL or not parts or not (phases or strict):
        return Phase()
    if name not in phases:
        schema = parts[0].getparent()
        form.refuse(parts[0] if schema is None else schema, _explain_unknown(name, tuple(phases)))
        return Phase()
    return _read_phase(form, phases[name], parts)


def _explain_unknown(name: str, known: tuple[str, ...]) -> str:
    if not known:
        return f"there is no phase {name}: the schema has no phases; leave out --phase"
    nearest = get_close_matches(name, known, 1)
    advice = f"; did you mean {nearest[0]}?" if nearest else ""
    return f"there is no phase {name}{advice} The schema has {', '.join(known)}, and {ALL} runs all rules"


def _read_phase(form: PlainForm, phase: etree._Element, parts: Sequence[etree._Element]) -> Phase:
    for name in _UNSUPPORTED:
        if phase.get(name) is not None:
            form.refuse(phase, f"{name} of a phase is not supported")
    known = {part.get("id", "") for part in parts}
    active = [*phase.iterchildren(*qualified_names("active"))]
    for piece in active:
        if piece.get("pattern", "") not in known:
            form.refuse(
                piece, f"the phase {phase.get('id')} names the pattern {piece.get('pattern')}, which is not there"
            )
    if not active:
        form.refuse(phase, f"no pattern is active in the phase {phase.get('id')}")
    return Phase(
        frozenset(piece.get("pattern", "") for piece in active), tuple(phase.iterchildren(*qualified_names("let")))
    )
