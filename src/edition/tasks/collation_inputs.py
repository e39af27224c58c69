"""The files that `edition collate` takes: plain text, TEI, CollateX's JSON; which is which, and their witnesses."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from edition.collation.tokens.plain_text import norm_of, tokens_of
from edition.errors import InputError, NoReaderError, SeedError
from edition.late_patterns import late_pattern
from edition.model import Finding, Kind, MarkedWord, Node, Seed, Siglum, Token, TokenText, Witness
from edition.model.tokens import is_unspaced
from edition.model.transcribed import take_out_marks
from edition.project.sources import make_seed, read_input
from edition.readers.choice import ON_COMMAND_LINE, refusal
from edition.readers.collatex import CollatexWitness, read_collatex
from edition.readers.detect import detect
from edition.readers.options import ReaderOptions
from edition.readers.registry import load_readers, read_source
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal, absorb_stray_characters, make_body
from edition.readers.text import read_text

_OWN_SUFFIXES = (".json", ".xml", ".tei")
#: Findings that ask for a line in edition.toml, which a command has not.
_ASK_FOR_OPTIONS = frozenset({"E302", "E308", "E330", "E331", "E332"})
_EMPTY_LINES = late_pattern(r"\n[ \t]*\n\s*")
_NAME_IT = '; name its encoding in edition.toml, such as encoding = "windows-1252"'
_UNPRINTABLE = late_pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A witness as a file gives it; `tokens` and `root` where the file says more than the characters."""

    siglum: Siglum
    path: str
    seed: Seed
    kind: str
    tokens: tuple[Token, ...] | None = None
    blanks: tuple[str, ...] = ()  # what stands behind each token in the seed's text, where the tokens have no blanks
    root: Node | None = None
    findings: tuple[Finding, ...] = ()  # what the reader reports: which format it was, what is doubtful in the file
    words: tuple[MarkedWord, ...] = ()  # that the file marks one by one, or of which letters are lost

    def renamed(self, siglum: Siglum) -> "Text":
        """The same text with another siglum."""
        return replace(self, siglum=siglum, seed=replace(self.seed, siglum=siglum))

    @property
    def given(self) -> tuple[tuple[int, int, str], ...] | None:
        """Start and end of each token in the seed's text, and its norm; None where nobody cut the text into tokens."""
        if self.tokens is None:
            return None
        made, at = [], 0
        for token, blank in zip(self.tokens, self.blanks or ("",) * len(self.tokens), strict=True):
            if word := str(token).strip():
                start = at + str(token).index(word[0])
                made.append((start, start + len(word), token.norm or norm_of(token.text)))
            at += len(str(token)) + len(blank)
        return tuple(made)


def read_texts(paths: Sequence[Path], as_text: bool = False) -> tuple[Text, ...]:
    """The witnesses of the files, in their order; `as_text`: every file is plain text, whatever it looks like.

    InputError for a file that cannot be taken or a doubled siglum.
    """
    texts = tuple(text for path in paths for text in _texts(path, as_text))
    if len(texts) < 2:
        raise InputError("a collation needs two witnesses at least: name a second file")
    at: dict[Siglum, str] = {}
    for text in texts:
        if bad := _UNPRINTABLE.search(text.siglum):
            raise InputError(f"{text.path}: U+{ord(bad[0]):04X} cannot be part of a siglum: rename the witness")
        if text.siglum in at:
            raise InputError(
                f"two witnesses are called {text.siglum} ({at[text.siglum]} and {text.path}); a siglum is the file's "
                'name without its ending, or the "id" in JSON'
            )
        at[text.siglum] = text.path
    return texts


def token_text(text: Text, places: Sequence[tuple[int, int]]) -> tuple[TokenText, Sequence[int]]:
    """The witness as tokens, which joined are its text, and the number of the token of each word.

    `places`: where the words that are aligned stand in the text; what lies between them (a sign of a list, a note)
    becomes tokens of its own.
    """
    if text.tokens is not None:
        tokens = tuple(t if t.norm else replace(t, norm=norm_of(t.text)) for t in text.tokens)
        return TokenText(text.siglum, tokens, text.blanks), [i for i, t in enumerate(tokens) if str(t).strip()]
    if not places:
        return TokenText(text.siglum, tokens_of(text.seed.text)), ()
    made: list[Token] = []
    numbers: list[int] = []
    content, at = text.seed.text, 0
    followings = [*(start for start, _ in places[1:]), len(content)]
    for (start, end), following in zip(places, followings, strict=True):
        made += _between(content[at:start])
        numbers.append(len(made))
        space = len(content[end:following]) - len(content[end:following].lstrip())
        lead = "" if made else content[:start]
        made.append(Token(lead + content[start:end], norm_of(content[start:end]), content[end : end + space]))
        at = end + space
    return TokenText(text.siglum, (*made, *_between(content[at:]))), numbers


def _between(text: str) -> tuple[Token, ...]:
    return tokens_of(text) if text.strip() else ()


