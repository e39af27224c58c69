"""Whether a document is valid in a RelaxNG schema: libxml2 gives the verdict, `explain` the words and the places."""

from functools import lru_cache
from pathlib import Path

from lxml import etree

from edition.errors import InputError
from edition.model.finding import Finding, Position, Severity
from edition.names import RNG
from edition.validate.explain import explanations, in_words
from edition.validate.grammar import Grammar
from edition.validate.parse import Document, parse_document


def invalidities(document: Document, schema: Path) -> tuple[Finding, ...]:
    """What in the document the schema (a .rng file) does not allow."""
    relaxng, grammar = _loaded(schema, schema.stat().st_mtime_ns)
    if relaxng.validate(document.root.getroottree()):
        return ()
    if grammar is not None and (explained := _explained(document, grammar)):
        return explained
    return tuple(_translated(document, entry) for entry in relaxng.error_log)


def _explained(document: Document, grammar: Grammar) -> tuple[Finding, ...]:
    return tuple(
        Finding(code, Severity.ERROR, words, document.position(element))
        for element, code, words in explanations(document.root, grammar)
    )


def _translated(document: Document, entry: etree._LogEntry) -> Finding:
    found = document.root.getroottree().xpath(entry.path) if entry.path else []
    is_found = isinstance(found, list) and found and isinstance(found[0], etree._Element)
    place = document.position(found[0]) if is_found else Position(document.path, entry.line)  # type: ignore[index, arg-type]
    return Finding("E410", Severity.ERROR, in_words(entry.message), place)


@lru_cache(maxsize=8)
def _loaded(schema: Path, _changed: int) -> tuple[etree.RelaxNG, Grammar | None]:
    root = _checked(schema, set())
    try:
        relaxng = etree.RelaxNG(etree.parse(str(schema)))
    except etree.RelaxNGParseError as error:
        raise InputError(f"{schema}: is not a RELAX NG schema: {error}") from None
    try:
        grammar = Grammar(root)
        return relaxng, grammar if grammar.elements else None
    except (ValueError, KeyError):
        return relaxng, None


def _checked(schema: Path, seen: set[Path]) -> etree._Element:
    """The root of a schema. Nothing is fetched: a part of it that lies elsewhere than on this disk is refused."""
    document = parse_document(schema.read_bytes(), str(schema))
    seen.add(schema.resolve())
    for part in document.root.iter(f"{{{RNG}}}include", f"{{{RNG}}}externalRef"):
        href = part.get("href", "")
        if "://" in href:
            raise InputError(f"{document.position(part)}: nothing is fetched: keep {href} beside the schema")
        inner = schema.parent / href
        if not inner.is_file():
            raise InputError(f"{document.position(part)}: there is no file {inner}")
        if inner.resolve() not in seen:
            _checked(inner, seen)
    return document.root
