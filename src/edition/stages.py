"""The stages of the work: read, mark, collate, encode. Each takes values and gives values; nothing is written."""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from lxml import etree

from edition.annotate import Annotation, annotation_of, find_disagreements, language_of
from edition.annotate.compared_places import misspelling_places, variation_places, work_places
from edition.collation.apparatus.markup_differences import find_markup_differences
from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.collate import apparatus_of, collated_columns
from edition.collation.settings import CollationSettings
from edition.collation.tokens.marked_words import given_tokens
from edition.errors import InputError
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
    reading_text,
)
from edition.model.decision import Decision
from edition.model.disagreement import Disagreement
from edition.model.identify import Identified, Marks, identify, identify_disagreements, marks_of
from edition.model.register import is_transcribed
from edition.model.transcribed import pointed_names
from edition.model.vocabulary import Vocabulary
from edition.project.config import Config, WitnessOptions, check_sigla, read_config
from edition.project.decisions import FILE_NAME as DECISIONS
from edition.project.decisions import read_decisions
from edition.project.languages import structure_words
from edition.project.ownership import stamp
from edition.project.page_files import is_several, joined_path, pack_pages, page_paths, read_pages
from edition.project.reading_options import reading_keys
from edition.project.sources import read_bytes
from edition.project.tei_options import TeiKeys, tei_keys
from edition.project.word_lists import read_vocabulary
from edition.readers.cross_witness import reconcile_structures
from edition.readers.options import ReaderOptions, TableColumns
from edition.readers.registry import Readers, ReadFile, load_readers, read_source
from edition.readers.source_file import SourceFile
from edition.readers.tei_breaks import DOUBTFUL_BREAK, WORD
from edition.readers.tei_witnesses import READER as TEI_READER
from edition.readers.tei_witnesses import divide, layer_options
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
from edition.xml.parse import Document, parse_document
from edition.xml.writer import serialize

OUTPUTS = ("tei", "site", "pdf", "exports")
Tree = etree._Element
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a build reads, parsed."""

    config: Config
    witnesses: tuple[Witness, ...]
    registers: tuple[Document, ...]
    register: Register
    decisions: tuple[Decision, ...] = ()
    vocabulary: Vocabulary | None = None
    merged: MergedRegisters = field(default_factory=lambda: MergedRegisters(Register()))


@dataclass(frozen=True, slots=True)
class Documents:
    """The TEI of an edition, as trees and as the bytes that are written; paths are relative to `tei/`."""

    model: Identified
    witnesses: Mapping[Siglum, Tree]
    edition: Tree
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    disagreements: Mapping[str, Disagreement]  # by their ids


@dataclass(slots=True)
class Built:
    """What a build did: findings, what was published, the CPU seconds of each stage."""

    findings: tuple[Finding, ...] = ()
    published: tuple[str, ...] = ()
    kept: Path | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether a finding at error level kept the build from being published."""
        return any(f.severity is Severity.ERROR for f in self.findings)


class Stages:
    """Counts the CPU time of each stage and reports its name."""

    def __init__(self, built: Built, progress: Progress) -> None:
        self.built = built
        self.progress = progress

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        self.progress(name)
        start = time.process_time()
        yield
        self.built.seconds[name] = self.built.seconds.get(name, 0.0) + time.process_time() - start


def read_sources(root: Path, progress: Progress = lambda _: None) -> Sources:
    """Configuration, witnesses and registers of the edition in a folder. `progress` is told each file that is read."""
    config = read_config(root)
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
    decisions = read_decisions(root, register, sigla)
    words = read_vocabulary(root, config)
    sources = Sources(config, witnesses, tuple(documents), register, decisions, words, merged)
    made = witness_registers(merged.new, imprint_of(sources))
    files = {f"tei/{path}": stamp(f"tei/{path}", data) for path, data in made.items()}
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
            root = parse_document(read_bytes(config.root, path), path).root
            files[path] = read_transcribed(root, path, pointed, witness.siglum)
        own[witness.siglum] = files[path]
        keys = given[witness.source].tei if witness.source in given else TeiKeys()
        if beside := tei_keys(keys, config.tei).personography:
            if beside not in files:
                read = read_transcribed(parse_document(read_bytes(config.root, beside), beside).root, beside, pointed)
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


