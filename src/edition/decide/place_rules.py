"""Where the editor's rules for words hold, and what is said of a rule that holds nowhere."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from edition.decide.find_entries import Unit, with_units
from edition.decide.findings import CONFLICT, IMPOSSIBLE, NOT_NEEDED, STALE, TWO_PLACES, excerpt, report
from edition.decide.place import Placer
from edition.decide.regular_readings import with_decided_forms
from edition.decide.sections import headings, section_at, sections_named
from edition.model import Apparatus, Finding, Reading, Severity, Siglum, VariationUnit
from edition.model.anchor import Anchor, Place
from edition.model.apparatus import WRITING, ReadingKind
from edition.model.decision import ENTRY, PlacedRule, RegulariseDecision
from edition.project.suggestions import suggest_nearest

_MANY = 1000
_MOST_NAMED = 40  # headings in a message
Stretch = tuple[int, int]


def place_rules(rules: Sequence[RegulariseDecision], placer: Placer) -> tuple[list[PlacedRule], list[Finding]]:
    """The rules with the places that they name, and findings on places that are not there, or not one."""
    made: list[PlacedRule] = []
    told: list[Finding] = list(_contradictions(rules))
    for rule in rules:
        excluded: dict[Siglum, tuple[Stretch, ...]] = {}
        for anchor in rule.exceptions:
            found = {s: placer.text(s).find(anchor, _MANY) for s in rule.sigla}
            if not any(found.values()):
                said = f"except: {placer.stale(anchor, rule.sigla)}"
                told.append(report(STALE, Severity.WARNING, said, rule.position))
            for siglum, places in found.items():
                excluded[siglum] = (*excluded.get(siglum, ()), *((p.start, p.end) for p in places))
        here, more = _places_of(rule, placer)
        told += more
        made.append(PlacedRule(rule, here, excluded))
    return made, told


def _places_of(
    rule: RegulariseDecision, placer: Placer
) -> tuple[Mapping[Siglum, tuple[Stretch, ...]] | None, list[Finding]]:
    """Where a rule holds in each of its witnesses; None for everywhere."""
    match rule.scope:
        case "here":
            return _here(rule, placer)
        case "section":
            return _named_sections(rule, placer) if rule.section else _sections_of_place(rule, placer)
        case _:
            return None, []


def _named_sections(
    rule: RegulariseDecision, placer: Placer
) -> tuple[Mapping[Siglum, tuple[Stretch, ...]], list[Finding]]:
    """The section with the heading or number of a rule, in each of its witnesses that has it."""
    found = {s: sections_named(placer.witnesses[s], rule.section) for s in rule.sigla}
    doubled = [s for s, some in found.items() if len(some) > 1]
    if doubled:
        said = f"there are {len(found[doubled[0]])} sections «{rule.section}» in {doubled[0]}"
        more = "; name the section by a place in it instead (prefix, suffix, nth)"
        return {}, [report(TWO_PLACES, Severity.ERROR, f"{said}{more}", rule.position)]
    if not any(found.values()):
        known = list(dict.fromkeys(name for s in rule.sigla for name in headings(placer.witnesses[s])))
        nearest = suggest_nearest(rule.section, known[:_MOST_NAMED]) if known else ", which has no sections"
        where = "any witness" if len(rule.sigla) > 1 else rule.sigla[0]
        said = f"no section of {where} has the heading or number «{rule.section}»: the decision is stale{nearest}"
        return {}, [report(STALE, Severity.WARNING, said, rule.position)]
    return {s: some for s, some in found.items() if some}, []


def _sections_of_place(
    rule: RegulariseDecision, placer: Placer
) -> tuple[Mapping[Siglum, tuple[Stretch, ...]], list[Finding]]:
    """The section in which the words of a rule stand, in each of its witnesses."""
    made: dict[Siglum, tuple[Stretch, ...]] = {}
    told: list[Finding] = []
    for siglum in rule.sigla:
        found = _find(rule, placer, siglum)
        sections = sorted({section_at(placer.witnesses[siglum], p.start, p.end) or (0, 0) for p in found})
        if not found:
            told.append(_stale(rule, placer, siglum))
        elif sections[0] == (0, 0):
            said = f"[[regularise]] «{rule.forms[0]}» cannot be carried out: the place is in no section of {siglum}"
            told.append(report(IMPOSSIBLE, Severity.ERROR, f"{said}; write scope = 'witness'", rule.position))
        elif len(sections) > 1:
            said = (
                f"the words stand in more than one section of {siglum}; say which, by what is around them or by section"
            )
            told.append(report(TWO_PLACES, Severity.ERROR, said, rule.position))
        else:
            made[siglum] = (sections[0],)
    return made, told


def _find(rule: RegulariseDecision, placer: Placer, siglum: Siglum) -> list[Place]:
    """The places of the words of a rule in a witness."""
    anchors = [Anchor(form, rule.prefix, rule.suffix, rule.nth) for form in rule.forms]
    return [place for anchor in anchors for place in placer.text(siglum).find(anchor, _MANY)]


def _stale(rule: RegulariseDecision, placer: Placer, siglum: Siglum) -> Finding:
    anchor = Anchor(rule.forms[0], rule.prefix, rule.suffix, rule.nth)
    return report(STALE, Severity.WARNING, placer.stale(anchor, [siglum]), rule.position)


def _here(rule: RegulariseDecision, placer: Placer) -> tuple[Mapping[Siglum, tuple[Stretch, ...]], list[Finding]]:
    """The one place of a rule in each of its witnesses."""
    made: dict[Siglum, tuple[Stretch, ...]] = {}
    told: list[Finding] = []
    for siglum in rule.sigla:
        text = placer.text(siglum)
        found = _find(rule, placer, siglum)
        if len(found) > 1:
            both = " and ".join(excerpt(text.witness.text, p.start, p.end) for p in found[:2])
            said = f"the words stand at two places of {siglum} or more: {both}; say which, by what is around them"
            told.append(report(TWO_PLACES, Severity.ERROR, said, rule.position))
        elif not found:
            told.append(_stale(rule, placer, siglum))
        else:
            made[siglum] = ((found[0].start, found[0].end),)
    return made, told


def _contradictions(rules: Sequence[RegulariseDecision]) -> Iterator[Finding]:
    """E419 for rules on the same words in the same witnesses and places that name different words."""
    same: dict[tuple[str, ...], list[RegulariseDecision]] = {}
    for rule in rules:
        for form in rule.forms:
            for siglum in rule.sigla:
                key = (form.casefold(), siglum, rule.scope, rule.section, rule.prefix, rule.suffix, str(rule.nth))
                same.setdefault(key, []).append(rule)
    told: set[str] = set()
    for some in same.values():
        if len({_says(rule) for rule in some}) < 2:
            continue
        both = " and ".join(f"{_says(rule)} ({rule.position.path}:{rule.position.line})" for rule in some)
        said = f"rules for the same words contradict each other: {both}; take out all but one"
        for rule in some if said not in told else ():
            yield report(CONFLICT, Severity.ERROR, said, rule.position)
        told.add(said)


def _says(rule: RegulariseDecision) -> str:
    """What a rule makes of words."""
    kind = f", as {rule.given!r}" if rule.given != ReadingKind.SPELLING else ""
    return f"«{rule.to}»{kind}{f', shown as {rule.show!r}' if rule.show != ENTRY else ''}"


def with_rules(
    apparatus: Apparatus, rules: Sequence[PlacedRule], places: Mapping[int, Mapping[Siglum, Sequence[Stretch]]]
) -> Apparatus:
    """The apparatus in which spellings that are so by a rule of the editor's say so."""
    new: dict[int, Unit] = {}
    for unit in apparatus.units() if places else ():
        if isinstance(unit, VariationUnit):
            found = [_rule_of(unit, reading, rules, places) for reading in unit.readings]
            new |= {id(unit): with_decided_forms(unit, found)} if any(found) else {}
    return with_units(apparatus, new)


