"""Explain why a file is not well-formed XML: what is wrong, where, and what to write instead.

libxml2 finds the fault, and its code selects the explanation; faults that have none here keep the words of libxml2.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from html.entities import html5
from xml.parsers import expat

from lxml import etree

from edition.late_patterns import late_pattern
from edition.xml.file_encoding import find_encoding

_POSITION_SUFFIX = late_pattern(r", line \d+, column \d+$")  # libxml2 appends the position to its message
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "lb", "pb", "cb", "gb", "milestone"))
_KNOWN_PREFIXES: Mapping[str, str] = {
    "m": "http://www.w3.org/1998/Math/MathML", "mml": "http://www.w3.org/1998/Math/MathML",
    "svg": "http://www.w3.org/2000/svg", "tei": "http://www.tei-c.org/ns/1.0",
    "xi": "http://www.w3.org/2001/XInclude", "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}  # fmt: skip
_OTHER_FORMATS: Mapping[bytes, str] = {
    b"PK\x03\x04": "an archive, such as a document of Word, OpenDocument or EPUB", b"%PDF": "a PDF",
    b"{\\rtf": "an RTF document", b"\x1f\x8b": "a compressed file (gzip)", b"\xd0\xcf\x11\xe0": "an old Word document",
}  # fmt: skip
_MAX_QUOTED = 40


@dataclass(frozen=True, slots=True)
class Malformed:
    """A fault of the XML with its line and column; both count from 1."""

    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class _Place:
    """What libxml2 said, and the line in which it stopped."""

    data: bytes
    text: str  # the line
    line: int
    column: int
    said: str

    @property
    def before(self) -> str:
        """The line up to the place at which libxml2 stopped."""
        return self.text[: self.column]

    def at(self, sign: str, message: str) -> Malformed:
        """A fault at the last `sign` before the place, or at the place."""
        found = self.before.rfind(sign)
        return Malformed(self.line, found + 1 if found >= 0 else self.column, message)

    def here(self, message: str) -> Malformed:
        """A fault at the place at which libxml2 stopped."""
        return Malformed(self.line, self.column, message)


def explain_malformed(data: bytes, error: etree.XMLSyntaxError) -> Malformed:
    """The fault that libxml2 found in the bytes of a file, in a sentence."""
    line, column = error.position
    said = _POSITION_SUFFIX.sub("", error.msg)
    lines = _decode(data).split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    place = _Place(data, text, line, column, said.strip())
    explain = _EXPLANATIONS.get(getattr(error, "code", 0))
    return (explain(place) if explain else None) or place.here(place.said)


def find_malformed(data: bytes) -> Malformed | None:
    """The fault of a file that is not well-formed; entities and outside files are not read. None without a fault."""
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        return explain_malformed(data, error)
    except (ValueError, LookupError):
        pass
    return None


def _decode(data: bytes) -> str:
    with suppress(LookupError, UnicodeError):
        return find_encoding(data).to_utf8(data).decode("utf-8")
    return data.decode("utf-8", "replace")


# -- signs of markup in text


def _explain_name(place: _Place) -> Malformed | None:
    """A name is missing: after & or <, or in a start tag."""
    amp, less = place.before.rfind("&"), place.before.rfind("<")
    if "Entity" in place.said or amp > less:
        return _explain_ampersand(place)
    follows = place.text[less + 1 : less + 2]
    if "attribute" in place.said and place.text[place.column - 1 : place.column] == "<":
        return place.here("the start tag before this < has no end: write > before it")
    if less < 0 or "attribute" in place.said:
        return place.here(f"the start tag has a part that is no attribute{_quote_rest(place, less)}")
    if not follows or follows.isspace() or not (follows.isalpha() or follows == "/"):
        return place.at("<", "the sign < begins a tag; where it is text, write &lt;")
    return None


def _quote_rest(place: _Place, less: int) -> str:
    tag = place.text[max(less, 0) : place.column + 10].strip()
    return f": «{tag[:_MAX_QUOTED]}»" if less >= 0 else " (is the > at the end of a tag missing?)"


def _explain_ampersand(place: _Place) -> Malformed:
    return place.at("&", "a bare & begins an entity; where it is text, write &amp;")


def _explain_entity(place: _Place) -> Malformed:
    found = re.search(r"Entity '([^']+)'", place.said)
    name = found[1] if found else ""
    characters = html5.get(f"{name};", "")
    numbers = "".join(f"&#{ord(char)};" for char in characters)
    if not characters:
        return place.at("&", f"the entity &{name}; is not declared; where it is text, write &amp;{name};")
    itself = f" or the character {characters} itself" if characters.isprintable() and not characters.isspace() else ""
    return place.at("&", f"XML does not know the entity &{name}; of HTML; write {numbers}{itself}")


# -- attributes


def _explain_less_in_value(place: _Place) -> Malformed:
    return place.at("<", "a value may not hold <: write &lt;, or close the quotation mark of the value before it")


def _explain_quotation(place: _Place) -> Malformed:
    rest = place.text[place.column - 1 :]
    name = re.search(r"([\w:.\-]+)\s*=\s*$", place.text[: place.column - 1])
    written = re.match(r"[“”„«»‘’‚]?([^\s>“”«»‘’/]*)", rest)
    example = f' {name[1]}="{written[1] if written else ""}"' if name else ""
    if rest[:1] in "“”„«»‘’‚":
        return place.here(f"the quotation mark {rest[:1]} is none of XML; write{example} with \" or '")
    return place.here(f"a value needs quotation marks: write{example}")


def _explain_no_value(place: _Place) -> Malformed:
    name = place.said.rpartition(" ")[2]
    return place.at(name, f'the attribute {name} has no value; write {name}="…"')


def _explain_twice(place: _Place) -> Malformed:
    found = re.search(r"Attribute (\S+)", place.said)
    name = found[1] if found else ""
    return place.at(name, f"the attribute {name} stands twice in one tag; take one away, or join their values")


def _explain_space(place: _Place) -> Malformed | None:
    if place.before.lstrip("\ufeff").startswith("<?xml"):
        return place.here("the XML declaration is not that of the encoding it names; save the file as UTF-8")
    return place.here("a blank is missing between two attributes") if "attribute" in place.said else None


# -- tags


@dataclass(frozen=True, slots=True)
class _Open:
    """An open element: the name and position of its start tag."""

    name: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.name} (line {self.line}, column {self.column})"


def _find_open(data: bytes) -> list[_Open]:
    """The elements that are open where the file stops to be well-formed, the outermost first."""
    found: list[_Open] = []
    reader = expat.ParserCreate()
    reader.StartElementHandler = lambda name, _: found.append(
        _Open(name, reader.CurrentLineNumber, reader.CurrentColumnNumber + 1)
    )
    reader.EndElementHandler = lambda _: found.pop()
    with suppress(expat.ExpatError, LookupError, ValueError):
        reader.Parse(data, True)
    return found


def _explain_mismatch(place: _Place) -> Malformed:
    opened = _find_open(place.data)
    end = place.said.rpartition(" and ")[2]
    if not opened:
        return place.here(place.said)
    inner, names = opened[-1], [one.name for one in opened]
    if inner.name.casefold() == end.casefold():
        return place.here(f"</{end}> does not close {inner}: capitals count; write </{inner.name}>")
    if end in names:
        return place.here(_explain_unclosed(inner, f"before </{end}>"))
    return place.here(f"</{end}> closes nothing, for no {end} is open here; the innermost open element is {inner}")


def _explain_unclosed(inner: _Open, where: str) -> str:
    if inner.name in _VOID:
        return f"{inner} has no end: write <{inner.name}/>"
    return f"{inner} is not closed {where}: write </{inner.name}>"


def _explain_early_end(place: _Place) -> Malformed:
    opened = _find_open(place.data)
    if not opened:
        return place.here(place.said)
    ends = "".join(f"</{one.name}>" for one in reversed(opened[-6:]))
    return place.here(f"the file ends before {opened[-1]} is closed: it is cut off, or {ends} is missing")


def _explain_more(place: _Place) -> Malformed:
    rest = place.text[place.column - 1 :].strip()
    name = re.match(r"<([\w:.\-]+)", rest)
    if name:
        return place.here(f"a file has one root, and {name[1]} stands behind its end; put both into one element")
    return place.here(f"nothing may stand behind the end of the root: «{rest[:_MAX_QUOTED]}»")


def _explain_beginning(place: _Place) -> Malformed:
    data = place.data.lstrip(b"\xef\xbb\xbf")
    for signs, name in _OTHER_FORMATS.items():
        if data.startswith(signs):
            return place.here(f"this is {name}, not XML")
    words = " ".join(_decode(data[:400]).partition("<")[0].split())
    if not words:
        problem = "the file is empty" if not data.strip() else "the file begins with more than one byte-order mark"
        return place.here(problem)
    return place.here(f"the file must begin with a tag, and «{words[:_MAX_QUOTED]}» stands before it")


def _explain_prefix(place: _Place) -> Malformed:
    found = re.search(r"[Pp]refix (\S+)(?: for (\S+))? on (\S+)", place.said)
    if not found:
        return place.here(place.said)
    prefix, owner = found[1], found[2] or found[3]
    address = _KNOWN_PREFIXES.get(prefix, "…")
    return place.at(
        f"{prefix}:",
        f'the prefix of {prefix}:{owner} is not declared: put xmlns:{prefix}="{address}" on the root, '
        "or take the prefix away",
    )


# -- characters and the head of the file


def _explain_character(place: _Place) -> Malformed:
    if "Incomplete" in place.said:
        return place.here("the file ends inside a character: it is cut off")
    found = re.search(r"(?:value |Char )(0x[0-9A-Fa-f]+|\d+)", place.said)
    name = f"U+{int(found[1], 0):04X}" if found else "this character"
    return place.here(f"XML does not allow the character {name}: take it out")


def _explain_reference(place: _Place) -> Malformed:
    found = re.findall(r"&#[^;\s<]*;?", place.text[: place.column + 8])
    written = found[-1] if found else "&#"
    return place.at("&#", f"«{written}» is no number of a character; write &#8212; or &#x2014; for instance")


def _explain_declaration(place: _Place) -> Malformed:
    return place.at("<?xml", "the XML declaration must be the first of the file: take away what stands before it")


def _explain_bytes(place: _Place) -> Malformed:
    name = "utf-8"
    with suppress(LookupError):
        name = find_encoding(place.data).name
    try:
        place.data.decode(name)
    except UnicodeDecodeError as error:
        byte = place.data[error.start]
        character = bytes([byte]).decode("cp1252", "replace")
        line = place.data.count(b"\n", 0, error.start) + 1
        start = place.data.rfind(b"\n", 0, error.start) + 1
        column = len(place.data[start : error.start].decode(name, "replace").lstrip("\ufeff")) + 1
        declared = '<?xml version="1.0" encoding="windows-1252"?>'
        return Malformed(
            line, column,
            f"the byte {byte:02X} is not {name.upper()} ({character} in Windows-1252?): "
            f"save the file as UTF-8, or begin it with {declared} if that is its encoding",
        )  # fmt: skip
    except (LookupError, ValueError):
        pass
    return place.here("the bytes are not in the encoding that the file declares; save it as UTF-8")


def _say(sign: str, message: str) -> Callable[[_Place], Malformed]:
    """A fixed explanation; its place is the last `sign` before that of libxml2."""
    return lambda place: place.at(sign, message) if sign else place.here(message)


_EXPLANATIONS: Mapping[int, Callable[[_Place], Malformed | None]] = {
    4: _explain_beginning,
    5: _explain_more,
    6: _explain_reference,
    7: _explain_reference,
    8: _explain_reference,
    9: _explain_character,
    23: _explain_ampersand,
    26: _explain_entity,
    32: lambda place: place.here(f"the encoding {place.said.rpartition(' ')[2]} is unknown; save the file as UTF-8"),
    38: _explain_less_in_value,
    39: _explain_quotation,
    41: _explain_no_value,
    42: _explain_twice,
    45: _say("<!--", "this comment has no end: write -->"),
    47: _say("<?", "this processing instruction has no end: write ?>"),
    62: _say("]]>", "]]> may not stand in text: write ]]&gt;"),
    63: _say("<![CDATA[", "this CDATA section has no end: write ]]>"),
    64: _explain_declaration,
    65: _explain_space,
    68: _explain_name,
    73: lambda place: place.here("an end tag holds its name alone, such as </p>; is a > missing?"),
    76: _explain_mismatch,
    77: _explain_early_end,
    80: _say("", "-- may not stand inside a comment: write - -"),
    81: _explain_bytes,
    96: _say("<?xml", 'the XML declaration must begin <?xml version="1.0"'),
    108: lambda place: place.here('the version of XML must be 1.0: <?xml version="1.0"?>'),
    201: _explain_prefix,
}
