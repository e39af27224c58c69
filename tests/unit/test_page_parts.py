"""Long pages in parts: nothing is lost, every link leads to the part that has its place, and cuts stay put."""

import json
import re
from pathlib import Path

import pytest

from edition.build import build
from edition.errors import ConfigError, InternalError
from edition.publish.site.link_check import dead_links
from edition.publish.site.page_cuts import cuts, pieces_of, together
from edition.publish.site.page_parts import Parts, split_pages

LABELS = b'<messages><m key="parts.at">Part {1} of {2}</m><m key="parts.all">All</m></messages>'
LABELS_ALL = LABELS.replace(b"</messages>", b'<m key="js.next">N</m><m key="js.previous">P</m></messages>')
WORDS = ("alder", "birch", "cedar", "dogwood", "elm", "fir", "gorse", "hazel", "ivy", "juniper")


def sentences(number: int, change: int) -> str:
    """A paragraph of its own; every `change`th has another word than its neighbours' witnesses."""
    word = "oak" if change and number % change == 0 else "ash"
    return f"Tree {number} is an {word}. " + " ".join(f"{one} {number}" for one in WORDS) + "."


def edition(root: Path, site: str, headings: int = 5) -> Path:
    """Two witnesses of 40 paragraphs, a heading before every fifth of them, or none."""
    (root / "seeds").mkdir(parents=True)
    for siglum, change in (("A", 0), ("B", 3)):
        lines = []
        for number in range(40):
            lines += [f"== Chapter {number} ==", ""] if headings and number % headings == 0 else []
            lines += [sentences(number, change), ""]
        (root / "seeds" / f"{siglum}.txt").write_text("\n".join(lines), encoding="utf-8")
    reader = 'reader = "wiki"\n' if headings else ""
    witnesses = "".join(f'[[witness]]\nsiglum = "{s}"\nseed = "seeds/{s}.txt"\nname = "{s}"\n{reader}' for s in "AB")
    (root / "edition.toml").write_text(
        f'[edition]\ntitle = "Trees"\nlanguage = "en"\nbase = "A"\n{witnesses}[site]\n{site}\n', encoding="utf-8"
    )
    return root


def pages(root: Path) -> dict[str, str]:
    site = root / "build" / "site"
    found = {p.relative_to(site).as_posix(): p.read_text(encoding="utf-8") for p in site.rglob("*.html")}
    return {path: text for path, text in found.items() if not path.startswith("schema")}


def ids(text: str) -> list[str]:
    """The ids of the main part of a page, but for those of the links between parts and of entries beside the text."""
    found = re.findall(r'\sid="([^"]+)"', text[text.index("<main") :])
    return [one for one in found if one not in ("content", "parts-end") and not one.startswith("s-")]


