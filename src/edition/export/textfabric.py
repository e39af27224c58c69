"""Text-Fabric (annotation.github.io/text-fabric/tf/about/fileformats.html): all witnesses as one corpus.

Slots are tokens. Other nodes are the texts, their blocks, sentences, mentions and readings; the edge `aligned` joins
the readings of one place of variation, and its value is the id of the place. Offsets of the published texts are kept.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from edition.export.placed import PlacedReading, placed_readings
from edition.export.published import PublishedText
from edition.export.registry import exporter
from edition.export.segmentation import Span, segments
from edition.export.source import ExportSource

_DESCRIBED = {
    "otype": "type of a node", "oslots": "slots of a node", "str": "token", "after": "white space behind a token",
    "start": "offset in the published text", "siglum": "siglum of a text", "n": "number of a block in its text",
    "text": "name of a text", "id": "xml:id in the TEI", "kind": "kind of a block or mention",
    "ref": "register entry that a mention names", "value": "date as ISO 8601", "cert": "how certain a mention is",
    "app": "place of variation", "rtype": "type of a reading",
}  # fmt: skip
_NUMBERS = frozenset(("start", "n"))
Values = dict[int, str | int]


@dataclass(slots=True)
class _Corpus:
    """Nodes by type with their slots, features by name, and which readings stand at one place."""

    nodes: dict[str, list[tuple[Sequence[int], Mapping[str, str | int]]]] = field(default_factory=dict)
    slots: list[Mapping[str, str | int]] = field(default_factory=list)

    def add(self, node_type: str, slots: Sequence[int], **features: str | int) -> None:
        if slots:
            self.nodes.setdefault(node_type, []).append((slots, features))


@exporter("texts")
def export_textfabric(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """Text-Fabric: all witnesses as a corpus of tokens, with mentions and aligned readings (notebooks)."""
    corpus = _Corpus()
    for text in source.texts:
        _add_text(corpus, source, text)
    yield from ((f"tf/{name}.tf", data.encode("utf-8")) for name, data in _written(source, corpus))


def _add_text(corpus: _Corpus, source: ExportSource, text: PublishedText) -> None:
    first = len(corpus.slots) + 1
    held = segments(text)
    tokens = [token for segment in held for token in segment.tokens]
    starts = [start for start, _ in tokens]
    _add_tokens(corpus, text.text, tokens)
    corpus.add("text", range(first, len(corpus.slots) + 1), text=text.name, siglum=text.siglum)
    for number, block in enumerate(text.blocks):
        slots = _slots(starts, first, block.start, block.end)
        corpus.add("block", slots, n=number + 1, id=block.id, kind=block.kind.value)
    for segment in held:
        corpus.add("sentence", _slots(starts, first, segment.start, segment.end))
    for mark in text.marks:
        value = mark.value.iso if mark.value else ""
        slots = _slots(starts, first, mark.start, mark.end)
        corpus.add("mention", slots, id=mark.id, kind=mark.kind.value, ref=mark.ref, value=value, cert=mark.cert)
    for one in placed_readings(source).get(text.name, ()):
        slots = [slot for start, end in one.stretches for slot in _slots(starts, first, start, end)]
        corpus.add("reading", slots, app=one.unit.id, rtype=_type_of(one))


def _type_of(one: PlacedReading) -> str:
    return one.reading.type or "lemma"


def _add_tokens(corpus: _Corpus, text: str, tokens: Sequence[Span]) -> None:
    """Add the tokens, each with what stands before the next: a blank, nothing, or the lines between blocks."""
    ends = [start for start, _ in tokens[1:]] + [len(text)]  # one more where there is no token
    for (start, end), following in zip(tokens, ends, strict=False):
        corpus.slots.append({"str": text[start:end], "after": text[end:following], "start": start})


def _slots(starts: Sequence[int], first: int, start: int, end: int) -> Sequence[int]:
    """The slots of the tokens that begin in a stretch of a text; `first`: the slot of its first token."""
    return range(first + bisect_left(starts, start), first + bisect_left(starts, end))


def _written(source: ExportSource, corpus: _Corpus) -> Iterator[tuple[str, str]]:
    types, members, features, places = _numbered(corpus)
    yield "otype", _node(source, "otype") + "".join(f"{span}\t{kind}\n" for span, kind in types)
    yield "oslots", _edge(source, "oslots") + "".join(f"{node}\t{_spans(slots)}\n" for node, slots in members)
    yield (
        "otext",
        _header(
            source,
            "config",
            {"fmt:text-orig-full": "{str}{after}", "sectionTypes": "text,block", "sectionFeatures": "text,n"},
        ),
    )
    for name, values in features.items():
        escaped = {value: _escaped(value) for value in set(values.values())}
        yield name, _node(source, name) + "".join([f"{node}\t{escaped[value]}\n" for node, value in values.items()])
    yield "aligned", _edge(source, "aligned", valued=True) + "".join(_alignment(places))


def _numbered(
    corpus: _Corpus,
) -> tuple[list[tuple[str, str]], list[tuple[int, Sequence[int]]], dict[str, Values], dict[str, list[int]]]:
    """The ranges of the types, the slots of the nodes, the values of the features, the readings of each place."""
    node = len(corpus.slots)
    types, members = [(f"1-{node}", "token")], []
    features: dict[str, Values] = {name: {} for name in _DESCRIBED if name not in ("otype", "oslots")}
    places: dict[str, list[int]] = {}
    for slot, values in enumerate(corpus.slots, 1):
        for name, value in values.items():
            features[name][slot] = value
    for kind, held in corpus.nodes.items():
        types.append((f"{node + 1}-{node + len(held)}", kind))
        for slots, values in held:
            node += 1
            members.append((node, slots))
            for name, value in values.items():
                if value != "":
                    features[name][node] = value
            if kind == "reading":
                places.setdefault(str(values["app"]), []).append(node)
    return types, members, features, places


def _alignment(places: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """An edge from each reading to every other one of the same place."""
    for app, nodes in places.items():
        ends = [f"\t{node}\t{_escaped(app)}\n" for node in nodes]
        for number, node in enumerate(nodes):
            yield str(node).join(("", *ends[:number], *ends[number + 1 :]))


def _spans(slots: Sequence[int]) -> str:
    """Slots as ranges: 1-3,7."""
    made: list[list[int]] = []
    for slot in slots:
        if made and made[-1][1] + 1 == slot:
            made[-1][1] = slot
        else:
            made.append([slot, slot])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in made)


def _node(source: ExportSource, name: str) -> str:
    return _header(source, "node", {"valueType": "int" if name in _NUMBERS else "str", "description": _DESCRIBED[name]})


def _edge(source: ExportSource, name: str, valued: bool = False) -> str:
    said = {"valueType": "str", "description": _DESCRIBED.get(name, "readings of one place of variation")}
    return _header(source, "edge", ({"edgeValues": ""} if valued else {}) | said)


def _header(source: ExportSource, kind: str, said: Mapping[str, str]) -> str:
    """The head of a file; no date of writing, so that it is the same each time."""
    lines = [f"@{kind}", *(f"@{name}={value}" if value else f"@{name}" for name, value in said.items())]
    return "\n".join([*lines, f"@title={' '.join(source.title.split())}", "@writtenBy=variorum"]) + "\n\n"


def _escaped(value: str | int) -> str:
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
