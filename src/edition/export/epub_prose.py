"""The pages of an e-book that hold no words of the base: introduction, commentary, translations."""

from collections.abc import Iterator

from lxml import etree

from edition.export.drawable import drawable
from edition.export.source import ExportSource
from edition.project.messages import label
from edition.xml.builder import Maker
from edition.xml.namespaces import NS, XML_ID, XML_LANG, tei

XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
H = Maker(XHTML, {None: XHTML, "epub": OPS})
_TYPE = f"{{{OPS}}}type"
_LEFT_OUT = frozenset(map(tei, ("pc", "fw", "surplus", "del", "note", "figDesc", "graphic", "milestone", "gap")))
_NAMES = {
    tei(name): html
    for name, html in {
        "p": "p", "l": "p", "ab": "p", "speaker": "p", "stage": "p", "label": "p", "seg": "p", "dateline": "p",
        "salute": "p", "signed": "p", "bibl": "p", "lg": "div", "sp": "div", "opener": "div", "closer": "div",
        "list": "ul", "listBibl": "div", "item": "li", "quote": "blockquote", "table": "table", "row": "tr",
        "cell": "td", "figure": "div", "div": "section", "foreign": "span",
    }.items()
}  # fmt: skip
_CLASSES = frozenset(("l", "lg", "speaker", "stage", "label"))
_WAYS = {"italic": "em", "bold": "strong", "strike": "s", "monospace": "code", "superscript": "sup", "subscript": "sub"}


def before_text(source: ExportSource) -> Iterator[tuple[str, str, list[etree._Element]]]:
    """The introduction: the file of its page, its title and its body."""
    for division in source.edition.iterfind("tei:text/tei:front/tei:div[@type='introduction']", NS):
        yield _page(source, division, "introduction", _language(source, division))


def behind_text(source: ExportSource) -> Iterator[tuple[str, str, list[etree._Element]]]:
    """The translations and the commentary, as in `before_text`."""
    for number, root in enumerate(source.translations, 1):
        title = root.find("tei:teiHeader//tei:title", NS)
        for body in root.iterfind("tei:text/tei:body", NS):
            text = body.getparent()
            language = "" if text is None else text.get(XML_LANG, "")
            made = _Prose("" if title is None else title.text or "", language)
            yield f"translation-{number}.xhtml", made.title, made.body(body)
    for division in source.edition.iterfind("tei:text/tei:back/tei:div[@type='commentary']", NS):
        yield _page(source, division, "commentary", _language(source, division))


def _language(source: ExportSource, division: etree._Element) -> str:
    text = source.edition.find("tei:text", NS)
    return division.get(XML_LANG, "") or ("" if text is None else text.get(XML_LANG, ""))


def _page(
    source: ExportSource, division: etree._Element, name: str, language: str
) -> tuple[str, str, list[etree._Element]]:
    head = division.find("tei:head", NS)
    named = "" if head is None else " ".join("".join(map(str, head.itertext())).split())
    made = _Prose(named or label(source.about.language, f"nav.{name}"), language)
    return f"{name}.xhtml", made.title, made.body(division)


class _Prose:
    """Makes a page of a part of a document, with its notes at the end."""

    def __init__(self, title: str, language: str) -> None:
        self.title = title
        self.language = {"lang": language, XML_LANG: language} if language else {}
        self.notes: list[etree._Element] = []

    def body(self, part: etree._Element) -> list[etree._Element]:
        """The body of the page."""
        held = H.section(H.h1(drawable(self.title)), self.language)
        for child in part:
            if not (child.tag == tei("head") and part.tag == tei("div")):
                self._add(held, child, 1)
        if self.notes:
            held.append(H.section(*map(self._note, self.notes), {_TYPE: "footnotes", "role": "doc-endnotes"}))
        return [held]

    def _add(self, held: etree._Element, element: etree._Element, level: int) -> None:
        """Write an element into another, and what follows it."""
        made = self._made(element, level) if isinstance(element.tag, str) else None
        if made is not None:
            held.append(made)
        self._words(held, element.tail)

    def _made(self, element: etree._Element, level: int) -> etree._Element | None:
        if element.tag == tei("note"):
            return self._of_note(element, level)
        if element.tag in _LEFT_OUT:
            return None
        if element.tag == tei("div") and element.get("type") == "notes":
            for child in element:
                self._of_note(child, level)
            return None
        if element.tag == tei("lb"):
            return H.br()
        made = self._opened(element, level)
        self._words(made, element.text)
        deeper = level + (element.tag == tei("div"))
        for child in element:
            self._add(made, child, deeper)
        return made

    def _opened(self, element: etree._Element, level: int) -> etree._Element:
        name = etree.QName(element).localname
        parent = element.getparent()
        if name == "head":
            in_section = parent is not None and parent.tag != tei("figure")
            return H(f"h{min(level, 6)}") if in_section else H.p({"class": "caption"})
        if name == "quote" and parent is not None and _NAMES.get(str(parent.tag)) == "p":
            return H.span()
        if name == "hi":
            return H(_WAYS.get(element.get("rend", ""), "span"))
        if name == "ref":
            return self._link(element)
        if name == "list" and element.get("rend") == "ordered":
            return H.ol()
        if name == "cell" and parent is not None and parent.get("role") == "label":
            return H.th()
        made = H(_NAMES.get(str(element.tag), "span"), {"class": name} if name in _CLASSES else {})
        if language := element.get(XML_LANG):
            made.set("lang", language)
        return made

    def _link(self, element: etree._Element) -> etree._Element:
        target, name = element.get("target", ""), element.get(XML_ID, "")
        if element.get("type") == "noteMark" and target:
            said = {"href": target, _TYPE: "noteref", "role": "doc-noteref", "class": "note"}
            number = "" if element.text else element.get("n", "")
            return H.a(number, said, {"id": name} if name else {})
        return H.a({"href": target}) if ":" in target.partition("#")[0] else H.span()

    def _of_note(self, element: etree._Element, level: int) -> etree._Element | None:
        """A section of the commentary stands where it is; another note at the end of the page."""
        if element.get("type") != "commentary":
            if element.get(XML_ID):
                self.notes.append(element)
            return None
        made = H.section({"id": element.get(XML_ID, "")})
        first, *rest = element
        if first.tag == tei("label"):
            made.append(H(f"h{min(level + 1, 6)}", H.em(drawable("".join(map(str, first.itertext()))))))
        else:
            rest = [first, *rest]
        for child in rest:
            self._add(made, child, level)
        return made

    def _note(self, element: etree._Element) -> etree._Element:
        made = H.aside({"id": element.get(XML_ID, ""), _TYPE: "footnote", "role": "doc-footnote"})
        number = f"{element.get('n', '')} "
        backs = [H.a(number, {"href": one, "role": "doc-backlink"}) for one in element.get("target", "").split()[:1]]
        blocks = [child for child in element if child.tag == tei("p")]
        first = H.p(*backs)
        self._words(first, element.text)
        for child in element:
            if blocks and child is blocks[0]:
                self._words(first, child.text)
                for inner in child:
                    self._add(first, inner, 1)
            elif not blocks:
                self._add(first, child, 1)
        made.append(first)
        for child in element:
            if blocks and child is not blocks[0]:
                self._add(made, child, 1)
        return made

    def _words(self, held: etree._Element, words: str | None) -> None:
        if not words:
            return
        last = held[-1] if len(held) else None
        if last is None:
            held.text = (held.text or "") + drawable(words)
        else:
            last.tail = (last.tail or "") + drawable(words)
