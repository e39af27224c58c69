"""What `edition schema my.odd` writes: the schema, its rules and the reference page of anybody's ODD."""

from pathlib import Path

from lxml import etree

from edition.validate.odd import find_borrowed
from edition.validate.odds.documented import documented_odd, drop_places
from edition.validate.options import NO_OPTIONS, Options
from edition.validate.schema import compile_customisation, compile_odd_file, reference_page
from edition.validate.validated_file import parse_validated

#: Every file that is written has these words, so that a later run may write it again.
MARK = "by `edition schema`. Do not edit."


def compile_outputs(odd: Path, options: Options = NO_OPTIONS, examples: bool = False) -> dict[str, bytes]:
    """Compile an ODD to files by their names: `my.rng`, `my.sch` if it has rules, and `my.html`.

    `examples`: whether the page links to the folder `examples` beside it. SchemaError with the position in the ODD of
    what cannot be compiled.
    """
    changed = odd.stat().st_mtime_ns
    rng, sch = compile_odd_file(odd, changed, options)
    made = {".rng": _tidy(rng, odd)}
    tidy_rules = _tidy(sch, odd)
    if etree.fromstring(tidy_rules).find(".//{*}rule") is not None:
        made[".sch"] = tidy_rules
    made[".html"] = reference_page(_whole_odd(odd, changed, options), examples)
    return {f"{odd.stem}{ending}": data for ending, data in made.items()}


def _whole_odd(odd: Path, changed: int, options: Options) -> bytes:
    """The ODD with all that it takes from elsewhere; with foreign stylesheets, as it stands."""
    document = parse_validated(odd.read_bytes(), str(odd), options, Path.cwd())[0]
    if options.stylesheets is not None or not find_borrowed(document):
        return document.reserialized()
    return documented_odd(compile_customisation(odd, changed, options).odd)


def _tidy(data: bytes, odd: Path) -> bytes:
    """A compiled schema without our notes on positions, and with the words that say what wrote it."""
    root = etree.fromstring(data, etree.XMLParser(remove_comments=False))
    drop_places(root)
    if MARK.encode() not in data:
        root.addprevious(etree.Comment(f" Compiled from {odd.name.replace('--', '- -')} {MARK} "))
    etree.cleanup_namespaces(root, keep_ns_prefixes=[p for p in root.nsmap if p])
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True) + b"\n"
