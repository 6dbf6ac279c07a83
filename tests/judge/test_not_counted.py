"""Why a movement was not counted is said in the same words everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.cli.summary import print_summary
from formcheck.judge.not_counted import is_too_small, say_why
from formcheck.judge.result import Rep
from formcheck.report.notices import collect_notices
from formcheck.report.page.marks import place_reps
from formcheck.report.page.outcome import collect_tiles
from formcheck.report.page.rep_rows import collect_rep_rows
from formcheck.report.wording import why_not_counted_in_general
from formcheck.reps.judgement import END_NOT_SEEN
from formcheck.results.webvtt import render_events
from tests.support.scored import EXERCISE, make_reps, make_result, make_scored


def cut_off() -> Rep:
    """Return the partial repetition, cut off by the end of the clip."""
    partial = next(rep for rep in make_reps() if rep.kind == "partial")
    return partial.model_copy(update={"reason": END_NOT_SEEN})


@pytest.mark.parametrize(
    ("kind", "reason", "why", "general"),
    [
        ("partial", None, "too small", "too small"),
        ("partial", "held 2.5 s", "held 2.5 s", "too small"),
        ("partial", END_NOT_SEEN, "its end was not seen", "cut off: its end was not seen"),
        ("not_seen", None, "lost from view", "lost from view"),
        ("other_movement", "hips up", "hips up", "not this exercise"),
    ],
)
def test_a_reason_beats_the_kind(kind: str, reason: str | None, why: str, general: str) -> None:
    rep = cut_off().model_copy(update={"kind": kind, "reason": reason})
    assert (say_why(rep), why_not_counted_in_general(rep)) == (why, general)
    assert is_too_small(rep) == (kind == "partial" and general == "too small")


def test_the_report_says_what_the_table_says() -> None:
    result = make_result(reps=[cut_off()])
    tile = next(tile for tile in collect_tiles(result) if tile.label == "not counted")
    assert tile.remark == "1 cut off: its end was not seen"
    assert collect_rep_rows(result, EXERCISE)[0].remark == "Its end was not seen"
    assert "Not counted: its end was not seen" in render_events(result)
    assert place_reps(result.reps, 60.0, set())[0].words.startswith("Cut off: its end was not seen")


def test_a_hold_that_was_not_seen_whole_lasted_at_least_so_long(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scored = make_scored()
    reps = [rep.model_copy(update={"hold_at_least": rep.counted}) for rep in scored.result.reps]
    summary = scored.result.summary.model_copy(update={"hold_at_least": True})
    result = scored.result.model_copy(update={"reps": reps, "summary": summary})
    assert collect_rep_rows(result, EXERCISE)[0].hold == "at least 1.2\u00a0s"
    assert "held at least 1.2 s" in render_events(result)
    tile = next(tile for tile in collect_tiles(result) if tile.label == "total hold")
    assert tile.value.startswith("at least ")
    open_ended = replace(scored, result=result)
    assert "Held at least 1.2\u00a0s." in {one.text for one in collect_notices(open_ended)}
    print_summary(open_ended, tmp_path)
    assert "Total hold at least 3.6\u00a0s." in capsys.readouterr().out
