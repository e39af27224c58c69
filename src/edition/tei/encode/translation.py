"""A translation as TEI: the text of its file, each block pointing to those of the edition that it renders."""

from collections.abc import Mapping

from lxml import etree

from edition.model import Witness
from edition.project.translation_options import TranslationOptions
from edition.tei.encode.header import Imprint
from edition.tei.encode.witness import encode_witness
from edition.xml.namespaces import NS, XML_ID, tei

EDITION = "../edition.xml"
_SAID = (
    "A translation is no witness and is not collated. corresp of a block names those of the edition that it renders: "
    "as the editor decided, by their references, else in their order and by their length."
)


def encode_translation(
    text: Witness, options: TranslationOptions, targets: Mapping[str, tuple[str, ...]], imprint: Imprint
) -> etree._Element:
    """The document of a translation; `targets`: by the id of a block the ids of those of the edition."""
    root = encode_witness(text, (), imprint)
    for element in root.iter():
        if (found := targets.get(element.get(XML_ID, ""))) and "corresp" not in element.attrib:
            element.set("corresp", " ".join(f"{EDITION}#{one}" for one in found))
    _state(root, options, imprint)
    return root


def _state(root: etree._Element, options: TranslationOptions, imprint: Imprint) -> None:
    """Say in the header that it is a translation, whose, and of what; it has no siglum, for it is no witness."""
    title = root.find("tei:teiHeader//tei:titleStmt/tei:title", NS)
    if title is not None:
        title.text = options.title or f"{imprint.title}: translation ({options.language})"
    statement = root.find("tei:teiHeader//tei:titleStmt", NS)
    if statement is not None and options.translator:
        made = etree.SubElement(statement, tei("respStmt"))
        etree.SubElement(made, tei("resp")).text = "translation"
        etree.SubElement(made, tei("persName")).text = options.translator
    said = root.find("tei:teiHeader//tei:interpretation/tei:p", NS)
    if said is not None:
        said.text = _SAID
    source = root.find("tei:teiHeader//tei:sourceDesc/tei:bibl", NS)
    siglum = None if source is None else source.find("tei:idno[@type='siglum']", NS)
    if source is not None and siglum is not None:
        source.set(XML_ID, "translation")
        source.remove(siglum)
