"""Pages of transcriptions and their images: the case 15, and what is like it."""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import html
from tests.pictures import jpeg, png

import edition
from edition.build import build
from edition.errors import EditionError
from edition.model.page_list import Page
from edition.project.manifest import read_manifest
from edition.stages import read_sources

CASE = Path(__file__).parent / "tei" / "15-facsimile"
HEAD = '[edition]\ntitle = "Case"\nlanguage = "en"\nbase = "A"\n'
WITNESS = '[[witness]]\nsiglum = "{0}"\nseed = "seeds/{0}.xml"\n'
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc/>{1}</teiHeader>{2}<text><body>{0}</body></text></TEI>'

Write = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Write:
    """Writes an edition of one witness: its body, further files, lines of edition.toml, its facsimile and header."""

    def made(body: str, files: Mapping[str, bytes] = {}, more: str = "", facsimile: str = "", header: str = "") -> Path:
        root = tmp_path / "edition"
        texts = {"edition.toml": HEAD + more + WITNESS.format("A"), "seeds/A.xml": TEI.format(body, header, facsimile)}
        for path, data in {**{path: text.encode() for path, text in texts.items()}, **files}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        return root

    return made


def pages(root: Path) -> tuple[Page, ...]:
    return read_sources(root).pages["A"].pages


def told(root: Path) -> list[tuple[str, str]]:
    sources = read_sources(root)
    found = [*sources.witnesses[0].findings, *sources.pages["A"].findings, *sources.findings]
    return [(f.code, f.message) for f in found if f.code.startswith("E38")]


def test_case_15(tmp_path: Path) -> None:
    right = json.loads((CASE / "expect.json").read_text("utf-8"))
    (tmp_path / "seeds").mkdir()
    shutil.copy(CASE / "A.xml", tmp_path / "seeds" / "A.xml")
    (tmp_path / "edition.toml").write_text(HEAD + WITNESS.format("A"))
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "a1r.jpg").write_bytes(jpeg(30, 40))
    (tmp_path / "img" / "a1v.JPG").write_bytes(jpeg(40, 30))
    built = build(tmp_path, ("site",))
    assert [f.message[:42] for f in built.findings if f.code == "E380"] == [
        "no such image in the project: gone.jpg; pu"
    ]
    given = {p.n: p.image or ("link" if p.link else None) for p in pages(tmp_path)}
    assert list(given) == right["pages"]["A"]
    assert {n: image and image.replace(".JPG", ".jpg") for n, image in given.items()} == right["images"]
    page = html.parse(tmp_path / "build" / "site" / "wit-A.html").getroot()
    assert [mark.text for mark in page.xpath("//article//*[@class = 'pb']")] == ["|1r", "|1v", "|2r", "|2v", "|3r"]
    shown = page.xpath("//article//img")
    assert [(i.get("src"), i.get("alt"), i.get("loading"), i.get("width")) for i in shown] == [
        ("images/A/a1r.jpg", "Page 1r of witness A", "lazy", "30"),
        ("images/A/a1v.jpg", "Page 1v of witness A", "lazy", "40"),
    ]
    assert [i.getparent().get("href") for i in shown] == [i.get("src") for i in shown]
    assert [a.get("href") for a in page.xpath("//article//a[@class = 'facsimile']")] == ["iiif:a2r"]
    assert sorted(p.name for p in (tmp_path / "build" / "site" / "images" / "A").iterdir()) == ["a1r.jpg", "a1v.jpg"]
    assert 'facs="img/a1v.jpg"' in (tmp_path / "tei" / "edition.xml").read_text("utf-8")


def test_without_any_image_there_is_no_viewer(tmp_path: Path, make: Write) -> None:
    root = make('<p><pb n="1r" facs="img/a1r.jpg"/>One <pb n="1v" facs="https://example.org/1v.jpg"/>two</p>')
    build(root, ("site",))
    page = (root / "build" / "site" / "wit-A.html").read_text("utf-8")
    assert "leaves.js" not in page
    assert "<dialog" not in page
    assert not (root / "build" / "site" / "leaves.js").exists()
    assert 'class="facsimile" href="https://example.org/1v.jpg"' in page


