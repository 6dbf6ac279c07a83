"""``formcheck live`` killed in the middle of a set, and started again."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from formcheck.history.store import Store
from formcheck.live.journal import BLOCK, KIND
from tests.e2e.command import Command
from tests.e2e.live_session import LiveSession, exercising, read_result
from tests.support.directed_camera import DirectedCamera
from tests.support.mjpeg_server import compress
from tests.support.sample_film import RATE, Film
from tests.support.x_screen import has_x_screen, x_screen

pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(not has_x_screen(), reason="needs Xvfb and xdotool"),
]

_PATIENT = "A. B."
#: So slowly a busy machine, too, sees every turn of the film.
_RATE = RATE / 2
#: A moment of it between repetitions, lying still.
_BETWEEN_S = 2 * 9.8
_STILL_S = 4.0
_LONG_ENOUGH_S = 30.0


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_screen("1366x768") as name:
        yield name


def _noted(journal: Path) -> tuple[int, float]:
    """Return the repetitions and the seconds that a journal tells of so far."""
    data = journal.read_bytes()[len(KIND) :]
    reps, times_s = 0, [0.0]
    while len(data) > BLOCK.size:
        length, _ = BLOCK.unpack(data[: BLOCK.size])
        block, data = data[BLOCK.size : BLOCK.size + length], data[BLOCK.size + length :]
        if len(block) == length:
            arrays = np.load(io.BytesIO(block))
            reps = json.loads(arrays["facts"].tobytes())["reps"]
            times_s += arrays["time_s"].tolist()
    return reps, times_s[-1] - times_s[min(1, len(times_s) - 1)]


def _wait_for_middle(session: LiveSession, folder: Path) -> Path:
    """Wait for a repetition; where too much else runs to see one, for what is worth keeping."""

    def middle() -> Path | None:
        for path in folder.glob("*.journal"):
            reps, seconds = _noted(path)
            if reps or seconds > _LONG_ENOUGH_S:
                return path
        return None

    return session.wait_until(middle)


def test_a_set_that_was_killed_in_its_middle_is_kept_if_wanted(
    formcheck: Command, display: str, film: Film
) -> None:
    camera = DirectedCamera(compress(film), _RATE)
    store = formcheck.folder / "history.db"
    words = ["press-up", "--record", "--patient", _PATIENT, "--store", str(store)]
    journals = formcheck.folder.parent / "state" / "formcheck" / "sets"
    with camera:
        words += ["--camera", camera.address]
        with exercising(formcheck, display, *words, "--no-guide") as session:
            session.wait_until(lambda: next(journals.glob("*.journal"), None))
            # The start position is to be seen before it is left.
            time.sleep(_STILL_S)
            camera.play_to(_BETWEEN_S)
            journal = _wait_for_middle(session, journals)
            session.process.kill()
            session.process.wait(60)
            assert [path.name[:11] for path in session.out.iterdir()] == [".recording-"]
        reps, _ = _noted(journal)
        with exercising(formcheck, display, *words) as session:
            hand = session.window()
            # Another page follows at once: the warning signs.
            hand.turn_page("Return", deadline_s=120)
            folder = session.wait_for("[!.]*/result.json").parent
            session.wait_until(lambda: None if journal.exists() else folder)
            hand.key("q")
            ended = session.finish()
    assert (ended.exit_code, ended.complaint) == (0, [])
    assert folder.name in ended.stdout
    result = read_result(folder)
    assert result.summary.reps_counted == reps
    assert any("interrupted" in note for note in result.summary.notes)
    assert not list((formcheck.folder / "sets").glob(".recording-*"))
    assert list(journals.iterdir()) == []
    with Store.open(store) as kept:
        counts = [row.reps_counted for row in kept.sets.select().rows]
    assert counts == [reps]
