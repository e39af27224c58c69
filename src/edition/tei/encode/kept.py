"""The file of a TEI witness: the editor's own bytes with our marks spliced in (docs/design.md, I1).

Nothing of hers is changed, moved or attributed; `edition.xml.ours.cut_ours` takes ours out again. Several witnesses may
be read from one file (its hands); what they have in common is marked once.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from edition.model import Mention, Siglum, Witness
from edition.tei.encode.header import Imprint
from edition.tei.encode.marks import EDITOR, PROGRAM, mark_attributes
from edition.tei.encode.placing import Ground, Piece, Placer, Places, tei_name
from edition.xml.namespaces import NS
from edition.xml.ours import free_prefix
from edition.xml.transcription import Transcription

#: The order of what is inserted at one byte: ends of elements, anchors of ends, anchors of starts, starts of elements.
_END, _ANCHOR_BEHIND, _ANCHOR_BEFORE, _START = range(4)
#: A place of the file that is taken: where it begins and ends, the name of the mark.
_Taken = tuple[int, int, str]


@dataclass(slots=True, eq=False)
class FileMarker:
    """Puts marks into one file.

    `names`: the ids of mentions in it, by witness and id in the model. `unmarked`: mentions for which no mark may stand
    in the file.
    """

    file: Transcription
    imprint: Imprint
    is_shared: bool = False  # whether several witnesses are read from it
    ground: Ground = field(init=False)
    prefix: str = field(init=False)
    names: dict[tuple[Siglum, str], str] = field(default_factory=dict)
    unmarked: list[tuple[Siglum, Mention]] = field(default_factory=list)
    _inserted: list[tuple[tuple[int, ...], str]] = field(default_factory=list)
    _taken: dict[etree._Element, list[_Taken]] = field(default_factory=dict)
    _made: dict[object, str] = field(default_factory=dict)  # what is marked where -> the id of the mark
    _ids: set[str] = field(default_factory=set)
    _spans: list[str] = field(default_factory=list)  # marks that stand apart
    _placers: dict[Siglum, Placer] = field(default_factory=dict)
    _by_editor: bool = False
    _known: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.ground = Ground(self.file, self.is_shared)
        self._known = self.file.ids()
        self.prefix = free_prefix(self._known)

    # -- marks

    def mark(self, witness: Witness, mentions: Iterable[Mention]) -> None:
        """Mark the mentions of a witness that was read from the file."""
        placer = self._placers[witness.siglum] = Placer(self.ground, witness)
        for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
            if getattr(mention, "hers", False):
                continue
            found = placer.place(mention.start, mention.end, mention.kind.value)
            if found is None or not self._add(witness.siglum, mention, found):
                self.unmarked.append((witness.siglum, mention))

    def _add(self, siglum: Siglum, mention: Mention, found: Places) -> bool:
        name = mention.kind.value
        key = (name, mention.ref, mention.value, *((part.begin, part.end) for part in found.parts))
        if key in self._made:
            self.names[siglum, mention.id] = self._made[key]
            return True
        if not found.is_apart and not all(self._is_free(part, name) for part in found.parts):
            return False
        if found.is_apart and not self.has_header:
            return False
        own = self._made[key] = self._new_id(mention.id)
        self.names[siglum, mention.id] = own
        self._by_editor = self._by_editor or mention.by_editor
        attributes = dict(mark_attributes(mention, "../registers/", own))
        attributes.pop("calendar", None)  # her header declares none of ours
        who = EDITOR if mention.by_editor else PROGRAM
        attributes["resp"] = f"#{self.prefix}{who}" if self.has_header else ""
        if found.is_apart:
            self._add_apart(name, attributes, found)
        else:
            self._add_parts(name, attributes, found.parts)
        return True

    def _new_id(self, name: str) -> str:
        made = f"{self.prefix}{name}"
        tried = (made if number == 1 else f"{made}-{number}" for number in count(1))
        own = next(one for one in tried if one not in self._ids)
        self._ids.add(own)
        return own

    def _is_free(self, part: Piece, name: str) -> bool:
        """Whether a mark fits in, around or beside those that stand there already."""
        taken = self._taken.get(part.holder, [])
        at = bisect_left(taken, (part.begin, -1, ""))
        near = taken[max(0, at - 8) : bisect_left(taken, (part.end, -1, ""))]
        for begin, end, other in near:
            if end <= part.begin or part.end <= begin:
                continue
            is_inside = begin <= part.begin and part.end <= end and self.ground.holders.may_hold(other, name)
            is_around = part.begin <= begin and end <= part.end and self.ground.holders.may_wrap(name, other)
            if not is_inside and not (is_around and (begin, end) != (part.begin, part.end)):
                return False
        return True

    def _add_parts(self, name: str, attributes: Mapping[str, str], parts: Sequence[Piece]) -> None:
        own = attributes["xml_id"]
        parts = [*map(self._with_blank, parts[:-1]), parts[-1]]
        ids = [own, *(f"{own}.{number}" for number in range(2, len(parts) + 1))]
        for number, part in enumerate(parts):
            links = {
                "prev": f"#{ids[number - 1]}" if number else "",
                "next": f"#{ids[number + 1]}" if number + 1 < len(parts) else "",
            }
            tag = self._qualified(name, part.holder)
            level = len(self._inserted)
            start = self._start_tag(tag, {**attributes, "xml_id": ids[number], **links})
            self._inserted.append(((part.begin, _START, -part.end, level), start))
            self._inserted.append(((part.end, _END, -part.begin, -level), f"</{tag}>"))
            insort(self._taken.setdefault(part.holder, []), (part.begin, part.end, name))

    def _with_blank(self, part: Piece) -> Piece:
        """A part with the blank that stands between it and the next one, so that the words do not run together."""
        is_blank = self.file.data[part.end : part.end + 2] == b" <"
        return replace(part, end=part.end + 1) if is_blank else part

    def _add_apart(self, name: str, attributes: Mapping[str, str], found: Places) -> None:
        """A mark where no element may stand: an anchor at each end, and what it says in a `span` outside the text."""
        first, last = found.parts
        own = attributes["xml_id"]
        self._add_anchor(first, f"{own}.a", is_before=True)
        self._add_anchor(last, f"{own}.z", is_before=False)
        said = {name: attributes[name] for name in ("xml_id", "resp", "cert")}
        place = {"type": name, "from": f"#{own}.a", "to": f"#{own}.z", "corresp": attributes.get("ref", "")}
        self._spans.append(self._start_tag(self._qualified("span", self.file.root), {**said, **place}, is_empty=True))

    def _add_anchor(self, piece: Piece, name: str, is_before: bool) -> None:
        tag = self._start_tag(self._qualified("anchor", piece.holder), {"xml_id": name}, is_empty=True)
        place = piece.begin if is_before else piece.end
        order = _ANCHOR_BEFORE if is_before else _ANCHOR_BEHIND
        self._inserted.append(((place, order, len(self._inserted)), tag))

    def anchor(self, siglum: Siglum, name: str, start: int) -> bool:
        """Let an id of the model be found in the file, at a character of the witness; False where it cannot be.

        `name`: the id with our prefix.
        """
        if name in self._ids:
            return True
        piece = self._placers[siglum].anchor(start)
        if piece is None:
            return False
        self._ids.add(name)
        self._add_anchor(piece, name, is_before=True)
        return True

    # -- the file

    def finish(self) -> bytes:
        """The bytes of the file with all marks, and with what its header must say of them."""
        self._write_header()
        parts: list[bytes] = []
        at = 0
        for (place, *_), words in sorted(self._inserted):
            parts += [self.file.data[at:place], self.file.encoding.fitting(words).encode("utf-8")]
            at = place
        parts.append(self.file.data[at:])
        return self.file.encoding.from_utf8(b"".join(parts))

    @property
    def has_header(self) -> bool:
        """Whether the file has a header that can say who made the marks."""
        return self._header() is not None

    def has_id(self, name: str) -> bool:
        """Whether the file has an id: of hers, or of a mark."""
        return name in self._known or name in self._ids

    def _header(self) -> etree._Element | None:
        """The header of the file; None where there is none, or none that can be added to."""
        found = self.file.root.find("tei:teiHeader/tei:fileDesc", NS)
        if found is None or self.file.is_from_entity(found) or tei_name(self.file.root) not in ("TEI", "teiCorpus"):
            return None
        return found

    def _write_header(self) -> None:
        described = self._header()
        if described is None:
            return
        q = self._qualified
        program = self._start_tag(
            q("application", described),
            {"xml_id": f"{self.prefix}{PROGRAM}", "ident": "variorum", "version": self.imprint.program},
        )
        label, info, p, desc = (q(name, described) for name in ("label", "appInfo", "p", "encodingDesc"))
        said = (
            f"{self._start_tag(desc, {'xml_id': f'{self.prefix}header'})}<{info}>{program}<{label}>variorum</{label}>"
            f"<{p}>{escape(_SAID.format(self.prefix))}</{p}></{q('application', described)}></{info}></{desc}>"
        )
        self._inserted.append(((self.file.outside(described)[1], _START, 0, 0), said))
        title = described.find("tei:titleStmt", NS)
        if self._by_editor and title is not None and not self.file.is_empty_tag(title):
            self._inserted.append(((self.file.inside(title)[1], _END, 0, 0), self._editor(title)))
        if self._spans:
            header = described.getparent()
            assert header is not None
            desc, group = q("standOff", header), q("spanGrp", header)
            rows = "".join(self._spans)
            begin = self._start_tag(desc, {"xml_id": f"{self.prefix}marks"})
            words = f"{begin}<{group}>{rows}</{group}></{desc}>"
            self._inserted.append(((self.file.outside(header)[1], _START, 0, 0), words))

    def _editor(self, title: etree._Element) -> str:
        stmt, resp, name = (self._qualified(one, title) for one in ("respStmt", "resp", "persName"))
        begin = self._start_tag(stmt, {"xml_id": f"{self.prefix}{EDITOR}"})
        names = "".join(f"<{name}>{escape(one)}</{name}>" for one in self.imprint.editors or ("The editors",))
        return f"{begin}<{resp}>decisions on names and dates (decisions.toml)</{resp}>{names}</{stmt}>"

    # -- markup

    def _qualified(self, name: str, holder: etree._Element) -> str:
        """The name of a TEI element of ours with the prefix that holds where it stands."""
        return f"{holder.prefix}:{name}" if holder.prefix else name

    def _start_tag(self, tag: str, attributes: Mapping[str, str], is_empty: bool = False) -> str:
        written = "".join(
            f" {name.replace('xml_', 'xml:')}={quoteattr(value)}" for name, value in attributes.items() if value
        )
        return f"<{tag}{written}{'/' * is_empty}>"


_SAID = (
    "The program added every element whose xml:id begins with {}, and nothing else. Marks whose resp points here were "
    "made by rule; cert says how certain the rule is."
)
