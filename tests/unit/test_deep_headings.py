"""Headings of six levels, as Markdown and Word have them, in every output."""

from pathlib import Path

from edition.build import build

TEXT = "# One\n\n## Two\n\n### Three\n\n#### Four\n\nText.\n\n##### Five\n\nMore.\n\n###### Six\n\nEnd.\n"


def test_six_levels_of_headings_are_set_and_shown(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    settings = '[edition]\ntitle = "T"\nbase = "A"\n[pdf]\nrequired = true\nparallel = ["A", "B"]\n'
    for siglum, text in (("A", TEXT), ("B", TEXT.replace("More", "Less"))):
        (tmp_path / "seeds" / f"{siglum}.md").write_text(text)
        settings += f'[[witness]]\nsiglum = "{siglum}"\nseed = "seeds/{siglum}.md"\n'
    (tmp_path / "edition.toml").write_text(settings)
    assert not build(tmp_path, ("tei", "site", "pdf", "exports")).failed
    page = (tmp_path / "build" / "site" / "read.html").read_text("utf-8")
    assert [f"<h{level}" in page for level in (2, 3, 4, 5, 6)] == [True] * 5
    assert page.index(">Five<") < page.index(">Six<")
