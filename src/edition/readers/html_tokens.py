"""The tokens of an HTML page, each with its place: tags, text, comments.

The rules are those of the HTML standard (13.2.5), written here because the tokenizer of Python changes with its version
and takes quadratic time for some pages. Two rules keep words that a browser would drop: `<` without any `>` after it is
text, and a quotation mark that is never closed belongs to the value of the attribute. The time is linear.

>>> [(one.kind, one.source) for one in tokenize("<p class=x>One<br>two")]
[('start', '<p class=x>'), ('text', 'One'), ('start', '<br>'), ('text', 'two')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from edition.late_patterns import late_pattern

#: Elements whose content is characters only; in the last three, references of characters are known.
RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_RAW_WITH_REFERENCES = frozenset({"title", "textarea"})
_NAME = late_pattern(r"[A-Za-z][^\s/>]*")
_SPACE = late_pattern(r"[\s/]*")
_ATTRIBUTE = late_pattern(r"([^\s/>][^\s/>=]*)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]*))?")
_REFERENCE = late_pattern(r"&(?:#[xX][0-9a-fA-F]+|#[0-9]+|[A-Za-z][A-Za-z0-9]*);?")
#: Beginning of what is no element -> its end, which belongs to it.
_DECLARATIONS = (("<!--", late_pattern(r"--!?>")), ("<?", late_pattern(r">")), ("<!", late_pattern(r">")))
_PROCESSING = late_pattern(r"\?>")


@dataclass(slots=True, eq=False)
class Token:
    """A stretch of a page. `kind`: start, end, text, raw (text of a script …), comment, declaration, or rest (a tag
    that is not closed).

    `words`: of a text, what its source means. `name`: of a tag, in small letters. `spans`: of the attributes with
    words (name, start, end in the source). `is_closed`: whether the tag ends with `/>`.
    """

    kind: str
    source: str
    offset: int
    name: str = ""
    words: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    spans: tuple[tuple[str, int, int], ...] = ()
    is_closed: bool = False

    def get(self, name: str) -> str:
        """The value of an attribute, "" where it has none."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> frozenset[str]:
        """The words of `class`."""
        return frozenset(self.get("class").casefold().split())

    @property
    def roles(self) -> frozenset[str]:
        """The words of `role` and `epub:type`."""
        return frozenset(f"{self.get('role')} {self.get('epub:type')}".casefold().split())


_SPANNED = frozenset({"href", "src", "alt"})


def tokenize(text: str, is_xml: bool = False) -> Iterator[Token]:
    """The tokens of a page; joined, their sources are the text. `is_xml`: XHTML, with its CDATA and closed tags."""
    return _Tokenizer(text, is_xml).run()


class _Tokenizer:
    def __init__(self, text: str, is_xml: bool) -> None:
        self.text, self.is_xml = text, is_xml
        self.last_end = text.rfind(">")  # after it nothing is a tag
        self.unclosed: set[str] = set()  # elements whose end tag does not come any more

    def run(self) -> Iterator[Token]:
        text, at = self.text, 0
        while at < len(text):
            begin = self._find_markup(at)
            yield from split_references(text[at:begin], at)
            if begin == len(text):
                return
            token = self._markup(begin)
            yield token
            at = begin + len(token.source)
            if token.kind == "start" and not (token.is_closed and self.is_xml):
                end = self._end_of_raw(token.name, at)
                if end > at and token.name in _RAW_WITH_REFERENCES:
                    yield from split_references(text[at:end], at)
                elif end > at:
                    yield Token("raw", text[at:end], at, words=text[at:end])
                at = end

    def _find_markup(self, at: int) -> int:
        """Where the next tag, comment or declaration begins."""
        begin = self.text.find("<", at)
        while begin != -1 and not self._is_markup(begin):
            begin = self.text.find("<", begin + 1)
        return len(self.text) if begin == -1 else begin

    def _is_markup(self, at: int) -> bool:
        following = self.text[at + 1 : at + 2]
        if following in "!?" and following:
            return True
        if at > self.last_end:
            return False
        return following == "/" or (following.isascii() and following.isalpha())

    def _markup(self, at: int) -> Token:
        for sign, end in _DECLARATIONS:
            if self.text.startswith(sign, at):
                return self._declaration(at, sign, end)
        is_end = self.text[at + 1] == "/"
        name = _NAME.match(self.text, at + 1 + is_end)
        if name is None:  # `</` and no name: a comment, as the standard has it
            return self._declaration(at, "</", re.compile(">"))
        return self._tag(at, name.end(), name[0].lower(), "end" if is_end else "start")

    def _declaration(self, at: int, sign: str, end: re.Pattern[str]) -> Token:
        if self.is_xml and self.text.startswith("<![CDATA[", at):
            return self._cdata(at)
        if sign == "<!--" and self.text.startswith((">", "->"), at + 4):
            return Token("comment", self.text[at : self.text.index(">", at) + 1], at)
        if sign == "<?" and self.is_xml:
            end = _PROCESSING
        found = end.search(self.text, at + len(sign))
        return Token("comment" if sign == "<!--" else "declaration", self.text[at : found.end() if found else None], at)

    def _cdata(self, at: int) -> Token:
        end = self.text.find("]]>", at)
        source = self.text[at:] if end == -1 else self.text[at : end + 3]
        return Token("text", source, at, words=source[9:].removesuffix("]]>"))

    def _tag(self, at: int, place: int, name: str, kind: str) -> Token:
        text = self.text
        attributes: dict[str, str] = {}
        spans = []
        while True:
            space = _SPACE.match(text, place)
            place = space.end() if space else place
            if place >= len(text):
                return Token("rest", text[at:], at)
            if text[place] == ">":
                break
            found = _ATTRIBUTE.match(text, place)
            if found is None:  # never: any sign but white space, / and > begins an attribute
                return Token("rest", text[at:], at)
            place = found.end()
            key = found[1].lower()
            if key not in attributes:
                value, start = _value(found)
                attributes[key] = unescape(value) if "&" in value else value
                if key in _SPANNED and value:
                    spans.append((key, start - at, start - at + len(value)))
        is_closed = text[place - 1] == "/"
        return Token(kind, text[at : place + 1], at, name, "", attributes, tuple(spans), is_closed)

    def _end_of_raw(self, name: str, at: int) -> int:
        """Where the content of an element ends that holds characters only; `at` for every other element."""
        if name == "plaintext":
            return len(self.text)
        if name not in RAW and name not in _RAW_WITH_REFERENCES:
            return at
        if name in self.unclosed or (self.is_xml and name not in ("script", "style")):
            return at
        found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.text, at)
        if found is not None:
            return found.start()
        self.unclosed.add(name)
        return at if name in _RAW_WITH_REFERENCES else len(self.text)


def _value(found: re.Match[str]) -> tuple[str, int]:
    """The value of an attribute without quotation marks, and where it begins."""
    value = found[2] or ""
    if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
        return value[1:-1], found.start(2) + 1
    return value, found.start(2)


def split_references(text: str, offset: int) -> Iterator[Token]:
    """Text as tokens: references of characters apart, because their source is not what they mean."""
    at = 0
    if "&" in text:
        for found in _REFERENCE.finditer(text):
            words = unescape(found[0])
            if words == found[0]:
                continue
            if found.start() > at:
                yield Token("text", text[at : found.start()], offset + at, words=text[at : found.start()])
            yield Token("text", found[0], offset + found.start(), words=words)
            at = found.end()
    if at < len(text):
        yield Token("text", text[at:], offset + at, words=text[at:])
