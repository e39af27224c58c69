"""The marks of a transcription as mentions, and what ours must leave to them.

A mark of hers stays as it is: a mention of ours that stands in it, around it or across it is dropped. Where hers does
not say whom she means, ours may say it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from edition.model import Finding, Mention, MentionKind, Node, Position, Register, Severity, Witness
from edition.model.finding import count_of
from edition.model.register import is_transcribed
from edition.model.seed import Siglum
from edition.model.transcribed import LEVELS, MarkedStretch, Resolver, TranscribedMark
from edition.model.witness import DIVISIBLE, OUTSIDE_READING

_CERTAINTIES = ("high", "medium", "low")
_NAMES = frozenset(MentionKind) - {MentionKind.DATE, MentionKind.WORK}


def mentions_of_marks(
    marks: Sequence[MarkedStretch], resolver: Resolver, register: Register, root: Node
) -> tuple[Mention, ...]:
    """The mentions that marks of a transcription are, in the order of the text, outer ones first.

    A mark that points to several entries is a mention of each. One that is divided by a part of the text that cannot be
    divided itself is a mention in each part.
    """
    if not marks:
        return ()
    edges = _Edges(root)
    parts = (part for one in marks for mention in _mentions(one, resolver, register) for part in edges.parts(mention))
    return tuple(sorted(parts, key=lambda m: (m.start, -m.end)))


def _mentions(one: MarkedStretch, resolver: Resolver, register: Register) -> Iterator[Mention]:
    mark = one.mark
    if mark.element == "date":
        yield _mention(one, MentionKind.DATE)
        return
    found = dict.fromkeys(filter(None, map(resolver.entry, (*mark.pointers, *_keys(mark)))))
    entries = [entry for name in found if (entry := register.get(name))]
    for entry in entries:
        level = entry.level if entry.kind.row.mention is MentionKind.WORK else ""
        yield _mention(one, entry.kind.row.mention, entry.id, level)
    if not entries and mark.kind:
        is_title = mark.kind is MentionKind.WORK and mark.level in LEVELS
        yield _mention(one, mark.kind, level=mark.level if is_title else "")


def _keys(mark: TranscribedMark) -> Sequence[str]:
    return (mark.key,) if mark.key else ()


def _mention(one: MarkedStretch, kind: MentionKind, ref: str = "", level: str = "") -> Mention:
    cert = one.mark.cert if one.mark.cert in _CERTAINTIES else "high"
    rule = f"marked in the transcription: {said_by(one.mark)}"
    return Mention(kind, one.start, one.end, ref, one.mark.value, rule, cert, level, hers=True, mark=one.mark)


def said_by(mark: TranscribedMark) -> str:
    """The start tag of a mark, as far as it says who is meant: `<persName ref="#aw">`."""
    said = {"ref": " ".join(mark.pointers), "key": mark.key, "type": mark.type}
    return "".join((f"<{mark.element}", *(f' {name}="{value}"' for name, value in said.items() if value), ">"))


class _Edges:
    """Where the parts of a text that cannot be divided begin and end: quotations, links, blocks."""

    def __init__(self, root: Node) -> None:
        nodes = (n for n in root.walk() if n.kind not in DIVISIBLE and n.end > n.start)
        self.nodes = sorted(((at, n) for n in nodes for at in (n.start, n.end)), key=lambda one: one[0])
        self.places = [at for at, _ in self.nodes]

    def parts(self, mention: Mention) -> Iterator[Mention]:
        """The mention, in parts where such a part of the text begins or ends inside it."""
        first, behind = bisect_right(self.places, mention.start), bisect_left(self.places, mention.end)
        cut = {at for at, node in self.nodes[first:behind] if _crosses(node, mention)}
        edges = [mention.start, *sorted(cut), mention.end]
        yield from (replace(mention, start=a, end=b) for a, b in pairwise(edges))


def _crosses(node: Node, mention: Mention) -> bool:
    return node.start < mention.start < node.end < mention.end or mention.start < node.start < mention.end < node.end


def cuts(node: Node, mention: Mention) -> bool:
    """Whether a mention cannot stand in the text for a node: one that it overlaps in part and that cannot be divided,
    or that is inside it and outside the reading text."""
    if node.end <= mention.start or mention.end <= node.start:
        return False
    if node.start <= mention.start and mention.end <= node.end:
        return False
    if mention.start <= node.start and node.end <= mention.end:
        return node.kind in OUTSIDE_READING
    return node.kind not in DIVISIBLE


def divide_for(root: Node, mentions: Sequence[Mention]) -> Node:
    """A tree whose stretches of writing (italic, unclear, added …) are divided where a mention begins or ends in them.

    >>> from edition.model import Kind, MentionKind
    >>> italic = Node(Kind.EMPHASIS, 5, 19)
    >>> divided = divide_for(Node(Kind.PARAGRAPH, 0, 20, (italic,)), [Mention(MentionKind.PERSON, 0, 9)])
    >>> [(node.start, node.end) for node in divided.children]
    [(5, 9), (9, 19)]
    """
    ordered = sorted(mentions, key=lambda m: m.start)
    return _Divider(ordered, [m.start for m in ordered], max((m.end - m.start for m in ordered), default=0)).divide(
        root
    )


@dataclass(slots=True)
class _Divider:
    """Divides nodes at the edges of mentions; `longest`: the length of the longest of them."""

    mentions: Sequence[Mention]
    starts: Sequence[int]
    longest: int

    def divide(self, node: Node) -> Node:
        children = tuple(part for child in node.children for part in self._pieces(self.divide(child)))
        return node if children == node.children else replace(node, children=children)

    def _pieces(self, node: Node) -> Iterable[Node]:
        if node.kind not in DIVISIBLE or node.end == node.start:
            return (node,)
        near = self.mentions[bisect_left(self.starts, node.start - self.longest) : bisect_left(self.starts, node.end)]
        at = {p for m in near if _crosses(node, m) for p in (m.start, m.end) if node.start < p < node.end}
        edges = [node.start, *sorted(at), node.end]
        return [self._piece(node, a, b) for a, b in pairwise(edges)]

    def _piece(self, node: Node, start: int, end: int) -> Node:
        inside = [
            c for c in node.children if start <= c.start and c.end <= end and (c.start < end or c.start == node.end)
        ]
        return replace(node, start=start, end=end, children=tuple(inside))


@dataclass(slots=True)
class _Group:
    """An outermost mention of hers, `mentions` with those inside it, and those of ours that gave way to it."""

    mentions: list[Mention]
    ours: list[Mention]

    @property
    def end(self) -> int:
        return self.mentions[0].end

    def completed(self, text: str) -> Iterator[Mention]:
        """Her mentions; one that does not say what it means has it of the one of ours inside it, if it is of its kind.
        The rule of the outermost tells what else gave way."""
        free, made = list(self.ours), {}
        for mention in sorted(self.mentions, key=lambda m: m.end - m.start):
            inside = [o for o in free if mention.start <= o.start and o.end <= mention.end and o.kind is mention.kind]
            made[id(mention)] = _linked(mention, inside[0]) if _may_link(mention, inside) else mention
            free = [o for o in free if o not in inside]
        outer = made[id(self.mentions[0])]
        said = "".join(f"; instead of «{text[o.start : o.end]}», {o.rule}" for o in free)
        made[id(self.mentions[0])] = replace(outer, rule=outer.rule + said)
        yield from (made[id(mention)] for mention in self.mentions)


class HerMarks:
    """The mentions of a transcription, asked by place; those of ours that gave way to them."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.groups: list[_Group] = []
        for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
            if self.groups and mention.start < self.groups[-1].end:
                self.groups[-1].mentions.append(mention)
            else:
                self.groups.append(_Group([mention], []))
        self.ends = [group.end for group in self.groups]

    def at(self, start: int, end: int) -> Sequence[_Group]:
        """The mentions that share a place with a stretch, in groups by the outermost."""
        first = last = bisect_right(self.ends, start)
        while last < len(self.groups) and self.groups[last].mentions[0].start < end:
            last += 1
        return self.groups[first:last]

    def takes(self, mention: Mention) -> bool:
        """Whether a mention of ours gives way to one of hers; it is kept in mind."""
        groups = self.at(mention.start, mention.end)
        for group in groups:
            group.ours.append(mention)
        return bool(groups)

    def completed(self, text: str) -> tuple[Mention, ...]:
        """Her mentions with what ours say of them, in the order of the text, outer ones first."""
        return tuple(mention for group in self.groups for mention in group.completed(text))

    def conflicts(self, text: str, siglum: Siglum, path: str) -> Iterator[Finding]:
        """E393 where the words of a date say another day, E394 (once for two entries) where a form of the edition's
        register means another entry."""
        told: set[tuple[str, str]] = set()
        for hers, ours in ((h, o) for group in self.groups for h in group.mentions for o in group.ours):
            said = _contradiction(hers, ours)
            if not said or (hers.ref and (hers.ref, ours.ref) in told):
                continue
            told.add((hers.ref, ours.ref))
            words = " ".join(text[hers.start : hers.end].split())
            code = "E393" if hers.value else "E394"
            message = f"{siglum}: «{words}»: the transcription {said}; the transcription stands"
            yield Finding(code, Severity.WARNING, message, place_of(hers, path))


