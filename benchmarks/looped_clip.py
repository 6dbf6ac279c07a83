"""Clips and landmarks of any length for the benchmarks, made from a short clip."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import chain, cycle, islice
from pathlib import Path

import av
import numpy as np

from formcheck.pose.kept_track import KeptTrack, write_kept_track
from formcheck.pose.track_file import read_track
from formcheck.video.reader import VideoFile

SAMPLES = Path(__file__).parent.parent / "sample_videos"
#: What is done in the sample clip that the benchmarks use.
SAMPLE_EXERCISE = "prone_press_up"


def default_sample() -> Path:
    """Return the sample clip that the benchmarks use."""
    return min(SAMPLES.glob("*press_up*.mp4"))


def write_looped_clip(source: Path, out: Path, seconds: float, fps: int = 30) -> None:
    """Play a clip to and fro until the wanted length is reached.

    To and fro, because a jump back to the beginning would be a cut that the
    tracker has to recover from.

    Parameters
    ----------
    source : Path
        The short clip.
    out : Path
        The file to write: H.264, 640 pixels wide at most.
    seconds : float
        Its length.
    fps : int
        Its frame rate; every frame of the source becomes one frame.
    """
    pictures = [frame.rgb for frame in VideoFile(source, max_side_px=640).frames()]
    to_and_fro = cycle(chain(pictures, reversed(pictures[1:-1])))
    with av.open(str(out), "w") as container:
        stream = container.add_stream("libx264", rate=fps)
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        stream.options = {"preset": "veryfast", "crf": "20"}
        for picture in islice(to_and_fro, round(seconds * fps)):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))


def write_jumping_copy(clip: Path, out: Path, jump_s: float) -> None:
    """Copy a clip so that its clock leaps ahead at the first keyframe of its second half."""
    with av.open(str(clip)) as source, av.open(str(out), "w") as copy:
        stream = source.streams.video[0]
        written = copy.add_stream_from_template(stream)
        leap, packets = 0, [packet for packet in source.demux(stream) if packet.size]
        for number, packet in enumerate(packets):
            assert packet.pts is not None
            assert packet.dts is not None
            assert packet.time_base
            if packet.is_keyframe and number >= len(packets) // 2:
                leap = round(jump_s / packet.time_base)
            packet.pts, packet.dts = packet.pts + leap, packet.dts + leap
            packet.stream = written
            copy.mux(packet)


def write_long_landmarks(source: Path, out: Path, seconds: float, fps: int = 20) -> None:
    """Play kept landmarks to and fro until the wanted length is reached.

    Parameters
    ----------
    source : Path
        What the landmark cache has kept of a clip.
    out : Path
        The ``.npz`` file to write, which ``formcheck score`` takes in place of a clip.
    seconds : float
        The length.
    fps : int
        Frames in a second; every frame of the source becomes one frame.
    """
    track = read_track(source)
    there = np.arange(track.frame_count)
    frames = np.resize(np.concatenate([there, there[-2:0:-1]]), round(seconds * fps))
    arrays = {
        each.name: value[frames]
        for each in fields(track)
        if isinstance(value := getattr(track, each.name), np.ndarray)
    }
    longer = replace(track, **(arrays | {"time_s": np.arange(len(frames)) / fps}))
    write_kept_track(KeptTrack(longer, "full", ""), out)
