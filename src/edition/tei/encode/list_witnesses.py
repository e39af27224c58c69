"""The list of witnesses: those of a group with a siglum of its own stand in a list inside it (TEI P5, 12.1.4.3)."""

from collections.abc import Callable, Sequence

from edition.model import Siglum
from edition.model.ids import slugs
from edition.model.sigla_groups import GroupTree, SiglumGroup, nest
from edition.xml.writer import Writer


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
