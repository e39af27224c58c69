"""The kinds of the readings of a unit, by the spelling of the language in which each is written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from edition.collation.apparatus.classify import Content, are_spellings, classify, is_unsure_spelling
from edition.collation.apparatus.spelling_variants import GENERAL, Spelling, spelling_by
from edition.model import Reading, ReadingKind, Siglum
from edition.project.language_tables import SpellingRules


def classify_readings(
    readings: Sequence[Reading], contents: Sequence[Content], rules: Mapping[Siglum, SpellingRules]
) -> tuple[Reading, ...]:
    """The readings that differ from the lemma, with their kinds; spellings of the same words have one group number.
    The first of `readings` is the lemma. `rules`: by witness, those of its language; else general ones."""
    made: list[Reading] = []
    groups: list[Content] = []
    for reading, one in zip(readings[1:], contents[1:], strict=True):
        spelling = _spelling_of(reading, rules)
        kind, further = classify(contents[0], one, spelling)
        group = next((g for g, other in enumerate(groups) if are_spellings(other, one, spelling)), len(groups))
        if group == len(groups):
            groups.append(one)
        is_unsure = kind is ReadingKind.SPELLING and is_unsure_spelling(contents[0], one, spelling)
        made.append(replace(reading, kind=kind, further=further, group=group, cert="low" if is_unsure else ""))
    return tuple(made)


def _spelling_of(reading: Reading, rules: Mapping[Siglum, SpellingRules]) -> Spelling:
    return spelling_by(rules.get(reading.witnesses[0], GENERAL) if reading.witnesses else GENERAL)
