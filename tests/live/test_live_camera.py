"""One camera through several sets: what is judged changes, the light stays on."""

from __future__ import annotations

import time
from typing import cast

import pytest

from formcheck.exercises.settings import default_settings
from formcheck.live import live_camera
from formcheck.live.judging import FinishedSet, JudgedFrame
from formcheck.live.live_camera import LiveCamera, LookedAt
from formcheck.live.moment import SetState
from formcheck.pose.bundle_file import Bundle
from formcheck.video.sources.source import Captured
from tests.live.builders import CLEAR
from tests.live.test_run import EXERCISE, FakeInference, FakeSource
from tests.support.live import film_press_ups

_PATIENCE_S = 60.0


class GatedSource(FakeSource):
    """Gives pictures only as far as it is let."""

    allowed = 0

    def read(self) -> Captured | None:
        """Wait until the next picture is allowed."""
        while self._next >= self.allowed and not self._closed.is_set():
            time.sleep(0.005)
        return super().read()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[GatedSource]:
    """Return the sources that are opened, each of which waits in its middle for its end."""
    track = film_press_ups(2, first_s=3.0)
    monkeypatch.setattr(FakeInference, "track", track, raising=False)
    monkeypatch.setattr(live_camera, "Inference", FakeInference)
    return []


def _answers(camera: LiveCamera, kind: type, least: int) -> list[object]:
    """Wait for so many answers of a kind, and for nothing else."""
    found: list[object] = []
    end = time.monotonic() + _PATIENCE_S
    while len(found) < least:
        assert time.monotonic() < end, f"only {len(found)} of {least}"
        found += camera.take_answers()
        time.sleep(0.005)
    assert all(isinstance(item, kind) for item in found)
    return found


def test_between_two_sets_the_camera_looks_without_judging(opened: list[GatedSource]) -> None:
    def open_source() -> GatedSource:
        opened.append(GatedSource(FakeInference.track))
        return opened[-1]

    camera = LiveCamera(open_source, cast(Bundle, None), time.monotonic())
    camera.watch(EXERCISE, default_settings())
    camera.start()
    end = time.monotonic() + _PATIENCE_S
    while not opened:
        assert time.monotonic() < end
        time.sleep(0.005)
    source = opened[0]
    source.allowed = 10
    _answers(camera, JudgedFrame, 10)
    judging = camera.hand_over()
    assert judging is not None
    assert camera.judging is None

    source.allowed = 20
    looked = _answers(camera, LookedAt, 10)
    assert all(cast(LookedAt, item).sight.reach is not None for item in looked)
    judging.finish()
    judging.close()
    (finished,) = [item for item in judging.take() if isinstance(item, FinishedSet)]
    assert finished.done.track.frame_count == 10

    camera.watch(EXERCISE, default_settings())
    source.allowed = 30
    _answers(camera, JudgedFrame, 10)
    camera.close()
    assert len(opened) == 1


def test_what_was_only_noted_down_is_no_wrong_posture() -> None:
    watch = live_camera._PostureWatch()
    hurried = [watch.note(JudgedFrame(t, CLEAR, SetState(t), hurried=True)) for t in range(5)]
    assert all(item.sight.sparse and not item.sight.problems for item in hurried)
    judged = [watch.note(JudgedFrame(t, CLEAR, SetState(t))) for t in range(5, 10)]
    assert judged[-1].sight.problems == ("wrong_posture",)


def test_after_a_slow_moment_nobody_is_told_to_lie_otherwise_for_a_while() -> None:
    camera = LiveCamera(lambda: FakeSource(film_press_ups(1)), cast(Bundle, None), 0.0)
    assert camera._with_pace(CLEAR, 10.0, behind=False) == CLEAR
    assert camera._with_pace(CLEAR, 11.0, behind=True).problems == ("too_slow",)
    assert camera._with_pace(CLEAR, 12.0, behind=False).sparse
    assert camera._with_pace(CLEAR, 17.0, behind=False) == CLEAR
