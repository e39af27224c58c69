"""`edition serve`: the site on this machine alone, built again whenever a source changes."""

import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from edition.built import Built
from edition.errors import EditionError, OutputError
from edition.model import EntryKind
from edition.project.config import FILE_NAME as CONFIG
from edition.project.config import WitnessOptions, read_config
from edition.project.decisions import FILE_NAME as DECISIONS
from edition.project.decisions import decision_files
from edition.project.page_files import is_several, page_paths
from edition.rebuild import rebuild

HOST = "127.0.0.1"
_NAMES = ("127.0.0.1", "localhost")
IDLE = 30  # seconds after which a connection that says nothing is closed
_WATCH = "/edition-version"
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


class Watched:
    """The sources of an edition: what was last built, and whether anything changed since."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.version = 0
        self._seen: Mapping[Path, tuple[int, int]] = {}

    def has_changed(self) -> bool:
        """Whether a source was written, made or taken away since the last time this was asked."""
        paths = (path for source in self._sources() for path in _with_files(source))
        now = {path: (stat.st_mtime_ns, stat.st_size) for path in paths if (stat := _stat(path))}
        changed, self._seen = now != self._seen, now
        return changed

    def _sources(self) -> Iterator[Path]:
        yield from (self.root / name for name in (CONFIG, DECISIONS, *decision_files(self.root)))
        yield from (self.root / "tei" / "registers" / f"{name}.xml" for name in EntryKind)
        try:
            config = read_config(self.root)
        except EditionError:
            return
        yield from (self.root / path for witness in config.witnesses for path in self._files(witness))
        yield from (self.root / path for path in (*config.site.files.values(), config.annotation.words) if path)
        one = config.edition
        around = (
            one.introduction,
            one.commentary,
            one.bibliography,
            one.stemma,
            *(t.file for t in config.translations),
        )
        yield from (self.root / path for path in (config.pdf.fonts, one.languages, *around) if path)

    def _files(self, witness: WitnessOptions) -> Sequence[str]:
        if not is_several(witness.seed):
            return witness.pages or (witness.seed,)
        try:
            return page_paths(self.root, witness.seed)
        except EditionError:
            return ()


def _with_files(path: Path) -> Iterator[Path]:
    """A source, and of a folder (labels, data of languages) each file in it, whose words change no folder."""
    yield path
    try:
        yield from path.iterdir() if path.is_dir() else ()
    except OSError:
        return


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


@contextmanager
def serving(root: Path, port: int) -> Iterator[tuple[Watched, str]]:
    """The site of the edition in `root` at an address of this machine. OutputError when the port is taken."""
    watched = Watched(root)
    try:
        server = ThreadingHTTPServer((HOST, port), partial(_Handler, watched=watched))
    except OSError as error:
        raise OutputError(f"port {port} cannot be used: {error.strerror}; name another with --port") from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield watched, f"http://{HOST}:{server.server_address[1]}/index.html"
    finally:
        server.shutdown()
        server.server_close()


def build_on_change(watched: Watched, tell: Callable[[Built | EditionError], None], pause: float = 0.5) -> None:
    """Build whenever a source changes, for ever; what came of it is told."""
    while True:
        if watched.has_changed():
            tell(build_once(watched))
        time.sleep(pause)


def build_once(watched: Watched) -> Built | EditionError:
    """One build of TEI and site; pages reload when it was published."""
    try:
        built = rebuild(watched.root, ("tei", "site"))
    except EditionError as error:
        return error
    if not built.failed:
        watched.version += 1
    return built


class _Handler(SimpleHTTPRequestHandler):
    """Serves the files of `build/site`, with a script in every page that asks for a new version."""

    timeout = IDLE

    def __init__(self, *args: object, watched: Watched) -> None:
        self.watched = watched
        super().__init__(*args, directory=str(watched.root / "build" / "site"))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if not self.is_allowed():
            return
        if self.path == _WATCH:
            self._send(str(self.watched.version).encode(), "text/plain")
        elif self.path == f"{_WATCH}.js":
            self._send(_RELOAD + _TELL, "text/javascript")
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
        site = (self.watched.root / "build" / "site").resolve()
        try:
            place = Path(self.translate_path(self.path)).resolve(strict=True)
            if place.is_dir() and urlsplit(self.path).path.endswith("/"):
                place = (place / "index.html").resolve(strict=True)
        except (OSError, ValueError, RuntimeError):
            return None
        return place if place.is_relative_to(site) and place.is_file() else None

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
