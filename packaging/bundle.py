"""Builds formcheck as a folder that needs no Python, starts it, and says how large and fast it is.

In an environment with ``pip install '.[bundle]'``::

    python packaging/bundle.py

leaves ``dist/formcheck/``; see ``docs/install.md``. It is no part of the checks of a change: it
takes minutes, and what it makes belongs to the system that it was made on.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import PyInstaller.__main__

from formcheck.pose.bundle import ensure_bundle
from formcheck.samples import sample_clip

_HERE = Path(__file__).parent
_NAME = "formcheck"
#: Packages whose names `formcheck doctor` shows.
_NAMED = ("formcheck", "mediapipe", "opencv-python", "av", "numpy")
#: Nothing that people use loads them: only `evaluate` and the renderer, which the bundle lacks.
_LEFT_OUT = ("scipy", "matplotlib", "tkinter", "IPython", "pytest")
_MEGABYTE = 1e6


def build(out: Path) -> Path:
    """Build the bundle in a folder and return its program.

    Parameters
    ----------
    out : Path
        A bundle of the same name in it is replaced.
    """
    model = ensure_bundle().path
    with tempfile.TemporaryDirectory(prefix="formcheck-bundle-") as scratch:
        models = Path(scratch) / "models"
        models.mkdir()
        shutil.copy(model, models / model.name)
        PyInstaller.__main__.run(
            [
                *("--noconfirm", "--log-level", "WARN", "--name", _NAME, "--onedir"),
                *("--distpath", str(out), "--workpath", scratch, "--specpath", scratch),
                *("--collect-data", "formcheck", "--collect-submodules", "formcheck"),
                *("--collect-data", "mediapipe", "--collect-binaries", "mediapipe"),
                *("--collect-submodules", "pyttsx3"),
                *("--add-data", f"{models}:models"),
                *(f"--copy-metadata={name}" for name in _NAMED),
                *(f"--exclude-module={name}" for name in _LEFT_OUT),
                str(_HERE / "start.py"),
            ]
        )
    return out / _NAME / (f"{_NAME}.exe" if sys.platform == "win32" else _NAME)


def check(program: Path) -> None:
    """Start the bundle as people do, without anything of this Python, and say what came of it."""
    with tempfile.TemporaryDirectory(prefix="formcheck-bundle-") as folder:
        home = Path(folder)
        environment = {"HOME": folder, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
        start_s = min(_time(program, "--version", environment) for _ in range(3))
        print(f"to the first word: {start_s:.2f} s")
        clip = home / "clip.mp4"
        shutil.copy(sample_clip("prone_press_up_good"), clip)
        score_s = _time(program, "score", environment, str(clip), "--no-video", "-o", str(home))
        print(f"a clip scored, for the first time: {score_s:.1f} s")
        print(f"the first page: {_time_first_page(program, environment, home):.2f} s")


def _time(program: Path, command: str, environment: dict[str, str], *arguments: str) -> float:
    begun_s = time.perf_counter()
    subprocess.run(
        [str(program), command, *arguments],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun_s


def _time_first_page(program: Path, environment: dict[str, str], home: Path) -> float:
    """Return the time from the start to the first page; seconds."""
    begun_s = time.perf_counter()
    command = [str(program), "home", "--no-browser", "--store", str(home / "history.sqlite3")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if address := re.search(r"http://127\.0\.0\.1:\S+", line):
                with urllib.request.urlopen(address[0]) as answer:
                    assert answer.status == 200
                break
        taken_s = time.perf_counter() - begun_s
        running.terminate()
    return taken_s


def main() -> None:
    """Build, start and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--out", type=Path, default=Path("dist"))
    out = parser.parse_args().out
    begun_s = time.perf_counter()
    program = build(out)
    files = [path for path in program.parent.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files)
    print(f"built in {time.perf_counter() - begun_s:.0f} s: {program}")
    print(f"size: {size / _MEGABYTE:.0f} MB in {len(files)} files")
    packed = shutil.make_archive(str(out / _NAME), "gztar", out, _NAME)
    print(f"packed: {Path(packed).stat().st_size / _MEGABYTE:.0f} MB in {packed}")
    check(program)


if __name__ == "__main__":
    main()
