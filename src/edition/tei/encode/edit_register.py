"""Correct, merge and take away entries of a register file that an editor keeps; every other byte of it stays."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from edition.late_patterns import late_pattern
from edition.tei.encode.registers import IDENTIFIERS, element_spans
from edition.tei.register_elements import ENTRIES, entry_elements, text_of
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.parse import parse

DATES = ("birth", "death")
_DATE_ATTRIBUTES = late_pattern(rb"\s(?:when|notBefore|notAfter|from|to)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
#: Statements of which an entry has one.
_SINGLE = (tei("birth"), tei("death"))


@dataclass(frozen=True, slots=True)
class Facts:
    """What an editor says of an entry: its forms, the name first; dates (ISO, or two with a slash); identifiers."""

    forms: tuple[str, ...]
    dates: Mapping[str, str]
    identifiers: Mapping[str, str]


class _File:
    """A register file as bytes, with the place of each element."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        root = parse(data, "the register")
        self.spans = dict(zip(root.iter(etree.Element), element_spans(data), strict=True))
        self.entries = {e.get(XML_ID, ""): e for e in entry_elements(root)}
        self.pieces: list[tuple[int, int, bytes]] = []

    def raw(self, element: etree._Element) -> bytes:
        start, end = self.spans[element]
        return self.data[start:end]

    def indent(self, element: etree._Element) -> bytes:
        """The line end and the blanks before an element that begins a line; else nothing."""
        start = self.spans[element][0]
        line = self.data.rfind(b"\n", 0, start)
        before = self.data[line + 1 : start]
        end = b"\r\n" if self.data[max(0, line - 1) : line] == b"\r" else b"\n"
        return b"" if before.strip() or line < 0 else end + before

    def replace(self, element: etree._Element, new: bytes) -> None:
        self.pieces.append((*self.spans[element], new))

    def remove(self, element: etree._Element) -> None:
        """Take an element away, with the blanks before it and the end of the line that it began."""
        start, end = self.spans[element]
        self.pieces.append((start - len(self.indent(element)), end, b""))

    def after(self, element: etree._Element, new: bytes) -> None:
        end = self.spans[element][1]
        self.pieces.append((end, end, self.indent(element) + new))

    def before(self, element: etree._Element, new: bytes) -> None:
        start = self.spans[element][0]
        self.pieces.append((start, start, new + self.indent(element)))

    def made(self) -> bytes:
        parts, at = [], 0
        for start, end, new in sorted(self.pieces, key=lambda piece: piece[:2]):
            parts += [self.data[at:start], new]
            at = max(at, end)
        return b"".join([*parts, self.data[at:]])


def names_of(element: etree._Element) -> list[etree._Element]:
    """The elements of the names of an entry."""
    return [child for child in element if child.tag in (ENTRIES[str(element.tag)][1], tei("label"))]


def corrected(data: bytes, name: str, facts: Facts) -> bytes:
    """A register file in which an entry has these facts. ValueError for an entry without a name."""
    if not any(form.strip() for form in facts.forms):
        raise ValueError("an entry has a name")
    file = _File(data)
    element = file.entries[name]
    _correct_names(file, element, [" ".join(form.split()) for form in facts.forms if form.strip()])
    for kind in DATES:
        if kind in facts.dates:
            _correct_date(file, element, kind, facts.dates[kind])
    for kind in IDENTIFIERS:
        if kind in facts.identifiers:
            _correct_identifier(file, element, kind, facts.identifiers[kind])
    return file.made()


def removed(data: bytes, name: str) -> bytes:
    """A register file without an entry."""
    file = _File(data)
    file.remove(file.entries[name])
    return file.made()


def with_pointers(data: bytes, old: str, new: str) -> bytes:
    """A register file in which what points to an entry, here or in a file beside it, has another pointer."""
    return re.sub(rb"(?<=[\s\"'])[\w./-]*#" + re.escape(old.encode()) + rb"(?=[\s\"'])", new.encode(), data)


def merged_entries(data: bytes, keep: str, other: bytes, gone: str) -> tuple[bytes, tuple[str, ...]]:
    """A register file in which an entry has what another one (of the file `other`) has besides; and what it says
    otherwise, which is left out."""
    file, source = _File(data), _File(other)
    kept, taken = file.entries[keep], source.entries[gone]
    contradictions: list[str] = []
    known = {text_of(name) for name in names_of(kept)}
    names = names_of(taken)
    for element in [e for e in names if text_of(e) not in known]:
        file.after(names_of(kept)[-1], _typed(source.raw(element), b"main", b"spelling"))
    there = {_said(child) for child in kept if isinstance(child.tag, str)}
    for child in taken:
        if child in names or not isinstance(child.tag, str) or _said(child) in there:
            continue
        same = [c for c in kept if c.tag == child.tag and c.get("type") == child.get("type")]
        if same and (child.tag in _SINGLE or child.tag == tei("idno")):
            contradictions.append(f"{gone}: {_shown(child)}; {keep} says {_shown(same[0])}, which stays")
        else:
            file.after(kept[-1], source.raw(child))
    return file.made(), tuple(contradictions)


