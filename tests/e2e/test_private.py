"""Nothing that is filmed leaves the machine."""

from __future__ import annotations

import re
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.command import EXECUTABLE, Command
from tests.e2e.live_session import exercising
from tests.support.network import NetworkLog, can_log_addresses, can_watch, watch_network
from tests.support.review_site import Visitor
from tests.support.x_screen import has_x_screen, x_screen


@pytest.mark.skipif(not can_watch(), reason="the kernel cannot be asked here")
def test_a_whole_run_opens_no_internet_socket(formcheck: Command, short_clip: Path) -> None:
    out = formcheck.folder / "out"
    options = ["-e", "press-up", "--no-cache", "-o", str(out)]
    command = [str(EXECUTABLE), "score", str(short_clip), *options]
    seen = watch_network(command, formcheck.environment)
    assert seen.returncode == 0, seen.stderr
    assert seen.sockets == ()
    assert (out / "short" / "report.html").exists()


@pytest.mark.skipif(not can_watch(), reason="the kernel cannot be asked here")
def test_neither_does_a_batch_with_its_workers(formcheck: Command, short_clip: Path) -> None:
    out = formcheck.folder / "out"
    (formcheck.folder / "list.csv").write_text(f"clip\n{short_clip}\n", encoding="utf-8")
    options = ["-e", "press-up", "-o", str(out)]
    listed = str(formcheck.folder / "list.csv")
    seen = watch_network([str(EXECUTABLE), "batch", listed, *options], formcheck.environment)
    assert seen.returncode == 0, seen.stderr
    assert seen.sockets == ()
    assert len((out / "sets.csv").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.skipif(not can_watch(), reason="the kernel cannot be asked here")
def test_a_socket_would_have_been_seen() -> None:
    dial = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    assert watch_network([sys.executable, "-c", dial]).sockets


@pytest.mark.skipif(not can_log_addresses(), reason="needs strace")
@pytest.mark.skipif(not has_x_screen(), reason="needs Xvfb and xdotool")
def test_a_live_session_opens_no_internet_socket(
    formcheck: Command, short_clip: Path, tmp_path: Path
) -> None:
    log = NetworkLog(tmp_path / "calls")
    watched = replace(formcheck, prefix=log.prefix)
    with (
        x_screen("1366x768") as display,
        exercising(watched, display, "press-up", "--camera", short_clip, "--record") as session,
    ):
        hand = session.window()
        session.wait_for("[!.]*/report.html")
        ended = session.close(hand)
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert log.sockets(session.process.pid) == []


@pytest.mark.skipif(not can_log_addresses(), reason="needs strace")
def test_the_review_speaks_to_this_machine_alone(formcheck: Command, tmp_path: Path) -> None:
    log = NetworkLog(tmp_path / "calls")
    watched = replace(formcheck, prefix=log.prefix)
    process = watched.start("review", "--store", "history.sqlite", "--no-browser")
    try:
        assert process.stdout is not None
        found = None
        while found is None:
            line = process.stdout.readline()
            assert line, process.communicate()
            found = re.search(r"http://127\.0\.0\.1:(\d+)(/enter\?token=\S+)", line)
        visitor = Visitor(int(found[1]))
        entered = visitor.get(found[2])
        place = re.search(r'href="(/[^/"]+)/"', entered.text)
        assert place is not None
        cookie = entered.headers["set-cookie"].partition(";")[0]
        inside = Visitor(visitor.port, {"cookie": cookie}, place[1])
        for path in ("/", "/sets", "/learn", "/exports/tables.zip"):
            assert inside.get(path).status == 200
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
    assert (process.returncode, complaint) == (0, "")
    assert log.addresses(process.pid) == {"127.0.0.1"}
