"""Cutting a track into shots, and joining what was measured in them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from formcheck.kinematics.cut_aways import blank, join_over_cut_aways
from formcheck.kinematics.measure import measure
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.seen import find_shots
from formcheck.kinematics.settings import ViewSettings
from formcheck.kinematics.stances import find_stances
from formcheck.pose.track import PoseTrack
from formcheck.reps.judgement import ShotJudgement


@dataclass(frozen=True)
class Shot:
    """A stretch without cuts; `start` is its first frame in the clip."""

    start: int
    measurements: Measurements


@dataclass(frozen=True)
class JudgedShot:
    """A shot with the verdict of one engine, and of the other as a cross-check.

    ``live_spans`` are the counted movements of the engine that does not look
    ahead, as frames of the shot; None where that engine judged alone.
    """

    shot: Shot
    judgement: ShotJudgement
    live_spans: tuple[tuple[int, int], ...] | None

    @property
    def causal_count(self) -> int:
        """Repetitions that live input would have counted."""
        return 0 if self.live_spans is None else len(self.live_spans)


def measure_shots(
    track: PoseTrack,
    settings: ViewSettings,
    *,
    causal: bool = False,
    over_cut_aways: bool = False,
) -> list[Shot]:
    """Measure every shot of a clip.

    Parameters
    ----------
    track : PoseTrack
    settings : ViewSettings
    causal : bool
        True to smooth with the past only, as live input must.
    over_cut_aways : bool
        True to make one of shots between which the film was elsewhere, see
        `join_over_cut_aways`: for exercises whose holds go on over cuts, see
        `Rules.holds_over_cuts`.

    Returns
    -------
    list of Shot
        In order; empty if no stretch is long enough to be judged.
    """
    shots = find_shots(
        track,
        cut_threshold=settings.cut_threshold,
        lost_s=settings.lost_s,
        shortest_s=settings.shortest_shot_s,
    )
    shots, gaps = join_over_cut_aways(track, shots) if over_cut_aways else (shots, [])
    seen = blank(track, gaps)
    return [
        Shot(start, measure(cut_track(seen, start, stop), settings, causal=causal))
        for start, stop in _split_by_stance(seen, shots, settings)
    ]


def _split_by_stance(
    track: PoseTrack, shots: list[tuple[int, int]], settings: ViewSettings
) -> list[tuple[int, int]]:
    stances = [
        (start + first, start + stop)
        for start, end in shots
        for first, stop in find_stances(cut_track(track, start, end))
    ]
    return [
        (first, stop)
        for first, stop in stances
        if track.time_s[stop - 1] - track.time_s[first] >= settings.shortest_shot_s
    ]


def cut_track(track: PoseTrack, start: int, stop: int) -> PoseTrack:
    """Return the frames from `start` up to, not including, `stop`."""
    arrays = {
        item.name: getattr(track, item.name)[start:stop]
        for item in fields(track)
        if isinstance(getattr(track, item.name), np.ndarray)
    }
    return replace(track, **arrays)


def join_measurements(track: PoseTrack, shots: list[Shot]) -> Measurements:
    """Return the measurements of the whole clip; NaN between the shots.

    Near side, head direction and trunk length are those of the longest shot.
    """
    frames = track.frame_count
    longest = max(shots, key=lambda shot: len(shot.measurements.time_s)).measurements
    posture = ["unknown"] * frames
    xy_px = np.full((frames, *longest.xy_px.shape[1:]), np.nan)
    yaw_deg = np.full(frames, np.nan)
    seen = np.zeros(frames, dtype=bool)
    signals = {name: np.full(frames, np.nan) for name in longest.signals}
    for shot in shots:
        part = shot.measurements
        span = slice(shot.start, shot.start + len(part.time_s))
        posture[span] = part.posture
        xy_px[span], yaw_deg[span], seen[span] = part.xy_px, part.yaw_deg, part.seen
        for name, values in part.signals.items():
            signals[name][span] = values
    return replace(
        longest,
        time_s=track.time_s,
        xy_px=xy_px,
        yaw_deg=yaw_deg,
        seen=seen,
        posture=tuple(posture),
        signals=signals,
        image_signals={},
    )
