"""Walk over a LaTeX file: its commands, groups and environments, from its own text to events."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from edition.errors import SeedError
from edition.late_patterns import late_pattern
from edition.model import Kind, Rule
from edition.readers.events import At, Open
from edition.readers.latex_blocks import BARE, LatexBlocks
from edition.readers.latex_words import (
    ACCENTS,
    BOUNDARIES,
    CHARACTERS,
    ENVIRONMENT_ARGUMENTS,
    ENVIRONMENTS,
    HEADINGS,
    INLINE,
    LEFT_ENVIRONMENTS,
    LEFT_OUT,
    NOTES,
    SILENT,
    SWITCHES,
    VERBATIM,
)
from edition.readers.runs import DEEPEST_HEADING

_TOKEN = late_pattern(
    r"(?P<comment>%[^\n]*(?:\n[ \t]*)?)|(?P<command>\\(?:[A-Za-z@]+\*?|[\s\S]?))|(?P<open>\{)|(?P<close>\})"
    r"|(?P<math>\$\$?)|(?P<align>&)|(?P<par>\n[ \t]*(?:\n[ \t]*)+)|(?P<sign>~|---?|``|''|`|')"
    r"|(?P<text>[^%\\{}$&\n~`'-]+|[\n-])"
)
_SIGNS = {"~": "\u00a0", "--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "'": "’"}
_ACCENTED = late_pattern(r"[ \t]*(?:\{\s*(\\[ij]|[^\\{}%]?)\s*\}|(\\[ij](?![A-Za-z])[ \t]*)|([^\\{}%\s]))")
_FORMULA_END = {sign: late_pattern(rf"(?<!\\){re.escape(sign)}|\n[ \t]*\n") for sign in ("$", "$$")}
_NAME = late_pattern(r"\s*\{([^{}\n]*)\}")
_SPACE = late_pattern(r"[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?")
_BRACKET = late_pattern(r"\s*\[")
_BRACE = late_pattern(r"\s*\{")
_INSIDE = late_pattern(r"\\[\s\S]|%[^\n]*|[{}\[\]]")


@dataclass(slots=True)
class _Frame:
    """A group or environment that is open. `action`: what its end does; `parts`: those that hold behind it;
    `depth`: how many holders were open before it.
    """

    closer: str
    at: int
    parts: tuple[Open, ...]
    depth: int
    action: str = ""


class LatexWalk(LatexBlocks):
    """Reads the body of a file. The counters are for findings."""

    def __init__(self, path: str, text: str, part: str) -> None:
        super().__init__()
        self.path, self.text, self.part = path, text, part
        self.frames: list[_Frame] = []
        self.parts: tuple[Open, ...] = ()
        self.at = 0
        self.shift = 0 if re.search(r"\\(?:chapter|part|eledchapter)\b", text) is None else 1
        self.unknown: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        self.seen: Mapping[str, Callable[[str], None]] = {  # group of _TOKEN -> what becomes of it
            "text": self._see_text,
            "sign": self._see_sign,
            "comment": self._see_comment,
            "par": self._see_par,
            "math": self._see_math,
            "align": self._see_align,
            "open": self._see_open,
            "close": self._see_close,
            "command": self._see_command,
        }

    def read(self, begin: int, end: int) -> None:
        """Read the body, which stands between two places of the file."""
        self.at = begin
        while self.at < end:
            self._step(end)
        if self.frames:
            frame = self.frames[-1]
            what = "{" if frame.closer == "}" else f"\\begin{{{frame.closer}}}"
            raise SeedError(f"{self.path}: {what} in line {self._line(frame.at)} is never closed")
        self._pop_holders(1)
        self._leave_blocks()

    def _step(self, end: int) -> None:
        """Read the next sign, command or stretch of words."""
        found = _TOKEN.match(self.text, self.at, self._stop(end))
        if found is None:
            raise SeedError(f"{self.path}: the file cannot be read from line {self._line(self.at)} on")
        self.seen[found.lastgroup or ""](found[0])

    def _stop(self, end: int) -> int:
        """How far the next token may reach."""
        return end

    def _line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    # -- characters

    def _out(self, end: int, rule: Rule = Rule.MARKUP) -> None:
        if end > self.at:
            self.writer.leave(rule, self.text[self.at : end], At(offset=self.at))
            self.at = end

    def _write(self, words: str, end: int) -> None:
        source = self.text[self.at : end]
        if words.strip():
            self._begin_words()
        self.writer.write(words, At(offset=self.at), self.parts, source if source != words else None)
        self.at = end

    def _see_text(self, found: str) -> None:
        self._write(found, self.at + len(found))

    def _see_sign(self, found: str) -> None:
        self._write(_SIGNS[found], self.at + len(found))

    def _see_comment(self, found: str) -> None:
        self._out(self.at + len(found), Rule.COMMENT)
        if self.text[self.at : self.at + 1] == "\n" and found.endswith("\n"):
            self._boundary()

    def _see_par(self, found: str) -> None:
        self._out(self.at + len(found))
        self._boundary()

    def _see_math(self, found: str) -> None:
        """A formula ends in its paragraph."""
        closed = _FORMULA_END[found].search(self.text, self.at + len(found))
        if closed is None or "\n" in closed[0]:
            raise SeedError(f"{self.path}: {found} in line {self._line(self.at)} is never closed in its paragraph")
        self.left["formula"] += 1
        self._out(closed.end(), Rule.FIELD_CODE)

    def _see_align(self, found: str) -> None:
        self._out(self.at + len(found))
        if self.holder.kind is Kind.STANZA:
            self.writer.break_line()
        elif self.holder.kind is Kind.TABLE:
            self._begin_cell()
            self.writer.end()
            self.holder.is_open = False
            self._begin_cell()

    # -- groups

    def _see_open(self, found: str) -> None:
        self.frames.append(_Frame("}", self.at, self.parts, len(self.holders)))
        self._out(self.at + len(found))

    def _see_close(self, found: str) -> None:
        self._out(self.at + len(found))
        if self.frames and self.frames[-1].closer == "}":
            self._end_frame(self.frames.pop())

    def _end_frame(self, frame: _Frame) -> None:
        self.parts = frame.parts
        if frame.action == "apparatus":
            if _BRACE.match(self.text, self.at):
                self.left["apparatus of \\edtext"] += 1
                self._out(self._argument_end(self.at, "{", "}"), Rule.APPARATUS)
        elif frame.action == "note":
            self._pop_holders(frame.depth)
            self.writer.end_note()
        elif frame.action == "block":
            self._pop_holders(frame.depth)
            self.writer.end()

    def _argument_end(self, at: int, opening: str, closing: str) -> int:
        """Where the argument ends that begins at a place, behind white space. SeedError where it never ends."""
        depth = 0
        for found in _INSIDE.finditer(self.text, at):
            sign = found[0]
            if sign in (opening, "{"):
                depth += 1
            elif sign in (closing, "}"):
                depth -= 1
                if depth <= 0:
                    return found.end()
        raise SeedError(f"{self.path}: {opening} in line {self._line(at)} is never closed")

    def _skip(self, count: int, rule: Rule) -> None:
        """Leave out arguments: all in brackets, and so many in braces."""
        while _BRACKET.match(self.text, self.at):
            self._out(self._argument_end(self.at, "[", "]"), rule)
        for _ in range(count):
            if _BRACE.match(self.text, self.at):
                self._out(self._argument_end(self.at, "{", "}"), rule)

    def _enter(self, parts: tuple[Open, ...], action: str = "") -> None:
        """Go into the next argument in braces; without one, nothing opens."""
        found = _BRACE.match(self.text, self.at)
        if found is None:
            return
        self.frames.append(_Frame("}", self.at, self.parts, len(self.holders), action))
        self._out(found.end())
        self.parts = parts

    # -- commands

    def _see_command(self, found: str) -> None:
        name = found[1:].rstrip("*") if found[1:2].isalpha() else found[1:]
        end = self.at + len(found)
        if name in ACCENTS and (letter := _ACCENTED.match(self.text, end)):
            base = next((one for one in letter.groups() if one), "").strip().lstrip("\\") or " "
            self._write(unicodedata.normalize("NFC", base + ACCENTS[name]), letter.end())
        elif name == "\\" or name == "newline":
            self._out(end)
            self._skip(0, Rule.MARKUP)
            self._break()
        elif name == "&" and self.holder.kind is Kind.STANZA:
            self._out(end)
            self._skip(0, Rule.MARKUP)
            self._pop_holder()
        elif name in CHARACTERS:
            space = _SPACE.match(self.text, end) if name.isalpha() else None
            self._write(CHARACTERS[name], space.end() if space else end)
        elif name == "verb":
            self._verb(end)
        else:
            self._out(end)
            self._obey(name)

    def _break(self) -> None:
        if self.holder.kind is Kind.TABLE:
            self._end_row()
        else:
            self.writer.break_line()

    def _verb(self, at: int) -> None:
        self._out(at)
        end = self.text.find(self.text[at : at + 1], at + 1)
        if end < 0:
            raise SeedError(f"{self.path}: \\verb in line {self._line(at)} is never closed")
        self._out(at + 1)
        self._write(self.text[at + 1 : end], end)
        self._out(end + 1)

    def _obey(self, name: str) -> None:
        """A command whose name is left out."""
        if name in INLINE:
            self._skip(0, Rule.MARKUP)
            part = INLINE[name]
            self._enter((*self.parts, part) if part else self.parts)
        elif name in ("edtext", "critext"):
            self._enter(self.parts, "apparatus")
        elif name in LEFT_OUT:
            rule, count = LEFT_OUT[name]
            self._skip(count, rule)
        elif name in ("begin", "end"):
            self._environment(name)
        elif not self._obey_block(name):
            self._obey_rest(name)

    def _obey_block(self, name: str) -> bool:
        """Whether a command makes a block or a note."""
        if name in NOTES:
            self._skip(0, Rule.NOTE_MARK)
            self._note(NOTES[name])
        elif name in HEADINGS:
            level = HEADINGS[name] + (self.shift if name not in ("part", "chapter", "eledchapter") else 0)
            self._skip(0, Rule.TWIN)
            self._block(Open(Kind.HEADING, level=str(min(level, DEEPEST_HEADING))))
        elif name == "caption":
            self._skip(0, Rule.TWIN)
            self._block(Open(Kind.CAPTION))
        elif name == "stanza":
            self._skip(0, Rule.MARKUP)
            self._leave_blocks()
            self._push_holder(Kind.STANZA)
        elif name == "item":
            self._item()
        else:
            return False
        return True

    def _obey_rest(self, name: str) -> None:
        if name in BOUNDARIES:
            self._skip(0, Rule.MARKUP)
            self._boundary()
        elif name in SWITCHES:
            self.parts = (*self.parts, SWITCHES[name])
        elif name not in SILENT and name:
            self.unknown[name] += 1
        space = _SPACE.match(self.text, self.at)
        self._out(space.end() if space else self.at)

    def _note(self, place: str) -> None:
        if not _BRACE.match(self.text, self.at):
            return
        self._begin_words()
        self.writer.begin_note(place=place)
        self._enter((), "note")
        self._push_holder(Kind.NOTE)

    def _block(self, block: Open) -> None:
        if not _BRACE.match(self.text, self.at):
            return
        if self.holder.kind not in BARE:
            self._leave_blocks()
        self.writer.begin(block.kind, False, **dict(block.attributes))
        self._enter((), "block")
        self._push_holder(block.kind)

    def _item(self) -> None:
        holder = self.holder
        if holder.kind is not Kind.LIST:
            return
        if holder.is_open:
            self.writer.end()
        holder.count += 1
        is_ordered = any(f.closer == "enumerate" for f in self.frames[-1:])
        found = _BRACKET.match(self.text, self.at)
        self.writer.begin(Kind.ITEM, False, n=f"{holder.count}." if is_ordered and not found else "")
        holder.is_open = True
        if found:
            end = self._argument_end(self.at, "[", "]")
            self._out(found.end())
            inside = self.text[self.at : end - 1]
            if "\\" in inside or "{" in inside:
                self._out(end, Rule.NUMBER)
            else:
                self._write(inside, end - 1)
                self._out(end)
        space = _SPACE.match(self.text, self.at)
        self._out(space.end() if space else self.at)

    # -- environments

    def _environment(self, command: str) -> None:
        found = _NAME.match(self.text, self.at)
        if found is None:
            return
        name = found[1].strip()
        begin = self.at
        self._out(found.end())
        if command == "end":
            self._end_environment(name)
        elif name in LEFT_ENVIRONMENTS or name in VERBATIM or (self._is_other_side(name)):
            self._whole(name)
        else:
            self.frames.append(_Frame(name, begin, self.parts, len(self.holders)))
            self._skip(ENVIRONMENT_ARGUMENTS.get(name, 0), Rule.METADATA)
            self._begin_environment(name)

    def _is_other_side(self, name: str) -> bool:
        return name in ("Leftside", "Rightside") and self.part != name

    def _whole(self, name: str) -> None:
        """An environment whose contents are no LaTeX, or are left out."""
        end = self.text.find(f"\\end{{{name}}}", self.at)
        if end < 0:
            raise SeedError(f"{self.path}: \\begin{{{name}}} in line {self._line(self.at)} is never closed")
        if name in VERBATIM:
            self._boundary()
            self._write(self.text[self.at : end], end)
        else:
            self.left[name] += 1
            self._out(end, LEFT_ENVIRONMENTS.get(name, Rule.OTHER_WITNESS))
        self._out(end + len(f"\\end{{{name}}}"))

    def _begin_environment(self, name: str) -> None:
        block = ENVIRONMENTS.get(name)
        if block is None:
            self._boundary()
            return
        if self.holder.kind not in (*BARE, Kind.LIST):
            self._leave_blocks()
        if block.kind is not Kind.STANZA:
            self.writer.begin(block.kind, False, **dict(block.attributes))
        self._push_holder(block.kind)

    def _end_environment(self, name: str) -> None:
        frame = self.frames.pop() if self.frames else _Frame("", self.at, (), 0)
        if frame.closer != name:
            opened = "{" if frame.closer == "}" else f"\\begin{{{frame.closer}}}"
            what = f"{opened} in line {self._line(frame.at)} is still open" if frame.closer else "nothing is open"
            raise SeedError(f"{self.path}: \\end{{{name}}} in line {self._line(self.at)}, where {what}")
        self.parts = frame.parts
        block = ENVIRONMENTS.get(name)
        if block is None:
            self._boundary()
            return
        self._pop_holders(frame.depth)
        if block.kind is not Kind.STANZA:
            self.writer.end()
