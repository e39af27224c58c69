"""Findings of files that were validated before: the same file is not validated again, any other is."""

import json
from pathlib import Path

import pytest

from edition.model.finding import Finding
from edition.project.cache import Cache, cache_in_use, key_of, using
from edition.validate import kept_findings
from edition.validate.document import validate_document
from edition.validate.kept_findings import validate_unless_known
from edition.xml.parse import parse_document

FAULTY = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'
PATH = "tei/registers/persons.xml"


@pytest.fixture
def validated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that were validated, not taken from the cache."""
    done: list[str] = []

    def counting(document: object, *schemas: object) -> tuple[Finding, ...]:
        done.append(document.path)  # type: ignore[attr-defined]
        return validate_document(document, *schemas)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_findings, "validate_document", counting)
    return done


def test_a_file_of_the_same_bytes_and_path_is_validated_once(tmp_path: Path, validated: list[str]) -> None:
    cache = Cache(tmp_path)
    document = parse_document(FAULTY, PATH)
    clean = validate_document(document)
    assert clean
    assert validate_unless_known(document, cache) == clean
    assert validate_unless_known(parse_document(FAULTY, PATH), Cache(tmp_path)) == clean
    assert validated == [PATH]


@pytest.mark.parametrize(
    ("data", "path"), [(FAULTY.replace(b"/>", b" n='1'/>"), PATH), (FAULTY, "tei/registers/places.xml")]
)
def test_another_file_is_validated(tmp_path: Path, validated: list[str], data: bytes, path: str) -> None:
    validate_unless_known(parse_document(FAULTY, PATH), Cache(tmp_path))
    other = parse_document(data, path)
    assert validate_unless_known(other, Cache(tmp_path)) == validate_document(other)
    assert len(validated) == 2


def test_a_file_with_a_schema_of_its_own_is_always_validated(tmp_path: Path, validated: list[str]) -> None:
    folder = tmp_path / "tei" / "registers"
    folder.mkdir(parents=True)
    (folder / "my.rng").write_text(
        '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><text/></element>', "utf-8"
    )
    path = str(folder / "persons.xml")
    document = parse_document(b'<?xml-model href="my.rng"?><a/>', path)
    assert [validate_unless_known(document, Cache(tmp_path / "c")) for _ in range(2)] == [(), ()]
    (folder / "my.rng").write_text(
        '<element name="b" xmlns="http://relaxng.org/ns/structure/1.0"><text/></element>', "utf-8"
    )
    assert validate_unless_known(document, Cache(tmp_path / "c")) == validate_document(document) != ()
    assert len(validated) == 3


@pytest.mark.parametrize(
    "kept",
    [b"", b"{", b"7", b"[7]", b'[["E413", "error", "said", ["a.xml", "1", 1]]]', b'[["E413", "grave", "said", []]]',
     json.dumps([["E413", "grave", "said", ["a.xml", 1, 1]]]).encode(), b'[[1, "error", "said", ["a.xml", 1, 1]]]'],
)  # fmt: skip
def test_what_does_not_read_as_findings_is_absent(tmp_path: Path, validated: list[str], kept: bytes) -> None:
    Cache(tmp_path).put(key_of("validate", [PATH, FAULTY]), kept)
    document = parse_document(FAULTY, PATH)
    assert validate_unless_known(document, Cache(tmp_path)) == validate_document(document)
    assert validated == [PATH]


def test_a_cache_is_used_while_a_build_that_may_use_it_runs(tmp_path: Path) -> None:
    assert cache_in_use() is None
    with using(Cache(tmp_path)):
        assert cache_in_use() is not None
        with using(None):
            assert cache_in_use() is None
    assert cache_in_use() is None
