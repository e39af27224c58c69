"""The stages of the work: read, mark, collate, encode. Each takes values and gives values; nothing is written."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from edition.annotate import Annotation, annotation_of, find_disagreements
from edition.annotate.compared_places import misspelling_places, variation_places, work_places
from edition.annotate.fact_language import compared_language
from edition.annotate.told_disagreements import told_disagreements
from edition.built import Built
from edition.collation.apparatus.markup_differences import find_markup_differences
from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.collate import collated_columns
from edition.collation.settings import CollationSettings
from edition.collation.tokens.marked_words import given_tokens
from edition.collation.tokens.regularise import RegularRules
from edition.decide.place import as_written, stale_mentions
from edition.deciding import Deciding
from edition.errors import InputError
from edition.kept_files import is_kept, mark_files, source_of
from edition.model import (
    Entry,
    EntryKind,
    Finding,
    Kind,
    Position,
    Register,
    Relation,
    Severity,
    Siglum,
    Witness,
)
from edition.model.alignment import WeakPlace
from edition.model.bibliography import Bibliography
from edition.model.decision import Decisions
from edition.model.disagreement import Disagreement
from edition.model.identify import Identified, Marks, identify, identify_disagreements, marks_of
from edition.model.ids import slugs
from edition.model.register import is_transcribed
from edition.model.stemma import Stemma
from edition.model.transcribed import pointed_names
from edition.model.vocabulary import Vocabulary
from edition.own_apparatus import own_columns
from edition.project.config import Config, check_sigla, read_config
from edition.project.decisions import read_decisions
from edition.project.ideas import Scholars
from edition.project.languages import Languages, read_languages
from edition.project.ownership import stamp
from edition.project.page_images import WitnessPages, images_of
from edition.project.sources import read_bytes
from edition.project.stemma_file import read_stemma, report_absent
from edition.project.tei_options import TeiKeys, tei_keys
from edition.project.word_lists import read_vocabulary
from edition.project.works_file import read_bibliography
from edition.readers.source_file import SourceFile
from edition.spelling_of_witnesses import language_tag, spelling_of_witnesses
from edition.surroundings import Surroundings, place_surroundings, read_surroundings
from edition.tei.decode.merge_registers import MergedRegisters, merge_registers
from edition.tei.decode.registers import read_register, read_relations
from edition.tei.decode.transcribed_registers import TranscribedRegister, named_in, read_transcribed
from edition.tei.encode.disagreements import disagreement_list, place_in
from edition.tei.encode.edition import encode_edition
from edition.tei.encode.header import Imprint
from edition.tei.encode.statements import UnmatchedQuotation, statement_links
from edition.tei.encode.witness import encode_witness
from edition.tei.encode.witness_registers import witness_registers
from edition.version import VERSION
from edition.witnesses import Progress, read_source_file, read_witnesses
from edition.xml.parse import Document, parse_document
from edition.xml.transcription import forget_parsed, parse_transcription
from edition.xml.writer import serialize

Tree = etree._Element


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a build reads, parsed."""

    config: Config
    witnesses: tuple[Witness, ...]
    registers: tuple[Document, ...]
    register: Register
    decisions: Decisions = field(default_factory=Decisions)
    vocabulary: Vocabulary | None = None
    merged: MergedRegisters = field(default_factory=lambda: MergedRegisters(Register()))
    pages: Mapping[Siglum, WitnessPages] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()  # of all witnesses together
    languages: Languages = field(default_factory=Languages)
    bibliography: Bibliography = field(default_factory=Bibliography)
    surroundings: Surroundings = field(default_factory=Surroundings)
    stemma: Stemma | None = None

    @property
    def sigla(self) -> tuple[Siglum, ...]:
        """The sigla of the witnesses; a file may hold several, which edition.toml does not name."""
        return tuple(w.siglum for w in self.witnesses)

    @property
    def files(self) -> Mapping[Siglum, str]:
        """Of each witness the path of its file in the edition."""
        names = slugs(tuple(dict.fromkeys(source_of(w) for w in self.witnesses)))
        own = slugs(self.sigla)
        return {
            w.siglum: f"tei/witnesses/{names[source_of(w)] if is_kept(w) else own[w.siglum]}.xml"
            for w in self.witnesses
        }


