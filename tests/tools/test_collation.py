"""What `edition collate` writes, opened by the programs it is written for: `make test-tools` installs them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from edition.tasks.collate_files import CollationOptions, collate_files
from edition.tasks.collation_inputs import read_texts

pytestmark = pytest.mark.tools

ROOT = Path(__file__).parent.parent.parent
MODULES = ROOT / ".venv" / "npm" / "node_modules"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="module", params=[True, False], ids=["joined", "apart"])
def options(request: pytest.FixtureRequest) -> dict[str, bool]:
    assert len(SEEDS) == 4
    return {"joined": request.param}


def test_networkx_reads_the_graph(tmp_path: Path, options: dict[str, bool]) -> None:
    networkx = pytest.importorskip("networkx", reason="make test-tools installs networkx")
    path = tmp_path / "g.graphml"
    path.write_bytes(b"".join(collate_files(SEEDS, CollationOptions(to="graphml", **options)).pieces))
    graph = networkx.read_graphml(path, force_multigraph=True)
    steps = networkx.DiGraph([(a, b) for a, b, d in graph.edges(data=True) if d["type"] == "path"])
    assert networkx.is_directed_acyclic_graph(steps)
    assert any(d["type"] == "transposition" for *_, d in graph.edges(data=True))
    last = max(graph.nodes, key=lambda n: graph.nodes[n]["number"])
    for text in read_texts(SEEDS):
        own = networkx.DiGraph(
            (a, b)
            for a, b, d in graph.edges(data=True)
            if d["type"] == "path" and text.siglum in d["witnesses"].split(", ")
        )
        way = networkx.shortest_path(own, "n0", last)
        assert len(way) == len(own)
        words = [json.loads(graph.nodes[node]["forms"])[text.siglum] for node in way[1:-1]]
        assert "".join(words) == text.seed.text


def test_the_checker_finds_no_error_in_the_page(tmp_path: Path, options: dict[str, bool]) -> None:
    jar = next(MODULES.glob("vnu-jar/**/vnu.jar"), None)
    java = shutil.which("java")
    if jar is None or java is None:
        pytest.skip("the Nu HTML checker needs Java and make test-tools")
    path = tmp_path / "page.html"
    path.write_bytes(b"".join(collate_files(SEEDS, CollationOptions(to="html", **options)).pieces))
    ran = subprocess.run(
        [java, "-jar", str(jar), "--errors-only", "--format", "gnu", str(path)], capture_output=True, text=True
    )
    assert ran.stderr.strip() == ""
    assert ran.returncode == 0
