"""What a page shows besides words: maps of the places, the years of the events, the network of the persons."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from edition.model import LABEL, Entry, EntryKind, Kind, Mention, MentionKind, Node, Register
from edition.model.identify import Identified
from edition.model.mention import date_parts
from edition.model.witness import BLOCKS
from edition.model.woven import Woven, weave
from edition.publish.site.cooccurrence import Network, drawn, network
from edition.publish.site.maps import Spot, maps
from edition.publish.site.svg import add, drawing

#: Blocks whose persons are named together.
_BLOCKS = BLOCKS - {Kind.ENTRY} | {Kind.NOTE}
_LISTED = 30  # pairs of persons that are told in words
WIDTH, HEIGHT, EDGE = 1000.0, 150.0, 24.0


def figures(edition: Identified, register: Register, relations: etree._Element | None = None) -> bytes:
    """All drawings, each in an element named for what it shows, and the pairs of persons in words; `relations` of the
    witnesses, where they are shown."""
    root = etree.Element("figures")
    for one in maps(list(_spots(edition, register))):
        etree.SubElement(root, "map").append(one)
    if (strip := years(_years(register))) is not None:
        etree.SubElement(root, "years").append(strip)
    names = {entry.id: _short(entry) for entry in register if entry.kind is EntryKind.PERSON}
    whole = network([[p for p in block if p in names] for block in _named(edition)])
    if (net := drawn(whole, names)) is not None:
        etree.SubElement(root, "network").append(net)
    _add_pairs(root, whole)
    if relations is not None:
        root.append(relations)
    return etree.tostring(root, encoding="UTF-8")


def _spots(edition: Identified, register: Register) -> Iterator[Spot]:
    """The places that have coordinates and are named in a witness."""
    every = (m for mentions in edition.mentions.values() for m in mentions)
    counts = Counter(m.ref for m in every if m.kind is MentionKind.PLACE)
    for place in (entry for entry in register if entry.kind is EntryKind.PLACE):
        located = place.statements_of("location")
        numbers = re.findall(r"-?\d+(?:\.\d+)?", located[0].words) if located else []
        name = next((form.text for form in place.forms if form.kind != LABEL), "")
        if len(numbers) == 2 and name and counts[place.id]:
            yield Spot(place.id, name, float(numbers[0]), float(numbers[1]), counts[place.id])


def _named(edition: Identified) -> Iterator[list[str]]:
    """The persons of each block of each witness, without those of blocks inside it."""
    for witness in edition.witnesses:
        for part in weave(witness.root, edition.mentions[witness.siglum]).walk():
            if isinstance(part.what, Node) and part.what.kind in _BLOCKS:
                yield list(_persons(part))


def _persons(part: Woven) -> Iterator[str]:
    for child in part.children:
        if isinstance(child.what, Mention) and child.what.kind is MentionKind.PERSON and child.what.ref:
            yield child.what.ref
        if isinstance(child.what, Mention) or child.what.kind not in _BLOCKS:
            yield from _persons(child)


def _short(person: Entry) -> str:
    """The surname, else the whole name."""
    return next((form.surname for form in person.forms if form.surname), person.name)


def _years(register: Register) -> Counter[int]:
    """How many events began in each year. An event of which only a limit is known has no year."""
    events = (entry for entry in register if entry.kind is EntryKind.EVENT)
    return Counter(year for event in events if (year := _year(event)) is not None)


def _year(event: Entry) -> int | None:
    """The year in which an event began, also where its limits lie in one year."""
    value = next(
        (s.value for s in event.statements_of("date") if s.value and not s.words), None
    )  # not a witness's date
    if value is None:
        return None
    if known := value.when or value.start:
        return date_parts(known)[0]
    limits = {date_parts(limit)[0] for limit in (value.not_before, value.not_after) if limit}
    return limits.pop() if value.not_before and value.not_after and len(limits) == 1 else None


def years(counts: Counter[int]) -> etree._Element | None:
    """A strip of years, each with a bar as high as it has events; a link to the first of them."""
    if len(counts) < 2:
        return None
    first, last, most = min(counts), max(counts), max(counts.values())
    step = (WIDTH - 2 * EDGE) / (last - first + 1)
    made = drawing(WIDTH, HEIGHT, "years")
    add(made, "line", x1=0, y1=HEIGHT - 28, x2=WIDTH, y2=HEIGHT - 28, class_="axis")
    for year, count in sorted(counts.items()):
        x, height = EDGE + (year - first) * step, 8 + (HEIGHT - 60) * count / most
        link = add(made, "a", href=f"#y{year}")
        add(link, "title", f"{year}: {count}")
        add(link, "rect", x=x, y=HEIGHT - 28 - height, width=max(step * 0.8, 3), height=height)
    for year in range(first, last + 1):
        if year % _tick(last - first) == 0:
            middle = EDGE + (year - first + 0.4) * step
            add(made, "text", str(year), x=middle, y=HEIGHT - 8, text_anchor="middle", font_size=16)
    return made


def _tick(span: int) -> int:
    """Years from one label to the next: some ten labels."""
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if span / step <= 14 or step == 1000)


def _add_pairs(root: etree._Element, whole: Network) -> None:
    strongest = sorted(whole.pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    for (one, other), count in strongest[:_LISTED]:
        etree.SubElement(root, "pair", {"one": one, "other": other, "count": str(count)})
