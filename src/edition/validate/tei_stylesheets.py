"""Compile an ODD with the TEI Consortium's own stylesheets, in a folder that the user names (`--stylesheets DIR`).

odd2odd.xsl takes from TEI's specifications (`--tei`) and from the ODDs that `source` names, relative to the file in
which it stands; odd2relax.xsl makes a schema of that, and extract-isosch.xsl the rules. All files are read here and
handed over: the stylesheets can open nothing themselves.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from edition.errors import InputError
from edition.model.finding import Position
from edition.validate.options import Options
from edition.validate.schema_errors import schema_error
from edition.validate.schema_files import find_file
from edition.xml.foreign_sheets import run_foreign_sheet
from edition.xml.namespaces import NS, RNG, tei
from edition.xml.parse import Document, parse_document
from edition.xml.uris import is_uri

_ODD, _RELAX, _RULES = "odd2odd.xsl", "odd2relax.xsl", "extract-isosch.xsl"
_REFERENCES = (
    ("source", None),
    ("target", tei("specGrpRef")),
    ("url", tei("moduleRef")),
    ("href", f"{{{RNG}}}include"),
)
_TEI_RELEASE = "tei:"  # source="tei:4.9.0" is a release of TEI; the one at hand is taken
_SPECIFICATIONS = (tei("schemaSpec"), tei("specGrp"))
_EXAMPLE = "{http://www.tei-c.org/ns/Examples}egXML"
_NO_RULES = b'<schema xmlns="http://purl.oclc.org/dsdl/schematron"/>'


def compile_with_stylesheets(odd: Document, options: Options) -> tuple[bytes, bytes]:
    """The RELAX NG schema and the Schematron rules of an ODD; SchemaError with the reason where there is none."""
    assert options.stylesheets is not None
    whole = Position(odd.path)
    try:
        sheets = _Stylesheets(options.stylesheets, options.tei)
        compiled = sheets.expand(odd, (Path(odd.path).resolve(),))
        return sheets.run(_RELAX, compiled), sheets.run(_RULES, compiled)
    except InputError as error:
        if hasattr(error, "findings"):
            raise
        raise schema_error(whole, f"the ODD cannot be compiled: {error}") from None


@dataclass(slots=True)
class _Stylesheets:
    """The stylesheets, and the documents that one run may read, by their addresses."""

    folder: Path
    specifications: Path | None
    documents: dict[str, bytes] = field(default_factory=dict)
    home: Path = field(init=False)  # the folder with odd2odd.xsl

    def __post_init__(self) -> None:
        homes = [place for place in (self.folder / "odds", self.folder) if (place / _ODD).is_file()]
        if not homes:
            raise InputError(f"{self.folder}: holds no odds/{_ODD}; name the folder of TEI's stylesheets")
        self.home = homes[0].resolve()
        if self.specifications is None:
            raise InputError("TEI's stylesheets need its specifications: name them (--tei p5subset.xml)")
        if not self.specifications.is_file():
            raise InputError(f"{self.specifications}: there is no such file")
        self.documents[self._default] = self._read(self.specifications).reserialized()

    @property
    def _default(self) -> str:
        assert self.specifications is not None
        return self.specifications.resolve().as_uri()

    def _read(self, path: Path) -> Document:
        return parse_document(path.read_bytes(), str(path))

    def run(self, name: str, source: bytes) -> bytes:
        """Run one of the stylesheets; without extract-isosch.xsl there are no rules."""
        path = self.home / name
        if not path.is_file():
            if name == _RULES:
                return _NO_RULES
            raise InputError(f"{self.folder}: holds no {name}; name the folder of TEI's stylesheets")
        folder = self.home.parent if self.home.name == "odds" else self.home
        readable = {a: d for a, d in self.documents.items() if name == _ODD or a != self._default}
        return run_foreign_sheet(path, folder, source, readable, defaultSource=self._default)

    def expand(self, odd: Document, above: tuple[Path, ...]) -> bytes:
        """An ODD with all that it takes from TEI and from other ODDs."""
        return self.run(_ODD, self._with_addresses(odd, above))

    def _with_addresses(self, odd: Document, above: tuple[Path, ...]) -> bytes:
        """An ODD whose references are addresses of documents at hand."""
        found = [(element, name, self._address(odd, element, name, above)) for element, name in _find_references(odd)]
        root = deepcopy(odd.root)
        copies = dict(zip(odd.root.iter(etree.Element), root.iter(etree.Element), strict=True))
        for element, name, address in found:
            copies[element].set(name, address)
        return etree.tostring(root, encoding="unicode").encode()

    def _address(self, odd: Document, element: etree._Element, name: str, above: tuple[Path, ...]) -> str:
        """The address of a referenced file; it is read, and compiled first where it is an ODD that takes from TEI."""
        href = element.get(name, "").strip()
        if href.startswith(_TEI_RELEASE):
            return self._default
        path = self._resolve(odd, element, href)
        if self.specifications is not None and path == self.specifications.resolve():
            return self._default
        address = path.as_uri()
        if path in above:
            raise schema_error(odd.position(element), f"{href} takes from itself")
        if address not in self.documents:
            document = self._read(path)
            takes = name == "source" and document.root.find(".//tei:schemaSpec//tei:moduleRef", NS) is not None
            made = self.expand if takes else self._with_addresses
            self.documents[address] = made(document, (*above, path))
        return address

    def _resolve(self, odd: Document, element: etree._Element, href: str) -> Path:
        """The file of a reference: in the folder of the ODD that has it, or in the folder in which the user works."""
        where, folder = odd.position(element), Path(odd.path).parent
        if not is_uri(href) or "://" in href:
            raise schema_error(where, f"nothing is fetched: keep a copy of «{href}» beside the ODD and name that")
        path = find_file(folder, href)
        if path is None:
            raise schema_error(where, f"there is no file {href} in {folder}")
        path = path.resolve()
        allowed = (folder.resolve(), Path.cwd(), self.home.parent)
        if path != (self.specifications or path).resolve() and not any(path.is_relative_to(f) for f in allowed):
            raise schema_error(where, f"{href} is outside the folder of the ODD and the working folder")
        return path


def _find_references(odd: Document) -> Iterator[tuple[etree._Element, str]]:
    """The references of an ODD to other files, as (element, attribute)."""
    for name, tag in _REFERENCES:
        for element in odd.root.iter(tag if tag is not None else etree.Element):
            around = {e.tag for e in (element, *element.iterancestors())}
            is_specification = tag is not None or not around.isdisjoint(_SPECIFICATIONS)
            if is_specification and _EXAMPLE not in around and not element.get(name, "#").startswith("#"):
                yield element, name
