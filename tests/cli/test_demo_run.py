from __future__ import annotations

import os
import tempfile
import webbrowser
from collections.abc import Sequence
from pathlib import Path

import pytest

from formcheck.cli import demo_run
from formcheck.cli.demo_run import run_demo
from formcheck.cli.score_run import Options


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Replace scoring and browser; return the addresses that were opened."""
    addresses: list[str] = []

    def pretend(clips: Sequence[Path], options: Options) -> int:
        assert clips[0].exists()
        return 0

    def show(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(demo_run, "score_all", pretend)
    monkeypatch.setattr(webbrowser, "open", show)
    monkeypatch.setattr(demo_run, "has_display", lambda: True)
    return addresses


def test_the_report_is_opened(opened: list[str], tmp_path: Path) -> None:
    assert run_demo(open_report=True) == 0
    report = tmp_path / "formcheck-results" / "prone_press_up_bad" / "report.html"
    assert opened == [report.as_uri()]


@pytest.mark.parametrize(("open_report", "display"), [(False, True), (True, False)])
def test_it_is_only_named(
    opened: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    open_report: bool,
    display: bool,
) -> None:
    monkeypatch.setattr(demo_run, "has_display", lambda: display)
    assert run_demo(open_report=open_report) == 0
    assert opened == []
    assert "report.html" in capsys.readouterr().out


def test_where_nothing_can_be_written_a_temporary_folder_is_used(
    opened: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(tempfile, "mkdtemp", lambda prefix: str(tmp_path / prefix))
    assert run_demo(open_report=False) == 0
    assert "formcheck-demo-" in capsys.readouterr().out
