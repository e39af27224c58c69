"""What the editor writes around the text: read, checked against the edition, and placed into its TEI."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote

from lxml import etree

from edition.decide.findings import IMPOSSIBLE, report
from edition.errors import InputError
from edition.model import Finding, Position, Register, Severity, Siglum
from edition.model.anchor import toml_string
from edition.model.bibliography import Bibliography
from edition.model.decision import PassageNote
from edition.model.identify import Identified
from edition.model.prose import Piece, PieceKind, Prose
from edition.model.subject import Subject, subject_of
from edition.named_places import Places
from edition.project.config import FILE_NAME as CONFIG
from edition.project.config import Config
from edition.project.config_checks import check_address, is_address
from edition.project.prose_files import path_of_image, read_image, read_prose_files
from edition.project.site_options import page_name
from edition.project.suggestions import suggest_nearest
from edition.readers.editor_markdown import read_prose
from edition.tei.encode.around_text import (
    COMMENTARY,
    INTRODUCTION,
    PAGE,
    Chapter,
    Comment,
    Linked,
    chapters_of,
    place_abstract,
    place_commentary,
    place_front,
    title_of,
)
from edition.tei.encode.header import Imprint
from edition.translations import Translation, encode_translations, read_translations

#: What a file of prose says that cannot be: a link, a note, a picture; and a comment on what is nowhere.
WRONG, NOWHERE = "E484", "E485"
_NOT_IN_ABSTRACTS = frozenset(
    (
        PieceKind.HEADING, PieceKind.QUOTATION, PieceKind.TABLE, PieceKind.CODE, PieceKind.RULE, PieceKind.IMAGE,
        PieceKind.NOTE,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The files of prose of an edition, and the pictures in them by their paths."""

    introduction: Prose | None = None
    abstract: Prose | None = None
    pages: tuple[tuple[str, Prose], ...] = ()  # of the site, by their names
    commentary: tuple[Prose, ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    translations: tuple[Translation, ...] = ()
    notes: tuple[tuple[PassageNote, Prose], ...] = ()  # of decisions, on passages

    @property
    def files(self) -> tuple[Prose, ...]:
        """All files."""
        own = [prose for prose in (self.introduction, self.abstract, *dict(self.pages).values()) if prose]
        return (*own, *self.commentary, *(prose for _, prose in self.notes))


@dataclass(frozen=True, slots=True)
class Placed:
    """The documents of the translations by their paths, and what was found in all that stands around the text."""

    translations: Mapping[str, etree._Element]
    findings: tuple[Finding, ...]


def read_surroundings(config: Config, passages: Sequence[PassageNote] = ()) -> Surroundings:
    """The introduction, commentary, notes on `passages` and translations of an edition; EditionError for a file that
    is not there."""
    one = config.edition
    texts = [
        read_prose_files(config.root, key, path) if path else {}
        for key, path in (("introduction", one.introduction), ("commentary", one.commentary))
    ]
    introduction, commentary = (tuple(read_prose(text, path) for path, text in some.items()) for some in texts)
    if len(introduction) > 1:
        joined = tuple(piece for prose in introduction for piece in prose.pieces)
        introduction = (Prose(introduction[0].path, joined, introduction[0].language, introduction[0].title),)
    abstract = read_prose(one.abstract, CONFIG) if one.abstract else None
    pages = tuple((page_name(path), _page_of(config, path)) for path in config.site.pages)
    images: dict[str, bytes] = {}
    findings: list[Finding] = []
    notes = tuple((note, _prose_of(config, note)) for note in passages)
    if abstract:
        findings += _check_abstract(abstract)
    for prose in (*introduction, *commentary, *dict(pages).values(), *(prose for _, prose in notes)):
        findings += [_wrong(prose.path, fault.line, fault.said) for fault in prose.faults]
        findings += _read_images(config, prose, images)
    return Surroundings(
        introduction[0] if introduction else None,
        abstract,
        pages,
        commentary,
        images,
        tuple(findings),
        read_translations(config),
        notes,
    )


def _page_of(config: Config, path: str) -> Prose:
    """A page of the site."""
    if (config.root / path).is_dir():
        raise InputError(f"edition.toml: [site] pages: {path} is a folder; name its Markdown files, in their order")
    (text,) = read_prose_files(config.root, "[site] pages", path).values()
    return read_prose(text, path)


def _check_abstract(abstract: Prose) -> Iterator[Finding]:
    """What an abstract has that is more than paragraphs; lines are those of the abstract itself."""
    for fault in abstract.faults:
        yield Finding(WRONG, Severity.ERROR, f"[edition] abstract, line {fault.line}: {fault.said}", Position(CONFIG))
    for piece in (one for one in abstract.walk() if one.kind in _NOT_IN_ABSTRACTS):
        said = f"[edition] abstract, line {piece.line}: has a {piece.kind.value}; write paragraphs alone"
        yield Finding(WRONG, Severity.ERROR, said, Position(CONFIG))


def _prose_of(config: Config, note: PassageNote) -> Prose:
    """What a note says: a Markdown file, or Markdown in the file of the decision, from the line of its table on."""
    if note.file:
        (text,) = read_prose_files(config.root, "file", note.file).values()
        return read_prose(text, note.file)
    return read_prose(note.text, note.position.path)


def _read_images(config: Config, prose: Prose, images: dict[str, bytes]) -> Iterator[Finding]:
    shown = {id(c) for p in prose.walk() if p.kind is PieceKind.PARAGRAPH for c in p.children}
    for piece in prose.walk():
        if piece.kind is not PieceKind.IMAGE:
            continue
        path = path_of_image(prose.path, piece.value)
        if id(piece) not in shown:
            yield _wrong(prose.path, piece.line, f"the picture {piece.value} must stand in a paragraph of its own")
        elif not path:
            said = f"the picture {piece.value} stands outside of the edition's folder; copy it into it"
            yield _wrong(prose.path, piece.line, said)
        elif isinstance(found := read_image(config.root, path), str):
            yield _wrong(prose.path, piece.line, f"the picture cannot be shown: {found}")
        else:
            images[path] = found


def _wrong(path: str, line: int, said: str) -> Finding:
    return Finding(WRONG, Severity.ERROR, said, Position(path, line))


def place_surroundings(
    edition: etree._Element, around: Surroundings, model: Identified, register: Register, imprint: Imprint
) -> Placed:
    """Write introduction and commentary into the document of an edition, and make those of its translations."""
    own = [INTRODUCTION] * bool(around.introduction) + [COMMENTARY] * bool(around.commentary)
    own += [f"{PAGE}-{name}" for name, _ in around.pages]
    placing = _Placing(Places(edition, model, register, frozenset(own)), imprint.works)
    front = [(INTRODUCTION, around.introduction)] if around.introduction is not None else []
    if front or around.pages:
        place_front(edition, [(name, prose, placing.linked(prose)) for name, prose in (*front, *around.pages)])
    if around.abstract is not None:
        place_abstract(edition, around.abstract, placing.linked(around.abstract))
    if around.commentary or around.notes:
        files = [placing.chapter(prose) for prose in around.commentary]
        files += [Chapter(None, (), placing.notes(around.notes))] if around.notes else []
        whole = files[0] if len(files) == 1 else Chapter(None, (), tuple(files))
        linked = [placing.linked(prose) for prose in (*around.commentary, *(prose for _, prose in around.notes))]
        links = {key: value for one in linked for key, value in one.links.items()}
        images = {key: value for one in linked for key, value in one.images.items()}
        place_commentary(edition, whole, Linked(links, images, linked[0].cite))
    translations, found = encode_translations(around.translations, model, imprint)
    return Placed(translations, (*around.findings, *placing.findings, *found))


class _Placing:
    def __init__(self, places: Places, works: Bibliography) -> None:
        self.places = places
        self.works = works
        self.findings: list[Finding] = []

    def linked(self, prose: Prose) -> Linked:
        """Where the links of a file lead; a finding for each that leads nowhere."""
        links: dict[str, str] = {}
        images: dict[str, str] = {}
        for piece in prose.walk():
            if piece.kind is PieceKind.LINK:
                links[piece.value] = self._target(prose, piece)
            elif piece.kind is PieceKind.IMAGE and (path := path_of_image(prose.path, piece.value)):
                images[piece.value] = f"../{quote(path)}"
            elif piece.kind is PieceKind.CITATION and piece.value not in self.works:
                self._tell_unknown_work(prose, piece)
        return Linked(links, images, self._cite)

    def _cite(self, piece: Piece) -> tuple[str, str]:
        """What stands for a citation, and where it leads."""
        if piece.value not in self.works:
            return f"@{piece.value}", ""
        behind = piece.detail.partition("\n")[2]
        return self.works.short(piece.value, behind), f"#{self.works.id_of(piece.value)}"

    def _tell_unknown_work(self, prose: Prose, piece: Piece) -> None:
        if self.works.works:
            near = suggest_nearest(piece.value, self.works.works)
            said = f"[@{piece.value}] cites a work that {self.works.path} does not have{near}"
        else:
            said = f"[@{piece.value}] cites a work, but there is no bibliography; name one in [edition] bibliography"
        self.findings.append(_wrong(prose.path, piece.line, said))

    def _target(self, prose: Prose, piece: Piece) -> str:
        address = piece.value
        if address.startswith("#"):
            if target := self.places.of_id(unquote(address[1:])):
                return target
            said = f"the link [{piece.words}]({address}) leads nowhere: the edition has no {address[1:]}"
        elif is_address(address):
            return address
        else:
            why = check_address(address) or "is neither an address (https://…) nor an id of the edition (#app-12)"
            said = f"the link [{piece.words}]({address}) {why}"
        self.findings.append(_wrong(prose.path, piece.line, said))
        return ""

    def chapter(self, prose: Prose) -> Chapter:
        """A file of a commentary."""
        title, pieces = title_of(prose)
        citations = self.places.citations
        if title is not None and subject_of(title.words, citations):
            title, pieces = None, prose.pieces
        subjects = {id(p): s for p in pieces if p.kind is PieceKind.HEADING and (s := subject_of(p.words, citations))}

        def comment(head: Piece, below: tuple[Piece, ...]) -> Comment:
            return self._comment(prose, head, subjects[id(head)], below)

        blocks, parts = chapters_of(pieces, lambda head: id(head) in subjects, comment)
        return Chapter(title, blocks, parts, prose.language)

    def _comment(self, prose: Prose, head: Piece, subject: Subject, below: tuple[Piece, ...]) -> Comment:
        siglum = subject.siglum or self.places.model.apparatus.base
        found = self._places_of(subject, siglum)
        if not below:
            self._tell(prose, head, "has nothing below it; write what is to be said, or take it out")
        if isinstance(found, str):
            self._tell(prose, head, found)
            return Comment(below, (), head.words)
        is_base = siglum == self.places.model.apparatus.base
        source = "" if is_base or subject.anchor is None else self.places.model.slugs[siglum]
        return Comment(below, found, " ".join(subject.anchor.exact.split()) if subject.anchor else "", source)

    def notes(self, notes: Sequence[tuple[PassageNote, Prose]]) -> tuple[Comment, ...]:
        """The notes on passages, in the order of the text; those whose words stand nowhere come last."""
        order = {block.block.id: number for number, block in enumerate(self.places.blocks)}
        made = [self._note(note, prose) for note, prose in notes]
        return tuple(sorted(made, key=lambda one: order.get(one.targets[0], len(order)) if one.targets else len(order)))

    def _note(self, note: PassageNote, prose: Prose) -> Comment:
        ends = [note, *([replace(note, anchor=note.until)] if note.until else [])]
        found = [self.places.placer.place(one) for one in ends]
        self.findings += [told for _, some in found for told in some]
        words = " … ".join(" ".join(one.anchor.exact.split()) for one in ends)
        places = [place for place, _ in found if place]
        if len(places) < len(ends):
            return Comment(prose.pieces, (), words, kind=note.kind)
        start, end = places[0].start, places[-1].end
        if end <= start:
            said = f"[[note]] «{words}» cannot be carried out: the last words stand before the first"
            self.findings.append(report(IMPOSSIBLE, Severity.ERROR, said, note.position))
        targets = self.places.blocks_at(note.siglum, start, end)
        is_base = note.siglum == self.places.model.apparatus.base
        source = "" if is_base else self.places.model.slugs[note.siglum]
        return Comment(prose.pieces, tuple(targets), words, source, note.kind)

    def _tell(self, prose: Prose, head: Piece, said: str) -> None:
        message = f"the section {toml_string(head.words)}: {said}"
        self.findings.append(Finding(NOWHERE, Severity.WARNING, message, Position(prose.path, head.line)))

    def _places_of(self, subject: Subject, siglum: Siglum) -> tuple[str, ...] | str:
        """The blocks that a section is on, or what is wrong with its heading."""
        places = self.places
        if subject.problem:
            return subject.problem
        if siglum not in places.model.slugs:
            return f"{siglum!r} is no siglum of a witness; there is {', '.join(places.model.slugs)}"
        if subject.anchor is not None:
            return places.at_words(subject, siglum)
        if subject.id:
            found = places.of_id(subject.id)
            return (found[1:],) if found.startswith("#") else f"the edition has no {subject.id}"
        return places.at_reference(subject.reference) or f"the text has no {subject.reference}"
