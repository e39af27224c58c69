"""Proofs on the files in `tei/`, without building; and the way back from the TEI to a seed."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from edition.build import check_files, layers_of, prove_file
from edition.built import Built
from edition.decide.findings import UNFIT
from edition.errors import InputError
from edition.invariants import EDITION, prove
from edition.kept_files import parse_written, prefix_of, source_of
from edition.model import Finding, Position, Seed, Severity, Siglum
from edition.model.finding import count_of
from edition.model.ids import slugs
from edition.project.config import FILE_NAME as CONFIG
from edition.project.generated_paths import STAGING
from edition.project.ownership import Origin, origin_by_stamp, read_kept_note
from edition.project.page_files import restored_pages
from edition.project.retired_ids import collect_ids, find_dead_ends
from edition.project.sources import encode_text, read_bytes
from edition.project.staging import is_interrupted
from edition.publish.site.link_check import STYLESHEET, dead_links
from edition.stages import Sources, Stages, make_documents, read_sources
from edition.surroundings import NOWHERE
from edition.tasks.compare_given import compare_given
from edition.tasks.sigla import absent_witnesses, file_of, missing_witnesses, stray_sigla
from edition.tei.decode.cut import cut_file
from edition.tei.decode.exclusions import Counts, ledger_of, stated_extraction
from edition.tei.decode.witness import is_intact, seed_of
from edition.translations import UNALIGNED
from edition.witnesses import Progress
from edition.xml.parse import Document, parse_document

SITE = "build/site"
RETIRED = "tei/ids.tsv"
_PAGES = (".html", ".htm", STYLESHEET)
#: What is proved, in the order of the table.
PROVED = {
    "I0": "every character is read, in a note, or left out by a rule that says so",
    "I1": "every witness file gives its seed back, byte for byte",
    "I2": "the edition holds the reading text of every witness",
    "I3, I4, I6, I7": "schema and rules: witnesses accounted for, pointers live, marks say so",
    "I5": "tei/ is what a build writes now",
    "decisions": "every decision of the editor still fits",
    "quotations": "every quotation of the registers is found in its witness",
    "links": "every link of the site leads to a place in it",
    "sigla": "every siglum is one of edition.toml, and all of those are in tei/",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the table: a name, what was proved, and whether it holds; None where there is nothing to prove."""

    name: str
    what: str
    holds: bool | None

    @property
    def result(self) -> str:
        """The result in words."""
        if self.holds is None:
            return "not built; nothing to check"
        return "holds" if self.holds else "broken"


@dataclass(frozen=True, slots=True)
class Account:
    """Where the characters of a witness are: read, in notes, or left out; `excluded`: rule -> places, characters.

    `source`: the characters of the file that the text was taken out of, and what is left out of it; 0 where the text is
    the file.
    """

    siglum: Siglum
    read: int
    noted: int
    excluded: Counts
    source: tuple[int, Counts] = (0, {})

    def __str__(self) -> str:
        left_out = (f"{rule} {of} in {count_of(places, 'place')}" for rule, (places, of) in self.excluded.items())
        said = ", ".join(left_out) or "nothing"
        told = f"{self.siglum}: {self.read} characters read, {self.noted} in notes; left out: {said}"
        characters, counts = self.source
        if not characters:
            return told
        out = ", ".join(f"{rule} {of} in {count_of(places, 'place')}" for rule, (places, of) in counts.items())
        return f"{told}. Of {characters} characters of the file: {out or 'nothing'} left out"


