"""The witnesses of an edition, read from the files that `edition.toml` names."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace

from edition.errors import NoReaderError
from edition.model import Finding, Position, Severity, Siglum, Witness, reading_text
from edition.project.config import Config, WitnessOptions
from edition.project.languages import read_languages
from edition.project.page_files import is_several, joined_path, pack_pages, page_paths, read_pages
from edition.project.reading_options import reading_keys
from edition.project.sources import read_bytes
from edition.project.tei_options import tei_keys
from edition.readers.cross_witness import reconcile_structures
from edition.readers.file_witnesses import divide_file
from edition.readers.layers import count_supplied
from edition.readers.options import ReaderOptions, TableColumns
from edition.readers.registry import Readers, ReadFile, load_readers, read_source
from edition.readers.source_file import SourceFile
from edition.readers.tei_breaks import DOUBTFUL_BREAK, WORD
from edition.readers.tei_description import describe_source
from edition.readers.tei_listed import listed_entries
from edition.readers.tei_witnesses import READER as TEI_READER
from edition.readers.tei_witnesses import divide, layer_options
from edition.xml.entities import NONE

#: What is said of a witness besides its name, in edition.toml or in the header of its own file.
_FACTS = ("author", "source", "accessed", "date", "licence")
Progress = Callable[[str], None]


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


def read_witness(config: Config, one: WitnessOptions) -> Witness:
    """A text that is read as a witness is, such as a translation; of a file of several the first."""
    return next(_read_witnesses(config, one, load_readers()))


def _read_witnesses(
    config: Config,
    one: WitnessOptions,
    readers: Readers,
    vocabulary: frozenset[str] = frozenset(),
    data: bytes | None = None,
) -> Iterator[Witness]:
    """The witness of a table `[[witness]]`, or those that its file holds. `data`: other bytes of the file."""
    source = read_source_file(config, one)
    source = source if data is None else replace(source, data=data)
    options = replace(layer_options(reader_options(config, one)), vocabulary=vocabulary)
    if one.witnesses:
        reader, (parts, found) = divide_file(source, one.reader, options, one.witnesses)
    else:
        read = read_source(source, one.reader, options, readers)
        reader = read.reader
        parts, found = divide(source, options) if reader == TEI_READER else ((), ())
    path, first = source.files[0]
    key = options.tei.text or options.part
    described = describe_source(first, path, one.siglum, key) if reader == TEI_READER else {}
    if not parts:
        name = one.name or described.get("name", "")
        made = _witness(config, one, replace(read, findings=(*read.findings, *found)), (one.siglum, name), described)
        yield replace(made, entries=listed_entries(source, options)) if reader == TEI_READER else made
    silent: list[Siglum] = []
    read_parts: list[Witness] = []
    for part in parts:
        try:
            part_read = read_source(replace(source, siglum=part.siglum), reader, part.options, readers)
        except NoReaderError:  # the file is read as such: this witness has no words in it
            silent.append(part.siglum)
            continue
        name = ", ".join(words for words in (one.name, part.name) if words)
        own = described if part.options.state != options.state else {}  # the file describes its manuscript, no source
        read_parts.append(_witness(config, one, part_read, (part.siglum, name), own))
    if read_parts:
        told = (*found, *([_silent(silent, source.path)] if silent else ()))
        read_parts[0] = replace(read_parts[0], findings=(*told, *read_parts[0].findings))
    yield from read_parts


def _silent(sigla: Sequence[Siglum], path: str) -> Finding:
    said = f"{', '.join(sigla)} of the apparatus: without words in the part that is read, and left out"
    return Finding("E314", Severity.ADVICE, said, Position(path))


def _witness(
    config: Config, one: WitnessOptions, read: ReadFile, named: tuple[str, str], described: Mapping[str, str]
) -> Witness:
    """A witness. `named`: its siglum and its name. `described`: what its file says of it, where the editor does not."""
    facts = {k: getattr(one, k) or described.get(k, "") for k in _FACTS}
    root = count_supplied(read.root) if tei_keys(one.tei, config.tei).supplied == "reads" else read.root
    return Witness(
        *named,
        read.seed,
        root,
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
    made = list(witnesses)
    for one in config.witnesses:
        if words := _words_for_breaks(config, witnesses, one):
            again = {w.siglum: w for w in _read_witnesses(config, one, readers, words)}
            made = [again.get(w.siglum, w) for w in made]
    return made


def _words_for_breaks(config: Config, witnesses: Sequence[Witness], one: WitnessOptions) -> frozenset[str]:
    """The words of all other witnesses, if they are needed to say which breaks of a file stand inside a word."""
    own = [w for w in witnesses if w.source == one.siglum]
    is_doubtful = any(f.code == DOUBTFUL_BREAK for w in own for f in w.findings)
    if not (is_doubtful or tei_keys(one.tei, config.tei).hyphens == "join"):
        return frozenset()
    others = (w for w in witnesses if w.source != one.siglum)
    return frozenset(word.casefold() for w in others for word in WORD.findall(reading_text(w)))


def read_again(config: Config, witnesses: Sequence[Witness], siglum: Siglum, data: bytes) -> Mapping[Siglum, str]:
    """The texts of the witnesses that are read from other bytes of the file of a siglum, by their sigla."""
    return {name: one.seed.text for name, one in witnesses_again(config, witnesses, siglum, data).items()}


def witnesses_again(
    config: Config, witnesses: Sequence[Witness], siglum: Siglum, data: bytes
) -> Mapping[Siglum, Witness]:
    """The witnesses that are read from other bytes of the file of a siglum, by their sigla."""
    one = next(w for w in config.witnesses if w.siglum == siglum)
    words = _words_for_breaks(config, witnesses, one)
    return {w.siglum: w for w in _read_witnesses(config, one, load_readers(), words, data)}


def read_source_file(config: Config, witness: WitnessOptions) -> SourceFile:
    """The file of a witness, or its pages with the archive of them; SeedError for one that cannot be read."""
    root = config.root
    if not witness.pages and not is_several(witness.seed):
        name = tei_keys(witness.tei, config.tei).entities
        declarations = (name, read_bytes(root, name)) if name else NONE
        data = read_bytes(root, witness.seed)
        return SourceFile(witness.siglum, witness.seed, data, witness.encoding, declarations=declarations)
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
    words = read_languages(config).of(language).structure
    return ReaderOptions(language=language, scripts=config.reading.scripts, structure=words, **given)
