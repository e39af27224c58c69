"""Read a stemma in DOT, the language of Graphviz: `digraph { α -> A; α -> B; A -> B [style=dashed]; }`.

A dashed or dotted line is contamination. What a node is stands in its class, as Stemmaweb writes it: extant, lost,
hypothetical.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from edition.late_patterns import late_pattern
from edition.model.stemma import Descent, StemmaNode
from edition.project.stemma_parts import Drafted, StemmaText, survival_of
from edition.project.stemma_tokens import END, NAME, Token, TokenReader

_TOKEN = late_pattern(
    r"(?P<space>\s+|//[^\n]*|/\*.*?\*/|^\#[^\n]*)|(?P<quoted>\"(?:[^\"\\]|\\.)*\")|(?P<sign>->|--|[{}\[\];,=:+])"
    r"|(?P<word>[^\W\d]\w*|-?(?:\.\d+|\d+(?:\.\d*)?))|(?P<wrong>.)",
    re.DOTALL | re.MULTILINE,
)
_LINES = ("dashed", "dotted")
_DEEPEST = 50  # groups in each other
_KEYWORDS = ("node", "edge", "graph")


def read_dot(source: StemmaText) -> Drafted:
    """The nodes and descents of the graph; ConfigError with line and column where it is none."""
    reader = _Reader(source)
    reader.graph()
    return reader.made


class _Reader(TokenReader):
    def scan(self) -> Iterator[Token]:
        text = self.source.text
        for found in _TOKEN.finditer(text):
            match found.lastgroup:
                case "quoted":
                    words = re.sub(r"\\\n", "", found[0][1:-1]).replace('\\"', '"')
                    yield Token(NAME, words, found.start(), is_quoted=True)
                case "sign":
                    yield Token(found[0], found[0], found.start())
                case "word":
                    yield Token(NAME, found[0], found.start())
                case "wrong":
                    raise self.source.error(found.start(), _wrong(found[0]))
        yield self.end_of_text()

    def is_word(self, *words: str) -> bool:
        return self.is_at(NAME) and not self.next.is_quoted and self.next.word.casefold() in words

    def expect(self, kind: str, what: str) -> Token:
        if not self.is_at(kind):
            raise self.wanted(what)
        return self.take()

    def graph(self) -> None:
        if self.is_word("strict"):
            self.take()
        if self.is_word("graph"):
            problem = "a stemma has a direction; write digraph in the place of graph, and -> in the place of --"
            raise self.source.error(self.next.start, problem)
        if not self.is_word("digraph"):
            raise self.source.error(self.next.start, "a stemma in DOT begins with digraph")
        self.take()
        if self.is_at(NAME):
            self.take()
        self.expect("{", "an opening brace {")
        self.statements({}, 0)
        if not self.is_at(END):
            raise self.source.error(self.next.start, "more stands behind the graph; one file is one stemma")

    def statements(self, lines: Mapping[str, str], depth: int) -> list[str]:
        """Up to the closing brace; `lines`: what holds of all lines. The nodes that are named there."""
        if depth > _DEEPEST:
            raise self.source.error(self.next.start, f"groups stand more than {_DEEPEST} deep in each other")
        named: list[str] = []
        while not self.is_at("}"):
            if self.is_at(";", ","):
                self.take()
            elif self.is_word(*_KEYWORDS):
                is_edge = self.take().word.casefold() == "edge"
                found = self.attributes()
                lines = {**lines, **found} if is_edge else lines
            elif self.is_at(NAME) and self.tokens[self.at + 1].kind == "=":
                self.at += 2
                self.expect(NAME, "a value")
            else:
                named += self.chain(lines, depth)
        self.take()
        return named

    def chain(self, lines: Mapping[str, str], depth: int) -> list[str]:
        """Nodes, or groups of them, joined by arrows."""
        ends = [self.end(lines, depth)]
        while self.is_at("->", "--"):
            if self.is_at("--"):
                raise self.source.error(self.next.start, "a stemma has a direction; write -> in the place of --")
            self.take()
            ends.append(self.end(lines, depth))
        is_node = len(ends) == 1
        found = self.attributes() if self.is_at("[") else {}
        if is_node:
            self.describe(ends[0], found)
        is_mixed = {**lines, **found}.get("style", "") in _LINES or found.get("class") == "contamination"
        for above, below in pairwise(ends):
            self.made.descents += [Descent(a, b, is_mixed) for a in above for b in below]
        return [node for end in ends for node in end]

    def end(self, lines: Mapping[str, str], depth: int) -> list[str]:
        if self.is_word("subgraph"):
            self.take()
            if self.is_at(NAME):
                self.take()
        if self.is_at("{"):
            self.take()
            return self.statements(lines, depth + 1)
        token = self.expect(NAME, "the name of a node, or a closing brace }")
        if token.word not in self.made.nodes:
            self.made.add(self.source, StemmaNode(token.word, token.word), token.start)
        if self.is_at(":"):
            raise self.source.error(
                self.next.start, "the side of a node says nothing in a stemma; take it out, or quote the name"
            )
        return [token.word]

    def attributes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        while self.is_at("["):
            self.take()
            while not self.is_at("]"):
                name = self.expect(NAME, "an attribute, or a closing bracket ]")
                self.expect("=", "an equals sign")
                found[name.word] = self.expect(NAME, "a value").word
                if self.is_at(",", ";"):
                    self.take()
            self.take()
        return found

    def describe(self, ids: list[str], found: Mapping[str, str]) -> None:
        """What a statement on a node says of it."""
        for node in (self.made.nodes[id_] for id_ in ids):
            survival = survival_of(found.get("class", "")) or node.survival
            label = found.get("label", node.label)
            self.made.change(self.source, StemmaNode(node.id, label.strip(), survival))


def _wrong(sign: str) -> str:
    match sign:
        case '"':
            return 'a name is not closed; write "'
        case "<":
            return "a name in HTML is not read; put it into quotation marks"
        case "/":
            return "a comment is not closed; write */"
        case _:
            return f"{sign!r} cannot stand here; put names with such signs into quotation marks"