def _said(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", with_tail=False, exclusive=True)


def _shown(element: etree._Element) -> str:
    value = text_of(element) or date_of(element)
    return f"{etree.QName(element).localname} {element.get('type', '')} {value}".replace("  ", " ")


# -- names


def _correct_names(file: _File, element: etree._Element, new: Sequence[str]) -> None:
    """Change, take away and add names; one that moves keeps what its element says."""
    names = names_of(element)
    old = [text_of(name) for name in names]
    known = {text: file.raw(name) for text, name in zip(old, names, strict=True)}
    for what, first, last, low, high in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        pairs = min(last - first, high - low)
        for element_of, text in zip(names[first : first + pairs], new[low : low + pairs], strict=True):
            file.replace(element_of, known.get(text) or _renamed(file.raw(element_of), text))
        for element_of in names[first + pairs : last]:
            file.remove(element_of)
        _add_names(file, names, first + pairs, [(text, known.get(text, b"")) for text in new[low + pairs : high]])


def _add_names(file: _File, names: Sequence[etree._Element], at: int, new: Sequence[tuple[str, bytes]]) -> None:
    """Put names before the name of a number; before the first stands the name of the entry."""
    tag = _parts_of_tag(file.raw(names[0]))[1]
    for text, raw in new:
        if at:
            file.after(names[at - 1], raw or b'<%b type="spelling">%b</%b>' % (tag, _escaped(text), tag))
        else:
            made = raw or b'<%b type="main">%b</%b>' % (tag, _escaped(text), tag)
            file.before(names[0], _typed(made, b"spelling", b"main"))


def _parts_of_tag(raw: bytes) -> tuple[bytes, bytes]:
    """The prefix of an element with its colon, and its whole name."""
    found = re.match(rb"<([^\s/>]+)", raw)
    name = found[1] if found else b""
    return name.rpartition(b":")[0] + b":" if b":" in name else b"", name


def _renamed(raw: bytes, text: str) -> bytes:
    """The element of a name with other words; its surname stays marked where the words still have it."""
    start, end = raw.index(b">") + 1, raw.rindex(b"</")
    prefix, _ = _parts_of_tag(raw)
    inner = re.search(rb"<((?:[^\s/>:]+:)?surname)\b[^>]*>(.*?)</\1>", raw[start:end], re.DOTALL)
    made = _escaped(text)
    if inner and inner[2] and inner[2] in made:
        tag = prefix + b"surname"
        made = made.replace(inner[2], b"<%b>%b</%b>" % (tag, inner[2], tag), 1)
    return raw[:start] + made + raw[end:]


def _typed(raw: bytes, old: bytes, new: bytes) -> bytes:
    """The element of a name with another type in place of one."""
    end = raw.index(b">")
    return raw[:end].replace(b'type="' + old + b'"', b'type="' + new + b'"') + raw[end:]


def _escaped(text: str) -> bytes:
    return escape(text).encode("utf-8")


# -- dates and identifiers


def _correct_date(file: _File, element: etree._Element, kind: str, value: str) -> None:
    found = element.find(f"tei:{kind}", NS)
    prefix, _ = _parts_of_tag(file.raw(names_of(element)[0]))
    first, _, last = value.partition("/")
    said = f' notBefore="{first}" notAfter="{last}"' if last else f' when="{first}"'
    if found is None:
        if value:
            file.after(names_of(element)[-1], b"<%b%b%b/>" % (prefix, kind.encode(), said.encode()))
    elif not value:
        file.remove(found)
    elif date_of(found) != value:
        raw = file.raw(found)
        name = len(b"<" + _parts_of_tag(raw)[1])
        end = raw.index(b">")
        file.replace(found, raw[:name] + said.encode() + _DATE_ATTRIBUTES.sub(b"", raw[name:end]) + raw[end:])


def date_of(element: etree._Element) -> str:
    """The value of a life date as one word."""
    first = element.get("notBefore") or element.get("from") or ""
    last = element.get("notAfter") or element.get("to") or ""
    return element.get("when") or (f"{first}/{last}" if first and last else first + last)


def _correct_identifier(file: _File, element: etree._Element, kind: str, value: str) -> None:
    found = element.find(f"tei:idno[@type='{kind}']", NS)
    prefix, _ = _parts_of_tag(file.raw(names_of(element)[0]))
    if found is None:
        if value:
            tag = prefix + b"idno"
            file.after(element[-1], b'<%b type="%b">%b</%b>' % (tag, kind.encode(), _escaped(value), tag))
    elif not value:
        file.remove(found)
    elif text_of(found) != value:
        file.replace(found, _renamed(file.raw(found), value))


def facts_of_entry(data: bytes, name: str) -> Facts:
    """What a register file says of an entry, as an editor corrects it."""
    element = _File(data).entries[name]
    dates = {kind: date_of(found) for kind in DATES if (found := element.find(f"tei:{kind}", NS)) is not None}
    numbers = {kind: element.find(f"tei:idno[@type='{kind}']", NS) for kind in IDENTIFIERS}
    identifiers = {kind: text_of(found) for kind, found in numbers.items() if found is not None}
    return Facts(tuple(map(text_of, names_of(element))), dates, identifiers)
