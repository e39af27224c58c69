"""What an exporter may use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from edition.export.published import PublishedText, published_texts
from edition.model import Apparatus, Mention, Register, Siglum, Witness
from edition.model.bibliography import Bibliography
from edition.model.disagreement import Disagreement
from edition.model.identify import Identified
from edition.model.variation import Unit, units_of
from edition.project.edition_options import EditionOptions
from edition.xml.choices import with_text_layer
from edition.xml.witness_words import with_witnesses_alone


@dataclass(frozen=True, eq=False)
class ExportSource:
    """The edition as model and as TEI. Compared by identity, so that it can key a cache.

    `edition` is the TEI document of the edition, `trees` those of the witnesses by siglum, `registers` the register
    files by path, `disagreements` by id, `program` the version of the program, `works` those that the editors cite;
    `book` makes the print XML of the book (xslt/print.xsl), of which the PDF is set as well.
    """

    about: EditionOptions
    model: Identified
    register: Register
    edition: etree._Element
    trees: Mapping[Siglum, etree._Element]
    registers: Mapping[str, etree._Element] = field(default_factory=dict)
    disagreements: Mapping[str, Disagreement] = field(default_factory=dict)
    program: str = "0"
    translations: Sequence[etree._Element] = ()
    works: Bibliography = field(default_factory=Bibliography)
    book: Callable[[], str] = str

    @cached_property
    def text_edition(self) -> etree._Element:
        """The document of the edition with one layer of transcriptions, the text that is collated."""
        return with_witnesses_alone(with_text_layer(self.edition))

    @property
    def title(self) -> str:
        """The title of the edition."""
        return self.about.title

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """The witnesses in the order of the edition."""
        return self.model.witnesses

    @property
    def mentions(self) -> Mapping[Siglum, Sequence[Mention]]:
        """The mentions of each witness."""
        return self.model.mentions

    @property
    def apparatus(self) -> Apparatus:
        """The apparatus in the order of the base."""
        return self.model.apparatus

    @property
    def slugs(self) -> Mapping[Siglum, str]:
        """Of each witness the name of its files."""
        return self.model.slugs

    @cached_property
    def texts(self) -> tuple[PublishedText, ...]:
        """The published plain texts with their blocks and marks: each witness, then its notes where it has some."""
        made = (published_texts(w, self.mentions.get(w.siglum, ()), self.slugs[w.siglum]) for w in self.witnesses)
        return tuple(text for texts in made for text in texts)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The variation units in the order of the edition, nested ones after the unit that they are in."""
        return units_of(self.model)

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
