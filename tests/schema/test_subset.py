"""Our schema is a subset of TEI: what it accepts, TEI's own schema accepts. (The one module that loads tei_all.)"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from edition.errors import InputError
from edition.validate.document import validate
from edition.validate.relaxng import load_rules, load_validator
from edition.validate.schema import own_schema
from edition.validate.schematron import find_broken_rules
from edition.validate.validator import Validator
from edition.xml.namespaces import TEI
from edition.xml.parse import parse_document

from .conftest import TEI_ALL
from .inclusion import Stray, strays

ROOT = Path(__file__).parents[2]


def reference() -> Validator:
    """TEI's own schema, as our engine reads it."""
    if not TEI_ALL.exists():
        pytest.skip(f"the reference schema {TEI_ALL} is not here (it is not part of this repository)")
    return load_validator(TEI_ALL)


def test_the_odd_is_tei(tei_all: etree.RelaxNG) -> None:
    odd = etree.parse(ROOT / "schema" / "edition.odd")
    assert tei_all.validate(odd), tei_all.error_log


def test_every_file_is_tei(tei_all: etree.RelaxNG, corpus: tuple[Path, ...]) -> None:
    refused = [path for path in corpus if not tei_all.validate(etree.parse(path))]
    assert not refused


def test_what_we_accept_of_mutants_is_tei(tei_all: etree.RelaxNG, mutants: Callable[[int], Iterator[bytes]]) -> None:
    accepted = [data for data in mutants(600) if accepts(data)]
    assert len(accepted) > 40
    refused = [data for data in accepted if not tei_all.validate(etree.fromstring(data).getroottree())]
    assert not refused


def accepts(data: bytes) -> bool:
    """Whether we find nothing; a change that takes away the sign of our own files is refused before that."""
    try:
        return not validate(data, "mutant.xml")
    except InputError:
        return False


def test_what_our_schema_allows_is_tei(
    tei_all: etree.RelaxNG, made_up: Callable[[int], Iterator[etree._Element]]
) -> None:
    own = etree.RelaxNG(etree.parse(own_schema()))
    for root in made_up(400):
        data = etree.tostring(root)
        assert own.validate(etree.fromstring(data).getroottree()), (own.error_log, data)
        assert tei_all.validate(etree.fromstring(data).getroottree()), (tei_all.error_log, data)


def test_each_element_is_proved_to_be_that_of_tei_or_less() -> None:
    own, whole = load_validator(own_schema()), reference()
    names = {name for p in own.elements() if p.names is not None for name in p.names.names()}
    assert len(names) > 90
    found = [stray for name in sorted(names) for stray in strays(own, whole, name)]
    assert [str(stray) for stray in found if not is_refused_by_a_rule(stray)] == []
    assert {stray.value for stray in found} == {"0000", "1936-02-31"}  # days that no calendar has are a matter of R110


def is_refused_by_a_rule(stray: Stray) -> bool:
    """Whether the value has the form of our grammar, and a rule of ours refuses it all the same."""
    if not stray.attribute:
        return False
    document = f'<{stray.element} xmlns="{TEI}" {stray.attribute}="{stray.value}"/>'.encode()
    return bool(find_broken_rules(parse_document(document, "stray.xml"), load_rules(own_schema())))


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("app", '<ref name="lem"/>', '<ref name="p"/>', "app: «p»"),
        ("variantEncoding", "<value>internal</value>", "<value>inside</value>", "variantEncoding/@location=«inside»"),
        ("variantEncoding", '<attribute name="method">', '<attribute name="how">', "@how is unknown"),
        ("variantEncoding", '<attribute name="method">', '<attribute name="n">', "@location, @n: not enough"),
        ("publicationStmt", '<ref name="authority"/>', "<empty/>", "publicationStmt: may end behind «»"),
        ("num", '<attribute name="value">', '<attribute name="cert">', "num/@cert=«1936»"),
    ],
)
def test_what_is_more_than_tei_is_found(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    changed = own_schema().read_text(encoding="utf-8").replace(old, new)
    (tmp_path / "s.rng").write_text(changed, encoding="utf-8")
    found = "; ".join(map(str, strays(load_validator(tmp_path / "s.rng"), reference(), (TEI, name))))
    assert said in found
