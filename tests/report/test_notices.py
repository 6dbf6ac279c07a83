from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.judge.result import Fault
from formcheck.report.notices import Notice, choose_notices, collect_notices
from tests.report.body import make_moving_clip
from tests.support.scored import make_fault, make_result, make_scored


def notice(start_s: float, end_s: float, rank: float) -> Notice:
    return Notice(start_s, end_s, rank, "title", "text", (0, 0, 0), "info")


@pytest.mark.parametrize(
    ("notices", "expected"),
    [
        ([], [-1, -1, -1, -1]),
        ([notice(1, 3, 1)], [-1, 0, 0, -1]),
        ([notice(0, 4, 1), notice(1, 3, 2)], [0, 1, 1, 0]),
        ([notice(0, 4, 2), notice(1, 3, 1)], [0, 0, 0, 0]),
        ([notice(0, 4, 1), notice(2, 4, 1)], [0, 0, 1, 1]),
        ([notice(1.2, 1.4, 1)], [-1, -1, 0, -1]),
    ],
    ids=["none", "alone", "worse comes", "lesser comes", "equals", "shorter than a frame"],
)
def test_worst_then_latest_is_shown(notices: list[Notice], expected: list[int]) -> None:
    assert choose_notices(notices, np.arange(4.0))[:, 0].tolist() == expected


def test_notice_after_the_last_frame_shows_nowhere() -> None:
    assert choose_notices([notice(9, 10, 1)], np.arange(4.0))[:, 0].tolist() == [-1] * 4


def test_lesser_fault_is_named_beside_the_worse_one() -> None:
    repetition = notice(0, 6, 0.5)
    faults = [
        replace(notice(start_s, end_s, rank), fault_id=name)
        for start_s, end_s, rank, name in ((1, 4, 1, "a"), (2, 6, 2, "b"), (3, 4, 2, "b"))
    ]
    chosen = choose_notices([repetition, *faults], np.arange(6.0))
    assert chosen.tolist() == [[0, -1], [1, -1], [2, 1], [3, 1], [2, -1], [2, -1]]


def faults_of(*faults: Fault) -> list[Notice]:
    scored = make_scored(make_result(faults=list(faults), reps=[]))
    return [one for one in collect_notices(scored) if one.fault_id]


def test_fault_is_shown_long_enough_to_read() -> None:
    short, long = faults_of(
        make_fault("T-2", 1, (8.0, 8.4), 0.14, 0.10), make_fault("T-2", 1, (20.0, 26.0), 0.14, 0.10)
    )
    assert (short.start_s, short.end_s) == (8.0, 10.5)
    assert (long.start_s, long.end_s) == (20.0, 26.0)


def test_fault_gives_its_name_and_its_cue_with_a_sign_of_its_severity() -> None:
    information, safety = faults_of(
        make_fault("T-0", 1, (1.0, 2.0), 1.0, 1.0), make_fault("T-3", 1, (5.0, 6.0), 1.0, 1.0)
    )
    assert (safety.title, safety.text) == ("Falling back", "Push your belt forward.")
    assert (information.icon, safety.icon) == ("info", "stop")
    assert information.rank < safety.rank


def test_counted_repetition_outranks_information_but_no_fault() -> None:
    scored = make_scored()
    counted = [one for one in collect_notices(scored) if one.icon == "tick"]
    assert [one.title for one in counted] == ["Repetition 1", "Repetition 2", "Repetition 3"]
    assert counted[0].text == "Clean. Held 1.2\u00a0s."
    assert counted[1].text == "Held 1.2\u00a0s."
    ranks = {fault.fault_id: fault.rank for fault in collect_notices(scored) if fault.fault_id}
    assert ranks["T-0"] < counted[0].rank < ranks["T-1"]


def test_what_was_not_counted_says_why() -> None:
    texts = {one.text for one in collect_notices(make_scored()) if one.title == "Not counted"}
    assert texts == {"Too small.", "Lost from view."}


def test_only_longer_stretches_that_are_not_judged_are_mentioned() -> None:
    phases = ["not_judged"] * 3 + ["ready"] * 5 + ["not_judged"] * 8 + ["ready"] * 4
    scored = make_moving_clip([0.0] * 20, phases)  # type: ignore[arg-type]
    (only,) = collect_notices(scored)
    assert (only.start_s, only.end_s) == pytest.approx((0.8, 1.6))
    assert only.text == "Waiting for the start position."


def test_not_judged_names_its_reason() -> None:
    phases = ["not_judged"] * 30
    scored = make_moving_clip([np.nan] * 10 + [0.0] * 20, phases)  # type: ignore[arg-type]
    seen = scored.measurements.seen.copy()
    seen[10:20] = False
    scored = replace(scored, measurements=replace(scored.measurements, seen=seen))
    assert [one.text for one in collect_notices(scored)] == [
        "No person in view.",
        "Waiting for a steady view of the whole body.",
        "Waiting for the start position.",
    ]


def test_a_fault_that_is_not_sure_is_never_shown_as_a_cue() -> None:
    scored = make_scored()
    unsure = [fault.model_copy(update={"sure": False}) for fault in scored.result.faults]
    doubtful = replace(scored, result=scored.result.model_copy(update={"faults": unsure}))
    assert any(notice.fault_id for notice in collect_notices(scored))
    assert not any(notice.fault_id for notice in collect_notices(doubtful))
