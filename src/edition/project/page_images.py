"""The images of the pages of a witness: which file of the project each is, or where it is found.

Nothing is fetched. A file is looked for by the rule of `[tei] images`, beside the source file, and in the folder of the
edition; an address on the web is a link.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from edition.errors import SeedError
from edition.late_patterns import late_pattern
from edition.model import Finding, Position, Severity, Siglum, Witness
from edition.model.page_list import Page, page_breaks
from edition.project.config import Config
from edition.project.config_checks import is_address
from edition.project.generated_paths import find_generated_path
from edition.project.image_facts import SUFFIXES, ImageFacts, image_facts
from edition.project.manifest import Canvas, Manifest, read_manifest
from edition.project.sources import read_bytes
from edition.project.tei_options import TeiKeys, tei_keys

#: Readers of files that programs for scans write.
SCANS = frozenset({"page-xml", "alto", "hocr"})
#: What is told of images that are larger: of one page, of all pages of an edition.
MAX_PAGE = 5 * 10**6
MAX_SITE = 500 * 10**6
_MOST_NAMED = 8
_MOST_LETTERS = 80
_IIIF = "iiif:"  # a prefix that projects declare for their server, or only agree on
_SCHEME = late_pattern(r"[A-Za-z][A-Za-z0-9+.-]+:(?!\\)")
_FILE_SCHEME = late_pattern(r"file:", re.IGNORECASE)
_DRIVE = late_pattern(r"[A-Za-z]:|file:", re.IGNORECASE)
_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
_OTHER_SUFFIX = late_pattern(r"\.(tiff?|jp2|jpx|jpf|bmp|heic|pdf)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WitnessPages:
    """The pages of a witness in the order of its text, and what was found about their images."""

    pages: tuple[Page, ...] = ()
    findings: tuple[Finding, ...] = ()
    shows_folios: bool = False  # in the apparatus, and of the base in the margin


@dataclass(slots=True)
class _Faults:
    """What is wrong with images, for one finding of each kind."""

    missing: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    unshown: list[str] = field(default_factory=list)
    large: list[str] = field(default_factory=list)

    def findings(self, path: str) -> Iterator[Finding]:
        place = Position(path)
        for code, names, said in (
            ("E380", self.missing, "no such image in the project: {}; put it there, or say where images are "
             '([tei] images = "img/{{facs}}"); the pages stand without a picture'),
            ("E382", self.outside, "images are taken from the folder of the edition alone, and these paths lead out of "
             "it: {}; copy the images into it"),
            ("E383", self.unshown, "not shown: {}; give the pages as JPEG, PNG or WebP"),
            ("E384", self.large, f"images of more than {MAX_PAGE // 10**6} MB make pages slow: {{}}"),
        ):  # fmt: skip
            if names:
                yield Finding(code, Severity.WARNING, said.format(_listed(names)), place)


class PageImages:
    """Finds the images of the pages of one edition; a file that several pages name is read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.facts: dict[str, tuple[ImageFacts, int, str]] = {}
        self.folders: dict[str, dict[str, str]] = {}

    def pages_of(self, witness: Witness, keys: TeiKeys, path: str = "") -> WitnessPages:
        """The pages of a witness. `path`: that of its source file. ConfigError for a manifest that is none."""
        breaks = list(page_breaks(witness))
        if not breaks:
            return WitnessPages()
        manifest = read_manifest(self.root, keys.iiif) if keys.iiif else Manifest()
        finder = _Finder(
            self, keys.images, posixpath.dirname(path or witness.seed.path), manifest, witness.reader in SCANS
        )
        pages = tuple(finder.page(node.get("n"), node.get("facs")) for node in breaks)
        return WitnessPages(pages, tuple(finder.faults.findings(witness.seed.path)), bool(keys.folios))

    @property
    def size(self) -> int:
        """The bytes of all images that pages show."""
        return sum(size for facts, size, _ in self.facts.values() if facts.format in SUFFIXES)

    def report_size(self) -> Iterator[Finding]:
        """E385 for an edition with very many images."""
        if self.size > MAX_SITE:
            said = (
                f"the images of all pages have {self.size // 10**6} MB; the site holds a copy of each. Smaller ones do"
            )
            yield Finding("E385", Severity.WARNING, f"{said} for reading", Position("edition.toml"))

    def file(self, path: str) -> str:
        """The file of the project that a path names, in its own spelling; "" for none.

        The suffix may be left out, and a file that browsers show goes before a TIFF of its name; capital and small
        letters count only where two files differ in nothing else.
        """
        folder, _, name = path.rpartition("/")
        names = self._names(folder)
        shown = [f"{_OTHER_SUFFIX.sub('', name)}{suffix}" for suffix in _SUFFIXES]
        for candidate in (*shown, name) if _OTHER_SUFFIX.search(name) else (name, *shown):
            if found := names.get(candidate) or names.get(candidate.casefold()):
                return f"{folder}/{found}" if folder else found
        return ""

    def _names(self, folder: str) -> dict[str, str]:
        """The files of a folder, by their names and by their names in small letters."""
        if folder not in self.folders:
            place = self.root / folder
            try:
                names = sorted(one.name for one in place.iterdir() if one.is_file())
            except (OSError, ValueError):
                names = []
            self.folders[folder] = {**{name.casefold(): name for name in reversed(names)}, **{n: n for n in names}}
        return self.folders[folder]

    def read(self, path: str) -> tuple[ImageFacts, int, str]:
        """What a file of the project is as an image, its size and hash. SeedError when it cannot be read."""
        if path not in self.facts:
            data = read_bytes(self.root, path)
            self.facts[path] = (image_facts(data), len(data), hashlib.sha256(data).hexdigest())
        return self.facts[path]

    @cached_property
    def _own(self) -> Path:
        return self.root.resolve()

    def is_inside(self, path: str) -> bool:
        """Whether a path stays in the folder of the edition, links included."""
        return (self.root / path).resolve().is_relative_to(self._own)


