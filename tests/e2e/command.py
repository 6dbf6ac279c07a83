"""Running the installed ``formcheck`` command as a person would."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.warm import run_warm

EXECUTABLE = Path(sysconfig.get_path("scripts")) / "formcheck"
_TIMEOUT_S = 240


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def complaint(self) -> list[str]:
        """Lines on standard error, after a check that none is a traceback."""
        assert "Traceback" not in self.stderr
        return self.stderr.splitlines()


@dataclass(frozen=True)
class Command:
    """The command in a working folder of its own; ``prefix`` is a program that watches it."""

    folder: Path
    environment: Mapping[str, str]
    prefix: tuple[str, ...] = ()

    def run(self, *arguments: str | Path, **variables: str) -> Ended:
        """Run the command to its end; keywords are environment variables."""
        done = subprocess.run(
            [*self.prefix, EXECUTABLE, *(os.fspath(part) for part in arguments)],
            cwd=self.folder,
            env={**self.environment, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
        return _ended(done.returncode, done.stdout, done.stderr)

    def run_warm(self, *arguments: str | Path, **variables: str) -> Ended:
        """Run a command to its end as `run` does, but not from a fresh start; see `run_warm`."""
        typed = [os.fspath(part) for part in arguments]
        return _ended(*run_warm(typed, self.folder, {**self.environment, **variables}))

    def start(self, *arguments: str | Path, **variables: str) -> subprocess.Popen[str]:
        """Start the command in the background; keywords are environment variables."""
        return subprocess.Popen(
            [*self.prefix, EXECUTABLE, *(os.fspath(part) for part in arguments)],
            cwd=self.folder,
            env={**self.environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def result(self, name: str, out: str = "formcheck-results") -> dict[str, Any]:
        """Return what ``result.json`` of a clip holds."""
        path = self.folder / out / name / "result.json"
        loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return loaded

    def left_behind(self) -> list[str]:
        """Return everything in the working folder, hidden things too."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))


def empty_home(home: Path) -> dict[str, str]:
    """Return the variables of somebody whose home directory has nothing of formcheck's yet."""
    own = {"DATA": "data", "CONFIG": "config", "STATE": "state"}
    return {"HOME": str(home)} | {f"XDG_{kind}_HOME": str(home / own[kind]) for kind in own}


def _ended(exit_code: int, stdout: bytes, stderr: bytes) -> Ended:
    return Ended(
        exit_code,
        stdout.decode(errors="backslashreplace"),
        stderr.decode(errors="backslashreplace"),
    )
