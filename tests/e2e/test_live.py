"""``formcheck live`` with a film as camera: counted, ended in every way, and saved."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from formcheck.exercises.settings import default_settings
from formcheck.judge.streaming.causal import score_causally
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.census import Census
from formcheck.pose.kept_track import read_kept_track
from formcheck.pose.rows import join_rows
from formcheck.pose.span_tracking import SpanTracker
from formcheck.pose.spans import WHOLE_CLIP
from formcheck.pose.track import PoseTrack
from formcheck.video.reader import VideoFile
from tests.e2e.command import Command
from tests.e2e.live_session import (
    FILES,
    OUT,
    RECORDED_FILES,
    LiveSession,
    count_pictures,
    exercising,
    read_result,
    skip_if_too_busy,
)
from tests.support.sample_film import RATE, Film, write_film
from tests.support.x_screen import has_x_screen, x_screen

pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(not has_x_screen(), reason="needs Xvfb and xdotool"),
]

#: Until the first repetition of the film is over: it takes 5 s, after the pose model is loaded.
_MID_SET_S = 8.5


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_screen("1366x768") as name:
        yield name


@pytest.fixture(scope="module")
def long_clip(tmp_path_factory: pytest.TempPathFactory, film: Film) -> Path:
    """Return four repetitions, twenty seconds."""
    return write_film(tmp_path_factory.mktemp("film") / "long.mp4", film)


def _track_whole(clip: Path, bundle: Bundle) -> PoseTrack:
    video = VideoFile(clip)
    tracker = SpanTracker(video, bundle, threading.Event(), lambda: None)
    census = Census(np.zeros(1), np.ones(1, dtype=np.int64))
    size_px = video.info.frame_width_px, video.info.frame_height_px
    return join_rows([tracker.track_one(WHOLE_CLIP)], census, *size_px)


def test_a_film_is_counted_as_the_causal_engine_counts_it(
    formcheck: Command, display: str, short_clip: Path, bundle: Bundle
) -> None:
    with exercising(formcheck, display, "press-up", "--camera", short_clip) as session:
        hand = session.window()
        session.wait_for("[!.]*/result.json")
        ended = session.close(hand)
        folder = session.only_set()
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert {path.name for path in folder.iterdir()} == FILES

    result = read_result(folder)
    track = read_kept_track(folder / "landmarks.npz").track
    again = score_causally(track, "prone_press_up", default_settings())
    assert again is not None
    assert [rep.kind for rep in result.reps] == [rep.kind for rep in again.reps]
    assert [rep.start_s for rep in result.reps] == pytest.approx(
        [rep.start_s for rep in again.reps], abs=0.001
    )
    assert Counter(fault.id for fault in result.faults) == Counter(
        fault.id for fault in again.faults
    )
    counted, clean = result.summary.reps_counted, result.summary.clean_reps
    said = f"Prone press up: {counted} counted, {clean} clean → {OUT}/{folder.name}\n"
    assert ended.stdout == said

    scored = formcheck.run("score", folder / "landmarks.npz", "-e", "press-up", "-o", "again")
    assert scored.exit_code == 0, scored.stderr
    skip_if_too_busy(folder)
    assert counted == 2
    (again_json,) = (formcheck.folder / "again").rglob("result.json")
    assert read_result(again_json.parent).summary.reps_counted == 2
    whole = score_causally(_track_whole(short_clip, bundle), "prone_press_up", default_settings())
    assert whole is not None
    assert sum(rep.counted for rep in whole.reps) == 2


def _get_into_the_set(session: LiveSession) -> None:
    """Wait until a repetition of the long clip was counted."""
    session.wait_for(".recording-*")
    time.sleep(_MID_SET_S)


def test_ctrl_c_keeps_what_was_done_film_and_all(
    formcheck: Command, display: str, long_clip: Path
) -> None:
    words = ["press-up", "--camera", str(long_clip), "--record"]
    with exercising(formcheck, display, *words) as session:
        _get_into_the_set(session)
        session.process.send_signal(signal.SIGINT)
        time.sleep(0.05)
        session.process.send_signal(signal.SIGINT)
        ended = session.finish()
        folder = session.only_set()
    assert (ended.exit_code, ended.complaint) == (130, ["Stopped."])
    assert f"→ {OUT}/{folder.name}" in ended.stdout
    assert {path.name for path in folder.iterdir()} == RECORDED_FILES
    result = read_result(folder)
    pictures = {count_pictures(folder / name) for name in ("clean.mp4", "annotated.mp4")}
    assert pictures == {result.clip.frames}
    assert "<video" in (folder / "report.html").read_text()
    skip_if_too_busy(folder)
    assert 1 <= result.summary.reps_counted <= 3


@contextmanager
def _small_disk(folder: Path, size: str) -> Iterator[None]:
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        done = subprocess.run(words, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("needs to mount a small disk")
    if done.returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_closing_the_window_keeps_what_was_done_though_the_disk_has_no_room_for_a_film(
    formcheck: Command, display: str, long_clip: Path
) -> None:
    words = ["press-up", "--camera", str(long_clip), "--record"]
    with (
        _small_disk(formcheck.folder / OUT, "20m"),
        exercising(formcheck, display, *words) as session,
    ):
        _get_into_the_set(session)
        session.window().close()
        ended = session.finish()
        folder = session.only_set()
        assert (ended.exit_code, ended.stderr) == (0, "")
        assert f"→ {OUT}/{folder.name}" in ended.stdout
        assert {path.name for path in folder.iterdir()} == FILES
        result = read_result(folder)
        skip_if_too_busy(folder)
        assert result.summary.reps_counted >= 1


def test_a_set_that_the_disk_has_no_room_for_is_named(
    formcheck: Command, display: str, film: Film
) -> None:
    clip = write_film(formcheck.folder / "one.mp4", film[: 5 * RATE + RATE // 2])
    with (
        _small_disk(formcheck.folder / OUT, "16k"),
        exercising(formcheck, display, "press-up", "--camera", clip) as session,
    ):
        hand = session.window()
        # It does nothing in a set, and closes the summary.
        ended = session.close(hand)
        assert list(session.out.iterdir()) == []
    assert ended.exit_code == 5
    assert ended.stdout == ""
    assert ended.complaint[0].startswith("Not saved: ")
    assert "space" in ended.complaint[0]
    assert len(ended.complaint) == 2
