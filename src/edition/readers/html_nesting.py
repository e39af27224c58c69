"""Which element each tag of a page opens or ends, with the ends that the HTML standard implies (13.2.6).

Blocks are nested; inside a line each end tag ends the last element of its name, as `<b><i></b></i>` needs it. No tree
is built and nothing is dropped: the tokens stay as they are, and end and start tags without source are put between.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from edition.readers.html_elements import (
    BLOCKS,
    CELLS,
    ENDS_PARAGRAPH,
    HEADINGS,
    IMPLIED_ENDS,
    IN_HEAD,
    IN_LINE,
    SCOPES,
    TABLE_PARTS,
    VOID,
)
from edition.readers.html_tokens import Token, tokenize

_TEXT_ONLY = frozenset({"title", "textarea"})
MAX_DEPTH = 256  # blocks in blocks; what is deeper stands side by side


@dataclass(slots=True, eq=False)
class Page:
    """A page or a document of a book. `part`: its file in a container.

    `ends`: number of the start tag of an element -> number of the token after which it ends. `blocks`: number of the
    start tag of a block -> that of the block around it (-1 for none). `holder`: of each token, the start tag of the
    innermost block that it stands in. `ids`: id -> number of the start tag.
    """

    part: str
    tokens: list[Token]
    ends: dict[int, int] = field(default_factory=dict)
    blocks: dict[int, int] = field(default_factory=dict)
    holder: list[int] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)

    def end(self, number: int) -> int:
        """The last token of an element: its end tag, or the last one of its block where it has none."""
        end, holder = self.ends.get(number, number), self.holder[number]
        if number not in self.blocks and holder in self.ends:
            end = min(end, self.ends[holder] - 1)
        return min(end, len(self.tokens) - 1)

    def words(self, start: int, end: int) -> str:
        """The words between two tokens."""
        return "".join(one.words for one in self.tokens[start:end] if one.kind == "text")


def read_page(text: str, part: str = "", is_xml: bool = False) -> Page:
    """The tokens of a page and their nesting."""
    nesting = _Nesting(part, is_xml)
    nesting.add_all(tokenize(text, is_xml))
    return nesting.page


def nest_tokens(tokens: Iterable[Token]) -> Page:
    """Tokens that another format has made, and their nesting."""
    nesting = _Nesting("", is_xml=False)
    nesting.add_all(tokens)
    return nesting.page


@dataclass(slots=True, eq=False)
class _Nesting:
    part: str
    is_xml: bool
    stack: list[int] = field(default_factory=list)  # start tags of open blocks
    names: list[str] = field(default_factory=list)  # and their names
    counts: Counter[str] = field(default_factory=Counter)
    inline: dict[str, list[int]] = field(default_factory=dict)  # name -> start tags of open inline elements
    opened: list[tuple[str, int]] = field(default_factory=list)  # the same in one list, the ended ones too
    has_body: bool = False
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.page = Page(self.part, [])

    def add_all(self, tokens: Iterable[Token]) -> None:
        """Take all tokens, and end what is still open."""
        for token in tokens:
            match token.kind:
                case "start":
                    self._start(token)
                case "end":
                    self._end(token)
                case "text":
                    self._text(token)
                case _:
                    self._put(token)
        while self.stack:
            self._pop(Token("end", "", self._offset()))
        last = len(self.page.tokens)
        for numbers in self.inline.values():
            self.page.ends.update(dict.fromkeys(numbers, last))

    def _offset(self) -> int:
        if not self.page.tokens:
            return 0
        return self.page.tokens[-1].offset + len(self.page.tokens[-1].source)

    def _put(self, token: Token) -> int:
        self.page.tokens.append(token)
        self.page.holder.append(self.stack[-1] if self.stack else -1)
        return len(self.page.tokens) - 1

    def _text(self, token: Token) -> None:
        if self.counts["head"] and self.names[-1] == "head" and token.words.strip():
            self._pop(Token("end", "", token.offset, "head"))
        self._put(token)

    # -- start tags

    def _start(self, token: Token) -> None:
        name = token.name
        if name in ("html", "body", "head") and (self.counts[name] or (name == "head" and self.has_body)):
            self._put(token)
            return
        if self._is_inside(_TEXT_ONLY):  # it was never closed: a tag is no content of it
            self._pop(Token("end", "", token.offset))
        self._leave_head(name)
        while name == "body" and self.names and self.names[-1] != "html":
            self._pop(Token("end", "", token.offset))
        if name in BLOCKS:
            self._start_block(token)
        else:
            number = self._put(token)
            self._index(token, number)
            if name not in VOID and not (self.is_xml and token.is_closed):
                self.inline.setdefault(name, []).append(number)
                self.opened.append((name, number))
            else:
                self.page.ends[number] = number

    def _leave_head(self, name: str) -> None:
        if name in IN_HEAD or (self.counts["head"] and self._is_inside(IN_LINE)):
            return
        while self.counts["head"]:
            self._pop(Token("end", "", self._offset()))
        self.has_body = True

    def _is_inside(self, names: frozenset[str]) -> bool:
        return bool(self.names) and self.names[-1] in names

    def _start_block(self, token: Token) -> None:
        name = token.name
        if name in TABLE_PARTS and not self.counts["table"]:
            self._put(token)
            return
        self._imply_ends(token)
        if name in ("td", "th") and self._is_inside(frozenset({"table", "tbody", "thead", "tfoot"})):
            self._push(Token("start", "", token.offset, "tr"))
        if self.is_xml and token.is_closed:
            number = self._push(token)
            if number is not None:
                self._pop(Token("end", "", token.offset + len(token.source), name))
            return
        self._push(token)

    def _imply_ends(self, token: Token) -> None:
        name = token.name
        if name in ENDS_PARAGRAPH:
            while self._is_inside(frozenset({"svg", "math"})):
                self._pop(Token("end", "", token.offset))
            if self.counts["p"]:
                self._end_to(frozenset({"p"}), SCOPES, token.offset)
        if name in HEADINGS and self._is_inside(HEADINGS):
            self._pop(Token("end", "", token.offset))
        if name == "table" and self._is_inside(frozenset({"table", "tbody", "thead", "tfoot", "tr"})):
            self._end_to(frozenset({"table"}), frozenset(), token.offset)
        ended, behind = IMPLIED_ENDS.get(name, (frozenset(), frozenset()))
        while any(self.counts[one] for one in ended) and self._end_to(ended, behind, token.offset):
            if name not in TABLE_PARTS:
                break

    def _push(self, token: Token) -> int | None:
        """Open a block; None where too many are open: it stands beside them."""
        number = len(self.page.tokens)
        if len(self.stack) >= MAX_DEPTH:
            self._put(token)
            return None
        self.page.blocks[number] = self.stack[-1] if self.stack else -1
        self.stack.append(number)
        self.names.append(token.name)
        self.counts[token.name] += 1
        self._put(token)
        self._index(token, number)
        return number

    def _index(self, token: Token, number: int) -> None:
        for key in (token.get("id"), token.get("xml:id"), token.get("name") if token.name == "a" else ""):
            if key:
                self.page.ids.setdefault(key, number)

    # -- ends

    def _pop(self, token: Token) -> None:
        number = self.stack[-1]
        if self.names[-1] in CELLS:
            self._end_inline_since(number, token.offset)
        self.page.ends[number] = self._put(token)
        self.stack.pop()
        self.counts[self.names.pop()] -= 1

    def _end_inline_since(self, number: int, offset: int) -> None:
        """End what was opened in a cell inside a line and is open: it does not reach out of it."""
        while self.opened and self.opened[-1][1] > number:
            name, start = self.opened.pop()
            if (numbers := self.inline.get(name)) and numbers[-1] == start:
                self.page.ends[numbers.pop()] = self._put(Token("end", "", offset, name))

    def _end(self, token: Token) -> None:
        name = token.name
        if name in ("body", "html"):
            self._put(token)
            return
        if name in BLOCKS:
            if not self._end_block(token):
                self._put(token)
            return
        number = self._put(token)
        if numbers := self.inline.get(name):
            self.page.ends[numbers.pop()] = number

    def _end_block(self, token: Token) -> bool:
        """End the block of an end tag and what is open in it; False where there is none."""
        name = token.name
        wanted = HEADINGS if name in HEADINGS else frozenset({name})
        if not any(self.counts[one] for one in wanted):
            return False
        scope = frozenset({"table"}) if name in TABLE_PARTS else SCOPES - {name}
        if name == "table":
            scope = frozenset()
        return self._end_to(wanted, scope, token.offset, token)

    def _end_to(self, wanted: frozenset[str], scope: frozenset[str], offset: int, token: Token | None = None) -> bool:
        """End the innermost block with one of the names, and all in it; False where the scope holds none."""
        either = wanted | scope
        depth = next((depth for depth in range(len(self.names) - 1, -1, -1) if self.names[depth] in either), -1)
        if depth < 0 or self.names[depth] not in wanted:
            return False
        while len(self.names) > depth + 1:
            self._pop(Token("end", "", offset))
        self._pop(token or Token("end", "", offset))
        return True
