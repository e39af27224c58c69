"""Drawings of a page as SVG: no script, no style of their own; classes are those of the site's stylesheet."""

from collections.abc import Iterable, Sequence

from lxml import etree

from edition.publish.site.label_placement import Dot, place_names

SVG = "http://www.w3.org/2000/svg"


def drawing(width: float, height: float, kind: str, *, is_of_own_size: bool = False) -> etree._Element:
    """An empty drawing; it is as wide as its place on the page, or of its own size."""
    box = f"0 0 {number(width)} {number(height)}"
    made = etree.fromstring(f'<svg xmlns="{SVG}"/>')
    made.set("viewBox", box)
    made.set("class", kind)
    if is_of_own_size:
        made.set("width", number(width))
        made.set("height", number(height))
    return made


def add(parent: etree._Element, name: str, text: str = "", **attributes: str | float) -> etree._Element:
    """A part of a drawing; `class_` is `class`, other underlines are hyphens."""
    made = etree.SubElement(parent, f"{{{SVG}}}{name}")
    for key, value in attributes.items():
        name = "class" if key == "class_" else key.replace("_", "-")
        made.set(name, value if isinstance(value, str) else number(value))
    made.text = text or None
    return made


def add_dots(parent: etree._Element, dots: Sequence[Dot], page: str, size: float, width: float, height: float) -> None:
    """Dots with their names, each a link to its entry on a page."""
    names = place_names(dots, size, width, height)
    for dot in sorted(dots, key=lambda d: (-d.radius, d.id)):
        link = add(parent, "a", href=f"{page}#{dot.id}")
        add(link, "title", dot.name)
        add(link, "circle", cx=dot.x, cy=dot.y, r=dot.radius)
        if at := names.get(dot.id):
            add(link, "text", dot.name, x=at.x, y=at.y, text_anchor=at.anchor, font_size=size)


def path(points: Iterable[tuple[float, float]]) -> str:
    """A closed line as the data of a path, to a tenth of a unit."""
    steps = [f"{number(x)} {number(y)}" for x, y in points]
    return "M" + "L".join(steps) + "Z" if steps else ""


def number(value: float) -> str:
    """To a tenth, without a zero at the end."""
    return f"{round(value, 1):g}" if abs(value) < 1e5 else str(round(value))
