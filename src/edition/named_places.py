"""Where things are in an edition, by the names under which an editor knows them: ids, numbers, references, words."""

from collections.abc import Mapping
from functools import cached_property

from lxml import etree

from edition.decide.place import Placer
from edition.model import Register, Siglum
from edition.model.identify import Identified
from edition.model.layout import PlacedBlock, PlacedUnit, walk
from edition.model.subject import Subject
from edition.model.witness import Kind
from edition.tei.encode.marks import register_address
from edition.xml.namespaces import XML_ID, tei


class Places:
    """Where things are in an edition, by the names under which an editor knows them."""

    def __init__(
        self, edition: etree._Element, model: Identified, register: Register, own: frozenset[str] = frozenset()
    ) -> None:
        self.edition = edition
        self.model = model
        self.placer = Placer(model.witnesses)
        self.register = register
        self.own = own  # the ids of introduction and commentary

    def of_id(self, name: str) -> str:
        """The address of an id, of an entry of a register, or of what has a number; "" where there is none."""
        if name in self._ids or name in self.own:
            return f"#{name}"
        if self.register.get(name):
            return register_address(name, "registers/")
        kind, number = name.rstrip("0123456789").rstrip("-"), name[len(name.rstrip("0123456789")) :]
        numbered = {"app": self._entries, "p": self.paragraphs, "": {}}.get(kind, {})
        found = numbered.get(number, "") or self.citations.get(name, "")
        return f"#{found}" if found else ""

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(name for e in self.edition.iter() if (name := e.get(XML_ID)))

    @cached_property
    def _entries(self) -> Mapping[str, str]:
        apps = self.edition.iter(tei("app"))
        return {str(number): app.get(XML_ID, "") for number, app in enumerate(apps, 1)}

    @cached_property
    def blocks(self) -> tuple[PlacedBlock, ...]:
        """The blocks of the edition, those that others add among them."""
        return tuple(part for part in walk(self.model.layout.parts) if isinstance(part, PlacedBlock))

    @cached_property
    def paragraphs(self) -> Mapping[str, str]:
        """The ids of the paragraphs of the base by the numbers that pages give them."""
        added = {
            id(inner)
            for part in walk(self.model.layout.parts)
            if isinstance(part, PlacedUnit) and part.entry_of is None
            for inner in walk(part.parts)
        }
        own = [b for b in self.blocks if b.source.kind is Kind.PARAGRAPH and id(b) not in added]
        named = [(b.block.n or b.source.node.get("n") or str(number), b.block.id) for number, b in enumerate(own, 1)]
        return dict(reversed(named))

    @cached_property
    def citations(self) -> Mapping[str, str]:
        """The id of a block by what it is cited by: «2.3»."""
        cited = self.model.citations()
        return {loc: b.block.id for b in reversed(self.blocks) if (loc := cited.get(b.block.id) or b.block.loc)}

    def at_reference(self, reference: str) -> tuple[str, ...]:
        """The blocks that a reference names, of a range all; none where one of its ends is nowhere."""
        first, _, last = reference.removeprefix("§").partition("–")
        known = {**({} if reference.startswith("§") else self.citations)} or self.paragraphs
        if first not in known or (last and last not in known):
            return ()
        order = [b.block.id for b in self.blocks]
        start, end = order.index(known[first]), order.index(known[last or first])
        return tuple(order[start : end + 1]) if last else (known[first],)

    def at_words(self, subject: Subject, siglum: Siglum) -> tuple[str, ...] | str:
        """The blocks in which quoted words stand; or what is wrong."""
        anchor = subject.anchor
        if anchor is None:
            return ()
        text = self.placer.text(siglum)
        found = text.find(anchor, most=len(text.witness.text))
        met = [self.blocks_at(siglum, place.start, place.end) for place in found]
        if subject.reference:
            wanted = set(self.at_reference(subject.reference))
            met = [some for some in met if wanted & set(some)]
        if len(met) > 1 and len({tuple(some) for some in met}) > 1:
            said = f"«{anchor.exact}» stands at {len(met)} places of {siglum}"
            return f"{said}; write more of the words, «{anchor.exact}» in «…», or the number of the place: (2)"
        return tuple(met[0]) if met else self._nearest(subject, siglum)

    def blocks_at(self, siglum: Siglum, start: int, end: int) -> list[str]:
        """The blocks in which a stretch of a witness stands."""
        return [
            b.block.id for b in self.blocks if any(start < to and at < end for at, to in b.block.places.get(siglum, ()))
        ]

    def _nearest(self, subject: Subject, siglum: Siglum) -> str:
        anchor = subject.anchor
        if anchor is None:
            return ""
        where = f" at {subject.reference}" if subject.reference else ""
        said = f"«{anchor.exact}» does not stand so in {siglum}{where}"
        near = self.placer.text(siglum).nearest(anchor)
        if near is None:
            return f"{said}, nor anything like it"
        words = self.placer.text(siglum).propose(near.start, near.end).anchor
        around = f"{words.prefix}{words.exact}{words.suffix}"
        quoted = f"«{words.exact}»" + (f" in «{around.strip()}»" if around != words.exact else "")
        return f"{said}; nearest ({near.score:.0f} of 100): {quoted}"
