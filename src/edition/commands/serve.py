"""`edition serve`: the site on this machine alone, as its sources are now."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from edition.commands.live_site import LiveSite, Told
from edition.errors import OutputError
from edition.project.edition_defaults import is_corpus

HOST = "127.0.0.1"
_NAMES = ("127.0.0.1", "localhost")
IDLE = 30  # seconds after which a connection that says nothing is closed
_WATCH = "/edition-version"
_PAGE = re.compile(r"/((?:[A-Za-z-]+/)?)((?:[^/.%]+\.html)?)")  # of the site, or of a language
_POLICY = b"default-src 'none';"
#: By which command an entry is decided: this server has no secret, so it must not know the address of a review.
_TELL = b"""(function () {
  var note = document.createElement("p");
  note.setAttribute("role", "status");
  Object.assign(note.style, { position: "fixed", right: "0", bottom: "0", margin: "0", padding: ".3em .7em",
    zIndex: "9", font: "14px ui-monospace, monospace", background: "Canvas", color: "CanvasText",
    border: "1px solid" });
  function tell(event) {
    var entry = event.target.closest && event.target.closest("a.app[id], li[id^='n-app-'], li[id^='s-app-']");
    if (!entry) { return; }
    note.textContent = "edition review --id " + entry.id.replace(/^[ns]-/, "");
    document.body.appendChild(note);
  }
  document.addEventListener("click", tell, true);
  document.addEventListener("focusin", tell);
})();
"""
_RELOAD = b"""(function () {
  var known;
  setInterval(function () {
    fetch("%s").then(function (r) { return r.text(); }).then(function (now) {
      if (known && now !== known) { location.reload(); }
      known = now;
    }, function () {});
  }, 700);
})();
""" % _WATCH.encode()


class Served(Protocol):
    """A site that is shown: `version` grows when a page may have changed; `page` makes one, if it is not its file."""

    root: Path
    version: int

    def page(self, path: str) -> bytes | None: ...

    def run(self, tell: Callable[[Told], None]) -> None: ...


@contextmanager
def serving(root: Path, port: int) -> Iterator[tuple[Served, str]]:
    """The site of the edition or corpus in `root` at an address of this machine. OutputError when the port is taken."""
    site = _site_of(root)
    try:
        server = ThreadingHTTPServer((HOST, port), partial(_Handler, site=site))
    except OSError as error:
        raise OutputError(f"port {port} cannot be used: {error.strerror}; name another with --port") from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site, f"http://{HOST}:{server.server_address[1]}/index.html"
    finally:
        server.shutdown()
        server.server_close()


def _site_of(root: Path) -> Served:
    if is_corpus(root):
        from edition.commands.live_corpus import LiveCorpus

        return LiveCorpus(root)
    return LiveSite(root)


class _Handler(SimpleHTTPRequestHandler):
    """Serves the files of `build/site`, with a script in every page that asks for a new version."""

    timeout = IDLE

    def __init__(self, *args: object, site: Served) -> None:
        self.site = site
        super().__init__(*args, directory=str(site.root / "build" / "site"))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if not self.is_allowed():
            return
        if self.path == _WATCH:
            self._send(str(self.site.version).encode(), "text/plain")
        elif self.path == f"{_WATCH}.js":
            self._send(_RELOAD + _TELL, "text/javascript")
        elif (page := self._fresh()) is not None:
            self._send(_reloading(page), "text/html; charset=utf-8")
        elif (place := self.served()) is None:
            self.send_error(404, "There is no such page")
        elif place.suffix == ".html":
            self._send(_reloading(place.read_bytes()), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        if not self.is_allowed():
            return
        if self.served() is None:
            self.send_error(404, "There is no such page")
        else:
            super().do_HEAD()

    def is_allowed(self) -> bool:
        """Whether the request names this machine; another name would be another site that asks through the browser."""
        name = self.headers.get("Host", "").strip().casefold()
        if re.sub(r":[0-9]*\Z", "", name) in _NAMES:
            return True
        self.send_error(403, "This site is for this machine alone")
        return False

    def served(self) -> Path | None:
        """The file of the site that a path names: of a folder, with its slash, the first page (`/`, `/de/`).

        None for another folder, a link out of the site, an impossible name.
        """
        site = (self.site.root / "build" / "site").resolve()
        try:
            place = Path(self.translate_path(self.path)).resolve(strict=True)
            if place.is_dir() and urlsplit(self.path).path.endswith("/"):
                place = (place / "index.html").resolve(strict=True)
        except (OSError, ValueError, RuntimeError):
            return None
        return place if place.is_relative_to(site) and place.is_file() else None

    def _fresh(self) -> bytes | None:
        """The page that a path names, made of the sources as they are now; None where its file is to be shown."""
        named = _PAGE.fullmatch(urlsplit(self.path).path)
        return self.site.page(f"{named[1] or ''}{named[2] or 'index.html'}") if named else None

    def list_directory(self, path: object) -> None:
        """No folder is listed."""
        self.send_error(404, "There is no such page")

    def _send(self, data: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are nobody's concern."""


def _reloading(page: bytes) -> bytes:
    script = b'<script src="%s.js"></script></head>' % _WATCH.encode()
    return page.replace(_POLICY, _POLICY + b" connect-src 'self';", 1).replace(b"</head>", script, 1)
