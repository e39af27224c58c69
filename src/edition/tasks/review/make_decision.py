"""The block of a decision that a key stands for: its words are quoted by the shortest anchor that fits them alone."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from edition.collation.tokens.regularise import count_places
from edition.decide.place import Placer
from edition.decide.place_rules import place_rules
from edition.decide.sections import headings, section_at, sections_named
from edition.errors import InputError
from edition.model import Mention, Reading, Siglum, VariationUnit
from edition.model.anchor import Anchor
from edition.model.decision import RegulariseDecision
from edition.model.finding import Position
from edition.tasks.review.decision_file import NewBlock, Value
from edition.tasks.review.list_places import PlaceList, Quote, ReviewPlace, word_ends
from edition.tasks.review.prepare import Prepared


@dataclass(frozen=True, slots=True)
class Action:
    """What the editor pressed at a place.

    `reading`: the witness whose reading is meant, "" for all. `value`: a note, a witness, an entry of a register or a
    date, by the key. `cuts`: behind which words, counted from 1, an entry is divided. `mention`: the id of a name.
    """

    key: str
    id: str
    reading: Siglum = ""
    value: str = ""
    scope: str = ""
    mention: str = ""
    cuts: tuple[int, ...] = ()
    with_like: bool = False


@dataclass(frozen=True, slots=True)
class Writer:
    """Who decides, on which day, and what the file says for all its decisions."""

    by: str
    day: date
    defaults: Mapping[str, str] = field(default_factory=dict)


class DecisionMaker:
    """Makes the blocks of actions on the places of an edition."""

    def __init__(self, prepared: Prepared, places: PlaceList, placer: Placer) -> None:
        self.prepared = prepared
        self.places = places
        self.placer = placer

    def make(self, action: Action, place: ReviewPlace, writer: Writer) -> NewBlock:
        """The block of an action. InputError where the key decides nothing at such a place."""
        if action.key not in KEYS:
            raise InputError(f"there is no key {action.key!r}")
        return KEYS[action.key](self, action, place, writer)

    # -- keys

    def accept(self, action: Action, place: ReviewPlace, writer: Writer) -> NewBlock:
        """The entry, or what a name means, is right as it is."""
        if place.mention is None:
            return self._anchored("reviewed", place, writer, result=place.statement)
        return self._on_name(place.siglum, place.mention, writer, _meaning(place.mention))

    def substantive(self, action: Action, place: ReviewPlace, writer: Writer) -> NewBlock:
        """The reading matters."""
        return self._class(action, place, writer, "substantive")

    def accidental(self, action: Action, place: ReviewPlace, writer: Writer) -> NewBlock:
        """The reading does not matter."""
        return self._class(action, place, writer, "accidental")

    def join(self, action: Action, place: ReviewPlace, writer: Writer) -> NewBlock:
        """The entry and the one behind it are one."""
        following = self.places.next_to(place)
        if following is None:
            raise InputError("no entry follows in this paragraph that it could be joined with")
        quote = self.places.quote_both(place, following)
        if quote is None:
            raise InputError("no witness has words of both entries, so that no words can be quoted for a join")
        return self._block("join", quote, writer, {})

    def split(self, action: Action, place: ReviewPlace, writer: Writer) -> NewBlock:
        """The entry is divided behind some of its words."""
        quote = self._quote(place, whole=True)
        words = self.words_to_split(place)
        cuts = sorted(set(action.cuts))
        if not cuts or cuts[0] < 1 or cuts[-1] >= len(words):
            raise InputError("choose a place between two words of the entry to divide it at")
        return self._block("split", quote, writer, {"after": self._cut_words(quote, cuts)})

    def lemma(self, action: Action, place: ReviewPlace, writer: Writer) -> NewBlock:
        """The lemma is what another witness has."""
        if action.value not in self.places.texts:
            raise InputError(f"there is no witness {action.value!r}")
        return self._anchored("lemma", self._varying(place), writer, **{"from": action.value})

    def note(self, action: Action, place: ReviewPlace, writer: Writer) -> NewBlock:
        """A note on the entry, or on the reading of a witness."""
        if not action.value.strip():
            raise InputError("the note is empty")
        of = {"of": action.reading} if action.reading else {}
        return self._anchored("note", place, writer, **of, text=" ".join(action.value.split()))

    def name(self, action: Action, place: ReviewPlace, writer: Writer) -> NewBlock:
        """What a name or date means, or that it is none."""
        found = [(s, m) for s, m in self.places.mentions_in(place) if m.id == action.mention]
        if not found:
            raise InputError("there is no such name or date at this place")
        siglum, mention = found[0]
        value = action.value.strip()
        if not value:
            meaning: Mapping[str, Value] = {"reject": True}
        elif value in self.prepared.sources.register.entries:
            meaning = {"ref": value}
        elif value[:1].isdigit() or value[:2].lstrip("-").isdigit():
            meaning = {"date": value}
        else:
            raise InputError(f"{value!r} is neither an entry of a register nor a date such as 1936-08-19")
        return self._on_name(siglum, mention, writer, meaning)

    def regularise(self, action: Action, place: ReviewPlace, writer: Writer) -> NewBlock:
        """The words of a reading are compared as those of the lemma."""
        form, to, siglum, quote = self._forms(action, place)
        keys: dict[str, Value] = {"from": form, "to": to}
        match action.scope:
            case "here":
                anchor = self.placer.text(siglum).propose(quote.start, quote.end).anchor
                around = {k: v for k, v in _anchor_keys(anchor).items() if k != "exact"}
                keys |= {"in": siglum, **(around or {"scope": "here"})}
            case "section" if heading := self._heading(siglum, quote):
                keys |= {"section": heading}
            case "witness":
                keys |= {"in": siglum}
            case "everywhere":
                pass
            case _:
                none = "the words stand in no section with a heading of its own"
                raise InputError(none if action.scope == "section" else f"there is no scope {action.scope!r}")
        rank = self.rank(quote.siglum, quote.start) if action.scope == "here" else None
        return NewBlock("regularise", {**keys, **self._signed(writer)}, rank)

    # -- what keys show before they write

    def words_to_split(self, place: ReviewPlace) -> list[str]:
        """The words of an entry, between which it may be divided."""
        quote = self._quote(place, whole=True)
        text, at = self.places.texts[quote.siglum], quote.start
        made = []
        for end in word_ends(text, quote.start, quote.end):
            made.append(text[at:end].strip())
            at = end
        return made

    def count(self, action: Action, place: ReviewPlace) -> Mapping[str, int]:
        """By scope, how many places a rule for the words of a reading would change."""
        form, to, siglum, quote = self._forms(action, place)
        counts, everywhere = {"here": 1}, tuple(self.places.texts)
        heading = self._heading(siglum, quote)
        for scope, sigla in (("section", everywhere), ("witness", (siglum,)), ("everywhere", everywhere)):
            if scope == "section" and not heading:
                continue
            section = heading if scope == "section" else ""
            position = Position("", 1, 1)
            rule = RegulariseDecision(
                forms=(form,), to=to, scope=scope, sigla=sigla, section=section, position=position
            )  # fmt: skip
            placed, _ = place_rules([rule], self.placer)
            counts[scope] = sum(count_places(self.prepared.columns.words, placed[0]).values())
        return counts

    def _heading(self, siglum: Siglum, quote: Quote) -> str:
        """The heading of the section that words stand in; "" where there is none, or another with the same words."""
        witness = self.placer.witnesses[siglum]
        around = section_at(witness, quote.start, quote.end)
        return next((h for h in headings(witness) if around and sections_named(witness, h) == (around,)), "")

    def rank(self, siglum: Siglum, at: int) -> tuple[int, int]:
        """Where words of a witness stand in the edition, such that places of all witnesses compare."""
        return self.places.rank(siglum, at)

    # -- parts of blocks

    def _class(self, action: Action, place: ReviewPlace, writer: Writer, given: str) -> NewBlock:
        of = {"of": action.reading} if action.reading else {}
        return self._anchored("class", self._varying(place), writer, **of, **{"as": given})

    def _varying(self, place: ReviewPlace) -> ReviewPlace:
        if not isinstance(place.unit, VariationUnit):
            raise InputError("this cannot be decided of a name or of a whole passage; write a note, or accept it")
        return place

    def _quote(self, place: ReviewPlace, whole: bool = False) -> Quote:
        quote = self.places.quote(place, whole)
        if quote is None:
            raise InputError("no words name this entry alone, so that no decision can be written on it")
        return quote

    def _anchored(self, table: str, place: ReviewPlace, writer: Writer, **keys: Value) -> NewBlock:
        if place.unit is None:
            raise InputError("only an entry of the apparatus can be decided so; of a name say what it means (m)")
        return self._block(table, self._quote(place), writer, keys)

    def _block(self, table: str, quote: Quote, writer: Writer, keys: Mapping[str, Value]) -> NewBlock:
        anchor = self.placer.text(quote.siglum).propose(quote.start, quote.end).anchor
        default = writer.defaults.get("in", self.prepared.base)
        own = {"in": quote.siglum} if quote.siglum != default else {}
        given = {**own, **_anchor_keys(anchor), **keys, **self._signed(writer)}
        return NewBlock(table, given, self.rank(quote.siglum, quote.start))

    def _on_name(
        self, siglum: Siglum, mention: Mention, writer: Writer, meaning: Mapping[str, Value]
    ) -> NewBlock:  # fmt: skip
        anchor = self.placer.text(siglum).propose(mention.start, mention.end).anchor
        if anchor.nth:
            raise InputError(f"«{anchor.exact}» stands several times between the same words, and cannot be told apart")
        if not meaning:
            raise InputError("a rule gives the name no meaning that could be accepted; say what it means (m)")
        keys = {"witness": siglum, **_anchor_keys(anchor), **meaning}
        return NewBlock("mention", keys, self.rank(siglum, mention.start))

    def _signed(self, writer: Writer) -> Mapping[str, Value]:
        by = {"by": writer.by} if writer.by != writer.defaults.get("by", "") else {}
        return {**by, "on": writer.day}

    def _cut_words(self, quote: Quote, cuts: Sequence[int]) -> tuple[str, ...]:
        """The words behind which an entry is divided: of each part the last ones, as many as name the place."""
        text, ends = self.places.texts[quote.siglum], word_ends(
            self.places.texts[quote.siglum], quote.start, quote.end
        )  # fmt: skip
        made, first = [], 0
        for cut in cuts:
            starts = [quote.start if n == 0 else ends[n - 1] for n in range(first, cut)]
            part = " ".join(text[starts[0] : ends[cut - 1]].split())
            words = part.split(" ")
            tails = (" ".join(words[n:]) for n in range(len(words) - 1, -1, -1))
            made.append(next((tail for tail in tails if f" {part} ".find(f" {tail} ") == len(part) - len(tail)), part))
            first = cut
        return tuple(made)

    def _forms(self, action: Action, place: ReviewPlace) -> tuple[str, str, Siglum, Quote]:
        """The words of a reading and those of the lemma, without marks around them; the witness and its place."""
        unit = self._varying(place).unit
        assert isinstance(unit, VariationUnit)
        reading = _reading_of(unit, action.reading)
        siglum = action.reading if action.reading in reading.witnesses else reading.witnesses[0]
        stretches = reading.places.get(siglum, ())
        form, to = _bare(reading.text), _bare(unit.lemma.text)
        if not form or not to or not stretches:
            raise InputError("a rule for words needs words on both sides; a witness lacks them here")
        if len(form.split()) != len(to.split()):
            raise InputError("a rule needs as many words on both sides; write `same` in [collation] for phrases")
        text, (start, end) = self.places.texts[siglum], stretches[0]
        found = re.search(r"\s+".join(map(re.escape, form.split())), text[start:end])
        if found is None:
            raise InputError("markup of the source stands between the words; write this rule by hand")
        return form, to, siglum, Quote(siglum, start + found.start(), start + found.end())


def _reading_of(unit: VariationUnit, siglum: Siglum) -> Reading:
    """The reading of a witness; the first where none is named."""
    found = (
        [r for r in unit.readings if siglum in r.witnesses]
        if siglum
        else [r for r in unit.readings if r.text and r.witnesses]
    )
    if not found:
        raise InputError("choose a reading that departs from the lemma and has words")
    return found[0]


def _bare(text: str) -> str:
    """Words without the marks around them; a combining mark is a part of its word."""
    words = " ".join(text.split())
    kept = [n for n, c in enumerate(words) if c.isalnum() or unicodedata.category(c)[0] == "M"]
    return words[kept[0] : kept[-1] + 1] if kept else ""


def _meaning(mention: Mention) -> Mapping[str, Value]:
    """What a rule says that a name or date means, as a decision writes it."""
    if mention.ref:
        return {"ref": mention.ref}
    value = mention.value
    if value is None:
        return {}
    span = f"{value.start}/{value.end}" if value.start and value.end else ""
    return {"date": value.when or span} if value.when or span else {}


def _anchor_keys(anchor: Anchor) -> dict[str, Value]:
    sides: dict[str, Value] = {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    kept = {key: value for key, value in sides.items() if value}
    return {**kept, "nth": anchor.nth} if anchor.nth else kept


_Make = Callable[[DecisionMaker, Action, ReviewPlace, Writer], NewBlock]
#: The keys that write a decision, in the order of the screen.
KEYS: Mapping[str, _Make] = {
    "a": DecisionMaker.accept,
    "s": DecisionMaker.substantive,
    "c": DecisionMaker.accidental,
    "j": DecisionMaker.join,
    "x": DecisionMaker.split,
    "l": DecisionMaker.lemma,
    "n": DecisionMaker.note,
    "m": DecisionMaker.name,
    "r": DecisionMaker.regularise,
}
