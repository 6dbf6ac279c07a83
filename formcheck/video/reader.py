"""Reading a recorded clip frame by frame, timed by its presentation timestamps."""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType

import av.error
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from formcheck.arrays import Pixels
from formcheck.video.decoding import decode_pictures, inspect_track
from formcheck.video.frame import DEFAULT_MAX_SIDE_PX, Frame, VideoInfo
from formcheck.video.geometry import (
    Layout,
    Orientation,
    Place,
    fitting_place,
    limited_size,
)
from formcheck.video.opening import open_video
from formcheck.video.packets import PacketSummary, summarise_packets
from formcheck.video.reading import BY_THE_FILE, Reading
from formcheck.video.sound import ClipSound
from formcheck.video.timing import Jump, PresentationClock, close_jumps, find_jumps
from formcheck.video.upright import orientation_of, to_rgb, upright_size

# How far before the wanted moment decoding may be asked to begin, against rounding.
_SEEK_MARGIN_S = 1e-6

_TimedPicture = tuple[VideoFrame, float]


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
    reading : Reading
        What a person says of rate, speed and turn. All times are those of the movement.

    Raises
    ------
    InputError
        If there is no such file, or no picture of it can be decoded.
    """

    def __init__(
        self,
        path: Path | str,
        max_side_px: int = DEFAULT_MAX_SIDE_PX,
        reading: Reading = BY_THE_FILE,
    ) -> None:
        self._path = Path(path)
        self._max_side_px = max_side_px
        self._wish = reading
        with open_video(self._path) as (container, stream):
            self._source = inspect_track(self._path, container, stream, reading)

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
        (width_px, height_px), frame_px = self._layout.frame_px, self._frame_px
        duration_s, frame_count = known.duration_s, known.frame_count
        if duration_s <= 0 or frame_count <= 0:
            frame_count = self.packets.frame_count
            duration_s = duration_s or self.packets.duration_s
        return replace(
            known,
            width_px=width_px,
            height_px=height_px,
            frame_width_px=frame_px[0],
            frame_height_px=frame_px[1],
            duration_s=duration_s,
            frame_count=frame_count,
        )

    @property
    def reading(self) -> Reading:
        """How the clip is read: what a person said of it, and the speed that its recorder noted."""
        return replace(self._wish, speed=self._source.info.speed)

    @cached_property
    def packets(self) -> PacketSummary:
        """Keyframes and frame count, from one pass over the file without decoding."""
        source = self._source
        summary = summarise_packets(self._path, source.info.speed)
        if source.timed:
            return summary
        # The times of the packets are not those of the frames.
        duration_s = summary.duration_s if source.stored_order else 0.0
        return replace(
            summary,
            duration_s=duration_s or summary.frame_count * source.interval_s,
            keyframe_s=np.empty(0),
            seekable=False,
            jumps=find_jumps(summary.stored_s) if source.stored_order else (),
        )

    @property
    def truncated(self) -> bool:
        """Whether the file ends before the frames that it promises."""
        return self.packets.truncated

    @property
    def jumps(self) -> tuple[Jump, ...]:
        """Where the clip's clock leaps ahead, unless its times come from a constant rate."""
        return self.packets.jumps

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
                yield self._to_frame(index, time_s, picture, reformatter)
                index += 1

    def sound(self, begin_s: float, end_s: float) -> ClipSound | None:
        """Return what is heard in a stretch of the clip, at the pace at which the film plays.

        Parameters
        ----------
        begin_s, end_s : float
            Seconds of the movement after the clip's first frame.

        Returns
        -------
        ClipSound or None
            None if there is no sound track, or none that keeps step: to a rate that a person
            said, the file's sound does not belong.
        """
        source, speed = self._source, self._source.info.speed
        if not source.info.has_audio or self._wish.fps is not None:
            return None
        may_be_entered = begin_s > 0 and self.packets.seekable
        enter_s = source.first_s + begin_s / speed if may_be_entered else None
        return ClipSound(self._path, self._played_s, begin_s / speed, end_s / speed, enter_s)

    def _played_s(self, timestamp_s: float) -> float | None:
        """Return when a moment of the file is played; None for what a closed jump leaves out."""
        source, speed = self._source, self._source.info.speed
        moved_s = close_jumps((timestamp_s - source.heard_from_s) * speed, self.jumps)
        return None if moved_s is None else moved_s / speed

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
                    yield self._to_frame(index, time_s, picture, reformatter)
                    break
            else:
                return

    def _has_keyframe_between(self, after_s: float, until_s: float) -> bool:
        if not self.packets.seekable:
            return False
        keyframe_s = self.packets.keyframe_s
        return bool(np.any((keyframe_s > after_s) & (keyframe_s <= until_s + _SEEK_MARGIN_S)))

    def _timed_pictures(
        self, start_s: float, stop: threading.Event | None = None
    ) -> Iterator[_TimedPicture]:
        """Decode from the last keyframe at or before a moment, or from the beginning."""
        if start_s > 0 and self.packets.seekable:
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
        source, speed = self._source, self._source.info.speed
        # Of the movement, as the longest pause that is believed is one of the movement.
        clock = PresentationClock(source.first_s * speed, source.interval_s)
        stored_s = iter(self.packets.stored_s if source.stored_order else ())
        with open_video(self._path) as (container, stream):
            second = float(stream.time_base or 1)
            unwanted_until = None
            if start_s > 0:
                wanted = int((source.first_s + (start_s + _SEEK_MARGIN_S) / speed) / second)
                # A damaged index: the packets are read from the beginning then.
                with contextlib.suppress(av.error.FFmpegError, OSError, OverflowError):
                    container.seek(wanted, stream=stream)
                unwanted_s = source.first_s + (start_s - 2 * _SEEK_MARGIN_S) / speed
                unwanted_until = int(unwanted_s / second)
            for picture in decode_pictures(container, stream, unwanted_until, stop):
                if source.timed:
                    timestamp = picture.pts
                    own_s = None if timestamp is None else timestamp * second * speed
                else:
                    own_s = next(stored_s, None)
                yield picture, clock.time_of(own_s)

    @cached_property
    def _layout(self) -> Layout:
        """Where the upright pictures lie in the frame, before it is shrunk."""
        if self.packets.sizes_may_change and self._has_several_sizes():
            return self._lay_out()
        size_px = self._source.size_px
        return Layout(size_px, {size_px: Place(0, 0, *size_px)})

    def _lay_out(self) -> Layout:
        # Most films keep their size, and OpenCV takes long to load.
        from formcheck.video.layout import SizeChange, lay_out  # noqa: PLC0415

        return lay_out(SizeChange(before, after) for before, after in self._size_changes())

    def _has_several_sizes(self) -> bool:
        with open_video(self._path) as (container, stream):
            stream.codec_context.skip_frame = "NONKEY"
            return len(set(map(self._upright_px, decode_pictures(container, stream)))) > 1

    def _size_changes(self) -> Iterator[tuple[Pixels, Pixels]]:
        """Yield the pictures before and after the first change between each two sizes."""
        reformatter = VideoReformatter()

        def to_grey(picture: VideoFrame) -> Pixels:
            orientation = self._orientation(picture)
            rgb = to_rgb(picture, self._upright_px(picture), orientation, reformatter)
            return rgb[..., 1].copy()

        before: VideoFrame | None = None
        known = set()
        with open_video(self._path) as (container, stream):
            for picture in decode_pictures(container, stream):
                if before is not None:
                    pair = frozenset({self._upright_px(before), self._upright_px(picture)})
                    if len(pair) > 1 and pair not in known:
                        known.add(pair)
                        yield to_grey(before), to_grey(picture)
                before = picture

    @cached_property
    def _frame_px(self) -> tuple[int, int]:
        return limited_size(*self._layout.frame_px, self._max_side_px)

    def _orientation(self, picture: VideoFrame) -> Orientation:
        return orientation_of(picture).turned(self._wish.rotate_deg)

    def _upright_px(self, picture: VideoFrame) -> tuple[int, int]:
        return upright_size(picture, self._source.pixel_aspect, self._orientation(picture))

    def _to_frame(
        self, index: int, time_s: float, picture: VideoFrame, reformatter: VideoReformatter
    ) -> Frame:
        """Return a picture upright, in the place of its size."""
        orientation, upright_px = self._orientation(picture), self._upright_px(picture)
        if upright_px == self._layout.frame_px:
            return Frame(index, time_s, to_rgb(picture, self._frame_px, orientation, reformatter))
        place = self._layout.places.get(upright_px) or fitting_place(
            upright_px, self._layout.frame_px
        )
        place = place.scaled(self._frame_px[0] / self._layout.frame_px[0])
        size_px = (place.width_px, place.height_px)
        rgb = to_rgb(picture, size_px, orientation, reformatter)
        framed = np.zeros((*self._frame_px[::-1], 3), np.uint8)
        rows, columns = place.rows_within(framed), place.columns_within(framed)
        framed[rows, columns] = rgb[
            rows.start - place.top_px : rows.stop - place.top_px,
            columns.start - place.left_px : columns.stop - place.left_px,
        ]
        return Frame(index, time_s, framed, place)
