from __future__ import annotations

import pytest

from formcheck.exercises.registry import exercise_names
from formcheck.recognition.recognise import Recognition, Stance
from formcheck.recognition.scoring import ask_which
from formcheck.recognition.segments import Segment


def seen(
    stance: Stance,
    candidates: tuple[str, ...] = (),
    *,
    doubtful: tuple[Segment, ...] = (),
    other_movement: bool = False,
) -> Recognition:
    beliefs = tuple((name, 0.3) for name in candidates)
    return Recognition((), doubtful, beliefs, stance, other_movement)


DOUBT = Segment("pelvic_tilt", 0, 100, 0.0, 5.0, 0.5, "knee_hug")


@pytest.mark.parametrize("other_movement", [True, False])
def test_a_doubt_names_both_exercises(other_movement: bool) -> None:
    error = ask_which(seen("supine", doubtful=(DOUBT,), other_movement=other_movement))
    assert error.message == "I am not sure whether this is a pelvic tilt or a knee hug."
    assert error.hint == "Say which with -e pelvic_tilt or -e knee_hug."
    assert error.exit_code == 4


def test_a_single_candidate_is_asked_for_alone() -> None:
    error = ask_which(seen("standing", ("standing_back_extension",)))
    assert error.message == (
        "The person stands. I am not sure whether this is a standing back extension."
    )
    assert error.hint == "If it is, say so with -e standing_back_extension."


@pytest.mark.parametrize(
    ("stance", "moves", "message"),
    [
        ("prone", True, "The person lies on the front. What they do is none"),
        ("other", True, "None of the exercises"),
        ("other", False, "None of the exercises"),
    ],
)
def test_without_an_exercise_every_name_is_given(stance: Stance, moves: bool, message: str) -> None:
    error = ask_which(seen(stance, other_movement=moves))
    assert error.message.startswith(message)
    assert all(name in error.hint for name in exercise_names())
