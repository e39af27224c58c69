"""What the header of a TEI file says of its manuscript or print, and where it comes to stand."""

from pathlib import Path

import pytest

from edition.build import build
from edition.commands.new import write_starter
from edition.project.config import read_config
from edition.readers.tei_description import describe_source
from edition.stages import read_sources

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>File</title></titleStmt>'
    "<sourceDesc>{}</sourceDesc></fileDesc></teiHeader><text><body><p>The boat crossed.</p></body></text></TEI>"
)
PLACE = "<settlement>Lindau</settlement><repository>Stadtarchiv</repository>"
SIGLUM = '<altIdentifier type="siglum"><idno>Li</idno></altIdentifier>'
ORIGIN = "<history><origin><p>Written <origDate notBefore='1180' notAfter='1200'>{}</origDate></p></origin></history>"


def manuscript(more: str = "", number: str = "MS 12", after: str = "", attributes: str = "") -> str:
    return f"<msDesc {attributes}><msIdentifier>{PLACE}<idno>{number}</idno>{more}</msIdentifier>{after}</msDesc>"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (manuscript(), {"name": "Lindau, Stadtarchiv, MS 12"}),
        (manuscript(SIGLUM), {"name": "Lindau, Stadtarchiv, MS 12", "siglum": "Li"}),
        (manuscript('<idno type="URI">https://example.org/12</idno>'), {"name": "Lindau, Stadtarchiv, MS 12"}),
        (manuscript(after=ORIGIN.format("s. XII ex.")), {"name": "Lindau, Stadtarchiv, MS 12", "date": "s. XII ex."}),
        (manuscript(after=ORIGIN.format("")), {"name": "Lindau, Stadtarchiv, MS 12", "date": "1180/1200"}),
        ("<msDesc><msIdentifier><msName>The Red Book</msName></msIdentifier></msDesc>", {"name": "The Red Book"}),
        (f'<listWit><witness xml:id="L">{manuscript()}</witness></listWit>',
         {"name": "Lindau, Stadtarchiv, MS 12", "siglum": "L"}),
        (manuscript() + manuscript(number="MS 13"), {}),
        (manuscript(attributes='xml:id="A"') + manuscript(number="MS 13"), {"name": "Lindau, Stadtarchiv, MS 12"}),
        ("<biblStruct><monogr><author>Anna Keller</author><title type='main'>Ferries</title><imprint>"
         "<pubPlace>Lindau</pubPlace><publisher>Stettner</publisher><date when='1803'/></imprint></monogr>"
         "</biblStruct>",
         {"name": "Ferries (Lindau, Stettner)", "author": "Anna Keller", "date": "1803"}),
        ("<bibl><title>Ferries</title> <date>about 1803</date></bibl>", {"name": "Ferries", "date": "about 1803"}),
        ("<bibl>Ferries, 1803</bibl>", {}),
        ("<p>born digital</p>", {}),
    ],
)  # fmt: skip
def test_what_a_header_says_of_its_source(source: str, expected: dict[str, str]) -> None:
    assert describe_source(TEI.format(source).encode(), "A.xml", "A") == expected


def test_in_a_corpus_the_header_of_the_document_counts() -> None:
    documents = "".join(TEI.format(manuscript(number=number)) for number in ("MS 12", "MS 13"))
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{documents}</teiCorpus>'.encode()
    assert describe_source(corpus, "A.xml", "A", "2") == {"name": "Lindau, Stadtarchiv, MS 13"}
    assert describe_source(corpus, "A.xml", "A") == {}


@pytest.mark.parametrize("data", [b"", b"<TEI", b"\x00", b"<text/>"])
def test_what_is_no_tei_says_nothing(data: bytes) -> None:
    assert describe_source(data, "A.xml") == {}


def write(root: Path, more: str = "") -> Path:
    (root / "seeds").mkdir()
    (root / "seeds" / "A.xml").write_text(TEI.format(manuscript(after=ORIGIN.format("s. XII"))))
    table = '[edition]\ntitle = "T"\nbase = "A"\n[[witness]]\nsiglum = "A"\nseed = "seeds/A.xml"\n'
    (root / "edition.toml").write_text(table + more)
    return root


def test_the_description_names_a_witness_in_header_and_site(tmp_path: Path) -> None:
    root = write(tmp_path)
    assert not build(root, ("site",)).failed
    edition = (root / "tei" / "edition.xml").read_text("utf-8")
    assert "<title>Lindau, Stadtarchiv, MS 12</title> <date>s. XII</date>" in " ".join(edition.split())
    assert "s. XII" in (root / "build" / "site" / "about.html").read_text("utf-8")


def test_edition_toml_wins(tmp_path: Path) -> None:
    (witness,) = read_sources(write(tmp_path, 'name = "Own"\ndate = "1190"\n')).witnesses
    assert (witness.name, dict(witness.description)) == ("Own", {"date": "1190"})


def test_a_new_edition_has_the_names_of_its_files(tmp_path: Path) -> None:
    path = tmp_path / "A.xml"
    path.write_text(TEI.format(manuscript(SIGLUM + '<!-- " -->', 'MS "12"', ORIGIN.format("s. XII"))))
    write_starter(tmp_path / "new", [path])
    (witness,) = read_config(tmp_path / "new").witnesses
    assert (witness.siglum, witness.name, witness.date) == ("A", 'Lindau, Stadtarchiv, MS "12"', "s. XII")
    assert '# its file has the siglum "Li"' in (tmp_path / "new" / "edition.toml").read_text("utf-8")
