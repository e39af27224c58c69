"""What an exporter may use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.model import Apparatus, Mention, Register, Siglum, Witness
from edition.model.disagreement import Disagreement


@dataclass(frozen=True, slots=True)
class ExportSource:
    """The edition as model and as TEI."""

    title: str
    witnesses: tuple[Witness, ...]
    register: Register
    mentions: Mapping[Siglum, Sequence[Mention]]
    apparatus: Apparatus
    edition: etree._Element
    trees: Mapping[Siglum, etree._Element]
    slugs: Mapping[Siglum, str]  # siglum -> the name its files have
    disagreements: Mapping[str, Disagreement] = field(default_factory=dict)  # by their ids
