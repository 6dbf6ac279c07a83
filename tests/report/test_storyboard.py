from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.not_installed import stand_in
from formcheck.judge.scored import Phase
from formcheck.report.storyboard import build_storyboard, find_prescribed_hold_s
from formcheck.report.wording import clock, phase_words, retell
from formcheck.words import speaking
from tests.report.body import make_moving_clip
from tests.support.scored import make_scored

PHASES: tuple[Phase, ...] = ("not_judged", "ready", "out", "hold", "return")


def test_phases_are_written_in_the_words_of_the_exercise() -> None:
    moments = build_storyboard(make_moving_clip([0.0] * 5, PHASES)).moments
    words = [moment.phase_words for moment in moments]
    assert words == ["Not judged", "Ready", "Pressing up", "Hold", "Lowering"]


def test_what_an_exercise_said_that_is_not_installed_stays_as_it_is() -> None:
    with speaking("de"):
        assert retell("the elbows were bent", "new_exercise") == "the elbows were bent"


def test_another_exercise_is_called_so_and_its_angle_is_shown() -> None:
    moments = build_storyboard(make_scored(fps=10.0)).moments
    words = [moment.phase_words == "Other movement" for moment in moments]
    assert words == [22.0 <= index / 10 <= 26.0 for index in range(330)]
    assert all(moment.angle for moment in moments[220:261])


def test_unknown_exercise_gets_plain_words() -> None:
    assert phase_words(stand_in("new_exercise"), "out") == "Moving"
    assert phase_words(stand_in("new_exercise"), "return") == "Returning"


def test_hold_clock_runs_in_the_hold_and_stays_while_returning() -> None:
    scored = make_moving_clip([0.0] * 5, PHASES)
    timeline = replace(scored.timeline, hold_s=np.array([0.0, 0.0, 0.0, 1.5, 1.96]))
    moments = build_storyboard(replace(scored, timeline=timeline)).moments
    assert [moment.hold for moment in moments] == ["", "", "", "1.5\u00a0s", ""]
    assert moments[4].held_words == "Held 2.0\u00a0s"
    # The prescribed hold is 2 s: three quarters, then full.
    assert moments[3].hold_share == pytest.approx(0.75, abs=0.02)


def test_angle_is_written_only_where_it_was_seen_and_judged() -> None:
    scored = make_moving_clip([12.4, 12.4, np.nan, -3.6, -0.2], PHASES)
    angles = [moment.angle for moment in build_storyboard(scored).moments]
    assert angles == ["", "12°", "", "\u22124°", "0°"]


def test_count_lights_up_for_a_second_after_each_repetition() -> None:
    scored = make_scored(fps=10.0)
    moments = build_storyboard(scored).moments
    flashing = [index for index, moment in enumerate(moments) if moment.flash]
    ends = [60, 110, 310]
    assert flashing == [index for end in ends for index in range(end, end + 10)]
    assert [moments[end].reps for end in ends] == [1, 2, 3]


@pytest.mark.parametrize(
    ("settings", "hold_s"),
    [
        ({"prone_press_up": {"dose": {"hold_s": 3}}}, 3.0),
        ({"dose": {"hold_s": 1.5}}, 1.5),
        ({"seal_stretch": {"dose": {"hold_s": 30}}}, 0.0),
        ({}, 0.0),
    ],
)
def test_prescribed_hold_is_found_in_the_settings(
    settings: dict[str, object], hold_s: float
) -> None:
    assert find_prescribed_hold_s(settings, "prone_press_up") == hold_s


@pytest.mark.parametrize(
    ("time_s", "text"), [(0.0, "0:00"), (59.99, "0:59"), (65.0, "1:05"), (-0.1, "0:00")]
)
def test_clock(time_s: float, text: str) -> None:
    assert clock(time_s) == text


def test_two_clocks_and_when_the_first_stands() -> None:
    phases: tuple[Phase, ...] = ("out", "hold", "hold", "hold", "hold", "return")
    scored = make_moving_clip([0.0] * 6, phases)
    timeline = replace(
        scored.timeline,
        time_s=np.arange(6) / 2,
        hold_s=np.array([0.0, 0.5, 0.5, 0.5, 1.0, 1.0]),
        up_s=np.array([0.4, 0.9, 1.4, 1.9, 2.4, 2.9]),
    )
    moments = build_storyboard(replace(scored, timeline=timeline)).moments
    assert [moment.up for moment in moments] == [
        *["", "up 0.9\u00a0s", "up 1.4\u00a0s", "up 1.9\u00a0s", "up 2.4\u00a0s", "up 2.9\u00a0s"]
    ]
    words = [moment.phase_words for moment in moments[1:5]]
    assert words == ["Hold", "Clock stopped", "Clock stopped", "Hold"]


def test_without_a_second_clock_nothing_is_said_of_it() -> None:
    moments = build_storyboard(make_moving_clip([0.0] * 5, PHASES)).moments
    assert {moment.up for moment in moments} == {""}


@pytest.mark.parametrize(("cut_off", "words"), [(True, "Held at least 2.0"), (False, "Held 2.0")])
def test_a_hold_that_was_cut_off_is_at_least_so_long(cut_off: bool, words: str) -> None:
    scored = make_moving_clip([0.0] * 5, PHASES)
    timeline = replace(scored.timeline, hold_s=np.array([0.0, 0.0, 0.0, 1.5, 1.96]))
    whole = {"start_s": 0.0, "end_s": 99.0, "hold_at_least": cut_off}
    rep = make_scored().result.reps[0].model_copy(update=whole)
    result = scored.result.model_copy(update={"reps": [rep]})
    moments = build_storyboard(replace(scored, timeline=timeline, result=result)).moments
    assert moments[4].held_words == f"{words}\u00a0s"