def read_witnesses(config: Config, progress: Progress = lambda _: None) -> tuple[Witness, ...]:
    """The witnesses that the configuration names, with what each shows of the others."""
    readers = load_readers()
    made: list[Witness] = []
    for number, one in enumerate(config.witnesses, 1):
        progress(f"reading {one.seed or one.siglum} ({number} of {len(config.witnesses)})")
        found = [*_read_witnesses(config, one, readers)]
        if not made:  # what is wrong with the readers is told once
            found[0] = replace(found[0], findings=(*readers.findings, *found[0].findings))
        made += found
    return reconcile_structures(_with_joined_words(config, made, readers))


def _read_witnesses(
    config: Config, one: WitnessOptions, readers: Readers, vocabulary: frozenset[str] = frozenset()
) -> Iterator[Witness]:
    """The witness of a table `[[witness]]`, or those that its file holds."""
    source = read_source_file(config.root, one)
    options = replace(layer_options(reader_options(config, one)), vocabulary=vocabulary)
    read = read_source(source, one.reader, options, readers)
    parts, found = divide(source, options) if read.reader == TEI_READER else ((), ())
    if not parts:
        yield _witness(config, one, replace(read, findings=(*read.findings, *found)), one.siglum, one.name)
    for part in parts:
        part_read = read_source(replace(source, siglum=part.siglum), read.reader, part.options, readers)
        told = (*part_read.findings, *(found if part is parts[0] else ()))
        name = ", ".join(words for words in (one.name, part.name) if words)
        yield _witness(config, one, replace(part_read, findings=told), part.siglum, name)


def _witness(config: Config, one: WitnessOptions, read: ReadFile, siglum: str, name: str) -> Witness:
    facts = {k: getattr(one, k) for k in ("author", "source", "accessed", "date", "licence")}
    return Witness(
        siglum,
        name,
        read.seed,
        read.root,
        read.reader,
        one.scope,
        tuple((k, v) for k, v in facts.items() if v),
        one.language or config.edition.language,
        read.findings,
        read.account,
        read.words,
        one.siglum,
    )


def _with_joined_words(config: Config, witnesses: Sequence[Witness], readers: Readers) -> list[Witness]:
    """The witnesses, those read again in which words over a break are doubtful: the words of all others decide."""
    doubtful = {w.source for w in witnesses if any(f.code == DOUBTFUL_BREAK for f in w.findings)}
    joined = {one.siglum for one in config.witnesses if tei_keys(one.tei, config.tei).hyphens == "join"}
    made = list(witnesses)
    for siglum in (one.siglum for one in config.witnesses if one.siglum in doubtful | joined):
        others = [w for w in witnesses if w.source != siglum]
        words = frozenset(word.casefold() for w in others for word in WORD.findall(reading_text(w)))
        one = next(o for o in config.witnesses if o.siglum == siglum)
        again = {w.siglum: w for w in _read_witnesses(config, one, readers, words)}
        made = [again.get(w.siglum, w) for w in made]
    return made


def read_source_file(root: Path, witness: WitnessOptions) -> SourceFile:
    """The file of a witness, or its pages with the archive of them; SeedError for one that cannot be read."""
    if not witness.pages and not is_several(witness.seed):
        return SourceFile(witness.siglum, witness.seed, read_bytes(root, witness.seed), witness.encoding)
    pages = read_pages(root, witness.pages or page_paths(root, witness.seed))
    path = witness.seed or joined_path(witness.pages)
    return SourceFile(witness.siglum, path, pack_pages(pages), witness.encoding, pages)


def reader_options(config: Config, witness: WitnessOptions) -> ReaderOptions:
    """What `edition.toml` says of a witness that its reader cannot see."""
    keys = reading_keys(config.reading, witness)
    given = {one.name: getattr(keys, one.name) for one in fields(keys)}
    given |= {
        "furniture": tuple(re.compile(pattern) for pattern in keys.furniture),
        "captions": tuple(re.compile(pattern) for pattern in keys.captions),
        "page_numbers": bool(keys.page_numbers),
        "csv": TableColumns(witness.csv.text, witness.csv.witness, witness.csv.n, witness.csv.row),
    }
    given["tei"] = tei_keys(witness.tei, config.tei)
    language = witness.language or config.edition.language
    words = structure_words(language)
    return ReaderOptions(language=language, scripts=config.reading.scripts, structure=words, **given)