@dataclass(slots=True)
class _Finder:
    """Finds the images of one witness. `folder`: that of its source file."""

    images: PageImages
    rule: str
    folder: str
    manifest: Manifest
    is_scan: bool
    faults: _Faults = field(default_factory=_Faults)

    def page(self, n: str, facs: str) -> Page:
        """The page with its image, or with an address."""
        canvas = self.manifest.find(facs, n)
        made = Page(n, facs, label=canvas.label if canvas else "", link=_address_of(canvas))
        found = self._first_file(self._candidates(n, facs))
        if not found and facs and not made.link:
            made = replace(made, link=self._link(facs))
        return self._with_image(made, found)

    def _link(self, facs: str) -> str:
        """An address that pages link to; "" for what should be a file of the project, which is told."""
        if is_address(facs) or facs.startswith(_IIIF):
            return facs
        if _is_elsewhere(facs):
            self.faults.unshown.append(f"{facs[:_MOST_LETTERS]} is an address that pages do not link to")
        elif any(map(_is_local, self._by_path(facs))):
            self.faults.missing.append(facs)
        else:
            self.faults.outside.append(facs)
        return ""

    def _candidates(self, n: str, facs: str) -> Iterator[str]:
        """The paths at which the image of a page may be."""
        yield from self._by_rule(n, facs)
        if facs and not _is_elsewhere(facs):
            yield from self._by_path(facs)

    def _by_rule(self, n: str, facs: str) -> Iterator[str]:
        """Where the rule of the editor says that the image is; for an address and a path, by their last part too."""
        rule = self.rule if "{" in self.rule or not self.rule else posixpath.join(self.rule, "{facs}")  # a folder
        if not rule or ("{n}" in rule and not n) or ("{facs}" in rule and not facs):
            return
        for form in _forms(facs):
            for name in (_last_part(form),) if _is_elsewhere(facs) else (form, _last_part(form)):
                yield posixpath.normpath(rule.replace("{facs}", name).replace("{n}", n))

    def _by_path(self, facs: str) -> Iterator[str]:
        """The path from the folder of the source file, from the one around it, and from that of the edition.

        Of a path of another machine, as programs for scans write it, only the name of the file counts.
        """
        for form in _forms(facs):
            if form.startswith("/") or _DRIVE.match(form):
                yield form
                form = _last_part(form)
                if not self.is_scan:
                    continue
            for folder in (self.folder, posixpath.dirname(self.folder), ""):
                yield posixpath.normpath(posixpath.join(folder, form))

    def _first_file(self, candidates: Iterator[str]) -> str:
        for path in candidates:
            if _is_local(path) and not find_generated_path(self.images.root, path):
                found = self.images.file(path)
                if found and self.images.is_inside(found):
                    return found
        return ""

    def _with_image(self, page: Page, path: str) -> Page:
        """The page with the file as its image, if browsers show it."""
        if not path:
            return page
        try:
            facts, size, digest = self.images.read(path)
        except SeedError as error:
            self.faults.unshown.append(str(error))
            return page
        if facts.format not in SUFFIXES:
            what = f"is {facts.format}, which browsers do not show" if facts.format else "is no image"
            self.faults.unshown.append(f"{path} {what}")
            return page
        if size > MAX_PAGE:
            self.faults.large.append(f"{path} ({size / 10**6:.1f} MB)")
        made = replace(page, image=path, suffix=SUFFIXES[facts.format], sha256=digest)
        return replace(made, width=facts.width, height=facts.height)


def _address_of(canvas: Canvas | None) -> str:
    return (canvas.image or canvas.id) if canvas else ""


def _is_local(path: str) -> bool:
    """Whether a normalised path leads into the folder of the edition."""
    return not (path.startswith(("/", "../")) or path in ("", ".", "..") or _DRIVE.match(path))


def _is_elsewhere(facs: str) -> bool:
    """Whether a value is an address, or a pointer with a prefix: no path of a file."""
    return _SCHEME.match(facs) is not None and _FILE_SCHEME.match(facs) is None


def _forms(facs: str) -> Sequence[str]:
    """A path as it stands, and without the escapes of an address; both with the strokes of paths."""
    return list(dict.fromkeys(form.replace("\\", "/") for form in (facs, unquote(facs))))


def _last_part(facs: str) -> str:
    return re.split(r"[/:]", facs.rstrip("/"))[-1]


def _listed(names: Sequence[str]) -> str:
    different = list(dict.fromkeys(names))
    more = f" and {len(different) - _MOST_NAMED} more" if len(different) > _MOST_NAMED else ""
    return ", ".join(different[:_MOST_NAMED]) + more


def images_of(
    config: Config, witnesses: Sequence[Witness]
) -> tuple[Mapping[Siglum, WitnessPages], tuple[Finding, ...]]:
    """The pages of all witnesses by siglum, and what is to be told of all images together."""
    images = PageImages(config.root)
    by_siglum = {one.siglum: one for one in config.witnesses}
    by_path = {one.seed: one for one in config.witnesses if one.seed}
    made = {}
    for witness in witnesses:
        one = by_siglum.get(witness.source or witness.siglum) or by_path.get(witness.seed.path)
        keys = tei_keys(one.tei, config.tei) if one else tei_keys(config.tei)
        path = (one.pages[0] if one.pages else one.seed) if one else witness.seed.path
        made[witness.siglum] = images.pages_of(witness, keys, path)
    return made, tuple(images.report_size())
