"""The list of witnesses: those of a group with a siglum of its own stand in a list inside it (TEI P5, 12.1.4.3)."""

from collections.abc import Callable, Mapping, Sequence

from edition.model import Siglum, Witness
from edition.model.ids import slugs
from edition.model.sigla_groups import GroupTree, SiglumGroup, nest
from edition.xml.writer import Writer

WitnessNotes = Mapping[str, Sequence[tuple[str, str]]]  # siglum -> notes on the witness, each with its type
UNKNOWN_RIGHTS = "The rights in this text are unknown; no licence is granted for it."
EXCERPT = "An excerpt: a text of its own that borrows; compared where it borrows, which elsewhere omits nothing."


def write_witnesses(
    out: Writer,
    witnesses: Sequence[Witness],
    ids: Mapping[str, str],
    notes: WitnessNotes,
    groups: Sequence[SiglumGroup],
) -> None:
    """The witnesses of an edition with their groups. `ids`: their ids by siglum; `notes`: what else is said of them."""
    files = slugs(tuple(dict.fromkeys(w.source or w.siglum for w in witnesses)))
    by_siglum = {w.siglum: w for w in witnesses}

    def write(siglum: str) -> None:
        witness = by_siglum[siglum]
        _witness(out, witness, ids[siglum], files[witness.source or siglum])
        for kind, words in notes.get(siglum, ()):
            with out.inside(out.here[-1]):
                out.text(" ")
                out.leaf("note", words, {"type": kind})

    write_witness_list(out, tuple(by_siglum), groups, write)


def _witness(out: Writer, witness: Witness, name: str, file: str) -> None:
    facts = dict(witness.description)
    with out.element("witness", {"xml_id": name, "n": witness.siglum}):
        out.leaf("abbr", witness.siglum, {"type": "siglum"})
        out.text(" ")
        out.leaf("title", witness.name or witness.seed.path)
        out.text(" ")
        if facts.get("date"):
            out.leaf("date", facts["date"])
            out.text(" ")
        out.leaf("idno", f"witnesses/{file}.xml", {"type": "file"})
        out.text(" ")
        out.leaf("idno", witness.seed.sha256, {"type": "sha256"})
        if witness.is_fragment:
            out.text(" ")
            out.leaf("note", EXCERPT, {"type": "scope", "n": "excerpt"}) if witness.is_excerpt else out.leaf(
                "note", "A fragment: outside its passages it is not extant, which is no omission.", {"type": "scope"}
            )
        if witness.is_hand:
            out.text(" ")
            out.leaf("note", witness.source, {"type": "hands"})
        if not facts.get("licence"):
            out.text(" ")
            out.leaf("note", UNKNOWN_RIGHTS, {"type": "rights"})


def write_witness_list(
    out: Writer, sigla: Sequence[Siglum], groups: Sequence[SiglumGroup], write: Callable[[Siglum], None]
) -> None:
    """`listWit` with the witnesses, each written by `write`, and the groups they belong to."""
    names = slugs(tuple(group.siglum for group in groups))
    with out.element("listWit"):
        _write_parts(out, nest(sigla, groups), names, write)


def _write_parts(
    out: Writer, parts: Sequence[GroupTree | Siglum], names: dict[str, str], write: Callable[[Siglum], None]
) -> None:
    for part in parts:
        if isinstance(part, str):
            write(part)
            continue
        group = part.group
        with out.element("listWit", {"xml_id": f"grp-{names[group.siglum]}", "n": group.siglum}):
            out.leaf("head", group.name or group.siglum)
            _write_parts(out, part.inside, names, write)
