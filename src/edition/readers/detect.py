"""Detect the format of a file from its bytes, with the evidence.

First the signatures of binary formats, then the text: XML by its root element, RTF, JSON, tables, and markup by its
signs. «Plain text» is a conclusion: the file decodes, and has too few signs of anything else. The name of the file
decides between formats that are texts, and never against the bytes. The time is linear in the size of the file.
"""

import codecs

from edition.late_patterns import late_pattern
from edition.readers.binary_formats import SAVE_AS_TEXT, describe_nul, detect_binary
from edition.readers.delimited import detect_table
from edition.readers.detected import Detected
from edition.readers.json_formats import detect_json
from edition.readers.text_formats import detect_text
from edition.readers.xml_formats import detect_xml

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_RTF = late_pattern(r"\{\\?\\rtf\d?\b|\{\\\*\\rtf")
_RTF_PART = late_pattern(r"\{\\(?:\*\\)?(?:pard|f\d|b|i|fonttbl|colortbl|plain)\b")


def detect(path: str, data: bytes, encoding: str = "") -> Detected:
    """What a file is. `encoding`: as the editor named it; "" for that of its byte-order mark, else UTF-8.

    >>> detect("seeds/a.txt", b"%PDF-1.7").name
    'a PDF'
    >>> detect("a", b"# One\\n\\nA [link](b.html) and **bold**.\\n").evidence
    ('1 × heading with #', '1 × [link](address)', '1 × **bold**')
    """
    if found := detect_binary(path, data):
        return found
    text = _decode(data, encoding)
    if "\x00" in text[:100_000]:
        return describe_nul(data)
    content = text.lstrip("\ufeff \t\n\r\f\v")
    if found := detect_xml(path, data, content) or _detect_rtf(content) or detect_json(path, content):
        return found
    lines = content.replace("\r\n", "\n").replace("\r", "\n")
    return detect_table(path, lines) or detect_text(path, lines)


def _decode(data: bytes, encoding: str) -> str:
    """The bytes as text; characters that do not fit the encoding are replaced, so that markup is still found."""
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode(encoding or "utf-8", "replace")
    except (LookupError, ValueError):  # not the name of an encoding of texts: the reader of the file says so
        return data.decode("utf-8", "replace")


def _detect_rtf(text: str) -> Detected | None:
    if _RTF.match(text):
        return Detected("rtf", "RTF", ("begins with {\\rtf",), advice=f"open it in a word processor and {SAVE_AS_TEXT}")
    if _RTF_PART.match(text):
        return Detected("", "a part of an RTF file, without its head {\\rtf1", advice="give the whole file")
    return None
