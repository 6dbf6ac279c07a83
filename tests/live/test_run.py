"""A whole session with a made-up camera, pose model and window."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.errors import CameraError, ModelError
from formcheck.exercises.settings import default_settings
from formcheck.live import live_camera, showing
from formcheck.live.backroom import Backroom
from formcheck.live.capture import Capture
from formcheck.live.flow.effects import WatchExercise
from formcheck.live.flow.flow import Flow
from formcheck.live.flow.wish import Wish, default_offers
from formcheck.live.inference import Relief
from formcheck.live.moment import PosedFrame
from formcheck.live.phrases import load_phrases
from formcheck.live.run import LiveSession, prescribed_settings
from formcheck.live.screens.live_view import inside_picture
from formcheck.live.screens.states import ScreenState, SetScreen, TextScreen
from formcheck.live.voice import Voice
from formcheck.live.window import Closed, Key, WindowEvent
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.track import PoseTrack
from formcheck.video.sources.source import Captured
from tests.support.live import film_press_ups, frames_of
from tests.support.scoring import MODEL

EXERCISE = "prone_press_up"
_PICTURE = np.full((48, 64, 3), 120, np.uint8)


class FakeSource:
    """Gives a picture for every frame of a track, none of them lost; breaks off where it is told.

    With `waits_from` it stops there until it is closed, as a camera that goes on and on.
    """

    title = "a made-up camera"
    every_frame = True

    def __init__(
        self, track: PoseTrack, *, first: int = 0, breaks_at: int = -1, waits_from: int = -1
    ) -> None:
        self._times_s = track.time_s
        self._next, self._breaks_at, self._waits_from = first, breaks_at, waits_from
        self._began_s = time.monotonic()
        self._closed = threading.Event()

    def read(self) -> Captured | None:
        """Return the next picture."""
        if self._next == self._breaks_at:
            raise CameraError("It was unplugged.")
        if self._next == self._waits_from:
            self._closed.wait(60)
        if self._closed.is_set() or self._next >= len(self._times_s):
            return None
        self._next += 1
        return Captured(_PICTURE, self._began_s + float(self._times_s[self._next - 1]))

    def close(self) -> None:
        """Let go."""
        self._closed.set()


class FakeInference:
    """Sees in each picture the next frame of a track."""

    track: PoseTrack
    #: What it does about a slow computer, one after the other, each after so many pictures.
    reliefs: tuple[Relief, ...] = ()
    each_after = 20

    too_slow = unsure = False

    def __init__(
        self, _: Bundle, capture: Capture, deliver: Callable[[PosedFrame], None], __: object
    ) -> None:
        self._capture, self._deliver = capture, deliver
        self._frames = frames_of(self.track)
        self._stop = threading.Event()
        self._over = threading.Event()
        self._delivered = self._relieved = 0
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def ended(self) -> bool:
        """Whether the last picture was handed on."""
        return self._over.is_set()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def take_reliefs(self) -> list[Relief]:
        """Return those that have fallen due."""
        due = self.reliefs[self._relieved : self._delivered // self.each_after]
        self._relieved += len(due)
        return list(due)

    def count_people(self, wanted: bool = True) -> None:
        """Count nobody."""

    def raise_error(self) -> None:
        """Raise nothing."""

    def close(self) -> None:
        """Stop."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        number = 0
        while not self._stop.is_set():
            over = self._capture.state == "ended"
            frame = self._capture.newest(number, 0.1)
            if frame is not None:
                number = frame.number
                self._deliver(replace(self._frames[number - 1], time_s=frame.time_s))
                self._delivered += 1
            elif over:
                break
        self._over.set()


class FakeWindow:
    """Keeps what happened, and hands on what the test wants to happen."""

    size_px = (320, 180)

    def __init__(self) -> None:
        self.shown = 0
        self.closed = False
        self.waiting: list[WindowEvent] = []

    def show(self, picture: NDArray[np.uint8]) -> None:
        """Count the pictures."""
        assert picture.shape == (*reversed(self.size_px), 3)
        self.shown += 1

    def poll(self) -> list[WindowEvent]:
        """Return what happened."""
        events, self.waiting = self.waiting, []
        return events

    def close(self) -> None:
        """Note it."""
        self.closed = True


