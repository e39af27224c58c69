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
    """The entries of a file's own apparatus in their order, without those inside another entry."""
    root = parse_transcription(source.data, source.path, source.declarations).root
    texts = choose_text(root, options.tei.text or options.part)
    if isinstance(texts, Refusal):
        return ()
    layer, sigla = Layer.of(root, options.layer, options.state), Sigla.of(root)
    printed = {one.id: one.siglum for one in sigla.sources}
    holders = [texts[0], *(e for e in root.iter(f"{_TEI}listApp") if texts[0] not in e.iterancestors())]
    apps = (app for holder in holders for app in holder.iter(f"{_TEI}app"))
    outer = (app for app in apps if next(app.iterancestors(f"{_TEI}app"), None) is None)
    return tuple(_entry(app, layer, sigla, printed) for app in outer)


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
