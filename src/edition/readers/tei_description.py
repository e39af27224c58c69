"""What the header of a TEI file says of its source: the manuscript (msDesc), or the print (biblStruct, bibl …)."""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from edition.errors import InputError
from edition.readers.choose_text import choose_text
from edition.readers.structure import Refusal
from edition.xml.namespaces import TEI, XML_ID
from edition.xml.transcription import parse_transcription

_NS = {"t": TEI}
_PRINTS = ("t:biblStruct", "t:biblFull", "t:bibl")
_IDENTIFIER = ("settlement", "institution", "repository", "collection")
_MOST_LETTERS = 300


def describe_source(data: bytes, path: str, siglum: str = "", text: str = "") -> Mapping[str, str]:
    """The facts about the source of a file: `name`, `author`, `date`, `siglum`, as far as its header says them.

    Of several manuscripts in one header the one with the siglum counts, if it can be told. `text`: the part of the file
    that is read; in a corpus the header of its document counts.

    >>> header = "<teiHeader><fileDesc><sourceDesc><msDesc><msIdentifier><settlement>Lindau</settlement>" + \\
    ...     "<idno>MS 12</idno></msIdentifier></msDesc></sourceDesc></fileDesc></teiHeader>"
    >>> describe_source(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}</TEI>'.encode(), "A.xml")
    {'name': 'Lindau, MS 12'}
    """
    try:
        root = parse_transcription(data, path, is_lenient=True).root
    except InputError:  # who reads the file says why
        return {}
    chosen = choose_text(root, text)
    document = root if isinstance(chosen, Refusal) else next(chosen[0].iterancestors(f"{{{TEI}}}TEI"), root)
    source = document.find("t:teiHeader/t:fileDesc/t:sourceDesc", _NS)
    if source is None:
        return {}
    found = _manuscript(source, siglum)
    made = _described_manuscript(found) if found is not None else _described_print(source)
    return {key: value for key, value in made.items() if value}


def _manuscript(source: etree._Element, siglum: str) -> etree._Element | None:
    """The description of the one manuscript, or of that with the siglum."""
    found = list(source.iter(f"{{{TEI}}}msDesc"))
    if len(found) > 1:
        found = [one for one in found if siglum and siglum in _sigla(one)]
    return found[0] if len(found) == 1 else None


def _sigla(description: etree._Element) -> Iterator[str]:
    """The sigla that a description of a manuscript gives."""
    for one in description.iterfind("t:msIdentifier/t:altIdentifier", _NS):
        kinds = f"{one.get('type', '')} {' '.join(i.get('type', '') for i in one.iterfind('t:idno', _NS))}".casefold()
        if "sigl" in kinds:
            yield _words(one.find("t:idno", _NS))
    for one in description.iterfind("t:msIdentifier/t:idno", _NS):
        if "sigl" in one.get("type", "").casefold():
            yield _words(one)
    for name in (description.get(XML_ID), description.get("n")):
        if name:
            yield name
    parent = description.getparent()
    if parent is not None and parent.tag == f"{{{TEI}}}witness" and (name := parent.get(XML_ID) or parent.get("n")):
        yield name


def _described_manuscript(description: etree._Element) -> Mapping[str, str]:
    identifier = description.find("t:msIdentifier", _NS)
    if identifier is None:
        return {"date": _origin(description)}
    places = [_words(identifier.find(f"t:{name}", _NS)) for name in _IDENTIFIER]
    marks = [
        _words(one)
        for one in identifier.iterfind("t:idno", _NS)
        if "sigl" not in one.get("type", "").casefold() and "://" not in _words(one)
    ]
    parts = list(dict.fromkeys(part for part in (*places, *marks[:1]) if part))
    name = ", ".join(parts) or _words(identifier.find("t:msName", _NS))
    sigla = [one for one in _sigla(description) if one not in (description.get(XML_ID), description.get("n"))]
    return {"name": name[:_MOST_LETTERS], "date": _origin(description), "siglum": next(iter(sigla), "")}


def _origin(description: etree._Element) -> str:
    """The date of a manuscript as the description has it."""
    for path in ("t:history/t:origin//t:origDate", "t:history/t:origin//t:date", ".//t:origDate"):
        if (found := description.find(path, _NS)) is not None and (date := _date(found)):
            return date
    return ""


def _date(element: etree._Element) -> str:
    """A date in words, else as its attributes say it: `1180/1200`."""
    if words := _words(element):
        return words
    if when := element.get("when", ""):
        return when
    pairs = (("from", "to"), ("notBefore", "notAfter"))
    found = [[element.get(name, "") for name in pair] for pair in pairs]
    return next(("/".join(value for value in one if value) for one in found if any(one)), "")


def _described_print(source: etree._Element) -> Mapping[str, str]:
    """Title, author and date of the only print that the header describes in so many elements."""
    prints = [one for path in _PRINTS for one in source.iterfind(path, _NS)]
    if len(prints) != 1:
        return {}
    one = prints[0]
    title = _first(one, (".//t:title[@type='main']", ".//t:titleStmt/t:title", ".//t:title"))
    if not title:
        return {}
    author = _first(one, (".//t:author",))
    imprint = ", ".join(part for part in (_first(one, (".//t:pubPlace",)), _first(one, (".//t:publisher",))) if part)
    date = next((made for e in one.iter(f"{{{TEI}}}date") if (made := _date(e))), "")
    name = f"{title} ({imprint})" if imprint else title
    return {"name": name[:_MOST_LETTERS], "author": author, "date": date}


def _first(element: etree._Element, paths: Sequence[str]) -> str:
    found = (one for path in paths for one in element.iterfind(path, _NS))
    return next((words for one in found if (words := _words(one))), "")


def _words(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(str(text) for text in element.itertext(etree.Element)).split())
