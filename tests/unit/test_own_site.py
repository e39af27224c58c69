"""What an editor may change of the site: stylesheet, labels, templates, language."""

from pathlib import Path

import pytest

from edition.build import build
from edition.commands.new import write_starter
from edition.errors import ConfigError, InputError, SeedError
from edition.model import Severity

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
    (root / "our.xml").write_text('<messages><m key="nav.apparatus">Notes</m></messages>', encoding="utf-8")
    (root / "our.xsl").write_text(MODULE, encoding="utf-8")
    made = page(root)
    assert '<link rel="stylesheet" href="style.css"><link rel="stylesheet" href="own.css">' in made
    assert (root / "build" / "site" / "own.css").read_text(encoding="utf-8") == "p { color: teal }"
    assert ">Notes</a>" in made
    assert ">All of our own making</em>" in made


def test_without_a_table_nothing_is_ours(tmp_path: Path) -> None:
    assert "own.css" not in page(edition(tmp_path, ""))


def test_pages_in_german(tmp_path: Path) -> None:
    made = page(edition(tmp_path, 'language = "de"'))
    assert 'lang="de"' in made
    assert ">Vergleich</a>" in made
    assert ">Register</a>" in made
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
            "our.xsl:3: cannot be compiled",
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


def test_one_witness_without_registers_has_the_pages_that_say_something(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "x.txt").write_text("Canto l'arme pietose.\n\nE 'l capitano.\n", encoding="utf-8")
    (tmp_path / "edition.toml").write_text(
        '[edition]\ntitle = "One & <only>"\nlanguage = "it"\nbase = "X"\nurl = "https://example.org/x/"\n'
        '[[witness]]\nsiglum = "X"\nseed = "seeds/x.txt"\nsource = "https://example.org/s"\naccessed = "2026-01-02"\n',
        encoding="utf-8",
    )
    made = page(tmp_path)
    assert "One &amp; &lt;only&gt;" in made
    assert '<link rel="canonical" href="https://example.org/x/read.html">' in made
    assert "persons.html" not in made
    assert "compare.html" not in made
    assert '<article class="text" lang="it">' in made
    witness = (tmp_path / "build" / "site" / "wit-X.html").read_text(encoding="utf-8")
    assert '<a href="https://example.org/s">https://example.org/s</a>' in witness
    assert "consultato il 2 gennaio 2026" in witness
    assert not (tmp_path / "build" / "site" / "variants.html").exists()


def test_a_site_can_do_without_the_pdf_that_cannot_be_set(tmp_path: Path) -> None:
    root = tmp_path / "e"
    write_starter(root)
    seed = root / "seeds" / "A.txt"
    seed.write_text(seed.read_text(encoding="utf-8") + "\n\u65e5\u672c\n", encoding="utf-8")
    built = build(root, ("site",))
    assert [f.code for f in built.findings if f.severity is Severity.WARNING] == ["E502"]
    assert (root / "build" / "site" / "read.html").exists()
    assert not (root / "build" / "site" / "edition.pdf").exists()
