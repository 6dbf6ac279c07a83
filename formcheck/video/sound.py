"""The sound of a clip, or of a stretch of it, as AAC packets for a film made from its pictures.

AAC is copied as it is; anything else is made AAC. Times are those of the pictures: a
moment of sound stays beside the picture that it belongs to.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeAlias, cast

import av
import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer

from formcheck.arrays import Float32Array
from formcheck.errors import InputError
from formcheck.video.opening import open_video
from formcheck.words.machine import WORDS

Packet: TypeAlias = "av.Packet[AudioStream]"
Samples: TypeAlias = Float32Array
#: Takes a timestamp of the file, seconds, to a time of the clip; None where that is left out.
ClipTime: TypeAlias = Callable[[float], float | None]

_CODEC = "aac"
_RATES_HZ = frozenset({8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000})
_USUAL_RATE_HZ = 48_000
_BITS_PER_SAMPLE_S = 2
#: Timestamps that are so little off are rounding or jitter, not a gap.
_JITTER_S = 0.04
#: Packets before a seek's goal that decoders of sound need to get going.
_RUN_UP_S = 1.0
_UNREADABLE = (av.error.FFmpegError, OSError, ValueError, OverflowError)

_log = logging.getLogger(__name__)


def has_sound(path: Path) -> bool:
    """Return whether a clip has a sound track; False for what cannot be read."""
    try:
        with open_video(path) as (container, _):
            return len(container.streams.audio) > 0
    except InputError:
        return False


class ClipSound:
    """The sound of a stretch of a clip; begins at zero.

    `add_to` a film, then ask for the `packets_before` ever later moments, then `close` it.

    Parameters
    ----------
    path : Path
        The clip.
    clip_time : callable
        How its timestamps become times of the clip.
    begin_s, end_s : float
        The stretch, times of the clip.
    enter_s : float, optional
        Timestamp of the file from which it may be read, if it need not be read from the beginning.
    """

    def __init__(
        self,
        path: Path,
        clip_time: ClipTime,
        begin_s: float,
        end_s: float,
        enter_s: float | None = None,
    ) -> None:
        self._path = path
        self._clip_time = clip_time
        self._begin_s, self._length_s = begin_s, end_s - begin_s
        self._enter_s = enter_s
        self._opened = ExitStack()
        self._packets: Iterator[tuple[float, Packet]] = iter(())
        self._next: tuple[float, Packet] | None = None

    def close(self) -> None:
        """Close the clip; nothing more is heard."""
        self._next, self._packets = None, iter(())
        self._opened.close()

    def add_to(self, film: OutputContainer) -> None:
        """Give a film its sound track, before it begins; none if there is nothing to hear."""
        try:
            container, _ = self._opened.enter_context(open_video(self._path))
            source = _main_sound_track(container)
            if source is None:
                return
            self._packets = self._begin(container, source, film)
            if self._enter_s is not None:
                wanted_s = max(self._enter_s - _RUN_UP_S, 0.0)
                container.seek(int(wanted_s * av.time_base))
        except (InputError, *_UNREADABLE) as error:
            self._give_up(error)
        self._advance()

    def packets_before(self, time_s: float) -> Iterator[Packet]:
        """Yield what is heard before a moment and was not given yet, in order of time."""
        while self._next is not None and self._next[0] < time_s:
            packet = self._next[1]
            self._advance()
            yield packet

    def _begin(
        self, container: InputContainer, source: AudioStream, film: OutputContainer
    ) -> Iterator[tuple[float, Packet]]:
        if source.codec_context.name == _CODEC and source.codec_context.extradata:
            copy = film.add_stream_from_template(source)
            return self._copied(container, source, copy)
        rate_hz = source.rate if source.rate in _RATES_HZ else _USUAL_RATE_HZ
        layout = "mono" if source.codec_context.channels == 1 else "stereo"
        track = cast(AudioStream, film.add_stream(_CODEC, rate=rate_hz))
        track.codec_context.layout = layout
        track.codec_context.bit_rate = rate_hz * _BITS_PER_SAMPLE_S
        return self._encoded(container, source, track)

    def _copied(
        self, container: InputContainer, source: AudioStream, copy: AudioStream
    ) -> Iterator[tuple[float, Packet]]:
        last = -1
        for packet in container.demux(source):
            if packet.pts is None or not packet.size or packet.time_base is None:
                continue
            time_s = self._own_time(packet.pts * packet.time_base)
            if time_s is None or time_s < 0:
                continue
            if time_s >= self._length_s:
                return
            position = round(time_s / packet.time_base)
            # The film refuses what goes backwards.
            if position > last:
                last = packet.pts = packet.dts = position
                packet.stream = copy
                yield time_s, packet

    def _encoded(
        self, container: InputContainer, source: AudioStream, track: AudioStream
    ) -> Iterator[tuple[float, Packet]]:
        rate_hz, layout = track.codec_context.sample_rate, track.codec_context.layout.name
        written = 0
        for samples in self._samples(container, source, rate_hz, layout):
            frame = AudioFrame.from_ndarray(samples, format="fltp", layout=layout)
            frame.sample_rate, frame.pts = rate_hz, written
            yield from _timed(track.encode(frame), written / rate_hz)
            written += samples.shape[1]
        yield from _timed(track.encode(None), written / rate_hz)

    def _samples(
        self, container: InputContainer, source: AudioStream, rate_hz: int, layout: str
    ) -> Iterator[Samples]:
        """Yield the sound without a gap: silence where there is none, each moment once."""
        resampler = AudioResampler("fltp", layout, rate_hz)
        reached = 0
        for frame in _decode(container, source, resampler):
            if frame.pts is None or frame.time_base is None:
                continue
            time_s = self._own_time(frame.pts * frame.time_base)
            if time_s is None:
                continue
            if time_s >= self._length_s:
                return
            samples = np.asarray(frame.to_ndarray(), dtype=np.float32)
            late = round(time_s * rate_hz) - reached
            # The beginning is cut to the sample.
            allowed = _JITTER_S * rate_hz if reached else 0
            if late > allowed:
                yield from _silence(samples.shape[0], late, rate_hz)
                reached += late
            elif late < -allowed:
                samples = samples[:, -late:]
            if samples.shape[1]:
                yield np.ascontiguousarray(samples)
                reached += samples.shape[1]

    def _own_time(self, timestamp_s: Any) -> float | None:
        time_s = self._clip_time(float(timestamp_s))
        return None if time_s is None else time_s - self._begin_s

    def _advance(self) -> None:
        try:
            self._next = next(self._packets, None)
        except _UNREADABLE as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        said = WORDS.text("warning.sound_breaks_off", file=self._path.name, reason=error)
        _log.warning("%s", said)
        self._next, self._packets = None, iter(())


def _main_sound_track(container: InputContainer) -> AudioStream | None:
    for track in container.streams.audio:
        # A codec that is not known here has no decoder; damaged headers promise no samples.
        context = getattr(track, "codec_context", None)
        if context is not None and context.sample_rate and context.channels:
            return track
    return None


def _decode(
    container: InputContainer, source: AudioStream, resampler: AudioResampler
) -> Iterator[AudioFrame]:
    for packet in container.demux(source):
        try:
            frames = packet.decode()
        except av.error.FFmpegError:
            continue
        for frame in frames:
            yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _silence(channels: int, samples: int, most: int) -> Iterator[Samples]:
    for begin in range(0, samples, most):
        yield np.zeros((channels, min(most, samples - begin)), dtype=np.float32)


def _timed(packets: list[Packet], reached_s: float) -> Iterator[tuple[float, Packet]]:
    for packet in packets:
        time_s = reached_s
        if packet.pts is not None and packet.time_base is not None:
            time_s = float(packet.pts * packet.time_base)
        yield time_s, packet
