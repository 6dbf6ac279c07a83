"""What the packets of a clip tell without decoding a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import av.error
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.video.opening import open_video
from formcheck.video.parameter_sets import SizeWatch

# Containers that store real presentation times and can be entered at any keyframe.
_INDEXED_FORMATS = ("mov", "mp4", "matroska", "webm")
# Containers whose promised frames include those that were left out, of which nothing is stored.
_COUNTING_LEFT_OUT = frozenset({"avi"})
# Share of the promised frames that may be absent before a clip counts as cut short.
_MISSING_SHARE = 0.02


@dataclass(frozen=True)
class PacketSummary:
    """Frame count, keyframes and soundness of a clip's picture track.

    Attributes
    ----------
    frame_count : int
        Packets that carry a picture.
    duration_s : float
        From the first presentation time to the end of the last frame; 0 if unknown.
    keyframe_s : (K,) float
        Presentation times of the keyframes, seconds after the first frame.
    seekable : bool
        Whether decoding may start at a keyframe and give the same frame times
        as decoding from the beginning.
    truncated : bool
        Whether the container promises more frames than it holds, or its last one is damaged.
    stored_s : (P,) float
        Decoding times of the packets, seconds after the first, increasing; empty if one has none.
    sizes_may_change : bool
        Whether there may be pictures of several sizes.
    """

    frame_count: int
    duration_s: float
    keyframe_s: NDArray[np.float64]
    seekable: bool
    truncated: bool
    stored_s: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    sizes_may_change: bool = False


def summarise_packets(path: Path) -> PacketSummary:
    """Read through a clip without decoding it.

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
        tick_s = float(stream.time_base or 0)
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
        stored = np.unique(np.asarray(self.stored, dtype=np.int64))
        return int(stored[-1] - stored[0] + 1 - stored.size) if stored.size else 0

    def summary(
        self, tick_s: float, promised_frames: int, indexed: bool, sizes_may_change: bool
    ) -> PacketSummary:
        shown = np.unique(np.asarray(self.timestamps, dtype=np.int64))
        strict = self.untimed == 0 and shown.size == len(self.timestamps) > 1
        span = float(shown[-1] - shown[0] + np.median(np.diff(shown))) if shown.size > 1 else 0.0
        first = shown[0] if shown.size else 0
        found = len(self.timestamps) + self.untimed
        return PacketSummary(
            frame_count=found,
            duration_s=span * tick_s,
            keyframe_s=(np.unique(np.asarray(self.keyframes, dtype=np.int64)) - first) * tick_s,
            seekable=strict and indexed,
            truncated=self.last_is_corrupt
            or found + self.hidden < promised_frames * (1 - _MISSING_SHARE),
            stored_s=self._stored_s(tick_s),
            sizes_may_change=sizes_may_change,
        )

    def _stored_s(self, tick_s: float) -> NDArray[np.float64]:
        stored = np.asarray(self.stored, dtype=np.int64)
        if self.unstored or stored.size == 0:
            return np.empty(0)
        return np.asarray((np.unique(stored) - stored.min()) * tick_s)
