"""A release of a small edition by the command, as the Library of Congress's bagit and rocrate read it."""

import json
from pathlib import Path

import pytest

from .conftest import ROOT, Read, ran

pytestmark = pytest.mark.tools


def test_bagit_and_rocrate_take_a_release(tmp_path: Path, read: Read) -> None:
    command = ROOT / ".venv" / "bin" / "edition"
    ran(command, "new", tmp_path / "e")
    toml = tmp_path / "e" / "edition.toml"
    toml.write_text(
        toml.read_text("utf-8").replace("[edition]", '[edition]\nlicence = "https://example.org/l"', 1), "utf-8"
    )
    ran(command, "release", tmp_path / "r", "--in", tmp_path / "e")
    assert "all as released" in ran(command, "verify", tmp_path / "r")
    files = [p for p in (tmp_path / "r" / "data").rglob("*") if p.is_file()]
    assert read("bag", tmp_path / "r") == ["valid", len(files)]
    datacite = tmp_path / "r" / "data" / "exports" / "datacite" / "datacite.json"
    crate = json.loads((tmp_path / "r" / "data" / "ro-crate-metadata.json").read_text("utf-8"))
    licences = {e["@id"]: e["license"]["@id"] for e in crate["@graph"] if e["@type"] == "File" and "license" in e}
    assert licences["tei/edition.xml"] == "https://example.org/l"
    assert licences["schema/edition.rng"] == "https://www.apache.org/licenses/LICENSE-2.0"
    _, licence, described, _ = read("deposit", tmp_path / "r" / "data", datacite)
    assert licence == "https://example.org/l"
    assert len(described) == len(files) - 1
    (tmp_path / "r" / "data" / "index.html").write_bytes(b"changed")
    assert read("bag", tmp_path / "r")[0].startswith("Payload-Oxum validation failed")
