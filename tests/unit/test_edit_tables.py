"""Some keys of one table of a TOML file are changed; every other byte stays."""

import tomllib

import pytest

from edition.project.edit_tables import is_only_change, set_keys

SOURCE = """# mine
[defaults]
by = "AR"

[[note]]   # first
text = \"\"\"two
[[note]]
exact = "no key" \"\"\"
exact = "grey"   # a colour
prefix = "No "
[[note]]
  exact = 'gr"ey'
  text = "x"
"""


def test_a_value_changes_and_its_comment_stays() -> None:
    made = set_keys(SOURCE, 5, {"exact": "gray"}, "exact")
    assert made == SOURCE.replace('exact = "grey"', 'exact = "gray"')
    assert made is not None
    assert is_only_change(SOURCE, made, "note", {"exact": "gray"})


def test_a_key_goes_and_another_comes_behind_the_words() -> None:
    made = set_keys(SOURCE, 5, {"exact": "gray", "prefix": None, "nth": 2, "suffix": ' "lamp"'}, "exact")
    changed = 'exact = "gray"   # a colour\nnth = 2\nsuffix = \' "lamp"\'\n'
    assert made == SOURCE.replace('exact = "grey"   # a colour\nprefix = "No "\n', changed)


def test_a_comment_stays_where_its_key_goes() -> None:
    source = '[[note]]\nexact = "a"\n  prefix = "b " # why\ntext = "c"\n'
    assert set_keys(source, 1, {"prefix": None}, "exact") == source.replace('prefix = "b " # why', "# why")


def test_a_new_key_is_indented_as_the_words_are() -> None:
    made = set_keys(SOURCE, 11, {"exact": "grey", "prefix": "the "}, "exact")
    assert made == SOURCE.replace("""  exact = 'gr"ey'\n""", '  exact = "grey"\n  prefix = "the "\n')


@pytest.mark.parametrize(
    "source",
    [
        '[[class]]\r\nas = "spelling"\r\nexact = "a"\r\n',
        '[[class]]\nas = "spelling"\nexact = "a"',
        '[[class]]\nexact = """a"""\nas = "spelling"\n',
        "[[class]]\nexact = '''a'''\nas = 'spelling'\n",
        '[[class]]\n"exact" = "a"\nas = "spelling"\n[[class]]\nexact = "a"\nas = "factual"\n',
        '  [[class]] # [[class]]\n\n# exact = "b"\nexact = "a" # = "c"\non = 2026-11-29\nas = "spelling"\n',
        '[[class]]\non = 2026-11-29 10:00:00Z\nexact = "a"\nas = "spelling"\n',
        '[[class]]\nas = "spelling"\nexact = "a"\n\n[[split]]\nexact = "a"\nafter = ["[", "]", "#", \'"\'] # ]\n',
        '[[class]]\nwhy = "say \\"exact = 1\\""\nexact = "a"\nas = "spelling"\n',
        '[[class]]\nx.exact = { exact = "[[", y = [ "}", # exact = 1\n "{" ] }\nexact = "a"\n',
    ],
)
def test_the_file_says_the_same_but_for_the_keys(source: str) -> None:
    values = {"exact": 'ä \\ "b"', "suffix": " '", "prefix": None}
    made = set_keys(source, 1, values, "exact")
    assert made is not None
    assert is_only_change(source, made, "class", values)
    (row, *_), (old, *_) = tomllib.loads(made)["class"], tomllib.loads(source)["class"]
    assert row == old | {"exact": values["exact"], "suffix": " '"}
    assert made.count("\r\n") == source.count("\r\n") + ("\r\n" in source)


def test_what_is_not_written_as_tables_is_left_alone() -> None:
    assert set_keys('class = [{ exact = "a", as = "spelling" }]\n', 1, {"exact": "b"}, "exact") is None
    assert set_keys('[[class]]\nas = "spelling"\n', 1, {"exact": "b"}, "exact") is None
    assert set_keys("[[class]]\n", 9, {"exact": "b"}, "exact") is None
    two = '[[class]]\nexact = "a"\n[[class]]\nexact = "a"\n'
    assert not is_only_change(two, two.replace('"a"', '"b"'), "class", {"exact": "b"})
    assert not is_only_change(two, two + "[[note]]\n", "class", {"exact": "b"})
    assert not is_only_change(two, "[[class", "class", {"exact": "b"})
