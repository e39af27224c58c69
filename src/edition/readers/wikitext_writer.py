"""Write the tokens of a page in wikitext: what the walk over links, tables, templates and tags has in common."""

from abc import ABC, abstractmethod
from html import unescape

import mwparserfromhell
from mwparserfromhell.nodes import Node, Tag
from mwparserfromhell.wikicode import Wikicode

from edition.late_patterns import late_pattern
from edition.model import Rule
from edition.readers.events import Open
from edition.readers.wikitext_tokens import Aside, End, Left, LineBreak, LineEnd, Page, Quotes, Token, Words

_SPLIT = late_pattern(r"(\n|'{2,}|__[A-Z]+__)")
_SWITCH = late_pattern(r"__[A-Z]+__")
_ENTITY = late_pattern(r"(&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]\w{0,30});)")
_UNREAD = late_pattern(
    r"\{\{|\}\}|\[\[|\]\]|^\{\||</?(?:ref|table|t[rdh]|poem|div|span|blockquote"
    r"|small|big|su[pb]|[uo]l|li|[pbius]|center|font)\b[^<>\n]*"
)


class TokenWriter(ABC):
    """Writes tokens of a page to `out`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.out: list[Token] = page.tokens

    @abstractmethod
    def node(self, node: Node, at: int) -> None:
        """Write the tokens of a node of the parser's tree."""

    def read(self, source: str, at: int) -> None:
        """Read a text that is parsed for itself, and begins at a place of the page."""
        self._nodes(mwparserfromhell.parse(source, skip_style_tags=True), at)

    def _nodes(self, code: Wikicode, at: int) -> None:
        for node in code.nodes:
            self.node(node, at)
            at += len(str(node))

    def _leave(self, rule: Rule, at: int, length: int, is_named: bool = False) -> None:
        if length:
            self.out.append(Left(rule, self.page.text[at : at + length], at, is_named))

    def _text(self, at: int, end: int) -> None:
        for part in _SPLIT.split(self.page.text[at:end]):
            if part == "\n":
                self.out.append(LineEnd(at))
            elif part.startswith("''"):
                self.out.append(Quotes(part, at))
            elif part and (at in self.page.indents or _SWITCH.fullmatch(part)):
                self._leave(Rule.MARKUP, at, len(part))
            elif part:
                self.page.unread += [(found[0], at + found.start()) for found in _UNREAD.finditer(part)]
                self.out.append(Words(part, at))
            at += len(part)

    def _plain(self, source: str, at: int) -> None:
        """Words without any markup but character references."""
        for part in _ENTITY.split(source):
            if part:
                words = unescape(part)
                self.out.append(Words(words, at, part if words != part else None))
            at += len(part)

    def _verbatim(self, source: str, at: int) -> None:
        for number, line in enumerate(source.split("\n")):
            if number:
                self._leave(Rule.MARKUP, at, 1)
                self.out.append(LineBreak())
                at += 1
            self._plain(line, at)
            at += len(line)

    def _around(self, part: Open | None, inner: Wikicode | None, at: int, before: int, end: int) -> None:
        """Something with signs before and behind its contents."""
        self._leave(Rule.MARKUP, at, before)
        if part is not None:
            self.out.append(part)
        inside = len(str(inner)) if inner is not None else 0
        if inner is not None:
            self._nodes(inner, at + before)
        if part is not None:
            self.out.append(End())
        self._leave(Rule.MARKUP, at + before + inside, end - at - before - inside)

    def _aside(self, first: int, last: int) -> None:
        outer, self.out = self.out, []
        self.read(self.page.text[first:last], first)
        tokens, self.out = tuple(self.out), outer
        self.out.append(Aside(tokens))


def length_before(node: Tag) -> int:
    """How many characters a tag has before its contents."""
    source = len(str(node))
    if node.self_closing or node.contents is None:
        return source
    behind = str(node.closing_wiki_markup or "") if node.wiki_markup else f"</{node.closing_tag}>"
    return source - len(behind) - len(str(node.contents))
