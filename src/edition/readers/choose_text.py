"""Which part of a TEI file is read: its one text, the one that the editor names, or a transcription of surfaces."""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from edition.late_patterns import late_pattern
from edition.readers.structure import Refusal
from edition.xml.namespaces import TEI, XML_ID

_TEI = f"{{{TEI}}}"
_SURFACES = tuple(f"{_TEI}{name}" for name in ("sourceDoc", "surfaceGrp", "surface"))
_DOCUMENTS = (f"{_TEI}TEI", f"{_TEI}teiCorpus")
_DIVISION = late_pattern(r"text|TEI|teiCorpus|group|div[1-7]?|sourceDoc|surface|surfaceGrp|lg|sp")
_MOST_NAMED = 8
_MOST_WORDS = 60


def choose_text(root: etree._Element, key: str, may_be_empty: bool = True) -> Sequence[etree._Element] | Refusal:
    """The element that is read; Refusal, with what the file holds, where none or several could be.

    `key`: what the editor names: an id (`#poem`), or numbers of divisions from outside (`2`, `1.4`); "" for nothing.
    `may_be_empty`: whether a text without words is one, as that of a blank page.
    """
    if key:
        found = _named(root, key)
        return [_text_in(found)] if isinstance(found, etree._Element) else found
    texts = list(texts_of(root))
    if len(texts) > 1:
        return Refusal(_advise(texts))
    if texts and not may_be_empty and not _has_words(texts[0]):
        described = root.find(f"{_TEI}teiHeader//{_TEI}msDesc") is not None
        what = "it describes a manuscript, but its text has no words" if described else "its text has no words"
        return Refusal(f"{what}; give the file that has the transcription")
    return texts or Refusal(_without_text(root))


def texts_of(element: etree._Element) -> Iterator[etree._Element]:
    """The texts of a file that stand in no other; of a document without a text its transcription of surfaces."""
    if element.tag == f"{_TEI}text" or element.tag in _SURFACES:
        yield element
        return
    inner = [child for child in element if isinstance(child.tag, str)]
    texts = [one for child in inner if child.tag not in _SURFACES for one in texts_of(child)]
    surfaces = [child for child in inner if child.tag == _SURFACES[0]]
    if any(_has_words(text) for text in texts) or not any(_has_words(one) for one in surfaces):
        yield from texts
    else:
        yield from surfaces


def _has_words(element: etree._Element) -> bool:
    return any(text.strip() for text in element.itertext(etree.Element))


def _text_in(element: etree._Element) -> etree._Element:
    """The text of an element that is a whole document; else the element."""
    texts = list(texts_of(element)) if element.tag in _DOCUMENTS else []
    return texts[0] if len(texts) == 1 else element


def _named(root: etree._Element, key: str) -> etree._Element | Refusal:
    name = key.removeprefix("#")
    found = next((e for e in root.iter(etree.Element) if e.get(XML_ID) == name), None)
    if found is not None:
        return found
    steps = re.split(r"[./]", name)
    if key.startswith("#") or not all(steps):
        return Refusal(f'there is no element with xml:id="{name}" (text = "{key}")')
    at = root
    texts = list(texts_of(root))
    if len(texts) == 1:
        at = texts[0]
    for step in steps:
        inner = list(_divisions(at))
        numbered = [one for one in inner if one.get("n") == step]
        if not numbered and step.isdecimal() and 0 < int(step) <= len(inner):
            numbered = [inner[int(step) - 1]]
        if not numbered:
            return Refusal(_no_division(name, key, step, at))
        at = numbered[0]
    return at


def _no_division(name: str, key: str, step: str, around: etree._Element) -> str:
    inner = list(_divisions(around))[:_MOST_NAMED]
    has = ", ".join(_number(one, place) for place, one in enumerate(inner, 1)) or "no divisions"
    where = f"in {around.tag.rpartition('}')[2]} there is {has}"
    return f'there is no element with xml:id="{name}", and no division {step!r} (text = "{key}"); {where}'


def _number(element: etree._Element, place: int) -> str:
    return element.get("n") or str(place)


def _divisions(element: etree._Element) -> Iterator[etree._Element]:
    """The divisions directly inside an element: other elements around them do not count."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = child.tag.rpartition("}")[2]
        if name == "TEI" and (texts := list(texts_of(child))):
            yield from texts if len(texts) == 1 else [child]
        elif _DIVISION.fullmatch(name):
            yield child
        elif name not in ("teiHeader", "standOff", "facsimile"):
            yield from _divisions(child)


def _advise(texts: Sequence[etree._Element]) -> str:
    documents = {id(e): e for text in texts for e in text.iterancestors(f"{_TEI}TEI")}
    what = f"a corpus of {len(documents)} documents" if len(documents) > 1 else f"the file has {len(texts)} texts"
    if len(documents) > 1 and len(documents) != len(texts):
        what += f" with {len(texts)} texts"
    lines = [f"{_line(text, number)} ({_title(text)})" for number, text in enumerate(texts[:_MOST_NAMED], 1)]
    more = f" and {len(texts) - len(lines)} more" if len(texts) > len(lines) else ""
    named = ", ".join(lines) + more
    return f"{what}; write {named} into [witness.tei], one witness a text"


def _line(text: etree._Element, number: int) -> str:
    """The line of edition.toml that names a text: by its id, by that of its document, else by its number."""
    document = next(text.iterancestors(f"{_TEI}TEI"), None)
    name = text.get(XML_ID)
    if not name and document is not None and len(list(texts_of(document))) == 1:
        name = document.get(XML_ID)
    return f'text = "#{name}"' if name else f'text = "{number}"'


def _title(text: etree._Element) -> str:
    """What a text is called: the title of its document, its first heading, or its first words."""
    document = next(text.iterancestors(f"{_TEI}TEI"), None)
    titles = [] if document is None else document.findall(f"{_TEI}teiHeader//{_TEI}titleStmt/{_TEI}title")
    own = [*text.iter(f"{_TEI}head", f"{_TEI}titlePart")][:1]
    is_only = document is not None and len(list(texts_of(document))) == 1
    for one in (*titles, *own) if is_only else (*own, *titles):
        if words := _words(one):
            return _short(words)
    return _short(_words(text) or "empty")


def _words(element: etree._Element) -> str:
    """The words in an element, with single blanks."""
    return " ".join(" ".join(str(text) for text in element.itertext(etree.Element)).split())


def _short(words: str) -> str:
    return words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS].rstrip()}…"


def _without_text(root: etree._Element) -> str:
    """Why a file without a text cannot be read."""
    if root.find(f".//{_TEI}teiHeader") is None and root.tag != f"{_TEI}teiHeader":
        return f"it has no text element of TEI (namespace {TEI})"
    facsimile = root.find(f".//{_TEI}facsimile") is not None
    has = "a header and images of pages (facsimile)" if facsimile else "a header"
    return f"it has {has}, but no text element of TEI; give the file that has the transcription"
