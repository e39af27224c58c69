"""Our engine and jing agree on values of datatypes with facets, and on attributes that decide about content (Java)."""

from pathlib import Path
from random import Random

import pytest
from lxml import etree

from edition.validate.relaxng import load_validator
from edition.validate.schema_errors import SchemaError

from .test_jing import refused_by_jing, refused_by_us

pytestmark = pytest.mark.tools

RNG = "http://relaxng.org/ns/structure/1.0"
LIBRARY = "http://www.w3.org/2001/XMLSchema-datatypes"
#: Values on which the two agree by XML Schema 1.0; where jing departs from it, docs/validation.md says so.
VALUES = {
    "integer": ["0", "-0", "007", "+1", "12", "x", "1.0", " 5 ", "5\u00a0"],
    "double": ["0", "1e0", "10e-1", "INF", "-INF", "NaN", "+INF", "1,5"],
    "boolean": ["true", "1", "false", "0", "TRUE"],
    "date": ["1936-08-19", "1936-08-19Z", "1936-02-30", "1936-08-20", "-0044-03-15", "0000-01-01", "1936-8-19"],
    "gYear": ["1936", "1937", "-0044", "0000", "936"],
    "hexBinary": ["", "0a", "0A", "0AFF", "0", "g0"],
    "base64Binary": ["AA==", "AAAA", "AB==", "AAA=", "A"],
    "token": ["a", "a b", " a  b ", "a\u00a0b", ""],
    "NMTOKENS": ["a", "a b", "a b c", "½", "a/b"],
    "NCName": ["a", "é", "1a", "a:b", "ኢ", "a½"],
    "anyURI": ["a", "a#b", "a#b#c", "12:00", "%zz", "a b", "http://[x"],
    "language": ["de", "de-AT", "de_AT", "deutschland"],
}
FACETS = {
    "integer": [("minInclusive", "01"), ("maxExclusive", "12"), ("totalDigits", "1"), ("pattern", r"\d+")],
    "double": [("minExclusive", "1.0"), ("maxInclusive", "1e0")],
    "date": [("minInclusive", "1936-08-19"), ("maxExclusive", "1936-08-20"), ("pattern", r"\d{4}-.*")],
    "gYear": [("minInclusive", "1936"), ("maxInclusive", "1936")],
    "hexBinary": [("length", "1"), ("maxLength", "1")],
    "base64Binary": [("minLength", "2")],
    "token": [("length", "3"), ("pattern", r"[a-z-[c]]+( \w)?"), ("minLength", "1")],
    "NMTOKENS": [("minLength", "2"), ("length", "1")],
    "NCName": [("maxLength", "1"), ("pattern", r"\i\c*")],
}


def datatype(random: Random, name: str) -> str:
    """A value, or a datatype with a facet or none, in a schema."""
    facets = FACETS.get(name, [])
    if random.random() < 0.3:
        good = [v for v in VALUES[name] if v in ("1", "01", "0", "a", "0a", "AAAA", "1936", "de", "1936-08-19", "007")]
        if good:
            return f'<value type="{name}">{random.choice(good)}</value>'
    if facets and random.random() < 0.7:
        facet, limit = random.choice(facets)
        return f'<data type="{name}"><param name="{facet}">{limit}</param></data>'
    return f'<data type="{name}"/>'


@pytest.mark.parametrize("seed", range(12))
def test_values_and_what_they_decide(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    names = random.sample(sorted(VALUES), 3)
    branches = "".join(
        f'<group><attribute name="n">{datatype(random, name)}</attribute>{content}</group>'
        for name, content in zip(names, ("<empty/>", '<element name="b"><empty/></element>', "<text/>"), strict=True)
    )
    (tmp_path / "s.rng").write_text(
        f'<element name="a" xmlns="{RNG}" datatypeLibrary="{LIBRARY}"><choice>{branches}</choice></element>',
        encoding="utf-8",
    )
    paths = []
    for value in sorted({value for name in names for value in VALUES[name]}):
        for content in ("", "<b/>", "words"):
            root = etree.fromstring(f"<a>{content}</a>")
            root.set("n", value)
            paths.append(tmp_path / f"{len(paths)}.xml")
            paths[-1].write_bytes(etree.tostring(root))
    theirs = refused_by_jing(tmp_path / "s.rng", paths)
    if theirs is None:  # a value that is none of its type
        with pytest.raises(SchemaError):
            load_validator(tmp_path / "s.rng")
        return
    assert theirs
    assert refused_by_us(tmp_path / "s.rng", paths) == theirs
