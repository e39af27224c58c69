"""How exports are written and offered: one file after the other, each once in the site."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from edition.export import downloads
from edition.export.archive import zipped
from edition.export.downloads import publish_exports
from edition.export.registry import Exporter, Files, exporter
from edition.export.source import ExportSource
from edition.model import Download, Finding
from edition.project.staging import open_staging
from edition.results import export_source
from edition.stages import make_documents, read_sources

TOML = '[edition]\ntitle = "T"\nbase = "A"\n[[witness]]\nsiglum = "A"\nseed = "a.txt"\n'
FILES = {f"made/{name}.txt": name.encode() * 500 for name in "abcde"}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> ExportSource:
    root = tmp_path_factory.mktemp("published")
    (root / "edition.toml").write_text(TOML, encoding="utf-8")
    (root / "a.txt").write_text("The ferry crossed the river.\n", encoding="utf-8")
    sources = read_sources(root)
    return export_source(sources, make_documents(sources))


def of(make: Callable[[ExportSource], Files], by_address: bool = False) -> Exporter:
    return exporter("texts", by_address=by_address)(make)


class Places:
    """Takes what is kept and what is served."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.served: dict[str, bytes] = {}

    def publish(self, source: ExportSource) -> tuple[list[Download], tuple[Finding, ...]]:
        return publish_exports(source, self.kept.__setitem__, self.served.__setitem__)


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes some exporters the only ones; those named are of a plug-in."""

    def set_exporters(made: Mapping[str, Exporter], plugins: tuple[str, ...] = ()) -> None:
        monkeypatch.setattr(downloads, "exporters", lambda names=(): dict(made))
        monkeypatch.setattr(downloads, "broken_exporters", dict)
        monkeypatch.setattr(downloads, "plugins", lambda: frozenset(plugins))

    return set_exporters


def test_a_file_is_written_before_those_after_the_next_are_made(
    source: ExportSource, only: Callable[..., None]
) -> None:
    places, waiting = Places(), []

    def make(_: ExportSource) -> Iterator[tuple[str, bytes]]:
        for number, (path, data) in enumerate(FILES.items(), 1):
            waiting.append(number - len(places.kept))
            yield path, data

    only({"lazy": of(make)})
    places.publish(source)
    assert places.kept == FILES
    assert max(waiting) <= 2  # the second file tells that there are several


def test_several_files_are_one_archive_and_their_paths_are_told(
    source: ExportSource, only: Callable[..., None]
) -> None:
    places = Places()
    only({"set": of(lambda _: FILES)})
    offered, _ = places.publish(source)
    assert list(places.served) == ["exports/set.zip"]
    data = places.served["exports/set.zip"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == FILES
    assert len(data) < sum(map(len, FILES.values()))
    own, *held = offered
    assert (own.path, own.size, own.sha256) == ("exports/set.zip", len(data), hashlib.sha256(data).hexdigest())
    assert [(one.path, one.within, one.size) for one in held] == [
        (f"exports/{path}", "exports/set.zip", 500) for path in FILES
    ]


def test_files_with_addresses_and_single_files_are_served_as_they_are(
    source: ExportSource, only: Callable[..., None]
) -> None:
    places = Places()
    only(
        {"linked": of(lambda _: FILES, by_address=True), "one": of(lambda _: {"one.txt": b"1"}), "no": of(lambda _: {})}
    )
    offered, _ = places.publish(source)
    wanted = {f"exports/{path}": data for path, data in {**FILES, "one.txt": b"1"}.items()}
    assert places.served == wanted
    assert {one.path: one.sha256 for one in offered} == {p: hashlib.sha256(d).hexdigest() for p, d in wanted.items()}
    assert not any(one.within for one in offered)


def test_a_plugin_that_fails_in_the_middle_leaves_no_file(source: ExportSource, only: Callable[..., None]) -> None:
    def fail(_: ExportSource) -> Iterator[tuple[str, bytes]]:
        yield "half.txt", b"half"
        yield "other.txt", b"half"
        raise ValueError("no more")

    places = Places()
    only({"bad": of(fail), "good": of(lambda _: {"good.txt": b"good"})}, plugins=("bad", "good"))
    offered, found = places.publish(source)
    assert places.kept == {"good.txt": b"good"}
    assert list(places.served) == [one.path for one in offered] == ["exports/good.txt"]
    assert [(f.code, "no more" in f.message) for f in found] == [("E505", True)]
    only({"bad": of(fail)})
    with pytest.raises(ValueError, match="no more"):
        Places().publish(source)


def test_nothing_is_packed_where_no_site_is_made(source: ExportSource, only: Callable[..., None]) -> None:
    kept: dict[str, bytes] = {}
    only({"set": of(lambda _: FILES)})
    publish_exports(source, kept.__setitem__, None)
    assert kept == FILES


def test_an_archive_depends_on_its_members_alone() -> None:
    data = zipped({"mimetype": b"m" * 100, **FILES}, stored="mimetype")
    assert data == zipped(iter({"mimetype": b"m" * 100, **FILES}.items()), stored="mimetype")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    assert [m.filename for m in members] == ["mimetype", *FILES]
    assert [m.compress_type for m in members] == [zipfile.ZIP_STORED, *[zipfile.ZIP_DEFLATED] * len(FILES)]
    assert {m.date_time for m in members} == {(1980, 1, 1, 0, 0, 0)}


def test_staged_files_are_read_where_they_are(tmp_path: Path) -> None:
    with open_staging(tmp_path) as out:
        out.write("build/exports/a.txt", b"a")
        assert (dict(out.files), len(out.files), "b" in out.files) == ({"build/exports/a.txt": b"a"}, 1, False)
        with pytest.raises(KeyError):
            out.files["build/exports/b.txt"]
        out.publish()
        assert not (out.folder / "build/exports/a.txt").exists()
        assert out.files["build/exports/a.txt"] == b"a"
