"""The watch on the network must itself be seen to catch something."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.network import NetworkLog, can_log_addresses, can_watch, watch_network

pytestmark = pytest.mark.skipif(not can_watch(), reason="needs Linux")

# Through the C library, past everything that Python could notice.
NATIVE_SOCKET = "import ctypes; ctypes.CDLL(None).socket({family}, 1, 0); print('done')"
IN_A_CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}], check=True)"

WAYS = [
    pytest.param(
        True, marks=pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
    ),
    False,
]


@pytest.mark.parametrize("strace", WAYS)
@pytest.mark.parametrize("family", [2, 10])
def test_internet_socket_of_native_code_is_caught(strace: bool, family: int) -> None:
    use = watch_network([sys.executable, "-c", NATIVE_SOCKET.format(family=family)], strace=strace)
    assert len(use.sockets) == 1


@pytest.mark.parametrize("strace", WAYS)
def test_local_socket_is_let_through(strace: bool) -> None:
    use = watch_network([sys.executable, "-c", NATIVE_SOCKET.format(family=1)], strace=strace)
    assert use.sockets == ()
    assert use.stdout.strip() == "done"
    assert use.returncode == 0


def test_internet_socket_of_a_child_is_caught_by_strace() -> None:
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    code = IN_A_CHILD.format(code=NATIVE_SOCKET.format(family=2))
    assert watch_network([sys.executable, "-c", code], strace=True).sockets


_SPEAK = """
import socket
with socket.socket() as listening:
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    socket.create_connection(listening.getsockname()).close()
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sending:
    sending.sendto(b"x", ("{other}", 9))
"""


@pytest.mark.skipif(not can_log_addresses(), reason="needs strace")
@pytest.mark.parametrize("other", ["127.0.0.1", "127.9.9.9"])
def test_addresses_of_a_command_are_told_apart(tmp_path: Path, other: str) -> None:
    log = NetworkLog(tmp_path / "calls")
    words = [*log.prefix, sys.executable, "-c", _SPEAK.format(other=other)]
    with subprocess.Popen(words) as process:
        process.wait()
    assert process.returncode == 0
    assert len(log.sockets(process.pid)) == 3
    assert log.addresses(process.pid) == {"127.0.0.1", other}


def test_short_process_numbers_are_found_too(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    log.write_text("77    socket(AF_INET, SOCK_STREAM, 0) = 3\n77    +++ exited with 0 +++\n")
    assert len(NetworkLog(log).sockets(77)) == 1
