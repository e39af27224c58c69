"""Read a stemma in Newick: `((A,B)β,(C,D)γ)α;`. Words in square brackets are comments, lengths are read over."""

import re
from collections.abc import Iterator

from edition.late_patterns import late_pattern
from edition.model.stemma import Descent, StemmaNode
from edition.project.stemma_parts import Drafted, StemmaText
from edition.project.stemma_tokens import END, NAME, Token, TokenReader

_TOKEN = late_pattern(
    r"(?P<space>\s+|\[[^\]]*\])|(?P<quoted>'(?:[^']|'')*')|(?P<sign>[(),:;])|(?P<word>[^\s()\[\]',:;]+)|(?P<wrong>.)",
    re.DOTALL,
)
_NUMBER = late_pattern(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\Z")


def read_newick(source: StemmaText) -> Drafted:
    """The nodes and descents of the tree; ConfigError with line and column where it is none."""
    return _Reader(source).tree()


class _Reader(TokenReader):
    def scan(self) -> Iterator[Token]:
        text = self.source.text
        for found in _TOKEN.finditer(text):
            match found.lastgroup:
                case "quoted":
                    words = found[0][1:-1].replace("''", "'")
                    yield Token(NAME, words, found.start(), words)
                case "sign":
                    yield Token(found[0], found[0], found.start())
                case "word":
                    yield Token(NAME, found[0], found.start(), found[0].replace("_", " "))
                case "wrong":
                    what = {"[": "a comment is not closed; write ]", "'": "a name is not closed; write '"}
                    raise self.source.error(found.start(), what.get(found[0], f"{found[0]!r} stands alone"))
        yield self.end_of_text()

    def tree(self) -> Drafted:
        """Without recursion, so that a deep tree is read as well."""
        open_: list[list[str]] = [[]]  # of each bracket that is open the nodes in it
        while True:
            if self.is_at("("):
                self.take()
                open_.append([])
                continue
            open_[-1].append(self.node(()))
            while self.is_at(")"):
                if len(open_) == 1:
                    raise self.source.error(
                        self.next.start, "this bracket closes none; take it out, or write a ( before"
                    )
                self.take()
                inside = open_.pop()
                open_[-1].append(self.node(tuple(inside)))
            if not self.is_at(","):
                break
            if len(open_) == 1:
                raise self.source.error(
                    self.next.start, "a comma outside all brackets; put brackets around the whole tree"
                )
            self.take()
        self.end(len(open_) - 1)
        return self.made

    def end(self, unclosed: int) -> None:
        if unclosed:
            raise self.wanted("a comma or a closing bracket )")
        if not self.is_at(";"):
            raise self.wanted("the semicolon that ends the tree")
        self.take()
        if not self.is_at(END):
            raise self.source.error(self.next.start, "more stands behind the tree; one file is one stemma")

    def node(self, below: tuple[str, ...]) -> str:
        """A node behind its children, with its name and the length of its branch."""
        name = Token(NAME, "", self.next.start)
        if self.is_at(NAME):
            name = self.take()
        elif not below:
            raise self.wanted("the name of a witness")
        if self.is_at(":"):
            self.take()
            if not (self.is_at(NAME) and _NUMBER.match(self.next.word)):
                raise self.wanted("the length of a branch, a number,")
            self.take()
        id_ = name.word or f"fork {len(self.made.nodes) + 1}"
        node = self.made.add(self.source, StemmaNode(id_, name.label.strip()), name.start)
        self.made.descents += [Descent(node, child) for child in below]
        return node
