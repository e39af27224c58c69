"""The source of a Markdown file, and the tokens that cover it, in order and without gaps."""

import re
from collections.abc import Iterator

from edition.late_patterns import late_pattern
from edition.readers.html_tokens import Token, tokenize

#: A line that gives a name to an address: `[name]: address "title"`.
_REFERENCE = late_pattern(r"[ >\t]*\[[^\]^][^\]]*\]:\s*(?P<href><[^>\n]*>|\S+)")
_CONTAINER = late_pattern(r"(?:[ \t>]|[-*+](?=\s|$)|\d{1,9}[.)](?=\s|$))*")
_WORD = late_pattern(r"\w")


class Source:
    """The text of a file with a cursor. `tokens`: what covers the text before the cursor."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.at = 0
        self.tokens: list[Token] = []
        self.last_opened = ""

    # -- tokens

    def put(self, kind: str, end: int, name: str = "", words: str | None = None, **attributes: str) -> Token:
        """A token from the cursor to a place."""
        source = self.text[self.at : end]
        given = source if words is None and kind == "text" else words or ""
        token = Token(kind, source, self.at, name, given, dict(attributes))
        self.tokens.append(token)
        self.at += len(source)
        return token

    def open(self, name: str, **attributes: str) -> None:
        """An element begins at the cursor; its signs follow."""
        self.last_opened = name
        self.put("start", self.at, name, **attributes)

    def close(self, name: str) -> None:
        """An element ends at the cursor."""
        self.put("end", self.at, name)

    def take_sign(self, end: int) -> None:
        """What stands up to a place is a sign of Markdown."""
        if end > self.at:
            self.put("sign", end)

    def take_text(self, end: int) -> None:
        """What stands up to a place is text."""
        if end > self.at:
            self.put("text", end)

    def go_to(self, place: int) -> None:
        """Move the cursor: what is passed over are signs and addresses; lines with words are text of their own."""
        while self.at < place:
            end = min(place, self._end_of_line(self.at))
            self._pass(end)

    def _end_of_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end == -1 else end + 1

    def _pass(self, end: int) -> None:
        source = self.text[self.at : end]
        container = _CONTAINER.match(source)
        rest = source[container.end() if container else 0 :]
        reference = _REFERENCE.match(source)
        if not _WORD.search(rest):
            self.take_sign(end)
        elif reference is not None:
            begin, stop = reference.span("href")
            self.put("sign", end).spans = (("href", begin, stop),)
        else:
            self.take_sign(end - len(rest))
            self.open("div")
            self.take_text(end)
            self.close("div")

    def finish(self) -> None:
        """Cover what is left."""
        self.go_to(len(self.text))

    # -- blocks

    def take_raw(self, end: int) -> None:
        """Data of the file, which are no text."""
        self.open("script")
        self.put("raw", end, words=self.text[self.at : end])
        self.close("script")

    def take_rule(self, line: int) -> None:
        """A line that parts the text."""
        self.go_to(self.starts[line])
        self.put("start", self.starts[line] + len(self.lines[line]), "hr")

    def take_code(self, start: int, end: int, content: str, is_fenced: bool) -> None:
        """Lines that are kept."""
        lines = content.removesuffix("\n").split("\n") if content else []
        first = start + is_fenced
        self.go_to(self.starts[start])
        self.open("pre")
        for number, words in enumerate(lines, first):
            place = self._find(words.strip(), number) if number < len(self.lines) else -1
            if place >= 0:
                self.take_sign(place)
                self.take_text(min(self.starts[number + 1], len(self.text)))
        if is_fenced and first + len(lines) < end and end <= len(self.lines):
            self.take_sign(self.starts[end - 1] + len(self.lines[end - 1]))
        self.close("pre")

    def take_html(self, start: int, end: int, content: str) -> None:
        """Raw HTML. In a quotation or list its lines are taken one by one."""
        for number, words in enumerate(content.rstrip("\n").split("\n"), start):
            if number >= min(end, len(self.lines)):
                break
            place = self.starts[number]
            if self.text.startswith(content.rstrip("\n"), place):
                self.go_to(place)
                self.put_html(place + len(content.rstrip("\n")))
                return
            found = self._find(words.strip(), number)
            if found >= 0:
                self.go_to(found)
                self.put_html(found + len(words.strip()))

    def put_html(self, end: int) -> None:
        """HTML from the cursor to a place."""
        for token in tokenize(self.text[self.at : end]):
            token.offset = self.at
            self.tokens.append(token)
            self.at += len(token.source)

    # -- places

    def _find(self, words: str, line: int) -> int:
        """Where some words stand at the end of a line; -1 where they do not."""
        source = self.lines[line].rstrip()
        place = source.rfind(words) if words else len(source)
        return -1 if place < 0 else max(self.starts[line] + place, self.at)

    def positions(self, content: str, start: int, end: int) -> list[int]:
        """Of each character of a block's content, where it stands in the source; -1 for one that is not found."""
        found: list[int] = []
        for number, line in enumerate(content.split("\n"), start):
            if number > start:
                found.append(self.starts[number] - 1 if number < len(self.starts) else -1)
            stripped = line.lstrip()
            place = self._find(stripped.rstrip(), number) if number < min(end, len(self.lines)) else -1
            lead = len(line) - len(stripped)
            found += [place - lead + n if place >= 0 else -1 for n in range(len(line))]
        return found

    def positions_in_cell(self, content: str, cell: tuple[int, int]) -> list[int]:
        """The same in a cell of a table, in which `\\|` stands for `|`."""
        at, end = cell
        found = []
        for sign in content:
            if sign == "|" and self.text.startswith("\\|", at):
                at += 1
            found.append(at if at < end and self.text[at] == sign else -1)
            at += 1
        return found

    def cells(self, line: int) -> list[tuple[int, int]]:
        """The cells of a row, from the first to the last sign of their words."""
        return list(self._cells(line))

    def _cells(self, line: int) -> Iterator[tuple[int, int]]:
        source = self.lines[line]
        container = re.match(r"[ \t>]*", source)
        at = container.end() if container else 0
        if source.startswith("|", at):
            at += 1
        for found in re.finditer(r"((?:[^|\\]|\\.|\\$)*)(\||$)", source[at:]):
            words = found[1]
            begin = self.starts[line] + at + found.start() + len(words) - len(words.lstrip())
            yield begin, begin + len(words.strip())
