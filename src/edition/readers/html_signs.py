"""What is left out of a page: tags, comments, and what is not its text, each by its rule."""

from edition.model import Rule
from edition.readers.events import At
from edition.readers.html_elements import OUT
from edition.readers.html_nesting import Page
from edition.readers.html_notes import Notes, Place
from edition.readers.html_tokens import Token
from edition.readers.runs import RunWriter

_SPAN_RULES = {"href": Rule.LINK_TARGET, "src": Rule.LINK_TARGET, "alt": Rule.PICTURE}


class HtmlSigns:
    """Leaves out what is no text. `page`: the number of the page that is being written."""

    def __init__(self, pages: list[Page], notes: Notes) -> None:
        self.pages, self.notes = pages, notes
        self.writer = RunWriter()
        self.page = 0
        self.written: set[Place] = set()  # notes that stand at their marks
        self.deferred: list[tuple[Place, Rule, bool]] = []  # notes in what is left out

    def leave(self, page: int, start: int, end: int, rule: Rule, is_named: bool = False) -> None:
        """The tokens from `start` to `end` are left out; their signs are markup."""
        self.page = page
        at = start
        while at <= end:
            if (page, at) in self.notes.bodies:
                self.deferred.append(((page, at), rule, is_named))
                at = self.notes.bodies[page, at] + 1
                continue
            self._leave_token(at, rule, is_named)
            at += 1

    def finish(self) -> None:
        """Leave out the notes of what is left out to which no mark led."""
        for place, rule, is_named in self.deferred:
            if place not in self.written:
                self.page = place[0]
                for at in range(place[1], self.notes.bodies[place] + 1):
                    self._leave_token(at, rule, is_named)

    def _leave_token(self, at: int, rule: Rule, is_named: bool = False) -> None:
        page = self.pages[self.page]
        token = page.tokens[at]
        if token.kind not in ("text", "raw"):
            self.leave_sign(token)
            return
        holder = page.tokens[page.holder[at]] if page.holder[at] >= 0 else token
        own = OUT.get(holder.name, rule)
        if own is Rule.NAVIGATION or holder.name in ("option", "button"):
            own = rule
        is_blank = token.kind == "text" and token.words.isspace()
        self.out(Rule.MARKUP if is_blank else own, token, is_named=is_named and own is rule)

    def out(self, rule: Rule, token: Token, start: int = 0, end: int | None = None, is_named: bool = False) -> None:
        source = token.source[start:end]
        if source:
            self.writer.leave(rule, source, self.at(token).moved(start), is_named)

    def at(self, token: Token) -> At:
        return At(self.pages[self.page].part, 0, token.offset)

    def leave_sign(self, token: Token) -> None:
        """A tag, with its addresses and descriptions of pictures apart; a comment."""
        if token.kind == "comment" or token.kind == "rest":
            self.out(Rule.COMMENT if token.kind == "comment" else Rule.UNKNOWN, token)
            return
        if token.kind == "declaration":
            is_sign = token.source[:5].casefold() in ("<!doc", "<?xml") or token.source.startswith("</")
            self.out(Rule.MARKUP if is_sign else Rule.COMMENT, token)
            return
        at = 0
        for name, start, end in token.spans:
            self.out(Rule.MARKUP, token, at, start)
            self.out(_SPAN_RULES[name], token, start, end)
            at = end
        self.out(Rule.MARKUP, token, at)
