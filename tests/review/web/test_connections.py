"""Anybody on the machine may open connections; none of that keeps the therapist out."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from formcheck.review.web import connections
from formcheck.review.web.server import HOST
from tests.support.review_site import ReviewSite, running_site

_CROWD = 150


@contextmanager
def _crowd(port: int, number: int, says: bytes = b"") -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        crowd = []
        for _ in range(number):
            one = stack.enter_context(socket.create_connection((HOST, port), timeout=30))
            if says:
                one.sendall(says)
            crowd.append(one)
        yield crowd


@pytest.fixture
def impatient_site(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ReviewSite]:
    monkeypatch.setattr(connections, "LONGEST_SILENCE_S", 0.4)
    monkeypatch.setattr(connections, "LONGEST_REQUEST_S", 0.8)
    with running_site(tmp_path_factory.mktemp("impatient")) as running:
        yield running


@pytest.mark.parametrize(
    "says", [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n"]
)
def test_a_crowd_of_strangers_does_not_lock_the_therapist_out(
    site: ReviewSite, says: bytes
) -> None:
    with _crowd(site.port, _CROWD, says):
        for _ in range(3):
            assert site.therapist.get("/").status == 200


def test_the_therapist_who_was_there_first_is_not_pushed_out(site: ReviewSite) -> None:
    head = "".join(f"{name}: {value}\r\n" for name, value in site.therapist.headers.items())
    page = f"GET {site.keys.root}/sets/newest.json HTTP/1.1\r\n"
    asked = f"{page}Host: {HOST}:{site.port}\r\n{head}\r\n"
    with socket.create_connection((HOST, site.port), timeout=30) as therapist:
        assert _status(therapist, asked) == 200
        with _crowd(site.port, _CROWD):
            assert _status(therapist, asked) == 200


def _status(connection: socket.socket, asked: str) -> int:
    """Ask, read the whole answer, and return its status; the connection stays open."""
    connection.sendall(asked.encode())
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    answer.read()
    return answer.status


def _closed_after_s(connection: socket.socket, each_s: float = 0.0) -> float:
    """Return after how long the other side hangs up; a byte is sent each so many seconds."""
    begun = time.monotonic()
    connection.settimeout(each_s or 30)
    while True:
        try:
            if not connection.recv(1):
                return time.monotonic() - begun
        except TimeoutError:
            connection.sendall(b"x")
        except ConnectionError:
            return time.monotonic() - begun


def test_who_says_nothing_is_hung_up_on(impatient_site: ReviewSite) -> None:
    with socket.create_connection((HOST, impatient_site.port)) as silent:
        assert 0.3 < _closed_after_s(silent) < 10


def test_who_never_comes_to_the_end_of_a_request_is_hung_up_on(impatient_site: ReviewSite) -> None:
    with socket.create_connection((HOST, impatient_site.port)) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nX-Long: ")
        assert 0.6 < _closed_after_s(slow, each_s=0.1) < 10


def test_the_limit_holds_for_every_request_of_a_connection(impatient_site: ReviewSite) -> None:
    site = impatient_site
    head = "".join(f"{name}: {value}\r\n" for name, value in site.therapist.headers.items())
    own = f"Host: {HOST}:{site.port}\r\n{head}\r\n"
    with socket.create_connection((HOST, site.port), timeout=30) as connection:
        connection.sendall(f"GET {site.keys.root}/sets/newest.json HTTP/1.1\r\n{own}".encode())
        assert connection.recv(65_536).startswith(b"HTTP/1.1 200")
        connection.sendall(b"GET /slow HTTP/1.1\r\nX-Long: ")
        assert 0.6 < _closed_after_s(connection, each_s=0.1) < 10


def test_a_long_answer_is_not_cut_off(
    impatient_site: ReviewSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limits are on asking: a clip that is watched slowly, or a bundle, takes its time."""
    answering = type(impatient_site.store.sets).newest_id

    def slowly(*arguments: int) -> int | None:
        time.sleep(1.5)
        return answering(*arguments)

    monkeypatch.setattr(type(impatient_site.store.sets), "newest_id", slowly)
    assert impatient_site.therapist.get("/sets/newest.json").status == 200
