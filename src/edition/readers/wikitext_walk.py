"""Walk over the tree that the parser makes of a page in wikitext.

The strings of the tree joined are the page, so that places are sums of lengths. Apostrophes for italic and bold are
not the parser's: they hold to the end of a line, across links and tags.
"""

import re
from collections.abc import Callable, Mapping

from mwparserfromhell.nodes import (
    Argument,
    Comment,
    ExternalLink,
    Heading,
    HTMLEntity,
    Node,
    Tag,
    Template,
    Text,
    Wikilink,
)
from mwparserfromhell.wikicode import Wikicode

from edition.late_patterns import late_pattern
from edition.model import Kind, Rule
from edition.readers.events import Open
from edition.readers.wikitext_links import LinkTokens
from edition.readers.wikitext_names import BLOCKS, BOUNDARIES, INLINE, LEFT_OUT, TRANSPARENT, VERBATIM, template_name
from edition.readers.wikitext_tables import TableTokens
from edition.readers.wikitext_tokens import Boundary, LineBreak, ListSign, NoteMark, Page
from edition.readers.wikitext_writer import length_before

_METADATA = ("defaultsort", "displaytitle", "sortierung", "tri", "ordenar")
_TABLE_INDENT = late_pattern(r"^(:+)(?=[ \t]*\{\|)", re.MULTILINE)


def read_page(text: str, templates: Mapping[str, int]) -> Page:
    """The tokens of a page. `templates`: name -> number of its argument that is text."""
    page = Page(text, {template_name(name): number for name, number in templates.items()})
    page.indents = frozenset(found.start() for found in _TABLE_INDENT.finditer(text))
    _Walk(page).read(_TABLE_INDENT.sub(lambda found: " " * len(found[1]), text), 0)
    return page


