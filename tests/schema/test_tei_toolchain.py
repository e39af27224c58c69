"""TEI's own rules and stylesheets take our ODD: they copy rules one by one, and keep attributes not deleted."""

import re
from pathlib import Path

import pytest
from lxml import etree

from edition.model.identifiers import AUTHORITIES, identifier
from edition.validate.document import validate
from edition.xml.namespaces import NS, SCH, TEI, XSL

from .conftest import TEI_ALL

ROOT = Path(__file__).parents[2]
ODD = etree.parse(ROOT / "schema" / "edition.odd")
REGISTER = (ROOT / "schema" / "examples" / "R126" / "valid.xml").read_text(encoding="utf-8")


def test_the_rules_of_tei_find_nothing_in_our_odd() -> None:
    if not TEI_ALL.exists():
        pytest.skip(f"the reference schema {TEI_ALL} is not here (it is not part of this repository)")
    odd = (ROOT / "schema" / "edition.odd").read_bytes()
    assert validate(odd, "edition.odd", TEI_ALL) == ()
    broken = odd.replace(b'<remarks ident="use">', b"<remarks>", 1)
    assert [f.severity.value for f in validate(broken, "edition.odd", TEI_ALL)] == ["warning"]


def test_a_rule_needs_nothing_outside_itself() -> None:
    assert not [*ODD.iter(f"{{{XSL}}}*")]
    values = [str(v) for part in ODD.iter(f"{{{SCH}}}*") for v in part.attrib.values()]
    assert len(values) > 100
    assert not [value for value in values if re.search(r"\bkey\(|\bv:", value)]


@pytest.mark.parametrize("element", ["title", "stage", "person", "org", "table", "surplus", "TEI"])
def test_what_tei_gives_to_an_element_is_replaced_or_deleted(element: str) -> None:
    """What our schema lacks of the attributes that TEI defines in the element itself, the ODD deletes by name."""
    if not TEI_ALL.exists():
        pytest.skip(f"the reference schema {TEI_ALL} is not here (it is not part of this repository)")
    (spec,) = ODD.iterfind(f".//tei:elementSpec[@ident='{element}']", NS)
    whole = etree.parse(TEI_ALL).find(f".//{{*}}define[@name='{element}']/{{*}}element")
    assert whole is not None
    theirs = {a.get("name") for a in whole.iter("{*}attribute")}
    said = {d.get("ident") for d in spec.iterfind("tei:attList/tei:attDef", NS)}
    assert theirs
    assert theirs - said == set()


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("orcid", ["0000-0002-1694-233X"], ["0000-0002-1694-2330", "0000000216942336", "x", ""]),
        ("isni", ["0000000121032683", "0000 0001 2103 2683"], ["0000000121032682", "0000-0001-2103-2683", "121032683"]),
        ("lcnaf", ["n79021164", "no2001020345", "nb99012345"], ["79021164", "sh85012345", "n 79021164", "n79"]),
        ("pleiades", ["423025"], ["https://pleiades.stoa.org/places/423025", "0", ""]),
        ("geonames", ["496015"], ["geonames:496015", "496015/shakhty", "-5"]),
        ("doi", ["10.1000/182", "10.1093/llc/fqaa018"], ["doi:10.1000/182", "10.1000", "11.1000/1", "10.1000/a b"]),
    ],
)  # fmt: skip
def test_a_number_of_an_authority_file_has_its_form(kind: str, right: list[str], wrong: list[str]) -> None:
    def broken(number: str) -> list[str]:
        data = re.sub(r"<idno.*</idno>", f'<idno type="{kind}">{number}</idno>', REGISTER, flags=re.DOTALL)
        return [finding.code for finding in validate(data.encode(), "works.xml")]

    assert [broken(number) for number in right] == [[]] * len(right)
    assert [broken(number) for number in wrong] == [["R126"]] * len(wrong)


def test_every_authority_is_in_the_schema_and_on_the_site() -> None:
    listed = {str(v.get("ident")) for v in ODD.iterfind(".//tei:elementSpec[@ident='idno']//tei:valItem", NS)}
    assert set(AUTHORITIES) <= listed
    sheet = (ROOT / "xslt" / "modules" / "register.xsl").read_text(encoding="utf-8")
    assert all(f"'{name}': (" in sheet for name in AUTHORITIES)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://orcid.org/0000-0002-1825-0097", ("orcid", "0000-0002-1825-0097")),
        ("http://isni.org/isni/0000000121032683", ("isni", "0000000121032683")),
        ("https://isni.org/0000000121032683", ("isni", "0000000121032683")),
        ("http://id.loc.gov/authorities/names/n79021164", ("lcnaf", "n79021164")),
        ("https://pleiades.stoa.org/places/423025/", ("pleiades", "423025")),
        ("https://doi.org/10.1000/182", ("doi", "10.1000/182")),
        ("http://dx.doi.org/10.1093/llc/fqaa018", ("doi", "10.1093/llc/fqaa018")),
        ("https://www.geonames.org/2657896/zuerich.html", ("geonames", "2657896")),
    ],
)
def test_an_address_says_whose_number_it_is(address: str, found: tuple[str, str]) -> None:
    assert identifier(address, "") == found
    assert TEI not in address