@dataclass(frozen=True, slots=True)
class Documents:
    """The TEI of an edition, as trees and as the bytes that are written; paths are relative to `tei/`."""

    model: Identified
    witnesses: Mapping[Siglum, Tree]
    edition: Tree
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    disagreements: Mapping[str, Disagreement]  # by their ids
    weak: tuple[WeakPlace, ...] = ()  # where the alignment is uncertain
    translations: Mapping[str, Tree] = field(default_factory=dict)  # by their paths


class Stages:
    """Counts the CPU time of each stage, with that of the processes that ended in it, and reports its name."""

    def __init__(self, built: Built, progress: Progress) -> None:
        self.built = built
        self.progress = progress

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        self.progress(name)
        start = _cpu_seconds()
        yield
        self.built.seconds[name] = self.built.seconds.get(name, 0.0) + _cpu_seconds() - start


def _cpu_seconds() -> float:
    """The CPU time of this process and of those that it started and that have ended."""
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system


def read_sources(root: Path, progress: Progress = lambda _: None) -> Sources:
    """Configuration, witnesses and registers of the edition in a folder. `progress` is told each file that is read."""
    config = read_config(root)
    works = read_bibliography(root, config.edition.bibliography)
    stemma = read_stemma(root, config.edition.stemma)
    witnesses = read_witnesses(config, progress)
    documents: list[Document] = []
    entries: list[Entry] = []
    relations: list[Relation] = []
    for name in EntryKind:
        path = f"tei/registers/{name}.xml"
        if (root / path).exists():
            data = read_bytes(root, path)
            entries += read_register(data, path)
            relations += read_relations(data, path)
            documents.append(parse_document(data, path))
    sigla = [w.siglum for w in witnesses]
    check_sigla(config, sigla)
    merged = with_transcribed(_register(entries, relations), witnesses, config)
    register = merged.register
    scholars = Scholars(works, config.editors)
    decided = read_decisions(root, register, sigla, config.edition.base, scholars=scholars)
    decisions = as_written(replace(decided, findings=(*decided.findings, *scholars.findings())), witnesses)
    works = Bibliography.of(tuple(scholars.met.values())) if scholars.met else works
    words = read_vocabulary(root, config)
    pages, found = images_of(config, witnesses)
    found = (*found, *report_absent(stemma, config.edition.stemma, sigla))
    languages = read_languages(config)
    made = (
        register,
        decisions,
        words,
        merged,
        pages,
        found,
        languages,
        works,
        read_surroundings(config, decisions.passages),
        stemma,
    )
    sources = Sources(config, witnesses, tuple(documents), *made)
    own = witness_registers(merged.new, imprint_of(sources))
    files = {f"tei/{path}": stamp(f"tei/{path}", data) for path, data in own.items()}
    return replace(sources, registers=(*documents, *(parse_document(data, path) for path, data in files.items())))


def with_transcribed(register: Register, witnesses: Sequence[Witness], config: Config) -> MergedRegisters:
    """The registers with the entries that transcriptions have, in their files or in those that `[tei]` names beside
    them. InputError when a named file has no entry."""
    pointed = {name for w in witnesses for name in pointed_names(w)}
    files: dict[str, TranscribedRegister] = {}
    own: dict[Siglum, TranscribedRegister] = {}
    outside: dict[Siglum, TranscribedRegister] = {}
    texts = tuple(w.text for w in witnesses)
    given = {one.siglum: one for one in config.witnesses}
    for witness in witnesses:
        if witness.reader != "tei":
            continue
        path = witness.seed.path
        if path not in files:
            source = read_source_file(config, given[witness.source])
            roots = [parse_transcription(data, name, source.declarations).root for name, data in source.files]
            found = [read_transcribed(root, path, pointed, witness.siglum) for root in roots]
            files[path] = replace(found[0], entries=tuple(entry for one in found for entry in one.entries))
        own[witness.siglum] = files[path]
        keys = given[witness.source].tei if witness.source in given else TeiKeys()
        if beside := tei_keys(keys, config.tei).personography:
            if beside not in files:
                outer = parse_transcription(read_bytes(config.root, beside), beside, is_lenient=True).root
                read = read_transcribed(outer, beside, pointed)
                if not read.entries:
                    raise InputError(f"{beside}: holds no entries with names (personography)")
                files[beside] = named_in(read, pointed, texts)
            outside[witness.siglum] = files[beside]
    return merge_registers(register, own, outside)


