"""Sets of minutes: the count is true to the end, and the judge looks no further back than it must.

Most frames are only noted down, as on a slow computer; that changes no count.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.exercises.loading import get_rules
from formcheck.exercises.settings import default_settings
from formcheck.judge.streaming.window import judge_window
from tests.support.propping import holds
from tests.support.streaming import SCENE_OF, open_set, push
from tests.support.synthetic import PlannedRep, frame_times, plan_reps

FPS = 10.0
JUDGED_EVERY_S = 3.5
#: A window that finds no rest to begin with grows to three times what is looked back at.
LONGEST = 3.0
#: What is kept in view before a movement, however long it lasts.
REST_BEFORE_S = 10.0


def _with_pauses(reps: list[PlannedRep], every: int, pause_s: float) -> list[PlannedRep]:
    """Return the repetitions with a long rest after every so many."""
    return [
        replace(rep, start_s=rep.start_s + pause_s * (number // every))
        for number, rep in enumerate(reps)
    ]


LONG_SETS = {
    "standing_back_extension": _with_pauses(plan_reps(14, 17.0), 7, 75.0),
    "prone_press_up": plan_reps(20, 38.0),
    "pelvic_tilt": _with_pauses(plan_reps(12, 0.09, hold_s=5.0, rest_s=3.0), 6, 50.0),
    "seal_stretch": [*holds(1, 60.0), *(replace(rep, start_s=73.0) for rep in holds(1, 110.0))],
    "knee_hug": _with_pauses(plan_reps(10, 72.0, hold_s=5.0), 5, 60.0),
}


@pytest.mark.slow
@pytest.mark.parametrize("exercise", LONG_SETS)
def test_every_repetition_of_a_long_set(exercise: str) -> None:
    reps = LONG_SETS[exercise]
    scene = replace(SCENE_OF[exercise], reps=reps)
    track = scene.film(frame_times(reps, fps=FPS))
    rules = get_rules(exercise)
    done = open_set(track, exercise)
    longest_hold_s = max(rep.end_s - rep.start_s for rep in reps)
    look_back_s = rules.look_back_s(default_settings())
    allowed_s = max(LONGEST * look_back_s, longest_hold_s + look_back_s) + REST_BEFORE_S
    due_s = 0.0
    for index, time_s in enumerate(track.time_s):
        hurry = bool(time_s < due_s)
        state = push(done, track, index, hurry=hurry)
        if not hurry:
            due_s = time_s + JUDGED_EVERY_S
            ended = sum(rep.end_s < time_s - 1.5 for rep in reps)
            assert ended <= state.reps <= sum(rep.start_s < time_s for rep in reps)
            assert time_s - track.time_s[done.judged_from] <= allowed_s
    assert done.finish().reps == len(reps)
    assert [item.rep.index for item in done.decided_reps] == list(range(1, len(reps) + 1))
    for item, planned in zip(done.decided_reps, reps, strict=True):
        assert planned.start_s < item.rep.peak_s < planned.end_s
    whole = judge_window(track, rules, default_settings())
    assert sum(item.rep.counted for item in whole.reps) == len(reps)
    # The second half of a set costs no more than the first: what it looks at begins late in it.
    assert done.judged_from > 0.3 * track.frame_count or longest_hold_s > look_back_s


@pytest.mark.slow
def test_lying_down_for_minutes_before_the_first_repetition() -> None:
    reps = plan_reps(3, 38.0, first_s=150.0)
    scene = replace(SCENE_OF["prone_press_up"], reps=reps)
    track = scene.film(frame_times(reps, fps=FPS))
    done = open_set(track, "prone_press_up", counting=False)
    for index, time_s in enumerate(track.time_s):
        if time_s >= reps[0].start_s - 2.0:
            done.start_counting(float(time_s))
        push(done, track, index, hurry=bool(index % round(FPS * JUDGED_EVERY_S)))
    assert done.finish().reps == 3
    assert track.time_s[done.judged_from] > 60.0
