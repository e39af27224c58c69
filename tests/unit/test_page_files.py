"""A witness of several files: their order, the hash, and that `edition restore` gives all of them back."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from tests.encoding import witness_tree

from edition.errors import ConfigError, EditionError, InputError, NoReaderError, SeedError
from edition.model import Witness
from edition.project.config import Config, parse_config
from edition.project.page_files import pack_pages, page_paths
from edition.tasks.check import restore
from edition.witnesses import read_source_file, read_witnesses
from edition.xml.writer import serialize

NAME = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15"


def page(words: str) -> bytes:
    line = f"<TextLine><TextEquiv><Unicode>{words}</Unicode></TextEquiv></TextLine>"
    return f'<PcGts xmlns="{NAME}"><Page><TextRegion>{line}</TextRegion></Page></PcGts>'.encode()


def config(root: Path, which: str) -> Config:
    witnesses = f'[[witness]]\nsiglum = "A"\n{which}\n'
    return parse_config(f'[edition]\ntitle = "Two Letters"\nbase = "A"\n{witnesses}', root)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds" / "A"
    folder.mkdir(parents=True)
    for name, words in {"p10.xml": "river.", "p2.xml": "on the", "p1.xml": "She rows"}.items():
        (folder / name).write_bytes(page(words))
    (folder / "._p1.xml").write_bytes(b"\x00\x05\x16\x07")
    return tmp_path


def test_pages_stand_in_the_order_of_their_numbers(root: Path) -> None:
    assert page_paths(root, "seeds/A/*.xml") == ("seeds/A/p1.xml", "seeds/A/p2.xml", "seeds/A/p10.xml")
    (witness,) = read_witnesses(config(root, 'seed = "seeds/A/*.xml"'))
    assert witness.text == "She rows\non the\nriver.\n"
    assert (witness.reader, witness.seed.path, witness.seed.is_extracted) == ("page-xml", "seeds/A/*.xml", True)


def test_pages_may_be_listed(root: Path) -> None:
    (witness,) = read_witnesses(config(root, 'pages = ["seeds/A/p2.xml", "seeds/A/p1.xml"]'))
    assert witness.text == "on the\n\nShe rows\n"
    assert witness.seed.path == "seeds/A/p2.xml, seeds/A/p1.xml"


def stored(root: Path, which: str) -> Witness:
    """The witness, whose TEI is written."""
    (witness,) = read_witnesses(config(root, which))
    (root / "tei" / "witnesses").mkdir(parents=True, exist_ok=True)
    (root / "tei" / "witnesses" / "A.xml").write_bytes(serialize(witness_tree(witness)))
    return witness


@pytest.mark.parametrize("which", ['seed = "seeds/A/*.xml"', 'pages = ["seeds/A/p2.xml", "seeds/A/p1.xml"]'])
def test_restore_gives_all_pages(root: Path, which: str) -> None:
    witness = stored(root, which)
    data = restore(root, "A")
    assert hashlib.sha256(data).hexdigest() == witness.seed.sha256
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("seeds/A/p1.xml") == page("She rows")
        expected = ["p1.xml", "p2.xml", "p10.xml"] if "*" in which else ["p2.xml", "p1.xml"]
        assert archive.namelist() == [f"seeds/A/{name}" for name in expected]


def test_a_page_that_changed_or_came_later_is_noticed(root: Path) -> None:
    stored(root, 'seed = "seeds/A/*.xml"')
    (root / "seeds" / "A" / "p3.xml").write_bytes(page("more"))
    with pytest.raises(InputError, match="hash"):
        restore(root, "A")
    (root / "seeds" / "A" / "p3.xml").unlink()
    (root / "seeds" / "A" / "p2.xml").write_bytes(page("in the"))
    with pytest.raises(InputError, match="hash"):
        restore(root, "A")


def test_the_archive_is_always_the_same() -> None:
    made = pack_pages([("a.xml", b"One"), ("b.xml", b"Two")])
    assert (
        hashlib.sha256(made).hexdigest()
        == hashlib.sha256(pack_pages([("a.xml", b"One"), ("b.xml", b"Two")])).hexdigest()
    )
    assert made != pack_pages([("b.xml", b"Two"), ("a.xml", b"One")])
    assert b"Two" in made  # not compressed, so that no version of a library changes it


@pytest.mark.parametrize(
    ("which", "message"),
    [
        ('seed = "seeds/B/*.xml"', "there is no such file"),
        ('seed = "../*.xml"', "own folder"),
        ('pages = ["seeds/A/p1.xml", "seeds/A/p7.xml"]', "p7.xml: there is no such file"),
    ],
)
def test_pages_that_are_not_there(root: Path, which: str, message: str) -> None:
    with pytest.raises(SeedError, match=message):
        read_source_file(made := config(root, which), made.witnesses[0])


def test_what_cannot_be_pages(root: Path) -> None:
    for words in ("One.", "Two."):
        (root / "seeds" / "A" / f"{words}txt").write_text(words)
    with pytest.raises(NoReaderError, match="several files are read as pages"):
        read_witnesses(config(root, 'seed = "seeds/A/*.txt"'))
    (root / "seeds" / "A" / "p3.xml").write_text("<mets/>")
    with pytest.raises(EditionError, match=r"p3\.xml is no PAGE XML"):
        read_witnesses(config(root, 'seed = "seeds/A/*.xml"'))


@pytest.mark.parametrize(
    ("which", "message"),
    [
        ("", "lacks the key 'seed'"),
        ('seed = "a.xml"\npages = ["b.xml"]', "a seed or pages, not both"),
        ('pages = ["tei/witnesses/A.xml"]', "where the build writes"),
    ],
)
def test_what_the_configuration_says(tmp_path: Path, which: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        config(tmp_path, which)


def test_an_export_of_transkribus_is_read_as_it_is(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, words in {"10_p10.xml": "river.", "2_p2.xml": "She rows on the"}.items():
            archive.writestr(f"1234/My letter/page/{name}", page(words))
        archive.writestr("1234/My letter/mets.xml", "<mets/>")
        archive.writestr("1234/My letter/1.jpg", b"\xff\xd8\xff")
    (tmp_path / "a.zip").write_bytes(data.getvalue())
    (witness,) = read_witnesses(config(tmp_path, 'seed = "a.zip"'))
    assert (witness.reader, witness.text) == ("page-xml", "She rows on the\nriver.\n")
    with pytest.raises(EditionError, match=r"no ALTO XML"):
        read_witnesses(config(tmp_path, 'seed = "a.zip"\nreader = "alto"'))
