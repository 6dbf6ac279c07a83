"""Commands in processes that are split off from one where all modules are loaded already.

To load them takes a second, longer than to be refused or to score a clip that is known. Each
command still has a process of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

_TIMEOUT_S = 240
_LOADED = [
    "formcheck.cli.main",
    "formcheck.cli.score_run",
    "formcheck.cli.live_run",
    "formcheck.cli.import_run",
    "formcheck.cli.patients_run",
    "formcheck.pose.tracking",
    "formcheck.report.annotate",
    "formcheck.report.html",
]


def run_warm(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> tuple[int, bytes, bytes]:
    """Run ``formcheck`` to its end; return the exit code and what it printed on both streams.

    Parameters
    ----------
    arguments : sequence of str
        What is typed after the command.
    folder : Path
        Where it is typed.
    environment : mapping
        All of its variables.
    """
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(_LOADED)
    with TemporaryDirectory() as place:
        printed = Path(place, "stdout"), Path(place, "stderr")
        process = server.Process(target=_run, args=(arguments, folder, environment, *printed))
        process.start()
        process.join(_TIMEOUT_S)
        if process.exitcode is None:
            process.kill()
            process.join()
        assert process.exitcode is not None
        return process.exitcode, printed[0].read_bytes(), printed[1].read_bytes()


def _run(
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    stdout: Path,
    stderr: Path,
) -> None:
    for number, path, how in ((0, Path(os.devnull), "rb"), (1, stdout, "wb"), (2, stderr, "wb")):
        with path.open(how) as opened:
            os.dup2(opened.fileno(), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["formcheck", *arguments]
    from formcheck.cli.main import run  # noqa: PLC0415  loaded by the server, not by the tests

    run()
