"""The rules of a Schematron schema, applied by Saxon; each finding knows the exact place of its element."""

import tempfile
from functools import lru_cache
from pathlib import Path

from edition.model.finding import Finding, Severity
from edition.parsing import Document
from edition.saxon import Sheet
from edition.validate.schema import compile_rules


def broken_rules(document: Document, rules: bytes) -> tuple[Finding, ...]:
    """What breaks the rules (a Schematron schema), in the order of the document."""
    found = _sheet(rules).maps(document.reserialized())
    return tuple(
        Finding(m["code"], Severity(m["severity"]), m["message"], document.position_of(int(m["at"])))
        for m in sorted(found, key=lambda m: int(m["at"]))
    )


@lru_cache(maxsize=8)
def _sheet(rules: bytes) -> Sheet:
    """The rules as a compiled stylesheet. Saxon compiles files only, so they are one for a moment."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules.xsl"
        path.write_bytes(compile_rules(rules))
        return Sheet(path)
