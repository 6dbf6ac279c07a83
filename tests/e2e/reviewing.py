"""A running ``formcheck review``, and the browser that its address let in."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from formcheck.review.web.server import HOST
from tests.e2e.command import Command
from tests.support.review_site import Answer, Visitor


class Therapist:
    """Goes from page to page; a page that fails fails the test."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor

    def open(self, path: str) -> str:
        """Return a page, or another text."""
        return self.ask(path).text

    def ask(self, path: str) -> Answer:
        """Return what comes back for a page or file."""
        answer = self._visitor.get(path)
        assert answer.status == 200, f"{path}: {answer.status} {answer.body[:500]!r}"
        return answer

    def send(self, path: str, fields: object) -> Answer:
        """Send a form, and return what comes back."""
        answer = self._visitor.post_form(path, fields)
        assert answer.status in (200, 303), f"{path}: {answer.status} {answer.body[:500]!r}"
        return answer

    def correct(self, path: str, message: object) -> None:
        """Send what a page's script sends."""
        answer = self._visitor.post_json(path, message)
        assert answer.status == 200, f"{path}: {answer.status} {answer.body[:500]!r}"


def read_entrance(process: subprocess.Popen[str]) -> str:
    """Return the address that a running command prints for its pages."""
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    return next(line.strip() for line in lines if "/enter?token=" in line)


@contextmanager
def reviewing(formcheck: Command) -> Iterator[Therapist]:
    """Run the review pages until the end of the block; none of them may have complained."""
    process = formcheck.start("review", "--no-browser")
    try:
        address = urlsplit(read_entrance(process))
        assert address.port is not None
        yield Therapist(_enter(address.port, f"{address.path}?{address.query}"))
    finally:
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=60)
    assert complaint == ""


def _enter(port: int, entrance: str) -> Visitor:
    let_in = Visitor(port).get(entrance)
    assert let_in.status == 200, let_in.body
    (cookie,) = SimpleCookie(let_in.headers["set-cookie"]).values()
    root = cookie["path"].removesuffix("/")
    headers = {
        "cookie": f"{cookie.key}={cookie.value}",
        "origin": f"http://{HOST}:{port}",
        "sec-fetch-site": "same-origin",
    }
    known = Visitor(port, headers, root)
    token = re.search(r'name="form-token" content="([^"]+)"', known.get("/").text)
    assert token is not None
    return Visitor(port, {**headers, "x-formcheck-token": token[1]}, root)