def test_with_images_only_the_pages_that_show_them_have_the_viewer(make: Write) -> None:
    root = make('<p><pb n="1r" facs="a.png"/>One</p>', {"seeds/a.png": png()})
    build(root, ("site",))
    site = root / "build" / "site"
    assert {p.name for p in site.glob("*.html") if "leaves.js" in p.read_text("utf-8")} == {"wit-A.html"}
    assert (site / "leaves.js").exists()


SURFACES = (
    '<facsimile><surfaceGrp><surface xml:id="s1" n="1r"><graphic url="a.png"/><graphic url="b.png"/>'
    '<zone xml:id="z1"><zone xml:id="z2"/></zone></surface><surface xml:id="s2" start="#p2"><media url="b.png" '
    'mimeType="image/png"/></surface><surface xml:id="s3"/></surfaceGrp></facsimile>'
)
IMAGES = {"seeds/a.png": png(), "seeds/b.png": png(shade=10)}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p><pb facs="#s1"/>One</p>', [("", "a.png")]),
        ('<p><pb facs="s1"/>One</p>', [("", "a.png")]),
        ('<p><pb facs="#z2"/>One</p>', [("", "a.png")]),
        ('<p><pb n="1r"/>One</p>', [("1r", "a.png")]),
        ('<p><pb xml:id="p2" n="1v"/>One</p>', [("1v", "b.png")]),
        ('<p><pb corresp="#s2" n="7"/>One</p>', [("7", "b.png")]),
        ('<p><pb facs="#nowhere #s2"/>One</p>', [("", "b.png")]),
        ('<p><gb n="A2" facs="#s2"/>One</p>', [("A2", "b.png")]),
        ('<div facs="#s1"><p>One</p></div><div facs="#s2"><p>Two</p></div>', [("1r", "a.png"), ("", "b.png")]),
        ('<p facs="#z1"><lb facs="#z2"/>One<lb facs="#s2"/>two</p>', [("1r", "a.png"), ("", "b.png")]),
        ("<p>One</p>", [("1r", "a.png"), ("", "b.png")]),
        ('<p><pb n="9"/>One</p>', [("9", "")]),
    ],
)  # fmt: skip
def test_surfaces_give_images(make: Write, body: str, expected: list[tuple[str, str]]) -> None:
    root = make(body, IMAGES, facsimile=SURFACES)
    assert [(page.n, page.image.removeprefix("seeds/")) for page in pages(root)] == expected
    assert told(root) == []


def test_images_of_another_text_of_the_file_are_not_taken(make: Write) -> None:
    """A surface or page break of another document of a corpus says nothing of this one."""
    surfaces = '<surface xml:id="o"><graphic url="b.png"/></surface><surface n="2r"><graphic url="b.png"/></surface>'
    one = TEI.format('<p><pb n="2r"/>One</p>', "", SURFACES)
    body = '<div facs="#o"><p>Two <seg facs="#s1">three</seg></p></div>'
    other = TEI.format(body, "", f"<facsimile>{surfaces}</facsimile>")
    root = make("", IMAGES)
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{one}{other}</teiCorpus>'
    (root / "seeds" / "A.xml").write_text(corpus)
    for text, expected in (("1", [("2r", "")]), ("2", [("", "seeds/b.png"), ("1r", "seeds/a.png")])):
        (root / "edition.toml").write_text(f'{HEAD}{WITNESS.format("A")}[witness.tei]\ntext = "{text}"\n')
        assert [(page.n, page.image) for page in pages(root)] == expected


def test_python_has_the_pages_of_a_witness(make: Write) -> None:
    root = make('<p><pb n="1r" facs="a.png"/>One</p>', IMAGES)
    assert [(page.n, page.image) for page in edition.open(root).witnesses["A"].pages] == [("1r", "seeds/a.png")]


