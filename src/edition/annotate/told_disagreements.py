"""The disagreements of sentences that need not correspond: of one witness with itself, and of several."""

from collections.abc import Mapping

from edition.annotate.compare_fates import compare_fates, judged
from edition.annotate.compare_sentences import compare_sentences
from edition.annotate.definite_counts import compare_definite_counts
from edition.annotate.event_dates import compare_event_dates
from edition.annotate.fact_language import fact_language
from edition.annotate.language import Language
from edition.annotate.told_sentences import by_witness, tell_sentences
from edition.annotate.unregistered_names import UnregisteredNames
from edition.model import Matter, Register, Siglum
from edition.model.disagreement import Disagreement
from edition.model.identify import Identified


def told_disagreements(edition: Identified, register: Register, language: Language) -> list[Disagreement]:
    """What the witnesses say of one matter in different sentences that cannot all be true.

    Nothing is looked for in a language without `[facts]`, but for what the registers say.
    """
    facts = fact_language(language)
    sentences = tell_sentences(edition, language, facts)
    sigla: Mapping[str, Siglum] = {slug: siglum for siglum, slug in edition.slugs.items()}
    found = compare_sentences(sentences, language, facts)
    found += compare_event_dates(sentences, language, facts)
    for told_by_one in by_witness(sentences).values():
        found += compare_definite_counts(told_by_one, language, facts)
    found = [judged(one, register) for one in found]
    told = {one.entry for one in found if one.matter is Matter.FATE and one.entry}
    names = UnregisteredNames(sentences, language, facts)
    fates = compare_fates(sentences, register, sigla, facts, names)
    return [*found, *(one for one in fates if one.entry not in told)]
