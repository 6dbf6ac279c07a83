"""How far a repetition or a fault can be trusted, from what was really seen of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from math import prod

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.settings import ViewSettings
from formcheck.pose.landmarks import landmark_of
from formcheck.words import tell

_tell = partial(tell, "formcheck.judge")

#: The joints that every main signal stands on.
TRUNK_JOINTS = ("shoulder", "hip", "knee")
#: What the camera cannot tell apart, by unit: the noise in real holds (clinical-spec §1.3). Of a
#: tilt it is half a degree of a typical one's four; of the hips' share in a lean that counts,
#: half a degree of ten. A hold is timed to 0.3 s on film. Numbers of swings are told or not.
UNCERTAINTY = {"deg": 0.5, "torso": 0.01, "s": 0.3, "deg/s": 8.0, "%": 12.0, "share": 0.05}
#: Trust that is left at the turns without remark, at the last judged, at the last counted one.
_TURNED_TRUST = (1.0, 0.6, 0.4)
#: A factor below this is worth a word.
_WORTH_SAYING = 0.9
#: A repetition as a multiple of how much the signal wanders at rest: drowned, and clear.
_CLEARNESS = (4.0, 12.0)
_DROWNED_TRUST = 0.5
#: How far a repetition goes beyond what counts, as a ratio: only just, and clearly.
_REACH = (1.0, 1.15)
_ONLY_JUST_TRUST = 0.8
#: What is left if the engine that does not look ahead would not have counted it.
_DISPUTED_TRUST = 0.85


@dataclass(frozen=True)
class Doubt:
    """One thing that takes trust away: the share that is left, and why, in plain words."""

    share: float
    words: str


@dataclass(frozen=True)
class Trust:
    """Trust in one repetition or fault.

    Attributes
    ----------
    value : float
        0 to 1, the product of all shares.
    doubts : tuple of str
        What took trust away, the worst first.
    """

    value: float
    doubts: tuple[str, ...] = ()


def combine(doubts: Iterable[Doubt]) -> Trust:
    """Return the trust that all doubts together leave."""
    ordered = sorted(doubts, key=lambda doubt: doubt.share)
    words = tuple(doubt.words for doubt in ordered if doubt.share < _WORTH_SAYING)
    return Trust(prod(doubt.share for doubt in ordered), words)


def doubt_sight(
    shot: Measurements,
    visibility: FloatArray,
    span: tuple[int, int],
    joints: tuple[str, ...] = TRUNK_JOINTS,
) -> list[Doubt]:
    """Return the doubts about what was in sight: frames, and joints.

    Parameters
    ----------
    shot : Measurements
    visibility : (F, 33) float
        The model's own, of the shot's frames; NaN where nobody was found.
    span : (first, last)
        Frames, inclusive.
    joints : tuple of str
        Near-side joints that matter.
    """
    inside = slice(span[0], span[1] + 1)
    seen = float(shot.seen[inside].mean())
    columns = [landmark_of(joint, shot.near_side) for joint in joints]
    visible = visibility[inside][:, columns]
    visible = visible[np.isfinite(visible)]
    clear = float(visible.mean()) if visible.size else 0.0
    return [
        Doubt(seen, _tell("doubt_out_of_sight")),
        Doubt(clear, _tell("doubt_hardly_seen")),
    ]


def doubt_view(yaw_deg: FloatArray, settings: ViewSettings) -> Doubt:
    """Return the doubt about the direction of view; none at all up to `yaw_ok_deg`."""
    words = _tell("doubt_turned")
    known = yaw_deg[np.isfinite(yaw_deg)]
    if known.size == 0:
        return Doubt(0.0, words)
    turns = (settings.yaw_ok_deg, settings.yaw_max_deg, settings.yaw_turned_deg)
    return Doubt(float(np.interp(np.median(known), turns, _TURNED_TRUST)), words)


def temper(doubt: Doubt, value: float, threshold: float) -> Doubt:
    """Return the doubt about the view that a gross fault leaves.

    An oblique view bends angles and lengths by a part of themselves; it does not double them.
    What lies beyond its bound by as much as the bound is there from any side.
    """
    beyond = abs(value - threshold) / abs(threshold) if threshold else 0.0
    return Doubt(doubt.share + (1.0 - doubt.share) * min(1.0, beyond), doubt.words)


def doubt_steadiness(displacement: float, rest_spread: float) -> Doubt:
    """Return the doubt about a repetition that hardly stands out from rest.

    Parameters
    ----------
    displacement : float
        Of the repetition at its peak.
    rest_spread : float
        Standard deviation of the displacement at rest, same unit; NaN if nobody rested.
    """
    if not rest_spread > 0:
        return Doubt(1.0, "")
    share = float(np.interp(displacement / rest_spread, _CLEARNESS, (_DROWNED_TRUST, 1.0)))
    return Doubt(share, _tell("doubt_unrest"))


def doubt_reach(displacement: float, count: float) -> Doubt:
    """Return the doubt about a repetition that goes only just as far as counts."""
    share = float(np.interp(displacement / count, _REACH, (_ONLY_JUST_TRUST, 1.0)))
    return Doubt(share, _tell("doubt_only_just"))


def doubt_agreement(span: tuple[int, int], live_spans: Iterable[tuple[int, int]]) -> Doubt:
    """Return the doubt about a repetition that live counting would not have found."""
    found = any(_overlap(span, other) > 0 for other in live_spans)
    return Doubt(1.0 if found else _DISPUTED_TRUST, _tell("doubt_missed_live"))


def doubt_evidence(evidence: float | None) -> Doubt:
    """Return the doubt about different kinds of evidence that do not agree, 0 to 1."""
    return Doubt(
        1.0 if evidence is None else float(np.clip(evidence, 0.0, 1.0)),
        _tell("doubt_evidence"),
    )


def doubt_margin(value: float, threshold: float, uncertainty: float) -> Doubt:
    """Return the doubt about a fault that lies within what the camera cannot tell.

    Half the trust is left at the threshold itself, all of it where the value lies beyond
    by the measurement's own uncertainty.
    """
    excess = abs(value - threshold)
    share = 0.5 + 0.5 * min(1.0, excess / uncertainty) if uncertainty > 0 else 1.0
    return Doubt(share, _tell("doubt_near_limit"))


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> int:
    return min(first[1], second[1]) - max(first[0], second[0])