class Course:
    """A session without guidance, with `act` called after every picture."""

    def __init__(self, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.track = film_press_ups(2, first_s=3.0)
        monkeypatch.setattr(FakeInference, "track", self.track, raising=False)
        monkeypatch.setattr(live_camera, "Inference", FakeInference)
        self.window = FakeWindow()
        self.backroom = Backroom(out, MODEL)
        self.screens: list[ScreenState] = []
        self.sources: list[FakeSource] = []
        self.open: Callable[[], FakeSource] = lambda: FakeSource(self.track)
        self.act: Callable[[ScreenState], None] = self._leave_at_the_summary

    def run(self, **wishes: object) -> None:
        """Run the session to its end."""
        wish = Wish(exercise=EXERCISE, **{"guided": False} | wishes)  # type: ignore[arg-type]
        phrases = load_phrases("en")
        LiveSession(
            Flow(wish, phrases, default_offers()),
            self.window,
            Voice(on=False),
            self.backroom,
            open_source=self._open,
            bundle=cast(Bundle, None),
            settings=default_settings(),
            phrases=phrases,
            on_screen=self._look,
        ).run()

    @property
    def counts(self) -> list[int]:
        """What the set screen showed."""
        return [screen.reps for screen in self.screens if isinstance(screen, SetScreen)]

    def _open(self) -> FakeSource:
        self.sources.append(self.open())
        return self.sources[-1]

    def _look(self, screen: ScreenState, _: PosedFrame | None) -> None:
        self.screens.append(screen)
        self.act(screen)

    def _leave_at_the_summary(self, screen: ScreenState) -> None:
        if isinstance(screen, TextScreen) and self.backroom.saved:
            self.window.waiting.append(Key("q"))


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    return Course(tmp_path / "sets", monkeypatch)


def _saved_count(course: Course) -> int:
    (saved,) = course.backroom.saved
    assert (saved.folder / "result.json").exists()
    return saved.scored.result.summary.reps_counted


def test_a_film_is_counted_to_its_end_and_saved(course: Course) -> None:
    course.run()
    assert _saved_count(course) == 2
    assert course.counts == sorted(course.counts)
    assert course.window.closed
    assert isinstance(course.screens[-1], TextScreen)
    assert course.window.shown == len(course.screens)


def test_on_a_slow_computer_it_is_shown_and_said_what_is_done_and_nobody_is_blamed(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeInference, "reliefs", ("lite_model", "smaller_picture"))
    said: list[str] = []
    monkeypatch.setattr(Voice, "say", lambda _, text, urgency: said.append(text))
    course.run()
    words = load_phrases("en")
    told = [words.text("slow.lite_model"), words.text("slow.smaller_picture")]
    assert [text for text in said if text in told] == told
    notices = {screen.notice for screen in course.screens if isinstance(screen, SetScreen)}
    assert set(told) <= notices
    blames = [words.text(f"problems.{name}.spoken") for name in ("wrong_posture", "turn_side_on")]
    assert not set(said) & set(blames)
    assert _saved_count(course) == 2
    (saved,) = course.backroom.saved
    notes = " ".join(saved.scored.result.summary.notes)
    assert "lite" in notes
    assert "smaller picture" in notes


def test_a_window_that_is_closed_in_the_middle_loses_no_repetition(course: Course) -> None:
    cut = int(np.searchsorted(course.track.time_s, 13.0))
    course.open = lambda: FakeSource(course.track, waits_from=cut)

    def close(screen: ScreenState) -> None:
        if isinstance(screen, SetScreen) and screen.reps == 1:
            course.window.waiting.append(Closed())

    course.act = close
    course.run()
    assert _saved_count(course) == 1
    assert course.sources[0]._closed.is_set()


def test_whatever_ends_the_program_the_set_is_saved(course: Course) -> None:
    cut = int(np.searchsorted(course.track.time_s, 13.0))
    course.open = lambda: FakeSource(course.track, waits_from=cut)

    def stop(screen: ScreenState) -> None:
        if isinstance(screen, SetScreen) and screen.reps == 1:
            raise KeyboardInterrupt

    course.act = stop
    with pytest.raises(KeyboardInterrupt):
        course.run()
    assert _saved_count(course) == 1
    assert course.window.closed


def test_a_camera_that_comes_back_goes_on_with_the_set(course: Course) -> None:
    """It is gone between the two repetitions, and opened again by itself."""
    cut = int(np.searchsorted(course.track.time_s, 9.0))
    sources = iter(
        [
            FakeSource(course.track, breaks_at=cut),
            FakeSource(course.track, first=cut),
        ]
    )
    course.open = lambda: next(sources)
    course.run()
    assert len(course.sources) == 2
    assert _saved_count(course) == 2


def test_a_model_that_cannot_be_loaded_ends_the_session(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ModelError("The pose model is damaged.")

    monkeypatch.setattr(live_camera, "Inference", fail)
    with pytest.raises(ModelError):
        course.run()
    assert course.window.closed
    assert course.backroom.saved == []


def test_a_page_is_drawn_anew_as_soon_as_the_window_has_another_size(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "_STILL_PAGE_S", 1000.0)

    def resize(_: ScreenState) -> None:
        course.window.size_px = (640, 360)
        if course.window.shown == 2:
            course.window.waiting.append(Closed())

    course.act = resize
    course.run(guided=True)
    assert course.window.shown == 2
    assert all(isinstance(screen, TextScreen) for screen in course.screens)


def test_landmarks_outside_the_picture_are_not_drawn() -> None:
    xy_px = np.array([[0.0, 0.0], [63.9, 47.9], [64.0, 10.0], [-0.1, 5.0], [5.0, 48.0]])
    shown = inside_picture(xy_px, 64, 48)
    np.testing.assert_array_equal(np.isnan(shown).all(axis=1), [False, False, True, True, True])
    np.testing.assert_array_equal(shown[:2], xy_px[:2])


def test_the_dose_of_the_set_is_in_force() -> None:
    wanted = WatchExercise("pelvic_tilt", own_size=1.3, reps=4, hold_s=7.0)
    settings = prescribed_settings(default_settings(), wanted)
    dose = settings.pelvic_tilt.dose
    assert (dose.reps, dose.hold_s, settings.pelvic_tilt.states.own_tilt) == (4, 7.0, 1.3)
    unchanged = {"pelvic_tilt"}
    assert settings.model_dump(exclude=unchanged) == default_settings().model_dump(
        exclude=unchanged
    )
    usual = prescribed_settings(default_settings(), WatchExercise("prone_press_up", hold_s=2.0))
    assert usual.prone_press_up.dose.reps == default_settings().prone_press_up.dose.reps
