"""What several exercises say about the same movement is one piece of evidence."""

from __future__ import annotations

import pytest

from formcheck.exercises.base import NONE
from formcheck.exercises.evidence import LEAST_SHARE, Evidence
from formcheck.recognition.looking import join_evidence, names_in


def test_every_exercise_is_done_in_one_stance() -> None:
    assert names_in("standing") == ("standing_back_extension",)
    assert names_in("prone") == ("prone_press_up", "seal_stretch")
    assert names_in("supine") == ("knee_hug", "pelvic_tilt")
    assert names_in("other") == ()


def test_two_exercises_share_a_movement() -> None:
    press_up = [Evidence(10, 50, {"press_up": 0.7, NONE: 0.08})]
    seal = [Evidence(10, 50, {"seal": 0.22, NONE: 0.08})]
    (joined,) = join_evidence([press_up, seal])
    assert (joined.start, joined.end) == (10, 50)
    assert joined.shares == {"press_up": 0.7, "seal": 0.22, NONE: 0.08}


def test_a_movement_is_none_only_as_far_as_all_say_so() -> None:
    """A forward bend is no back extension, but it is no "none" where another exercise knows it."""
    bow = [Evidence(20, 60, {"back_extension": 0.3, NONE: 0.7})]
    forward_bend = [Evidence(12, 66, {"forward_bend": 0.85, NONE: 0.15})]
    (joined,) = join_evidence([bow, forward_bend])
    assert (joined.start, joined.end) == (12, 66)
    assert joined.share("forward_bend") > joined.share(NONE)
    assert joined.share("press_up") == LEAST_SHARE


def test_movements_at_other_times_stay_apart() -> None:
    first = [Evidence(0, 20, {"a": 0.9, NONE: 0.1})]
    second = [Evidence(18, 60, {"b": 0.9, NONE: 0.1})]
    assert join_evidence([first, second]) == [*first, *second]


def test_what_one_exercise_says_twice_is_not_joined_with_itself() -> None:
    rises = [Evidence(0, 40, {"a": 0.6, NONE: 0.4}), Evidence(5, 38, {"a": 0.15, NONE: 0.85})]
    other = [Evidence(0, 40, {"b": 0.5, NONE: 0.3})]
    joined = join_evidence([rises, other])
    assert len(joined) == 2
    assert joined[0].shares == {"a": 0.6, "b": 0.5, NONE: 0.3}
    assert joined[1] == rises[1]


@pytest.mark.parametrize(("start", "stays"), [(0, False), (50, False), (51, True)])
def test_what_yields_gives_way_to_any_claim_of_another(start: int, stays: bool) -> None:
    hug = [Evidence(10, 50, {"hug": 0.9, NONE: 0.05})]
    tilt = [Evidence(start, start + 20, {"tilt": 0.9, NONE: 0.1}, yields=True)]
    joined = join_evidence([hug, tilt])
    assert (tilt[0] in joined) == stays
    assert hug[0] in joined
