"""What the packets of a clip tell without decoding a picture."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import av.error
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from formcheck.arrays import FloatArray, IntArray
from formcheck.video.opening import open_video
from formcheck.video.parameter_sets import SizeWatch
from formcheck.video.timing import LONGEST_PAUSE_S, Jump

# Containers that store real presentation times and can be entered at any keyframe.
_INDEXED_FORMATS = ("mov", "mp4", "matroska", "webm")
# Containers whose promised frames include those that were left out, of which nothing is stored.
_COUNTING_LEFT_OUT = frozenset({"avi"})
# Share of the promised frames that may be absent before a clip counts as cut short.
_MISSING_SHARE = 0.02
_NO_LIMIT = 1 << 63

Ticks: TypeAlias = IntArray
Jumps: TypeAlias = tuple[Jump, ...]


@dataclass(frozen=True)
class PacketSummary:
    """Frame count, keyframes and soundness of a clip's picture track.

    Attributes
    ----------
    frame_count : int
        Packets that carry a picture.
    duration_s : float
        From the first presentation time to the end of the last frame; 0 if unknown.
        Of a jump in the timestamps, `LONGEST_PAUSE_S` is counted.
    keyframe_s : (K,) float
        Presentation times of the keyframes, seconds after the first frame.
    seekable : bool
        Whether decoding may start at a keyframe and give the same frame times
        as decoding from the beginning.
    truncated : bool
        Whether the container promises more frames than it holds, or its last one is damaged.
    jumps : tuple of Jump
        Where the timestamps leap ahead, in order.
    stored_s : (P,) float
        Decoding times of the packets, seconds after the first, increasing; empty if one has none.
        Jumps in them are not closed.
    sizes_may_change : bool
        Whether there may be pictures of several sizes.
    """

    frame_count: int
    duration_s: float
    keyframe_s: FloatArray
    seekable: bool
    truncated: bool
    jumps: tuple[Jump, ...] = ()
    stored_s: FloatArray = field(default_factory=lambda: np.empty(0))
    sizes_may_change: bool = False


def summarise_packets(path: Path, speed: float = 1.0) -> PacketSummary:
    """Read through a clip without decoding it.

    Parameters
    ----------
    path : Path
    speed : float
        How fast the film plays as a share of the movement; all times are the movement's.

    Raises
    ------
    InputError
        If the file is no video that can be read.
    """
    tally = _Tally()
    with open_video(path) as (container, stream):
        sizes = SizeWatch(stream)
        for packet in _picture_packets(container, stream):
            tally.add(packet)
            sizes.see(packet)
        indexed = container.format.name.startswith(_INDEXED_FORMATS)
        tick_s = float(stream.time_base or 0) * speed
        promised = stream.frames
        if container.format.name in _COUNTING_LEFT_OUT:
            promised -= tally.left_out
        return tally.summary(tick_s, promised, indexed, sizes.may_change)


def _picture_packets(
    container: InputContainer, stream: VideoStream
) -> Iterator[Packet[VideoStream]]:
    try:
        for packet in container.demux(stream):
            if packet.size:
                yield packet
    except av.error.FFmpegError:
        return


@dataclass
class _Tally:
    timestamps: list[int] = field(default_factory=list)
    keyframes: list[int] = field(default_factory=list)
    untimed: int = 0
    stored: list[int] = field(default_factory=list)
    unstored: int = 0
    hidden: int = 0
    last_is_corrupt: bool = False

    def add(self, packet: Packet[VideoStream]) -> None:
        # One damaged packet on the way is no end: the next one is there.
        self.last_is_corrupt = packet.is_corrupt
        if packet.dts is None:
            self.unstored += 1
        else:
            self.stored.append(packet.dts)
        if packet.pts is None:
            self.untimed += 1
        elif packet.is_discard:
            self.hidden += 1
        else:
            self.timestamps.append(packet.pts)
            if packet.is_keyframe:
                self.keyframes.append(packet.pts)

    @property
    def left_out(self) -> int:
        """Frames of a constant rate that lie between stored ones; decoding times count frames."""
        stored = set(self.stored)
        return max(stored) - min(stored) + 1 - len(stored) if stored else 0

    def summary(
        self, tick_s: float, promised_frames: int, indexed: bool, sizes_may_change: bool
    ) -> PacketSummary:
        shown = np.unique(np.asarray(self.timestamps, dtype=np.int64))
        strict = self.untimed == 0 and shown.size == len(self.timestamps) > 1
        keyframes = np.unique(np.asarray(self.keyframes, dtype=np.int64))
        shown, keyframes, jumps = _close_jumps(shown, keyframes, tick_s)
        span = float(shown[-1] - shown[0] + np.median(np.diff(shown))) if shown.size > 1 else 0.0
        first = shown[0] if shown.size else 0
        found = len(self.timestamps) + self.untimed
        return PacketSummary(
            frame_count=found,
            duration_s=span * tick_s,
            keyframe_s=(keyframes - first) * tick_s,
            # Where a jump was closed, a time no longer tells where in the file it is found.
            seekable=strict and indexed and not jumps,
            truncated=self.last_is_corrupt
            or found + self.hidden < promised_frames * (1 - _MISSING_SHARE),
            jumps=jumps,
            stored_s=self._stored_s(tick_s),
            sizes_may_change=sizes_may_change,
        )

    def _stored_s(self, tick_s: float) -> FloatArray:
        if self.unstored or not self.stored:
            return np.empty(0)
        # The difference of two wild times may not fit into 64 bits.
        stored = np.unique(np.asarray(self.stored, dtype=np.int64)).astype(np.float64)
        return np.asarray((stored - stored[0]) * tick_s)


def _close_jumps(shown: Ticks, keyframes: Ticks, tick_s: float) -> tuple[Ticks, Ticks, Jumps]:
    """Shorten every leap of the timestamps to the longest pause that is believed."""
    longest = math.ceil(LONGEST_PAUSE_S / tick_s) if tick_s > 0 else _NO_LIMIT
    # As Python numbers: the difference of two wild timestamps may not fit into 64 bits.
    times = shown.tolist()
    closed, jumps = times[:1], []
    for before, after in pairwise(times):
        if after - before > longest:
            at_s = (closed[-1] - closed[0]) * tick_s
            jumps.append(Jump(at_s=at_s, length_s=(after - before) * tick_s))
        closed.append(closed[-1] + min(after - before, longest))
    if not jumps:
        return shown, keyframes, ()
    moved = np.asarray(closed, dtype=np.int64)
    return moved, moved[np.searchsorted(shown, keyframes)], tuple(jumps)
