"""The agreements of all witnesses as a square of shaded fields; a table on the page says the same."""

from lxml import etree

from edition.model import Siglum
from edition.model.relations import Relations
from edition.publish.site.svg import add, drawing

_FIELD, _LARGE, _GAP = 34.0, 46.0, 8.0
_FEW = 8  # witnesses whose fields are large
_SIGN = 9.0  # width of a letter of a siglum
STEPS = 4


def clustered(relations: Relations) -> tuple[Siglum, ...]:
    """The witnesses in the order of the tree, in which those that go together stand side by side; then the others."""
    inside = relations.root.sigla if relations.root else ()
    return (*inside, *(s for s in relations.sigla if s not in inside))


def extremes(relations: Relations) -> tuple[float, float] | None:
    """The smallest and the largest share of agreements; None where nothing can be compared."""
    shares = [one.share for one in relations.pairs.values() if one.share is not None]
    return (min(shares), max(shares)) if shares else None


def draw_agreements(relations: Relations) -> etree._Element | None:
    """The square, as wide as its fields ask for; None where nothing can be compared."""
    ends, sigla = extremes(relations), clustered(relations)
    if ends is None:
        return None
    field = _LARGE if len(sigla) <= _FEW else _FIELD
    edge = _GAP * 2 + _SIGN * max(map(len, sigla))
    made = drawing(edge + field * len(sigla) + 1, field * (len(sigla) + 1) + 1, "agreements", is_of_own_size=True)
    made.set("aria-hidden", "true")
    for row, one in enumerate(sigla):
        middle = field * (row + 1.5) + 4
        add(made, "text", one, x=edge - _GAP, y=middle, text_anchor="end", class_="siglum")
        add(made, "text", one, x=edge + field * (row + 0.5), y=field - 12, text_anchor="middle", class_="siglum")
        for column, other in enumerate(sigla):
            at = (edge + field * column, field * (row + 1))
            if one != other:
                _add_field(made, relations, (one, other), at, ends)
    return made


def _add_field(
    made: etree._Element,
    relations: Relations,
    pair: tuple[Siglum, Siglum],
    at: tuple[float, float],
    ends: tuple[float, float],
) -> None:
    found = relations.comparison(*pair)
    size = _LARGE if len(relations.sigla) <= _FEW else _FIELD
    group = add(made, "g", class_="silent" if found.share is None else f"a{_step(found.share, ends)}")
    add(group, "title", f"{' – '.join(pair)}: {found.agreed} / {found.compared}")
    add(group, "rect", x=at[0], y=at[1], width=size - 2, height=size - 2)
    said = "·" if found.share is None else str(round(100 * found.share))
    add(group, "text", said, x=at[0] + size / 2 - 1, y=at[1] + size / 2 + 4, text_anchor="middle")


def _step(share: float, ends: tuple[float, float]) -> int:
    """The shade, from 0 for the smallest share of the edition to STEPS for the largest."""
    low, high = ends
    return STEPS if high == low else min(STEPS, int((share - low) / (high - low) * (STEPS + 1)))
