"""A running ``formcheck live``: its window, its files, its end."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.judge.result import Result
from formcheck.pose.kept_track import read_kept_track
from tests.e2e.command import Command, Ended
from tests.support.x_screen import Hand

OUT = "sets"
RECORDED_FILES = {
    *("result.json", "reps.csv", "frames.csv", "events.vtt", "report.html", "landmarks.npz"),
    *("clean.mp4", "annotated.mp4"),
}
FILES = RECORDED_FILES - {"clean.mp4", "annotated.mp4"}
_PATIENCE_S = 150.0
_CLOSE_EVERY_S = 0.5
#: The film's movements are quick; sparser pictures pass over their turning points.
_LONGEST_STEP_S = 0.21
#: Questions and their answers stand in so much of the screen, from the left.
_QUESTIONS_SHARE = 0.36


class LiveSession:
    """What a person sees of a live session: a window, folders that appear, words at the end."""

    def __init__(self, process: subprocess.Popen[str], display: str, out: Path) -> None:
        self.process = process
        self.out = out
        self._display = display

    def window(self) -> Hand:
        """Wait for the window, and take its keys and buttons."""
        return Hand(self._display, "^formcheck$", deadline_s=_PATIENCE_S)

    def wait_for(self, pattern: str) -> Path:
        """Wait for a file or folder of the sets; return it."""
        return self.wait_until(lambda: next(self.out.glob(pattern), None))

    def wait_until(self, happened: Callable[[], Path | None]) -> Path:
        """Wait until something has happened; return what it is."""
        end = time.monotonic() + _PATIENCE_S
        while (found := happened()) is None:
            assert time.monotonic() < end, "it did not happen"
            assert self.process.poll() is None, self.process.communicate()
            time.sleep(0.02)
        return found

    def finish(self) -> Ended:
        """Wait for the end."""
        stdout, stderr = self.process.communicate(timeout=_PATIENCE_S)
        return Ended(self.process.returncode, stdout, stderr)

    def close(self, hand: Hand) -> Ended:
        """Take the marked answer until the session is over: what comes after a set, the summary.

        A key may be lost while a page changes, so it is pressed until it is over.
        """
        end = time.monotonic() + _PATIENCE_S
        while self.process.poll() is None:
            assert time.monotonic() < end, "the session does not end"
            hand.key("Return", check=False)
            time.sleep(_CLOSE_EVERY_S)
        return self.finish()

    def only_set(self) -> Path:
        """Return the folder of the one set; nothing else was left, hidden or not."""
        (folder,) = self.out.iterdir()
        return folder


@contextmanager
def exercising(
    formcheck: Command, display: str, *arguments: str | Path, out: str = OUT
) -> Iterator[LiveSession]:
    """Start a session that will be silent and remember nothing for later ones.

    What it has said is printed in the end, for whoever reads of a test that fails.
    """
    words = ["live", *arguments, "-o", out, "--voice", "off"]
    state = str(formcheck.folder.parent / "state")
    process = formcheck.start(*words, DISPLAY=display, XDG_STATE_HOME=state)
    try:
        yield LiveSession(process, display, formcheck.folder / out)
    finally:
        process.kill()
        print(*process.communicate(), sep="\n")


def read_the_pages(hand: Hand) -> None:
    """Answer the warning signs, who asks a clinician, when to stop; choose; 3 of 10, back."""
    for key in ("1", "1", "1", "1", "3", "Return", "2"):
        hand.turn_page(key, left_share=_QUESTIONS_SHARE)


def answer_and_close(session: LiveSession, hand: Hand, pain: int = 2) -> Ended:
    """Say how much it hurts, in the back as before; hear what is offered then; close the summary.

    Beside the questions the camera's picture goes on. Of keys that are pressed faster than the
    window looks for them only the last would arrive.
    """
    for key in (str(pain), "Return", "Return"):
        hand.turn_page(key, left_share=_QUESTIONS_SHARE)
    return session.close(hand)


def read_result(folder: Path) -> Result:
    """Return the result in a folder."""
    return Result.model_validate_json((folder / "result.json").read_bytes())


def count_pictures(film: Path) -> int:
    """Return how many pictures a film really holds."""
    with av.open(str(film)) as container:
        return sum(1 for _ in container.decode(video=0))


def skip_if_too_busy(folder: Path) -> None:
    """Skip what follows if too few pictures were looked at to see quick repetitions."""
    time_s = read_kept_track(folder / "landmarks.npz").track.time_s
    step_s = float(np.percentile(np.diff(time_s), 90))
    if step_s > _LONGEST_STEP_S:
        pytest.skip(f"too much else runs here: {step_s:.2f} s from one picture to the next")
