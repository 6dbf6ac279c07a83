"""What ``formcheck live`` refuses before any window: two lines, the right exit code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.samples import sample_clip
from tests.e2e.command import Command
from tests.support.x_screen import has_x_screen, x_screen


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    if not has_x_screen():
        pytest.skip("needs Xvfb and xdotool")
    with x_screen() as name:
        yield name


def _refused(formcheck: Command, *arguments: str | Path, **variables: str) -> tuple[int, str]:
    before = formcheck.left_behind()
    ended = formcheck.run("live", *arguments, **variables)
    assert ended.stdout == ""
    assert len(ended.complaint) == 2, ended.stderr
    assert ended.complaint[0].startswith("Error: ")
    assert formcheck.left_behind() == before
    return ended.exit_code, ended.complaint[0]


@pytest.mark.parametrize("name", ["", ":4711"])
def test_no_screen(formcheck: Command, name: str) -> None:
    code, complaint = _refused(formcheck, DISPLAY=name)
    assert code == 5
    assert "screen" in complaint


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--camera", "63"), 5, "no camera"),
        (("press-up", "--camera", "nowhere.mp4"), 3, "There is no file"),
        (("press-up", "--camera", "diary.mp4"), 3, "not a video"),
        (("--camera", "http://127.0.0.1:9/video"), 5, "No stream can be read"),
        (("juggling",), 2, "There is no exercise"),
        (("--camera", "nowhere.mp4"), 3, "There is no file"),
        (("--camera", "diary.mp4"), 3, "not a video"),
        (("--camera", str(sample_clip("pelvic_tilt_good"))), 2, "must be named"),
        (("--no-guide",), 2, "needs to know what is done"),
        (("--plan", "broken.toml"), 2, "broken.toml"),
        (("--plan", "absent.toml"), 2, "There is no plan file"),
        (("--voice", "loud"), 2, "--voice"),
        (("--language", "xx"), 2, "language"),
    ],
)
def test_what_cannot_be_followed(
    formcheck: Command, display: str, arguments: tuple[str, ...], code: int, words: str
) -> None:
    (formcheck.folder / "diary.mp4").write_text("Dear diary, today my back was better.\n" * 100)
    (formcheck.folder / "broken.toml").write_text("[exercises\n")
    exit_code, complaint = _refused(formcheck, *arguments, DISPLAY=display)
    assert (exit_code, words in complaint) == (code, True), complaint