@pytest.fixture(scope="module", params=[5, 0], ids=["chapters", "no chapters"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    """The pages of an edition that is not cut, and the folder of the same edition, cut."""
    folder = tmp_path_factory.mktemp("parts")
    whole = edition(folder / "whole", "words_per_page = 0", request.param)
    cut = edition(folder / "cut", "words_per_page = 200", request.param)
    assert not build(whole, ("site",)).failed
    assert not build(cut, ("site",)).failed
    return pages(whole), cut


@pytest.mark.parametrize("name", ["read", "apparatus", "compare", "wit-A"])
def test_the_parts_have_what_the_whole_page_has_in_order(both: tuple[dict[str, str], Path], name: str) -> None:
    whole, cut = both
    table = (cut / "build" / "site" / f"parts-{name}.js").read_text(encoding="utf-8")
    rows = json.loads(table.removeprefix("edition.takeParts(").rstrip(";\n").removesuffix(")"))
    made = pages(cut)
    assert len(rows) > 1
    assert [one for file, _ in rows for one in ids(made[file])] == [
        one for one in ids(whole[f"{name}.html"]) if one != "content"
    ]
    for file, known in rows:
        assert set(ids(made[file])) <= set(known.split())


def test_each_part_of_the_apparatus_has_the_table_of_all_entries(both: tuple[dict[str, str], Path]) -> None:
    whole, cut = both
    script = (cut / "build" / "site" / "entries-apparatus.js").read_text(encoding="utf-8")
    parts, titles = json.loads(f"[{script.removeprefix('edition.takeEntries(').rstrip().removesuffix(');')}]")
    made = pages(cut)
    numbered = re.compile(r'<li id="n-[^>]*\svalue="')
    assert [len(rows) for _, rows in parts] == [len(numbered.findall(made[file])) for file, _ in parts]
    assert sum(len(rows) for _, rows in parts) == len(numbered.findall(whole["apparatus.html"])) > len(parts) > 1
    assert {(witnesses, classes) for _, rows in parts for witnesses, classes, *_ in rows} == {("B", "substitution")}
    assert {one for _, rows in parts for *_, sections in rows for one in sections.split()} == set(titles)
    assert list(titles.values()) == re.findall(
        r'<header class="group"><h2>(?:<a[^>]*>)?([^<]+)', whole["apparatus.html"]
    )
    assert all('data-entries="entries-apparatus.js"' in made[file] for file, _ in parts)


def test_links_lead_to_the_part_and_entries_stand_beside_their_places(both: tuple[dict[str, str], Path]) -> None:
    whole, cut = both
    made = pages(cut)
    files = {p.relative_to(cut / "build/site").as_posix() for p in (cut / "build/site").rglob("*") if p.is_file()}
    assert dead_links({path: text.encode() for path, text in made.items()}, files) == ()
    entries = {file: set(re.findall(r'id="s-([^"]+)"', text)) for file, text in made.items() if file.startswith("read")}
    assert sum(map(len, entries.values())) == len(set(re.findall(r'id="s-([^"]+)"', whole["read.html"]))) > 5
    for file, known in entries.items():
        assert known <= set(ids(made[file])), file


def test_each_part_says_which_it_is_and_leads_on(both: tuple[dict[str, str], Path]) -> None:
    made = pages(both[1])
    parts = [file for file in made if re.match(r"read[-.]", file)]
    assert all(f"of {len(parts)}" in made[file] for file in parts)
    at, seen = "read.html", []
    while at:
        seen.append(at)
        following = re.search(r'<a rel="next" href="([^"]+)"', made[at])
        at = following[1] if following else ""
    assert sorted(seen) == sorted(parts)


def test_pages_in_two_languages_are_cut_at_the_same_places(tmp_path: Path) -> None:
    root = edition(tmp_path / "e", 'words_per_page = 200\nlanguages = ["en", "de"]')
    assert not build(root, ("site",)).failed
    made = pages(root)
    english = {path for path in made if "/" not in path}
    assert {path.removeprefix("de/") for path in made if path.startswith("de/")} == english
    assert (root / "build/site/de/parts-read.js").exists()


def test_a_chapter_that_is_put_in_moves_only_the_cuts_near_it() -> None:
    def text(numbers: list[int]) -> str:
        chapters = (
            f'<section id="div-{n}"><h2>Chapter {n}</h2><p id="p-{n}">{"word " * 60}</p></section>' for n in numbers
        )
        return f'<body><main id="content"><h1>T</h1><article class="text">{"".join(chapters)}</article></main></body>'

    def starts(numbers: list[int]) -> set[str]:
        _, pieces, _ = pieces_of(text(numbers))
        return {pieces[n].name for n in cuts(pieces, 3000)[1:]}

    before = starts(list(range(200)))
    after = starts([*range(10), 1000, *range(10, 200)])
    assert len(before) > 15
    assert len(before & after) >= len(before) * 2 // 3


def test_pieces_together_are_the_page_and_a_broken_page_is_refused() -> None:
    entries = '<p class="lead">a<br>b</p><ol class="entries full"><li id="x">1</li></ol><svg><path d="M0"/></svg>'
    page = f'<html><main id="content"><h1>T</h1>{entries}</main><p>z</p></html>'
    before, pieces, behind = pieces_of(page)
    assert before + together(pieces) + behind == page
    with pytest.raises(InternalError, match="ends within"):
        pieces_of('<main id="content"><h1>T</h1><p>a</p>')


def test_a_short_text_stays_whole() -> None:
    known = {"read.html": '<main id="content"><h1>T</h1><p id="a">a</p></main>', "about.html": "<main></main>"}
    assert split_pages(known, 100, 200, LABELS, Parts()) == known


@pytest.mark.parametrize("number", [-1, 5])
def test_too_few_words_a_page_are_refused(tmp_path: Path, number: int) -> None:
    root = edition(tmp_path / "e", f"words_per_page = {number}")
    with pytest.raises(ConfigError, match=f"words_per_page is {number}; write at least 100, or 0"):
        build(root, ("site",))


def register(names: int) -> str:
    """A register of so many persons, each with mentions."""
    mentions = "".join(f'<li><a href="wit-A.html#m-{n}">he</a></li>' for n in range(20))
    entries = "".join(
        f'<details class="entry" id="pers-{n}"><summary><span class="name">Person {n}</span></summary>'
        f'<p class="tools"><a class="cite" href="#pers-{n}" data-label="x">¶</a></p>'
        f'<ul class="mentions">{mentions}</ul></details>'
        for n in range(names)
    )
    letters = '<nav class="letters" aria-label="x"><ul><li><a href="#letter-p">P</a></li></ul></nav>'
    listed = f'<div class="entries-list"><h2 class="letter" id="letter-p">P</h2>{entries}</div>'
    return f'<head><title>T</title></head><body><main id="content"><h1>T</h1>{letters}{listed}</main></body>'


def test_a_register_of_many_mentions_is_cut_between_its_entries() -> None:
    link = '<main id="content"><h1>I</h1><a href="persons.html#pers-29">him</a></main>'
    parts = Parts()
    made = split_pages({"persons.html": register(30), "index.html": link}, 1000, 100, LABELS_ALL, parts)
    files = [file for file in made if file.startswith("persons")]
    assert len(files) > 3
    assert [one for file in files for one in re.findall(r'id="(pers-\d+)"', made[file])] == [
        f"pers-{n}" for n in range(30)
    ]
    home = parts.page_of("persons.html", "pers-29")
    assert f'href="{home}#pers-29"' in made["index.html"]
    for file in files:
        assert 'href="#letter-p"' in made[file] or 'href="persons.html#letter-p"' in made[file]
        assert ">Person " in made["persons.html"].partition("<details><summary>All")[2].partition("</details>")[0]
    assert '<a data-page="persons.html" class="cite" href="#pers-29"' in made[home]


def test_a_long_table_of_ids_is_put_into_files(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = split_pages({"persons.html": register(30)}, 1000, 100, LABELS_ALL, Parts())
    monkeypatch.setattr("edition.publish.site.page_parts._TABLE", 150)
    made = split_pages({"persons.html": register(30)}, 1000, 100, LABELS_ALL, Parts())

    def rows(text: str) -> list:
        return json.loads(f"[{text.removeprefix('edition.takeParts(').removesuffix(');' + chr(10))}]")

    [known] = rows(whole["parts-persons.js"])
    [head] = rows(made["parts-persons.js"])
    assert head["count"] > 2
    seen: dict[str, set[str]] = {}
    for number in range(head["count"]):
        mine, told = rows(made[f"parts/persons.{number}.js"])
        assert told == number
        for file, ids_there in mine:
            seen.setdefault(file, set()).update(ids_there.split())
            assert all(sum(map(ord, one)) % head["count"] == number for one in ids_there.split())
    assert seen == {file: set(listed.split()) for file, listed in known}
    assert {file for file in made if file.endswith(".html")} == {file for file in whole if file.endswith(".html")}
