"""``formcheck live`` as a patient uses it: pages, placing, countdown, a set, questions."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from formcheck.history.store import Store
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.pose.kept_track import read_kept_track
from tests.e2e.command import Command, Ended
from tests.e2e.live_session import (
    RECORDED_FILES,
    LiveSession,
    answer_and_close,
    count_pictures,
    exercising,
    read_result,
    read_the_pages,
    skip_if_too_busy,
)
from tests.support.directed_camera import DirectedCamera
from tests.support.mjpeg_server import compress
from tests.support.sample_film import RATE, Film
from tests.support.x_screen import has_x_screen, x_screen

pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(not has_x_screen(), reason="needs Xvfb and xdotool"),
]

#: Moments of the film between its repetitions, lying still.
_AFTER_FIRST_S, _AFTER_SECOND_S, _AFTER_THIRD_S = 5.2, 9.8, 14.4
#: The camera is away for longer than it takes to notice.
_AWAY_S = 2.5
_LEAD_IN_S = 3.0
_PATIENT, _TWO_REPS = "A. B.", Plan(exercises={"prone_press_up": PlannedExercise(reps=2, hold_s=1)})


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_screen("1366x768") as name:
        yield name


@pytest.fixture
def store_file(formcheck: Command) -> Path:
    """Return a history with a patient who has a plan."""
    path = formcheck.folder.parent / "kept" / "history.db"
    with Store.open(path) as store:
        store.plans.save(store.patients.add(_PATIENT).id, _TWO_REPS)
    return path


def _exercise(session: LiveSession, camera: DirectedCamera) -> Ended:
    """Move too early, then lie still; after the countdown do two, the camera away in between."""
    hand = session.window()
    read_the_pages(hand)
    session.wait_until(lambda: session.out if camera.connections > 1 else None)
    camera.play_to(_AFTER_FIRST_S)
    session.wait_for(".recording-*")
    camera.play_to(_AFTER_SECOND_S)
    camera.wait_until(_AFTER_SECOND_S)
    time.sleep(1.0)
    camera.stop()
    time.sleep(_AWAY_S)
    camera.start()
    time.sleep(2.0)
    camera.play_to(_AFTER_THIRD_S)
    camera.wait_until(_AFTER_THIRD_S)
    time.sleep(2.0)
    if not any(session.out.glob("[!.]*")):
        # It has ended by itself, unless the computer is too busy to see what is done.
        hand.key("n")
    session.wait_for("[!.]*/result.json")
    return answer_and_close(session, hand)


def test_a_patient_does_the_set_of_the_plan_though_the_camera_goes_away(
    formcheck: Command, display: str, film: Film, store_file: Path
) -> None:
    camera = DirectedCamera(compress(film), RATE)
    words = ["--patient", _PATIENT, "--store", str(store_file), "--record"]
    with camera, exercising(formcheck, display, "--camera", camera.address, *words) as session:
        ended = _exercise(session, camera)
        folder = session.only_set()
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert f"Kept in the history of “{_PATIENT}”." in ended.stdout

    result = read_result(folder)
    assert result.exercise == "prone_press_up"
    assert result.settings["prone_press_up"]["dose"] == {"reps": 2, "hold_s": 1}
    assert {path.name for path in folder.iterdir()} == RECORDED_FILES
    pictures = {count_pictures(folder / name) for name in ("clean.mp4", "annotated.mp4")}
    assert pictures == {result.clip.frames}
    _check_history(store_file)

    skip_if_too_busy(folder)
    assert result.summary.reps_counted == 2
    time_s = read_kept_track(folder / "landmarks.npz").track.time_s
    gap = int(np.argmax(np.diff(time_s)))
    assert time_s[gap + 1] - time_s[gap] > _AWAY_S
    first, second = (rep for rep in result.reps if rep.counted)
    assert _LEAD_IN_S - 1 < first.start_s < first.end_s < time_s[gap]
    assert second.start_s > time_s[gap + 1]


def _check_history(store_file: Path) -> None:
    with Store.open(store_file) as store:
        (row,) = store.sets.select().rows
        assert (row.patient_label, row.exercise, row.source) == (
            _PATIENT,
            "prone_press_up",
            "live",
        )
        before, after = store.pain.of_patient(row.patient_id)
        assert (before.moment, before.pain_0_to_10, before.furthest_site) == ("before", 3, "back")
        assert (after.moment, after.pain_0_to_10, after.furthest_site) == ("after", 2, "back")
        assert (before.set_id, after.set_id) == (None, row.id)
        assert before.session_id == after.session_id == row.session_id
        assert store.safety.of_patient(row.patient_id) == []
