"""Random structures of all kinds through every output: TEI, site, PDF, facing pages and exports."""

from pathlib import Path
from random import Random

import pytest
from tests.properties.test_structures import events, varied

from edition.build import build
from edition.errors import NoReaderError
from edition.readers import registry
from edition.readers.events import Event
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile

pytestmark = pytest.mark.soak


def read_random(source: SourceFile, options: ReaderOptions) -> list[Event]:
    """The stream of a witness; its file names the family."""
    chance = Random(f"structures {int(source.data)}")
    base = list(events(chance))
    return {"A": base, "B": varied(base, chance), "C": varied(base, chance)}[source.siglum]


@pytest.mark.parametrize("number", range(120))
def test_every_structure_is_set_and_shown(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "FORMATS", {"docx": "tests.soak.test_structures:read_random"})
    monkeypatch.setattr(registry, "carriers_of", lambda reader, source: None)
    settings = '[edition]\ntitle = "T"\nbase = "A"\n[pdf]\nrequired = true\nparallel = ["A", "C"]\n'
    (tmp_path / "seeds").mkdir()
    for siglum in "ABC":
        (tmp_path / "seeds" / f"{siglum}.txt").write_text(str(number))
        settings += f'[[witness]]\nsiglum = "{siglum}"\nseed = "seeds/{siglum}.txt"\nreader = "docx"\n'
    (tmp_path / "edition.toml").write_text(settings)
    try:
        built = build(tmp_path, ("tei", "site", "pdf", "exports"))
    except NoReaderError:  # a stream without words
        return
    assert not built.failed
    assert not [f for f in built.findings if f.code == "E505"]
