"""Dead links of a site: each kind of fault, what is none, and where a fault is said to be."""

import time

import pytest

from edition.publish.site.link_check import dead_links

FILES = ("index.html", "read.html", "style.css", "edition.pdf", "tei/edition.xml", "tei/wit ä.xml", "more/index.html")
READ = '<html><body><h1 id="app-1">One</h1><a name="old">Two</a>\n<p id="é 1"></p></body></html>'


def faults(body: str, path: str = "index.html") -> list[tuple[str, str]]:
    """Code and message of what is wrong with a page of a site of these files."""
    pages = {"read.html": READ.encode(), "more/index.html": b"<p id='m-1'>x</p>", path: body.encode()}
    return [(f.code, f.message) for f in dead_links(pages, FILES)]


@pytest.mark.parametrize(
    "link",
    [
        "read.html",
        "./read.html",
        "more/../read.html",
        "read%2Ehtml",
        " read.html ",
        "read.html?a=W&amp;b=E",
        "read.html?a=W&amp;b=E#app-1",
        "read.html#app-1",
        "read.html#app%2D1",
        "read.html#old",
        "read.html#%C3%A9%201",
        "read.html#é 1",
        "read.html#",
        "read.html#top",
        "tei/edition.xml",
        "tei/edition.xml#app-1",
        "tei/wit%20%C3%A4.xml",
        "edition.pdf#page=3",
        "more/",
        "more",
        "more/#m-1",
        ".",
        "",
        "#here",
        "?q=Zinoviev#here",
        "https://example.org/read.html#nothing",
        "//example.org/nothing",
        "mailto:somebody@example.org",
        "data:,",
    ],
)
def test_a_link_that_meets_its_place(link: str) -> None:
    assert faults(f'<a id="here" href="{link}">x</a>') == []


@pytest.mark.parametrize(
    ("link", "code", "said"),
    [
        ("reed.html", "E431", "leads nowhere: the site has no reed.html; did you mean read.html?"),
        ("Read.html#app-1", "E431", "leads nowhere: the site has no Read.html; did you mean read.html?"),
        ("tei", "E431", "leads nowhere: the site has no tei"),
        ("tei/", "E431", "leads nowhere: the site has no tei/index.html"),
        ("read.html/", "E431", "leads nowhere: the site has no read.html/index.html"),
        ("read%252Ehtml", "E431", "leads nowhere: the site has no read%2Ehtml"),
        ("../edition.pdf", "E431", "leads out of the site, which is published as one folder; did you mean edition.pdf"),
        ("%2e%2e/edition.pdf", "E431", "leads out of the site"),
        ("..", "E431", "leads out of the site"),
        ("/read.html", "E431", "leads out of the site, which is published as one folder; did you mean read.html?"),
        ("FILE:///read.html", "E431", "leads out of the site"),
        ("read.html#app-2", "E432", "meets no such place: read.html has no id app-2; did you mean app-1?"),
        ("read.html?q=x#nothing", "E432", "meets no such place: read.html has no id nothing"),
        ("#app-1", "E432", "meets no such place: index.html has no id app-1; did you mean read.html#app-1?"),
        ("more/#app-1", "E432", "meets no such place: more/index.html has no id app-1; did you mean read.html#app-1?"),
    ],
)
def test_a_link_that_does_not(link: str, code: str, said: str) -> None:
    ((found, message),) = faults(f'<a href="{link}">x</a>')
    assert found == code
    assert message.startswith(f"«{link}» {said}")


@pytest.mark.parametrize(
    "element",
    [
        '<img src="none.png">',
        '<video poster="none.png"></video>',
        '<object data="none.png"></object>',
        '<form action="none.png"></form>',
        '<link rel="icon" href="none.png">',
        '<svg><image xlink:href="none.png"/></svg>',
        '<img srcset="data:image/png;base64,AAAA 1x, read.html 2x,none.png">',
        '<img srcset="none.png, read.html 2x">',
        '<p style="background: URL( none.png )">x</p>',
        "<p style=\"background: url('none.png')\">x</p>",
        '<svg><rect fill="url(none.png#a)"/></svg>',
        '<style>/* url(never.png) */ p { background: url("none.png") }</style>',
        '<style>@import "none.png";</style>',
    ],
)
def test_every_sort_of_link_is_followed(element: str) -> None:
    ((code, said),) = faults(element)
    assert code == "E431"
    assert "the site has no none.png" in said


@pytest.mark.parametrize(
    "element",
    [
        '<p title="url(none.png)">x</p>',
        "<p>url(none.png) href='none.png'</p>",
        "<!-- <a href='none.png'> -->",
        "<script>'<a href=\"none.png\">'</script>",
        "<![odd[ x ]]><p>x</p>",
    ],
)
def test_what_is_no_link_is_not_followed(element: str) -> None:
    assert faults(element) == []


def test_a_page_in_a_folder_links_from_there() -> None:
    assert faults('<a href="../read.html#app-1">x</a><a href="index.html">x</a><a href="./">x</a>', "more/a.html") == []
    ((code, said),) = faults('<a href="read.html#app-1">x</a>', "more/a.html")
    assert (code, "the site has no more/read.html; did you mean read.html?" in said) == ("E431", True)


def test_a_stylesheet_links_from_where_it_stands() -> None:
    found = dead_links(
        {"css/a.css": b"p {\n  x: url(a.css); y: url(../b.png) }\n/*\nurl(c) */ q { z: url(d) }"}, {"css/a.css"}
    )
    assert [(f.code, f.message.split()[0], str(f.position)) for f in found] == [
        ("E431", "«../b.png»", "css/a.css:2:21"),
        ("E431", "«d»", "css/a.css:4:18"),
    ]


def test_an_id_that_stands_twice() -> None:
    page = '<p id="a">x</p>\n<p><b id="a">y</b><i id="b" name="a">z</i><i id="a"></i></p>'
    found = dead_links({"p.html": page.encode()}, {"p.html"})
    assert [str(f) for f in found] == [
        "p.html:2:4: error E433 the id a stands twice on this page, first at 1:1",
        "p.html:2:43: error E433 the id a stands twice on this page, first at 1:1",
    ]
    two = {"a.html": b'<p id="x">', "b.html": b'<p id="x">'}
    assert dead_links(two, set(two)) == ()


def test_a_link_is_told_once_a_page_with_its_first_place() -> None:
    page = "<p>é</p><a href='#x'>1</a>\n<a href='#x'>2</a> <a href='no'>3</a>".encode()
    found = dead_links({"b.html": page, "a.html": page}, {"a.html", "b.html"})
    assert [str(f.position) for f in found] == ["a.html:1:9", "a.html:2:20", "b.html:1:9", "b.html:2:20"]
    assert found[0].message == "«#x» meets no such place: a.html has no id x (2 times on this page)"


@pytest.mark.soak
def test_the_time_grows_with_the_site_and_not_faster() -> None:
    def seconds(count: int) -> float:
        rows = "".join(f'<a id="place-{i}" href="#place-{i + count // 2}">x</a>\n' for i in range(count))
        start = time.process_time()
        assert len(dead_links({"a.html": rows.encode()}, {"a.html"})) == count // 2
        return time.process_time() - start

    seconds(100)
    assert seconds(40_000) < 40 * seconds(4_000) + 1
