"""In which order the regions and lines of PAGE XML are read."""

from collections.abc import Iterator

from lxml import etree

from edition.readers.transkribus import order_index
from edition.readers.xml_rest import local_name

_GROUPS = frozenset({"OrderedGroup", "UnorderedGroup", "OrderedGroupIndexed", "UnorderedGroupIndexed"})
_REFERENCES = frozenset({"RegionRef", "RegionRefIndexed"})


def in_reading_order(page: etree._Element) -> list[etree._Element]:
    """The regions of a page that may have lines, in the order of its ReadingOrder, with all regions inside them.

    Regions that it does not name follow. Without it the numbers of Transkribus count, else the order of the file.
    """
    regions = list(_regions(page))
    by_id = {region.get("id", ""): region for region in _all_regions(page)}
    named = [by_id[key] for key in dict.fromkeys(_named(page)) if key in by_id]
    if not named:
        return [one for region in _numbered(regions) for one in _inside(region)]
    made: dict[etree._Element, None] = {}
    for region in (*named, *regions):
        is_split = any(one in named for one in _all_regions(region)) and not has_cells(region)
        made.update(dict.fromkeys([region] if is_split else _inside(region)))
    return list(made)


def _regions(node: etree._Element) -> Iterator[etree._Element]:
    return (child for child in node if local_name(child).endswith("Region"))


def _all_regions(node: etree._Element) -> Iterator[etree._Element]:
    for region in _regions(node):
        yield region
        yield from _all_regions(region)


def _inside(region: etree._Element) -> Iterator[etree._Element]:
    """A region, then the regions in it; those of a table are its cells."""
    yield region
    if not has_cells(region):
        for inner in _numbered(list(_regions(region))):
            yield from _inside(inner)


def has_cells(region: etree._Element) -> bool:
    """Whether a region is a table whose cells are known."""
    cells = ("TableCell", "TableCellRole")
    return local_name(region) == "TableRegion" and any(local_name(one) in cells for one in region.iter())


def _named(page: etree._Element) -> Iterator[str]:
    for child in page:
        if local_name(child) == "ReadingOrder":
            for group in child:
                yield from _of_group(group)


def _of_group(group: etree._Element) -> Iterator[str]:
    """The ids of a group: of the region that it stands for, and of its members."""
    if key := group.get("regionRef"):
        yield key
    members = [one for one in group if local_name(one) in _GROUPS | _REFERENCES]
    for member in sorted(members, key=lambda one: _index(one.get("index"))):  # as they stand, without an index
        yield from _of_group(member)


def _index(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 9 else 0


def _numbered(nodes: list[etree._Element]) -> list[etree._Element]:
    """Elements by the numbers that Transkribus gave them, where all have one; else as they stand."""
    numbers = [order_index(node.get("custom", "")) for node in nodes]
    if any(number is None for number in numbers):
        return nodes
    return [node for _, node in sorted(zip(numbers, nodes, strict=True), key=lambda one: one[0] or 0)]


def line_order(region: etree._Element) -> list[etree._Element]:
    """The lines of a region; of a cell that is a region, those of the regions in it as well."""
    return _numbered([child for child in region if local_name(child) == "TextLine"])
