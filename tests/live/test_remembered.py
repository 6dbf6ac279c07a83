from __future__ import annotations

import os
import stat
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from formcheck.live import remembered
from formcheck.live.remembered import Remembered, recall, remember

TODAY = date(2025, 3, 3)


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is remembered in a folder of the test."""
    path = tmp_path / "state" / "live.json"
    monkeypatch.setattr(remembered, "remembered_path", lambda: path)
    return path


def test_at_first_nothing_is_remembered() -> None:
    assert recall() == Remembered()
    assert not recall().seen_before


def test_what_was_remembered_is_recalled(file: Path) -> None:
    what = Remembered(seen_before=True, range_before={"pelvic_tilt": 71.5})
    what = what.with_stopped(frozenset({"pelvic_tilt"}), TODAY)
    assert remember(what)
    assert recall() == what
    assert [path.name for path in file.parent.iterdir()] == ["live.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="has no such rights")
def test_nobody_else_may_read_it(file: Path) -> None:
    remember(Remembered(seen_before=True))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"seen_before": "perhaps"}', b"\xff\xfe", b'{"stopped": 3}']
)
def test_a_damaged_file_is_as_good_as_none(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert recall() == Remembered()
    assert remember(Remembered(seen_before=True))
    assert recall().seen_before


def test_what_was_stopped_is_over_for_that_day_only() -> None:
    what = Remembered().with_stopped(frozenset({"seal_stretch"}), TODAY)
    what = what.with_stopped(frozenset({"knee_hug"}), TODAY)
    assert what.stopped_today(TODAY) == {"seal_stretch", "knee_hug"}
    assert what.stopped_today(TODAY + timedelta(days=1)) == frozenset()
    tomorrow = what.with_stopped(frozenset({"pelvic_tilt"}), TODAY + timedelta(days=1))
    assert tomorrow.stopped_today(TODAY + timedelta(days=1)) == {"pelvic_tilt"}


def test_where_nothing_can_be_kept_the_session_goes_on(file: Path) -> None:
    file.parent.write_text("a file where the folder should be")
    assert not remember(Remembered(seen_before=True))
    assert recall() == Remembered()


def test_it_lies_in_the_folder_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert remembered.remembered_path().name == "live.json"
    assert os.fspath(Path.home()) in os.fspath(remembered.remembered_path()) or os.environ.get(
        "XDG_STATE_HOME"
    )


def test_the_days_of_this_week_are_counted_from_monday_without_today() -> None:
    # A Thursday.
    today = date(2025, 3, 6)
    before = Remembered().with_day(today - timedelta(days=4))
    assert before.days_this_week(today) == 0
    week = before.with_day(date(2025, 3, 3)).with_day(date(2025, 3, 5)).with_day(today)
    assert week.with_day(today) == week
    assert week.days_this_week(today) == 2
    assert (
        len(
            Remembered(exercised_on=[date(2025, 1, d) for d in range(1, 9)])
            .with_day(today)
            .exercised_on
        )
        == 7
    )
