"""What the edition tells once instead of at each entry: in descriptions of witnesses, and as links of entries."""

from collections.abc import Sequence

from edition.model import Apparatus, Siglum, Witness
from edition.model.lacunae import lacunae_of
from edition.model.told_once import Told
from edition.xml.writer import Writer

_FRAGMENT = "A fragment: outside its passages it is not extant, which is no omission."
_EXCERPT = "An excerpt: a text of its own that borrows; compared where it borrows, which elsewhere omits nothing."
OMISSIONS = "omission"  # the group of links of omissions that are told once


def witness_notes(apparatus: Apparatus, told: Told, siglum: Siglum) -> Sequence[tuple[str, str]]:
    """The notes on a witness in the list of witnesses, each with its type: where it is lost, that it lacks headings."""
    notes: list[tuple[str, str]] = []
    if lost := "; ".join(map(str, lacunae_of(apparatus, siglum))):
        notes.append(("lacunae", f"Not extant: {lost}."))
    if found := told.without_headings.get(siglum):
        share = f"{found.lacking}/{found.all}"
        notes.append(("headings", f"It lacks headings ({share}); the apparatus does not tell each of them."))
        notes += [("headings", f"It has the heading «{words}».") for words in found.words]
    return notes


def write_scope(out: Writer, witness: Witness) -> None:
    """Of a fragment or an excerpt, that it is one."""
    if witness.is_excerpt:
        out.text(" ")
        out.leaf("note", _EXCERPT, {"type": "scope", "n": "excerpt"})
    elif witness.is_fragment:
        out.text(" ")
        out.leaf("note", _FRAGMENT, {"type": "scope"})


def write_statements(out: Writer, told: Told) -> None:
    """The statements: each names the entries that it tells."""
    if not told.statements:
        return
    with out.element("linkGrp", {"type": OMISSIONS}):
        for one in told.statements:
            target = " ".join(f"#{name}" for name in one.entries)
            out.empty("link", {"type": one.kind.value, "n": str(len(one.entries)), "target": target})
