from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from formcheck.errors import UnknownExerciseError
from formcheck.exercises.registry import get_rules
from formcheck.exercises.settings import Settings, default_settings
from formcheck.live import judging as module
from formcheck.live.judging import FinishedSet, JudgedFrame, Judging
from formcheck.live.moment import Calibration, PosedFrame, Sight
from tests.live.builders import CLEAR
from tests.support.filming import lose
from tests.support.live import film_press_ups, frames_of
from tests.support.streaming import play
from tests.support.synthetic import plan_reps

FRAMES = frames_of(film_press_ups(2, first_s=3.0))
REPS = plan_reps(2, 38.0, first_s=3.0)


@pytest.fixture
def judging() -> Iterator[Judging]:
    judge = Judging()
    yield judge
    judge.close()


def _push(judging: Judging, frames: list[PosedFrame], sight: Sight = CLEAR) -> None:
    for frame in frames:
        judging.push(frame, sight)


def _finish(judging: Judging) -> tuple[list[JudgedFrame], FinishedSet | None]:
    """End the set, wait for all that was asked, and return the answers."""
    judging.finish()
    judging.close()
    answers = judging.take()
    judged = [item for item in answers if isinstance(item, JudgedFrame)]
    ended = [item for item in answers if isinstance(item, FinishedSet)]
    assert answers == [*judged, *ended]
    assert len(ended) <= 1
    return judged, ended[0] if ended else None


def _hold_up(judging: Judging) -> threading.Event:
    """Keep the judge busy until the event is set, so that what follows has to wait."""
    busy, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        busy.set()
        go_on.wait(30)

    judging._inbox.put(wait)
    busy.wait(30)
    return go_on


def test_every_frame_is_answered_in_order(judging: Judging) -> None:
    judging.watch("prone_press_up", default_settings())
    judging.start_counting(0.0)
    sight = Sight(("too_dark",), upright=False, hand_raised=False)
    _push(judging, FRAMES, sight)
    judged, ended = _finish(judging)
    assert [item.time_s for item in judged[: len(FRAMES)]] == [item.time_s for item in FRAMES]
    assert all(item.sight is sight for item in judged[: len(FRAMES)])
    assert ended is not None
    assert len(ended.done.decided_reps) == 2
    assert judged[-1].state.reps == 2


def test_however_many_wait_the_count_is_the_same(judging: Judging) -> None:
    """A judge that falls behind notes the frames down and judges them together."""
    judging.watch("prone_press_up", default_settings())
    judging.start_counting(0.0)
    go_on = _hold_up(judging)
    _push(judging, FRAMES)
    go_on.set()
    judged, ended = _finish(judging)
    told = [rep for item in judged for rep in item.state.new_reps]
    assert [rep.index for rep in told] == [1, 2]
    assert ended is not None
    assert ended.done.track.frame_count == len(FRAMES)
    assert ended.started_s == 0.0


def test_what_is_asked_takes_its_place_among_the_frames(judging: Judging) -> None:
    """Counting starts after the first repetition and pauses before the third would."""
    judging.watch("prone_press_up", default_settings())
    between = REPS[0].end_s + 1.0
    go_on = _hold_up(judging)
    _push(judging, [frame for frame in FRAMES if frame.time_s < between])
    judging.start_counting(between)
    _push(judging, [frame for frame in FRAMES if frame.time_s >= between])
    judging.stop_counting(FRAMES[-1].time_s)
    go_on.set()
    _, ended = _finish(judging)
    assert ended is not None
    assert ended.started_s == between
    assert [item.rep.index for item in ended.done.decided_reps] == [1]
    assert ended.done.decided_reps[0].rep.start_s > REPS[0].end_s
    assert not ended.done.counting


def test_counting_that_was_asked_for_before_any_frame_starts_with_the_first(
    judging: Judging,
) -> None:
    judging.watch("prone_press_up", default_settings())
    judging.start_counting(-4.0)
    _push(judging, FRAMES[5:30])
    _, ended = _finish(judging)
    assert ended is not None
    assert ended.started_s == FRAMES[5].time_s


def test_a_pause_does_not_move_the_start(judging: Judging) -> None:
    judging.watch("prone_press_up", default_settings())
    _push(judging, FRAMES[:10])
    judging.start_counting(1.0)
    judging.stop_counting(2.0)
    judging.start_counting(5.0)
    _, ended = _finish(judging)
    assert ended is not None
    assert ended.started_s == 1.0
    spans = [(part.start_s, part.end_s) for part in ended.done.stretches]
    assert spans == [(1.0, 2.0), (5.0, float("inf"))]


def test_a_restart_forgets_everything(judging: Judging) -> None:
    judging.watch("prone_press_up", default_settings())
    judging.start_counting(0.0)
    first = [frame for frame in FRAMES if frame.time_s < REPS[0].end_s + 1.0]
    _push(judging, first)
    judging.restart()
    _push(judging, FRAMES[len(first) :])
    _, ended = _finish(judging)
    assert ended is not None
    assert ended.started_s is None
    assert (ended.done.decided_reps, ended.done.counting) == ([], False)
    assert ended.done.track.frame_count == len(FRAMES) - len(first)


def test_another_exercise_is_a_new_set(judging: Judging) -> None:
    judging.watch("prone_press_up", default_settings())
    judging.start_counting(0.0)
    _push(judging, FRAMES[:20])
    judging.watch("seal_stretch", default_settings())
    _push(judging, FRAMES[20:40])
    _, ended = _finish(judging)
    assert ended is not None
    assert ended.done.exercise_name == "seal_stretch"
    assert ended.done.track.frame_count == 20


