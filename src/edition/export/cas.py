"""UIMA CAS as XMI (OASIS UIMA 1.0) in the types of DKPro Core: for INCEpTION and WebAnno. Offsets are UTF-16 units."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from edition.export.drawable import drawable
from edition.export.named_entities import LABELS, marked_tokens
from edition.export.published import PublishedText
from edition.export.registry import exporter
from edition.export.segmentation import Span, segments
from edition.export.source import ExportSource

XMI, CAS, TCAS = "http://www.omg.org/XMI", "http:///uima/cas.ecore", "http:///uima/tcas.ecore"
_PACKAGE = "de.tudarmstadt.ukp.dkpro.core.api"
_SEGMENTATION = f"http:///{_PACKAGE.replace('.', '/')}/segmentation/type.ecore"
_ID = f"{{{XMI}}}id"
_NER = f"http:///{_PACKAGE.replace('.', '/')}/ner/type.ecore"
_NAMESPACES = {"xmi": XMI, "cas": CAS, "tcas": TCAS, "segmentation": _SEGMENTATION, "ner": _NER}
_UIMA = "http://uima.apache.org/resourceSpecifier"
_ANNOTATION, _STRING = "uima.tcas.Annotation", "uima.cas.String"
_TYPES = {
    f"{_PACKAGE}.segmentation.type.Sentence": (),
    f"{_PACKAGE}.segmentation.type.Token": (),
    f"{_PACKAGE}.ner.type.NamedEntity": ("value", "identifier"),
}
_SOFA, _DOCUMENT = 1, 2
_WIDE = re.compile("[\U00010000-\U0010ffff]")  # two units of UTF-16


@exporter("names")
def export_cas(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """UIMA CAS XMI with its type system: a file a text (INCEpTION, WebAnno)."""
    yield "cas/TypeSystem.xml", _type_system()
    for text in source.texts:
        yield f"cas/{text.name}.xmi", _cas(text)


def utf16(text: str) -> Callable[[int], int]:
    """From offsets in code points to offsets in UTF-16 units, as Java and JavaScript count."""
    wide = [found.start() for found in _WIDE.finditer(text)]
    return (lambda offset: offset + bisect_left(wide, offset)) if wide else (lambda offset: offset)


def _cas(text: PublishedText) -> bytes:
    units = utf16(text.text)
    root = etree.Element(f"{{{XMI}}}XMI", {f"{{{XMI}}}version": "2.0"}, nsmap=_NAMESPACES)
    etree.SubElement(root, f"{{{CAS}}}NULL", {f"{{{XMI}}}id": "0"})
    whole = {"sofa": str(_SOFA), "begin": "0", "end": str(units(len(text.text))), "language": text.language}
    etree.SubElement(root, f"{{{TCAS}}}DocumentAnnotation", {f"{{{XMI}}}id": str(_DOCUMENT), **whole})
    members = [_DOCUMENT]
    for name, (start, end), more in _annotations(text):
        members.append(members[-1] + 1)
        place = {_ID: str(members[-1]), "sofa": str(_SOFA), "begin": str(units(start)), "end": str(units(end))}
        etree.SubElement(root, name, {**place, **more})
    sofa = {"sofaNum": "1", "sofaID": "_InitialView", "mimeType": "text", "sofaString": drawable(text.text)}
    etree.SubElement(root, f"{{{CAS}}}Sofa", {f"{{{XMI}}}id": str(_SOFA), **sofa})
    etree.SubElement(root, f"{{{CAS}}}View", {"sofa": str(_SOFA), "members": " ".join(map(str, members))})
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _annotations(text: PublishedText) -> Iterator[tuple[str, Span, Mapping[str, str]]]:
    sentence, word = f"{{{_SEGMENTATION}}}Sentence", f"{{{_SEGMENTATION}}}Token"
    for segment in segments(text):
        yield sentence, (segment.start, segment.end), {}
        yield from ((word, token, {}) for token in segment.tokens)
    for mark in text.marks:
        identifier = {"identifier": mark.ref} if mark.ref else {}
        yield f"{{{_NER}}}NamedEntity", (mark.start, mark.end), {"value": LABELS[mark.kind], **identifier}


def _type_system() -> bytes:
    root = etree.Element(f"{{{_UIMA}}}typeSystemDescription", nsmap={None: _UIMA})  # type: ignore[dict-item]
    types = etree.SubElement(root, f"{{{_UIMA}}}types")
    for name, features in _TYPES.items():
        one = _described(types, "typeDescription", name, supertypeName=_ANNOTATION)
        if features:
            held = etree.SubElement(one, f"{{{_UIMA}}}features")
            for feature in features:
                _described(held, "featureDescription", feature, rangeTypeName=_STRING)
    etree.indent(root, " ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _described(parent: etree._Element, element: str, name: str, **more: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{_UIMA}}}{element}")
    for key, value in {"name": name, "description": "", **more}.items():
        etree.SubElement(made, f"{{{_UIMA}}}{key}").text = value
    return made


@exporter("names")
def export_webanno(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """WebAnno TSV 3.3: tokens with names and dates (INCEpTION, WebAnno, spreadsheets)."""
    for text in source.texts:
        yield f"webanno/{text.name}.tsv", "".join(_webanno(text)).encode("utf-8")


def _webanno(text: PublishedText) -> Iterator[str]:
    """The format counts UTF-16 units; a mark of several tokens has a number that they share. Nested marks stack."""
    units = utf16(text.text)
    yield f"#FORMAT=WebAnno TSV 3.3\n#T_SP={_PACKAGE}.ner.type.NamedEntity|identifier|value\n\n"
    marks = marked_tokens(text)
    numbers = {mark.id: number for number, mark in enumerate(text.outermost(), 1)}
    for n, segment in enumerate(segments(text), 1):
        yield f"\n#Text={text.text[segment.start : segment.end].translate(_IN_TEXT)}\n"
        for t, (start, end) in enumerate(segment.tokens, 1):
            mark = marks.get((start, end))
            cells = ("_", "_")
            if mark is not None:
                number = f"[{numbers[mark.id]}]"
                cells = (f"{_escaped(mark.ref) or '*'}{number}", f"{LABELS[mark.kind]}{number}")
            yield f"{n}-{t}\t{units(start)}-{units(end)}\t{text.text[start:end]}\t{cells[0]}\t{cells[1]}\t\n"


#: In the line of a sentence a backslash and control characters are escaped, and nothing else: the importer takes the
#: line for the text itself, in which offsets count. Tokens stand as they are.
_IN_TEXT = str.maketrans(
    {chr(code): "\\" + chr(code) for code in (*range(8), *range(14, 32))}
    | {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\b": "\\b"}
)


def _escaped(text: str) -> str:
    """A value of a column, with the characters that mean something there behind a backslash."""
    for sign in ("\\", "[", "]", "|", "_", "->", ";", "*"):
        text = text.replace(sign, f"\\{sign}")
    return text
