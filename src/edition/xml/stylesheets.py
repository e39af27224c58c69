"""Bundle an XSLT module of the editor, so that Saxon opens no file during compilation (docs/decisions/0052).

Every import and include is replaced by a `data:` URI with the content of the stylesheet, so that the processor can be
locked before compilation. Only bundled files and files in the folder of the edition are accepted.
"""

import base64
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from edition.errors import InputError
from edition.late_patterns import late_pattern
from edition.xml.namespaces import XSL

_LINK_ELEMENTS = (f"{XSL} import", f"{XSL} include")
_DATA_URI_PREFIX = "data:application/xslt+xml;base64,"
_HREF = late_pattern(rb"""(?<=\s)href\s*=\s*("[^"]*"|'[^']*')""")
_MAX_DEPTH = 8
#: A stylesheet that imports the others; the last has the highest precedence.
_IMPORTS = '<xsl:stylesheet version="3.0" xmlns:xsl="{xsl}">{imports}</xsl:stylesheet>'


def _keep(_: Path, sheet: bytes) -> bytes:
    return sheet


@dataclass(slots=True)
class StylesheetBundle:
    """One stylesheet as text without links to files; `names` has the file name for each `data:` URI.

    `links`: the `data:` URIs of the bundled stylesheets. `change`: applied to the text of each of them.
    """

    text: str = ""
    links: tuple[str, ...] = ()
    change: Callable[[Path, bytes], bytes] = _keep
    names: dict[str, str] = field(default_factory=dict)

    def with_file_names(self, message: str) -> str:
        """A message of Saxon with file names instead of `data:` URIs."""
        for address, name in self.names.items():
            message = message.replace(address, name).replace(address.removeprefix("data:application/"), name)
        return message


def bundle_stylesheets(
    paths: Sequence[Path], folders: Sequence[Path], change: Callable[[Path, bytes], bytes] = _keep
) -> StylesheetBundle:
    """Bundle stylesheets, of which the last has the highest precedence; InputError for a file outside the folders."""
    bundle = StylesheetBundle(change=change)
    bundle.links = tuple(_make_data_uri(path, folders, bundle, ()) for path in paths)
    imports = "".join(f"<xsl:import href={quoteattr(link)}/>" for link in bundle.links)
    bundle.text = _IMPORTS.format(xsl=XSL, imports=imports)
    return bundle


def _make_data_uri(path: Path, folders: Sequence[Path], bundle: StylesheetBundle, above: tuple[Path, ...]) -> str:
    data = bundle.change(path, path.read_bytes())
    for start, end, line, href in reversed(list(_find_links(path, data))):
        target = _resolve_target(path, line, href, folders)
        if target in (*above, path.resolve()) or len(above) > _MAX_DEPTH:
            raise InputError(f"{path}:{line}: {href} is imported or included in a circle, or too deep")
        link = _make_data_uri(target, folders, bundle, (*above, path.resolve()))
        data = data[:start] + quoteattr(link).encode() + data[end:]
    address = _DATA_URI_PREFIX + base64.b64encode(data).decode("ascii")
    bundle.names[address] = path.name
    return address


def _resolve_target(path: Path, line: int, href: str, folders: Sequence[Path]) -> Path:
    """The file of a link; InputError when it is outside the folders or missing."""
    parts = urlsplit(href)
    if parts.scheme not in ("", "file") or parts.netloc or parts.fragment:
        raise InputError(f"{path}:{line}: {href}: a module imports files of the edition's folder only")
    target = (path.parent / url2pathname(parts.path)).resolve()
    if not any(target.is_relative_to(folder.resolve()) for folder in folders):
        raise InputError(f"{path}:{line}: {href}: leads out of the edition's folder; copy the file into it")
    if not target.is_file():
        raise InputError(f"{path}:{line}: {href}: there is no such file to import")
    return target


def _find_links(path: Path, data: bytes) -> Iterator[tuple[int, int, int, str]]:
    """The links of a stylesheet as (start, end, line, address); start and end are byte offsets of the value."""
    for start, line, attributes in _find_link_elements(path, data):
        if "href" not in attributes:
            continue
        found = _HREF.search(data, start, _end_of_tag(data, start))
        if found is None:
            raise InputError(f"{path}:{line}: cannot be read; save the module as UTF-8")
        yield found.start(1), found.end(1), line, attributes["href"]


def _end_of_tag(data: bytes, start: int) -> int:
    tag = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""").match(data, start)
    return tag.end() if tag else start


def _find_link_elements(path: Path, data: bytes) -> list[tuple[int, int, Mapping[str, str]]]:
    """The elements that link to another stylesheet as (byte offset, line, attributes)."""
    found: list[tuple[int, int, Mapping[str, str]]] = []
    reader = expat.ParserCreate(namespace_separator=" ")

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        if name in _LINK_ELEMENTS:
            found.append((reader.CurrentByteIndex, reader.CurrentLineNumber, attributes))

    def declare(*_: object) -> None:
        message = "a module has no DOCTYPE: take it out, and write the characters themselves"
        raise InputError(f"{path}:{reader.CurrentLineNumber}: {message}")

    reader.StartElementHandler = begin
    reader.StartDoctypeDeclHandler = declare
    try:
        reader.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise InputError(f"{path}: cannot be compiled: it is not well-formed XML: {error}") from None
    return found
