"""What stands in a line of Markdown, as tokens: emphasis, links, notes, breaks, raw HTML.

markdown-it-py says what there is and in which order; where it stands is found again in the content of the block.
"""

import re
from collections.abc import Callable, Sequence

from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token as Sign

from edition.late_patterns import late_pattern
from edition.readers.html_tokens import tokenize
from edition.readers.markdown_tokens import Source

_NOTE = late_pattern(r"\[\^([^\]\s]+)\]|\^\[|\[|\]")
_ATTRIBUTES = late_pattern(r"[ \t]+\{[#.][^{}\n]*\}[ \t]*$")
_TASK = late_pattern(r"\[[ xX]\][ \t]")
_BAR = late_pattern(r"\|[ \t]?")
_BREAK = late_pattern(r"[ \t]*\n[ \t]*")


class MarkdownLine:
    """Writes the content of a block. `positions`: of each of its characters, where it stands in the source."""

    def __init__(self, source: Source, content: str, positions: list[int], labels: frozenset[str], block: str) -> None:
        self.source, self.content, self.positions, self.labels = source, content, positions, labels
        self.at = 0
        found = _ATTRIBUTES.search(content) if block.startswith("h") else None
        self.cut = found.start() if found else len(content)
        self.is_item_head = block == "p" and bool(_TASK.match(content))
        lines = content.split("\n")
        self.is_line_block = block == "p" and all(line.lstrip().startswith("|") for line in lines)
        self.closed = _closed_brackets(content) if "^[" in content else frozenset()
        self.is_autolink = False
        self.depths: list[int] = []  # of the notes in the line: the brackets that are open in it

    def write(self, children: Sequence[Sign]) -> None:
        """All of the content."""
        if not self.content:
            return
        if self.is_line_block:
            self.source.open("line-block")
        handlers: dict[str, Callable[[Sign], None]] = {
            "text": self._text, "text_special": self._special, "softbreak": self._soft, "hardbreak": self._hard,
            "em_open": self._open, "em_close": self._close, "strong_open": self._open, "strong_close": self._close,
            "s_open": self._open, "s_close": self._close, "code_inline": self._code, "link_open": self._link,
            "link_close": self._end_link, "image": self._image, "html_inline": self._html,
        }  # fmt: skip
        for child in children:
            handlers.get(child.type, self._text)(child)
        self._take_text(len(self.content))
        if self.depths:
            self.depths.clear()
            self.source.close("inline-note")
        if self.is_line_block:
            self.source.close("line-block")

    # -- the content in the source

    def _place(self, index: int) -> int:
        """Where the source goes on behind `index` characters of the content."""
        if index < len(self.positions) and self.positions[index] >= 0:
            return max(self.positions[index], self.source.at)
        if 0 < index <= len(self.positions) and self.positions[index - 1] >= 0:
            return max(self.positions[index - 1] + 1, self.source.at)
        return self.source.at

    def _end(self, index: int) -> int:
        """Where the character before `index` ends in the source."""
        known = self.positions[index - 1] if 0 < index <= len(self.positions) else -1
        return max(known + 1, self.source.at) if known >= 0 else self.source.at

    def _sign(self, index: int) -> None:
        """The content up to `index` is a sign."""
        if index > self.at:
            self.source.take_sign(self._end(index))
            self.at = index

    def _take_text(self, index: int) -> None:
        """The content up to `index` is text; what stands between its lines are signs."""
        while self.at < index:
            stop = min(index, self.cut) if self.at < self.cut else index
            if self.at >= self.cut:
                self._sign(index)
                return
            self.source.take_sign(self._place(self.at))
            end = self.at + 1
            while end < stop and self.positions[end] == self.positions[end - 1] + 1:
                end += 1
            self.source.take_text(self._end(end))
            self.at = end

    def _find(self, words: str) -> int:
        """Where some words come next; what is passed over stays text."""
        found = self.content.find(words, self.at)
        if found > self.at:
            self._take_text(found)
        return found

    # -- words

    def _text(self, child: Sign) -> None:
        if not child.content or self.is_autolink or self._find(child.content) < 0:
            return
        end = self.at + len(child.content)
        if self.at == 0 and self.is_item_head:
            self._sign(4)
        if self.is_line_block and (self.at == 0 or self.content[self.at - 1] in "\n \t"):
            bar = _BAR.match(self.content, self.at, end)
            self._sign(bar.end() if bar else self.at)
        for found in list(_NOTE.finditer(self.content, self.at, end)):
            self._bracket(found)
        self._take_text(end)

    def _bracket(self, found: re.Match[str]) -> None:
        """A mark of a note, a note in the line, or a bracket in one."""
        sign = found[0]
        if found[1] and found[1] in self.labels:
            self._take_text(found.start())
            self.source.open("a", role="doc-noteref", href=f"#fn-{found[1]}")
            self._sign(found.start() + 2)
            self._take_text(found.end() - 1)
            self._sign(found.end())
            self.source.close("a")
        elif sign == "^[" and not self.depths and found.start() + 1 in self.closed:
            self._take_text(found.start())
            key = f"inline-note-{self._place(self.at)}"
            self.source.open("a", role="doc-noteref", href=f"#{key}")
            self.source.close("a")
            self.source.open("inline-note", id=key)
            self._sign(found.end())
            self.depths.append(0)
        elif sign == "]" and self.depths and not self.depths[-1]:
            self._take_text(found.start())
            self._sign(found.end())
            self.source.close("inline-note")
            self.depths.pop()
        elif self.depths and sign in ("[", "]"):
            self.depths[-1] += 1 if sign == "[" else -1

    def _special(self, child: Sign) -> None:
        """An escaped sign, or a reference of a character."""
        if self._find(child.markup) < 0:
            return
        self.source.take_sign(self._place(self.at))
        if child.info == "entity":
            self.at += len(child.markup)
            self.source.put("text", self._end(self.at), words=child.content)
        else:
            self._sign(self.at + (child.content != child.markup))
            self._take_text(self.at + len(child.content))

    def _soft(self, _child: Sign) -> None:
        if self.is_line_block:
            self._hard(_child)
        elif found := _BREAK.search(self.content, self.at):
            self._take_text(found.end())

    def _hard(self, _child: Sign) -> None:
        found = re.compile(r"\\?[ \t]*\n[ \t]*").search(self.content, self.at)
        if found is not None:
            self._take_text(found.start())
            self.source.take_sign(self._place(self.at))
            self.at = found.end()
            self.source.put("start", self._end(self.content.index("\n", found.start()) + 1), "br")

    # -- parts of a line

    def _open(self, child: Sign) -> None:
        if self._find(child.markup) >= 0:
            self.source.take_sign(self._place(self.at))
            self.source.open(child.tag)
            self._sign(self.at + len(child.markup))

    def _close(self, child: Sign) -> None:
        if self._find(child.markup) >= 0:
            self._sign(self.at + len(child.markup))
            self.source.close(child.tag)

    def _code(self, child: Sign) -> None:
        marks = re.escape(child.markup)
        found = re.compile(rf"(?<!`){marks}(?!`)([^`]|`+)*?(?<!`){marks}(?!`)").search(self.content, self.at)
        end = self.content.find(child.markup, self.at + len(child.markup)) if found is None else found.end()
        begin = self.content.find(child.markup, self.at) if found is None else found.start()
        if begin < 0:
            return
        self._take_text(begin)
        self._sign(begin + len(child.markup))
        self._take_text(max(end - len(child.markup), self.at))
        self._sign(end)

    def _link(self, child: Sign) -> None:
        href = str(child.attrs.get("href", ""))
        self.is_autolink = child.markup == "autolink"
        if self._find("<" if self.is_autolink else "[") < 0:
            return
        self.source.take_sign(self._place(self.at))
        self.source.open("a", href=href)
        self._sign(self.at + 1)

    def _end_link(self, _child: Sign) -> None:
        if self.is_autolink:
            self.is_autolink = False
            if self._find(">") >= 0:
                self._sign(self.at + 1)
        elif self._find("]") >= 0:
            self._address(self.at)
        self.source.close("a")

    def _address(self, begin: int, alt: tuple[int, int] | None = None, name: str = "") -> None:
        """The end of a link or picture from its `]` on, with the address apart."""
        content, end = self.content, begin + 1
        spans = [("alt", *alt)] if alt else []
        if content.startswith("(", end) and (target := self._target(end + 1)) is not None:
            start, stop, end = target
            spans.append(("href", start, stop))
        elif content.startswith("[", end) and (close := content.find("]", end + 1)) >= 0:
            end = close + 1
        first = self.source.at
        self.at = end
        token = self.source.put("start" if name else "sign", self._end(end), name)
        token.spans = tuple(
            (key, self.positions[a] - first, self.positions[b - 1] + 1 - first)
            for key, a, b in spans
            if b > a and first <= self.positions[a] <= self.positions[b - 1]
        )

    def _target(self, at: int) -> tuple[int, int, int] | None:
        """Of an address in brackets: where it begins and ends, and where the brackets end; None where there is none."""
        content, last = self.content, len(self.content)
        while at < last and content[at].isspace():
            at += 1
        found = parseLinkDestination(content, at, last)
        start, stop = (at, found.pos) if found.ok else (at, at)
        at = stop
        while at < last and content[at].isspace():
            at += 1
        title = parseLinkTitle(content, at, last)
        at = title.pos if title.ok else at
        while at < last and content[at].isspace():
            at += 1
        return (start, stop, at + 1) if content.startswith(")", at) else None

    def _image(self, _child: Sign) -> None:
        if self._find("![") < 0:
            return
        self.source.take_sign(self._place(self.at))
        depth, at = 1, self.at + 2
        while at < len(self.content) and depth:
            sign = self.content[at]
            depth += {"[": 1, "]": -1}.get(sign, 0)
            at += 2 if sign == "\\" else 1
        self._address(at - 1, (self.at + 2, at - 1), "img")

    def _html(self, child: Sign) -> None:
        if self._find(child.content) < 0:
            return
        self.source.take_sign(self._place(self.at))
        self.at += len(child.content)
        end = self._end(self.at)
        if self.source.text[self.source.at : end] == child.content:
            self.source.put_html(end)
            return
        for token in tokenize(child.content):  # it goes over the signs of a quotation
            self.source.put(token.kind, end, token.name, **token.attributes)


def _closed_brackets(content: str) -> frozenset[int]:
    """Where the brackets stand that are closed again."""
    waiting: list[int] = []
    closed = []
    for at, sign in enumerate(content):
        if sign == "[":
            waiting.append(at)
        elif sign == "]" and waiting:
            closed.append(waiting.pop())
    return frozenset(closed)
