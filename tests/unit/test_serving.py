"""`edition serve`: what is served, to whom, and when it is built again."""

import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition import live
from edition.annotate import annotation_of
from edition.build import build
from edition.built import Built
from edition.commands.live_site import LiveSite, Refreshed
from edition.commands.new import write_starter
from edition.commands.serve import IDLE, _Handler, serving
from edition.commands.watched import Watched
from edition.errors import ConfigError, OutputError
from edition.live import LiveEdition


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LiveSite, str]]:
    root = tmp_path_factory.mktemp("served") / "e"
    write_starter(root)
    with serving(root, 0) as (site, address):
        built_of(site)
        yield site, address.removesuffix("index.html")


def built_of(site: LiveSite) -> Built:
    """What comes of the sources as they are now: read again, and built as a whole."""
    assert isinstance(site.step(0), Refreshed)
    built = site.finish()
    assert isinstance(built, Built)
    assert not built.failed
    return built


def shown(site: LiveSite, address: str) -> bytes:
    """A page that is made while it is waited for."""
    found: list[bytes] = []
    asking = threading.Thread(target=lambda: found.append(got(address)))
    asking.start()
    while asking.is_alive():
        site.step(0.05)
    asking.join()
    return found[0]


def got(url: str, host: str = "") -> bytes:
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def test_pages_reload_and_files_are_those_of_the_site(served: tuple[LiveSite, str]) -> None:
    site, address = served
    page = got(f"{address}read.html")
    assert b"connect-src 'self';" in page
    assert b'<script src="/edition-version.js"></script></head>' in page
    on_disk = (site.root / "build" / "site" / "read.html").read_bytes()
    assert b"connect-src" not in on_disk
    assert b"edition-version" in got(f"{address}edition-version.js")
    assert b"edition review --id" in got(f"{address}edition-version.js")
    assert not any(b"edition review" in path.read_bytes() for path in (site.root / "build" / "site").glob("*.html"))
    assert got(f"{address}style.css") == (site.root / "build" / "site" / "style.css").read_bytes()


def test_a_changed_source_is_shown_before_it_is_built_and_a_broken_one_keeps_the_pages(
    served: tuple[LiveSite, str],
) -> None:
    site, address = served
    on_disk = site.root / "build" / "site" / "read.html"
    assert site.step(0) is None
    before = got(f"{address}edition-version")
    seed = next((site.root / "seeds").iterdir())
    seed.write_text(seed.read_text(encoding="utf-8").replace("ferry", "galleon"), encoding="utf-8")
    assert isinstance(site.step(0), Refreshed)
    assert got(f"{address}edition-version") != before
    fresh = shown(site, f"{address}read.html")
    assert b"galleon" in fresh
    assert b"galleon" not in on_disk.read_bytes()
    version = site.version
    built = site.finish()
    assert isinstance(built, Built)
    assert b"galleon" in on_disk.read_bytes()
    assert got(f"{address}read.html") == fresh
    assert site.version == version  # the page is the same, and need not be loaded again
    config = site.root / "edition.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text("[edition", encoding="utf-8")
    assert isinstance(site.step(0), ConfigError)
    assert b"galleon" in got(f"{address}read.html")
    config.write_text(text, encoding="utf-8")
    assert isinstance(site.step(0), Refreshed)
    site.finish()


def test_every_page_is_made_alone_as_a_whole_build_makes_it(served: tuple[LiveSite, str]) -> None:
    site, _ = served
    folder = site.root / "build" / "site"
    edition = LiveEdition(site.root)
    edition.refresh()
    pages = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    made = {path: page for path in pages if (page := edition.page(path)) is not None}
    assert set(pages) - set(made) == {"downloads.html", "schema/edition.html"}
    assert [path for path, page in made.items() if page != (folder / path).read_bytes()] == []
    assert edition.page("none.html") is edition.page("xx/read.html") is edition.page("style.css") is None


def test_pages_that_are_made_alone_know_the_ids_that_were_retired(tmp_path: Path) -> None:
    root = tmp_path / "e"
    write_starter(root)
    config = root / "edition.toml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("[edition]\n", '[edition]\nversion = "1"\n', 1), "utf-8"
    )
    assert not build(root, ("tei",)).failed
    (root / "tei" / "ids.tsv").write_text("file\tid\tleads to\nedition.xml\tp-old\t\n", encoding="utf-8")
    assert not build(root, ("tei", "site")).failed
    edition = LiveEdition(root)
    edition.refresh()
    page = edition.page("read.html")
    assert page is not None
    assert b'src="retired.js"' in page
    assert page == (root / "build" / "site" / "read.html").read_bytes()


def test_pages_of_the_editor_are_watched(tmp_path: Path) -> None:
    root = tmp_path / "e"
    write_starter(root)
    (root / "how.md").write_text("How.\n", encoding="utf-8")
    config = root / "edition.toml"
    config.write_text(config.read_text(encoding="utf-8") + '\n[site]\npages = ["how.md"]\n', encoding="utf-8")
    watched = Watched(root)
    assert watched.has_changed()
    (root / "how.md").write_text("How else.\n", encoding="utf-8")
    assert watched.has_changed()


