"""What stands behind an id of the edition: the unit of the apparatus, or the mention, for which it was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.model import Apparatus, BlockUnit, Mention, Node, Passage, Run, Siglum, Span, VariationUnit, Witness
from edition.tei.encode.apparatus import ApparatusWriter, Marks, Names
from edition.tei.encode.edition import Body, framed
from edition.tei.encode.header import Imprint
from edition.xml.writer import Writer


@dataclass(slots=True)
class Traced:
    """By id: places of variation, and marks with the witness in which each was found."""

    units: dict[str, VariationUnit | Passage | BlockUnit] = field(default_factory=dict)
    marks: dict[str, tuple[Siglum, Mention | Node]] = field(default_factory=dict)


def traced(
    apparatus: Apparatus,
    witnesses: Sequence[Witness],
    trees: Mapping[Siglum, etree._Element],
    marks: Marks,
    imprint: Imprint,
) -> Traced:
    """The edition written once more, with what each id stands for."""
    found = Traced()

    def write(out: Writer, names: Names) -> None:
        Body(out, apparatus, witnesses, _Tracer(out, names, marks, found)).write()

    framed(apparatus, witnesses, trees, imprint, write)
    return found


class _Tracer(ApparatusWriter):
    """Writes as the edition is written, and notes for what each id is made."""

    def __init__(self, out: Writer, names: Names, marks: Marks, found: Traced) -> None:
        super().__init__(out, names, marks)
        self.found = found

    def passage_attributes(self, passage: Passage, before: str, after: str) -> Mapping[str, str]:
        made = super().passage_attributes(passage, before, after)
        self.found.units[made["xml_id"]] = passage
        return made

    def unit_attributes(self, unit: VariationUnit, before: str, after: str) -> Mapping[str, str]:
        made = super().unit_attributes(unit, before, after)
        self.found.units[made["xml_id"]] = unit
        return made

    def block_unit(self, unit: BlockUnit, words: str) -> Mapping[str, str]:
        made = super().block_unit(unit, words)
        self.found.units[made["xml_id"]] = unit
        return made

    def _mark(self, run: Run, span: Span) -> tuple[str, Mapping[str, str]]:
        name, made = super()._mark(run, span)
        if "xml_id" in made:
            self.found.marks[made["xml_id"]] = run.siglum, self.marks[run.siglum][span.number]
        return name, made
