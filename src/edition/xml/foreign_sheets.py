"""Run stylesheets that the user names: they read the documents that are handed to them, and nothing else.

Imports and includes are bundled from their folder (`stylesheets.py`). The calls of `doc()`, `document()` and
`doc-available()` are replaced by functions that look up a table of documents, `xsl:result-document` by an error, and
the processor can open no address but `data:`; so whatever else the stylesheets try to read or write ends in an error
(docs/decisions/0101).
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree

from edition.errors import InputError, InternalError
from edition.late_patterns import late_pattern
from edition.xml.namespaces import XSL
from edition.xml.parse import parse_document
from edition.xml.saxon import Sheet
from edition.xml.stylesheets import bundle_stylesheets

_PREFIX = b"variorum-documents"
_NAMESPACE = b"urn:variorum:documents"
_DECLARATION = b' xmlns:%b="%b"' % (_PREFIX, _NAMESPACE)
_CALLS = late_pattern(rb"(?<![\w:.\-])(?:fn:)?(doc|document|doc-available)(?=\s*\()")
_WRITES = late_pattern(rb"""<(/?)([\w.\-]+:)result-document\b((?:[^"'>/]|"[^"]*"|'[^']*')*)(/?)>""")
_REFUSES = b"<%bif test=\"error((), 'the stylesheets write a file, which they may not')\"%b>"
_OWN = late_pattern(rb"""\b(?:doc|document)\(\s*'([^':]+)'\s*(?:,\s*document\(''\)\s*)?\)""")
_ROOT = late_pattern(rb"<[\w.\-]*:?(?:stylesheet|transform)\b")
_PARAMETER = "variorum-documents"
_WRAPPER = """<xsl:stylesheet version="3.0" xmlns:xsl="{xsl}" xmlns:d="{namespace}"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="d xs">
{imports}
{parameters}
<xsl:param name="{parameter}" as="document-node()"/>
<xsl:variable name="d:table" as="map(xs:string, document-node())">
  <xsl:map><xsl:for-each select="${parameter}/documents/document"><xsl:map-entry key="string(@uri)"><xsl:document>
    <xsl:copy-of select="*"/></xsl:document></xsl:map-entry></xsl:for-each></xsl:map>
</xsl:variable>
<xsl:function name="d:doc-available" as="xs:boolean"><xsl:param name="uri"/>
  <xsl:sequence select="exists($d:table(string($uri)))"/></xsl:function>
<xsl:function name="d:doc" as="document-node()?"><xsl:param name="uri"/>
  <xsl:sequence select="if (empty($uri)) then () else ($d:table(string($uri)),
    error((), 'the stylesheets ask for ' || $uri || ', which is not at hand'))[1]"/></xsl:function>
<xsl:function name="d:document" as="document-node()*"><xsl:param name="uris"/>
  <xsl:sequence select="$uris ! d:doc(.)"/></xsl:function>
<xsl:function name="d:document" as="document-node()*"><xsl:param name="uris"/><xsl:param name="base"/>
  <xsl:sequence select="$uris ! d:doc(.)"/></xsl:function>
</xsl:stylesheet>"""


def run_foreign_sheet(path: Path, folder: Path, source: bytes, documents: Mapping[str, bytes], **values: str) -> bytes:
    """Transform a document with a stylesheet from a folder of the user.

    `documents`: what it may read, by address. `values`: the parameters that are set. InputError where it cannot be
    compiled, opens anything else, or stops with an error.
    """
    sheet, own = _load(path, path.stat().st_mtime_ns, folder, tuple(sorted(values.items())))
    try:
        result = sheet.text(source, **{_PARAMETER: _bundle({**own, **documents})})
    except InternalError as error:
        raise InputError(f"{path}: {_reason(error)}") from None
    return result.encode().replace(_DECLARATION, b"")


@lru_cache(maxsize=8)
def _load(
    path: Path, _changed: int, folder: Path, values: tuple[tuple[str, str], ...]
) -> tuple[Sheet, Mapping[str, bytes]]:
    """A compiled stylesheet, and the documents of its own folder that it names."""
    own: dict[str, bytes] = {}
    bundled = bundle_stylesheets((path,), (folder,), lambda sheet, data: _redirect(sheet, data, folder, own))
    imports = "".join(f"<xsl:import href={quoteattr(address)}/>" for address in bundled.links)
    parameters = "".join(
        f'<xsl:param name="{name}" select={quoteattr(_literal(value))}/>' for name, value in sorted(values)
    )
    text = _WRAPPER.format(
        xsl=XSL, namespace=_NAMESPACE.decode(), imports=imports, parameters=parameters, parameter=_PARAMETER
    )
    try:
        return Sheet(path, text=text, parameters=frozenset((_PARAMETER,))), own
    except InternalError as error:
        raise InputError(f"{path}: cannot be compiled: {_reason(error)}") from None


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _redirect(sheet: Path, data: bytes, folder: Path, own: dict[str, bytes]) -> bytes:
    """The text of a stylesheet whose calls for documents look up the table, and which writes no files.

    Documents that it names as files beside it, and that are in the folder, are added to `own`.
    """

    def name_own(found: re.Match[bytes]) -> bytes:
        file = (sheet.parent / found[1].decode()).resolve()
        if not file.is_relative_to(folder.resolve()) or not file.is_file():
            return found[0]
        own[file.as_uri()] = parse_document(file.read_bytes(), str(file)).reserialized()
        return b"doc('%b')" % file.as_uri().encode()

    called = _CALLS.sub(rb"%b:\1" % _PREFIX, _OWN.sub(name_own, data))
    called = _WRITES.sub(lambda found: b"</%bif>" % found[2] if found[1] else _REFUSES % found.group(2, 4), called)
    return _ROOT.sub(lambda found: found[0] + _DECLARATION, called, count=1)


def _bundle(documents: Mapping[str, bytes]) -> bytes:
    whole = etree.Element("documents")
    for address, data in documents.items():
        etree.SubElement(whole, "document", uri=address).append(etree.fromstring(data))
    return etree.tostring(whole, encoding="UTF-8")


def _reason(error: InternalError) -> str:
    """What a stylesheet says: its own message where it stops by one, else what Saxon says, without addresses."""
    said = re.sub(r"[\w:/+;,=]{80,}", "…", str(error))
    lines = [" ".join(line.split()) for line in said.splitlines()]
    own = [
        line
        for line in lines
        if line and not re.match(r"(?:\S+\.xsl: )?(?:Processing terminated|at |In |invoked)", line)
    ]
    return (own or lines)[0]
