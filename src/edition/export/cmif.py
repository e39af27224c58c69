"""The letters of the base for indexes of letters, in the Correspondence Metadata Interchange Format (CMIF).

The format is a small part of TEI (github.com/TEI-Correspondence-SIG/CMIF); correspSearch collects such files. What the
letters do not say is left out, but for a sender or an addressee: the format has the word «Unknown» for these.
"""

import uuid
from collections.abc import Mapping, Sequence
from itertools import count

from lxml import etree

from edition.export.csl import editors
from edition.export.drawable import drawable
from edition.export.entries import facts
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.late_patterns import late_pattern
from edition.model import Entry, EntryKind, MentionKind
from edition.model.correspondence import Letter, Named, letters_of
from edition.model.identifiers import AUTHORITIES
from edition.model.layout import Container, walk
from edition.project.config_checks import is_address
from edition.xml.writer import Writer, serialize

_PATH = "cmif/letters.xml"
#: The authority files of each kind of entry, the one that indexes of letters know best first.
_ORDER = {EntryKind.PLACE: ("geonames", "gnd", "wikidata", "pleiades", "lcnaf")}
_ORDER_OF_OTHERS = ("gnd", "viaf", "wikidata", "lcnaf", "isni", "orcid")
#: The address that the format recommends for a place, and for other things that of linked data.
_ADDRESSES = {**{name: one.address for name, one in AUTHORITIES.items()}, "geonames": "https://www.geonames.org/{}"}
#: What the format says of a sender or an addressee who is not known.
UNKNOWN = "Unknown"
_ISO = late_pattern(r"\d{4}(-\d\d(-\d\d)?)?")


@exporter("names")
def export_cmif(source: ExportSource) -> Mapping[str, bytes]:
    """CMIF: who wrote the letters of the base, where, when and to whom (correspSearch)."""
    base = source.apparatus.base
    letters = letters_of(source.model.witness(base), source.mentions.get(base, ()))
    return {_PATH: serialize(_Index(source, letters).document())} if letters else {}


class _Index:
    """Writes the index of some letters."""

    def __init__(self, source: ExportSource, letters: Sequence[Letter]) -> None:
        self.source = source
        self.letters = letters
        self.url = source.about.url.rstrip("/")
        self.id = _uuid(self.url or source.title)
        base = source.apparatus.base
        placed = (part for part in walk(source.model.layout.parts) if isinstance(part, Container))
        self.places = {part.node.id: part.id for part in placed if part.siglum == base}  # witness -> edition
        self.out = Writer("TEI")

    def document(self) -> etree._Element:
        out = self.out
        with out.element("teiHeader"):
            with out.element("fileDesc"):
                self._title()
                self._publication()
                with out.element("sourceDesc"):
                    self._bibl()
            with out.element("profileDesc"):
                for letter in self.letters:
                    self._letter(letter)
        with out.element("text"), out.element("body"):
            out.empty("p", {})
        return out.root

    def _title(self) -> None:
        with self.out.element("titleStmt"):
            self._leaf("title", self.source.title)
            for editor in editors(self.source):
                self._leaf("editor", editor)

    def _publication(self) -> None:
        about, out = self.source.about, self.out
        with out.element("publicationStmt"):
            for publisher in (about.publisher,) if about.publisher else editors(self.source):
                self._leaf("publisher", publisher)
            if self.url:
                self._leaf("idno", f"{self.url}/exports/{_PATH}", {"type": "url"})
            if about.date:
                self._leaf("date", about.date, {"when": about.date if _ISO.fullmatch(about.date) else ""})
            with out.element("availability"):
                if about.licence:
                    self._leaf("licence", about.licence, {"target": about.licence if is_address(about.licence) else ""})
                else:
                    self._leaf("p", "The edition grants no licence.")

    def _bibl(self) -> None:
        about = self.source.about
        with self.out.element("bibl", {"type": "online", "xml_id": self.id}):
            said = (", ".join(about.editors), about.title, about.version, about.publisher, about.date)
            self.out.text(drawable(". ".join(filter(None, said))))
            if self.url:
                self.out.text(". ")
                self._leaf("ref", self.url, {"target": self.url})

    def _letter(self, letter: Letter) -> None:
        here = {"key": self.places.get(letter.id, letter.id), "ref": self._address(letter), "source": f"#{self.id}"}
        with self.out.element("correspDesc", here):
            with self.out.element("correspAction", {"type": "sent"}):
                self._people(letter.senders)
                for place in letter.places:
                    self._name(place)
                if letter.date and letter.date.mention and letter.date.mention.value:
                    self.out.empty("date", {**letter.date.mention.value.w3c, "cert": _doubt(letter.date)})
            with self.out.element("correspAction", {"type": "received"}):
                self._people(letter.recipients)

    def _address(self, letter: Letter) -> str:
        """Where the site has the letter: in the text of the edition, else in that of the base; "" without a site."""
        if not self.url:
            return ""
        if letter.id in self.places:
            return f"{self.url}/read.html#{self.places[letter.id]}"
        return f"{self.url}/wit-{self.source.slugs[self.source.apparatus.base]}.html#{letter.id}"

    def _people(self, people: Sequence[Named]) -> None:
        for one in people:
            self._name(one)
        if not people:
            self._leaf(MentionKind.PERSON.value, UNKNOWN)

    def _name(self, one: Named) -> None:
        """A name as the register has it, with its address in an authority file; without an entry the words."""
        kind = one.mention.kind if one.mention else MentionKind.PERSON
        entry = self.source.register.get(one.ref)
        attributes = {"ref": _authority(entry) if entry else "", "cert": _doubt(one)}
        self._leaf(kind.value, entry.name if entry else one.words, attributes)

    def _leaf(self, name: str, words: str, attributes: Mapping[str, str] | None = None) -> None:
        self.out.leaf(name, drawable(words), attributes)


def _authority(entry: Entry) -> str:
    """The address of an entry in the first authority file that has it, or ""."""
    known = facts(entry).identifiers
    names = _ORDER.get(entry.kind, _ORDER_OF_OTHERS)
    return next((_ADDRESSES[name].format("".join(known[name].split())) for name in names if name in known), "")


def _doubt(one: Named) -> str:
    """How certain a mention is, where it is not as good as certain."""
    return one.mention.cert if one.mention and one.mention.cert != "high" else ""


def _uuid(name: str) -> str:
    """A UUID made of a name, always the same; it begins with a letter, as an xml:id must."""
    made = (str(uuid.uuid5(uuid.NAMESPACE_URL, f"{name}#letters-{number}")) for number in count())
    return next(one for one in made if one[0].isalpha())
