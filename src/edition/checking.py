"""Proofs on what stands in `tei/`, without building; and the way back from the TEI to seeds and exports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from edition.errors import InputError
from edition.invariants import EDITION, prove
from edition.model import Finding, Position, Seed, Severity, Witness
from edition.pipeline import Built, Progress, Stages, Tree, check_files, export_files, make_documents, read_sources
from edition.sources import encode_text, read_bytes
from edition.tei.restore import is_intact, seed_of
from edition.validate.parse import parse_document


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the table: a name, what was proved, whether it holds."""

    name: str
    what: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """All checks, and the findings they rest on."""

    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether every check holds."""
        return all(c.holds for c in self.checks)


def check(root: Path, progress: Progress = lambda stage: None) -> Checked:
    """Prove the invariants on the files in `tei/`; InputError when nothing was built yet."""
    stages = Stages(Built(), progress)
    with stages("reading"):
        sources = read_sources(root)
        data = _built_files(root)
        there = [parse_document(content, path) for path, content in data.items()]
    with stages("validating"):
        invalid = check_files(there, sources.registers)
        broken = _proved(sources.witnesses, {document.path: document.root for document in there})
    documents = make_documents(sources, stages)
    stale = [_stale(path) for path in _differing(documents.files, data)]
    checks = (
        Check("I1", "every witness file gives its seed back, byte for byte", not _of(broken, "I1")),
        Check("I2", "the edition holds the reading text of every witness", not _of(broken, "I2")),
        Check(
            "I3, I4, I6, I7",
            "schema and rules: witnesses accounted for, pointers live, marks say so",
            not _errors(invalid),
        ),
        Check("I5", "tei/ is what a build writes now", not stale),
        Check("decisions", "every decision of the editor still fits", not _of(documents.findings, "E408")),
        Check("quotations", "what the registers quote stands in the witnesses", not _of(documents.findings, "E407")),
    )
    return Checked(checks, (*documents.findings, *invalid, *broken, *stale))


def _built_files(root: Path) -> dict[str, bytes]:
    paths = [EDITION, *(f"tei/witnesses/{p.name}" for p in sorted((root / "tei" / "witnesses").glob("*.xml")))]
    if not (root / EDITION).exists():
        raise InputError(f"{root / EDITION}: is not there yet; run `edition build` first")
    return {path: read_bytes(root, path) for path in paths}


def _proved(witnesses: Sequence[Witness], trees: Mapping[str, Tree]) -> list[Finding]:
    try:
        return list(prove(witnesses, trees))
    except KeyError as missing:
        said = f"{missing.args[0]} is missing: tei/ belongs to another state of edition.toml; build again"
        return [
            Finding("I1", Severity.ERROR, said, Position("tei")),
            Finding("I2", Severity.ERROR, said, Position("tei")),
        ]


def _differing(made: Mapping[str, bytes], there: Mapping[str, bytes]) -> list[str]:
    now = {f"tei/{path}": data for path, data in made.items()}
    return sorted(path for path in now.keys() | there.keys() if now.get(path) != there.get(path))


def _stale(path: str) -> Finding:
    return Finding("I5", Severity.ERROR, "is not what a build writes now; run `edition build`", Position(path))


def _of(findings: Sequence[Finding], code: str) -> list[Finding]:
    return [f for f in findings if f.code == code]


def _errors(findings: Sequence[Finding]) -> list[Finding]:
    return [f for f in findings if f.severity is Severity.ERROR]


def restore(root: Path, siglum: str) -> bytes:
    """The bytes of a seed, from the witness file in `tei/` alone; InputError for a siglum that is not there."""
    there = []
    for place in sorted((root / "tei" / "witnesses").glob("*.xml")):
        path = f"tei/witnesses/{place.name}"
        seed = seed_of(parse_document(read_bytes(root, path), path).root)
        if seed.siglum == siglum:
            data = _encoded(seed, path)
            if not is_intact(seed, data):
                raise InputError(f"{path}: the bytes are not those whose hash the header records; the file was changed")
            return data
        there.append(seed.siglum)
    raise InputError(
        f"there is no witness {siglum!r} in {root / 'tei'}; there is {', '.join(there) or 'none: build first'}"
    )


def _encoded(seed: Seed, path: str) -> bytes:
    try:
        return encode_text(seed)
    except ValueError as error:
        raise InputError(f"{path}: the file was changed by hand: {error}") from None


def export(root: Path, names: Sequence[str]) -> Mapping[str, bytes]:
    """The files of the named exporters, made from the sources as they are now."""
    sources = read_sources(root)
    return export_files(sources, make_documents(sources, Stages(Built(), lambda stage: None)), names)
