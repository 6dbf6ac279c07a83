"""A clip of any length for the benchmarks, made from a short one."""

from __future__ import annotations

from itertools import chain, cycle, islice
from pathlib import Path

import av

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
