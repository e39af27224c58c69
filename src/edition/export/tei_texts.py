"""TEI without apparatus: a plain document a witness and one of the reading text, for tools that read all of `text`."""

from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from edition.export.drawable import drawable
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.export.tei_apps import sides, witnesses_of
from edition.export.tei_copy import plain, read_by, remove, replace, written
from edition.xml.choices import with_text_layer
from edition.xml.namespaces import NS, XML_SPACE, tei
from edition.xml.text_elements import BLOCKS, HOLDERS
from edition.xml.witness_words import with_witnesses_alone

_OUTSIDE = frozenset(map(tei, ("fw", "pc", "surplus", "del", "note", "milestone", "anchor", "gap", "lb", "cb", "pb")))


@exporter("texts")
def export_tei_texts(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """TEI without apparatus: each witness and the reading text as plain documents (Voyant, stylo, TXM)."""
    for name, document in plain_documents(source):
        yield f"tei-texts/{name}.xml", written(document)


def plain_documents(source: ExportSource) -> Iterator[tuple[str, etree._Element]]:
    """The documents with the names of their files: each witness, and `edition`, the reading text."""
    for siglum, slug in source.slugs.items():
        yield slug, _without_apparatus(source.trees[siglum], slug)
    base = source.slugs[source.apparatus.base]
    yield "edition", _without_apparatus(_with_lemmata(source.edition, base), base)


def _with_lemmata(edition: etree._Element, base: str) -> etree._Element:
    """A copy in which the base has the lemmata that the editor chose: what the edition prints."""
    root = deepcopy(edition)
    for app in root.iter(tei("app")):
        lemma = app.find("tei:lem[@resp]", NS)
        if lemma is None:
            continue
        for side in sides(app):
            side.set("wit", " ".join(f"#{slug}" for slug in witnesses_of(side) if slug != base))
        lemma.set("wit", f"#{base} {lemma.get('wit', '')}".strip())
    return root


def _without_apparatus(document: etree._Element, slug: str) -> etree._Element:
    """A copy with the words that one witness has. A mark names its register entry by @key, since the entry stands in
    another file."""
    root = deepcopy(with_witnesses_alone(with_text_layer(document)))
    for held in root.findall("tei:standOff", NS):
        root.remove(held)
    for hashed in root.findall("tei:teiHeader//tei:sourceDesc/tei:bibl/tei:idno[@type='sha256']", NS):
        remove(hashed)  # it speaks of the seed, letter by letter
    properties = root.iterfind(".//tei:char/tei:localProp", NS)
    characters = {f"#U{value}": _shown(value) for value in (p.get("value", "FFFD") for p in properties)}
    for text in root.iterfind("tei:text", NS):
        text.attrib.pop(XML_SPACE, "")
        for around in (*text.findall("tei:front", NS), *text.findall("tei:back", NS)):
            text.remove(around)  # the words there are those of the editors
        text[:] = [read_by(body, slug) for body in text]
        _simplify(text, characters)
    for element in root.iterfind("tei:teiHeader/tei:profileDesc/tei:correspDesc/tei:correspAction/*", NS):
        _key(element)
    return root


def _key(element: etree._Element) -> None:
    if key := element.get("ref", "").rpartition("#")[2]:
        del element.attrib["ref"]
        element.set("key", key)


def _shown(value: str) -> str:
    """A character that XML cannot hold, by its hexadecimal number: white space as a blank, else its picture."""
    character = chr(int(value, 16))
    return " " if character.isspace() else drawable(character)


def _simplify(text: etree._Element, characters: Mapping[str, str]) -> None:
    for element in list(text.iter(etree.Element)):
        if element.tag in _OUTSIDE or (element.tag == tei("ref") and element.get("type") == "noteMark"):
            remove(element)
        elif element.tag == tei("g"):
            replace(element, [characters.get(element.get("ref", ""), "")])
        else:
            _key(element)
        for name in ("resp", "corresp", "target"):
            element.attrib.pop(name, "")
    for block in [e for e in text.iter(*BLOCKS) if not any(a.tag in BLOCKS for a in e.iterancestors())]:
        _squeeze(block)
    _tidy(text)


def _squeeze(block: etree._Element) -> None:
    """Runs of white space become one blank, none at the edges, as in the plain text."""
    slots = list(_slots(block))
    gap = True
    for element, name in slots:
        words = getattr(element, name)
        kept = " ".join(words.split())
        lead = " " if words[:1].isspace() and not gap and kept else ""
        tail = " " if words[-1:].isspace() and (kept or not gap) else ""
        setattr(element, name, lead + kept + tail)
        gap = bool(tail) or (gap and not kept)
    for element, name in reversed(slots):
        words = getattr(element, name)
        setattr(element, name, words.rstrip())
        if words.strip():
            break


def _slots(block: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every piece of text in a block, in its order, by its element and `text` or `tail`."""
    for event, element in etree.iterwalk(block, events=("start", "end")):
        name = "text" if event == "start" else "tail"
        if (event == "start" or element is not block) and getattr(element, name):
            yield element, name


def _tidy(text: etree._Element) -> None:
    """Takes out what has become empty; blocks and what holds them stand on lines of their own."""
    for element in reversed(list(text.iter(*BLOCKS, *HOLDERS))):
        if element.tag != tei("body") and not plain(element).strip():
            remove(element)
    for element in text.iter(*BLOCKS, *HOLDERS):
        if any(a.tag in BLOCKS for a in element.iterancestors()):
            continue
        element.tail = "\n"
        if element.tag in HOLDERS:
            element.text = "\n"