def test_what_is_not_changed_is_not_read_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "e"
    write_starter(root)
    edition = LiveEdition(root)
    marked: list[str] = []
    monkeypatch.setattr(live, "annotation_of", lambda w, *rest: marked.append(w.siglum) or annotation_of(w, *rest))
    edition.refresh()
    every = list(marked)
    assert len(every) > 1
    edition.refresh()
    assert marked == every
    seed = sorted((root / "seeds").iterdir())[0]
    seed.write_text(seed.read_text(encoding="utf-8").replace("ferry", "galleon"), encoding="utf-8")
    edition.refresh()
    assert marked == [*every, every[0]]


def test_labels_of_a_folder_are_watched_and_its_pages_served(tmp_path: Path) -> None:
    root = tmp_path / "e"
    write_starter(root)
    config = root / "edition.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(f'{text}\n[site]\nlanguages = ["en", "la"]\nmessages = "labels"\n', encoding="utf-8")
    labels = root / "labels" / "la.xml"
    labels.parent.mkdir()
    labels.write_text('<messages><m key="nav.read">Textus</m></messages>', encoding="utf-8")
    with serving(root, 0) as (shown_site, address):
        built_of(shown_site)
        site = address.removesuffix("index.html")
        assert b">Textus</a>" in got(f"{site}la/read.html")
        assert got(f"{site}la/?keys=off") == got(f"{site}la/index.html")
        with pytest.raises(urllib.error.HTTPError) as refused:
            got(f"{site}la")  # without its slash, links of the page would lead to another language
        refused.value.close()
        assert not shown_site.watched.has_changed()
        labels.write_text('<messages><m key="nav.read">Contextus</m></messages>', encoding="utf-8")
        assert shown_site.watched.has_changed()


def test_nothing_is_served_to_other_names_or_from_other_folders(served: tuple[LiveSite, str]) -> None:
    _, address = served
    for url, host in ((f"{address}read.html", "evil.example"), (f"{address}..%2f..%2fedition.toml", "")):
        with pytest.raises(urllib.error.HTTPError) as refused:
            got(url, host)
        assert refused.value.code in (403, 404)
        refused.value.close()


def status(address: str, request: str) -> int:
    """The status of the answer to a request that is sent as it is."""
    port = int(address.rsplit(":", 1)[1].strip("/"))
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request.encode("latin-1") + b"\r\n\r\n")
        return int(connection.makefile("rb").readline().split()[1])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "127.0.0.1:80", "localhost:8000"])
def test_this_machine_may_ask_with_a_port_or_without(served: tuple[LiveSite, str], host: str) -> None:
    for method in ("GET", "HEAD"):
        assert status(served[1], f"{method} /read.html HTTP/1.0\r\nHost: {host}") == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "", "127.0.0.1.evil.example", "localhost:x", "[::1]"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_other_names_are_refused_by_every_method(served: tuple[LiveSite, str], host: str, method: str) -> None:
    for path in ("/read.html", "/style.css", "/edition-version"):
        assert status(served[1], f"{method} {path} HTTP/1.0\r\nHost: {host}") == 403


@pytest.mark.parametrize(
    "path", ["/%00", "/a%00.html", "/\x00", "/tei/", "/tei", "/" + "n" * 5000, "/%ff%fe", "/..%2fedition.toml"]
)
def test_what_is_no_page_is_not_found(served: tuple[LiveSite, str], path: str) -> None:
    for method in ("GET", "HEAD"):
        assert status(served[1], f"{method} {path} HTTP/1.0\r\nHost: localhost") in (404, 414)


def test_links_out_of_the_site_are_not_followed(served: tuple[LiveSite, str], tmp_path: Path) -> None:
    site, address = served
    (tmp_path / "secret.html").write_text("secret")
    folder = site.root / "build" / "site"
    links = {"far": tmp_path, "far.html": tmp_path / "secret.html", "near.html": folder / "read.html"}
    for name, target in links.items():
        (folder / name).symlink_to(target)
    try:
        for path, wanted in (("far/secret.html", 404), ("far.html", 404), ("near.html", 200), ("", 200)):
            assert status(address, f"GET /{path} HTTP/1.0\r\nHost: localhost") == wanted
    finally:
        for name in links:
            (folder / name).unlink()


def test_a_connection_that_says_nothing_is_closed(
    served: tuple[LiveSite, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _Handler.timeout == IDLE
    monkeypatch.setattr(_Handler, "timeout", 0.05)
    port = int(served[1].rsplit(":", 1)[1].strip("/"))
    with socket.create_connection(("127.0.0.1", port)) as connection:
        assert connection.recv(1) == b""


def test_a_port_that_is_taken_is_told(served: tuple[LiveSite, str]) -> None:
    site, address = served
    port = int(address.rsplit(":", 1)[1].strip("/"))
    with pytest.raises(OutputError, match="name another with --port"), serving(site.root, port):
        pass