def _contradiction(hers: Mention, ours: Mention) -> str:
    """What a mark of hers says, and what ours says against it; "" where they agree."""
    if ours.kind is not hers.kind or ours.cert != "high":
        return ""
    if hers.value and ours.value and hers.start <= ours.start and ours.end <= hers.end and _excludes(hers, ours):
        return f"has {hers.value.iso}, the words say {ours.value.iso}"
    is_same = (hers.start, hers.end) == (ours.start, ours.end)
    if not (hers.ref and is_same) or hers.ref == ours.ref or is_transcribed(ours.ref):
        return ""
    return f"means {hers.ref}, but {ours.rule}"


def _may_link(mention: Mention, inside: Sequence[Mention]) -> bool:
    """Whether the one mention of ours inside a mark says what the mark means: never for a paraphrase."""
    if len(inside) != 1 or mention.ref or mention.value or mention.mark is None or mention.mark.names_entry:
        return False
    ours = inside[0]
    is_same = (ours.start, ours.end) == (mention.start, mention.end)
    if mention.kind is MentionKind.DATE:
        return is_same and not mention.mark.unread
    return bool(ours.ref) and (is_same or mention.mark.element != "rs")


def _linked(mention: Mention, ours: Mention) -> Mention:
    rule = f"{mention.rule}; {ours.rule}"
    return replace(mention, ref=ours.ref, value=ours.value, level=ours.level, cert=ours.cert, rule=rule, linked=True)