def make_documents(sources: Sources, stage: "Stages | None" = None) -> Documents:
    """Mark, collate and encode; `stage` counts the time of each stage."""
    stage = stage or Stages(Built(), lambda name: None)
    witnesses = sources.witnesses
    imprint = imprint_of(sources)
    findings = [*(f for w in witnesses for f in w.findings), *sources.merged.findings]
    with stage("marking names and dates"):
        annotations = annotations_of(sources)
    findings += stale_decisions(sources, annotations.values())
    mentions = {siglum: annotation.mentions for siglum, annotation in annotations.items()}
    findings += [f for annotation in annotations.values() for f in annotation.findings]
    marks = {s: marks_of(annotation.witness, mentions[s]) for s, annotation in annotations.items()}
    with stage("collating"):
        columns, found = align_witnesses(sources, marks)
        apparatus = apparatus_of(columns, [w.siglum for w in witnesses])
        findings += (*found, *find_markup_differences(columns))
    with stage("identifying"):
        identified = identify([annotations[w.siglum].witness for w in witnesses], mentions, apparatus)
    with stage("encoding"):
        trees = {w.siglum: encode_witness(w, identified.mentions[w.siglum], imprint) for w in identified.witnesses}
        edition = encode_edition(identified, trees, imprint)
    with stage("comparing what the witnesses say"):
        disagreements = compare(identified, sources)
        links, unmatched = statement_links(sources.register, identified)
        place_in(edition, disagreement_list(disagreements, identified.slugs), links)
        findings += [_report_unmatched(one) for one in unmatched]
    with stage("encoding"):
        slugs = identified.slugs
        made = {f"witnesses/{slugs[s]}.xml": tree for s, tree in trees.items()} | {"edition.xml": edition}
        files = {path: stamp(f"tei/{path}", serialize(tree)) for path, tree in made.items()}
    by_id = {one.id: one for one in disagreements}
    return Documents(identified, trees, edition, files, tuple(findings), by_id)


def align_witnesses(sources: Sources, marks: Marks) -> tuple[AlignedTokens, tuple[Finding, ...]]:
    """The witnesses in columns, in the order of the base, and what could not be aligned."""
    options = sources.config.collation
    by_lemma = tei_keys(sources.config.tei).collate == "lemma"
    settings = CollationSettings(
        options.near_match, options.shortest_transposition, options.ignore_punctuation, options.ignore_case, by_lemma
    )
    given = given_tokens(sources.witnesses, by_lemma)
    base = sources.config.edition.base
    return collated_columns(sources.witnesses, base, marks, options.same, given=given, settings=settings)


def compare(edition: Identified, sources: Sources) -> tuple[Disagreement, ...]:
    """Where the witnesses of an edition disagree, with ids."""
    found = find_disagreements(
        variation_places(edition),
        work_places(edition),
        misspelling_places(edition, sources.register),
        sources.register,
        language_of(sources.config.edition.language),
        sources.config.collation.same,
    )
    return identify_disagreements(found)


def _report_unmatched(one: UnmatchedQuotation) -> Finding:
    said = f"{one.entry}: the quotation «{one.words}» does not stand in witness {one.siglum}"
    return Finding("E407", Severity.WARNING, said, Position("tei/registers"))


def annotations_of(sources: Sources) -> Mapping[Siglum, Annotation]:
    """What is found in every witness, with the editor's decisions applied."""
    given = (sources.register, sources.decisions, sources.vocabulary)
    return {w.siglum: annotation_of(w, *given, sources.merged.resolvers.get(w.siglum)) for w in sources.witnesses}


def stale_decisions(sources: Sources, annotations: Iterable[Annotation]) -> list[Finding]:
    """E408 for every decision whose words stand in no witness (any more): none is dropped in silence."""
    met = frozenset[int]().union(*(a.applied for a in annotations))
    return [_stale(d) for number, d in enumerate(sources.decisions) if number not in met]


def _stale(decision: Decision) -> Finding:
    said = f"«{decision.exact}» does not stand so in {decision.witness or 'any witness'}: the decision is stale; "
    place = Position(DECISIONS, decision.line, 1)
    return Finding("E408", Severity.WARNING, f"{said}mend its words, or take it out", place)


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
        bool(sources.decisions),
        any(node.kind is Kind.NAMED for witness in sources.witnesses for node in witness.root.walk()),
    )
