"""The reader `gutenberg`, for the plain texts of Project Gutenberg: the licence is left out, `_x_` is italic.

Else they are read as by `text`, with notes of the form `[Footnote 1: …]` and captions of the form `[Illustration: …]`.
"""

import re
from dataclasses import replace

from edition.late_patterns import late_pattern
from edition.model import Kind, Node, Rule, Seed
from edition.readers.options import ReaderOptions
from edition.readers.structure import Refusal, Structure
from edition.readers.text import TextReader

_START = late_pattern(
    r"^\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG[^*]*\*\*\*[^\n]*", re.MULTILINE | re.IGNORECASE
)
_OLD_START = late_pattern(r"^\*END\*? ?THE SMALL PRINT[^\n]*", re.MULTILINE)
_END = late_pattern(r"^(?:\*\*\* ?)?END OF (?:THE |THIS )?PROJECT GUTENBERG", re.MULTILINE | re.IGNORECASE)
_ITALIC = late_pattern(r"(?<![\w_])_(?=[^\s_])(?:[^_\n]|\n(?!\s*\n)){1,600}(?<=[^\s_])_(?![\w_])")
_BOLD = late_pattern(r"(?<![\w=])=(?=[^\s=])(?:[^=\n]|\n(?!\s*\n)){1,300}(?<=[^\s=])=(?![\w=])")
_PICTURE = late_pattern(r"\s*\[Illustration\s*[:.]?\s*", re.IGNORECASE)


def read_gutenberg(seed: Seed, options: ReaderOptions) -> Structure | Refusal:
    """The structure of a text of Project Gutenberg; Refusal for a text without the line that begins the book."""
    begin = _START.search(seed.text) or _OLD_START.search(seed.text)
    if not begin:
        return Refusal("it has no line *** START OF THE PROJECT GUTENBERG EBOOK")
    end = _END.search(seed.text, begin.end())
    stop = end.start() if end else len(seed.text)
    if not seed.text[begin.end() : stop].strip():
        return Refusal("it has no words between the licences")
    licence = _licence(seed.text, 0, begin.end()), *([_licence(seed.text, stop, len(seed.text))] if end else [])
    return GutenbergReader(seed, replace(options, notes=options.notes or "footnotes"), licence).read()


def _licence(text: str, start: int, end: int) -> Node:
    """What stands before or after the book, without white space at its ends."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Node(Kind.FURNITURE, start, start + len(words.strip()), attributes=(("rule", Rule.LICENCE.value),))


class GutenbergReader(TextReader):
    """Reads the book between the licences."""

    picture = _PICTURE

    def inner_nodes(self) -> list[Node]:
        """Emphasis, with the signs around it as markers."""
        made = super().inner_nodes()
        for pattern, rend in ((_ITALIC, "italic"), (_BOLD, "bold")):
            for found in pattern.finditer(self.text):
                start, end = found.span()
                signs = Node(Kind.MARKER, start, start + 1), Node(Kind.MARKER, end - 1, end)
                made.append(Node(Kind.EMPHASIS, start, end, signs, (("rend", rend),)))
        return made