def _excludes(one: Mention, other: Mention) -> bool:
    if one.value is None or other.value is None:
        return False
    (first, last), (begin, end) = one.value.limits, other.value.limits
    return last < begin or end < first


def place_of(mention: Mention, path: str) -> Position:
    """Where the mark of a mention stands in the file of its witness."""
    return Position(path, mention.mark.line if mention.mark else 0)


def not_of_a_register(
    marks: Sequence[MarkedStretch], mentions: Sequence[Mention], witness: Witness
) -> Iterator[Finding]:
    """E396, once a witness, for marks that are no mentions: they say neither what they name nor which entry."""
    there = {(m.start, m.end) for m in mentions if m.hers}
    lost = [one for one in marks if (one.start, one.end) not in there and one.mark.kind is None]
    if lost:
        words = " ".join(witness.text[lost[0].start : lost[0].end].split())
        said = (
            f"{witness.siglum}: {count_of(len(lost), 'mark')} of names such as {said_by(lost[0].mark)}«{words}» "
            "without a type and without an entry; they name nothing in the edition"
        )
        yield Finding("E396", Severity.ADVICE, said, Position(witness.seed.path, lost[0].mark.line))


_MOST_TOLD = 20  # names, and pointers, that are told one by one


def without_entry(mentions: Sequence[Mention], witness: Witness) -> Iterator[Finding]:
    """E390 for each name and each pointer of a transcription that has no entry, told once, those after the first
    `_MOST_TOLD` together; E395 for values of dates that no calendar has."""
    siglum, path = witness.siglum, witness.seed.path
    told: dict[str, Mention] = {}
    for mention in mentions:
        if mention.mark is not None and mention.mark.unread:
            words, unread = _words_of(mention, witness), mention.mark.unread
            said = f"{siglum}: «{words}»: {unread} is no day, month or year of the calendar; the date has no value"
            yield Finding("E395", Severity.WARNING, said, place_of(mention, path))
        if what := _unknown(mention, witness):
            told.setdefault(what, mention)
    yield from _told(told, witness, points=True)
    yield from _told(told, witness, points=False)


def _words_of(mention: Mention, witness: Witness) -> str:
    return " ".join(witness.text[mention.start : mention.end].split())


def _unknown(mention: Mention, witness: Witness) -> str:
    """What a mark of a transcription names that no register has: its pointers, or the words; nothing of others."""
    mark = mention.mark
    if mark is None or mention.ref or mention.kind is MentionKind.DATE:
        return ""
    if mark.names_entry:
        return " ".join([*(f"ref {p}" for p in mark.pointers), *(f"key {k}" for k in _keys(mark))])
    return f"«{_words_of(mention, witness)}»" if mention.kind in _NAMES and not mention.is_paraphrase else ""


def _told(told: Mapping[str, Mention], witness: Witness, points: bool) -> Iterator[Finding]:
    """E390 for the pointers, or for the names without any: the first one by one, the others together."""
    siglum, path = witness.siglum, witness.seed.path
    severity = Severity.WARNING if points else Severity.ADVICE
    some = [(what, m) for what, m in told.items() if m.mark is not None and m.mark.names_entry is points]
    for what, mention in some[:_MOST_TOLD]:
        yield Finding("E390", severity, f"{siglum}: {what} has no entry in any register", place_of(mention, path))
    if more := some[_MOST_TOLD:]:
        said = f"{siglum}: {count_of(len(more), 'more pointer' if points else 'more name')} without an entry"
        yield Finding("E390", severity, said, place_of(more[0][1], path))