@dataclass(frozen=True, slots=True)
class Checked:
    """All checks, the findings they rest on, and where the characters of each witness are."""

    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    accounts: tuple[Account, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether no check is broken."""
        return all(c.holds is not False for c in self.checks)


def check(root: Path, progress: Progress = lambda stage: None) -> Checked:
    """Prove the invariants on the files in `tei/` and the links of the site; InputError when nothing was built yet."""
    stages = Stages(Built(), progress)
    with stages("reading"):
        sources = read_sources(root)
        data = _built_files(root)
        there = {path: parse_written(content, path) for path, content in data.items()}
    documents = make_documents(sources, stages)
    with stages("validating"):
        invalid = (*check_files(tuple(there.values()), sources.registers), *_retired(root, there))
        absent = absent_witnesses(sources.files, there)
        held = [w for w in sources.witnesses if w.siglum not in absent]
        layers = layers_of(documents, tuple(there.values()))
        broken = (*prove(held, layers), *(f for document in there.values() for f in prove_file(sources, document)))
        broken += _contradictions(tuple(there.values()), broken)
        own = {path: document for path, document in there.items() if not prefix_of(document)}
        strays = _strays(sources, own, absent)
    with stages("following links"):
        dead = dead_links_of(root)
    differing = _differing(documents.files, data)
    holds = {
        "I0": not absent and not _of(broken, "I0"),
        "I1": not absent and not _of(broken, "I1"),
        "I2": not absent and not _of(broken, "I2"),
        "I3, I4, I6, I7": not _errors(invalid),
        "I5": not differing and not is_interrupted(root),
        "decisions": not any(_of(documents.findings, code) for code in (*UNFIT, NOWHERE, UNALIGNED)),
        "quotations": not _of(documents.findings, "E407"),
        "links": None if dead is None else not dead,
        "sigla": not strays,
    }
    stale = _stale(differing, _already_reported([sources.files[s] for s in absent], strays), data)
    stale += _half_published(root)
    checks = tuple(Check(name, what, holds[name]) for name, what in PROVED.items())
    findings = (*documents.findings, *invalid, *broken, *stale, *(dead or ()), *strays)
    return Checked(checks, findings, tuple(_accounts(documents.model.slugs, layers)))


def _contradictions(there: Sequence[Document], broken: Sequence[Finding]) -> tuple[Finding, ...]:
    """I2 between the files as they are written, such as a mark that the witness does not have, where the words hold."""
    return () if broken else tuple(_of(compare_given(there), "I2"))


def _accounts(slugs: Mapping[Siglum, str], layers: Mapping[str, etree._Element]) -> Iterator[Account]:
    """The account of every witness, from its file in `tei/`."""
    for siglum, slug in slugs.items():
        tree = layers.get(file_of(slug))
        if tree is not None:
            ledger = ledger_of(tree)
            read, noted = (sum(map(len, some)) for some in (ledger.read, ledger.noted))
            yield Account(siglum, read, noted, ledger.counts, stated_extraction(tree))


def _built_files(root: Path) -> dict[str, bytes]:
    folders = ("tei/witnesses", "tei/translations")
    paths = [EDITION, *(f"{folder}/{p.name}" for folder in folders for p in sorted((root / folder).glob("*.xml")))]
    if not (root / EDITION).exists():
        raise InputError(f"{root / EDITION}: is not there yet; run `edition build` first")
    return {path: read_bytes(root, path) for path in paths}


def _retired(root: Path, there: Mapping[str, Document]) -> Iterator[Finding]:
    """I4: where the ids lead that the edition no longer has."""
    if (root / RETIRED).exists():
        ids = {path.removeprefix("tei/"): collect_ids(document.root) for path, document in there.items()}
        yield from find_dead_ends(read_bytes(root, RETIRED).decode("utf-8", "replace"), ids, RETIRED)


def _strays(sources: Sources, there: Mapping[str, Document], absent: Sequence[Siglum]) -> tuple[Finding, ...]:
    sigla, root = sources.sigla, sources.config.root
    tables = {w.siglum: sources.config.sigla.index(source_of(w)) for w in sources.witnesses if w.siglum in absent}
    missing = missing_witnesses(tables, read_bytes(root, CONFIG)) if absent else ()
    return (*missing, *stray_sigla(sigla, there, sources.registers))


def dead_links_of(root: Path) -> tuple[Finding, ...] | None:
    """What is wrong with the links of the site; None when there is no site."""
    site = root / SITE
    files = [place.relative_to(site).as_posix() for place in sorted(site.rglob("*")) if place.is_file()]
    if not files:
        return None
    pages = {path: read_bytes(root, f"{SITE}/{path}") for path in files if path.endswith(_PAGES)}
    return tuple(
        replace(found, position=replace(found.position, path=f"{SITE}/{found.position.path}"))
        for found in dead_links(pages, files)
    )


def _differing(made: Mapping[str, bytes], there: Mapping[str, bytes]) -> list[str]:
    now = {f"tei/{path}": data for path, data in made.items()}
    return sorted(path for path in now.keys() | there.keys() if now.get(path) != there.get(path))


def _already_reported(missing: Sequence[str], strays: Sequence[Finding]) -> set[str]:
    """The files of which something is said already: those that are missing, and stale ones."""
    return {*missing, *([EDITION] if missing else ()), *(found.position.path for found in strays)}


def _stale(differing: Sequence[str], reported: Collection[str], there: Mapping[str, bytes]) -> list[Finding]:
    """I5 for each file that a build would write otherwise and of which nothing is reported yet."""
    edited = {path for path in differing if origin_by_stamp(path, there.get(path, b"")) is Origin.EDITED}
    return [
        Finding("I5", Severity.ERROR, _EDITED if path in edited else _OLD, Position(path))
        for path in differing
        if path not in reported
    ]


_OLD = "is not what a build writes now; run `edition build`"
_EDITED = (
    "was edited by hand since the build wrote it; say the same in decisions.toml and undo the edit, or let it go with "
    "`edition build --discard-edits`"
)


def _half_published(root: Path) -> list[Finding]:
    """E512 where a build was killed while it replaced its output: some of it is new, some is not."""
    said = "a build was killed while it replaced its output, so some files may be new and some old; run `edition build`"
    return [Finding("E512", Severity.ERROR, said, Position(STAGING))] if is_interrupted(root) else []


def _of(findings: Sequence[Finding], code: str) -> list[Finding]:
    return [f for f in findings if f.code == code]


def _errors(findings: Sequence[Finding]) -> list[Finding]:
    return [f for f in findings if f.severity is Severity.ERROR]


def restore(root: Path, siglum: str) -> bytes:
    """The bytes of a seed, from the witness file in `tei/` alone. InputError for a siglum that is not there.

    The text of a file of another format was taken out of it: of such a witness the stored file is given, once its hash
    is that of the header.
    """
    there: list[Siglum] = []
    for place in sorted((root / "tei" / "witnesses").glob("*.xml")):
        path = f"tei/witnesses/{place.name}"
        content = read_bytes(root, path)
        if kept := read_kept_note(content):
            if siglum in kept[0].sigla or slugs((siglum,))[siglum] == place.stem:
                return _restored(content, path, kept[0].seed_sha256)
            there += kept[0].sigla
            continue
        seed = seed_of(parse_document(content, path).root)
        if seed.siglum == siglum:
            data = restored_pages(root, seed.path) if seed.is_extracted else _encoded(seed, path)
            if not is_intact(seed, data):
                raise InputError(f"{path}: the bytes are not those whose hash the header records; the file was changed")
            return data
        there.append(seed.siglum)
    raise InputError(
        f"there is no witness {siglum!r} in {root / 'tei'}; there is {', '.join(there) or 'none: build first'}"
    )


def _restored(content: bytes, path: str, sha256: str) -> bytes:
    """The editor's own file, without our marks."""
    data = cut_file(content, path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise InputError(f"{path}: without our marks these are not the bytes that were marked; the file was changed")
    return data


def _encoded(seed: Seed, path: str) -> bytes:
    try:
        return encode_text(seed)
    except ValueError as error:
        raise InputError(f"{path}: the file was changed by hand: {error}") from None
