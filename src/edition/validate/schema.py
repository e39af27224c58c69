"""The schema of this program, and the compilation of ODD and Schematron."""

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from edition.errors import InternalError
from edition.model.finding import Position
from edition.project.assets import asset
from edition.validate.odd import find_borrowed, refuse_errors, refuse_rules
from edition.validate.options import NO_OPTIONS, Options
from edition.validate.rule_elements import mark_positions
from edition.validate.schema_errors import first_line_of, schema_error
from edition.validate.validated_file import parse_validated
from edition.xml.parse import Document, parse_document
from edition.xml.saxon import Sheet

if TYPE_CHECKING:
    from edition.validate.odds.compile_odd import CompiledOdd

ODD = ".odd"
SCHEMATRON = (".sch", ".isosch")


def own_schema() -> Path:
    """The path of the RELAX NG schema of this program; its rules are in edition.sch beside it."""
    return asset("schema", "edition.rng")


def own_rules() -> Path:
    """The path of the Schematron rules of this program."""
    return asset("schema", "edition.sch")


def compile_schema(odd: bytes, path: str = "edition.odd") -> tuple[bytes, bytes]:
    """Compile an ODD that says everything itself to a RELAX NG schema and Schematron rules."""
    document = parse_document(odd, path)
    if borrowed := find_borrowed(document):
        raise schema_error(*borrowed)
    refuse_errors(document)
    return _compile_complete(document)


def _compile_complete(document: Document) -> tuple[bytes, bytes]:
    source = document.reserialized()
    return _transform("odd-to-rng.xsl", source), _transform("odd-to-sch.xsl", source)


@lru_cache(maxsize=8)
def compile_odd_file(odd: Path, changed: int = 0, options: Options = NO_OPTIONS) -> tuple[bytes, bytes]:
    """The RELAX NG schema and the Schematron rules, with their positions, of an ODD file."""
    document = _open_odd(odd, options)
    if options.stylesheets is not None:
        from edition.validate.tei_stylesheets import compile_with_stylesheets  # as below: only ODDs need it

        mark_positions(document)
        return compile_with_stylesheets(document, options)
    try:
        if find_borrowed(document):
            compiled = compile_customisation(odd, changed, options)
            return compiled.rng, _transform("odd-to-sch.xsl", compiled.rules)
        refuse_errors(document)
        mark_positions(document)
        return _compile_complete(document)
    except InternalError as error:
        raise schema_error(Position(str(odd)), f"the ODD cannot be compiled: {first_line_of(error)}") from None


@lru_cache(maxsize=8)
def compile_customisation(odd: Path, _changed: int = 0, options: Options = NO_OPTIONS) -> "CompiledOdd":
    """Compile an ODD that takes from TEI or from elsewhere."""
    # imported here: a build compiles no ODD, and the compiler is a tenth of all that a build imports
    from edition.validate.odds.compile_odd import compile_odd
    from edition.validate.odds.odd_sources import ADVICE, MissingTeiError

    document = _open_odd(odd, options)
    refuse_rules(document)
    try:
        return compile_odd(odd, options)
    except MissingTeiError:
        position, words = find_borrowed(document) or (Position(str(odd)), "")
        raise schema_error(position, f"{words}; {ADVICE}") from None


def _open_odd(odd: Path, options: Options) -> Document:
    return parse_validated(odd.read_bytes(), str(odd), options, Path.cwd())[0]


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
