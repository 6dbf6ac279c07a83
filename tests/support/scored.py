"""A scored clip made by hand: press ups with every kind of repetition and fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.exercises.base import FaultSpec
from formcheck.exercises.registry import get_exercise
from formcheck.judge.result import (
    ClipInfo,
    Fault,
    ModelInfo,
    Rep,
    Result,
    SignalInfo,
    Summary,
    TrackingInfo,
    ViewInfo,
)
from formcheck.judge.scored import Phase, ScoredClip, Timeline
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.track import PoseTrack
from formcheck.words import Words

#: Start, top and kind of each movement; every one takes 4 seconds.
MOVEMENTS: tuple[tuple[float, float, str], ...] = (
    (2.0, 46.0, "counted"),
    (7.0, 48.5, "counted"),
    (12.0, 17.0, "partial"),
    (17.0, 44.0, "not_seen"),
    (22.0, 14.0, "other_movement"),
    (27.0, 41.0, "counted"),
)
DURATION_S = 33.0
BASELINE_DEG = -1.5
NOT_SEEN_S = (18.5, 20.0)
_MOVEMENT_S = 4.0
_HOLD_S = (1.4, 2.6)

_WORDS = {
    "title": "Prone press up",
    "start": "Lie on your front, hands beside your shoulders.",
    "move": "Push the chest up with the arms while the pelvis stays on the mat.",
    "camera": "On the floor, side-on, 2 to 2.3 m away, aimed at the pelvis.",
    "dose": "10 repetitions with a pause of 2 seconds",
    "signal": "Trunk inclination",
    "angle": "trunk",
    "out": "Pressing up",
    "back": "Lowering",
    "cannot_see": ["whether back and buttocks are relaxed", "pain"],
    "faults": {
        "T-0": {
            "name": "range falling off",
            "why": "A sign of fatigue.",
            "cue": "Good set – rest.",
        },
        "T-1": {"name": "head thrown back", "why": "The neck bends.", "cue": "Long neck."},
        "T-2": {
            "name": "hips coming off the floor",
            "why": "The bend leaves.",
            "cue": "Belt down.",
        },
        "T-3": {"name": "falling back", "why": "You may fall.", "cue": "Push your belt forward."},
    },
}

EXERCISE = replace(
    get_exercise("prone_press_up"),
    words=Words(_WORDS),
    faults=(
        FaultSpec("T-0", 0, "deg"),
        FaultSpec("T-1", 1, "deg"),
        FaultSpec("T-2", 2, "torso"),
        FaultSpec("T-3", 3, "deg"),
    ),
)


def make_signal(time_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the trunk inclination: flat, with one trapezium a movement, NaN where not seen."""
    signal = np.full(time_s.shape, BASELINE_DEG)
    for start_s, peak, _ in MOVEMENTS:
        corners = [start_s, start_s + _HOLD_S[0], start_s + _HOLD_S[1], start_s + _MOVEMENT_S]
        signal += np.interp(time_s, corners, [0.0, 1.0, 1.0, 0.0]) * (peak - BASELINE_DEG)
    signal[(time_s >= NOT_SEEN_S[0]) & (time_s < NOT_SEEN_S[1])] = np.nan
    return signal


def make_phases(time_s: NDArray[np.float64]) -> tuple[Phase, ...]:
    """Return the phase of each frame, not judged in the first half second."""
    return tuple(_phase_at(float(moment)) for moment in time_s)


def _phase_at(moment_s: float) -> Phase:
    if moment_s < 0.5 or NOT_SEEN_S[0] <= moment_s < NOT_SEEN_S[1]:
        return "not_judged"
    for start_s, _, _ in MOVEMENTS:
        into_s = moment_s - start_s
        if 0 <= into_s < _MOVEMENT_S:
            return "out" if into_s < _HOLD_S[0] else "hold" if into_s < _HOLD_S[1] else "return"
    return "ready"


def make_reps() -> list[Rep]:
    """Return one repetition a movement."""
    faults = {7.0: ["T-2", "T-1"], 27.0: ["T-2", "T-0"], 22.0: ["T-3"]}
    reps: list[Rep] = []
    for start_s, peak, kind in MOVEMENTS:
        counted = kind == "counted"
        reps.append(
            Rep(
                index=1 + sum(rep.counted for rep in reps) if counted else None,
                kind=kind,
                start_s=start_s,
                peak_s=start_s + 2.0,
                end_s=start_s + _MOVEMENT_S,
                counted=counted,
                side=None,
                peak=None if kind == "not_seen" else peak,
                range=None if kind == "not_seen" else peak - BASELINE_DEG,
                out_s=_HOLD_S[0],
                hold_s=_HOLD_S[1] - _HOLD_S[0] if counted else 0.0,
                return_s=_MOVEMENT_S - _HOLD_S[1],
                trust=0.93 if counted else 0.4,
                sure=counted,
                doubts=[] if counted else ["parts of it were out of sight"],
                faults=faults.get(start_s, []),
            )
        )
    return reps


