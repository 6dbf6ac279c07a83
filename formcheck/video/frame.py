"""One decoded picture, and what is known of the clip it came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from formcheck.arrays import Pixels
from formcheck.video.geometry import Place

#: Longest side of a picture that poses are looked for in; larger ones are scaled down to it.
DEFAULT_MAX_SIDE_PX = 1280


@dataclass(frozen=True)
class Frame:
    """A picture and its moment.

    Attributes
    ----------
    index : int
        Position in decoding order, from 0.
    time_s : float
        Seconds after the clip's first frame: presentation time, and where the film
        plays slower or faster than the movement, the movement's own time.
    rgb : (H, W, 3) uint8
        The picture upright, scaled to the reader's size limit.
    place : Place or None
        Where the picture lies if it does not fill the frame; around it all is black.
    """

    index: int
    time_s: float
    rgb: Pixels
    place: Place | None = None


@dataclass(frozen=True)
class VideoInfo:
    """What the container says of a clip, after rotation.

    Attributes
    ----------
    path : Path
        The file.
    width_px, height_px : int
        Size of the upright picture as stored; of several sizes, what holds them all.
    frame_width_px, frame_height_px : int
        Size of the frames that the reader gives, after scaling.
    fps : float
        Average frame rate, in frames a second of the movement; frame times come from it
        only where the file has none.
    duration_s : float
        Length of the movement by the container, 0 if unknown.
    frame_count : int
        Number of frames by the container or estimated; for progress only.
    rotation_deg : int
        Clockwise turn that the reader applies: 0, 90, 180 or 270.
    has_audio : bool
        Whether there is a sound track.
    speed : float
        How fast the film plays, as a share of the movement: 0.25 in four times slow motion.
    rate_guessed : bool
        Whether the file tells neither times nor a rate, so that all times are guessed.
    """

    path: Path
    width_px: int
    height_px: int
    frame_width_px: int
    frame_height_px: int
    fps: float
    duration_s: float
    frame_count: int
    rotation_deg: int
    has_audio: bool
    speed: float = 1.0
    rate_guessed: bool = False
