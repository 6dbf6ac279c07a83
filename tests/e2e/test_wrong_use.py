"""Commands that cannot be followed: exit 2, one clear line, nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.command import Command


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("prone_pres_up", "Did you mean prone_press_up?"),
        ("back-extention", "Did you mean standing_back_extension?"),
        ("juggling", "pelvic_tilt, prone_press_up, seal_stretch, standing_back_extension"),
    ],
)
def test_unknown_exercise(formcheck: Command, short_clip: Path, typed: str, hint: str) -> None:
    ended = formcheck.run_warm("score", short_clip, "-e", typed)
    assert ended.exit_code == 2
    assert "There is no exercise" in ended.complaint[0]
    assert hint in ended.complaint[1]
    assert formcheck.left_behind() == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[prone_press_up.dose]\nhold_s = \n", "line 2"),
        ("[prone_press_up.faults]\nneck_dg = 30\n", "neck_dg"),
        ("[prone_press_up.faults]\nneck_deg = 'far'\n", "neck_deg"),
    ],
)
def test_broken_settings_file(formcheck: Command, short_clip: Path, text: str, words: str) -> None:
    (formcheck.folder / "mine.toml").write_text(text)
    ended = formcheck.run_warm("score", short_clip, "-e", "press-up", "--settings", "mine.toml")
    assert ended.exit_code == 2
    assert "mine.toml" in ended.complaint[0]
    assert words in ended.complaint[0]
    assert formcheck.left_behind() == ["mine.toml"]


def test_settings_are_followed(formcheck: Command, short_clip: Path) -> None:
    (formcheck.folder / "mine.toml").write_text("[prone_press_up.states]\ncount_deg = 80\n")
    arguments = ("score", short_clip, "-e", "press-up", "--no-video", "--settings", "mine.toml")
    assert formcheck.run(*arguments).exit_code == 0
    result = formcheck.result("short")
    assert result["settings"]["prone_press_up"]["states"]["count_deg"] == 80
    assert result["summary"]["reps_counted"] == 0


@pytest.mark.parametrize("out", ["taken", "taken/below", "/proc/here"])
def test_folder_that_cannot_be_written(formcheck: Command, short_clip: Path, out: str) -> None:
    (formcheck.folder / "taken").write_text("a file")
    ended = formcheck.run_warm("score", short_clip, "-e", "press-up", "-o", out)
    assert ended.exit_code == 2
    assert "-o" in ended.complaint[1]
    assert formcheck.left_behind() == ["taken"]


def test_result_folder_that_is_a_file(formcheck: Command, short_clip: Path) -> None:
    (formcheck.folder / "out").mkdir()
    (formcheck.folder / "out" / "short").write_text("a file")
    ended = formcheck.run_warm("score", short_clip, "-e", "press-up", "-o", "out")
    assert ended.exit_code == 2
    assert "is a file" in ended.complaint[0]
    assert formcheck.left_behind() == ["out", "out/short"]


@pytest.mark.parametrize(
    "arguments",
    [("score",), ("score", "x.mp4", "--colour"), ("scor",), ("models", "sell")],
)
def test_words_that_are_no_command(formcheck: Command, arguments: tuple[str, ...]) -> None:
    ended = formcheck.run_warm(*arguments)
    assert ended.exit_code == 2
    assert ended.stdout == ""
    assert "Error: " in ended.stderr
    assert ended.complaint


@pytest.mark.parametrize("model", ["medium", "nowhere/pose.task"])
def test_unknown_model(formcheck: Command, short_clip: Path, model: str) -> None:
    ended = formcheck.run_warm("score", short_clip, "-e", "press-up", "--model", model)
    assert ended.exit_code in (2, 5)
    assert "no pose model" in ended.complaint[0]
    assert formcheck.left_behind() == []