class _Walk(LinkTokens, TableTokens):
    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.sources: dict[str, str] = {}  # of notes by their key
        self.lists: list[str] = []  # the signs of the lists in tags that are open
        self._handlers: Mapping[type[Node], Callable[..., None]] = {
            Text: lambda node, at: self._text(at, at + len(str(node))),
            Comment: lambda node, at: self._leave(Rule.COMMENT, at, len(str(node))),
            Argument: lambda node, at: self._leave(Rule.TEMPLATE, at, len(str(node))),
            HTMLEntity: lambda node, at: self._plain(str(node), at),
            Heading: self._heading,
            Wikilink: self._link,
            ExternalLink: self._address,
            Template: self._template,
            Tag: self._tag,
        }

    def node(self, node: Node, at: int) -> None:
        self._handlers[type(node)](node, at)

    def _heading(self, node: Heading, at: int) -> None:
        """A heading; signs with more words behind them in the line are no heading, but words."""
        whole = at + len(str(node))
        rest = re.sub(r"<!--.*?-->", "", self.page.text[whole:].partition("\n")[0][:1000])
        if rest.strip():
            self._text(at, at + node.level)
            self._nodes(node.title, at + node.level)
            self._text(whole - node.level, whole)
            return
        self._around(Open(Kind.HEADING, level=str(node.level)), node.title, at, node.level, whole)

    # -- templates

    def _template(self, node: Template, at: int) -> None:
        length = len(str(node))
        name = template_name(str(node.name))
        number = self.page.templates.get(name, self.page.templates.get("*"))
        is_named = number is not None
        if number or any(str(one.name).strip() == "refs" for one in node.params):
            self._open_template(node, name, at)
        elif name == "!" or name.partition(":")[0] in _METADATA:
            self._leave(Rule.METADATA, at, length)
        else:
            if not is_named:
                self.page.left_templates[name.partition(":")[0] if name.startswith("#") else name] += 1
            self._leave(_rule_of(node), at, length, is_named)

    def _open_template(self, node: Template, name: str, at: int) -> None:
        """A template with an argument that is text, or with a list of notes."""
        number = self.page.templates.get(name, self.page.templates.get("*"))
        wanted, is_named = str(number or "refs"), number is not None
        done, here = at, at + len("{{") + len(str(node.name))
        for one in node.params:
            value = here + len("|") + (len(str(one.name)) + len("=") if one.showkey else 0)
            here += len("|") + len(str(one))
            if str(one.name).strip() == wanted:
                self._leave(Rule.TEMPLATE, done, value - done, is_named)
                if wanted == "refs":
                    self._references(one.value, value)
                else:
                    self._nodes(one.value, value)
                done = value + len(str(one.value))
        self._leave(Rule.TEMPLATE, done, at + len(str(node)) - done, is_named)

    # -- tags

    def _tag(self, node: Tag, at: int) -> None:
        name = str(node.tag).strip().casefold()
        end = at + len(str(node))
        if node.wiki_markup in ("*", "#", ":", ";"):
            self._leave(Rule.MARKUP, at, 1)
            self.out.append(ListSign(str(node.wiki_markup)))
        elif name in LEFT_OUT:
            self.page.left_tags[name] += 1
            self._leave(LEFT_OUT[name], at, end - at)
        elif name == "ref":
            self._note(node, at, end)
        elif name == "pages" or (name == "section" and node.self_closing):
            self.page.pages += [str(node)] * (name == "pages")
            self._leave(Rule.MARKUP, at, end - at)
        elif name == "br":
            self._leave(Rule.MARKUP, at, end - at)
            self.out.append(LineBreak())
        else:
            self._element(node, name, at, end)

    def _element(self, node: Tag, name: str, at: int, end: int) -> None:
        """A tag with contents."""
        before = length_before(node)
        inner = node.contents if not node.self_closing else None
        inside = str(inner) if inner is not None else ""
        if name in ("nowiki", "gallery", "references", *VERBATIM):
            self._leave(Rule.MARKUP, at, before)
            self._special(name, inner, inside, at + before)
            self._leave(Rule.MARKUP, at + before + len(inside), end - at - before - len(inside))
        elif name == "table":
            self._table(node, at, before, end)
        elif name in BLOCKS and not (name in ("td", "th", "tr") and node.self_closing and not node.wiki_markup):
            self._around(self._block(node, name), inner, at, before, end)
        elif name in ("li", *BOUNDARIES):
            self._boundary(name, inner, at, before, end)
        else:
            if name not in TRANSPARENT and name not in INLINE:
                self.page.unknown_tags[name] += 1
            self._around(INLINE.get(name) if inner is not None else None, inner, at, before, end)

    def _special(self, name: str, inner: Wikicode | None, inside: str, at: int) -> None:
        if name == "references" and inner is not None:
            self._references(inner, at)
        elif name == "gallery":
            self.out.append(Boundary())
            self._gallery(inside, at)
        elif name in VERBATIM:
            self.out.append(Boundary())
            self._verbatim(inside, at)
            self.out.append(Boundary())
        else:
            self._plain(inside, at)

    def _boundary(self, name: str, inner: Wikicode | None, at: int, before: int, end: int) -> None:
        self.out.append(Boundary())
        if name == "li":
            signs = "".join(self.lists) or "*"
            self.out += [ListSign(sign) for sign in signs]
        elif name in ("ul", "ol"):
            self.lists.append("#" if name == "ol" else "*")
        self._around(None, inner, at, before, end)
        if name in ("ul", "ol"):
            self.lists.pop()
        if inner is not None or name == "hr":
            self.out.append(Boundary())

    # -- notes

    def _note(self, node: Tag, at: int, end: int) -> None:
        """A note or the mark of one: its words are kept apart, and stand where it is marked first."""
        self._define(node, at, end, is_marked=True)

    def _define(self, node: Tag, at: int, end: int, is_marked: bool) -> None:
        name, group = _attribute(node, "name"), _attribute(node, "group")
        before = length_before(node)
        inside = "" if node.self_closing or node.contents is None else str(node.contents)
        key = f"ref-{group}-{name}" if name else f"ref-{at}"
        if inside.strip() and key in self.sources and self.sources[key] != inside:
            key = f"ref-{at}"
        if is_marked:
            self.out.append(NoteMark(key, group))
        if not inside.strip() or key in self.sources:
            self._leave(Rule.TWIN if inside.strip() else Rule.NOTE_MARK, at, end - at)
            return
        self.sources[key] = inside
        self._leave(Rule.MARKUP, at, before)
        outer, self.out = self.out, []
        self._nodes(node.contents, at + before)
        self.page.notes[key], self.out = tuple(self.out), outer
        self._leave(Rule.MARKUP, at + before + len(inside), end - at - before - len(inside))

    def _references(self, code: Wikicode, at: int) -> None:
        """A list of notes that are marked elsewhere."""
        for node in code.nodes:
            length = len(str(node))
            if isinstance(node, Tag) and str(node.tag).strip().casefold() == "ref":
                self._define(node, at, at + length, is_marked=False)
            elif isinstance(node, Text):
                self._leave(Rule.MARKUP, at, length)
            else:
                self.node(node, at)
            at += length


def _attribute(node: Tag, name: str) -> str:
    found = [one for one in node.attributes if str(one.name).strip().casefold() == name]
    return str(found[-1].value or "").strip().strip("\"'") if found else ""


def _rule_of(template: Template) -> Rule:
    """A template whose arguments all have names is data (a box of facts, a citation); any other may hold text."""
    is_data = bool(template.params) and all(one.showkey for one in template.params)
    return Rule.TEMPLATE_DATA if is_data else Rule.TEMPLATE