def test_a_pointer_to_no_image_is_told_once(make: Write) -> None:
    root = make('<p><pb facs="#s3"/>One <pb facs="#gone"/>two</p>', IMAGES, facsimile=SURFACES)
    assert [page.image for page in pages(root)] == ["", ""]
    assert told(root) == [
        ("E381", "facs leads to no surface with an image (#s3, #gone); the pages stand without a picture")
    ]


@pytest.mark.parametrize(
    ("facs", "path"),
    [
        ("a.png", "img/a.png"),
        ("a.png", "seeds/a.png"),
        ("a.png", "a.png"),
        ("a.png", "img/A.PNG"),
        ("a", "img/a.png"),
        ("a.tif", "img/a.png"),
        ("img/a.png", "seeds/img/a.png"),
        ("../img/a.png", "img/a.png"),
        ("img%5Ca%201.png", "img/a 1.png"),
        ("img\\a 1.png", "img/a 1.png"),
        ("a%201.png", "img/a 1.png"),
        ("http://example.org/x/a.png", "img/a.png"),
        ("iiif:a", "img/a.png"),
    ],
)
def test_where_an_image_is_looked_for(make: Write, facs: str, path: str) -> None:
    root = make(f'<p><pb n="1" facs="{facs}"/>One</p>', {path: png()}, '[tei]\nimages = "img/{facs}"\n')
    assert [page.image for page in pages(root)] == [path]
    assert told(root) == []


def test_a_name_with_blanks_and_signs_is_an_address_in_tei(make: Write) -> None:
    root = make('<p><pb n="1" facs="leaf 1 [100%].png"/>One</p>', {"seeds/leaf 1 [100%].png": png()})
    assert [page.image for page in pages(root)] == ["seeds/leaf 1 [100%].png"]
    assert not build(root, ("tei",)).failed
    assert 'facs="leaf%201%20%5B100%25%5D.png"' in (root / "tei" / "edition.xml").read_text("utf-8")


def test_the_rule_may_be_a_folder(make: Write) -> None:
    root = make('<p><pb n="1r" facs="a"/>One</p>', {"img/big/a.jpg": jpeg()}, '[tei]\nimages = "img/big"\n')
    assert [page.image for page in pages(root)] == ["img/big/a.jpg"]


def test_documents_of_a_corpus_are_witnesses_with_their_own_names_and_images(tmp_path: Path) -> None:
    place_of = "<sourceDesc><msDesc><msIdentifier><settlement>{0}</settlement></msIdentifier></msDesc></sourceDesc>"
    head = f"<teiHeader><fileDesc>{place_of}</fileDesc></teiHeader>"
    documents = (
        f'<TEI>{head.format(place)}<text><body><p><pb n="1r" facs="{place}.png"/>The boat crossed the {word}.</p>'
        "</body></text></TEI>"
        for place, word in (("Bern", "river"), ("Chur", "stream"))
    )
    (tmp_path / "seeds").mkdir()
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{"".join(documents)}</teiCorpus>'
    (tmp_path / "seeds" / "all.xml").write_text(corpus)
    (tmp_path / "seeds" / "Chur.png").write_bytes(png())
    table = '[[witness]]\nsiglum = "{}"\nseed = "seeds/all.xml"\n[witness.tei]\ntext = "{}"\n'
    (tmp_path / "edition.toml").write_text(HEAD + table.format("A", 1) + table.format("B", 2))
    sources = read_sources(tmp_path)
    assert [w.name for w in sources.witnesses] == ["Bern", "Chur"]
    assert [page.image for found in sources.pages.values() for page in found.pages] == ["", "seeds/Chur.png"]
    assert not build(tmp_path, ("tei",)).failed