def witness(text: Text) -> Witness:
    """The witness with its blocks; names that its file marks are words like others."""
    root = absorb_stray_characters(text.root or _structure(text.seed), text.seed.text)
    made = Witness(text.siglum, Path(text.path).name, text.seed, root, text.kind, words=text.words)
    return take_out_marks(made)[0]


def read_path(path: Path, as_text: bool = False) -> tuple[Text, ...]:
    """The witnesses of a file. InputError for one that cannot be taken."""
    return tuple(_texts(path, as_text))


def _texts(path: Path, as_text: bool) -> Iterator[Text]:
    data, name = read_input(path), str(path)
    detected = detect(name, data)
    if detected.is_container and (as_text or not detected.reader):
        raise SeedError(f"{name}: {refusal(detected, ON_COMMAND_LINE)}")
    is_plain = detected.reader == "text" and path.suffix.casefold() not in _OWN_SUFFIXES
    if as_text or (is_plain and not load_readers().tried):
        yield Text(path.stem, name, _seed(path.stem, name, data), "text")
    elif path.suffix.casefold() == ".json" or detected.reader == "collatex":
        yield from _from_json(path, _seed(path.stem, name, data))
    elif detected.reader == "text" and not is_plain:
        yield _from_reader(data, path, "tei")
    else:
        yield _from_reader(data, path)


def _from_reader(data: bytes, path: Path, reader: str = "") -> Text:
    """The witness of a file in any format that `edition build` reads, with the reader's default options."""
    source = SourceFile(path.stem, str(path), data)
    try:
        made = read_source(source, reader, ReaderOptions(lines="wrap"), means=ON_COMMAND_LINE)
    except SeedError as error:
        raise SeedError(_without_edition(error)) from None
    except NoReaderError as error:
        raise InputError(str(error)) from None
    found = tuple(f for f in made.findings if f.code not in _ASK_FOR_OPTIONS)
    return Text(path.stem, str(path), made.seed, made.reader, root=made.root, findings=found, words=made.words)


def _from_json(path: Path, seed: Seed) -> Iterator[Text]:
    yield from (from_collatex(one, str(path)) for one in read_collatex(seed.text, str(path)))


def _seed(siglum: Siglum, path: str, data: bytes) -> Seed:
    try:
        return make_seed(siglum, path, data)
    except SeedError as error:  # there is no edition.toml in which to name another encoding
        raise SeedError(_without_edition(error)) from None


def _without_edition(error: SeedError) -> str:
    return str(error).replace(_NAME_IT, "; save the file as UTF-8")


def from_collatex(one: CollatexWitness, path: str) -> Text:
    """A witness of CollateX's JSON; words without white space between them are kept apart."""
    if one.tokens is None:
        return Text(one.siglum, path, make_seed(one.siglum, path, one.content.encode("utf-8")), "collatex")
    blanks = blanks_between(one.tokens)
    content = TokenText(one.siglum, one.tokens, blanks).words(0, len(one.tokens))
    made = Text(one.siglum, path, make_seed(one.siglum, path, content.encode("utf-8")), "collatex", one.tokens, blanks)
    return replace(made, root=_paragraphs(made.seed.text, made.given or ()))


_CLOSES, _OPENS = frozenset(".,;:!?…)]}»”’·،؛؟。、，；：！？」』）"), frozenset("([{«“„‘¿¡「『（")


def blanks_between(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The blanks to show between tokens that have no white space at all; nothing where they have their own.

    None stands before what closes, behind what opens, and between letters of scripts that are written without blanks.
    """
    if len(tokens) < 2 or any(t.after or t.text[:1].isspace() for t in tokens[:-1]):
        return ()
    pairs = [(one.text, other.text) for one, other in pairwise(tokens)]
    return (*("" if _are_joined(a, b) else " " for a, b in pairs), "")


def _are_joined(one: str, other: str) -> bool:
    if not one or not other:
        return True
    unspaced = is_unspaced(one[-1]) and is_unspaced(other[0])
    return unspaced or one[-1] in _OPENS or other[0] in _CLOSES


def _structure(seed: Seed) -> Node:
    made = read_text(seed, ReaderOptions(headings="short", lists=True, lines="wrap"))
    return Node(Kind.BODY, 0, len(seed.text)) if isinstance(made, Refusal) else made.root


def _paragraphs(text: str, given: Sequence[tuple[int, int, str]]) -> Node:
    """A text whose tokens are given: paragraphs between empty lines, nothing marked or left out in them; an empty line
    within a token ends none."""
    edges = [(0, 0), *(m.span() for m in _EMPTY_LINES.finditer(text)), (len(text), len(text))]
    starts = [start for start, _, _ in given]
    within = [e for e in edges if (k := bisect_left(starts, e[0])) and e[0] < given[k - 1][1]]
    blocks = []
    for (_, start), (end, _) in pairwise(e for e in edges if e not in within):
        words = text[start:end].strip()
        if words:
            at = start + text[start:end].index(words[0])
            blocks.append(Node(Kind.PARAGRAPH, at, at + len(words)))
    return make_body(text, blocks)
