"""What `edition collate --to tei` writes is TEI, by every method, and gives the seeds back."""

from pathlib import Path

import pytest
from lxml import etree

from edition.model import reading_text
from edition.tasks.collate_files import CollationOptions, collate_files
from edition.tasks.collation_inputs import read_texts, witness
from edition.tei.decode.edition import recover, witness_ids
from edition.tei.decode.external import recover_external
from edition.tei.encode.external import METHODS
from edition.validate.document import validate

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="module", params=METHODS)
def edition(request: pytest.FixtureRequest) -> etree._Element:
    """The four seeds collated without an edition."""
    assert len(SEEDS) == 4
    return etree.fromstring(b"".join(collate_files(SEEDS, CollationOptions(to="tei", method=request.param)).pieces))


def test_it_is_tei(edition: etree._Element, tei_all: etree.RelaxNG) -> None:
    assert tei_all.validate(edition.getroottree()), tei_all.error_log


def test_it_is_ours(edition: etree._Element) -> None:
    assert validate(etree.tostring(edition), "collation.xml") == ()


def test_the_seeds_come_back(edition: etree._Element) -> None:
    inside = next(edition.iter("{*}variantEncoding")).get("location") == "internal"
    ids = witness_ids(edition)
    for text in read_texts(SEEDS):
        found = (recover if inside else recover_external)(edition, ids[text.siglum])
        assert "".join(block.text + "\n" for block in found) == reading_text(witness(text))


@pytest.mark.parametrize("method", METHODS)
def test_odd_texts_give_tei(tmp_path: Path, tei_all: etree.RelaxNG, method: str) -> None:
    texts = {"A": "", "B": "\x0c", "C": "One.\n\n- two\n- three\n\nAnd four\x01.\n", "D": "HEAD\n\n1. one\n2. two\n"}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text)
    paths = [tmp_path / f"{name}.txt" for name in texts]
    for base in texts:
        data = b"".join(collate_files(paths, CollationOptions(base, "tei", method)).pieces)
        assert tei_all.validate(etree.fromstring(data).getroottree()), (tei_all.error_log, data)
        assert validate(data, "collation.xml") == ()
