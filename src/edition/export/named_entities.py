"""Names and dates as labels: sets for training and testing, and annotations over the published texts."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from edition.export.published import PublishedMark, PublishedText
from edition.export.registry import exporter
from edition.export.segmentation import Segment, Span, segments
from edition.export.source import ExportSource
from edition.model import KINDS, MentionKind

_NO_WORD = re.compile(r"\W")
#: The label of each kind of mention.
LABELS = {
    **{row.mention: row.labels[0] for row in KINDS},
    MentionKind.DATE: "DATE",
    MentionKind.LAW: "LAW",
}


@exporter("names")
def export_conll(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """CoNLL-2003 columns with IOB2 labels: a token a line (Flair, spaCy convert, seqeval)."""
    for text in source.texts:
        yield f"ner/{text.name}.conll", _conll(text).encode("utf-8")


@exporter("names")
def export_jsonl(source: ExportSource) -> Mapping[str, bytes]:
    """JSONL: a text a line, with names and dates by code points (doccano, Hugging Face datasets)."""
    lines = (json.dumps(_record(text), ensure_ascii=False) + "\n" for text in source.texts)
    return {"ner/texts.jsonl": "".join(lines).encode("utf-8")}


@exporter("names")
def export_brat(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """brat standoff: each text with its names and dates, their register entries and how certain they are."""
    yield "brat/annotation.conf", _brat_configuration().encode("utf-8")
    for text in source.texts:
        yield f"brat/{text.name}.txt", text.text.encode("utf-8")
        yield f"brat/{text.name}.ann", "".join(_brat(source, text)).encode("utf-8")


def _conll(text: PublishedText) -> str:
    lines = ["-DOCSTART- -X- -X- O", ""]
    for segment, labels in labelled(text):
        words = (text.text[start:end] for start, end in segment.tokens)
        lines += [*(f"{word} -X- -X- {label}" for word, label in zip(words, labels, strict=True)), ""]
    return "\n".join(lines) + "\n"


def labelled(text: PublishedText) -> Iterator[tuple[Segment, Sequence[str]]]:
    """Every sentence and the IOB2 labels of its tokens; of marks that nest the outermost counts."""
    inside = marked_tokens(text)
    for segment in segments(text):
        yield segment, [_label(inside.get(token), token) for token in segment.tokens]


@lru_cache(maxsize=64)
def marked_tokens(text: PublishedText) -> Mapping[Span, PublishedMark]:
    """Every token that stands in a mark, with the outermost mark it stands in."""
    return dict(_marked(text))


def _marked(text: PublishedText) -> Iterator[tuple[Span, PublishedMark]]:
    marks = iter(text.outermost())
    mark = next(marks, None)
    for segment in segments(text):
        for start, end in segment.tokens:
            while mark is not None and mark.end <= start:
                mark = next(marks, None)
            if mark is not None and mark.start <= start:
                yield (start, end), mark


def _label(mark: PublishedMark | None, token: Span) -> str:
    return "O" if mark is None else f"{'B' if token[0] == mark.start else 'I'}-{LABELS[mark.kind]}"


def _record(text: PublishedText) -> Mapping[str, object]:
    entities = [
        {"id": m.id, "start_offset": m.start, "end_offset": m.end, "label": LABELS[m.kind], "ref": m.ref,
         "value": m.value.iso if m.value else "", "cert": m.cert}
        for m in text.marks
    ]  # fmt: skip
    return {"id": text.name, "witness": text.siglum, "language": text.language, "text": text.text, "entities": entities}


def _brat(source: ExportSource, text: PublishedText) -> Iterator[str]:
    """The reference of an entity is one word of letters, as readers of the format want it; a note has the id itself."""
    for number, mark in enumerate(text.marks, 1):
        yield f"T{number}\t{LABELS[mark.kind]} {mark.start} {mark.end}\t{text.text[mark.start : mark.end]}\n"
        if mark.ref:
            entry = source.register.get(mark.ref)
            name = entry.name if entry else mark.ref
            yield f"N{number}\tReference T{number} register:{_NO_WORD.sub('_', mark.ref)}\t{name}\n"
        if note := mark.ref or (mark.value.iso if mark.value else ""):
            yield f"#{number}\tAnnotatorNotes T{number}\t{note}\n"
        if mark.cert:
            yield f"A{number}\tcertainty T{number} {mark.cert}\n"


def _brat_configuration() -> str:
    entities = "".join(f"{label}\n" for label in LABELS.values())
    nesting = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:contain\n"
    certainty = "certainty\tArg:<ENTITY>, Value:high|medium|low\n"
    return f"[entities]\n{entities}\n[relations]\n{nesting}\n[events]\n\n[attributes]\n{certainty}"
