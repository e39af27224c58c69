"""`edition review` over HTTP: who is answered, and what is refused before anything is read."""

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from edition.commands.review_server import IDLE, MAX_REQUEST, BadRequestError, ReviewServer, _Handler, serving_review
from edition.errors import InputError, OutputError

ASKED: list[Mapping[str, Any]] = []


def echo(said: Mapping[str, Any]) -> object:
    ASKED.append(said)
    match said.get("id"):
        case "bad":
            raise BadRequestError("no such thing")
        case "refused":
            raise InputError("not here")
        case "written":
            raise OutputError("another program wrote it")
        case "fault":
            raise RuntimeError("a fault")
        case _:
            return {"said": said}


@pytest.fixture(scope="module")
def review() -> Iterator[ReviewServer]:
    with serving_review({"echo": echo}, 0) as server:
        yield server


def answer(review: ReviewServer, path: str, data: bytes | None, headers: Mapping[str, str]) -> tuple[int, bytes, Any]:
    request = urllib.request.Request(f"http://127.0.0.1:{review.port}{path}", data, dict(headers))
    try:
        with urllib.request.urlopen(request) as made:
            return made.status, made.read(), made.headers
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read(), refused.headers


def right(review: ReviewServer) -> dict[str, str]:
    return {"Content-Type": "application/json", "X-Review-Token": review.token}


def test_the_page_is_whole_in_itself_and_may_load_nothing(review: ReviewServer) -> None:
    asked = urlsplit(review.address("app-1"))
    assert parse_qs(asked.query) == {"t": [review.token], "id": ["app-1"]}
    assert len(review.token) >= 32
    status, page, headers = answer(review, f"{asked.path}?{asked.query}", None, {})
    policy = headers["Content-Security-Policy"]
    assert status == 200
    assert policy.startswith("default-src 'none';")
    assert "frame-ancestors 'none'" in policy
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert page.count(f'nonce="{nonce}"'.encode()) == 2
    assert b"{{" not in page
    assert b"http://" not in page
    assert b"https://" not in page
    assert review.token.encode() not in page
    for name, value in {
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }.items():
        assert headers[name] == value


def test_each_page_has_another_nonce(review: ReviewServer) -> None:
    path = review.address().partition(str(review.port))[2]
    assert len({answer(review, path, None, {})[2]["Content-Security-Policy"] for _ in range(3)}) == 3


@pytest.mark.parametrize(
    "path",
    ["/review", "/review?t=", "/review?t=x", "/", "/review/../review?t={t}", "/review/list?t={t}", "/favicon.ico",
     "/review?x={t}", "/etc/passwd?t={t}", "/review%2f?t={t}"],
)  # fmt: skip
def test_no_page_without_the_secret_or_elsewhere(review: ReviewServer, path: str) -> None:
    status, page, _ = answer(review, path.replace("{t}", review.token), None, {})
    assert status == 403
    assert b"<script" not in page


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "evil.example", "evil.example:{port}", "127.0.0.1:1", "127.0.0.1.evil.example:{port}",
     "", "[::1]:{port}", "127.0.0.1:{port}@evil.example"],
)  # fmt: skip
def test_another_host_is_refused(review: ReviewServer, host: str) -> None:
    named = {"Host": host.replace("{port}", str(review.port))}
    assert answer(review, f"/review?t={review.token}", None, named)[0] == 403
    assert answer(review, "/review/echo", b"{}", right(review) | named)[0] == 403


def raw(review: ReviewServer, lines: str, body: str = "") -> int:
    with socket.create_connection(("127.0.0.1", review.port)) as connection:
        connection.sendall(f"{lines}\r\n\r\n{body}".encode("latin-1"))
        return int(connection.makefile("rb").readline().split()[1])


def test_two_hosts_are_refused(review: ReviewServer) -> None:
    host = f"Host: localhost:{review.port}"
    assert raw(review, f"GET /review?t={review.token} HTTP/1.0\r\n{host}") == 200
    assert raw(review, f"GET /review?t={review.token} HTTP/1.0\r\n{host}\r\nHost: evil.example") == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "https://127.0.0.1:{port}", "http://127.0.0.1"])
def test_another_origin_is_refused(review: ReviewServer, origin: str) -> None:
    named = {"Origin": origin.replace("{port}", str(review.port))}
    assert answer(review, "/review/echo", b"{}", right(review) | named)[0] == 403


def test_the_page_itself_is_answered(review: ReviewServer) -> None:
    for origin in (f"http://127.0.0.1:{review.port}", f"http://localhost:{review.port}"):
        made = answer(review, "/review/echo", b'{"id": "x"}', right(review) | {"Origin": origin})
        assert (made[0], json.loads(made[1])) == (200, {"said": {"id": "x"}})


@pytest.mark.parametrize("token", ["", "x", "{t}x", "é", " "])
def test_a_request_without_the_secret_is_refused_and_not_read(review: ReviewServer, token: str) -> None:
    ASKED.clear()
    wrong = right(review) | {"X-Review-Token": token.replace("{t}", review.token).encode().decode("latin-1")}
    assert answer(review, "/review/echo", b"{}", wrong)[0] == 403
    assert answer(review, f"/review/echo?t={review.token}", b"{}", wrong)[0] == 403
    assert ASKED == []


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", ""])
def test_what_a_form_could_send_is_refused(review: ReviewServer, kind: str) -> None:
    assert answer(review, "/review/echo", b"{}", right(review) | {"Content-Type": kind})[0] == 415


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"{", 400), (b"[]", 400), (b"1", 400), (b"\xff", 400), (b"", 400), (b"[" * 5000, 400),
     (b'{"id": "' + b"x" * MAX_REQUEST + b'"}', 413)],
)  # fmt: skip
def test_what_is_no_small_object_of_json_is_refused(review: ReviewServer, data: bytes, status: int) -> None:
    ASKED.clear()
    assert answer(review, "/review/echo", data, right(review))[0] == status
    assert ASKED == []


@pytest.mark.parametrize("length", ["", "-1", "x", "1e3", "²", "99999999999999999999"])
def test_a_length_that_is_none_is_refused(review: ReviewServer, length: str) -> None:
    head = f"POST /review/echo HTTP/1.0\r\nHost: localhost:{review.port}\r\nX-Review-Token: {review.token}"
    assert raw(review, f"{head}\r\nContent-Type: application/json\r\nContent-Length: {length}", "{}") in (411, 413)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"])
def test_other_methods_are_not_known(review: ReviewServer, method: str) -> None:
    assert raw(review, f"{method} /review?t={review.token} HTTP/1.0\r\nHost: localhost:{review.port}") == 501


@pytest.mark.parametrize(("name", "status"), [("bad", 400), ("refused", 200), ("written", 200), ("fault", 500)])
def test_what_an_editor_is_told_is_one_sentence(review: ReviewServer, name: str, status: int) -> None:
    made = answer(review, "/review/echo", json.dumps({"id": name}).encode(), right(review))
    assert made[0] == status
    assert list(json.loads(made[1])) == ["error"]
    assert b"Traceback" not in made[1]


def test_a_port_that_is_taken_or_none_is_refused(review: ReviewServer) -> None:
    for port in (review.port, 70000):
        with pytest.raises(OutputError, match=f"port {port} cannot be used"), serving_review({}, port):
            pass


def test_a_connection_that_says_nothing_is_closed(review: ReviewServer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _Handler.timeout == IDLE
    monkeypatch.setattr(_Handler, "timeout", 0.05)
    with socket.create_connection(("127.0.0.1", review.port)) as connection:
        assert connection.recv(1) == b""