def test_the_rule_may_name_images_by_the_number_of_the_page(make: Write) -> None:
    root = make('<p><pb n="1r"/>One <pb/>two</p>', {"img/f1r.jpg": jpeg()}, '[tei]\nimages = "img/f{n}.jpg"\n')
    assert [page.image for page in pages(root)] == ["img/f1r.jpg", ""]


@pytest.mark.parametrize("facs", ["../../out.png", "/etc/out.png", "file:///etc/out.png", "C:\\scans\\out.png"])
def test_paths_out_of_the_edition_are_refused(make: Write, facs: str) -> None:
    root = make(f'<p><pb n="1" facs="{facs}"/>One</p>')
    (root.parent / "out.png").write_bytes(png())
    (root / "seeds" / "link.png").symlink_to(root.parent / "out.png")
    assert [(page.image, page.link) for page in pages(root)] == [("", "")]
    ((code, message),) = told(root)
    assert code == "E382"
    assert facs in message


def test_a_link_out_of_the_edition_is_not_followed(make: Write) -> None:
    root = make('<p><pb n="1" facs="link.png"/>One</p>')
    (root.parent / "out.png").write_bytes(png())
    (root / "seeds" / "link.png").symlink_to(root.parent / "out.png")
    assert [page.image for page in pages(root)] == [""]
    assert [code for code, _ in told(root)] == ["E380"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"II*\0aa", "seeds/a.png is TIFF, which browsers do not show"),
        (b"<html><script>", "seeds/a.png is no image"),
        (b"", "seeds/a.png is no image"),
    ],
)
def test_what_browsers_do_not_show_is_told(make: Write, data: bytes, said: str) -> None:
    root = make('<p><pb facs="a.png"/>One</p>', {"seeds/a.png": data})
    assert [page.image for page in pages(root)] == [""]
    assert told(root) == [("E383", f"not shown: {said}; give the pages as JPEG, PNG or WebP")]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:image/png;base64,AAAA"])
def test_no_page_links_to_an_address_that_runs(make: Write, address: str) -> None:
    root = make(f'<p><pb n="1" facs="{address}"/>One</p>')
    assert [page.link for page in pages(root)] == [""]
    assert [code for code, _ in told(root)] == ["E383"]


def test_large_images_are_told(make: Write) -> None:
    root = make('<p><pb facs="a.png"/>One <pb facs="a.png"/>two</p>', {"seeds/a.png": png() + bytes(5_000_001)})
    assert told(root) == [("E384", "images of more than 5 MB make pages slow: seeds/a.png (5.0 MB)")]


def test_one_image_has_one_copy(make: Write) -> None:
    names = ("a.png", "img/A.png", "img/ä b.png", "a.png")
    body = "".join(f'<p><pb n="{n}" facs="{name}"/>Words of {n}</p>' for n, name in enumerate(names))
    files = {"seeds/a.png": png(), "seeds/img/A.png": png(shade=1), "seeds/img/ä b.png": png()}
    root = make(body, files)
    build(root, ("site",))
    site = root / "build" / "site"
    shown = re.findall(r'<img[^>]* src="([^"]*)"', (site / "wit-A.html").read_text("utf-8"))
    assert shown == ["images/A/a.png", "images/A/A-2.png", "images/A/a.png", "images/A/a.png"]
    assert {p.name: p.read_bytes() for p in (site / "images" / "A").iterdir()} == {
        "a.png": png(),
        "A-2.png": png(shade=1),
    }


PREFIX = (
    '<encodingDesc><listPrefixDef><prefixDef ident="scan" matchPattern="([a-z]+)([0-9]+)" '
    'replacementPattern="scans/$1-$2.png"/><prefixDef ident="lib" matchPattern="(.+)" '
    'replacementPattern="https://example.org/iiif/$1/full/max/0/default.jpg"/></listPrefixDef></encodingDesc>'
)