def _register(entries: Sequence[Entry], relations: Sequence[Relation]) -> Register:
    if taken := next((entry.id for entry in entries if is_transcribed(entry.id)), ""):
        raise InputError(f"tei/registers: {taken} is an id as entries of transcriptions have; give the entry another")
    try:
        return Register.of(entries, relations)
    except ValueError as error:
        raise InputError(f"tei/registers: {error}") from None


def make_documents(
    sources: Sources,
    stage: "Stages | None" = None,
    annotate: Callable[[Sources], Mapping[Siglum, Annotation]] | None = None,
) -> Documents:
    """Mark, collate and encode; `stage` counts the time of each stage. `annotate`: gives what is found in every witness
    to a caller that knows it; left out, it is found."""
    stage = stage or Stages(Built(), lambda name: None)
    witnesses = sources.witnesses
    imprint = imprint_of(sources)
    findings = [*told_once(witnesses, {w.siglum: w.findings for w in witnesses}), *sources.merged.findings]
    findings += [*(f for pages in sources.pages.values() for f in pages.findings), *sources.findings]
    with stage("marking names and dates"):
        annotations = (annotate or annotations_of)(sources)
    findings += sources.decisions.findings
    findings += stale_decisions(sources, annotations.values())
    mentions = {siglum: annotation.mentions for siglum, annotation in annotations.items()}
    findings += told_once(witnesses, {siglum: one.findings for siglum, one in annotations.items()})
    marks = {s: marks_of(annotation.witness, mentions[s]) for s, annotation in annotations.items()}
    with stage("collating"):
        deciding = Deciding(sources.decisions, witnesses)
        columns, found = align_witnesses(sources, marks, deciding.regular)
        rules, without_rules = spelling_of_witnesses(witnesses, sources.config, sources.languages)
        columns = deciding.aligned(columns)
        apparatus, of_decisions = deciding.apparatus(columns, rules)
        findings += (*found, *without_rules, *of_decisions, *find_markup_differences(columns))
        weak = columns.weak_places()
        del columns  # the largest of all
    with stage("identifying"):
        identified = identify([annotations[w.siglum].witness for w in witnesses], mentions, apparatus)
        del apparatus
    with stage("encoding"):
        kept = mark_files(identified, kept_sources(sources), imprint)
        identified = kept.named(identified)
        trees = {w.siglum: encode_witness(w, identified.mentions[w.siglum], imprint) for w in identified.witnesses}
        edition = encode_edition(identified, trees, imprint)
    with stage("comparing what the witnesses say"):
        disagreements = compare(identified, sources)
        links, unmatched = statement_links(sources.register, identified)
        place_in(edition, disagreement_list(disagreements, identified.slugs), links)
        around = place_surroundings(edition, sources.surroundings, identified, sources.register, imprint)
        findings += around.findings
        findings += [_report_unmatched(one) for one in unmatched]
    with stage("encoding"):
        slugs = identified.slugs
        own, told = kept.finish(identified, edition)
        findings += told
        made = {f"witnesses/{slugs[s]}.xml": tree for s, tree in trees.items() if s not in kept.by_siglum}
        made |= {"edition.xml": edition, **around.translations}
        files = {path: stamp(f"tei/{path}", serialize(tree)) for path, tree in made.items()} | dict(own)
    del kept  # with the places of all text of the editor's files
    forget_parsed()
    by_id = {one.id: one for one in disagreements}
    found = tuple(dict.fromkeys(findings))
    return Documents(identified, trees, edition, files, found, by_id, weak, around.translations)


