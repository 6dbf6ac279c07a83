from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.pose import tracking
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.landmarks import Landmark
from formcheck.pose.pose import Pose
from formcheck.pose.rows import Rows
from formcheck.pose.span_tracking import SpanTracker, Stopped
from formcheck.pose.spans import WHOLE_CLIP, Span, plan_spans
from formcheck.pose.track import PoseTrack
from formcheck.pose.tracking import track_video
from formcheck.video.frame import Frame
from formcheck.video.reader import VideoFile
from tests.support.clips import brightness_ramp, write_clip
from tests.support.network import can_watch, watch_network
from tests.support.poses import standing_pose

TRACK = """
import sys
from pathlib import Path
from formcheck.pose.bundle import find_bundle
from formcheck.pose.tracking import track_video
track = track_video(sys.argv[2], find_bundle(source=Path(sys.argv[1])))
print(track.frame_count, int(track.detected.sum()))
"""

TRACK_AND_TELL = """
import signal, sys, time
from pathlib import Path
from formcheck.pose.bundle import find_bundle
from formcheck.pose.tracking import track_video
# A shell may start what runs in the background deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
def tell(share):
    if share > 0:
        print("begun", flush=True)
        # The clip is short: without waiting it may be done before the signal comes.
        time.sleep(0.05)
track_video(sys.argv[2], find_bundle(source=Path(sys.argv[1])), progress=tell)
"""


def pictures(path: Path, count: int) -> list[np.ndarray]:
    return [frame.rgb for frame, _ in zip(VideoFile(path).frames(), range(count), strict=False)]


@pytest.fixture(scope="module")
def clip(shared_dir: Path) -> Path:
    """Return a clip of eleven seconds: it is tracked in two spans."""
    return shared_dir / "rendered" / "f_press_up_half.mp4"


@pytest.fixture(scope="module")
def track(clip: Path, bundle: Bundle) -> PoseTrack:
    return track_video(clip, bundle, workers=2)


def test_every_frame_is_tracked_at_its_time(track: PoseTrack, clip: Path) -> None:
    times_s = [frame.time_s for frame in VideoFile(clip).frames()]
    np.testing.assert_array_equal(track.time_s, times_s)
    assert track.detected.all()
    assert (track.width_px, track.height_px) == (640, 480)
    np.testing.assert_array_equal(track.people, 1)
    assert track.picture_change[0] == 0.0
    assert 0 < track.picture_change.max() < 0.05


def test_landmarks_lie_on_the_body(track: PoseTrack, shared_dir: Path) -> None:
    hip_px = track.xy_px[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1)
    shoulder_px = track.xy_px[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=1)
    torso_px = np.hypot(*(hip_px - shoulder_px).T)
    assert np.all((torso_px > 80) & (torso_px < 200))


def test_result_is_the_same_to_the_last_bit_with_any_number_of_workers(
    track: PoseTrack, clip: Path, bundle: Bundle
) -> None:
    alone = track_video(clip, bundle, workers=1)
    for field in fields(PoseTrack):
        np.testing.assert_array_equal(getattr(alone, field.name), getattr(track, field.name))


def test_spans_agree_with_one_run_through_the_whole_clip(
    track: PoseTrack, clip: Path, bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracking, "plan_spans", lambda *_: [WHOLE_CLIP])
    whole = track_video(clip, bundle)
    joints = [Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP, Landmark.LEFT_KNEE]
    apart_px = np.hypot(*(track.xy_px - whole.xy_px)[:, joints].T)
    torso_px = np.hypot(*(whole.xy_px[:, joints[0]] - whole.xy_px[:, joints[1]]).T)
    assert np.median(apart_px / torso_px) < 0.01
    assert np.max(apart_px / torso_px) < 0.06


def test_a_thrifty_look_skips_only_what_is_still(
    clip: Path, bundle: Bundle, tmp_path: Path
) -> None:
    moving = pictures(clip, 30)
    shown = [moving[0]] * 30 + moving
    path = write_clip(tmp_path / "still.mp4", lambda index: shown[index], len(shown), rate=30)
    usual, thrifty = track_video(path, bundle), track_video(path, bundle, thrifty=True)
    assert usual.looked_at is None
    looked_at = thrifty.looked_at
    assert looked_at is not None
    assert looked_at[:8].all()
    assert looked_at[12:30].mean() < 0.5
    between_s = np.diff(thrifty.time_s[looked_at])
    assert between_s.max() <= 0.101
    for name in ("time_s", "picture_change", "people", "camera_step_px"):
        np.testing.assert_array_equal(getattr(thrifty, name), getattr(usual, name))
    assert thrifty.detected.all()
    torso_px = np.hypot(
        *(usual.xy_px[0, Landmark.LEFT_SHOULDER] - usual.xy_px[0, Landmark.LEFT_HIP])
    )
    apart_px = np.hypot(*(thrifty.xy_px - usual.xy_px)[:, Landmark.LEFT_HIP].T)
    assert apart_px.max() < 0.05 * torso_px