def test_without_a_frame_there_is_no_set(judging: Judging) -> None:
    judging.watch("prone_press_up", default_settings())
    judging.start_counting(0.0)
    judging.stop_counting(1.0)
    assert _finish(judging) == ([], None)


def test_the_last_repetition_is_decided_by_the_end(judging: Judging) -> None:
    judging.watch("prone_press_up", default_settings())
    judging.start_counting(0.0)
    _push(judging, [frame for frame in FRAMES if frame.time_s < REPS[1].end_s - 0.2])
    judged, ended = _finish(judging)
    assert ended is not None
    ids = [rep.index for item in judged for rep in item.state.new_reps]
    assert ids == [item.rep.index for item in ended.done.decided_reps]


def test_an_error_in_the_thread_is_raised_by_whoever_takes() -> None:
    judging = Judging()
    judging.watch("somersault", default_settings())
    _push(judging, FRAMES[:1])
    judging.close()
    with pytest.raises(UnknownExerciseError):
        judging.take()


def test_it_is_idle_once_everything_was_answered_and_taken(judging: Judging) -> None:
    judging.watch("prone_press_up", default_settings())
    go_on = _hold_up(judging)
    assert not judging.idle  # the judge is at work, though nothing waits
    _push(judging, FRAMES[:2])
    assert not judging.idle
    go_on.set()
    judging.close()
    assert not judging.idle
    assert len(judging.take()) == 2
    assert judging.idle


def test_a_camera_of_another_size_goes_on_in_the_first_one(judging: Judging) -> None:
    judging.watch("prone_press_up", default_settings())
    judging.start_counting(0.0)
    halved = frames_of(film_press_ups(2, first_s=3.0), size_px=(320, 240))
    cut = len(FRAMES) // 2
    _push(judging, [*FRAMES[:cut], *halved[cut:]])
    judged, ended = _finish(judging)
    assert ended is not None
    assert judged[-1].state.reps == 2
    whole = play(film_press_ups(2, first_s=3.0), "prone_press_up", judged_every_s=5.0).done.track
    assert ended.done.track.xy_px == pytest.approx(whole.xy_px, abs=0.01)


def test_landmarks_of_somebody_who_takes_long_are_forgotten(
    judging: Judging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LONGEST_WAIT_S", 2.0)
    nobody = frames_of(lose(film_press_ups(2, first_s=3.0), 0.0, 6.0))
    judging.watch("prone_press_up", default_settings())
    _push(judging, nobody[:70])
    _, ended = _finish(judging)
    assert ended is not None
    assert ended.done.track.frame_count <= 22


def test_a_set_that_counts_is_never_forgotten(
    judging: Judging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LONGEST_WAIT_S", 2.0)
    nobody = frames_of(lose(film_press_ups(2, first_s=3.0), 0.0, 6.0))
    judging.watch("prone_press_up", default_settings())
    judging.start_counting(0.0)
    _push(judging, nobody[:70])
    _, ended = _finish(judging)
    assert ended is not None
    assert ended.done.track.frame_count == 70


def test_somebody_who_rests_in_the_start_posture_keeps_the_rest(
    judging: Judging, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The countdown is under way: the set needs to know what rest looks like."""
    monkeypatch.setattr(module, "_LONGEST_WAIT_S", 2.4)
    judging.watch("prone_press_up", default_settings())
    resting = [frame for frame in FRAMES if frame.time_s < REPS[0].start_s]
    _push(judging, resting)
    _, ended = _finish(judging)
    assert ended is not None
    assert ended.done.track.frame_count == len(resting)


def test_a_calibration_is_in_force_for_the_set_that_follows(
    judging: Judging, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def measure(exercise: str, track: object, settings: Settings, prompts: object) -> Calibration:
        asked.append(prompts)
        return Calibration(1.4, 3)

    monkeypatch.setattr(module, "calibrate", measure)
    judging.watch("pelvic_tilt", default_settings())
    _push(judging, FRAMES[:5])
    judging.calibrate([(1.0, 2.0, 3.0)])
    _push(judging, FRAMES[5:9])
    judging.finish()
    judging.close()
    answers = judging.take()
    assert asked == [[(1.0, 2.0, 3.0)]]
    assert answers[5] == Calibration(1.4, 3)
    ended = answers[-1]
    assert isinstance(ended, FinishedSet)
    assert ended.done.settings.pelvic_tilt.states.own_tilt == 1.4
    assert ended.done.track.frame_count == 4


def test_tilts_that_were_not_seen_change_no_settings(judging: Judging) -> None:
    judging.watch("pelvic_tilt", default_settings())
    judging.calibrate([(1.0, 2.0, 3.0)])
    _push(judging, FRAMES[:5])
    judging.calibrate([(1.0, 2.0, 3.0)])
    _push(judging, FRAMES[5:9])
    judging.finish()
    judging.close()
    answers = judging.take()
    assert [answers[0], answers[6]] == [Calibration(None, 0)] * 2
    ended = answers[-1]
    assert isinstance(ended, FinishedSet)
    assert ended.done.settings == default_settings()


def test_the_own_size_is_all_that_changes() -> None:
    rules = get_rules("pelvic_tilt")
    changed = rules.with_own_size(default_settings(), 1.2)
    assert changed.pelvic_tilt.states.own_tilt == 1.2
    back = changed.replacing("pelvic_tilt", states={"own_tilt": None})
    assert back == default_settings()


def test_an_exercise_without_guided_movements_keeps_its_settings() -> None:
    rules = get_rules("knee_hug")
    assert rules.with_own_size(default_settings(), 1.2) == default_settings()
