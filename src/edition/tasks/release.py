"""A release: the site with everything it offers, in a folder that anybody can check (BagIt, RFC 8493).

`data/` is what a server of files serves: pages, TEI, exports, PDF; it is a research object (RO-Crate), too. The
manifest has the SHA-256 of every file. No date of bagging, so that the same edition gives the same bytes.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import quote, unquote

from edition.build import check_documents, retired_table
from edition.built import Built
from edition.errors import InputError, OutputError
from edition.export.crate import METADATA, crate
from edition.export.json_file import json_file
from edition.model import Finding, Position, Severity
from edition.project.file_writer import write_folder
from edition.project.retired_ids import read_successors
from edition.project.sources import read_bytes
from edition.project.staging import HeldOutput
from edition.publish.site.pages import schema_downloads
from edition.results import Material, begin_results, export_source, frame_of, write_results
from edition.stages import Stages, make_documents, read_sources
from edition.version import VERSION
from edition.witnesses import Progress

MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
PAYLOAD = "data"
FILE = "a file"
_SITE = "build/site/"
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def release(root: Path, to: Path, progress: Progress = lambda stage: None) -> tuple[Finding, ...]:
    """Make a release of the edition in `root` as the new folder `to`; its findings.

    With a finding at error level nothing is written. OutputError when `to` is there already.
    """
    refuse_used(to)
    stages = Stages(Built(), progress)
    with stages("reading"):
        sources = read_sources(root)
    documents = make_documents(sources, stages)
    with stages("validating"):
        findings = (*documents.findings, *check_documents(sources, documents))
    if not any(f.severity is Severity.ERROR for f in findings):
        held = HeldOutput()
        frame = frame_of(sources, read_successors(retired_table(sources.config, documents.files)))
        with begin_results(Material(sources, documents, ("site", "pdf")), jobs=1) as results:
            findings += write_results(held, results, frame, stages)
        site = {path.removeprefix(_SITE): data for path, data in held.files.items() if path.startswith(_SITE)}
        schema = {one.path: one.licence for one in schema_downloads()}
        site[METADATA] = json_file(crate(export_source(sources, documents), site, schema))
        write_folder(to, bag(site, sources.config.edition))
    return findings


def refuse_used(to: Path) -> None:
    """OutputError, before the long work, when a folder for a release is there already and has something in it."""
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise OutputError(f"{to}: is there already and not empty; choose another name")


class Described(Protocol):
    """Who made what is released, what it is called, and where it is published."""

    @property
    def publisher(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def url(self) -> str: ...


def bag(payload: Mapping[str, bytes], about: Described) -> Iterator[tuple[str, bytes]]:
    """The files of a bag: declaration, facts, manifests, and the payload below `data/`, one file after the other."""
    paths = sorted(payload)
    size = sum(len(payload[path]) for path in paths)
    facts = {
        "Source-Organization": about.publisher,
        "External-Description": about.title,
        "External-Identifier": about.url,
        "Payload-Oxum": f"{size}.{len(paths)}",
        "Bag-Software-Agent": f"variorum {VERSION}",
    }
    tags = {
        "bag-info.txt": "".join(f"{name}: {' '.join(said.split())}\n" for name, said in facts.items() if said).encode(),
        "bagit.txt": _DECLARATION.encode(),
        MANIFEST: _manifest((f"{PAYLOAD}/{path}", payload[path]) for path in paths),
    }
    yield from {**tags, TAG_MANIFEST: _manifest(tags.items())}.items()
    yield from ((f"{PAYLOAD}/{path}", payload[path]) for path in paths)


def _manifest(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A line a file; CR, LF and % in a path are escaped as RFC 8493 §2.1.3 says."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {_escaped(path)}\n" for path, data in files)
    return "".join(lines).encode("utf-8")


def _escaped(path: str) -> str:
    return "".join(quote(c) if c in "\r\n%" else c for c in path)


@dataclass(frozen=True, slots=True)
class Verified:
    """How many files a manifest lists, their bytes, and what is wrong with them."""

    files: int
    size: int
    findings: tuple[Finding, ...]


def verify(folder: Path) -> Verified:
    """Compare a release with its manifests. InputError when the folder has none, or one that cannot be read."""
    if not (folder / MANIFEST).is_file():
        raise InputError(f"{folder}: there is no {MANIFEST} here; name the folder of a release")
    listed = dict(_listed(folder, MANIFEST))
    has_tags = (folder / TAG_MANIFEST).is_file()
    tags = dict(_listed(folder, TAG_MANIFEST)) if has_tags else {}
    findings = [] if has_tags else [_finding("E601", "is not there; every release has one", TAG_MANIFEST)]
    size = 0
    there = dict(_there(folder))
    for path, digest in {**tags, **listed}.items():
        if there.get(path, "") != FILE:
            what = f", where {there[path]} stands instead" if path in there else ""
            findings.append(_finding("E601", f"is in the manifest ({digest[:12]}…) and not in the folder{what}", path))
            continue
        try:
            found, length = _measured(folder / path)
        except OSError as error:
            findings.append(_finding("E602", f"cannot be read: {error.strerror}", path))
            continue
        size += length if path in listed else 0
        if found != digest:
            findings.append(_finding("E602", "has other bytes than those of the release", path))
    known = {*listed, *tags, TAG_MANIFEST}
    known |= {str(parent) for path in known for parent in PurePosixPath(path).parents}  # of what is missing
    strays = [(path, kind) for path, kind in there.items() if path not in known]
    findings += [_finding("E603", f"is {kind} in the folder and not in the manifest", path) for path, kind in strays]
    return Verified(len(listed), size, tuple(sorted(findings, key=str)))


def _measured(place: Path) -> tuple[str, int]:
    """The digest of a file and its length."""
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()


def _finding(code: str, said: str, path: str) -> Finding:
    return Finding(code, Severity.ERROR, said, Position(path))


def _listed(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    try:
        text = read_bytes(folder, name).decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{name}: is not UTF-8") from None
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        digest, _, path = line.partition(" ")
        path = unquote(path.lstrip(" *"))
        if len(digest) != 64 or not path or path.startswith("/") or ".." in Path(path).parts:
            raise InputError(f"{name}:{number}: a line has a SHA-256, two blanks and a path in the folder")
        yield path, digest.lower()


def _there(folder: Path, below: str = "") -> Iterator[tuple[str, str]]:
    """Everything in a folder by its path and what it is; no link is followed."""
    try:
        held = sorted(os.scandir(folder / below), key=lambda entry: entry.name)
    except OSError as error:
        yield below, f"a folder that cannot be read ({error.strerror})"
        return
    if below and not held:
        yield below, "an empty folder"
    for entry in held:
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _there(folder, path)
        else:
            yield path, _kind(entry)


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "a symbolic link"
    return FILE if entry.is_file(follow_symlinks=False) else "a pipe, a socket or a device"
