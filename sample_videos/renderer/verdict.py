"""What each movement of a clip is, and which of its faults must be found."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .body import JOINT_NAMES
from .exercises.base import Exercise, Kind, LookAlike, Movement
from .performer import Performer
from .repetition_view import RepetitionView, view_repetitions
from .scene import Scene
from .true_faults import TrueFault, find_true_faults
from .truth import Truth

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


def judge_clip(scene: Scene, performer: Performer, truth: Truth) -> ClipVerdict:
    """Tell what the movements of a clip are, and which faults they truly show.

    Only what nobody can dispute stays certain: a fault that shows in the
    picture, of a movement that is seen to its end. In another movement only the
    fault that names it must be found; in a partial one only what is dangerous or
    makes it small.
    """
    shown = scene.exercise
    exercise = shown.movement.judged_as
    views = view_repetitions(
        truth, scene.repetition, exercise.hold_rule, shown.variant, shown.hold_s
    )
    faults = find_true_faults(views, exercise)
    movements = []
    for view in views:
        interval = performer.timeline.interval(view.number - 1)
        verdict = _judge_movement(view, shown.movement, interval, faults)
        if verdict is not None:
            movements.append(verdict)
    kinds = {movement.number: movement.kind for movement in movements}
    judged = [_as_far_as_seen(fault, kinds, scene, truth) for fault in faults]
    return ClipVerdict(movements, judged + _fair_to_say(shown.movement, truth))


def _judge_movement(
    view: RepetitionView,
    movement: Movement,
    interval_s: tuple[float, float],
    faults: list[TrueFault],
) -> MovementVerdict | None:
    start_s, end_s = interval_s
    last_s = float(view.truth.time_s[-1])
    if start_s >= last_s - 0.2:
        return None
    own = {fault.id for fault in faults if fault.repetition == view.number and fault.there}
    hold_s = None
    exercise = movement.judged_as
    if isinstance(movement, LookAlike):
        kind: Kind = "other"
    elif end_s > last_s + 0.01:
        kind = "cut_off"
    else:
        kind = "other" if own & exercise.makes_another else exercise.judge_size(view)
        if not own & exercise.spoils_hold:
            hold_s = view.hold_s
    return MovementVerdict(view.number, kind, start_s, min(end_s, last_s), hold_s)


def _as_far_as_seen(
    fault: TrueFault, kinds: dict[int, Kind], scene: Scene, truth: Truth
) -> TrueFault:
    kind = kinds.get(fault.repetition, "cut_off")
    fair = fault.id in _told_of(kind, scene.exercise.movement.judged_as) or kind == "whole"
    fair &= abs(scene.camera.yaw_deg) <= _SEEN_FROM_YAW_DEG
    return replace(fault, certain=fault.certain and fair and _in_picture(fault, scene, truth))


def _told_of(kind: Kind, exercise: Exercise) -> frozenset[str]:
    """Faults that must be found in a movement that is not a whole repetition."""
    if kind == "other":
        return exercise.makes_another | exercise.told_of_another
    return exercise.told_when_small if kind in {"partial", "borderline"} else frozenset()


def _in_picture(fault: TrueFault, scene: Scene, truth: Truth) -> bool:
    """Whether the joints that show a fault are in the picture for most of its time."""
    during = (truth.time_s >= fault.start_s) & (truth.time_s <= fault.end_s)
    for joint in fault.joints:
        place = truth.joints_px[during, JOINT_NAMES.index(f"{truth.near_side}_{joint}")]
        inside = ((place >= 0) & (place < [scene.width, scene.height])).all(axis=1)
        if float(np.mean(inside)) < _SEEN_SHARE:
            return False
    return True


def _fair_to_say(movement: Movement, truth: Truth) -> list[TrueFault]:
    """Close calls of a whole clip that shows another movement."""
    if not isinstance(movement, LookAlike):
        return []
    end_s = float(truth.time_s[-1])
    return [
        TrueFault(fault_id, 1, 0.0, end_s, 0.0, threshold, there=False, certain=False)
        for fault_id, threshold in movement.fair_to_say.items()
    ]
