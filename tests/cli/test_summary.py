from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.cli.summary import print_summary
from tests.support.scored import make_scored


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
    assert "another movement" in printed


def test_the_gravest_fault_comes_first(printed: str) -> None:
    scored = make_scored()
    grave = max(scored.result.faults, key=lambda fault: fault.severity)
    lines = [line for line in printed.splitlines() if "“" in line]
    assert lines[0].lower().startswith(grave.name)
    assert grave.cue in printed


def test_only_files_that_are_there_are_named(printed: str, tmp_path: Path) -> None:
    assert f"Report: {tmp_path / 'report.html'}" in printed
    assert "Video:" not in printed
