"""One cue at a time, the most important one, and praise when it helped."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercises.registry import get_exercise
from formcheck.live.cueing import CUE_GAP_S, CueChoice, Cueing, choose_cues
from tests.live.builders import fault, gone, rep

PRESS_UP = get_exercise("prone_press_up")


def _name(cueing: Cueing, time_s: float) -> str | None:
    cue = cueing.next(time_s)
    return None if cue is None else f"{cue.kind} {cue.fault_id}"


def test_the_most_severe_fault_comes_first() -> None:
    cueing = Cueing()
    cueing.take(0.0, (), (fault("PPU-1", 2), fault("SBE-3", 3), fault("PPU-2", 2)))
    assert _name(cueing, 0.0) == "cue SBE-3"


def test_cues_are_kept_apart_and_old_ones_dropped() -> None:
    cueing = Cueing()
    cueing.take(0.0, (), (fault("PPU-1", 2),))
    assert _name(cueing, 0.0) == "cue PPU-1"
    cueing.take(1.0, (), (fault("PPU-5", 1),))
    assert _name(cueing, 1.0) is None
    assert _name(cueing, CUE_GAP_S + 0.1) is None
    cueing.take(4.0, (), (fault("PPU-5", 1),))
    assert _name(cueing, 5.9) is None
    assert _name(cueing, 6.0) == "cue PPU-5"


def test_quality_is_cued_the_first_time_and_again_after_two_in_a_row() -> None:
    cueing = Cueing()
    heard = []
    names_of_reps = [("PPU-5",), (), ("PPU-5",), (), ("PPU-5",), ("PPU-5",)]
    for index, names in enumerate(names_of_reps, start=1):
        time_s = 10.0 * index
        faults = tuple(fault(name, 1, of=index) for name in names)
        cueing.take(time_s, (rep(index, faults=names),), faults)
        heard.append(_name(cueing, time_s))
    assert heard == ["cue PPU-5", None, None, None, None, "cue PPU-5"]


def test_after_its_cue_quality_waits_for_two_more() -> None:
    cueing = Cueing()
    heard = []
    for index in range(1, 7):
        cueing.take(10.0 * index, (rep(index, faults=("PPU-5",)),), (fault("PPU-5", of=index),))
        heard.append(_name(cueing, 10.0 * index))
    assert heard == ["cue PPU-5", None] * 3


def test_what_lies_between_two_repetitions_counts_for_the_one_before() -> None:
    cueing = Cueing()
    heard = []
    for index in range(1, 5):
        cueing.take(10.0 * index, (rep(index),), ())
        cueing.take(10.0 * index + 2.0, (), (fault("PPU-4", of=index),))
        heard.append(_name(cueing, 10.0 * index + 2.0))
    assert heard == ["cue PPU-4", None, "cue PPU-4", None]


def test_a_grave_fault_waits_for_its_turn() -> None:
    cueing = Cueing()
    cueing.take(0.0, (rep(1, faults=("PPU-5",)),), (fault("PPU-5"),))
    assert _name(cueing, 0.0) == "cue PPU-5"
    cueing.take(1.4, (), (fault("PPU-2", 2, of=None),))
    assert _name(cueing, 5.9) is None
    assert _name(cueing, 6.0) == "cue PPU-2"


def test_quality_waits_until_praise_is_said() -> None:
    cueing = Cueing()
    cueing.take(0.0, (rep(1, faults=("PPU-1",)),), (fault("PPU-1", 2),))
    cueing.next(0.0)
    cueing.take(8.0, (rep(2, faults=("PPU-5",)),), (fault("PPU-5", of=2),), (gone("PPU-1"),))
    assert [_name(cueing, time_s) for time_s in (8.0, 8.1, 10.9, 11.0)] == [
        "praise PPU-1",
        None,
        None,
        "cue PPU-5",
    ]


def test_the_setup_is_cued_at_once_but_once() -> None:
    cueing = Cueing()
    cueing.take(0.0, (), (fault("PPU-7", 1, of=None),))
    assert _name(cueing, 0.0) == "cue PPU-7"
    cueing.take(10.0, (), (fault("PPU-7", 1, of=None),))
    assert _name(cueing, 10.0) is None


def test_praise_follows_the_next_repetition_without_the_fault_once() -> None:
    cueing = Cueing()
    cueing.take(0.0, (rep(1, faults=("PPU-1",)),), (fault("PPU-1", 2),))
    assert _name(cueing, 0.0) == "cue PPU-1"
    cueing.take(8.0, (rep(2),), (), (gone("PPU-1"),))
    assert _name(cueing, 8.0) == "praise PPU-1"
    cueing.take(16.0, (rep(3),), (), (gone("PPU-1"),))
    assert _name(cueing, 16.0) is None


def test_no_praise_where_the_fault_could_not_be_seen() -> None:
    cueing = Cueing()
    cueing.take(0.0, (rep(1, faults=("PPU-1",)),), (fault("PPU-1", 2),))
    cueing.next(0.0)
    cueing.take(8.0, (rep(2),), (), (gone(),))
    assert _name(cueing, 8.0) is None
    cueing.take(16.0, (rep(3),), (), (gone("PPU-1"),))
    assert _name(cueing, 16.0) == "praise PPU-1"


def test_no_praise_for_what_was_never_cued_nor_for_what_is_still_there() -> None:
    cueing = Cueing()
    cueing.take(0.0, (rep(1, faults=("PPU-9",)),), (fault("PPU-9", 0),))
    cueing.take(8.0, (rep(2),), (), (gone("PPU-9"),))
    assert _name(cueing, 8.0) is None
    cueing.take(16.0, (rep(3, faults=("PPU-1",)),), (fault("PPU-1", 2),))
    assert _name(cueing, 16.0) == "cue PPU-1"
    cueing.take(18.0, (rep(4, faults=("PPU-1",)),), (fault("PPU-1", 2),))
    assert _name(cueing, 18.0) is None


def test_a_repetition_that_does_not_count_is_no_reason_for_praise() -> None:
    cueing = Cueing()
    cueing.take(0.0, (rep(1, faults=("PPU-1",)),), (fault("PPU-1", 2),))
    cueing.next(0.0)
    cueing.take(8.0, (rep(None),), (), (gone("PPU-1"),))
    assert _name(cueing, 8.0) is None


def test_praise_comes_before_a_cue_of_quality_but_not_before_a_grave_one() -> None:
    for severity, expected in ((1, "praise PPU-1"), (2, "cue PPU-2")):
        cueing = Cueing(CueChoice(watch=("PPU-2",)))
        cueing.take(0.0, (rep(1, faults=("PPU-1",)),), (fault("PPU-1", 2),))
        cueing.next(0.0)
        done = rep(2, faults=("PPU-2",))
        cueing.take(8.0, (done,), (fault("PPU-2", severity),), (gone("PPU-1"),))
        assert _name(cueing, 8.0) == expected


def test_unsure_faults_are_never_cued() -> None:
    cueing = Cueing()
    cueing.take(0.0, (), (fault("PPU-1", 2, sure=False),))
    assert _name(cueing, 0.0) is None


def test_a_therapist_chooses_what_is_watched_and_ignored() -> None:
    watched = Cueing(choose_cues(PRESS_UP, ("PPU-5",), ("PPU-1",), range_cues=True))
    watched.take(0.0, (rep(1, faults=("PPU-5", "PPU-1")),), (fault("PPU-5"), fault("PPU-1", 2)))
    assert _name(watched, 0.0) == "cue PPU-5"


def test_range_is_left_alone_where_pain_forbids_it() -> None:
    for allowed in (True, False):
        cueing = Cueing(
            choose_cues(get_exercise("standing_back_extension"), (), (), range_cues=allowed)
        )
        for index in (1, 2):
            done = rep(index, faults=("SBE-5",))
            cueing.take(10.0 * index, (done,), (fault("SBE-5", of=index),))
        assert (_name(cueing, 20.0) is not None) == allowed


def test_uneven_sides_are_never_cued() -> None:
    cueing = Cueing(choose_cues(get_exercise("knee_hug"), ("KH-8",), (), range_cues=True))
    cueing.take(0.0, (), (fault("KH-8", 0, of=None),))
    assert _name(cueing, 0.0) is None


@given(
    st.lists(
        st.tuples(
            st.floats(0.1, 5.0),
            st.lists(st.sampled_from(["PPU-1", "PPU-5", "SBE-3"]), max_size=3),
        ),
        max_size=60,
    )
)
def test_praise_is_only_for_faults_cued_and_since_gone(
    moments: list[tuple[float, list[str]]],
) -> None:
    cueing = Cueing()
    time_s, cued = 0.0, set()
    for index, (wait_s, names) in enumerate(moments, start=1):
        time_s += wait_s
        faults = tuple(fault(name, 1 if name == "PPU-5" else 2, of=index) for name in names)
        absent = gone(*{"PPU-1", "PPU-5", "SBE-3"} - set(names))
        cueing.take(time_s, (rep(index, faults=tuple(names)),), faults, (absent,))
        cue = cueing.next(time_s)
        if cue is not None and cue.kind == "praise":
            assert cue.fault_id in cued - set(names)
            cued.discard(cue.fault_id)
        elif cue is not None:
            cued.add(cue.fault_id)
