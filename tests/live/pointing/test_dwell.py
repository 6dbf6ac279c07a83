from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from formcheck.live.pointing.dwell import DWELL_S, FLICKER_S, Dwell
from formcheck.live.pointing.fields import Spot
from formcheck.live.pointing.reach import Hand
from tests.live.pointing.people import hand_in

_FIRST, _SECOND = Spot(0.3, 0.3, 0.05), Spot(0.6, 0.3, 0.05)
_SPOTS = (_FIRST, _SECOND)
_AWAY = Hand("left", 0.9, 0.7)
_STEP_S = 0.1


class Course:
    """A dwell and its clock."""

    def __init__(self) -> None:
        self.dwell = Dwell()
        self.time_s = 10.0

    def hold(self, seconds: float, *hands: Hand, spots: tuple[Spot, ...] = _SPOTS) -> list[int]:
        """Hold hands still; return what was chosen."""
        chosen = []
        for _ in range(round(seconds / _STEP_S)):
            self.time_s += _STEP_S
            number = self.dwell.observe(self.time_s, hands, spots)
            if number is not None:
                chosen.append(number)
        return chosen

    @property
    def share(self) -> float:
        """How full the ring is."""
        return 0.0 if self.dwell.held is None else self.dwell.held.share


def _arrived() -> Course:
    course = Course()
    assert course.hold(0.3, _AWAY) == []
    return course


def test_a_hand_held_for_a_second_and_a_half_chooses() -> None:
    course = _arrived()
    assert course.hold(1.0, hand_in(_SECOND)) == []
    assert 0.5 < course.share < 0.7
    assert course.hold(0.7, hand_in(_SECOND)) == [1]


def test_the_right_hand_chooses_as_well_as_the_left() -> None:
    course = Course()
    course.hold(0.3, Hand("right", 0.9, 0.7))
    assert course.hold(1.7, hand_in(_FIRST, "right")) == [0]


def test_a_hand_that_rests_in_a_field_since_the_page_came_up_chooses_nothing() -> None:
    course = Course()
    assert course.hold(60.0, hand_in(_FIRST)) == []
    assert course.dwell.is_hand_resting
    # Trembling at the edge is no leaving.
    for radii in (1.1, 0.9, 1.2, 0.5):
        assert course.hold(2.0, hand_in(_FIRST, radii=radii)) == []
    course.hold(0.2, _AWAY)
    assert not course.dwell.is_hand_resting
    assert course.hold(1.7, hand_in(_FIRST)) == [0]


def test_a_resting_hand_that_flickers_chooses_nothing() -> None:
    course = Course()
    for _ in range(10):
        assert course.hold(1.0) == []
        assert course.hold(2.0, hand_in(_FIRST)) == []


def test_moving_away_takes_it_back() -> None:
    course = _arrived()
    course.hold(1.3, hand_in(_FIRST))
    course.hold(0.6, _AWAY)
    assert course.share == 0.0
    assert course.hold(1.3, hand_in(_FIRST)) == []


def test_the_other_hand_in_another_field_takes_it_back() -> None:
    course = _arrived()
    course.hold(0.3, _AWAY, Hand("right", 0.9, 0.6))
    course.hold(1.3, hand_in(_FIRST))
    assert course.hold(5.0, hand_in(_FIRST), hand_in(_SECOND, "right")) == []
    assert course.share == 0.0


def test_both_hands_in_one_field_are_one() -> None:
    course = _arrived()
    course.hold(0.3, _AWAY, Hand("right", 0.9, 0.6))
    assert course.hold(1.7, hand_in(_FIRST), hand_in(_FIRST, "right", radii=0.4)) == [0]


def test_short_dropouts_are_forgiven_and_long_ones_are_not() -> None:
    course = _arrived()
    course.hold(0.8, hand_in(_FIRST))
    course.hold(0.3)
    assert course.hold(0.7, hand_in(_FIRST)) == [0]
    course = _arrived()
    course.hold(0.8, hand_in(_FIRST))
    course.hold(0.6)
    assert course.hold(0.7, hand_in(_FIRST)) == []


def test_passing_through_chooses_nothing() -> None:
    course = _arrived()
    for spot in (_FIRST, _SECOND) * 5:
        assert course.hold(1.0, hand_in(spot)) == []


def test_held_on_it_is_chosen_again_every_second() -> None:
    course = _arrived()
    assert course.hold(4.9, hand_in(_FIRST)) == [0] * 4


def test_a_field_that_comes_to_a_hand_is_not_held() -> None:
    course = _arrived()
    moved = (Spot(_AWAY.x, _AWAY.y, 0.05), _SECOND)
    assert course.hold(5.0, _AWAY, spots=moved) == []


_MOMENTS = st.lists(
    st.tuples(
        st.sampled_from([0.03, 0.1, 0.3, 1.0]),
        st.lists(
            st.builds(
                Hand,
                st.sampled_from(["left", "right"]),
                st.sampled_from([0.3, 0.34, 0.38, 0.6, 0.9]),
                st.just(0.3),
            ),
            max_size=2,
            unique_by=lambda hand: hand.side,
        ),
    ),
    max_size=80,
)


@given(_MOMENTS)
def test_nothing_is_chosen_that_was_not_held_long_enough(
    moments: list[tuple[float, list[Hand]]],
) -> None:
    dwell, time_s, before_s = Dwell(), 0.0, 0.0
    near_since: float | None = None
    last_near_s = 0.0
    for wait_s, hands in moments:
        time_s += wait_s
        near = any(spot.distance(hand.x, hand.y) <= 1.3 for hand in hands for spot in _SPOTS)
        if near:
            near_since = time_s if near_since is None else near_since
            last_near_s = time_s
        elif time_s - last_near_s > FLICKER_S:
            near_since = None
        number = dwell.observe(time_s, hands, _SPOTS)
        if number is not None:
            assert near_since is not None
            assert time_s - near_since >= min(DWELL_S, time_s - before_s) - 1e-9
            before_s = time_s
        if dwell.held is not None:
            assert 0.0 <= dwell.held.share <= 1.0