def test_progress_rises_to_the_end(clip: Path, bundle: Bundle, tmp_path: Path) -> None:
    short = pictures(clip, 20)
    path = write_clip(tmp_path / "short.mp4", lambda index: short[index], 20)
    shares: list[float] = []
    track_video(path, bundle, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_nobody_in_the_picture(bundle: Bundle, tmp_path: Path) -> None:
    path = write_clip(tmp_path / "empty.mp4", lambda _: np.full((120, 160, 3), 90, np.uint8), 5)
    track = track_video(path, bundle)
    assert track.frame_count == 5
    assert not track.detected.any()
    np.testing.assert_array_equal(track.people, 0)


def test_cut_stands_out(clip: Path, bundle: Bundle, tmp_path: Path) -> None:
    scene = pictures(clip, 5)
    title = np.full_like(scene[0], 255)
    path = write_clip(tmp_path / "cut.mp4", lambda i: title if i < 5 else scene[i - 5], 10)
    track = track_video(path, bundle)
    assert np.argmax(track.picture_change) == 5
    assert track.picture_change[5] > 0.2
    assert np.delete(track.picture_change, 5).max() < 0.05


@pytest.mark.parametrize("large_first", [True, False])
def test_larger_of_two_people_is_followed(
    shared_dir: Path, bundle: Bundle, tmp_path: Path, large_first: bool
) -> None:
    frames = 30
    large = pictures(shared_dir / "rendered" / "back_extension.mp4", frames)
    other = pictures(shared_dir / "rendered" / "f_back_ext_small.mp4", frames)

    def side_by_side(index: int) -> np.ndarray:
        small = cv2.resize(other[index], (544, 408), interpolation=cv2.INTER_AREA)
        small = cv2.copyMakeBorder(small, 72, 0, 0, 96, cv2.BORDER_REPLICATE)
        return np.hstack([large[index], small] if large_first else [small, large[index]])

    path = write_clip(tmp_path / "two.mp4", side_by_side, frames, rate=15)
    track = track_video(path, bundle)
    np.testing.assert_array_equal(track.people, 2)
    assert track.detected.all()
    hips_px = track.xy_px[:, Landmark.LEFT_HIP, 0]
    assert np.all(hips_px < 640) if large_first else np.all(hips_px > 640)


def test_error_while_decoding_surfaces_as_it_is(
    clip: Path, bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = VideoFile.frames

    def failing(
        video: VideoFile, start_s: float = 0.0, *, stop: threading.Event | None = None
    ) -> Iterator[Frame]:
        for frame in frames(video, start_s, stop=stop):
            if frame.index == 10:
                raise MemoryError("no memory left")
            yield frame

    monkeypatch.setattr(VideoFile, "frames", failing)
    with pytest.raises(MemoryError, match="no memory left"):
        track_video(clip, bundle)


def test_a_span_that_is_stopped_on_its_way_gives_no_half_result(
    tmp_path: Path, bundle: Bundle
) -> None:
    video = VideoFile(write_clip(tmp_path / "clip.ts", brightness_ramp(), 30))
    stop = threading.Event()
    stop.set()
    tracker = SpanTracker(video, bundle, stop, lambda: None)
    # All of it lies before the span's beginning: no frame is ever given.
    with pytest.raises(Stopped):
        tracker.track_one(Span(60.0, 70.0, 59.0))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to a child alone")
def test_interrupt_ends_it_cleanly(clip: Path, bundle: Bundle) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", TRACK_AND_TELL, str(bundle.path), str(clip)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "begun\n"
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=60)
    assert child.returncode == -signal.SIGINT
    assert said.rstrip().endswith("KeyboardInterrupt")
    assert "Exception ignored" not in said


@pytest.mark.skipif(not can_watch(), reason="needs Linux")
def test_no_internet_socket_is_opened(clip: Path, bundle: Bundle) -> None:
    use = watch_network([sys.executable, "-c", TRACK, str(bundle.path), str(clip)])
    assert use.stdout.split() == ["165", "165"]
    assert use.sockets == ()


def seam(running: Pose | None, started: Pose | None) -> list[Span]:
    """Return the spans that are tracked anew when two spans meet so."""
    spans = plan_spans(20.0, np.array([]), 500)
    first, second = Rows(next_pose=running), Rows(first_pose=started)
    again: list[Span] = []

    def track(span: Span) -> Rows:
        again.append(span)
        return Rows()

    tracking._mend_seams(spans, [first, second], track)
    return again


def test_spans_that_agree_are_kept() -> None:
    assert seam(standing_pose(100, 400, 300), standing_pose(105, 400, 300)) == []
    assert seam(None, None) == []
    assert seam(None, standing_pose(100, 400, 300)) == []


@pytest.mark.parametrize(
    "started", [None, standing_pose(300, 400, 300), standing_pose(100, 400, 150)]
)
def test_running_tracker_goes_on_where_the_new_one_disagrees(started: Pose | None) -> None:
    assert seam(standing_pose(100, 400, 300), started) == [WHOLE_CLIP]
