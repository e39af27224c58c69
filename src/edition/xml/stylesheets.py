"""An editor's XSLT module, made ready so that Saxon opens no file while it compiles it (docs/decisions/0052).

Every stylesheet that is imported or included is put in its place as a `data:` address, with its bytes, so that the
processor can be locked before it compiles anything. Only files of our own and of the edition's folder are taken.
"""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from edition.errors import InputError
from edition.xml.namespaces import XSL

_LINKS = (f"{XSL} import", f"{XSL} include")
_TYPE = "data:application/xslt+xml;base64,"
_HREF = re.compile(rb"""(?<=\s)href\s*=\s*("[^"]*"|'[^']*')""")
_MOST_DEEP = 8
#: A stylesheet that imports the others; those behind win.
_IMPORTS = '<xsl:stylesheet version="3.0" xmlns:xsl="{xsl}">{imports}</xsl:stylesheet>'


@dataclass(slots=True)
class Bundled:
    """Stylesheets as one text that names no file, and the names of the files by the addresses that stand for them."""

    text: str = ""
    names: dict[str, str] = field(default_factory=dict)

    def named(self, said: str) -> str:
        """What Saxon says, with the names of the files."""
        for address, name in self.names.items():
            said = said.replace(address, name).replace(address.removeprefix("data:application/"), name)
        return said


def bundled(paths: Sequence[Path], folders: Sequence[Path]) -> Bundled:
    """A stylesheet that imports the named ones, of which the last wins; nothing outside the folders is taken."""
    made = Bundled()
    links = [_address(path, folders, made, ()) for path in paths]
    imports = "".join(f"<xsl:import href={quoteattr(link)}/>" for link in links)
    made.text = _IMPORTS.format(xsl=XSL, imports=imports)
    return made


def _address(path: Path, folders: Sequence[Path], made: Bundled, above: tuple[Path, ...]) -> str:
    data = path.read_bytes()
    for start, end, line, href in reversed(list(_links(path, data))):
        target = _target(path, line, href, folders)
        if target in (*above, path.resolve()) or len(above) > _MOST_DEEP:
            raise InputError(f"{path}:{line}: {href} is imported or included in a circle, or too deep")
        link = _address(target, folders, made, (*above, path.resolve()))
        data = data[:start] + quoteattr(link).encode() + data[end:]
    address = _TYPE + base64.b64encode(data).decode("ascii")
    made.names[address] = path.name
    return address


def _target(path: Path, line: int, href: str, folders: Sequence[Path]) -> Path:
    """The file that a link names."""
    parts = urlsplit(href)
    if parts.scheme not in ("", "file") or parts.netloc or parts.fragment:
        raise InputError(f"{path}:{line}: {href}: a module imports files of the edition's folder only")
    target = (path.parent / url2pathname(parts.path)).resolve()
    if not any(target.is_relative_to(folder.resolve()) for folder in folders):
        raise InputError(f"{path}:{line}: {href}: leads out of the edition's folder; copy the file into it")
    if not target.is_file():
        raise InputError(f"{path}:{line}: {href}: there is no such file to import")
    return target


def _links(path: Path, data: bytes) -> Iterator[tuple[int, int, int, str]]:
    """The links of a stylesheet to others: where the value of each stands in the bytes, its line, and what it is."""
    for start, line, attributes in _elements(path, data):
        if "href" not in attributes:
            continue
        found = _HREF.search(data, start, _end_of_tag(data, start))
        if found is None:
            raise InputError(f"{path}:{line}: cannot be read; save the module as UTF-8")
        yield found.start(1), found.end(1), line, attributes["href"]


def _end_of_tag(data: bytes, start: int) -> int:
    tag = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""").match(data, start)
    return tag.end() if tag else start


def _elements(path: Path, data: bytes) -> list[tuple[int, int, Mapping[str, str]]]:
    """Each element that links to another stylesheet: its first byte, its line, its attributes."""
    found: list[tuple[int, int, Mapping[str, str]]] = []
    reader = expat.ParserCreate(namespace_separator=" ")

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        if name in _LINKS:
            found.append((reader.CurrentByteIndex, reader.CurrentLineNumber, attributes))

    def declare(*_: object) -> None:
        said = "a module has no DOCTYPE: take it out, and write the characters themselves"
        raise InputError(f"{path}:{reader.CurrentLineNumber}: {said}")

    reader.StartElementHandler = begin
    reader.StartDoctypeDeclHandler = declare
    try:
        reader.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise InputError(f"{path}: cannot be compiled: it is not well-formed XML: {error}") from None
    return found
