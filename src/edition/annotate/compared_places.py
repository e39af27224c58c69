"""What the witnesses have at the places where they may disagree: variation units, cited works, misspelt names."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from edition.model import (
    Agreement,
    Block,
    BlockUnit,
    Kind,
    Mention,
    MentionKind,
    Node,
    Part,
    Passage,
    Reading,
    Register,
    Run,
    Siglum,
    VariationUnit,
    Witness,
)
from edition.model.disagreement import Attestation, Claim, Place
from edition.model.identify import Identified
from edition.model.layout import PlacedBlock, PlacedUnit, walk
from edition.model.woven import Woven, weave

#: Headings say nothing of their own; entries of bibliographies are compared as works.
_COMPARED = frozenset({Kind.PARAGRAPH, Kind.ITEM})
_AROUND = 90  # characters of context on each side
_Beside = tuple[Sequence[Part], Sequence[Part]]  # the parts before and after a place
_FAR_AROUND = 240  # characters on each side in which its sentence is looked for
EDITION = "edition.xml"


def variation_places(edition: Identified) -> Iterator[Place]:
    """Every variation unit in paragraphs and items that contains no other unit, in the order of the edition."""
    finder = _Finder(edition)
    for part in walk(edition.layout.parts):
        match part:
            case PlacedUnit(unit=unit, entry_of=Kind.LIST):
                if not any(_has_units(block) for block in unit.blocks):
                    yield finder.of_block_unit(unit)
            case PlacedBlock(source=source, block=block) if source.kind in _COMPARED:
                yield from finder.in_block(block)
            case _:
                pass


def _has_units(block: Block) -> bool:
    return next(block.units(), None) is not None


class _Finder:
    def __init__(self, edition: Identified) -> None:
        self.marks = edition.marks
        self.base = edition.apparatus.base

    def of_block_unit(self, unit: BlockUnit) -> Place:
        """An entry of a list that the base lacks: there are no words of the edition around it."""
        runs = [
            run for block in unit.blocks for part in block.parts if isinstance(part, Agreement) for run in part.runs
        ]
        have = Attestation(unit.witnesses, _plain(runs), tuple(self.claims(runs)))
        lack = (Attestation(unit.omitting, ""),) if unit.omitting else ()
        told = (*lack, have) if self.base in unit.omitting else (have, *lack)
        return Place((f"{EDITION}#{unit.id}",), told)

    def in_block(self, block: Block) -> Iterator[Place]:
        at = 0
        text = "".join(part.text for part in block.parts)
        for number, part in enumerate(block.parts):
            if isinstance(part, VariationUnit):
                yield self.of_unit(part, text, at, (block.parts[:number], block.parts[number + 1 :]))
            elif isinstance(part, Passage):
                yield from self.in_passage(part, text, at, (block.parts[:number], block.parts[number + 1 :]))
            at += len(part.text)

    def in_passage(self, passage: Passage, text: str, at: int, beside: _Beside) -> Iterator[Place]:
        units = [part for part in passage.parts if isinstance(part, VariationUnit)]
        if not units:
            yield self.of_passage(passage, text, at)
        for number, part in enumerate(passage.parts):
            if isinstance(part, VariationUnit):
                inside = (*beside[0], *passage.parts[:number]), (*passage.parts[number + 1 :], *beside[1])
                yield self.of_unit(part, text, at, inside)
            at += len(part.text)

    def of_unit(self, unit: VariationUnit, text: str, at: int, beside: _Beside) -> Place:
        """A unit, with the words that each reading has around it in its own witness."""
        readings = (unit.lemma, *(reading for group in unit.spellings() for reading in group))
        told = tuple(
            replace(self.attestation(reading), around=_around(beside, reading.witnesses))
            for reading in readings
            if not reading.is_lost
        )
        return self.place(unit.id, told, text[:at], text[at + len(unit.lemma.text) :])

    def of_passage(self, passage: Passage, text: str, at: int) -> Place:
        runs = [run for part in passage.parts if isinstance(part, Agreement) for run in part.runs]
        told = [Attestation(passage.witnesses, _plain(runs), tuple(self.claims(runs)))]
        told += [Attestation(passage.omitting, "")] if passage.omitting else []
        told += [Attestation(tuple(s for s, _ in passage.notes), "")] if passage.notes else []
        return self.place(passage.id, tuple(told), text[:at], text[at + len(passage.text) :])

    def place(self, name: str, told: tuple[Attestation, ...], before: str, after: str) -> Place:
        """A place with the words of the edition before and after it, as far as its block goes."""
        if len(before) > _AROUND:
            before = "… " + before[-_AROUND:].partition(" ")[2]
        if len(after) > _AROUND:
            after = after[:_AROUND].rpartition(" ")[0] + " …"
        return Place((f"{EDITION}#{name}",), told, " ".join(before.split()), " ".join(after.split()))

    def attestation(self, reading: Reading) -> Attestation:
        return Attestation(reading.witnesses, _plain(reading.runs), tuple(self.claims(reading.runs)))

    def claims(self, runs: Sequence[Run]) -> Iterator[Claim]:
        """The names and dates in some runs; an outer one before those in it."""
        for run in runs:
            for span in run.spans:
                mark = self.marks[run.siglum][span.number]
                if isinstance(mark, Mention):
                    words = " ".join(run.text[span.start : span.end].split())
                    yield Claim(mark.kind, words, mark.ref, mark.value, id=span.id)


def _around(beside: _Beside, witnesses: Sequence[Siglum]) -> tuple[str, str] | None:
    """What the first of some witnesses has before and after a part; None where no witness is named."""
    if not witnesses:
        return None
    before, after = "", ""
    for part in reversed(beside[0]):
        before = part.text_of(witnesses[0]) + before
        if len(before) > _FAR_AROUND:
            break
    for part in beside[1]:
        after += part.text_of(witnesses[0])
        if len(after) > _FAR_AROUND:
            break
    return " ".join(before[-_FAR_AROUND:].split()), " ".join(after[:_FAR_AROUND].split())


def _plain(runs: Sequence[Run]) -> str:
    return " ".join("".join(run.text for run in runs).split())


# -- works

_FIELDS = {
    Kind.AUTHOR: "author",
    Kind.EDITOR: "editor",
    Kind.PUBLISHER: "publisher",
    Kind.PUBLICATION_PLACE: "place",
    Kind.ISBN: "ISBN",
}
#: What is true of one edition of a work, not of the work: compared where two entries cite the same edition.
_OF_EDITION = frozenset({"date", "publisher", "place", "ISBN"})
_Entry = tuple[Siglum, str, dict[str, list[Claim]]]  # witness, address, what it says in each field


def work_places(edition: Identified) -> Iterator[Place]:
    """For each work and field (author, editor, date, publisher, place) what the entries of the witnesses say.

    Authors are compared with authors, editors with editors. Date, publisher and place are facts of an edition, of which
    a work may have several: entries are compared that cite one edition, or a day. The numbers of books tell editions
    apart and are not compared.
    """
    works: dict[str, list[_Entry]] = defaultdict(list)
    names: dict[str, str] = {}
    for witness in edition.witnesses:
        for entry in _entries(witness, edition.mentions[witness.siglum]):
            title = next((part for part in entry.children if _is_mention(part, MentionKind.WORK)), None)
            if title is not None and isinstance(entry.what, Node):
                work = _cited_work(entry.what, witness)
                names.setdefault(work, _words(witness, title))
                address = f"witnesses/{edition.slugs[witness.siglum]}.xml#{entry.what.id}"
                works[work].append((witness.siglum, address, _claims_by_field(witness, entry)))
    for work, entries in works.items():
        for field in ("author", "editor", "date", "publisher", "place"):
            compared = [e for e in entries if any(_comparable(field, e, other) for other in entries if other is not e)]
            if len({_spoken(entry[2][field]) for entry in compared}) > 1:
                yield _work_place(work, names[work], field, compared)


def _entries(witness: Witness, mentions: Sequence[Mention]) -> Iterator[Woven]:
    """The entries and citations that say which work they cite."""
    for one in weave(witness.root, mentions).walk():
        node = one.what
        if isinstance(node, Mention) or node.kind not in (Kind.ENTRY, Kind.CITATION):
            continue
        if node.get("work") or node.get("entry"):
            yield one


def _cited_work(node: Node, witness: Witness) -> str:
    """The register entry that is cited, or the id of the entry of this witness."""
    if node.get("work"):
        return node.get("work")
    cited = (n for n in witness.root.walk() if n.kind in (Kind.ENTRY, Kind.NOTE))
    return next(n.id for n in cited if str(n.start) == node.get("entry"))


def _is_mention(part: Woven, kind: MentionKind) -> bool:
    return isinstance(part.what, Mention) and part.what.kind is kind


def _claims_by_field(witness: Witness, entry: Woven) -> dict[str, list[Claim]]:
    said: dict[str, list[Claim]] = {}
    for field, claim in _fields(witness, entry):
        said.setdefault(field, []).append(claim)
    return said


def _fields(witness: Witness, entry: Woven) -> Iterator[tuple[str, Claim]]:
    dates = [part for part in entry.children if _is_mention(part, MentionKind.DATE)]
    bare = [d for d in dates if len(_words(witness, d)) == 4] or dates
    for part in entry.children:
        if isinstance(part.what, Mention):
            if part in bare[:1]:
                yield "date", _claim(witness, part, part.what)
            continue
        field = _FIELDS.get(part.what.kind, "")
        if field == "ISBN":
            words = _words(witness, part)
            yield field, Claim(None, words, number="".join(c for c in words if c.isalnum()), id=part.what.id)
        elif field:
            inner = (one for one in part.walk() if isinstance(one.what, Mention))
            yield from ((field, _claim(witness, one, one.what)) for one in inner if isinstance(one.what, Mention))


def _claim(witness: Witness, part: Woven, mention: Mention) -> Claim:
    return Claim(mention.kind, _words(witness, part), mention.ref, mention.value, id=mention.id)


def _words(witness: Witness, part: Woven) -> str:
    return " ".join(witness.text[part.start : part.end].split())


def _comparable(field: str, one: _Entry, other: _Entry) -> bool:
    """Whether two entries that both say something in a field say it of the same thing."""
    a, b = one[2], other[2]
    if field not in a or field not in b:
        return False
    if field not in _OF_EDITION or (field == "date" and all(map(_is_day, (a[field][0], b[field][0])))):
        return True
    shared = [_same(a[name], b[name]) for name in _OF_EDITION - {field} if name in a and name in b]
    return bool(shared) and all(shared)


def _is_day(claim: Claim) -> bool:
    return claim.value is not None and claim.value.when.removeprefix("-").count("-") == 2


def _same(one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    """Whether two entries share a date, an entry of a register, a number, or words in a field."""
    return not {_meant(c) for c in one}.isdisjoint({_meant(c) for c in other})


def _meant(claim: Claim) -> str:
    return claim.ref or claim.number or (claim.value.iso if claim.value else claim.words)


def _spoken(claims: Sequence[Claim]) -> str:
    return "; ".join(claim.words for claim in claims)


def _work_place(work: str, title: str, field: str, entries: Sequence[_Entry]) -> Place:
    told = tuple(Attestation((siglum,), _spoken(said[field]), tuple(said[field])) for siglum, _, said in entries)
    return Place(tuple(address for _, address, _ in entries), told, before=title, entry=work)


# -- misspelt names


def misspelling_places(edition: Identified, register: Register) -> Iterator[Place]:
    """For each form that the register calls a misspelling: where witnesses have it, and a right form that one has."""
    wrong = {(e.id, f.text): f for e in register for f in e.forms if f.kind == "misspelling"}
    met = _forms_met(edition)
    for ref, words in wrong:
        seen = met[ref].get(words, [])
        right = [form for form in met[ref] if (ref, form) not in wrong]
        if seen and right:
            like = max(right, key=lambda form: (SequenceMatcher(None, form, words).ratio(), form))
            told = tuple(_attestation_of(met[ref][form]) for form in (words, like))
            yield Place(tuple(address for _, address, _ in seen), told, entry=ref)


def _forms_met(edition: Identified) -> Mapping[str, dict[str, list[tuple[Siglum, str, Claim]]]]:
    """Of each register entry the forms in which witnesses name it, and where."""
    met: dict[str, dict[str, list[tuple[Siglum, str, Claim]]]] = defaultdict(lambda: defaultdict(list))
    for witness in edition.witnesses:
        for one in weave(witness.root, edition.mentions[witness.siglum]).walk():
            if isinstance(one.what, Mention) and one.what.ref:
                claim = _claim(witness, one, one.what)
                address = f"witnesses/{edition.slugs[witness.siglum]}.xml#{claim.id}"
                met[claim.ref][claim.words].append((witness.siglum, address, claim))
    return met


def _attestation_of(seen: Sequence[tuple[Siglum, str, Claim]]) -> Attestation:
    return Attestation(tuple(dict.fromkeys(siglum for siglum, _, _ in seen)), seen[0][2].words, (seen[0][2],))
