"""The files that `edition collate` takes: plain text, TEI, CollateX's JSON; which is which, and their witnesses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from edition.collate.tabulate import norm_of, tokens_of
from edition.errors import InputError, SeedError
from edition.model import Kind, Node, Seed, Siglum, Token, TokenText, Witness
from edition.parsing import parse_document
from edition.readers.collatex import CollatexWitness, read_collatex
from edition.readers.options import ReaderOptions
from edition.readers.structure import Refusal, absorbed, body
from edition.readers.tei import read_tei
from edition.readers.text import read_text
from edition.sources import make_seed, read_input

_XML = re.compile(r"\ufeff?\s*<(\?xml\b|([\w.-]+:)?TEI\b)")
_EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*")
_NAME_IT = '; name its encoding in edition.toml, such as encoding = "windows-1252"'
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A witness as a file gives it; `tokens` and `root` where the file says more than the characters."""

    siglum: Siglum
    path: str
    seed: Seed
    kind: str
    tokens: tuple[Token, ...] | None = None
    root: Node | None = None


def read_texts(paths: Sequence[Path]) -> tuple[Text, ...]:
    """The witnesses of the files, in their order. InputError for a file that cannot be taken or a doubled siglum."""
    texts = tuple(text for path in paths for text in _texts(path))
    if len(texts) < 2:
        raise InputError("a collation needs two witnesses at least: name a second file")
    at: dict[Siglum, str] = {}
    for text in texts:
        if bad := _UNPRINTABLE.search(text.siglum):
            raise InputError(f"{text.path}: U+{ord(bad[0]):04X} cannot stand in a siglum: rename the witness")
        if text.siglum in at:
            raise InputError(
                f"two witnesses are called {text.siglum} ({at[text.siglum]} and {text.path}); a siglum is the file's "
                'name without its ending, or the "id" in JSON'
            )
        at[text.siglum] = text.path
    return texts


def token_text(text: Text) -> TokenText:
    """The witness as tokens, which joined are its text."""
    if text.tokens is None:
        return TokenText(text.siglum, tokens_of(text.seed.text))
    return TokenText(text.siglum, tuple(t if t.norm else replace(t, norm=norm_of(t.text)) for t in text.tokens))


def witness(text: Text) -> Witness:
    """The witness with its blocks."""
    root = text.root or _structure(text.seed)
    return Witness(text.siglum, Path(text.path).name, text.seed, absorbed(root, text.seed.text), text.kind)


def _texts(path: Path) -> Iterator[Text]:
    data, name = read_input(path), str(path)
    if path.suffix.casefold() == ".json":
        for one in read_collatex(_seed(path.stem, name, data).text, name):
            yield _from_collatex(one, name)
    elif path.suffix.casefold() in (".xml", ".tei") or _XML.match(data[:1000].decode("utf-8", "replace")):
        yield _from_tei(data, path)
    else:
        yield Text(path.stem, name, _seed(path.stem, name, data), "text")


def _seed(siglum: Siglum, path: str, data: bytes) -> Seed:
    try:
        return make_seed(siglum, path, data)
    except SeedError as error:  # there is no edition.toml in which to name another encoding
        raise SeedError(str(error).replace(_NAME_IT, "; save the file as UTF-8")) from None


def _from_collatex(one: CollatexWitness, path: str) -> Text:
    content = one.content if one.tokens is None else "".join(map(str, one.tokens))
    seed = make_seed(one.siglum, path, content.encode("utf-8"))
    return Text(one.siglum, path, seed, "collatex", one.tokens, None if one.tokens is None else _paragraphs(seed.text))


def _from_tei(data: bytes, path: Path) -> Text:
    document = parse_document(data, str(path))
    made = read_tei(document.root)
    if isinstance(made, Refusal):
        raise InputError(f"{document.position(document.root)}: {made.why}")
    return Text(path.stem, str(path), make_seed(path.stem, str(path), made.text.encode("utf-8")), "tei", root=made.root)


def _structure(seed: Seed) -> Node:
    made = read_text(seed, ReaderOptions())
    return Node(Kind.BODY, 0, len(seed.text)) if isinstance(made, Refusal) else made.root


def _paragraphs(text: str) -> Node:
    """A text whose tokens are given: paragraphs between empty lines, nothing marked or left out in them."""
    edges = [(0, 0), *(m.span() for m in _EMPTY_LINES.finditer(text)), (len(text), len(text))]
    blocks = []
    for (_, start), (end, _) in pairwise(edges):
        words = text[start:end].strip()
        if words:
            at = start + text[start:end].index(words[0])
            blocks.append(Node(Kind.PARAGRAPH, at, at + len(words)))
    return body(text, blocks)
