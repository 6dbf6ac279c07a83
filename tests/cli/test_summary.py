from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.cli.summary import print_summaries, print_summary
from tests.support.scored import make_scored
from tests.support.segments import make_segment


@pytest.fixture
def printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> str:
    monkeypatch.setenv("COLUMNS", "160")
    (tmp_path / "report.html").touch()
    print_summary(make_scored(), tmp_path)
    return capsys.readouterr().out


def test_it_says_what_came_of_the_clip(printed: str) -> None:
    assert "Prone press up" in printed.splitlines()[0]
    assert "3 repetitions counted" in printed


def test_every_movement_has_a_line(printed: str) -> None:
    assert "0:02.0" in printed
    assert "lost from view" in printed
    assert "not this exercise" in printed


def test_the_side_is_named_where_either_may_move(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], printed: str
) -> None:
    assert " side " not in printed
    scored = make_scored()
    reps = [rep.model_copy(update={"side": "left"}) for rep in scored.result.reps]
    result = scored.result.model_copy(update={"reps": reps})
    print_summary(replace(scored, result=result), tmp_path)
    said = capsys.readouterr().out
    assert " side " in said
    assert said.count(" left ") == len(reps)


def test_the_gravest_fault_comes_first(printed: str) -> None:
    scored = make_scored()
    grave = max(scored.result.faults, key=lambda fault: fault.severity)
    lines = [line for line in printed.splitlines() if "“" in line]
    assert lines[0].lower().startswith(grave.name)
    assert grave.cue in printed


def test_only_files_that_are_there_are_named(printed: str, tmp_path: Path) -> None:
    assert f"Report: {tmp_path / 'report.html'}" in printed
    assert "Video:" not in printed


def test_a_recognised_exercise_can_be_put_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], printed: str
) -> None:
    assert "% sure" not in printed
    print_summary(make_segment(1, 2), tmp_path)
    said = capsys.readouterr().out
    assert "97% sure" in said
    assert "name the right one with -e" in said


def test_each_of_several_exercises_is_summed_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    print_summaries([make_segment(1, 2), make_segment(2, 2)], tmp_path)
    lines = capsys.readouterr().out.splitlines()
    assert "shows 2 exercises: prone press up 0:02.0 to 0:12.0, prone press up" in lines[0]
    assert f"All files: {tmp_path / '1_prone_press_up'}" in lines
    assert f"All files: {tmp_path / '2_prone_press_up'}" in lines


def test_a_narrow_window_gets_a_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "48")
    print_summary(make_scored(), tmp_path / "x")
    lines = capsys.readouterr().out.splitlines()
    assert all(len(line) <= 48 for line in lines if not line.startswith("All files"))
    assert "2.  0:07.0 – 0:11.0" in lines
    said = " ".join(" ".join(lines).split())
    assert "trunk inclination 49°; held 1.2 s; hips coming off the floor" in said
    assert "not counted: lost from view" in said
