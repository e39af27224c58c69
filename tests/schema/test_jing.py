"""Our engine and jing, the reference implementation of RELAX NG, give the same verdicts (`make test-tools`; Java)."""

import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from edition.validate.relaxng import load_validator
from edition.validate.schema import own_schema
from edition.validate.schema_errors import SchemaError

from .conftest import TEI_ALL
from .made_up_schemas import documents, schema

pytestmark = pytest.mark.tools

JING = Path(__file__).parents[2] / ".venv-validators" / "bin" / "pyjing"


def refused_by_jing(rng: Path, paths: Iterable[Path]) -> set[str] | None:
    """The names of the files that jing calls invalid; None when it does not take the schema."""
    if not JING.exists() or shutil.which("java") is None:
        pytest.skip("make test-tools installs jing, which needs Java")
    ran = subprocess.run([JING, rng, *paths], capture_output=True, text=True)
    said = ran.stdout.splitlines() + ran.stderr.splitlines()
    if any(line.startswith(f"{rng}:") for line in said):
        return None
    assert all(": error:" in line or ": fatal:" in line for line in said), said[:5]
    return {Path(line.split(":", 1)[0]).name for line in said}


def refused_by_us(rng: Path, paths: Iterable[Path]) -> set[str]:
    judge = load_validator(rng)
    parser = etree.XMLParser(collect_ids=False)
    return {path.name for path in paths if judge.find_faults(etree.parse(path, parser).getroot())}


@pytest.mark.parametrize("rng", [own_schema(), TEI_ALL], ids=["ours", "the whole of TEI"])
def test_damaged_documents(tmp_path: Path, rng: Path, mutants: Callable[[int], Iterator[bytes]]) -> None:
    if not rng.exists():
        pytest.skip(f"the reference schema {rng} is not here (it is not part of this repository)")
    paths = []
    for number, data in enumerate(mutants(3000)):
        paths.append(tmp_path / f"{number}.xml")
        paths[-1].write_bytes(data)
    theirs = refused_by_jing(rng, paths)
    assert theirs is not None
    assert 300 < len(theirs) < 2900
    assert refused_by_us(rng, paths) == theirs


def test_schemas_that_use_the_whole_language(tmp_path: Path) -> None:
    compared = refused = forbidden = 0
    for seed in range(70):
        folder = tmp_path / str(seed)
        folder.mkdir()
        rng = folder / "s.rng"
        rng.write_bytes(etree.tostring(schema(seed)))
        paths = [folder / f"{number}.xml" for number in range(80)]
        for path, root in zip(paths, documents(seed, len(paths)), strict=True):
            path.write_bytes(etree.tostring(root))
        theirs = refused_by_jing(rng, paths)
        if theirs is None:  # a schema that the restrictions of RELAX NG forbid
            with pytest.raises(SchemaError):
                load_validator(rng)
            forbidden += 1
            continue
        assert refused_by_us(rng, paths) == theirs, etree.tostring(schema(seed), pretty_print=True).decode()
        compared, refused = compared + len(paths), refused + len(theirs)
    assert compared > 1500
    assert forbidden > 5
    assert 0.2 < refused / compared < 0.98