def told_once(witnesses: Sequence[Witness], found: Mapping[Siglum, Sequence[Finding]]) -> Iterator[Finding]:
    """The findings of all witnesses; what is found at one place of a file of several witnesses is told once."""
    told: set[tuple[Siglum, str, Position]] = set()
    for witness in witnesses:
        mine = {(source_of(witness), f.code, f.position) for f in found[witness.siglum]}
        yield from (f for f in found[witness.siglum] if (source_of(witness), f.code, f.position) not in told)
        told |= mine if witness.siglum != source_of(witness) else set()


def kept_sources(sources: Sources) -> Mapping[Siglum, SourceFile]:
    """The files of the TEI witnesses, by the sigla under which edition.toml has them."""
    kept = {source_of(w) for w in sources.witnesses if is_kept(w)}
    return {w.siglum: read_source_file(sources.config, w) for w in sources.config.witnesses if w.siglum in kept}


def align_witnesses(
    sources: Sources, marks: Marks, regular: RegularRules | None = None
) -> tuple[AlignedTokens, tuple[Finding, ...]]:
    """The witnesses in columns, in the order of the base, and what could not be aligned. `regular`: the rules of the
    editor's for words, with their places; left out, they are looked up."""
    if regular is None:
        regular = Deciding(sources.decisions, sources.witnesses).regular
    options = sources.config.collation
    by_lemma = tei_keys(sources.config.tei).collate == "lemma"
    settings = CollationSettings(
        options.near_match, options.shortest_transposition, options.ignore_punctuation, options.ignore_case, by_lemma
    )
    signs = {w.siglum: sources.languages.of(language_tag(w, sources.config)).words for w in sources.witnesses}
    given = given_tokens(sources.witnesses, by_lemma, signs)
    base = sources.config.edition.base
    own = own_columns(sources.config, sources.witnesses)
    return collated_columns(
        sources.witnesses,
        base,
        marks,
        options.same,
        given=given,
        settings=settings,
        own=own,
        signs=signs,
        regular=regular,
    )


def compare(edition: Identified, sources: Sources) -> tuple[Disagreement, ...]:
    """Where the witnesses of an edition disagree, with ids."""
    words = sources.languages.of(sources.config.edition.language)
    language = compared_language(sources.config.edition.language, words.facts, words.dates)
    found = find_disagreements(
        variation_places(edition),
        work_places(edition),
        misspelling_places(edition, sources.register),
        sources.register,
        language,
        sources.config.collation.same,
        told_disagreements(edition, sources.register, language),
    )
    return identify_disagreements(found)


def _report_unmatched(one: UnmatchedQuotation) -> Finding:
    said = f"{one.entry}: the quotation «{one.words}» does not stand in witness {one.siglum}"
    return Finding("E407", Severity.WARNING, said, Position("tei/registers"))


def annotations_of(sources: Sources) -> Mapping[Siglum, Annotation]:
    """What is found in every witness, with the editor's decisions applied."""
    given = (sources.register, sources.decisions.mentions, sources.vocabulary)
    resolvers, languages = sources.merged.resolvers, sources.languages
    return {w.siglum: annotation_of(w, *given, resolvers.get(w.siglum), languages) for w in sources.witnesses}


def stale_decisions(sources: Sources, annotations: Iterable[Annotation]) -> Iterator[Finding]:
    """E408 for every decision on names and dates whose words stand in no witness (any more): none is dropped in
    silence."""
    met = frozenset[int]().union(*(a.applied for a in annotations))
    stale = [d for number, d in enumerate(sources.decisions.mentions) if number not in met]
    yield from stale_mentions(stale, sources.witnesses)


def imprint_of(sources: Sources) -> Imprint:
    """What the edition says of itself in every header."""
    one = sources.config.edition
    return Imprint(
        one.title,
        one.language,
        one.editors,
        one.publisher,
        one.date,
        one.version,
        one.licence,
        one.url,
        VERSION,
        bool(sources.decisions.mentions),
        any(node.kind is Kind.NAMED for witness in sources.witnesses for node in witness.root.walk()),
        sources.decisions.initials,
        tuple(map(str, sources.decisions.regularised)),
        sources.config.editors,
        sources.bibliography,
        sources.config.apparatus.hyparchetypes,
        one.subtitle,
        one.doi_number,
    )
