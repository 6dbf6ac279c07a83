from __future__ import annotations

from formcheck.live.pointing.pointing import Pointing
from formcheck.live.pointing.reach import Hand, Reach
from tests.live.pointing.people import TORSO, body, hand_in

_STEP_S = 0.1


class Course:
    """Pointing, and its clock."""

    def __init__(self, count: int = 3) -> None:
        self.pointing = Pointing()
        self.pointing.turn_page(count)
        self.time_s = 5.0

    def watch(self, seconds: float, reach: Reach | None) -> list[int]:
        """See the same thing for a while; return what was chosen."""
        chosen = []
        for _ in range(round(seconds / _STEP_S)):
            self.time_s += _STEP_S
            number = self.pointing.observe(self.time_s, reach)
            chosen += [] if number is None else [number]
        return chosen

    def raise_hand(self, seconds: float, reach: Reach) -> int:
        """Watch a hand that is raised; return how often it asked."""
        asked = 0
        for _ in range(round(seconds / _STEP_S)):
            self.time_s += _STEP_S
            asked += self.pointing.notice_raised(self.time_s, reach)
        return asked


def test_fields_come_once_somebody_is_seen_and_stay_while_an_arm_moves() -> None:
    course = Course()
    course.watch(1.0, None)
    assert course.pointing.spots == ()
    course.watch(1.0, body())
    spots = course.pointing.spots
    assert len(spots) == 3
    course.watch(3.0, body(x=0.5 + 0.3 * TORSO))
    assert course.pointing.spots == spots


def test_fields_follow_somebody_who_sits_up_or_turns_round() -> None:
    course = Course()
    course.watch(1.0, body())
    lying = course.pointing.spots
    course.watch(1.2, body(posture="facing", y=0.3))
    sitting = course.pointing.spots
    assert sitting != lying
    course.watch(1.2, body(ahead=-1, x=0.3))
    assert course.pointing.spots not in (lying, sitting)


def test_a_glitch_moves_no_field() -> None:
    course = Course()
    course.watch(1.0, body())
    spots = course.pointing.spots
    course.watch(0.5, body(x=0.1))
    course.watch(1.0, body())
    assert course.pointing.spots == spots


def test_a_hand_that_chose_must_leave_before_it_answers_the_next_page() -> None:
    course = Course()
    course.watch(1.0, body(Hand("left", 0.5, 0.7)))
    spot = course.pointing.spots[0]
    assert course.watch(1.7, body(hand_in(spot))) == [0]
    course.pointing.turn_page(3)
    assert course.pointing.spots[0] == spot
    assert course.watch(10.0, body(hand_in(spot))) == []
    course.watch(0.3, body(Hand("left", 0.5, 0.7)))
    assert course.watch(1.7, body(hand_in(spot))) == [0]


def test_a_raised_hand_asks_once_and_one_in_a_field_does_not() -> None:
    course = Course()
    course.watch(1.0, body())
    above = Hand("left", 0.5, 0.5 - 1.15 * TORSO)
    assert course.raise_hand(1.0, body(above)) == 0
    assert course.raise_hand(9.0, body(above)) == 1
    assert course.raise_hand(1.0, body(Hand("left", 0.5, 0.6))) == 0
    assert course.raise_hand(3.0, body(above)) == 1
    field = course.pointing.spots[2]
    assert course.raise_hand(9.0, body(hand_in(field))) == 0
    # On the belly or behind the head a hand rests.
    assert course.raise_hand(9.0, body(Hand("left", 0.45, 0.5 - 0.4 * TORSO))) == 0
