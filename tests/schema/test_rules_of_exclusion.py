"""The ledger and the schema know the same rules of exclusion."""

from pathlib import Path

from lxml import etree

from edition.model import Rule
from edition.xml.namespaces import NS

ODD = etree.parse(Path(__file__).parents[2] / "schema" / "edition.odd")


def test_furniture_may_have_every_rule() -> None:
    values = ODD.xpath("//tei:elementSpec[@ident='fw']//tei:valItem/@ident", namespaces=NS)
    assert sorted(values) == sorted(rule.value for rule in Rule)
