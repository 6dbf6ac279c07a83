"""What is said after a set."""

from __future__ import annotations

from dataclasses import replace

from formcheck.live.flow.session import Tally
from formcheck.live.flow.wish import Offer
from formcheck.live.phrases import english
from formcheck.live.summary import find_one_thing, summarise_session, summarise_set
from formcheck.reps.judgement import END_NOT_SEEN
from tests.live.builders import fault, rep


def _tally(*faults: tuple[str, ...], offer: Offer | None = None) -> Tally:
    tally = Tally(offer or Offer("prone_press_up", reps=len(faults), hold_s=2.0))
    reps = tuple(rep(index, faults=names) for index, names in enumerate(faults, start=1))
    found = tuple(
        fault(name, of=index) for index, names in enumerate(faults, start=1) for name in names
    )
    tally.add(reps, found)
    return tally


def _lines(tally: Tally, before: float | None = None) -> str:
    known = {} if before is None else {tally.offer.exercise: before}
    return "\n".join(summarise_set(tally, english(), known))


def test_counts_and_holds_are_told() -> None:
    lines = _lines(_tally((), (), ()))
    assert "3 repetitions" in lines
    assert "Held 15 seconds in all" in lines
    assert "Nothing to change." in lines


def test_how_many_were_clean_follows_how_many_there_were() -> None:
    lines = summarise_set(_tally((), ()), english(), {})
    assert lines[:2] == ("2 repetitions", "2 of them with nothing to correct")


def test_what_is_missing_is_told_without_reproach() -> None:
    tally = _tally((), offer=Offer("prone_press_up", reps=10))
    assert "1 repetition of 10" in _lines(tally)
    assert "Went well" in _lines(tally)


def test_the_gravest_fault_is_the_one_thing() -> None:
    tally = _tally(("PPU-5",), ("PPU-5",), ("PPU-1",))
    assert find_one_thing(tally) == "PPU-1"
    assert english().cue("PPU-1") in _lines(tally)


def test_the_most_frequent_of_equals_is_the_one_thing() -> None:
    assert find_one_thing(_tally(("PPU-5", "PPU-6"), ("PPU-6",))) == "PPU-6"


def test_range_is_never_the_one_thing_nor_what_is_ignored() -> None:
    offer = Offer("prone_press_up", reps=2, ignore=("PPU-5",))
    assert find_one_thing(_tally(("PPU-10", "PPU-5"), (), offer=offer)) is None


def test_range_is_compared_within_what_can_be_told() -> None:
    tally = _tally((), ())
    assert "as far as" not in _lines(tally)
    assert "about as far" in _lines(tally, 33.0)
    assert "further than last time" in _lines(tally, 25.0)
    assert "less far" in _lines(tally, 55.0)


def test_the_tilt_is_not_compared_between_days() -> None:
    tally = _tally((), offer=Offer("pelvic_tilt", reps=1))
    assert "last time" not in _lines(tally, 10.0)


def test_both_legs_are_told() -> None:
    tally = Tally(Offer("knee_hug", reps=2, side="each"))
    tally.add((rep(1, side="left"), rep(2, side="left"), rep(3, side="right")), ())
    assert "2 with the left leg, 1 with the right" in _lines(tally)
    assert "3 repetitions of 4" in _lines(tally)


def test_smaller_ones_and_timed_holds_are_said_openly() -> None:
    tally = _tally(())
    tally.add((rep(None),), ())
    assert "1 smaller one was not counted" in _lines(tally)
    timed = Tally(Offer("pelvic_tilt", reps=3, hold_s=5.0), timed_holds=3)
    assert "could not see them" in _lines(timed)
    assert "3 holds, timed by the clock" in _lines(timed)
    seen_after_all = replace(timed, reps=[rep(1)])
    assert _lines(seen_after_all) == _lines(timed)
    assert "Went well" not in _lines(timed)


def test_a_hold_that_was_not_seen_to_its_end_lasted_at_least_so_long() -> None:
    tally = Tally(Offer("seal_stretch", reps=2, hold_s=30.0))
    cut_off = rep(2).model_copy(update={"hold_at_least": True})
    tally.add((rep(1), cut_off), ())
    assert "Held at least 10 seconds in all" in _lines(tally)


def test_what_was_cut_off_is_not_called_smaller() -> None:
    tally = _tally(())
    tally.add((rep(None).model_copy(update={"reason": END_NOT_SEEN}),), ())
    assert "smaller" not in _lines(tally)


def test_a_session_names_its_sets_and_what_was_not_saved() -> None:
    tally = Tally(Offer("prone_press_up", sets=2), set_number=2)
    paragraphs = summarise_session([tally], english(), {}, ("The disk is full.", ""))
    assert paragraphs[0][0] == "Prone press up, set 2"
    assert paragraphs[-1][1] == ("The disk is full.",)


def test_a_session_without_a_set_says_so() -> None:
    assert summarise_session([], english(), {}) == (("", ("No set was done.",)),)
