"""What a page shows besides words: maps of the places, the years of the events, the network of the persons."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from edition.publish.site.cooccurrence import Network, drawn, network
from edition.publish.site.maps import Spot, maps
from edition.publish.site.svg import add, drawing
from edition.xml.namespaces import NS, XML_ID, tei

_BLOCKS = tuple(map(tei, ("p", "head", "item", "note")))
_YEAR = re.compile(r"-?\d{4}")
_LISTED = 30  # pairs of persons that are told in words
WIDTH, HEIGHT, EDGE = 1000.0, 150.0, 24.0


def figures(registers: Sequence[etree._Element], witnesses: Sequence[etree._Element]) -> bytes:
    """All drawings, each in an element named for what it shows, and the pairs of persons in words."""
    root = etree.Element("figures")
    for one in maps(list(_spots(registers, witnesses))):
        etree.SubElement(root, "map").append(one)
    if (strip := years(_years(registers))) is not None:
        etree.SubElement(root, "years").append(strip)
    names = {e.get(XML_ID, ""): _short(e) for r in registers for e in r.iter(tei("person"))}
    whole = network([[p for p in block if p in names] for block in _named(witnesses)])
    if (net := drawn(whole, names)) is not None:
        etree.SubElement(root, "network").append(net)
    _add_pairs(root, whole)
    return etree.tostring(root, encoding="UTF-8")


def _spots(registers: Sequence[etree._Element], witnesses: Sequence[etree._Element]) -> Iterator[Spot]:
    mentions = Counter(name.get("ref", "").partition("#")[2] for w in witnesses for name in w.iter(tei("placeName")))
    for place in (p for register in registers for p in register.iter(tei("place"))):
        numbers = re.findall(r"-?\d+(?:\.\d+)?", place.findtext("tei:location/tei:geo", "", NS))
        name = place.find("tei:placeName", NS)
        count = mentions[place.get(XML_ID, "")]
        if len(numbers) == 2 and name is not None and count:
            yield Spot(place.get(XML_ID, ""), _words(name), float(numbers[0]), float(numbers[1]), count)


def _named(witnesses: Sequence[etree._Element]) -> Iterator[list[str]]:
    """The persons of each block of each witness."""
    for witness in witnesses:
        for block in witness.iterfind("tei:text", NS):
            for part in block.iter(*_BLOCKS):
                yield [
                    name.get("ref", "").partition("#")[2]
                    for name in part.iter(tei("persName"))
                    if next(name.iterancestors(*_BLOCKS)) is part and name.get("ref")
                ]


def _short(person: etree._Element) -> str:
    """The surname, else the whole name."""
    name = person.find("tei:persName", NS)
    surname = person.find("tei:persName/tei:surname", NS)
    found = surname if surname is not None else name
    return _words(found) if found is not None else person.get(XML_ID, "")


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(t) for t in element.itertext()).split())


def _years(registers: Sequence[etree._Element]) -> Counter[int]:
    """How many events began in each year. An event of which only a limit is known has no year."""
    events = (e for register in registers for e in register.iter(tei("event")))
    return Counter(year for event in events if (year := _year(event)) is not None)


def _year(event: etree._Element) -> int | None:
    """The year in which an event began, also where its limits lie in one year."""
    when, start, earliest, latest = (_YEAR.match(event.get(a, "")) for a in ("when", "from", "notBefore", "notAfter"))
    if known := when or start:
        return int(known[0])
    return int(earliest[0]) if earliest and latest and earliest[0] == latest[0] else None


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
