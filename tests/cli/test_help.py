"""What the command line loads before it knows what to do."""

from __future__ import annotations

import subprocess
import sys

import pytest

_HEAVY = ("numpy", "scipy", "cv2", "av", "mediapipe", "jinja2")


@pytest.mark.parametrize("arguments", [["--help"], ["score", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = f"""
import sys
from formcheck.cli.main import app
sys.argv = ["formcheck", *{arguments}]
try:
    app()
finally:
    print([name for name in {_HEAVY} if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
    assert done.stdout


def test_scoring_loads_only_what_it_always_uses() -> None:
    sometimes = (
        "cv2",
        "jinja2",
        "mediapipe",
        "scipy",
        "http.client",
        "rich.progress",
        "formcheck.history",
        "formcheck.review",
        "formcheck.live.run",
    )
    code = (
        f"import sys, formcheck.cli.score_run; print([n for n in {sometimes} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
