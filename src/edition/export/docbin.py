"""spaCy DocBin 0.1 (spacy.io/api/data-formats#binary-training): a Doc a paragraph, with entities and sentences.

A DocBin is a zlib stream of a msgpack map; a token is a row of numbers, words are numbered by MurmurHash64A of their
UTF-8 with seed 1, but for the names in `spacy_symbols.txt`, which have numbers of their own. The stream is stored, not
deflated, so that no version of zlib changes it.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from edition.export.named_entities import LABELS, marked_tokens
from edition.export.published import PublishedMark, PublishedText
from edition.export.registry import exporter
from edition.export.segmentation import Segment, Span, segments
from edition.export.source import ExportSource

#: spaCy's numbers of the attributes that are kept: ORTH, ENT_IOB, ENT_TYPE, SENT_START, ENT_KB_ID, ENT_ID.
_ATTRIBUTES = (65, 77, 78, 80, 452, 454)
_BEGINS, _GOES_ON, _OUTSIDE = 3, 1, 2
_NO_SPANS = b"\x90"  # an empty msgpack list
_MASK = (1 << 64) - 1
_BLOCK = 0xFFFF  # bytes in a stored block


@exporter("names")
def export_docbin(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """spaCy DocBin: a Doc a paragraph with names, dates, their register entries (kb_id) and sentences."""
    for text in source.texts:
        yield f"ner/{text.name}.spacy", _docbin(text)


def _docbin(text: PublishedText) -> bytes:
    marks = marked_tokens(text)
    blocks: dict[int, list[Segment]] = {}
    for segment in segments(text):
        blocks.setdefault(segment.block, []).append(segment)
    rows = [list(_rows(text, held, marks)) for held in blocks.values()]
    spaces = [bool(s) for held in blocks.values() for s in _spaces(text, held)]
    message = {
        "version": "0.1",
        "attrs": list(_ATTRIBUTES),
        "tokens": b"".join(struct.pack("<6Q", *row) for doc in rows for row in doc),
        "spaces": bytes(spaces),
        "lengths": struct.pack(f"<{len(rows)}i", *map(len, rows)),
        "strings": sorted(_strings(text, marks)),
        "cats": [{} for _ in rows],
        "flags": [{"has_unknown_spaces": False} for _ in rows],
        "span_groups": [_NO_SPANS for _ in rows],
    }
    return _stored(_packed(message))


def _rows(
    text: PublishedText, held: Sequence[Segment], marks: Mapping[Span, PublishedMark]
) -> Iterator[tuple[int, ...]]:
    for segment in held:
        for token in segment.tokens:
            begins = 1 if token is segment.tokens[0] else _MASK  # -1: within a sentence
            word = key_of(text.text[slice(*token)])
            if mark := marks.get(token):
                iob = _BEGINS if token[0] == mark.start else _GOES_ON
                yield word, iob, key_of(LABELS[mark.kind]), begins, key_of(mark.ref), key_of(mark.id)
            else:
                yield word, _OUTSIDE, 0, begins, 0, 0


def _spaces(text: PublishedText, held: Sequence[Segment]) -> Iterator[bool]:
    """Whether a blank follows a token; none follows the last of a paragraph."""
    return (text.text[end] == " " for segment in held for _, end in segment.tokens)


def _strings(text: PublishedText, marks: Mapping[Span, PublishedMark]) -> set[str]:
    words = {text.text[start:end] for segment in segments(text) for start, end in segment.tokens}
    return words | {word for m in marks.values() for word in (LABELS[m.kind], m.ref, m.id)} | {""}


@cache
def _symbols() -> Mapping[str, int]:
    names = (Path(__file__).parent / "spacy_symbols.txt").read_text("ascii").split()
    return {"": 0, **{name: number for number, name in enumerate(names, 1)}}


@cache
def key_of(word: str) -> int:
    """The number of a word in spaCy's store of strings."""
    known = _symbols().get(word)
    return _murmur(word.encode("utf-8"), 1) if known is None else known


def _murmur(data: bytes, seed: int) -> int:
    """MurmurHash64A by Austin Appleby (in the public domain), for 64-bit machines with the low byte first."""
    factor, shift = 0xC6A4A7935BD1E995, 47
    made = seed ^ len(data) * factor & _MASK
    whole = len(data) - len(data) % 8
    for (word,) in struct.iter_unpack("<Q", data[:whole]):
        word = word * factor & _MASK
        word = (word ^ word >> shift) * factor & _MASK
        made = (made ^ word) * factor & _MASK
    if rest := data[whole:]:
        made = (made ^ int.from_bytes(rest, "little")) * factor & _MASK
    made = (made ^ made >> shift) * factor & _MASK
    return made ^ made >> shift


# -- msgpack (github.com/msgpack/msgpack/blob/master/spec.md) and zlib (RFC 1950, 1951)


def _packed(value: object) -> bytes:
    match value:
        case bool():
            return b"\xc3" if value else b"\xc2"
        case int():
            return b"\xcf" + struct.pack(">Q", value)
        case str():
            data = value.encode("utf-8")
            return b"\xdb" + struct.pack(">I", len(data)) + data
        case bytes():
            return b"\xc6" + struct.pack(">I", len(value)) + value
        case Mapping():
            pairs = (_packed(key) + _packed(one) for key, one in value.items())
            return b"\xdf" + struct.pack(">I", len(value)) + b"".join(pairs)
        case list():
            return b"\xdd" + struct.pack(">I", len(value)) + b"".join(map(_packed, value))
    raise TypeError(f"{type(value).__name__} cannot be packed")


def _stored(data: bytes) -> bytes:
    """A zlib stream that holds the bytes as they are."""
    starts = range(0, max(len(data), 1), _BLOCK)
    blocks = ((data[at : at + _BLOCK], at + _BLOCK >= len(data)) for at in starts)
    body = b"".join(struct.pack("<BHH", last, len(b), len(b) ^ 0xFFFF) + b for b, last in blocks)
    return b"\x78\x01" + body + struct.pack(">I", zlib.adler32(data))
