"""Disagreements in the edition's `standOff`: a list, each item a matter with what every side says of it."""

from collections.abc import Mapping, Sequence

from lxml import etree

from edition.model import Matter, MentionKind, Siglum
from edition.model.disagreement import Claim, Disagreement, Side
from edition.tei.encode.header import AGREES, matter_id
from edition.tei.encode.marks import PROGRAM, date_attributes, register_address
from edition.xml.namespaces import NS, tei
from edition.xml.writer import Writer


def disagreement_list(found: Sequence[Disagreement], witnesses: Mapping[Siglum, str]) -> etree._Element | None:
    """The list of disagreements, which have their ids (`identify_disagreements`); None when there is none."""
    out = Writer("TEI")
    with out.element("list", {"type": "disagreements"}) as listed:
        for number, one in enumerate(found, 1):
            _item(out, one, number, witnesses)
    return listed if found else None


def _item(out: Writer, one: Disagreement, number: int, witnesses: Mapping[Siglum, str]) -> None:
    addresses = " ".join(a.removeprefix("edition.xml") for a in one.place.addresses)
    attributes = {
        "xml_id": one.id,
        "n": str(number),
        "corresp": addresses,
        "ana": f"#{matter_id(one.matter)}",
        "resp": f"#{PROGRAM}",
        "cert": one.cert,
    }
    with out.element("item", attributes):
        if one.entry:
            out.empty("ptr", {"target": register_address(one.entry, "registers/")})
        if around := " […] ".join(part for part in (one.place.before, one.place.after) if part):
            out.leaf("note", around, {"type": "context"})
        for side in one.sides:
            if side.context:
                _sentence(out, side, witnesses)
        for side in one.sides:
            _side(out, side, one.matter, witnesses)
        if one.outside:
            out.leaf("note", one.outside, {"type": "outside"})


def _sentence(out: Writer, side: Side, witnesses: Mapping[Siglum, str]) -> None:
    """The sentence in which witnesses of a side say it, and where all of them do."""
    source = " ".join(f"#{witnesses[s]}" for s in side.quoted)
    out.leaf("note", side.context, {"type": "context", "source": source, "corresp": " ".join(side.addresses)})


def _side(out: Writer, side: Side, matter: Matter, witnesses: Mapping[Siglum, str]) -> None:
    """What some witnesses say: as an element of its kind where it is one name, date or number, else as words."""
    attributes = {"source": " ".join(f"#{witnesses[s]}" for s in side.witnesses)}
    if side.agrees:
        attributes["ana"] = f"#{AGREES}"
    claim = side.claims[0] if len(side.claims) == 1 and matter is not Matter.WORDING else None
    if claim is None or claim.words != side.words:
        out.leaf("seg", side.words or "—", attributes)
    else:
        name, more = _element(claim)
        out.leaf(name, side.words, {**more, **attributes})


def _element(claim: Claim) -> tuple[str, Mapping[str, str]]:
    if claim.kind is None:
        return "num", {"value": claim.number} if claim.number.isdigit() else {}
    if claim.kind is MentionKind.DATE and claim.value:
        return "date", date_attributes(claim.value)
    return claim.kind.value, {"ref": register_address(claim.ref, "registers/") if claim.ref else ""}


def place_in(edition: etree._Element, listed: etree._Element | None, links: etree._Element | None) -> None:
    """Put the list of disagreements and the links of statements into the edition's `standOff`; without one, make it."""
    parts = [part for part in (links, listed) if part is not None]
    if not parts:
        return
    held = edition.find("tei:standOff", NS)
    if held is None:
        held = etree.Element(tei("standOff"))
        edition.insert(1, held)
    for part in parts:
        part.tail = None
        held.append(part)
