"""What an exporter may use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from edition.export.published import PublishedText, published_texts
from edition.export.variation import Unit, units_in
from edition.model import Apparatus, Mention, Register, Siglum, Witness
from edition.model.disagreement import Disagreement
from edition.project.config import EditionOptions


@dataclass(frozen=True, eq=False)
class ExportSource:
    """The edition as model and as TEI, and what both are read for again and again. It equals itself only."""

    about: EditionOptions
    witnesses: tuple[Witness, ...]
    register: Register
    mentions: Mapping[Siglum, Sequence[Mention]]
    apparatus: Apparatus
    edition: etree._Element
    trees: Mapping[Siglum, etree._Element]
    slugs: Mapping[Siglum, str]  # siglum -> the name its files have
    registers: Mapping[str, etree._Element] = field(default_factory=dict)  # path -> document
    disagreements: Mapping[str, Disagreement] = field(default_factory=dict)  # by their ids
    program: str = "0"  # the version of the program

    @property
    def title(self) -> str:
        """The title of the edition."""
        return self.about.title

    @cached_property
    def texts(self) -> tuple[PublishedText, ...]:
        """The published plain texts with their blocks and marks: each witness, then its notes where it has some."""
        made = (published_texts(w, self.trees[w.siglum], self.slugs[w.siglum]) for w in self.witnesses)
        return tuple(text for texts in made for text in texts)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The places of variation in the order of the edition, nested ones after the unit that holds them."""
        return units_in(self.edition, {slug: siglum for siglum, slug in self.slugs.items()})

    def alone_in(self, path: str) -> Witness | None:
        """The witness that a file holds alone, which is told by its name; None where it holds none or several."""
        stem = path.rpartition("/")[2].partition(".")[0]
        return next((w for w in self.witnesses if self.slugs[w.siglum] == stem), None)

    def licence_of(self, path: str) -> str:
        """The licence of a file: of the witness it holds alone, else of the edition; "" where none is granted."""
        alone = self.alone_in(path)
        return dict(alone.description).get("licence", "") if alone else self.about.licence

    @property
    def excepted(self) -> tuple[Siglum, ...]:
        """The witnesses whose rights are unknown: the licence of the edition does not cover their words."""
        return tuple(w.siglum for w in self.witnesses if not dict(w.description).get("licence"))
