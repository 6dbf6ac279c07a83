"""Sets of knee hugs and press ups made by hand, and a store to keep them in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.history.models import AddedSet, Landmarks, NewSet
from formcheck.history.store import Store
from formcheck.judge.result import (
    ClipInfo,
    Fault,
    ModelInfo,
    Rep,
    Result,
    SegmentInfo,
    SignalInfo,
    Summary,
    TrackingInfo,
    ViewInfo,
)

#: A Monday, in the past.
MORNING = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
DURATION_S = 60.0


def make_rep(number: int, **values: Any) -> Rep:
    """Return a counted press up of four seconds, the first from 2 s on."""
    start_s = 2.0 + 5.0 * (number - 1)
    return Rep(
        **{
            "index": number,
            "kind": "counted",
            "start_s": start_s,
            "peak_s": start_s + 2.0,
            "end_s": start_s + 4.0,
            "counted": True,
            "side": None,
            "peak": 40.0,
            "range": 42.0,
            "out_s": 1.4,
            "hold_s": 1.2,
            "return_s": 1.4,
            "trust": 0.9,
            "faults": [],
            **values,
        }
    )


def make_fault(rep: int | None, fault_id: str = "PPU-1", **values: Any) -> Fault:
    """Return hips that come off the floor in the middle of a repetition."""
    start_s = 3.0 if rep is None else 3.0 + 5.0 * (rep - 1)
    return Fault(
        **{
            "id": fault_id,
            "name": "hips coming off the floor",
            "severity": 2,
            "rep": rep,
            "start_s": start_s,
            "end_s": start_s + 1.0,
            "value": 0.14,
            "threshold": 0.10,
            "unit": "torso",
            "cue": "Leave your belt on the mat.",
            **values,
        }
    )


def make_result(
    clip: str = "a.mp4",
    *,
    exercise: str = "prone_press_up",
    reps: Sequence[Rep] | None = None,
    faults: Sequence[Fault] = (),
    segment: SegmentInfo | None = None,
    **settings: Any,
) -> Result:
    """Return the result of a clip, three clean press ups unless told otherwise."""
    listed = [make_rep(number) for number in (1, 2, 3)] if reps is None else list(reps)
    counted = [rep for rep in listed if rep.counted]
    return Result(
        formcheck_version="0",
        clip=ClipInfo(
            name=clip,
            sha256=hashlib.sha256(clip.encode()).hexdigest(),
            duration_s=DURATION_S,
            width=640,
            height=480,
            frames=1800,
            fps=30.0,
        ),
        model=ModelInfo(variant="full", sha256="f" * 64),
        settings={exercise: {"dose": {"reps": 10, "hold_s": 2.0}}, **settings},
        exercise=exercise,
        exercise_source="given",
        segment=segment,
        view=ViewInfo(side="left", yaw_deg=5.0, roll_deg=0.0, ok=True, problems=[]),
        tracking=TrackingInfo(frames_with_pose=1.0, seconds_not_seen=6.0, people_seen=1),
        signal=SignalInfo(name="trunk", title="Trunk", baseline=-2.0, unit="deg"),
        reps=listed,
        faults=list(faults),
        summary=Summary(
            reps_counted=len(counted),
            reps_partial=0,
            reps_not_seen=0,
            clean_reps=len(counted),
            hold_total_s=0.0,
            causal_reps_counted=len(counted),
            prominence_reps_counted=len(counted),
            notes=[],
        ),
    )


def make_landmarks(frames: int = 4) -> Landmarks:
    """Return landmarks that differ in every frame; nobody is seen in the last."""
    xy_px = np.arange(frames * 66, dtype=float).reshape(frames, 33, 2) / 4
    xy_px[-1] = np.nan
    visibility = np.full((frames, 33), 0.5)
    return Landmarks(np.arange(frames) / 30.0, xy_px, visibility, 640, 480)


def add_set(
    store: Store,
    patient_id: int,
    result: Result | None = None,
    *,
    hours: float = 0.0,
    **values: Any,
) -> AddedSet:
    """Add a result, done so many hours after `MORNING`."""
    new = NewSet(
        result=make_result() if result is None else result,
        performed_at=MORNING + timedelta(hours=hours),
        source="score",
        **values,
    )
    return store.sets.add(patient_id, new)


def open_store(folder: Path) -> Store:
    """Open a store in a folder."""
    return Store.open(folder / "history.sqlite3")
