"""The words that are proposed in the place of words that stand nowhere: whole words, and nothing unlike them."""

import pytest

from edition.decide.nearest import find_nearest
from edition.model.anchor import Anchor, SearchedText

LONG = (
    "and the clerk of the tower told the men of the north gate what the toll of the river ferry had been, before a "
    "bridge of nine stone arches took its place and every cart went over dry, though slowly, to market"
)


@pytest.mark.parametrize(
    ("text", "anchor", "found"),
    [
        ("The lantern of the harbour pilot went out.", Anchor("the pilot", "of ", " went"), "the harbour pilot"),
        ("At ten the primus lamp goes out.", Anchor("primus lamps", "At ten the "), "primus lamp"),
        ("and the ferry-man was seen at the gate", Anchor("ferryman was sen", "and the ", " at"), "ferry-man was seen"),
        ("They chuse a pilot, and «CHUSE» none.", Anchor("chusen"), "chuse"),
        ("They chuse a pilot.", Anchor("wholly unlike this", "xx", "yy"), None),
        ("They chuse a pilot.", Anchor("  "), None),
        ("", Anchor("chuse"), None),
        (f"It was so: {LONG} each day.", Anchor(LONG.replace("toll", "tolls").replace("dry", "wet")), LONG),
    ],
)
def test_the_nearest_words_are_proposed(text: str, anchor: Anchor, found: str | None) -> None:
    nearest = find_nearest(SearchedText(text), anchor)
    assert (nearest and text[nearest.start : nearest.end]) == found
