"""The server of `edition review`: one page and its requests, on this machine, for whoever has the address.

It writes the editor's files, so it asks more than `edition serve`: a secret in the address, sent back with every
request in a header that no form of another site can send; the Host with its port, so that no other name leads here;
the Origin.
"""

import json
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from hmac import compare_digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from edition.errors import EditionError, InputError, OutputError
from edition.model import KINDS

HOST = "127.0.0.1"
_NAMES = ("127.0.0.1", "localhost")
PAGE = "/review"
TOKEN_HEADER = "X-Review-Token"
MAX_REQUEST = 10_000  # bytes
IDLE = 30  # seconds after which a connection that says nothing is closed
_ASSETS = Path(__file__).parent / "review_page"
_POLICY = (
    "default-src 'none'; style-src 'nonce-{0}'; script-src 'nonce-{0}'; connect-src 'self'; img-src data:; "
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
#: What a request asks for, by its name; takes the JSON object of the request and gives what is sent back as JSON.
Routes = Mapping[str, Callable[[Mapping[str, Any]], object]]


class BadRequestError(InputError):
    """A request that the page never sends."""


class ReviewServer:
    """The address of a review that is being served; `token` is the secret in it."""

    def __init__(self, routes: Routes, port: int, page: str = "page") -> None:
        self.routes = routes
        self.page = page
        self.token = secrets.token_urlsafe(24)
        try:
            self.http = ThreadingHTTPServer((HOST, port), partial(_Handler, review=self))
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", "") or "it is no number of a port"
            raise OutputError(f"port {port} cannot be used: {why}; name another with --port") from None
        self.http.daemon_threads = True
        self.port = int(self.http.server_address[1])

    @property
    def hosts(self) -> frozenset[str]:
        """What the Host of a request may be."""
        return frozenset(f"{name}:{self.port}" for name in _NAMES)

    def address(self, place: str = "") -> str:
        """The address of the page, at a place of the edition."""
        query = urlencode({"t": self.token, **({"id": place} if place else {})})
        return f"http://{HOST}:{self.port}{PAGE}?{query}"


@contextmanager
def serving_review(routes: Routes, port: int, page: str = "page") -> Iterator[ReviewServer]:
    """Serve a page of a review on this machine. OutputError when the port is taken."""
    server = ReviewServer(routes, port, page)
    threading.Thread(target=server.http.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.http.shutdown()
        server.http.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Answers for the page, and for requests in JSON with the secret; everything else is refused."""

    timeout = IDLE
    server_version, sys_version = "edition", ""

    def __init__(self, *args: Any, review: ReviewServer) -> None:
        self.review = review
        super().__init__(*args)

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        token = parse_qs(asked.query).get("t", [""])[0]
        if not self.is_from_here() or asked.path != PAGE or not self.is_known(token):
            return self._refuse(403, "This page is for the address that the command printed.")
        nonce = secrets.token_urlsafe(16)
        return self._send(200, _page(self.review.page, nonce), "text/html", nonce)

    def do_POST(self) -> None:
        route = self.review.routes.get(self.path.removeprefix(f"{PAGE}/"))
        if not self.is_from_here() or route is None or not self.is_known(self.headers.get(TOKEN_HEADER, "")):
            return self._refuse(403, "This request does not come from the page of the review.")
        if self.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            return self._refuse(415, "A request is JSON.")
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            return self._refuse(411, "A request says its length.")
        if int(length) > MAX_REQUEST:
            return self._refuse(413, f"A request has at most {MAX_REQUEST} bytes.")
        return self._answer(route, self.rfile.read(int(length)))

    def _answer(self, route: Callable[[Mapping[str, Any]], object], data: bytes) -> None:
        try:
            said = json.loads(data)
        except (ValueError, RecursionError):
            return self._refuse(400, "The request is not JSON.")
        if not isinstance(said, dict):
            return self._refuse(400, "A request is an object of JSON.")
        try:
            status, made = 200, route(said)
        except BadRequestError as error:
            status, made = 400, {"error": str(error)}
        except EditionError as error:  # what an editor is told, and no fault of the page
            status, made = 200, {"error": str(error)}
        except Exception as error:  # a fault of this program ends no review
            status, made = 500, {"error": f"a fault in this program: {type(error).__name__}: {error}"}
        return self._send(status, json.dumps(made, ensure_ascii=False), "application/json")

    def is_from_here(self) -> bool:
        """Whether a request names this server, and comes from its page or from no page."""
        hosts, origin = self.headers.get_all("Host", []), self.headers.get("Origin")
        is_ours = len(hosts) == 1 and hosts[0].casefold() in self.review.hosts
        return is_ours and (origin is None or origin.casefold() in {f"http://{host}" for host in self.review.hosts})

    def is_known(self, token: str) -> bool:
        """Whether a request has the secret; the comparison takes as long for every wrong one."""
        return compare_digest(token.encode("utf-8", "replace"), self.review.token.encode())

    def _refuse(self, status: int, why: str) -> None:
        self.close_connection = True
        self._send(status, json.dumps({"error": why}), "application/json")

    def _send(self, status: int, text: str, kind: str, nonce: str = "none") -> None:
        data = text.encode("utf-8", "replace")
        self.send_response(status)
        for name, value in {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(data)),
            "Cache-Control": "no-store",
            "Content-Security-Policy": _POLICY.format(nonce),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are nobody's concern."""


def _page(name: str, nonce: str) -> str:
    """The page with its style and script in it, so that nothing else is fetched."""
    html, style, script = (
        (_ASSETS / file).read_text(encoding="utf-8") for file in (f"{name}.html", "page.css", f"{name}.js")
    )
    script = script.replace("{{registers}}", json.dumps({row.mention.value: row.key for row in KINDS}))
    return html.replace("{{nonce}}", nonce).replace("{{style}}", style).replace("{{script}}", script)
