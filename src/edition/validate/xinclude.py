"""Take in what XInclude names (XML Inclusions 1.0): files as XML or text, parts of them, and fallbacks.

No `xml:base` or `xml:lang` is added to what is taken in: the schema judges what the files say, and each finding has its
place in the file where it stands.
"""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from urllib.parse import urljoin

from lxml import etree

from edition.late_patterns import late_pattern
from edition.model.finding import Finding, Position, Severity
from edition.validate.entity_parser import EntityParser
from edition.validate.local_files import MAX_NESTING, LocalFiles, UnavailableError
from edition.xml.namespaces import XML, XML_ID
from edition.xml.parse import RefusedError

_NAMESPACES = ("http://www.w3.org/2001/XInclude", "http://www.w3.org/2003/XInclude")
_INCLUDE = tuple(f"{{{namespace}}}include" for namespace in _NAMESPACES)
_FALLBACK = tuple(f"{{{namespace}}}fallback" for namespace in _NAMESPACES)
_NAME = late_pattern(r"[^\s()/]+")
_SCHEMES = late_pattern(r"\s*([\w:.-]+)\(((?:[^()^]|\^.|\([^()]*\))*)\)")
_ELEMENT = late_pattern(r"([^\s/]*)((?:/[1-9][0-9]*)*)")
_ID_CALL = late_pattern(r"""\s*id\(\s*(?:"([^"]*)"|'([^']*)')\s*\)\s*""")
_TEXT_FORBIDDEN = late_pattern("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FALLBACK_USED = "E448"
Trail = tuple[tuple[str, str], ...]  # the resolved file and the xpointer of each inclusion around


@dataclass(slots=True)
class Inclusions:
    """Replaces the inclusions of one validated file; `places` are those of all elements, `findings` what to tell."""

    files: LocalFiles
    places: dict[etree._Element, Position]
    unparsed: set[str]
    findings: list[Finding] = field(default_factory=list)

    def expand(self, node: etree._Element, trail: Trail) -> etree._Element:
        """Replace every inclusion in an element; returns the element, or what replaced it."""
        for include in [*node.iter(*_INCLUDE)]:
            if not self.files.is_allowed:
                said = "XInclude is read when you ask for it: edition validate --allow-includes"
                raise RefusedError(self.places[include], said)
            if next(include.iterancestors(*_INCLUDE), None) is None:
                replacement = self._replace(include, trail)
                node = replacement if include is node else node
        return node

    def _replace(self, include: etree._Element, trail: Trail) -> etree._Element:
        """Replace one inclusion; returns the element that took its place, if there is one."""
        place = self.places[include]
        what = include.get("href") or include.get("xpointer", "")
        fallback = self._check(include, place)
        try:
            content, inner = self._read(include, place, trail)
        except UnavailableError as error:
            if fallback is None:
                raise RefusedError(place, f"XInclude of {what} is not possible: {error}") from None
            said = f"XInclude of {what} is not possible, so its fallback is used: {error}"
            self.findings.append(Finding(FALLBACK_USED, Severity.ADVICE, said, place))
            content, inner = fallback, trail
        if include.getparent() is None:
            return self._replace_root(content, place, inner)
        if isinstance(content, str):
            _put(include, content, ())
            return include
        nodes = [*content] if content is fallback else [content]
        _put(include, (content.text or "") if content is fallback else "", nodes)
        for node in nodes:
            if isinstance(node.tag, str):
                self.expand(node, inner)
        return include

    def _replace_root(self, content: etree._Element | str, place: Position, trail: Trail) -> etree._Element:
        if isinstance(content, str):
            raise RefusedError(place, "XInclude: a text cannot take the place of the first element")
        if content.tag in _FALLBACK:
            elements = [*content.iterchildren(etree.Element)]
            if len(elements) != 1:
                raise RefusedError(place, "XInclude: one element must take the place of the first element")
            content = elements[0]
        if (parent := content.getparent()) is not None:
            parent.remove(content)
            content.tail = None
        return self.expand(content, trail)

    def _check(self, include: etree._Element, place: Position) -> etree._Element | None:
        """The fallback of an inclusion, if it has one; RefusedError when the inclusion is not as it must be."""
        ours = [child for child in include.iterchildren(etree.Element) if child.tag.startswith(_clark(_NAMESPACES))]
        form = include.get("parse", "xml")
        problem = ""
        if form not in ("xml", "text"):
            problem = f"parse=«{form}» must be xml or text"
        elif "#" in include.get("href", ""):
            problem = f"href=«{include.get('href')}» may not have a #; write what follows it as xpointer"
        elif form == "text" and include.get("xpointer") is not None:
            problem = "xpointer may not stand beside parse=«text»"
        elif not include.get("href") and include.get("xpointer") is None:
            problem = "it names neither a file (href) nor a part of this one (xpointer)"
        elif len(ours) > 1 or any(child.tag not in _FALLBACK for child in ours):
            problem = "it holds one fallback at most, and no other inclusion"
        if problem:
            raise RefusedError(place, f"XInclude: {problem}")
        return ours[0] if ours else None

    def _read(self, include: etree._Element, place: Position, trail: Trail) -> tuple[etree._Element | str, Trail]:
        """What an inclusion names, and the trail inside it."""
        href, pointer = include.get("href", ""), include.get("xpointer", "")
        address = reduce(urljoin, [*_find_bases(include), href]) if href else ""
        path, data = self.files.open(address or _name_of(place.path), place.path, place)
        if include.get("parse") == "text":
            return _decode_text(data, path, include.get("encoding") or "utf-8"), trail
        key = str(Path(path).resolve()), pointer
        if key in trail:
            raise RefusedError(place, f"XInclude: {path} takes in itself")
        if len(trail) > MAX_NESTING:
            raise RefusedError(place, f"XInclude: files stand more than {MAX_NESTING} deep in each other")
        parser = EntityParser(data, path, self.files)
        root = parser.parse()
        self.places |= parser.places
        self.unparsed |= parser.unparsed
        self.findings += parser.findings
        return self._select(root, pointer, place), (*trail, key)

    def _select(self, root: etree._Element, pointer: str, place: Position) -> etree._Element:
        """The part of a file that an xpointer names."""
        found: etree._Element | None = None if pointer else root
        try:
            for steps in _parse_pointer(pointer):
                found = _follow(root, *steps) if found is None else found
        except ValueError as error:
            raise RefusedError(place, f"XInclude: xpointer=«{pointer}» {error}") from None
        if found is None:
            raise UnavailableError(f"{self.places[root].path} has no element «{pointer}»")
        if (parent := found.getparent()) is not None:
            parent.remove(found)
        found.tail = None
        return found


def _clark(namespaces: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{{{namespace}}}" for namespace in namespaces)


def _name_of(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def _find_bases(include: etree._Element) -> list[str]:
    """Every xml:base around an inclusion, the outermost first."""
    bases = [str(base) for e in (include, *include.iterancestors()) if (base := e.get(f"{{{XML}}}base"))]
    return bases[::-1]


def _decode_text(data: bytes, path: str, encoding: str) -> str:
    try:
        text = data.decode("utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding)
    except (LookupError, UnicodeError) as error:
        raise RefusedError(Position(path), f"cannot be read as text: {error}") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if wrong := _TEXT_FORBIDDEN.search(text):
        line = text.count("\n", 0, wrong.start()) + 1
        raise RefusedError(Position(path, line), f"has the character U+{ord(wrong[0]):04X}, which XML cannot hold")
    return text


def _parse_pointer(pointer: str) -> Iterator[tuple[str, Sequence[int]]]:
    """The id and the numbers of children in each part of an xpointer; ValueError when it is not understood."""
    if not pointer or _NAME.fullmatch(pointer):
        yield from [(pointer, ())] if pointer else []
        return
    parts = [*_SCHEMES.finditer(pointer)]
    if "".join(part[0] for part in parts).strip() != pointer.strip():
        raise ValueError("is no pointer")
    understood = False
    for part in parts:
        steps = _ELEMENT.fullmatch(part[2]) if part[1] == "element" and part[2] else None
        call = _ID_CALL.fullmatch(part[2]) if part[1] == "xpointer" else None
        understood = understood or steps is not None or call is not None
        if steps is not None:
            yield steps[1], [int(number) for number in steps[2].split("/")[1:]]
        elif call is not None:
            yield call[1] or call[2], ()
    if not understood:
        raise ValueError("is not understood: write the xml:id of the element, or element(/1/2)")


def _follow(root: etree._Element, name: str, steps: Sequence[int]) -> etree._Element | None:
    """The element with an id (or the file itself, for ""), and from there the children with these numbers."""
    found: etree._Element | None
    if name:
        found = next((e for e in root.iter(etree.Element) if e.get(XML_ID) == name), None)
    else:
        found, steps = (root if steps[0] == 1 else None), steps[1:]
    for number in steps:
        children = [*found.iterchildren(etree.Element)] if found is not None else []
        found = children[number - 1] if number <= len(children) else None
    return found


def _put(include: etree._Element, text: str, nodes: Sequence[etree._Element]) -> None:
    """Put a text and nodes in the place of an inclusion."""
    parent, before, tail = include.getparent(), include.getprevious(), include.tail or ""
    assert parent is not None
    at = parent.index(include)
    parent.remove(include)
    parent[at:at] = nodes
    if nodes:
        nodes[-1].tail = (nodes[-1].tail or "") + tail
    text = text if nodes else text + tail
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
