"""Stretches of the clip that the chart shades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from formcheck.report.wording import phase_words
from formcheck.session.timeline import Phase, Timeline


@dataclass(frozen=True)
class Band:
    """One phase, for as long as it lasted without a break."""

    phase: Phase
    start_s: float
    end_s: float
    words: str


def find_bands(timeline: Timeline, exercise: str, duration_s: float) -> list[Band]:
    """Return the phases of a clip, one after the other, without gaps between them.

    Parameters
    ----------
    timeline : Timeline
    exercise : str
        API name, for the words of the phases.
    duration_s : float
        Where the last one ends.
    """
    bands: list[Band] = []
    starts_s = [*timeline.time_s.tolist(), duration_s]
    first = 0
    for phase, frames in groupby(timeline.phase):
        stop = first + len(list(frames))
        words = phase_words(exercise, phase)
        bands.append(Band(phase, starts_s[first], starts_s[stop], words))
        first = stop
    return bands


def describe_bands(bands: Sequence[Band]) -> str:
    """Return how long each kind of phase lasted in all, for the chart's description."""
    totals: dict[str, float] = {}
    for band in bands:
        totals[band.words] = totals.get(band.words, 0.0) + band.end_s - band.start_s
    return ", ".join(f"{words.lower()} {total_s:.1f} s" for words, total_s in totals.items())
