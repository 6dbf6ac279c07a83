"""``formcheck review`` as a program: started, asked, ended."""

from __future__ import annotations

import html
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import webbrowser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from formcheck.cli import review_run
from formcheck.cli.main import app
from tests.support.review_site import Visitor

_PLAIN = {"DISPLAY", "WAYLAND_DISPLAY"}


def test_it_prints_an_address_that_opens_and_ends_in_order(tmp_path: Path) -> None:
    store = tmp_path / "history.sqlite"
    command = [sys.executable, "-m", "formcheck", "review", "--store", str(store), "--no-browser"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        found = None
        while found is None:
            line = program.stdout.readline()
            assert line, program.communicate()
            found = re.search(r"http://127\.0\.0\.1:(\d+)(/enter\?token=\S+)", line)
        visitor = Visitor(int(found[1]))
        assert visitor.get("/").status == 403
        assert visitor.get(found[2]).status == 200
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=60)
    assert program.returncode == 0
    assert "Everything was saved" in out
    assert err == ""
    assert stat.S_IMODE(store.stat().st_mode) == 0o600


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        store = str(tmp_path / "history.sqlite")
        result = CliRunner().invoke(app, ["review", "--store", store, "--port", port])
    assert result.exit_code != 0
    assert f"Port {port} is in use" in str(result.exception)


def test_the_browser_is_given_a_private_file_instead_of_the_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def note(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    review_run._open("http://127.0.0.1:1/enter?token=secret", tmp_path)
    (address,) = opened
    assert address.startswith("file:")
    assert "secret" not in address
    assert "token=secret" in (tmp_path / "formcheck.html").read_text()


def test_formcheck_alone_opens_the_first_page(tmp_path: Path) -> None:
    environment = {**os.environ, "FORMCHECK_STORE": str(tmp_path / "history.sqlite")}
    for name in _PLAIN:
        environment.pop(name, None)
    with subprocess.Popen(
        [sys.executable, "-m", "formcheck"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as program:
        assert program.stdout is not None
        found = None
        while found is None:
            line = program.stdout.readline()
            assert line, program.communicate()
            found = re.search(r"http://127\.0\.0\.1:(\d+)(/enter\?token=\S+)", line)
        assert "/home" in Visitor(int(found[1])).get(found[2]).text
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=60)
    assert program.returncode == 0
    assert err == ""
    assert "formcheck has ended" in out


def test_opened_by_a_click_the_browser_says_why_it_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(review_run, "has_display", lambda: True)
    monkeypatch.setattr(tempfile, "mkdtemp", lambda prefix: str(tmp_path))
    (tmp_path / "damaged.sqlite").write_bytes(b"<no database>" * 100)
    result = CliRunner().invoke(app, ["home", "--store", str(tmp_path / "damaged.sqlite")])
    assert result.exit_code != 0
    page = (tmp_path / "formcheck.html").read_text()
    assert opened == [(tmp_path / "formcheck.html").as_uri()]
    assert "cannot be opened" in page
    assert str(result.exception).splitlines()[0] in html.unescape(page)
