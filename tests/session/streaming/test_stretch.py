from __future__ import annotations

import pytest

from formcheck.session.judgement import JudgedMovement
from formcheck.session.movements import Movement
from formcheck.session.repetitions import NumberedRep
from formcheck.session.streaming.decided import Stretch
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
