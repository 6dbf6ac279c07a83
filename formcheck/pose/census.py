"""Counting the people in a clip at a few moments, before it is tracked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray, IntArray
from formcheck.pose.people import PeopleFinder
from formcheck.video.reader import VideoFile

# Keyframes closer than this are passed over; gaps longer than that are looked into.
_LEAST_INTERVAL_S = 4.0
_LONGEST_INTERVAL_S = 10.0
# A second person must be seen again after this time: lone false finds do not last.
_CONFIRM_AFTER_S = 0.5


@dataclass(frozen=True)
class Census:
    """How many people were in the picture when somebody looked.

    Attributes
    ----------
    time_s : (N,) float
        Moments of counting, increasing.
    people : (N,) int
        What was counted.
    """

    time_s: FloatArray
    people: IntArray

    @property
    def most(self) -> int:
        """The largest count, 0 if there is none."""
        return int(self.people.max(initial=0))

    def at(self, time_s: FloatArray) -> IntArray:
        """Return the last count at or before each time; the first one before that."""
        if self.people.size == 0:
            return np.zeros(time_s.shape, dtype=np.int64)
        last = np.searchsorted(self.time_s, time_s, side="right") - 1
        return self.people[np.maximum(last, 0)]


def take_census(video: VideoFile, finder: PeopleFinder) -> Census:
    """Count the people in a clip every few seconds.

    Somebody who is there for less than ten seconds may be missed.

    Parameters
    ----------
    video : VideoFile
    finder : PeopleFinder
    """
    packets = video.packets
    times_s: list[float] = []
    counts: list[int] = []
    for frame in video.frames_at(census_times(packets.duration_s, packets.keyframe_s)):
        times_s.append(frame.time_s)
        counts.append(len(finder.find(frame.rgb)))
    confirmed = _confirmed(video, finder, times_s, counts)
    return Census(np.array(times_s, dtype=np.float64), np.array(confirmed, dtype=np.int64))


def census_times(duration_s: float, keyframe_s: FloatArray) -> list[float]:
    """Return the moments at which to count: at keyframes, where looking costs least.

    Parameters
    ----------
    duration_s : float
        Length of the clip.
    keyframe_s : (K,) float
        Times of its keyframes, increasing.

    Returns
    -------
    list of float
        From 0 on, at least 4 and at most 10 seconds apart.
    """
    times_s = [0.0]
    for moment_s in [*keyframe_s.tolist(), duration_s]:
        gap_s = moment_s - times_s[-1]
        if gap_s > _LONGEST_INTERVAL_S:
            parts = int(np.ceil(gap_s / _LONGEST_INTERVAL_S))
            begin_s = times_s[-1]
            times_s += [begin_s + gap_s * part / parts for part in range(1, parts)]
        if moment_s - times_s[-1] >= _LEAST_INTERVAL_S and moment_s < duration_s:
            times_s.append(moment_s)
    return times_s


def _confirmed(
    video: VideoFile, finder: PeopleFinder, times_s: Sequence[float], counts: Sequence[int]
) -> list[int]:
    """Believe in several people only where half a second later there are several, too."""
    suspected_s = [time_s for time_s, count in zip(times_s, counts, strict=True) if count > 1]
    second_looks = video.frames_at([time_s + _CONFIRM_AFTER_S for time_s in suspected_s])
    again = {
        time_s: len(finder.find(frame.rgb))
        for time_s, frame in zip(suspected_s, second_looks, strict=False)
    }
    return [
        min(count, max(again.get(time_s, count), 1)) if count > 1 else count
        for time_s, count in zip(times_s, counts, strict=True)
    ]
