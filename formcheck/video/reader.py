"""Reading a recorded clip frame by frame, timed by its presentation timestamps."""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

import av.error
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from av.video.stream import VideoStream

from formcheck.arrays import Pixels
from formcheck.video.frame import DEFAULT_MAX_SIDE_PX, Frame, VideoInfo
from formcheck.video.geometry import Orientation, display_size, limited_size
from formcheck.video.opening import open_video, unreadable_picture
from formcheck.video.packets import PacketSummary, summarise_packets
from formcheck.video.sound import ClipSound
from formcheck.video.timing import Jump, PresentationClock, close_jumps

_FALLBACK_FPS = 30.0
# Containers of a constant rate, whose timestamps follow the order of storage, not of showing.
_CONSTANT_RATE_FORMATS = frozenset({"avi"})
# How far before the wanted moment decoding may be asked to begin, against rounding.
_SEEK_MARGIN_S = 1e-6

_TimedPicture = tuple[VideoFrame, float]


@dataclass(frozen=True)
class _Source:
    """What the first frame and the container say; everything decoding needs."""

    info: VideoInfo
    orientation: Orientation
    first_s: float
    interval_s: float
    timed: bool


class VideoFile:
    """A recorded clip.

    Frames stream: memory does not grow with the clip. Every call of `frames`
    reads the file anew, so that several threads may read one clip at once.

    Parameters
    ----------
    path : Path or str
        The clip; any kind that FFmpeg decodes.
    max_side_px : int
        Frames are shrunk so that their longer side does not exceed this.

    Raises
    ------
    InputError
        If there is no such file, or no picture of it can be decoded.
    """

    def __init__(self, path: Path | str, max_side_px: int = DEFAULT_MAX_SIDE_PX) -> None:
        self._path = Path(path)
        with open_video(self._path) as (container, stream):
            self._source = _inspect(self._path, container, stream, max_side_px)

    def __enter__(self) -> VideoFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Do nothing: each run of `frames` closes the file it opened."""

    @cached_property
    def info(self) -> VideoInfo:
        """Size, rate and length of the clip."""
        known = self._source.info
        if known.duration_s > 0 and known.frame_count > 0:
            return known
        packets = self.packets
        duration_s = known.duration_s or packets.duration_s
        return VideoInfo(
            **{
                **vars(known),
                "duration_s": duration_s or packets.frame_count * self._source.interval_s,
                "frame_count": packets.frame_count,
            }
        )

    @cached_property
    def packets(self) -> PacketSummary:
        """Keyframes and frame count, from one pass over the file without decoding."""
        return summarise_packets(self._path)

    @property
    def truncated(self) -> bool:
        """Whether the file ends before the frames that it promises."""
        return self.packets.truncated

    @property
    def jumps(self) -> tuple[Jump, ...]:
        """Where the clip's clock leaps ahead, unless its times come from a constant rate."""
        return self.packets.jumps if self._source.timed else ()

    def frames(
        self, start_s: float = 0.0, *, stop: threading.Event | None = None
    ) -> Iterator[Frame]:
        """Decode the clip.

        Parameters
        ----------
        start_s : float
            Frames before this time are left out. The times of the others are
            those of a reading from the beginning; ``index`` counts the frames
            that this call gives.
        stop : threading.Event, optional
            Ends the run at the next packet once it is set, also while frames
            before ``start_s`` are passed over.

        Yields
        ------
        Frame
            Upright, at most ``max_side_px`` on its longer side, ``time_s``
            strictly increasing.
        """
        index = 0
        # Kept for the whole run: setting one up costs several times the conversion itself.
        reformatter = VideoReformatter()
        for picture, time_s in self._timed_pictures(start_s, stop):
            if time_s >= start_s - _SEEK_MARGIN_S:
                yield Frame(index, time_s, self._to_rgb(picture, reformatter))
                index += 1

    def sound(self, begin_s: float, end_s: float) -> ClipSound | None:
        """Return what is heard in a stretch of the clip; None if it has no sound track.

        Parameters
        ----------
        begin_s, end_s : float
            Seconds after the clip's first frame.
        """
        source = self._source
        if not source.info.has_audio:
            return None
        enter_s = source.first_s + begin_s if begin_s > 0 and self._may_be_entered else None
        return ClipSound(
            self._path,
            lambda timestamp_s: close_jumps(timestamp_s - source.first_s, self.jumps),
            begin_s,
            end_s,
            enter_s,
        )

    def frames_at(self, times_s: Iterable[float]) -> Iterator[Frame]:
        """Decode single pictures.

        Parameters
        ----------
        times_s : iterable of float
            Wanted moments, increasing.

        Yields
        ------
        Frame
            For each moment the first frame at or after it; fewer if the clip ends.
            ``index`` counts the moments.
        """
        reformatter = VideoReformatter()
        run: Iterator[_TimedPicture] = iter(())
        position_s = -math.inf
        for index, wanted_s in enumerate(times_s):
            if position_s == -math.inf or self._has_keyframe_between(position_s, wanted_s):
                run = self._timed_pictures(wanted_s)
            for picture, time_s in run:
                position_s = time_s
                if time_s >= wanted_s - _SEEK_MARGIN_S:
                    yield Frame(index, time_s, self._to_rgb(picture, reformatter))
                    break
            else:
                return

    @property
    def _may_be_entered(self) -> bool:
        return self._source.timed and self.packets.seekable

    def _has_keyframe_between(self, after_s: float, until_s: float) -> bool:
        if not self._may_be_entered:
            return False
        keyframe_s = self.packets.keyframe_s
        return bool(np.any((keyframe_s > after_s) & (keyframe_s <= until_s + _SEEK_MARGIN_S)))

    def _timed_pictures(
        self, start_s: float, stop: threading.Event | None = None
    ) -> Iterator[_TimedPicture]:
        """Decode from the last keyframe at or before a moment, or from the beginning."""
        if start_s > 0 and self._may_be_entered:
            run = self._decode_from(start_s, stop)
            first = next(run, None)
            if first is not None and first[1] <= start_s + _SEEK_MARGIN_S:
                yield first
                yield from run
                return
            run.close()
        yield from self._decode_from(0.0, stop)

    def _decode_from(
        self, start_s: float, stop: threading.Event | None
    ) -> Generator[_TimedPicture]:
        source = self._source
        clock = PresentationClock(source.first_s, source.interval_s)
        with open_video(self._path) as (container, stream):
            second = float(stream.time_base or 1)
            unwanted_until = None
            if start_s > 0:
                wanted = int((source.first_s + start_s + _SEEK_MARGIN_S) / second)
                # A damaged index: the packets are read from the beginning then.
                with contextlib.suppress(av.error.FFmpegError, OSError, OverflowError):
                    container.seek(wanted, stream=stream)
                unwanted_until = int((source.first_s + start_s - 2 * _SEEK_MARGIN_S) / second)
            for picture in decode_pictures(container, stream, unwanted_until, stop):
                timestamp = picture.pts if source.timed else None
                yield picture, clock.time_of(None if timestamp is None else timestamp * second)

    def _to_rgb(self, picture: VideoFrame, reformatter: VideoReformatter) -> Pixels:
        source = self._source
        size_px = (source.info.frame_width_px, source.info.frame_height_px)
        width_px, height_px = size_px[::-1] if source.orientation.swaps_sides else size_px
        if (picture.width, picture.height) == (width_px, height_px):
            rgb = reformatter.reformat(picture, format="rgb24").to_ndarray()
        else:
            rgb = reformatter.reformat(
                picture, width_px, height_px, "rgb24", interpolation=Interpolation.AREA
            ).to_ndarray()
        return source.orientation.apply(np.ascontiguousarray(rgb, dtype=np.uint8))


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


