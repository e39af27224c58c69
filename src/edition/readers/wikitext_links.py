"""Links of wikitext: to pages, categories, pictures with their captions, and addresses."""

import re
from itertools import pairwise

from mwparserfromhell.nodes import ExternalLink, Text, Wikilink
from mwparserfromhell.wikicode import Wikicode

from edition.model import Kind, Rule
from edition.readers.events import Open
from edition.readers.wikitext_names import is_image_word, link_rule, shows_caption
from edition.readers.wikitext_tokens import End
from edition.readers.wikitext_writer import TokenWriter


class LinkTokens(TokenWriter):
    """Writes the tokens of links."""

    def _link(self, node: Wikilink, at: int) -> None:
        end = at + len(str(node))
        title = str(node.title)
        rule = link_rule(title)
        if rule is Rule.PICTURE and node.text is not None:
            self._picture(node, at, end)
        elif rule is Rule.CATEGORY or (rule is not None and (rule is Rule.PICTURE or node.text is None)):
            self._leave(rule, at, end - at)
        elif node.text is not None and str(node.text).strip():
            before = len("[[") + len(title) + len("|")
            self._leave(Rule.MARKUP, at, len("[["))
            self._leave(Rule.LINK_TARGET, at + 2, before - 2)
            self._nodes(node.text, at + before)
            self._leave(Rule.MARKUP, end - 2, 2)
        else:
            self._bare_link(node, at, end)

    def _bare_link(self, node: Wikilink, at: int, end: int) -> None:
        """A link whose target is its label; before a bare `|` without what stands in parentheses."""
        title = str(node.title)
        shown = re.sub(r"\s*\([^()]*\)\s*$", "", title) if node.text is not None else title
        colon = len(title) - len(title.lstrip().removeprefix(":")) if title.lstrip().startswith(":") else 0
        self._leave(Rule.MARKUP, at, len("[[") + colon)
        if shown == title and not colon:
            self._nodes(node.title, at + 2)
        else:
            self._text(at + 2 + colon, at + 2 + len(shown))
        rest = at + 2 + len(shown)
        self._leave(Rule.LINK_TARGET if len(shown) < len(title) else Rule.MARKUP, rest, end - rest)

    def _picture(self, node: Wikilink, at: int, end: int) -> None:
        """A picture: its caption stands on the page only in a frame."""
        begin = at + len("[[") + len(str(node.title)) + len("|")
        parts = [(first, last) for first, last in _split_parts(node.text, begin)]
        words = [self.page.text[first:last] for first, last in parts]
        captions = [part for part, said in zip(parts, words, strict=True) if not is_image_word(said)]
        if not captions or not shows_caption(words):
            self._leave(Rule.PICTURE, at, end - at)
            return
        first, last = captions[-1]
        self._leave(Rule.PICTURE, at, first - at)
        self._aside(first, last)
        self._leave(Rule.PICTURE, last, end - last)

    def _gallery(self, source: str, at: int) -> None:
        for line in source.splitlines(keepends=True):
            name, bar, rest = line.partition("|")
            self._leave(Rule.PICTURE, at, len(name) + len(bar))
            if rest.strip():
                self._aside(at + len(name) + 1, at + len(line))
            else:
                self._leave(Rule.PICTURE, at + len(name) + len(bar), len(rest))
            at += len(line)

    def _address(self, node: ExternalLink, at: int) -> None:
        source = str(node)
        if not node.brackets:
            self._nodes(node.url, at)
        elif node.title is None or not str(node.title).strip():
            self._leave(Rule.LINK_TARGET, at, len(source))
        else:
            before = len(source) - 1 - len(str(node.title))
            self._leave(Rule.LINK_TARGET, at, before)
            self.out.append(Open(Kind.LINK, target=str(node.url)))
            self._nodes(node.title, at + before)
            self.out.append(End())
            self._leave(Rule.MARKUP, at + len(source) - 1, 1)


def _split_parts(code: Wikicode | None, at: int) -> list[tuple[int, int]]:
    """Where the parts between the `|` of a picture begin and end; those in links and templates do not count."""
    bounds = [at - 1]
    for node in code.nodes if code is not None else ():
        source = str(node)
        if isinstance(node, Text):
            bounds += [at + place for place, sign in enumerate(source) if sign == "|"]
        at += len(source)
    bounds.append(at)
    return [(first + 1, last) for first, last in pairwise(bounds)]