def test_prefixes_of_the_file_and_its_bases(make: Write) -> None:
    surface = '<surface xml:id="s"><graphic url="a.jpg"/></surface>'
    facsimile = f'<facsimile xml:base="https://example.org/scans/">{surface}</facsimile>'
    body = '<p><pb facs="scan:a12"/>One <pb facs="lib:a1"/>two <pb facs="#s"/>three</p>'
    root = make(body, {"seeds/scans/a-12.png": png()}, facsimile=facsimile, header=PREFIX)
    assert [page.image or page.link for page in pages(root)] == [
        "seeds/scans/a-12.png",
        "https://example.org/iiif/a1/full/max/0/default.jpg",
        "https://example.org/scans/a.jpg",
    ]


VERSION_2 = {
    "@context": "http://iiif.io/api/presentation/2/context.json",
    "sequences": [{"canvases": [
        {"@id": "https://example.org/canvas/p1", "label": "fol. 1r",
         "images": [{"resource": {"@id": "https://example.org/iiif/p1/full/full/0/default.jpg"}}]},
        {"@id": "https://example.org/canvas/p2", "label": [{"@value": "1v", "@language": "la"}], "images": []},
    ]}],
}  # fmt: skip
VERSION_3 = {
    "@context": "http://iiif.io/api/presentation/3/context.json",
    "items": [
        {"id": "https://example.org/canvas/p1", "type": "Canvas", "label": {"none": ["fol. 1r"]},
         "items": [{"items": [{"body": {"id": "https://example.org/iiif/p1/full/full/0/default.jpg"}}]}]},
        {"id": "https://example.org/canvas/p2", "type": "Canvas", "label": {"la": ["1v"]}},
    ],
}  # fmt: skip


@pytest.mark.parametrize("manifest", [VERSION_2, VERSION_3], ids=["2", "3"])
@pytest.mark.parametrize(
    "body",
    [
        '<p><pb n="1r"/>One <pb n="1v"/>two <pb n="2r"/>three</p>',
        '<p><pb facs="iiif:p1"/>One <pb facs="https://example.org/canvas/p2"/>two <pb n="2r"/>three</p>',
        '<p><pb facs="p1"/>One <pb facs="p2.jpg"/>two <pb n="2r"/>three</p>',
    ],
)
def test_a_manifest_gives_labels_and_addresses(make: Write, manifest: Mapping[str, object], body: str) -> None:
    root = make(body, {"manifest.json": json.dumps(manifest).encode()}, '[tei]\niiif = "manifest.json"\n')
    image = "https://example.org/iiif/p1/full/full/0/default.jpg"
    assert [(page.label, page.link) for page in pages(root)] == [
        ("fol. 1r", image),
        ("1v", "https://example.org/canvas/p2"),
        ("", ""),
    ]
    assert told(root) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "manifest.json: there is no such file"),
        (b"{", "manifest.json: not valid JSON"),
        (b"[]", "is no manifest of IIIF Presentation 2 or 3"),
        (b'{"items": [3], "sequences": {}}', "is no manifest of IIIF Presentation 2 or 3"),
    ],
)
def test_a_manifest_that_is_none_stops_the_build(make: Write, data: bytes | None, said: str) -> None:
    files = {"manifest.json": data} if data is not None else {}
    root = make('<p><pb n="1"/>One</p>', files, '[tei]\niiif = "manifest.json"\n')
    with pytest.raises(EditionError, match=re.escape(said)):
        read_sources(root)


def test_an_ambiguous_name_of_a_manifest_finds_nothing(tmp_path: Path) -> None:
    canvases = [{"id": f"https://example.org/{n}/canvas", "label": {"none": ["Blank"]}} for n in range(2)]
    (tmp_path / "m.json").write_text(json.dumps({"items": canvases}))
    manifest = read_manifest(tmp_path, "m.json")
    assert manifest.find("Blank", "canvas") is None
    assert manifest.find("https://example.org/1/canvas") is manifest.canvases[1]


