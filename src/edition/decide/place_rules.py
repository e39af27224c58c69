"""Where the editor's rules for words hold, and what is said of a rule that holds nowhere."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from edition.decide.find_entries import Unit, with_units
from edition.decide.findings import CONFLICT, IMPOSSIBLE, NOT_NEEDED, STALE, TWO_PLACES, excerpt, report
from edition.decide.place import Placer
from edition.model import Apparatus, Finding, Reading, Severity, Siglum, VariationUnit
from edition.model.anchor import Anchor
from edition.model.apparatus import WRITING
from edition.model.decision import PlacedRule, RegulariseDecision

_MANY = 1000
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
        here, more = _here(rule, placer) if rule.scope == "here" else (None, [])
        told += more
        made.append(PlacedRule(rule, here, excluded))
    return made, told


def _here(rule: RegulariseDecision, placer: Placer) -> tuple[Mapping[Siglum, tuple[Stretch, ...]], list[Finding]]:
    """The one place of a rule in each of its witnesses."""
    made: dict[Siglum, tuple[Stretch, ...]] = {}
    told: list[Finding] = []
    for siglum in rule.sigla:
        text = placer.text(siglum)
        anchors = [Anchor(form, rule.prefix, rule.suffix, rule.nth) for form in rule.forms]
        found = [place for anchor in anchors for place in text.find(anchor)]
        if len(found) > 1:
            both = " and ".join(excerpt(text.witness.text, p.start, p.end) for p in found[:2])
            said = f"the words stand at two places of {siglum} or more: {both}; say which, by what is around them"
            told.append(report(TWO_PLACES, Severity.ERROR, said, rule.position))
        elif not found:
            told.append(report(STALE, Severity.WARNING, placer.stale(anchors[0], [siglum]), rule.position))
        else:
            made[siglum] = ((found[0].start, found[0].end),)
    return made, told


def _contradictions(rules: Sequence[RegulariseDecision]) -> Iterator[Finding]:
    """E419 for rules on the same words in the same witnesses and places that name different words."""
    same: dict[tuple[str, ...], list[RegulariseDecision]] = {}
    for rule in rules:
        for form in rule.forms:
            for siglum in rule.sigla:
                key = (form.casefold(), siglum, rule.scope, rule.prefix, rule.suffix, str(rule.nth))
                same.setdefault(key, []).append(rule)
    told: set[str] = set()
    for some in same.values():
        if len({rule.to for rule in some}) < 2:
            continue
        both = " and ".join(f"«{rule.to}» ({rule.position.path}:{rule.position.line})" for rule in some)
        said = f"rules for the same words contradict each other: {both}; take out all but one"
        for rule in some if said not in told else ():
            yield report(CONFLICT, Severity.ERROR, said, rule.position)
        told.add(said)


def with_rules(
    apparatus: Apparatus, rules: Sequence[PlacedRule], places: Mapping[int, Mapping[Siglum, Sequence[Stretch]]]
) -> Apparatus:
    """The apparatus in which spellings that are so by a rule of the editor's say so."""
    new: dict[int, Unit] = {}
    for unit in apparatus.units() if places else ():
        if isinstance(unit, VariationUnit):
            made = tuple(_by_rule(unit, reading, rules, places) for reading in unit.readings)
            new |= {id(unit): replace(unit, readings=made)} if made != unit.readings else {}
    return with_units(apparatus, new)


def _by_rule(
    unit: VariationUnit,
    reading: Reading,
    rules: Sequence[PlacedRule],
    places: Mapping[int, Mapping[Siglum, Sequence[Stretch]]],
) -> Reading:
    if reading.kind not in WRITING or reading.resp:
        return reading
    for number, by_siglum in sorted(places.items()):
        for one in (unit.lemma, reading):
            if any(_meets(one.places.get(s, ()), by_siglum.get(s, ())) for s in one.witnesses):
                decision = rules[number].decision
                return replace(reading, resp=decision.resp, rule=decision.rule, cert="")
    return reading


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
            said = f"[[regularise]] «{decision.forms[0]}» is no longer needed: a rule for a place or a witness wins"
            if stands:
                yield report(NOT_NEEDED, Severity.ADVICE, f"{said} wherever it stands; take it out", decision.position)
            else:
                stale = placer.stale(Anchor(decision.forms[0]), decision.sigla)
                yield report(STALE, Severity.WARNING, stale, decision.position)
