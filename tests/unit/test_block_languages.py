"""A block that is in one other language than the text says so as a whole."""

import pytest
from lxml import etree

from edition.tei.encode.block_languages import name_language
from edition.xml.namespaces import TEI, XML_LANG

WORD = '<foreign xml:lang="he">{}</foreign>'.format


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (f"{WORD('אב')} <app><lem>{WORD('גד')}</lem><rdg>{WORD('הו')}</rdg></app>, 12.", "he"),
        (f"<milestone/><hi>{WORD('אב')}</hi>", "he"),
        (f"{WORD('אב')} and", None),
        (f"{WORD('אב')} <app><lem>{WORD('גד')}</lem><rdg>left</rdg></app>", None),
        (f"{WORD('אב')} <foreign xml:lang='el'>γ</foreign>", None),
        ("plain", None),
        ("12", None),
    ],
)
def test_the_language_of_a_block(body: str, language: str | None) -> None:
    block = etree.fromstring(f'<p xmlns="{TEI}">{body}</p>')
    name_language(block)
    assert block.get(XML_LANG) == language