PAGE = (
    '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15"><Page imageFilename="{0}" '
    'imageWidth="9" imageHeight="9"><TextRegion id="r"><Coords points="0,0 9,0 9,9"/><TextLine id="l"><Coords '
    'points="0,0 9,0 9,9"/><TextEquiv><Unicode>{1}</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>'
)


def test_a_folder_of_pages_has_its_images(tmp_path: Path) -> None:
    """As Transkribus exports it: images around the folder page; a path of another machine counts by its last part."""
    names = {"1": "0001.jpg", "2": "C:\\scans\\0002.tif", "10": "/home/scans/0010.jpg", "11": "gone.jpg"}
    (tmp_path / "seeds" / "A" / "page").mkdir(parents=True)
    for number, image in names.items():
        (tmp_path / "seeds" / "A" / "page" / f"{number}.xml").write_text(PAGE.format(image, f"Words of {number}."))
    for name in ("0001.jpg", "0002.jpg", "0010.jpg"):
        (tmp_path / "seeds" / "A" / name).write_bytes(jpeg() + name.encode())
    (tmp_path / "edition.toml").write_text(HEAD + '[[witness]]\nsiglum = "A"\nseed = "seeds/A/page/*.xml"\n')
    assert [page.image for page in pages(tmp_path)] == [
        "seeds/A/0001.jpg",
        "seeds/A/0002.jpg",
        "seeds/A/0010.jpg",
        "",
    ]
    assert [code for code, _ in told(tmp_path)] == ["E380"]
    assert not build(tmp_path, ("site",)).failed
    assert len(list((tmp_path / "build" / "site" / "images" / "A").iterdir())) == 3


REGISTER = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>P</title></titleStmt>
<publicationStmt><p>P</p></publicationStmt><sourceDesc><listWit><witness xml:id="A">A</witness></listWit></sourceDesc>
</fileDesc></teiHeader><standOff><listPerson>
<person xml:id="pers-k"><persName type="main">Anna <surname>Keller</surname>
</persName></person></listPerson></standOff></TEI>
"""


def test_a_break_in_a_heading_and_in_a_name(make: Write) -> None:
    body = '<div><head>On <pb n="1" facs="a.png"/>ferries</head><p>Anna <pb n="2" facs="a.png"/>Keller rowed.</p></div>'
    root = make(body, {"seeds/a.png": png(), "tei/registers/persons.xml": REGISTER.encode()})
    assert not build(root, ("site",)).failed
    page = html.parse(root / "build" / "site" / "wit-A.html").getroot()
    assert [len(page.xpath(f"//article//{where}//img")) for where in ("h2", "a[@class = 'persName']")] == [1, 1]
    assert page.xpath("//a//a") == []


def test_surfaces_in_several_files_are_the_pages_of_one_edition(tmp_path: Path) -> None:
    (tmp_path / "seeds" / "A").mkdir(parents=True)
    for n, words in enumerate(("The ferry crossed.", "", "The bells rang."), 1):
        zone = f"<zone><line>{words}</line></zone>" if words else ""
        surface = f'<surface xmlns="http://www.tei-c.org/ns/1.0" n="{n}r"><graphic url="{n}.png"/>{zone}</surface>'
        (tmp_path / "seeds" / "A" / f"{n}.xml").write_text(surface)
        (tmp_path / "seeds" / "A" / f"{n}.png").write_bytes(png(shade=n))
    (tmp_path / "edition.toml").write_text(HEAD + '[[witness]]\nsiglum = "A"\nseed = "seeds/A/*.xml"\n')
    assert [(page.n, page.image) for page in pages(tmp_path)] == [(f"{n}r", f"seeds/A/{n}.png") for n in (1, 2, 3)]
    assert not build(tmp_path, ("site",)).failed
    page = html.parse(tmp_path / "build" / "site" / "wit-A.html").getroot()
    assert page.xpath("//article//img/@src") == [f"images/A/{n}.png" for n in (1, 2, 3)]
    assert edition.open(tmp_path).check().holds
