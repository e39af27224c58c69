"""Letters as `correspDesc` in the header of a witness: what their openers and closers say, and nothing else."""

from collections.abc import Sequence

from edition.model import MentionKind
from edition.model.correspondence import Letter, Named
from edition.tei.encode.marks import date_attributes, register_address
from edition.xml.writer import Writer


def write_letters(out: Writer, letters: Sequence[Letter]) -> None:
    """A description of each letter, which points to its place in the text of the same file."""
    for letter in letters:
        with out.element("correspDesc", {"corresp": f"#{letter.id}"}):
            with out.element("correspAction", {"type": "sent"}):
                for one in (*letter.senders, *letter.places):
                    _write_name(out, one)
                if letter.date:
                    _write_date(out, letter.date)
            if letter.recipients:
                with out.element("correspAction", {"type": "received"}):
                    for one in letter.recipients:
                        _write_name(out, one)


def _write_name(out: Writer, one: Named) -> None:
    """A name; a signature of which nobody knows whose it is has no address."""
    if one.mention is None:
        out.leaf(MentionKind.PERSON.value, one.words)
        return
    address = register_address(one.ref, "../registers/") if one.ref else ""
    out.leaf(one.mention.kind.value, one.words, {"ref": address, "cert": one.mention.cert})


def _write_date(out: Writer, one: Named) -> None:
    if one.mention and one.mention.value:
        attributes = {**date_attributes(one.mention.value), "cert": one.mention.cert}
        out.leaf(MentionKind.DATE.value, one.words, attributes)
