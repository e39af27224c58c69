"""The whole collation: tokens, alignment, columns in the order of the base, apparatus."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from edition.collation.align.align import AlignmentOptions, align
from edition.collation.align.order import Divisions
from edition.collation.align.reorder import reorder
from edition.collation.apparatus.analyse import analyse
from edition.collation.apparatus.witness_order import canonical_order, sort_sigla
from edition.collation.blocks.align_references import align_by_references
from edition.collation.blocks.aligned_tokens import AlignedTokens, align_tokens_of_base, split_classes
from edition.collation.blocks.decided_units import DecidedUnits
from edition.collation.blocks.match_blocks import match_blocks
from edition.collation.blocks.numbering import numbering_findings
from edition.collation.settings import CollationSettings
from edition.collation.tokens.compared_forms import compared_forms
from edition.collation.tokens.corpus import Corpus
from edition.collation.tokens.person_norms import unify_person_norms, unify_speaker_norms
from edition.collation.tokens.regularise import RegularRules, regularise
from edition.collation.tokens.witness_tokens import (
    GivenToken,
    Words,
    make_words,
)
from edition.model import Apparatus, Finding, Mention, Node, Position, Severity, Siglum, Witness
from edition.model.garbage import pause_garbage_collector
from edition.model.tokens import NO_SIGNS, WordSigns
from edition.project.language_tables import SpellingRules

TOO_REPETITIVE = "E501"  # code of the finding for a passage that was left unaligned
BASE = 0  # the number of the base in the canonical order of the witnesses
_DEFAULT = CollationSettings()
Names = Mapping[Siglum, Sequence[Mention | Node]]
OwnColumns = Callable[[Sequence[Words]], AlignedTokens]


def collate(
    witnesses: Sequence[Witness],
    base: Siglum,
    names: Names,
    same: Mapping[str, str] | None = None,
    settings: CollationSettings = _DEFAULT,
) -> tuple[Apparatus, tuple[Finding, ...]]:
    """Collate witnesses; return the apparatus in the order of the base, and findings about unaligned passages.

    `names`: by siglum, the names, dates and foreign words of each witness. The edge of a unit never divides a name or
    date, and names of one entry of a register compare as equal. `same`: words or phrases that the editor treats as
    equal to others. `settings`: how tokens are compared.
    """
    table, findings = collated_columns(witnesses, base, names, same, settings=settings)
    return apparatus_of(table, [w.siglum for w in witnesses]), findings


def apparatus_of(
    table: AlignedTokens,
    sigla: Sequence[Siglum],
    rules: Mapping[Siglum, SpellingRules] | None = None,
    decided: DecidedUnits | None = None,
) -> Apparatus:
    """Make the apparatus of an aligned table; its witnesses are in the order of `sigla`. `rules`: of spelling, which
    decide what is a spelling of the same words. `decided`: what the editor decided on units; what comes of it is
    noted there."""
    with pause_garbage_collector():
        return sort_sigla(analyse(replace(table, spelling=rules or {}, decided=decided)), sigla)


def collated_columns(
    witnesses: Sequence[Witness],
    base: Siglum,
    names: Names,
    same: Mapping[str, str] | None = None,
    given: Mapping[Siglum, Sequence[GivenToken]] | None = None,
    settings: CollationSettings = _DEFAULT,
    own: OwnColumns | None = None,
    signs: Mapping[Siglum, WordSigns] | None = None,
    regular: RegularRules | None = None,
) -> tuple[AlignedTokens, tuple[Finding, ...]]:
    """Align witnesses; return the table of which every output is made, and findings about unaligned passages.

    `names`, `same`, `settings`: as in `collate`. `given`: by siglum, the tokens of witnesses that another program has
    tokenised. `own`: where the apparatus of a file is kept, what makes the table of the tokens of its witnesses.
    `signs`: by siglum, those of its language. `regular`: rules of the editor's for words; what comes of them is noted
    there.
    """
    ordered = canonical_order(witnesses, base)
    with pause_garbage_collector():
        words = [
            make_words(w, names.get(s, ()), same, (given or {}).get(s), (signs or {}).get(s, NO_SIGNS))
            for w in ordered
            for s in (w.siglum,)
        ]
        if settings.by_lemma:
            words = [replace(w, has_lemmata=_has_lemmata(v)) for w, v in zip(words, ordered, strict=True)]
        unify_person_norms(words)
        unify_speaker_norms(words)
        if regular is not None:
            regularise(words, regular)
        if own is not None:
            return own(words), ()
        return _align(words, ordered, settings)


def _has_lemmata(witness: Witness) -> bool:
    return any(word.lemma for word in witness.words)


def _align(
    words: Sequence[Words], witnesses: Sequence[Witness], settings: CollationSettings
) -> tuple[AlignedTokens, tuple[Finding, ...]]:
    corpus = Corpus(settings)
    for one in words:
        corpus.add_tokens(one.siglum, one.text, compared_forms(one.text, one.norm, settings))
    known = align_by_references(words, BASE, corpus)
    sure = known.sure if known else frozenset[int]()
    said = tuple(numbering_findings(known, words, witnesses)) if known else ()
    if known and len(sure) == len(words):
        return align_tokens_of_base(words, BASE, known.columns, known.moves, sure), said
    given = known.cells() if known and known.columns else None
    found = align(corpus, AlignmentOptions(least_move=settings.shortest_transposition), given)
    columns = match_blocks(words, BASE, split_classes(words, BASE, found.cells.tolist()), corpus, sure)
    cells = np.asarray(columns, np.int32).reshape(len(columns), len(words))
    divisions = [Divisions(np.asarray(one.sentence, np.int64), np.asarray(one.block, np.int64)) for one in words]
    alignment = reorder(replace(found, cells=cells), BASE, divisions)
    table = align_tokens_of_base(words, BASE, alignment.cells.tolist(), alignment.moves, sure)
    place = Position(witnesses[BASE].seed.path)
    table = replace(table, weak=alignment.weak)
    told = (Finding(TOO_REPETITIVE, Severity.WARNING, text, place) for _, text in alignment.findings)
    return table, (*said, *told)
