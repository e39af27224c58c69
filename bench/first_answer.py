"""How long a reader with a phone waits for the first answer of the search: a browser, network and processor slowed."""

import gzip
import shutil
import statistics
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.collation import Section
from bench.made_editions import write_edition
from bench.measure import Target
from edition.publish.site.page_parts import Parts
from edition.publish.site.pages import PageSource, frame_files, page_sheet
from edition.publish.site.search_index import search_files
from edition.results import frame_of, site_source
from edition.stages import make_documents, read_sources

WORDS, LONG = 50_000, 500_000  # of each of three witnesses; the second with `full`
#: A phone on a slow network, as Lighthouse has it: 1.6 Mbit/s, 150 ms there and back, a quarter of the speed.
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
SLOWER = 4
ANSWER = "#search-results li"
#: Keeps the time when the first hit is there; the page's own policy allows no script that is put in later.
WATCH = f"""(function look() {{
  if (!document.querySelector("{ANSWER}")) {{ requestAnimationFrame(look); return; }}
  window.answered = performance.now();
}})();"""


def first_answer(*, full: bool) -> Section:
    """From the address of a search to the first hit on the screen; the median of three visits with nothing kept."""
    words = LONG if full else WORDS
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if find_spec("playwright") is None or chromium is None:
        return _section(words, None, "Not measured: Playwright or Chromium is not at hand (`make test-tools`).")
    with tempfile.TemporaryDirectory() as folder:
        files, asked = _searchable(Path(folder), words)
    with _served(files) as address:
        times = _visits(f"{address}/search.html?q={asked}", chromium)
    sizes = {name: len(gzip.compress(data)) / 1024 for name, data in files.items()}
    page = sum(sizes[name] for name in ("search.html", "style.css", "edition.js", "search.js"))
    data = sum(size for name, size in sizes.items() if name.startswith("search/"))
    visits = ", ".join(f"{one:.2f} s" for one in times)
    text = f"""Three witnesses of {words:,} words, 1.6 Mbit/s, 150 ms, processor slowed {SLOWER} times: {visits}.
As sent: page, style and scripts {page:.0f} KB; the head of the data {sizes["search-data.js"]:.0f} KB, and {data:.0f} KB
in files that are loaded as they are needed, the largest of {max(sizes.values()):.0f} KB."""
    return _section(words, statistics.median(times), text)


def _section(words: int, seconds: float | None, text: str) -> Section:
    target = Target(f"first answer of the search on a slow phone, {words:,} words × 3", seconds, 3, " s")
    return Section(f"## The first answer of the search\n\n{text}", (target,))


def _searchable(folder: Path, words: int) -> tuple[dict[str, bytes], str]:
    """The files of a site that its search needs, and a word that is found."""
    sources = read_sources(write_edition(folder, 3, words))
    source, frame = site_source(sources, make_documents(sources)), frame_of(sources, {})
    pages = PageSource(source, frame).make(page_sheet(frame), frame.labels.pages[0], (), "search.html")
    files = frame_files(has_images=False) | search_files(source.model, source.register, Parts())
    text = next(iter(source.model.witnesses)).text
    asked = next(word for word in text[len(text) // 2 :].split() if len(word) == 8 and word.isalpha())
    return files | {name: page.encode() for name, page in pages.items()}, asked


@contextmanager
def _served(files: Mapping[str, bytes]) -> Iterator[str]:
    """A server of these files that compresses them, as servers do."""
    packed = {name: gzip.compress(data) for name, data in files.items()}
    types = {"html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript; charset=utf-8"}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            data = packed.get(urlsplit(self.path).path.lstrip("/"))
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Type", types.get(urlsplit(self.path).path.rsplit(".", 1)[-1], "text/plain"))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing of each request."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _visits(address: str, chromium: str) -> list[float]:
    """Seconds from the navigation to the first hit, of three visits."""
    from playwright.sync_api import sync_playwright  # of the extra `tools`

    times = []
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(3):
            context = browser.new_context(viewport={"width": 412, "height": 823}, is_mobile=True)
            page = context.new_page()
            page.add_init_script(WATCH)
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", NETWORK)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.goto(address, wait_until="commit")
            page.locator(ANSWER).first.wait_for(timeout=60_000)
            times.append(page.evaluate("window.answered") / 1000)
            context.close()
        browser.close()
    return times
