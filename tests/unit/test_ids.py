"""Ids that others cite: the same words between the same neighbours keep their id, whatever happens elsewhere."""

import re
from pathlib import Path

import pytest
from lxml import etree
from tests.encoding import witness_tree

from edition.model import Witness
from edition.model.ids import Ids, slugs
from edition.project.retired_ids import HEADER, append_rows, find_retired_ids, read_successors
from edition.project.sources import make_seed
from edition.readers.options import ReaderOptions
from edition.readers.registry import read
from edition.xml.namespaces import XML_ID

NC_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


def test_an_id_is_a_kind_and_eight_letters_or_digits() -> None:
    assert re.fullmatch(r"p-[a-z2-7]{8}", Ids().make("p", "words", "before", "after"))


def test_an_id_is_the_same_in_every_run() -> None:
    """Other people cite it: this value must never change."""
    assert Ids().make("p", "x", "a", "b") == "p-tboz5xxf"


@pytest.mark.parametrize(
    "other",
    [("q", "x", "a", "b"), ("p", "y", "a", "b"), ("p", "x", "c", "b"), ("p", "x", "a", "c"), ("p", "x", "b", "a"),
     ("p", "", "ax", "b"), ("p", "xb", "a", "")],
)  # fmt: skip
def test_kind_words_and_neighbours_all_count(other: tuple[str, str, str, str]) -> None:
    ids = Ids()
    assert ids.make(*other) != ids.make("p", "x", "a", "b")


def test_the_same_words_at_another_place_get_a_counter() -> None:
    ids = Ids()
    made = [ids.make("p", "x", "a", "b") for _ in range(3)]
    assert made == [made[0], f"{made[0]}-2", f"{made[0]}-3"]


def paragraph_ids(text: str) -> dict[str, str]:
    seed = make_seed("A", "a.txt", text.encode())
    reader, structure = read(seed, "text", ReaderOptions())
    tree = witness_tree(Witness("A", "", seed, structure.root, reader))
    return {"".join(p.itertext()): p.get(XML_ID, "") for p in tree.iter("{*}p") if p.get(XML_ID)}


def test_an_edit_elsewhere_changes_no_id() -> None:
    far = "This paragraph stands between the two and keeps them apart.\n\n"
    before = paragraph_ids(f"The first one, as it was.\n\n{far}The last one, never touched.\n")
    after = paragraph_ids(f"A new one.\n\nThe first one, now changed.\n\n{far}The last one, never touched.\n")
    assert before["The last one, never touched."] == after["The last one, never touched."]
    assert before["The first one, as it was."] not in after.values()
    assert (len(set(before.values())), len(set(after.values()))) == (3, 4)


# -- sigla as file names


@pytest.mark.parametrize(
    ("siglum", "slug"),
    [("W", "W"), ("α", "a"), ("θ", "th"), ("A*", "Ax"), ("B²", "B2"), ("A 1", "A-1"), ("1", "w1"), ("../x", "x"),
     ("...", "w"), ("Ж", "w"), ("a/b\\c", "a-b-c"), ("-A-", "A"), ("edition", "wedition"), ("Notes", "wNotes"),
     ("all", "wall"), ("kind-om", "wkind-om"), ("U000C", "wU000C"), ("kind", "kind"), ("editions", "editions")],
)  # fmt: skip
def test_a_siglum_has_a_slug(siglum: str, slug: str) -> None:
    assert slugs((siglum,)) == {siglum: slug}


def test_slugs_are_names_and_differ_even_where_case_does_not_count() -> None:
    sigla = ("α", "A*", "a", "A", "Ax", "ax", "W-1", "W 1", "Ж", "Ω", "w", "", "a-2", "AX", "²", "../../etc/passwd")
    made = slugs(sigla)
    assert tuple(made) == sigla
    assert len({s.casefold() for s in made.values()}) == len(sigla)
    assert all(NC_NAME.fullmatch(s) for s in made.values()), made


@pytest.mark.parametrize("path", ["edition.xml", "registers/persons.xml"])
def test_no_slug_is_an_id_that_the_program_gives_to_something_else(path: str) -> None:
    """The ids of this project's own TEI, without those with a hash and those of entries."""
    tree = etree.parse(Path(__file__).parents[2] / "tei" / path)
    others = [e.get(XML_ID, "") for e in tree.iter(etree.Element) if e.get(XML_ID) and not e.tag.endswith("}witness")]
    fixed = [name for name in others if not re.search(r"-[a-z2-7]{8}(-|$)|^(pers|form)-", name)]
    assert "checked" in fixed or {"variorum", "kinds", "editor"} <= set(fixed)
    assert not set(fixed) & set(slugs(tuple(fixed)).values())


# -- retired ids


def tree(*ids: str) -> etree._Element:
    """A root with the id `top` and paragraphs, one an id, in it."""
    root = etree.Element("TEI", {XML_ID: "top"})
    for name in ids:
        etree.SubElement(root, "p", {XML_ID: name} if name else {})
    return root


def test_an_id_that_goes_leads_to_what_is_left_around_it() -> None:
    assert list(find_retired_ids("edition.xml", tree("p-1", "p-2"), tree("p-1"))) == [("edition.xml", "p-2", "top")]


def test_without_anything_around_it_leads_to_what_stands_before() -> None:
    old, new = tree("p-1", "p-2"), tree("p-1")
    del old.attrib[XML_ID], new.attrib[XML_ID]
    assert list(find_retired_ids("e.xml", old, new)) == [("e.xml", "p-2", "p-1")]
    assert list(find_retired_ids("e.xml", tree("p-1"), etree.Element("TEI"))) == [
        ("e.xml", "top", ""),
        ("e.xml", "p-1", ""),
    ]


def test_nothing_is_retired_while_all_is_there() -> None:
    assert list(find_retired_ids("e.xml", tree("p-1"), tree("p-2", "p-1"))) == []


def test_the_table_grows_and_forgets_nothing() -> None:
    first = append_rows("", [("e.xml", "p-1", "top")])
    assert first == HEADER + "e.xml\tp-1\ttop\n"
    second = append_rows(first, [("e.xml", "p-1", "elsewhere"), ("w.xml", "p-1", "")])
    assert second == first + "w.xml\tp-1\t\n"
    assert append_rows(second, []) == second


def test_a_retired_id_leads_to_the_last_of_its_successors() -> None:
    rows = ["e.xml\ta\tb", "e.xml\tb\tc", "e.xml\tgone\t", "e.xml\tx\ty", "e.xml\ty\tx"]
    found = read_successors(HEADER + "".join(f"{row}\n" for row in rows))
    assert {name: found[name] for name in ("a", "b", "gone")} == {"a": "c", "b": "c", "gone": ""}
    assert found.keys() == {"a", "b", "gone", "x", "y"}  # a circle ends, too
    assert read_successors("") == {}
