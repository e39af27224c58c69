"""Our schema is a subset of TEI: what it accepts, TEI's own schema accepts. (The one module that loads tei_all.)"""

from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from edition.errors import InputError
from edition.validate.document import validate
from edition.validate.schema import own_schema

ROOT = Path(__file__).parents[2]


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
