"""What an editor may change of the site: stylesheet, labels, templates, language."""

from pathlib import Path

import pytest

from edition.errors import ConfigError, InputError, SeedError
from edition.pipeline import build
from edition.starter import write_starter

MODULE = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:f="urn:edition:function" xmlns="http://www.w3.org/1999/xhtml">
  <xsl:function name="f:rights" as="node()*"><em>All of our own making</em></xsl:function>
</xsl:stylesheet>"""


def edition(tmp_path: Path, table: str) -> Path:
    root = tmp_path / "e"
    write_starter(root)
    config = root / "edition.toml"
    config.write_text(f"{config.read_text(encoding='utf-8')}\n[site]\n{table}\n", encoding="utf-8")
    return root


def page(root: Path, name: str = "read.html") -> str:
    built = build(root, ("site",))
    assert not built.failed
    return (root / "build" / "site" / name).read_text(encoding="utf-8")


def test_own_style_labels_and_templates(tmp_path: Path) -> None:
    root = edition(tmp_path, 'style = "our.css"\nmessages = "our.xml"\nmodule = "our.xsl"')
    (root / "our.css").write_text("p { color: teal }", encoding="utf-8")
    (root / "our.xml").write_text('<messages><m key="nav.persons">People</m></messages>', encoding="utf-8")
    (root / "our.xsl").write_text(MODULE, encoding="utf-8")
    made = page(root)
    assert '<link rel="stylesheet" href="style.css"><link rel="stylesheet" href="own.css">' in made
    assert (root / "build" / "site" / "own.css").read_text(encoding="utf-8") == "p { color: teal }"
    assert ">People</a>" in made
    assert ">All of our own making</em>" in made


def test_without_a_table_nothing_is_ours(tmp_path: Path) -> None:
    assert "own.css" not in page(edition(tmp_path, ""))


def test_pages_in_german(tmp_path: Path) -> None:
    made = page(edition(tmp_path, 'language = "de"'))
    assert 'lang="de"' in made
    assert ">Widersprüche</a>" in made or ">Ereignisse</a>" in made
    assert 'lang="en"' in made  # the text itself


@pytest.mark.parametrize(
    ("table", "files", "error", "said"),
    [
        ('language = "xx"', {}, ConfigError, "there are no labels in 'xx'"),
        ('stile = "a.css"', {}, ConfigError, "did you mean 'style'?"),
        ('style = "none.css"', {}, SeedError, "none.css"),
        ('style = "../out.css"', {}, SeedError, "out.css"),
        ('module = "our.xsl"', {"our.xsl": "<xsl:stylesheet"}, InputError, "our.xsl: cannot be compiled"),
        (
            'module = "our.xsl"',
            {"our.xsl": MODULE.replace("<em>", '<xsl:value-of select="doc("/>').replace("</em>", "")},
            InputError,
            "our.xsl: cannot be compiled",
        ),
    ],
)
def test_what_is_wrong_with_it_is_told(
    tmp_path: Path, table: str, files: dict[str, str], error: type[Exception], said: str
) -> None:
    root = edition(tmp_path, table)
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    with pytest.raises(error, match=said):
        build(root, ("site",))
