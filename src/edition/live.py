"""An edition that stays in one process while its editor works: read again, and shown page by page.

What an unchanged witness says is not read out of it again, and of the pages those alone are made that somebody looks
at. A page has the bytes that a whole build gives it; where long pages are cut into parts, links between two pages lead
to the first part, which knows the way on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from edition.annotate import Annotation, annotation_of
from edition.model import Download, Finding, Register, Siglum, Witness
from edition.model.decision import Decision
from edition.model.transcribed import Resolver
from edition.model.vocabulary import Vocabulary
from edition.project.languages import Languages
from edition.project.retired_ids import known_retired, read_successors
from edition.publish.site.page_parts import Parts, split_pages
from edition.publish.site.pages import Frame, PageSource, folder_of, page_sheet, words_of_base
from edition.results import frame_of, site_source
from edition.stages import Sources, make_documents, read_sources
from edition.xml.saxon import Sheet

#: The page that tells sizes and digests of all files: only a whole build knows them.
_USES = 50  # pages that one compiled stylesheet makes
_OF_WHOLE_BUILDS = frozenset({"downloads.html"})


@dataclass(frozen=True, slots=True)
class _Shown:
    """An edition as it was last read, and what its pages are made of."""

    sources: Sources
    annotations: Mapping[Siglum, Annotation]
    frame: Frame
    pages: PageSource


class LiveEdition:
    """The edition in a folder. Saxon belongs to one thread: that which asks for the first page must ask for all."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._shown: _Shown | None = None
        self._sheet: Sheet | None = None
        self._uses = 0

    def refresh(self) -> tuple[Finding, ...]:
        """Read the edition as it is now; what was found on the way. EditionError when it cannot be read: the pages
        stay those of before."""
        before = self._shown
        sources = read_sources(self.root)
        if before:
            sources = _with_kept_parts(sources, before.sources)
        annotations = {w.siglum: self._annotation(w, sources) for w in sources.witnesses}
        documents = make_documents(sources, annotate=lambda _: annotations)
        frame = frame_of(sources, read_successors(known_retired(self.root) if sources.config.edition.version else ""))
        self._shown = _Shown(sources, annotations, frame, PageSource(site_source(sources, documents), frame))
        return documents.findings

    def page(self, path: str) -> bytes | None:
        """A page by its path in the site, such as `read.html` or `de/read.html`; None where there is no such page, or
        one that only a whole build can make."""
        if self._shown is None or not path.endswith(".html"):
            return None
        frame = self._shown.frame
        folder, _, file = path.rpartition("/")
        found = [one for one in frame.labels.pages if folder_of(one, frame) == (f"{folder}/" if folder else "")]
        if not found or file in _OF_WHOLE_BUILDS:
            return None
        labels = found[0]
        for whole in _wholes(file):
            made = self._shown.pages.make(self._sheet_for(frame), labels, self._offered(), whole)
            if whole in made:
                words = words_of_base(self._shown.pages.site, frame)
                parts = split_pages(made, words, frame.words_per_page, labels.document, Parts())
                return parts[file].encode("utf-8") if file in parts else None
        return None

    def _annotation(self, witness: Witness, sources: Sources) -> Annotation:
        """What is found in a witness; that of before where nothing that it is made of has changed."""
        given = _given(witness, sources)
        if before := self._shown:
            old = next((w for w in before.sources.witnesses if w.siglum == witness.siglum), None)
            if old and _given(old, before.sources) == given:
                return before.annotations[witness.siglum]
        return annotation_of(*given)

    def _sheet_for(self, frame: Frame) -> Sheet:
        """The compiled stylesheet; with a module of the editor it is compiled for each page, since that may have
        changed, and anew after some pages, since Saxon keeps something of each."""
        self._uses += 1
        if self._sheet is None or frame.own.get("module") or self._sheet.module or self._uses > _USES:
            self._sheet, self._uses = page_sheet(frame, is_new=True), 1
        return self._sheet

    def _offered(self) -> Sequence[Download]:
        """The books and tables that the site of the last build offers, as far as pages other than that of the downloads
        name them."""
        site = self.root / "build" / "site"
        found = [site / "edition.pdf", *sorted((site / "exports").rglob("*"))]
        files = [path for path in found if path.is_file()]
        return [Download.of("", path.relative_to(site).as_posix(), "", b"") for path in files]


class _Given(NamedTuple):
    """What the annotation of a witness is made of, in the order of the parameters of `annotation_of`."""

    witness: Witness
    register: Register
    decisions: Sequence[Decision]
    words: Vocabulary | None
    resolver: Resolver | None
    languages: Languages


def _given(witness: Witness, sources: Sources) -> _Given:
    resolver = sources.merged.resolvers.get(witness.siglum)
    known = (sources.register, sources.decisions.mentions, sources.vocabulary)
    return _Given(witness, *known, resolver, sources.languages)


def _with_kept_parts(sources: Sources, before: Sources) -> Sources:
    """The sources with the very values of before where they are equal: what is known of those need not be found
    again."""
    witnesses = {w.siglum: w for w in before.witnesses}
    same = tuple(old if (old := witnesses.get(w.siglum)) == w and old else w for w in sources.witnesses)
    names = ("register", "languages", "vocabulary")
    kept = {n: getattr(before, n) for n in names if getattr(before, n) == getattr(sources, n)}
    return replace(sources, witnesses=same, **kept)


def _wholes(file: str) -> Sequence[str]:
    """A page by its name, and the pages that it may be a part of (`read-p-7.html` of `read.html`)."""
    names = [file]
    stem = file.removesuffix(".html")
    while "-" in stem:
        stem = stem.rpartition("-")[0]
        names.append(f"{stem}.html")
    return names
