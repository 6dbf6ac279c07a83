from __future__ import annotations

import pytest

from formcheck.judge.repetitions import NumberedRep
from formcheck.judge.streaming.decided import Stretch
from formcheck.reps.judgement import JudgedMovement
from formcheck.reps.movements import Movement
from tests.live.builders import rep

_VERDICT = JudgedMovement(Movement(0, 1, 2, "rest", "returned"), "counted", None, [])


@pytest.mark.parametrize(
    ("start_s", "peak_s", "held"),
    [
        (10.5, 12.0, True),
        (9.1, 12.0, True),
        (8.9, 12.0, False),
        (9.1, 9.9, False),
        (19.0, 20.0, True),
        (19.0, 20.1, False),
        (30.0, 31.0, False),
    ],
    ids=["inside", "a little early", "too early", "all before", "at the end", "late", "after"],
)
def test_what_is_done_in_a_stretch(start_s: float, peak_s: float, held: bool) -> None:
    done = rep().model_copy(update={"start_s": start_s, "peak_s": peak_s, "end_s": peak_s + 1.0})
    assert Stretch(10.0, 20.0).holds(NumberedRep(done, _VERDICT, 0)) is held
