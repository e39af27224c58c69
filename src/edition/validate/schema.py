"""The schema of the edition: compiled from the ODD, found where it is installed."""

from functools import cache, lru_cache
from pathlib import Path

from edition.errors import InternalError
from edition.model.finding import Position
from edition.project.assets import asset
from edition.validate.odd import refuse_incomplete
from edition.validate.refusal import first_line, no_schema
from edition.validate.rules import mark_places
from edition.xml.parse import Document, parse_document
from edition.xml.saxon import Sheet

ODD = ".odd"
SCHEMATRON = ".sch"


def own_schema() -> Path:
    """The RelaxNG schema that comes with the program; its rules stand beside it as edition.sch."""
    return asset("schema", "edition.rng")


def own_rules() -> Path:
    """The Schematron rules that come with the program."""
    return asset("schema", "edition.sch")


def compile_schema(odd: bytes, path: str = "edition.odd") -> tuple[bytes, bytes]:
    """The RelaxNG schema and the Schematron rules of an ODD; InputError when it does not say everything itself."""
    return _compiled(_complete(odd, path))


def _complete(odd: bytes, path: str) -> Document:
    document = parse_document(odd, path)
    refuse_incomplete(document)
    return document


def _compiled(document: Document) -> tuple[bytes, bytes]:
    source = document.reserialized()
    return _transformed("odd-to-rng.xsl", source), _transformed("odd-to-sch.xsl", source)


@lru_cache(maxsize=8)
def compiled(odd: Path, _changed: int = 0) -> tuple[bytes, bytes]:
    """The RelaxNG schema and the Schematron rules (with their places) of an ODD file."""
    document = _complete(odd.read_bytes(), str(odd))
    mark_places(document)
    try:
        return _compiled(document)
    except InternalError as error:
        raise no_schema(Position(str(odd)), f"the ODD cannot be compiled: {first_line(error)}") from None


def reference_page(odd: bytes, examples: bool = True) -> bytes:
    """The page that explains an ODD to editors; with `examples` it links to the folder of that name beside it."""
    source = parse_document(odd, "edition.odd").reserialized()
    return _transformed("odd-to-html.xsl", source, examples=examples)


def rule_sentences() -> dict[str, str]:
    """What each of our own rules demands, by its code."""
    rules = parse_document(own_rules().read_bytes(), "edition.sch").root
    return {p.get("id", ""): p.findtext("{*}p", "") for p in rules.iterchildren("{*}pattern")}


def compile_rules(schematron: bytes) -> bytes:
    """The stylesheet that applies rules in their plain form: it gives a map for each broken one."""
    return _transformed("sch-to-xslt.xsl", schematron)


def _transformed(name: str, source: bytes, **parameters: bool) -> bytes:
    return _sheet(name).text(source, **parameters).rstrip("\n").encode() + b"\n"


@cache
def _sheet(name: str) -> Sheet:
    return Sheet(asset("xslt", "schema", name))
