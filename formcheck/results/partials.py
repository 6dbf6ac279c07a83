"""Temporary folders of results: named after their process, and swept once it is gone."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import time
from collections.abc import Collection, Iterable
from pathlib import Path

_NAME = re.compile(r"\.formcheck-(?P<host>[A-Za-z0-9-]+)\.(?P<pid>\d+)\.\w+\.partial")
#: Where it cannot be asked whether a process lives, a folder of it is left alone for so long.
_DAY_S = 86_400.0


def host_name() -> str:
    """Return the name of this computer, in letters that any file system takes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", socket.gethostname()).strip("-") or "host"


def partial_prefix() -> str:
    """Return how the name of a temporary folder of this process begins."""
    return f".formcheck-{host_name()}.{os.getpid()}."


def sweep_partials(folders: Iterable[Path], ended: Collection[int] = ()) -> list[Path]:
    """Remove the temporary folders that processes of this computer left when they were killed.

    Those of a process that is alive stay, and so do those of other computers: whether
    somebody works there cannot be told from here.

    Parameters
    ----------
    folders : iterable of Path
        Where to look; folders inside are not searched. Need not exist.
    ended : collection of int
        Processes of which the caller knows that they have ended.

    Returns
    -------
    list of Path
        What was removed.
    """
    removed = []
    for folder in folders:
        with contextlib.suppress(OSError):
            for entry in folder.glob(".formcheck-*.partial"):
                if _is_orphan(entry, ended):
                    shutil.rmtree(entry, ignore_errors=True)
                    removed.append(entry)
    return removed


def is_alive(pid: int) -> bool | None:
    """Return whether a process of this computer runs, None where that cannot be asked."""
    if os.name == "nt":  # There, the signal that asks would end it.
        return None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # It is somebody else's.
        return True
    return True


def _is_orphan(entry: Path, ended: Collection[int]) -> bool:
    match = _NAME.fullmatch(entry.name)
    if match is None or match["host"] != host_name():
        return False
    pid = int(match["pid"])
    if pid in ended:
        return True
    alive = is_alive(pid)
    if alive is None:
        with contextlib.suppress(OSError):
            return time.time() - entry.stat().st_mtime > _DAY_S
        return False
    return not alive
