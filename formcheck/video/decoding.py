"""The picture track of a clip: what it says of itself, and its pictures one after the other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av.error
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from formcheck.video.frame import VideoInfo
from formcheck.video.opening import unreadable_picture
from formcheck.video.rate import Rate, find_rate, recorded_speed
from formcheck.video.reading import Reading
from formcheck.video.upright import orientation_of, upright_size

# Here timestamps follow the order of storage, not of showing.
_STORED_ORDER_FORMATS = frozenset({"avi"})


@dataclass(frozen=True)
class Source:
    """What the first frame and the container say; everything decoding needs.

    ``first_s`` and ``heard_from_s`` are the file's timestamps of the first picture, for
    pictures and for sound; all other times are those of the movement.
    """

    info: VideoInfo
    size_px: tuple[int, int]
    first_s: float
    heard_from_s: float
    interval_s: float
    timed: bool
    stored_order: bool
    pixel_aspect: Fraction | None


def decode_pictures(
    container: InputContainer,
    stream: VideoStream,
    unwanted_until: int | None = None,
    stop: threading.Event | None = None,
) -> Iterator[VideoFrame]:
    """Decode the pictures of a track, passing over packets that are damaged.

    Parameters
    ----------
    container, stream
    unwanted_until : int, optional
        Timestamp, in the stream's units. Of pictures before it only those that
        others are built on are decoded; that changes no later picture.
    stop : threading.Event, optional
        Ends the run at the next packet once it is set.
    """
    decoder = stream.codec_context
    # Of the usual formats only H.264 marks the pictures that no other one at all is built on.
    wanted_from = unwanted_until if decoder.name == "h264" else None
    packets = iter(container.demux(stream))
    while stop is None or not stop.is_set():
        try:
            packet = next(packets)
        except (StopIteration, av.error.FFmpegError):
            return
        if wanted_from is not None:
            unwanted = packet.pts is not None and packet.pts < wanted_from
            decoder.skip_frame = "NONREF" if unwanted else "DEFAULT"
        try:
            yield from packet.decode()
        except av.error.FFmpegError:
            continue


def inspect_track(
    path: Path, container: InputContainer, stream: VideoStream, reading: Reading
) -> Source:
    """Return what the first picture and the container say of a track.

    Raises
    ------
    InputError
        No picture of it can be decoded.
    """
    first = next(decode_pictures(container, stream), None)
    if first is None or not first.width or not first.height:
        raise unreadable_picture(path)
    orientation = orientation_of(first).turned(reading.rotate_deg)
    pixel_aspect = stream.sample_aspect_ratio
    size_px = upright_size(first, pixel_aspect, orientation)
    second = float(stream.time_base or 1)
    rate = find_rate(container, stream) if reading.fps is None else Rate(reading.fps)
    # B-frames are shown in another order than stored; without them all timestamps are right.
    follows_storage = container.format.name in _STORED_ORDER_FORMATS
    stored_order = (
        follows_storage and reading.fps is None and bool(stream.codec_context.has_b_frames)
    )
    timed = reading.fps is None and first.pts is not None and not stored_order
    speed = reading.speed
    if speed is None:
        tags = {**stream.metadata, **container.metadata}
        speed = recorded_speed(tags, rate.fps) if timed else 1.0
    duration_s = stream.duration * second if stream.duration and reading.fps is None else 0.0
    info = VideoInfo(
        path=path,
        width_px=size_px[0],
        height_px=size_px[1],
        frame_width_px=size_px[0],
        frame_height_px=size_px[1],
        fps=rate.fps / speed,
        duration_s=duration_s * speed,
        frame_count=stream.frames,
        rotation_deg=orientation.clockwise_deg,
        has_audio=bool(container.streams.audio),
        speed=speed,
        rate_guessed=rate.guessed,
    )
    first_s = first.pts * second if first.pts is not None and timed else 0.0
    return Source(
        info=info,
        size_px=size_px,
        first_s=first_s,
        # Pictures seem late where FFmpeg allows for an order of showing that is not stored.
        heard_from_s=0.0 if follows_storage else first_s,
        interval_s=speed / rate.fps,
        timed=timed,
        stored_order=stored_order,
        pixel_aspect=pixel_aspect,
    )