def _rule_of(
    unit: VariationUnit,
    reading: Reading,
    rules: Sequence[PlacedRule],
    places: Mapping[int, Mapping[Siglum, Sequence[Stretch]]],
) -> RegulariseDecision | None:
    """The rule by which a reading is a form of the lemma."""
    if reading.kind not in WRITING or reading.resp:
        return None
    for number, by_siglum in sorted(places.items()):
        for one in (unit.lemma, reading):
            if any(_meets(one.places.get(s, ()), by_siglum.get(s, ())) for s in one.witnesses):
                return rules[number].decision
    return None


def _meets(some: Collection[Stretch], others: Collection[Stretch]) -> bool:
    return any(start < b and a < end for start, end in some for a, b in others)


def check_rules(
    rules: Sequence[PlacedRule],
    places: Mapping[int, object],
    problems: Mapping[int, str],
    told: Sequence[Finding],
    placer: Placer,
) -> Iterator[Finding]:
    """A finding for every rule that holds nowhere and of which nothing is told yet."""
    known = {f.position for f in told}
    for number, rule in enumerate(rules):
        decision = rule.decision
        if number in problems:
            said = f"[[regularise]] «{decision.forms[0]}» cannot be carried out: {problems[number]}"
            yield report(IMPOSSIBLE, Severity.ERROR, said, decision.position)
        elif number not in places and decision.position not in known:
            stands = [s for s in decision.sigla if placer.text(s).find(Anchor(decision.forms[0]))]
            if rule.places and decision.scope == "section":
                said = f"«{decision.forms[0]}» does not stand in the section: the decision is stale; take it out"
                yield report(STALE, Severity.WARNING, said, decision.position)
                continue
            said = f"[[regularise]] «{decision.forms[0]}» is no longer needed: a rule of narrower scope wins"
            if stands:
                yield report(NOT_NEEDED, Severity.ADVICE, f"{said} wherever it stands; take it out", decision.position)
            else:
                stale = placer.stale(Anchor(decision.forms[0]), decision.sigla)
                yield report(STALE, Severity.WARNING, stale, decision.position)