def _inspect(
    path: Path, container: InputContainer, stream: VideoStream, max_side_px: int
) -> _Source:
    first = next(decode_pictures(container, stream), None)
    if first is None or not first.width or not first.height:
        raise unreadable_picture(path)
    orientation = _orientation(first)
    size_px = display_size(first.width, first.height, stream.sample_aspect_ratio)
    if orientation.swaps_sides:
        size_px = (size_px[1], size_px[0])
    frame_size_px = limited_size(*size_px, max_side_px)
    second = float(stream.time_base or 1)
    fps = float(stream.average_rate or stream.guessed_rate or _FALLBACK_FPS)
    info = VideoInfo(
        path=path,
        width_px=size_px[0],
        height_px=size_px[1],
        frame_width_px=frame_size_px[0],
        frame_height_px=frame_size_px[1],
        fps=fps,
        duration_s=stream.duration * second if stream.duration else 0.0,
        frame_count=stream.frames,
        rotation_deg=orientation.clockwise_deg,
        has_audio=bool(container.streams.audio),
    )
    timed = first.pts is not None and container.format.name not in _CONSTANT_RATE_FORMATS
    return _Source(
        info=info,
        orientation=orientation,
        first_s=first.pts * second if first.pts is not None and timed else 0.0,
        interval_s=1.0 / fps,
        timed=timed,
    )


def _orientation(picture: VideoFrame) -> Orientation:
    matrix: Any = picture.side_data.get("DISPLAYMATRIX")
    return Orientation() if matrix is None else Orientation.from_display_matrix(bytes(matrix))
