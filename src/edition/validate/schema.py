"""The schema of this program, and the compilation of ODD and Schematron."""

from functools import cache, lru_cache
from pathlib import Path

from edition.errors import InternalError
from edition.model.finding import Position
from edition.project.assets import asset
from edition.validate.odd import refuse_incomplete
from edition.validate.options import NO_OPTIONS, Options
from edition.validate.rule_elements import mark_positions
from edition.validate.schema_errors import first_line_of, schema_error
from edition.validate.tei_stylesheets import compile_with_stylesheets
from edition.xml.parse import Document, parse_document
from edition.xml.saxon import Sheet

ODD = ".odd"
SCHEMATRON = (".sch", ".isosch")


def own_schema() -> Path:
    """The path of the RELAX NG schema of this program; its rules are in edition.sch beside it."""
    return asset("schema", "edition.rng")


def own_rules() -> Path:
    """The path of the Schematron rules of this program."""
    return asset("schema", "edition.sch")


def compile_schema(odd: bytes, path: str = "edition.odd") -> tuple[bytes, bytes]:
    """Compile an ODD to a RELAX NG schema and Schematron rules; InputError when it is not self-contained."""
    return _compile_odd(_parse_complete_odd(odd, path))


def _parse_complete_odd(odd: bytes, path: str) -> Document:
    document = parse_document(odd, path)
    refuse_incomplete(document)
    return document


def _compile_odd(document: Document) -> tuple[bytes, bytes]:
    source = document.reserialized()
    return _transform("odd-to-rng.xsl", source), _transform("odd-to-sch.xsl", source)


@lru_cache(maxsize=8)
def compile_odd_file(odd: Path, _changed: int = 0, options: Options = NO_OPTIONS) -> tuple[bytes, bytes]:
    """The RELAX NG schema and the Schematron rules, with their positions, of an ODD file."""
    if options.stylesheets is not None:
        document = parse_document(odd.read_bytes(), str(odd))
        mark_positions(document)
        return compile_with_stylesheets(document, options)
    document = _parse_complete_odd(odd.read_bytes(), str(odd))
    mark_positions(document)
    try:
        return _compile_odd(document)
    except InternalError as error:
        raise schema_error(Position(str(odd)), f"the ODD cannot be compiled: {first_line_of(error)}") from None


def reference_page(odd: bytes, examples: bool = True) -> bytes:
    """The HTML page that explains an ODD to editors; with `examples` it links to the folder `examples` beside it."""
    source = parse_document(odd, "edition.odd").reserialized()
    return _transform("odd-to-html.xsl", source, examples=examples)


def rule_sentences() -> dict[str, str]:
    """Code -> requirement in one sentence, for each Schematron rule of this program."""
    rules = parse_document(own_rules().read_bytes(), "edition.sch").root
    return {p.get("id", ""): p.findtext("{*}p", "") for p in rules.iterchildren("{*}pattern")}


def compile_rules(schematron: bytes) -> bytes:
    """Compile rules in their plain form to an XSLT stylesheet, which returns a map for each broken rule."""
    return _transform("sch-to-xslt.xsl", schematron)


def _transform(name: str, source: bytes, **parameters: bool) -> bytes:
    return _sheet(name).text(source, **parameters).rstrip("\n").encode() + b"\n"


@cache
def _sheet(name: str) -> Sheet:
    return Sheet(asset("xslt", "schema", name))
