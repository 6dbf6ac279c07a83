"""What each movement of a clip is, and which of its faults must be found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from .body import JOINT_NAMES
from .holds import find_hold, hold_length_s, main_signal
from .performer import Performer
from .poses.look_alikes import LOOKS_LIKE
from .scene import Scene
from .true_faults import TrueFault, find_true_faults
from .truth import Truth

Kind = Literal["whole", "partial", "borderline", "other", "cut_off"]

#: By these a movement is another one, and the only fault that it must be told.
OTHER_MOVEMENT = {"PT-1", "PPU-2", "PPU-3"}
#: These must be found in a movement that is too small to count, too.
_SMALL = {"PT-2", "SBE-5", "KH-6", "SS-3"}
_DANGEROUS = {"PT-3", "SS-1", "PPU-1", "SBE-1", "SBE-3", "KH-3"}
_ROCKING = {"SS-8"}
_LEAST_PEAK_DEG = {"standing_back_extension": 8.0, "prone_press_up": 20.0, "knee_hug": 95.0}
_LEAST_SEAL_DEG = {"": 18.0, "straight_arms": 30.0}
_LEAST_ELBOW_DEG = 25.0
_LEAST_TILT = 0.6
#: Nearer to its bound than this share of it, no camera tells whether a movement counts.
_BORDER_SHARE = 0.1
_SEEN_FROM_YAW_DEG = 30.0
_SEEN_SHARE = 0.5


@dataclass(frozen=True)
class MovementVerdict:
    """One movement of a clip.

    Parameters
    ----------
    number : int
        Counted from 1.
    kind : {"whole", "partial", "borderline", "other", "cut_off"}
        Counts; too small; so near the bound that either is fair; another movement;
        not finished when the clip ends.
    start_s, end_s : float
    hold_s : float or None
        None where a hold cannot be told.
    """

    number: int
    kind: Kind
    start_s: float
    end_s: float
    hold_s: float | None


@dataclass(frozen=True)
class ClipVerdict:
    """Everything that is truly in a clip.

    Parameters
    ----------
    movements : list of MovementVerdict
    faults : list of TrueFault
        Near misses are among them.
    """

    movements: list[MovementVerdict]
    faults: list[TrueFault]


def exercise_shown(scene: Scene) -> str:
    """Return the exercise that a clip is judged as: its own, or the one it looks like."""
    return LOOKS_LIKE.get(scene.exercise.name, scene.exercise.name)


def judge_clip(scene: Scene, performer: Performer, truth: Truth) -> ClipVerdict:
    """Tell what the movements of a clip are, and which faults they truly show.

    Only what nobody can dispute stays certain: a fault that shows in the
    picture, of a movement that is seen to its end. In another movement only the
    fault that names it must be found; in a partial one only what is dangerous or
    makes it small.
    """
    shown = scene.exercise
    faults = find_true_faults(
        truth, list(scene.repetition), exercise_shown(scene), shown.variant, shown.hold_s
    )
    movements = []
    for number in range(1, len(scene.repetition) + 1):
        verdict = _judge_movement(scene, performer, truth, number, faults)
        if verdict is not None:
            movements.append(verdict)
    kinds = {movement.number: movement.kind for movement in movements}
    judged = [_as_far_as_seen(fault, kinds, scene, truth) for fault in faults]
    return ClipVerdict(movements, judged + _nothing_to_see(scene, truth))


def _judge_movement(
    scene: Scene, performer: Performer, truth: Truth, number: int, faults: list[TrueFault]
) -> MovementVerdict | None:
    start_s, end_s = performer.timeline.interval(number - 1)
    last_s = float(truth.time_s[-1])
    if start_s >= last_s - 0.2:
        return None
    own = [fault for fault in faults if fault.repetition == number and fault.there]
    hold_s = None
    if scene.exercise.name in LOOKS_LIKE:
        kind: Kind = "other"
    elif end_s > last_s + 0.01:
        kind = "cut_off"
    else:
        kind = _kind(scene, truth, number, own)
        if not any(fault.id in _ROCKING for fault in own):
            hold_s = hold_length_s(truth, find_hold(truth, number, scene.exercise.name))
    return MovementVerdict(number, kind, start_s, min(end_s, last_s), hold_s)


def _kind(scene: Scene, truth: Truth, number: int, own: list[TrueFault]) -> Kind:
    """Tell whether a finished movement counts by the specification's thresholds."""
    if any(fault.id in OTHER_MOVEMENT for fault in own):
        return "other"
    inside, name = truth.repetition == number, scene.exercise.name
    if name == "pelvic_tilt":
        depth = scene.repetition[number - 1].depth
        if depth <= 0.05:
            return "other"
        return "whole" if depth >= _LEAST_TILT else "partial"
    if name in {"seal_stretch", "knee_hug"}:
        # By the angle itself, not its change.
        peak = float(np.max(main_signal(truth, name)[inside]))
    else:
        peak = float(np.max(truth.change(_changing(name))[inside]))
    least = _LEAST_PEAK_DEG.get(name, _LEAST_SEAL_DEG.get(scene.exercise.variant, 0.0))
    if name == "prone_press_up":
        elbow = float(np.max(truth.change("elbow_deg")[inside]))
        if elbow < _LEAST_ELBOW_DEG:
            return "partial"
    if abs(peak - least) < _BORDER_SHARE * least:
        return "borderline"
    return "whole" if peak >= least else "partial"


def _changing(exercise: str) -> str:
    return "lean_deg" if exercise == "standing_back_extension" else "trunk_inclination_deg"


def _as_far_as_seen(
    fault: TrueFault, kinds: dict[int, Kind], scene: Scene, truth: Truth
) -> TrueFault:
    kind = kinds.get(fault.repetition, "cut_off")
    fair = (
        kind == "whole"
        or (kind == "other" and fault.id in OTHER_MOVEMENT | {"PT-3"})
        or (kind in {"partial", "borderline"} and fault.id in _SMALL | _DANGEROUS)
    )
    fair &= abs(scene.camera.yaw_deg) <= _SEEN_FROM_YAW_DEG
    return replace(fault, certain=fault.certain and fair and _in_picture(fault, scene, truth))


def _in_picture(fault: TrueFault, scene: Scene, truth: Truth) -> bool:
    """Whether the joints that show a fault are in the picture for most of its time."""
    during = (truth.time_s >= fault.start_s) & (truth.time_s <= fault.end_s)
    for joint in fault.joints:
        place = truth.joints_px[during, JOINT_NAMES.index(f"{truth.near_side}_{joint}")]
        inside = ((place >= 0) & (place < [scene.width, scene.height])).all(axis=1)
        if float(np.mean(inside)) < _SEEN_SHARE:
            return False
    return True


def _nothing_to_see(scene: Scene, truth: Truth) -> list[TrueFault]:
    """Who lies ready and does not tilt may be told so, and who bows that this is the other way.

    Neither is a fault of a repetition: there is none.
    """
    end_s = float(truth.time_s[-1])
    name = scene.exercise.name
    if name == "forward_bend":
        return [TrueFault("SBE-7", 1, 0.0, end_s, 0.0, -10.0, there=False, certain=False)]
    if name in LOOKS_LIKE and exercise_shown(scene) == "pelvic_tilt":
        return [TrueFault("PT-2", 1, 0.0, end_s, 0.0, 0.5, there=False, certain=False)]
    return []
