"""Find what an ODD takes from: TEI's specifications, other ODDs, files of groups; nothing is fetched."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from edition.validate.odds.specifications import Specifications, read_marked, read_tei
from edition.validate.options import Options
from edition.validate.rule_elements import position_of
from edition.validate.schema_errors import SchemaError, schema_error
from edition.validate.schema_files import find_file
from edition.xml.namespaces import tei
from edition.xml.parse import Document

P5SUBSET = "p5subset.xml"
ADVICE = (
    f"this ODD takes from TEI, and TEI's specifications are not at hand: get {P5SUBSET} "
    f"(https://www.tei-c.org/Vault/P5/current/xml/tei/odd/{P5SUBSET}), and put it beside the ODD or name it "
    f"(--tei {P5SUBSET})"
)


@dataclass(frozen=True, slots=True)
class OddFile:
    """An ODD and where it was read from; `above` are the ODDs that take from it."""

    document: Document
    path: Path
    options: Options
    above: tuple[Path, ...] = ()

    def schema(self) -> etree._Element:
        """The schemaSpec, the first one where there are several."""
        found = next(self.document.root.iter(tei("schemaSpec")), None)
        if found is None:
            raise schema_error(
                self.document.position(self.document.root), "an ODD has one schemaSpec, this file has none"
            )
        return found

    def find(self, where: etree._Element, address: str) -> Path:
        """The local file of an address; one that is elsewhere is looked for beside the ODD by its name."""
        name = unquote(urlsplit(address).path.rpartition("/")[2])
        for href in (address.removeprefix("file://"), name):
            if (found := find_file(self.path.parent, href) if href else None) is not None:
                return found
        why = "and nothing is fetched" if "://" in address else "and there is no such file"
        raise schema_error(
            position_of(where), f"the ODD takes from {address}, {why}: keep {name or 'it'} beside the ODD"
        )

    def open_odd(self, where: etree._Element, address: str) -> "OddFile":
        """The ODD of an address."""
        path = self.find(where, address)
        if path.resolve() in (*self.above, self.path.resolve()):
            raise schema_error(position_of(where), f"{address} takes from itself")
        return OddFile(read_marked(path, True, self.options), path, self.options, (*self.above, self.path.resolve()))

    def open_tei(self, where: etree._Element) -> Specifications:
        """TEI's specifications: those that the user named, else those beside the ODD or in the working folder."""
        named = self.options.tei
        for path in [named] if named else [folder / P5SUBSET for folder in (self.path.parent, Path.cwd())]:
            if path.exists():
                return read_tei(path.resolve(), path.stat().st_mtime_ns)
        raise MissingTeiError(*schema_error(position_of(where), ADVICE).findings)


class MissingTeiError(SchemaError):
    """An ODD takes from TEI, whose specifications are not at hand."""


def is_tei(address: str) -> bool:
    """Whether an address names TEI's specifications: a release of TEI, or a p5subset.xml of another disk."""
    parts = urlsplit(address)
    return not address or parts.scheme == "tei" or parts.path.rpartition("/")[2] == P5SUBSET
