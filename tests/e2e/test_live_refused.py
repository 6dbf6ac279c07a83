"""What ``formcheck live`` refuses before any window: two lines, the right exit code."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.e2e.command import Command, Ended
from tests.support.x_screen import has_x_screen, x_screen


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    if not has_x_screen():
        pytest.skip("needs Xvfb and xdotool")
    with x_screen() as name:
        yield name


def _refused(formcheck: Command, run: Callable[[], Ended]) -> tuple[int, str]:
    before = formcheck.left_behind()
    ended = run()
    assert ended.stdout == ""
    assert len(ended.complaint) == 2, ended.stderr
    assert ended.complaint[0].startswith("Error: ")
    assert formcheck.left_behind() == before
    return ended.exit_code, ended.complaint[0]


def test_no_screen(formcheck: Command) -> None:
    code, complaint = _refused(formcheck, lambda: formcheck.run("live", DISPLAY=":4711"))
    assert code == 5
    assert "screen" in complaint


@pytest.mark.parametrize(
    ("camera", "words"),
    [("63", "no camera"), ("http://127.0.0.1:9/video", "No stream can be read")],
)
def test_no_camera(formcheck: Command, display: str, camera: str, words: str) -> None:
    code, complaint = _refused(
        formcheck, lambda: formcheck.run("live", "--camera", camera, DISPLAY=display)
    )
    assert (code, words in complaint) == (5, True), complaint


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("juggling",), 2, "There is no exercise"),
        (("--camera", "diary.mp4"), 3, "not a video"),
        (("--plan", "broken.toml"), 2, "broken.toml"),
        (("--plan", "absent.toml"), 2, "There is no plan file"),
    ],
)
def test_what_cannot_be_followed(
    formcheck: Command, display: str, arguments: tuple[str, ...], code: int, words: str
) -> None:
    (formcheck.folder / "diary.mp4").write_text("Dear diary, today my back was better.\n" * 100)
    (formcheck.folder / "broken.toml").write_text("[exercises\n")
    exit_code, complaint = _refused(
        formcheck, lambda: formcheck.run_warm("live", *arguments, DISPLAY=display)
    )
    assert (exit_code, words in complaint) == (code, True), complaint
