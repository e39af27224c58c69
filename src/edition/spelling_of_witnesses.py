"""By which rules words of the witnesses are spellings of one another: those of the languages of the witnesses."""

from collections.abc import Mapping, Sequence

from edition.model import Finding, Position, Severity, Siglum, Witness
from edition.project.config import Config
from edition.project.language_tables import SpellingRules
from edition.project.languages import Languages, primary_subtag, spelling_of

#: Codes of the findings for a language without a table of spelling, and for such a table of the editor's for nothing.
NO_SPELLING, UNUSED_SPELLING = "E460", "E461"


def language_tag(witness: Witness, config: Config) -> str:
    """The tag of the language of a witness: its own, or that of the edition."""
    return witness.language or config.edition.language


def spelling_of_witnesses(
    witnesses: Sequence[Witness], config: Config, languages: Languages
) -> tuple[Mapping[Siglum, SpellingRules], list[Finding]]:
    """By witness the rules by which words are spellings of one another, those of its language; and what is found where
    a language has none."""
    made: dict[Siglum, SpellingRules] = {}
    unknown: dict[str, None] = {}
    for witness in witnesses:
        tag = language_tag(witness, config)
        made[witness.siglum], is_known = spelling_of(languages, tag, config.spelling)
        unknown |= {} if is_known else {tag: None}
    tags = {language_tag(witness, config).casefold() for witness in witnesses}
    unused = config.spelling.keys() - tags - set(map(primary_subtag, tags))
    return made, [*map(_report_no_spelling, unknown), *map(_report_unused, sorted(unused))]


def _report_unused(tag: str) -> Finding:
    said = f"[language.{tag}] is the table of no witness; `language` in [edition] or [[witness]] says which they are in"
    return Finding(UNUSED_SPELLING, Severity.WARNING, said, Position("edition.toml"))


def _report_no_spelling(tag: str) -> Finding:
    said = (
        f"no spelling table for {tag!r}: all differences in letters are of substance, but for case, long s and the "
        f"like; write [language.{tag}] spelling, or a table of the language (docs/languages.md)"
    )
    return Finding(NO_SPELLING, Severity.ADVICE, said, Position("edition.toml"))
