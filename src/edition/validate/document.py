"""A TEI file in, findings out: which schema it is to be judged by, and what that has against it."""

import re
from pathlib import Path

from lxml import etree

from edition.errors import InputError
from edition.model.finding import Finding
from edition.names import NS, tei
from edition.parsing import Document, parse_document
from edition.validate.relaxng import faults_in, faulty_places, judge_of, rules_with, told
from edition.validate.schema import ODD, SCHEMATRON, own_schema
from edition.validate.schematron import broken_rules, rule_sheet

_PSEUDO = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def validate(data: bytes, path: str, schema: Path | None = None) -> tuple[Finding, ...]:
    """What is wrong with a file, in its order. InputError when it is not XML or no schema can be told."""
    return findings_in(parse_document(data, path), usable(schema) if schema else None)


def findings_in(document: Document, schema: Path | None = None) -> tuple[Finding, ...]:
    """What a schema has against a parsed file; with our own schema the rules are applied as well."""
    chosen = schema or schema_of(document)
    faults = faults_in(document, chosen) if chosen.suffix != SCHEMATRON else ()
    found = told(faults, document)
    if rules := rules_with(chosen):
        consequences = faulty_places(faults, document)
        found += tuple(f for f in broken_rules(document, rules) if f.position not in consequences)
    return tuple(sorted(found, key=lambda f: (f.position, f.code, f.message)))


def schema_of(document: Document) -> Path:
    """The schema of a file: a local one that it names, else ours if it declares itself ours, else InputError."""
    if named := _named(document):
        return named
    if is_ours(document.root):
        return own_schema()
    raise InputError(
        f"{document.path}: no schema is known for this file: name one (edition validate --schema my.rng "
        f'{Path(document.path).name}), or put <?xml-model href="my.rng"?> before its first element and my.rng beside it'
    )


def is_ours(root: etree._Element) -> bool:
    """Whether a file declares itself one of ours: by the program that wrote it, or as a register by its title."""
    if root.tag != tei("TEI"):
        return False
    if root.find("tei:teiHeader/tei:encodingDesc/tei:appInfo/tei:application[@ident='variorum']", NS) is not None:
        return True
    title = root.findtext("tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:title", "", NS)
    return title.strip().startswith("Register of ") and root.find("tei:standOff", NS) is not None


def _named(document: Document) -> Path | None:
    """A RelaxNG schema that a processing instruction xml-model names inside the file's own folder."""
    folder = Path(document.path).parent
    for instruction in document.root.itersiblings(etree.ProcessingInstruction, preceding=True):
        target, _, words = etree.tostring(instruction, encoding="unicode", with_tail=False)[2:-2].partition(" ")
        said = {name: one or two for name, one, two in _PSEUDO.findall(words)} if target == "xml-model" else {}
        href = str(said.get("href", ""))
        place = folder / href
        if href.endswith(".rng") and "://" not in href and _is_inside(place, folder) and place.is_file():
            return place
    return None


def _is_inside(place: Path, folder: Path) -> bool:
    return place.resolve().is_relative_to(folder.resolve())


def usable(schema: Path) -> Path:
    """The schema, when it is there and of a kind that can be read; else InputError, which says what can."""
    if not schema.is_file():
        raise InputError(f"{schema}: there is no such schema")
    if schema.suffix not in (".rng", ODD, SCHEMATRON):
        raise InputError(
            f"{schema}: a schema is a RELAX NG file in XML syntax (.rng), an ODD (.odd), or Schematron (.sch)"
        )
    if schema.suffix != SCHEMATRON:
        judge_of(schema.resolve(), schema.stat().st_mtime_ns)
    if rules := rules_with(schema):
        rule_sheet(rules)
    elif schema.suffix == SCHEMATRON:
        raise InputError(f"{schema}: holds no rules of Schematron")
    return schema
