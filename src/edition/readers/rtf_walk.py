"""Walk over the tokens of an RTF file: groups, destinations, characters; what comes out are paragraphs."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from edition.errors import SeedError
from edition.model import Rule
from edition.readers.docx_fields import is_generated, read_link
from edition.readers.events import At, Out
from edition.readers.options import ReaderOptions
from edition.readers.rtf_formatting import format_characters, format_paragraph
from edition.readers.rtf_state import Break, Field, Fonts, Group, Paragraph, ParagraphState, Story, Style, Words
from edition.readers.rtf_tokens import Token, TruncatedError, read_tokens
from edition.readers.rtf_words import BOXES, CHARACTERS, LABELS, LEFT_OUT, TRANSPARENT, language_of

_HIGH, _LOW, _END = 0xD800, 0xDC00, 0xE000  # surrogates
_READ = ("stylesheet", "fldinst", "atnauthor")  # destinations whose words are read, though they are no text
_PRIVATE = 0xF000  # where signs of symbol fonts are kept
_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_ENDS = {"par": "par", "sect": "par", "cell": "cell", "row": "row", "nestcell": "cell", "nestrow": "row"}
_BREAKS = {"line": "line", "lbr": "line", "page": "page", "column": "column"}


class RtfWalk:
    """Reads a file. SeedError where it is damaged."""

    def __init__(self, path: str, data: bytes, options: ReaderOptions) -> None:
        self.path, self.options = path, options
        self.source = data.decode("latin-1")
        self.fonts = Fonts()
        self.styles: dict[int, Style] = {}
        self.body = Story("body")
        self.stories = [(self.body, 0)]  # the open ones, with the number of groups around each
        self.paragraph = Paragraph()
        self.waiting: list[Paragraph] = []  # of the outer stories
        self.group = Group()
        self.groups: list[Group] = []
        self.begin = self.done = 0  # the stretch of characters that waits to be decoded
        self.bytes = bytearray()
        self.to_skip = 0  # characters that stand for a `\u`
        self.high = 0  # the first half of a character of two `\u`
        self.is_starred = False
        self.entry: tuple[str, int, Style] = ("", 0, Style())  # of the table of fonts or styles
        self.entry_depth = 0
        self.closed_at = 0  # the byte where the first group ended
        self.author = ""
        self.is_head = False
        self.changed: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()  # how many characters are in each
        self.unknown: Counter[str] = Counter()
        self.undecoded = self.symbols = self.comments = 0
        self._handlers: Mapping[str, Callable[[Token], None]] = {
            "word": self._word,
            "symbol": self._symbol,
            "brace": self._brace,
            "binary": lambda token: self._leave(token, Rule.PICTURE),
        }
        self._destinations: Mapping[str, Callable[[str], None]] = {
            **dict.fromkeys(("footnote", "annotation"), self._note),
            **dict.fromkeys(BOXES, self._box),
            **dict.fromkeys(LABELS, self._label),
            **dict.fromkeys(("upr", "ud"), self._unicode_twin),
            **dict.fromkeys(("field", "fldrslt"), self._field),
        }

    def read(self, at: int) -> Story:
        """Read all from a byte on."""
        try:
            for token in read_tokens(self.source.encode("latin-1"), at):
                self._see(token)
        except TruncatedError as error:
            raise self._damaged(f"ends in the middle of a control word or of binary data at byte {error.at}") from None
        self._flush()
        if self.groups:
            raise self._damaged(f"ends at byte {len(self.source)} with {len(self.groups)} groups that are not closed")
        self._end_paragraph("")
        return self.body

    def _damaged(self, what: str) -> SeedError:
        return SeedError(f"{self.path}: the RTF file {what}; it is damaged: save it again from its program")

    def _see(self, token: Token) -> None:
        if token.kind in ("hex", "text", "newline"):
            self._characters(token)
            return
        self._flush()
        if self.to_skip and token.kind in ("word", "symbol"):
            self.to_skip -= 1
            if not (token.kind == "word" and token.value in (b"u", b"uc")):
                self._leave(token, Rule.TWIN)
                return
            self.to_skip = 0
        self._handlers[token.kind](token)

    # -- characters

    def _characters(self, token: Token) -> None:
        at = token.at
        if token.kind != "newline" and self.to_skip:
            skipped = 1 if token.kind == "hex" else min(self.to_skip, len(token.value))
            self.to_skip -= skipped
            end = token.end if token.kind == "hex" else at + skipped
            self.paragraph.add(Out(self.group.rule or Rule.TWIN, self.source[at:end], At(offset=at)))
            at = end
        if at == token.end:
            return
        if not self.bytes and token.kind == "newline":
            self.paragraph.add(Out(Rule.MARKUP, self.source[at : token.end], At(offset=at)))
            return
        if not self.bytes:
            self.begin = at
        self.done = token.end
        if token.kind == "hex":
            self.bytes.append(int(token.value, 16))
        elif token.kind == "text":
            self.bytes += token.value[at - token.at :]

    def _flush(self) -> None:
        """Decode the characters that wait."""
        if not self.bytes:
            return
        data, self.bytes = bytes(self.bytes), bytearray()
        self._write(self._decode(data), self.begin, self.done)

    def _decode(self, data: bytes) -> str:
        if self.group.rule is not None and self.group.destination not in _READ:
            return data.decode("latin-1")
        is_east_asian = self.group.script == "dbch" and self.group.east_asian_font is not None
        font = self.group.east_asian_font if is_east_asian else self.group.font
        if self.fonts.is_symbol(font):
            self.symbols += self.group.rule is None
            return "".join(chr(_PRIVATE + one) if one > ord(" ") else chr(one) for one in data)
        words = data.decode(self.fonts.encoding(font), "replace")
        if self.group.rule is None:
            self.undecoded += words.count("\ufffd")
        return words

    def _write(self, words: str, at: int, end: int) -> None:
        """Words, or what a destination says."""
        group, source = self.group, self.source[at:end]
        if group.destination == "rest" and words.strip(" \x1a"):
            self.unknown[f"(behind the end of the file, byte {self.closed_at})"] += 1
        self._collect(words)
        rule = self._rule()
        if rule is not None:
            self.paragraph.add(Out(rule, source, At(offset=at), rule in (Rule.DELETED, Rule.INSERTED)))
        else:
            if words.strip() and (group.is_deleted or group.is_inserted):
                self.changed["deletion" if group.is_deleted else "insertion"] += 1
            self.languages[language_of(group.language)] += len(words)
            self.paragraph.add(Words(words, at, source, group))

    def _collect(self, words: str) -> None:
        """Words of the tables of the file, of codes and of the names of commenters."""
        group = self.group
        if group.destination == "stylesheet":
            self.entry[2].name += words
        elif group.destination == "fldinst" and group.field is not None:
            group.field.code += words
        elif group.destination == "atnauthor":
            self.author += words

    def _rule(self) -> Rule | None:
        group = self.group
        if group.rule is not None:
            return group.rule
        if group.is_hidden:
            return Rule.HIDDEN
        if group.is_deleted and self.options.changes == "accept":
            return Rule.DELETED
        return Rule.INSERTED if group.is_inserted and self.options.changes == "reject" else None

    def _leave(self, token: Token, rule: Rule = Rule.MARKUP) -> None:
        source = self.source[token.at : token.end]
        if source:
            self.paragraph.add(
                Out(self.group.rule if rule is Rule.TWIN and self.group.rule else rule, source, At(offset=token.at))
            )

    # -- groups

    def _brace(self, token: Token) -> None:
        self.to_skip, self.is_starred = 0, False
        if token.value == b"{":
            self._leave(token)
            self.groups.append(self.group)
            if self.group.is_alternative:
                self.group = replace(self.group, rule=self.group.rule or Rule.TWIN, is_alternative=False)
            if self.group.destination == "stylesheet" and self.entry[0] != "style":
                self.entry, self.entry_depth = ("style", 0, Style()), len(self.groups)
            return
        if not self.groups:  # behind the end of the file
            self._leave(token)
            return
        if self.entry[0] == "style" and self.entry_depth == len(self.groups):
            _, number, style = self.entry
            self.styles[number] = Style(style.name.strip().rstrip(";").strip(), style.outline, self.group.rend)
            self.entry = ("", 0, Style())
        if len(self.stories) > 1 and self.stories[-1][1] == len(self.groups):
            self._end_story()
        self.group = self.groups.pop()
        self._leave(token)
        if not self.groups:
            self.closed_at = self.closed_at or token.end
            self.group = Group(rule=Rule.UNKNOWN, destination="rest")

    def _begin_story(self, story: Story) -> None:
        self.stories.append((story, len(self.groups)))
        self.waiting.append(self.paragraph)
        self.paragraph = Paragraph()
        self.group = replace(self.group.plain(), paragraph=ParagraphState(), link=None, is_label=False)

    def _end_story(self) -> None:
        self._end_paragraph("")
        story, _ = self.stories.pop()
        self.paragraph = self.waiting.pop()
        if self.waiting:  # in a note or box: it stands behind the note, in the text
            self.waiting[0].pieces.append(story)
        else:
            self.paragraph.add(story)

    # -- control words

    def _symbol(self, token: Token) -> None:
        name = token.value.decode("latin-1")
        if name == "*":
            self.is_starred = True
            self._leave(token)
        elif name in CHARACTERS:
            self._write(CHARACTERS[name], token.at, token.end)
        elif name in "\r\n":
            self._leave(token)
            self._end_of_paragraph("par")
        else:
            self._leave(token)

    def _word(self, token: Token) -> None:
        name, number = token.value.decode("ascii"), token.number
        is_starred, self.is_starred = self.is_starred, False
        if name in CHARACTERS:
            self._write(CHARACTERS[name], token.at, token.end)
            return
        if name == "u" and number is not None:
            self._unicode(token, number % 0x10000)
            return
        self._leave(token)
        if name == "rtf" and self.closed_at:
            raise SeedError(f"{self.path}: two RTF files in one: the second begins at byte {token.at}; give each alone")
        if not self._is_destination(name, is_starred):
            self._obey(name, number)

    def _obey(self, name: str, number: int | None) -> None:
        """What a control word does that is neither a character nor a destination."""
        if name in _ENDS:
            self._end_of_paragraph(name)
        elif name in _BREAKS:
            if self._rule() is None:
                self.paragraph.add(Break(_BREAKS[name]))
        elif not self._of_characters(name, number) and not self._of_paragraphs(name, number):
            self._of_file(name, number)

    def _unicode(self, token: Token, code: int) -> None:
        self.to_skip = self.group.uc
        if _HIGH <= code < _LOW:
            self.high = code
            self._leave(token)
        elif _LOW <= code < _END:
            whole = 0x10000 + ((self.high - _HIGH) << 10) + code - _LOW
            self.undecoded += not self.high
            self._write(chr(whole) if self.high else "\ufffd", token.at, token.end)
            self.high = 0
        else:
            self._write(chr(code), token.at, token.end)

    def _is_destination(self, name: str, is_starred: bool) -> bool:
        """Whether a control word says what its group is for."""
        group = self.group
        if name in self._destinations:
            self._destinations[name](name)
        elif name in LEFT_OUT:
            known = group.rule if group.rule is not Rule.UNKNOWN else None
            self.group = replace(group, rule=known or LEFT_OUT[name], destination=name)
            self.author = "" if name == "atnauthor" else self.author
        elif is_starred and name not in TRANSPARENT and group.destination not in ("stylesheet", "fonttbl"):
            self.unknown[name] += group.rule is None
            self.group = replace(group, rule=group.rule or Rule.UNKNOWN, destination=name)
        else:
            return False
        return True

    def _box(self, _: str) -> None:
        if self.group.rule is None:
            self._begin_story(Story("box"))

    def _label(self, _: str) -> None:
        self.group = replace(self.group, is_label=True)

    def _unicode_twin(self, name: str) -> None:
        """`\\upr` has its words twice; `\\ud` are those in Unicode."""
        if name == "upr":
            self.group = replace(self.group, is_alternative=True)
        elif self.groups:
            self.group = replace(self.group, rule=self.groups[-1].rule)

    def _field(self, name: str) -> None:
        group = self.group
        if name == "field":
            self.group = replace(group, field=Field())
        elif group.field is not None:
            rule = Rule.GENERATED if is_generated(group.field.code) else None
            self.group = replace(group, rule=group.rule or rule, link=read_link(group.field.code) or group.link)

    def _note(self, name: str) -> None:
        if rule := self._rule():
            self.group = replace(self.group, rule=rule, destination=name)
            return
        if name == "footnote":
            self._begin_story(Story("note", place="foot"))
            return
        self.comments += 1
        if self.options.comments == "notes":
            self._begin_story(Story("comment", author=self.author.strip()))
        else:
            self.group = replace(self.group, rule=Rule.COMMENT, destination=name)

    def _of_characters(self, name: str, number: int | None) -> bool:
        """Whether a control word says how characters are written."""
        made = format_characters(self.group, name, number)
        if made is None:
            return self._of_fonts(name, number)
        self.group = made
        return True

    def _of_fonts(self, name: str, number: int | None) -> bool:
        group = self.group
        if name == "f" and number is not None:
            is_east_asian = group.script == "dbch"
            self.group = replace(group, font=number, east_asian_font=number if is_east_asian else group.east_asian_font)
            self.entry = ("font", number, Style()) if group.destination == "fonttbl" else self.entry
        elif name in ("loch", "hich", "dbch"):
            self.group = replace(group, script=name)
        elif name == "af" and group.script == "dbch":
            self.group = replace(group, east_asian_font=number)
        elif name == "fcharset" and number is not None and group.destination == "fonttbl":
            self.fonts.charsets[self.entry[1]] = number
        elif name == "cpg" and number and group.destination == "fonttbl":
            self.fonts.pages[self.entry[1]] = self.fonts.page(number)
        else:
            return False
        return True

    def _of_paragraphs(self, name: str, number: int | None) -> bool:
        """Whether a control word says what a paragraph is."""
        value = number or 0
        state = format_paragraph(self.group.paragraph, name, value)
        if state is None:
            return False
        if name == "s":
            self.entry = (self.entry[0], value, self.entry[2])
        elif name == "outlinelevel":
            self.entry[2].outline = value
        self.group = replace(self.group, paragraph=state)
        return True

    def _of_file(self, name: str, number: int | None) -> None:
        if name in _PAGES and len(self.groups) == 1:
            self.fonts.default = _PAGES[name]
        elif name == "ansicpg" and number:
            self.fonts.default = self.fonts.page(number)
        elif name == "deff":
            self.fonts.default_font = number
        elif name in ("trowd", "trhdr"):
            self.is_head = name == "trhdr"
        elif name == "ftnalt":
            self.stories[-1][0].place = "end"
        elif name in ("cs", "ds", "ts", "tsrowd") and self.group.destination == "stylesheet":
            self.entry = ("", 0, Style())

    # -- paragraphs

    def _end_of_paragraph(self, name: str) -> None:
        group = self.group
        if self._rule() is not None and not (self._rule() is Rule.HIDDEN and name != "par"):
            return
        state = group.paragraph
        if name in ("cell", "row"):
            self.group = replace(group, paragraph=replace(state, is_in_table=True, table_depth=1))
        elif name in ("nestcell", "nestrow"):
            self.group = replace(group, paragraph=replace(state, table_depth=max(2, state.table_depth)))
        self._end_paragraph(_ENDS[name])
        self.group = group

    def _end_paragraph(self, end: str) -> None:
        words = [one for one in self.paragraph.pieces if isinstance(one, Words)]
        state = words[-1].group.paragraph if words and not end else self.group.paragraph
        self.paragraph.state, self.paragraph.end, self.paragraph.is_head = state, end, self.is_head
        self.stories[-1][0].paragraphs.append(self.paragraph)
        self.paragraph = Paragraph()
