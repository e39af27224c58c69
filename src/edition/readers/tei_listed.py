"""The apparatus that a TEI file brings along, as a list: shown beside ours where the file is one witness."""

from collections.abc import Iterator

from lxml import etree

from edition.model import OwnEntry, OwnReading
from edition.readers.choose_text import choose_text
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.tei_layer import Layer, local_name
from edition.readers.tei_sigla import Sigla
from edition.xml.namespaces import TEI
from edition.xml.transcription import parse_transcription

_TEI = f"{{{TEI}}}"
_CITED = frozenset(("l", "ab", "p", "div"))  # what an entry is cited by: the number of the nearest


def listed_entries(source: SourceFile, options: ReaderOptions) -> tuple[OwnEntry, ...]:
    """The entries of the own apparatus of a file, or of the files of its pages, without those inside another entry."""
    made: list[OwnEntry] = []
    for path, data in source.files:
        root = parse_transcription(data, path, source.declarations).root
        text = choose_text(root, options.tei.text or options.part, may_be_empty=bool(source.pages))
        if not isinstance(text, Refusal):
            made += _listed(root, text[0], Layer.of(root, options.layer, options.state))
    return tuple(made)


def _listed(root: etree._Element, text: etree._Element, layer: Layer) -> Iterator[OwnEntry]:
    """The entries in a text and in the lists outside it, in the order of the file."""
    sigla = Sigla.of(root)
    printed = {one.id: one.siglum for one in sigla.sources}
    for app in root.iter(f"{_TEI}app"):
        around = [*app.iterancestors()]
        is_listed = text in around or any(local_name(one) == "listApp" for one in around)
        if is_listed and not any(local_name(one) == "app" for one in around):
            yield _entry(app, layer, sigla, printed)


def _entry(app: etree._Element, layer: Layer, sigla: Sigla, printed: dict[str, str]) -> OwnEntry:
    lemma = app.find(f"{_TEI}lem")
    readings = (
        OwnReading(_words(layer, rdg), tuple(printed.get(name, name) for name in sigla.named(rdg)))
        for rdg in _readings(app)
    )
    return OwnEntry(_cited(app), _words(layer, lemma) if lemma is not None else "", tuple(readings))


def _readings(app: etree._Element) -> Iterator[etree._Element]:
    for child in app:
        if local_name(child) == "rdg":
            yield child
        elif local_name(child) == "rdgGrp":
            yield from _readings(child)


def _words(layer: Layer, reading: etree._Element) -> str:
    return " ".join(layer.words(reading).split())


def _cited(app: etree._Element) -> str:
    numbered = (e.get("n", "") for e in app.iterancestors() if local_name(e) in _CITED and e.get("n"))
    return app.get("loc", "") or next(numbered, "")
