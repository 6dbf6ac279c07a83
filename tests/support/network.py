"""Running a command and telling whether anything in it opened an internet socket.

Python's audit hooks would not see what compiled libraries do, so the kernel is
asked: `strace` lists every socket where it is installed; without it a seccomp
filter, inherited by all threads and children, kills the process at its first
internet socket. A command that runs on, and may use some addresses, is watched
by `NetworkLog`, which needs strace.
"""

from __future__ import annotations

import ctypes
import os
import platform
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SOCKET_CALL = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_INTERNET_FAMILIES = (2, 10)
_ADDRESS = re.compile(r'inet_addr\("([^"]*)"\)|inet_pton\(AF_INET6, "([^"]*)"')
_PATIENCE_S = 30.0
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_KILL_PROCESS, _ALLOW = 0x80000000, 0x7FFF0000
_LOAD_WORD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06


@dataclass(frozen=True)
class NetworkUse:
    """What a command did.

    ``sockets`` holds a line for every internet socket; ``returncode``,
    ``stdout`` and ``stderr`` are the command's.
    """

    returncode: int
    stdout: str
    stderr: str
    sockets: tuple[str, ...]


def watch_network(
    command: Sequence[str], env: Mapping[str, str] | None = None, *, strace: bool | None = None
) -> NetworkUse:
    """Run a command and list the internet sockets that it, or a child of it, opened.

    Parameters
    ----------
    command : sequence of str
    env : mapping, optional
        Its environment; this process's by default.
    strace : bool, optional
        Which of the two ways to use; strace where there is one by default.
    """
    if strace is None:
        strace = shutil.which("strace") is not None
    return _watch_with_strace(command, env) if strace else _watch_with_seccomp(command, env)


class NetworkLog:
    """What a command that is started elsewhere does on the network, all its children too.

    Parameters
    ----------
    path : Path
        Where strace may write.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def prefix(self) -> tuple[str, ...]:
        """The words to start the command with; the process is the command's own."""
        return ("strace", "-D", "-f", "-e", "trace=%network", "-o", str(self._path))

    def sockets(self, process_id: int) -> list[str]:
        """Return a line for each internet socket, once the process has ended."""
        return [line for line in self._lines(process_id) if "socket(AF_INET" in line]

    def addresses(self, process_id: int) -> set[str]:
        """Return all internet addresses that it listened on, spoke to or heard from."""
        found = _ADDRESS.findall("\n".join(self._lines(process_id)))
        return {old or new for old, new in found}

    def _lines(self, process_id: int) -> list[str]:
        # A short number is followed by more than one space.
        last = re.compile(rf"^{process_id} +\+\+\+ (exited|killed)", re.MULTILINE)
        end = time.monotonic() + _PATIENCE_S
        while not last.search(text := self._path.read_text(errors="replace")):
            assert time.monotonic() < end, "the command has not ended"
            time.sleep(0.05)
        return text.splitlines()


def can_log_addresses() -> bool:
    """Whether this machine can tell addresses apart."""
    return sys.platform == "linux" and shutil.which("strace") is not None


def can_watch() -> bool:
    """Whether this machine offers one of the two ways."""
    return sys.platform == "linux" and (
        shutil.which("strace") is not None or platform.machine() in _SOCKET_CALL
    )


def _watch_with_strace(command: Sequence[str], env: Mapping[str, str] | None) -> NetworkUse:
    with tempfile.TemporaryDirectory() as folder:
        calls = Path(folder) / "calls"
        done = _run(["strace", "-f", "-e", "trace=socket", "-o", str(calls), *command], env)
        lines = calls.read_text(errors="replace").splitlines()
    sockets = [line for line in lines if "socket(AF_INET" in line]
    return NetworkUse(done.returncode, done.stdout, done.stderr, tuple(sockets))


def _watch_with_seccomp(command: Sequence[str], env: Mapping[str, str] | None) -> NetworkUse:
    wrapper = [sys.executable, "-m", "tests.support.network", *command]
    done = _run(wrapper, env)
    killed = done.returncode == -signal.SIGSYS
    sockets = ("killed at its first internet socket",) if killed else ()
    return NetworkUse(done.returncode, done.stdout, done.stderr, sockets)


def _run(command: Sequence[str], env: Mapping[str, str] | None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def _forbid_internet_sockets() -> None:
    architecture, socket_call = _SOCKET_CALL[platform.machine()]
    # Offsets in struct seccomp_data: the call's number, the architecture, the first argument.
    program = [
        (_LOAD_WORD, 0, 0, 4),
        (_JUMP_IF_EQUAL, 0, 6, architecture),
        (_LOAD_WORD, 0, 0, 0),
        (_JUMP_IF_EQUAL, 0, 4, socket_call),
        (_LOAD_WORD, 0, 0, 16),
        (_JUMP_IF_EQUAL, 1, 0, _INTERNET_FAMILIES[0]),
        (_JUMP_IF_EQUAL, 0, 1, _INTERNET_FAMILIES[1]),
        (_RETURN, 0, 0, _KILL_PROCESS),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in program))
    header = struct.pack("@HP", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    for option, *arguments in (
        (_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        (_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.create_string_buffer(header), 0, 0),
    ):
        if libc.prctl(option, *arguments) != 0:
            raise OSError(ctypes.get_errno(), "the seccomp filter was refused")


if __name__ == "__main__":
    _forbid_internet_sockets()
    os.execvp(sys.argv[1], sys.argv[1:])
