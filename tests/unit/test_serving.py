"""`edition serve`: what is served, to whom, and when it is built again."""

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from edition.errors import ConfigError, OutputError
from edition.pipeline import Built
from edition.serving import Watched, build_once, serving
from edition.starter import write_starter


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Watched, str]]:
    root = tmp_path_factory.mktemp("served") / "e"
    write_starter(root)
    with serving(root, 0) as (watched, address):
        assert watched.has_changed()
        built = build_once(watched)
        assert isinstance(built, Built)
        assert not built.failed
        yield watched, address.removesuffix("index.html")


def got(url: str, host: str = "") -> bytes:
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def test_pages_reload_and_files_are_those_of_the_site(served: tuple[Watched, str]) -> None:
    watched, address = served
    page = got(f"{address}read.html")
    assert b"connect-src 'self';" in page
    assert b'<script src="/edition-version.js"></script></head>' in page
    on_disk = (watched.root / "build" / "site" / "read.html").read_bytes()
    assert b"connect-src" not in on_disk
    assert b"edition-version" in got(f"{address}edition-version.js")
    assert got(f"{address}style.css") == (watched.root / "build" / "site" / "style.css").read_bytes()


def test_a_changed_source_is_built_and_a_broken_one_keeps_the_pages(served: tuple[Watched, str]) -> None:
    watched, address = served
    assert not watched.has_changed()
    before = got(f"{address}edition-version")
    seed = next((watched.root / "seeds").iterdir())
    seed.write_text(seed.read_text(encoding="utf-8").replace("ferry", "galleon"), encoding="utf-8")
    assert watched.has_changed()
    build_once(watched)
    assert got(f"{address}edition-version") != before
    assert b"galleon" in got(f"{address}read.html")
    config = watched.root / "edition.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text("[edition", encoding="utf-8")
    assert watched.has_changed()
    assert isinstance(build_once(watched), ConfigError)
    assert b"galleon" in got(f"{address}read.html")
    config.write_text(text, encoding="utf-8")
    assert watched.has_changed()


def test_nothing_is_served_to_other_names_or_from_other_folders(served: tuple[Watched, str]) -> None:
    _, address = served
    for url, host in ((f"{address}read.html", "evil.example"), (f"{address}..%2f..%2fedition.toml", "")):
        with pytest.raises(urllib.error.HTTPError) as refused:
            got(url, host)
        assert refused.value.code in (403, 404)
        refused.value.close()


def test_a_port_that_is_taken_is_told(served: tuple[Watched, str]) -> None:
    watched, address = served
    port = int(address.rsplit(":", 1)[1].strip("/"))
    with pytest.raises(OutputError, match="name another with --port"), serving(watched.root, port):
        pass