def make_fault(
    fault_id: str, rep: int | None, span_s: tuple[float, float], value: float, threshold: float
) -> Fault:
    """Return an occurrence of one of the faults of `EXERCISE`."""
    spec = EXERCISE.fault(fault_id)
    return Fault(
        id=spec.id,
        name=spec.name,
        severity=spec.severity,
        rep=rep,
        start_s=span_s[0],
        end_s=span_s[1],
        value=value,
        threshold=threshold,
        unit=spec.unit,
        cue=spec.cue,
    )


def make_result(**changes: object) -> Result:
    """Return the result of the clip, with some fields replaced."""
    result = Result(
        formcheck_version="0.1.0",
        clip=ClipInfo(
            name="press up.mp4",
            sha256="ab" * 32,
            duration_s=DURATION_S,
            width=640,
            height=480,
            frames=990,
            fps=30.0,
        ),
        model=ModelInfo(variant="full", sha256="cd" * 32),
        settings={
            "view": {"yaw_ok_deg": 20.0},
            "prone_press_up": {
                "states": {"count_deg": 20.0},
                "dose": {"reps": 10, "hold_s": 2.0},
                "faults": {"hip_rise_major_torso": 0.1},
            },
        },
        exercise="prone_press_up",
        exercise_source="given",
        view=ViewInfo(
            side="left",
            yaw_deg=24.0,
            roll_deg=0.0,
            ok=False,
            problems=["The body is turned from side-on."],
        ),
        tracking=TrackingInfo(frames_with_pose=0.95, seconds_not_seen=2.0, people_seen=1),
        signal=SignalInfo(
            name="trunk_inclination_deg",
            title="Trunk inclination",
            baseline=BASELINE_DEG,
            unit="deg",
        ),
        reps=make_reps(),
        faults=[
            make_fault("T-1", 2, (8.2, 9.4), 52.0, 40.0),
            make_fault("T-2", 2, (8.0, 9.9), 0.142, 0.10),
            make_fault("T-3", None, (23.0, 24.0), 7.5, 5.0),
            make_fault("T-0", 3, (27.0, 31.0), 38.0, 40.0),
            make_fault("T-2", 3, (28.5, 29.1), 0.104, 0.10),
        ],
        summary=Summary(
            reps_counted=3,
            reps_partial=1,
            reps_not_seen=1,
            clean_reps=1,
            hold_total_s=3.6,
            causal_reps_counted=4,
            prominence_reps_counted=3,
            notes=["Other ways of counting do not give the same number here."],
        ),
    )
    return result.model_copy(update=changes)


def make_scored(
    result: Result | None = None, *, fps: float = 30.0, duration_s: float = DURATION_S
) -> ScoredClip:
    """Return the whole scored clip; landmarks stand still in the middle of the picture."""
    time_s = np.arange(round(duration_s * fps)) / fps
    frames = len(time_s)
    signal = make_signal(time_s)
    xy_px = np.full((frames, 33, 2), 200.0)
    visibility = np.full((frames, 33), 0.9)
    lost = np.isnan(signal)
    xy_px[lost], visibility[lost] = np.nan, np.nan
    track = PoseTrack(
        time_s=time_s,
        xy_px=xy_px,
        visibility=visibility,
        presence=visibility.copy(),
        world_m=np.zeros((frames, 33, 3)),
        picture_change=np.zeros(frames),
        people=np.ones(frames, dtype=np.int64),
        width_px=640,
        height_px=480,
    )
    measurements = Measurements(
        time_s=time_s,
        near_side="left",
        head_direction=1,
        torso_px=120.0,
        xy_px=xy_px,
        yaw_deg=np.where(lost, np.nan, 24.0),
        seen=~lost,
        posture=("prone",) * frames,
        signals={"trunk_inclination_deg": signal, "hip_rise_torso": np.where(lost, np.nan, 0.02)},
    )
    timeline = Timeline(
        time_s=time_s,
        signal=signal,
        phase=make_phases(time_s),
        reps_counted=_count_so_far(time_s, (result or make_result()).reps),
        hold_s=np.zeros(frames),
    )
    return ScoredClip(result or make_result(), EXERCISE, track, measurements, timeline)


def without_faults(scored: ScoredClip) -> ScoredClip:
    """Return the clip with no repetition, no fault and no sight of the person."""
    blank = np.full(scored.timeline.signal.shape, np.nan)
    phase: tuple[Phase, ...] = ("not_judged",) * len(blank)
    timeline = replace(scored.timeline, signal=blank, phase=phase)
    result = scored.result.model_copy(update={"reps": [], "faults": []})
    return replace(scored, timeline=timeline, result=result)


def _count_so_far(time_s: NDArray[np.float64], reps: Sequence[Rep]) -> NDArray[np.int64]:
    ends_s = np.array([rep.end_s for rep in reps if rep.counted])
    return np.searchsorted(ends_s, time_s, side="right").astype(np.int64)
