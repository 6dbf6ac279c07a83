"""Nothing that is filmed leaves the machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.e2e.command import EXECUTABLE, Command
from tests.support.network import can_watch, watch_network


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
def test_a_socket_would_have_been_seen() -> None:
    dial = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    assert watch_network([sys.executable, "-c", dial]).sockets
