"""The columns of the tables of many results, each said once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from formcheck.judge.result import Fault, Rep, Result
from formcheck.results.columns import Column

Row = TypeVar("Row")
Cell = str | int | float | bool | None
Kind = Literal["text", "count", "number", "yes_no"]


@dataclass(frozen=True)
class TypedColumn(Column[Row, Cell], Generic[Row]):
    """A column whose cells are all of one kind, or None where nothing is known."""

    kind: Kind = "text"


@dataclass(frozen=True)
class SetEntry:
    """One exercise of one clip: a row of ``sets.csv``; ``folder`` is that of the clip."""

    folder: str
    result: Result


@dataclass(frozen=True)
class RepEntry:
    """A repetition of a set."""

    set: SetEntry
    rep: Rep


@dataclass(frozen=True)
class FaultEntry:
    """A fault of a set."""

    set: SetEntry
    fault: Fault


def settings_hash(result: Result) -> str:
    """Return a short hash of the thresholds in force: equal where they are."""
    text = json.dumps(result.settings, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _range_mean(result: Result) -> float | None:
    sizes = [rep.range for rep in result.reps if rep.counted and rep.range is not None]
    return round(sum(sizes) / len(sizes), 4) if sizes else None


def identity(of: Callable[[Row], SetEntry]) -> tuple[TypedColumn[Row], ...]:
    """Return the columns that begin every table: which set a row belongs to."""
    return (
        TypedColumn("folder", "", "folder of the clip's result", lambda row: of(row).folder),
        TypedColumn(
            "clip_sha256", "", "hash of the clip's bytes", lambda row: of(row).result.clip.sha256
        ),
        TypedColumn("exercise", "", "name of the exercise", lambda row: of(row).result.exercise),
        TypedColumn(
            "segment",
            "",
            "number of the exercise in a clip that shows several; empty otherwise",
            lambda row: _segment(of(row).result, "index"),
            kind="count",
        ),
    )


def _segment(result: Result, name: str) -> Any:
    return None if result.segment is None else getattr(result.segment, name)


def _text(name: str, meaning: str, get: Callable[[Row], Cell]) -> TypedColumn[Row]:
    return TypedColumn(name, "", meaning, get)


def _count(name: str, meaning: str, get: Callable[[Row], Cell]) -> TypedColumn[Row]:
    return TypedColumn(name, "", meaning, get, kind="count")


def _number(name: str, unit: str, meaning: str, get: Callable[[Row], Cell]) -> TypedColumn[Row]:
    return TypedColumn(name, unit, meaning, get, kind="number")


def _yes_no(name: str, meaning: str, get: Callable[[Row], Cell]) -> TypedColumn[Row]:
    return TypedColumn(name, "", meaning, get, kind="yes_no")


SET_COLUMNS: tuple[TypedColumn[SetEntry], ...] = (
    *identity(lambda row: row),
    _number(
        "segment_start_s",
        "s",
        "where the part of the clip begins",
        lambda row: _segment(row.result, "start_s"),
    ),
    _number(
        "segment_end_s",
        "s",
        "where the part of the clip ends",
        lambda row: _segment(row.result, "end_s"),
    ),
    _yes_no(
        "recognised",
        "whether the program found the exercise out; no where a person named it",
        lambda row: row.result.exercise_source == "recognised",
    ),
    _number(
        "confidence_0_to_1",
        "0 to 1",
        "how sure the program is of an exercise that it found out",
        lambda row: row.result.recognition.confidence if row.result.recognition else None,
    ),
    _number("duration_s", "s", "length of the whole clip", lambda row: row.result.clip.duration_s),
    _count("frames", "frames that were looked at", lambda row: row.result.clip.frames),
    _number("frames_per_s", "per s", "frames in a second", lambda row: row.result.clip.fps),
    _text("near_side", "side that the camera sees", lambda row: row.result.view.side),
    _number(
        "view_yaw_deg",
        "deg",
        "how far the person is turned away from side-on",
        lambda row: row.result.view.yaw_deg,
    ),
    _number(
        "frames_with_pose_0_to_1",
        "0 to 1",
        "share of the frames in which somebody was found",
        lambda row: row.result.tracking.frames_with_pose,
    ),
    _number(
        "not_seen_s",
        "s",
        "time that could not be judged",
        lambda row: row.result.tracking.seconds_not_seen,
    ),
    _count("reps_counted", "counted repetitions", lambda row: row.result.summary.reps_counted),
    _count(
        "reps_partial",
        "repetitions that were too small or cut off",
        lambda row: row.result.summary.reps_partial,
    ),
    _count(
        "reps_not_seen",
        "repetitions that were lost from view",
        lambda row: row.result.summary.reps_not_seen,
    ),
    _count(
        "clean_reps",
        "counted repetitions without a fault",
        lambda row: row.result.summary.clean_reps,
    ),
    _count(
        "reps_left",
        "counted repetitions of the left side, in exercises with sides",
        lambda row: row.result.summary.reps_left,
    ),
    _count(
        "reps_right",
        "counted repetitions of the right side, in exercises with sides",
        lambda row: row.result.summary.reps_right,
    ),
    _number(
        "hold_total_s",
        "s",
        "time held, all repetitions together",
        lambda row: row.result.summary.hold_total_s,
    ),
    _yes_no(
        "hold_is_at_least",
        "whether a hold began before it was seen, or went on after it was",
        lambda row: row.result.summary.hold_at_least,
    ),
    _number(
        "range_mean",
        "as the column unit says",
        "mean range of the counted repetitions",
        lambda row: _range_mean(row.result),
    ),
    _text("unit", "unit of the exercise's main signal", lambda row: row.result.signal.unit),
    _count("fault_count", "faults that are sure", lambda row: len(row.result.sure_faults)),
    _count(
        "unsure_fault_count",
        "faults that may be there",
        lambda row: len(row.result.unsure_faults),
    ),
    _text("notes", "remarks for people", lambda row: " ".join(row.result.summary.notes)),
    _text("formcheck_version", "version that scored it", lambda row: row.result.formcheck_version),
    _text("model", "pose model", lambda row: row.result.model.variant),
    _text("model_sha256", "hash of the pose model", lambda row: row.result.model.sha256),
    _text(
        "settings_hash",
        "stands for the thresholds in force",
        lambda row: settings_hash(row.result),
    ),
)

REP_COLUMNS: tuple[TypedColumn[RepEntry], ...] = (
    *identity(lambda row: row.set),
    _count(
        "rep",
        "number of the repetition, from 1; empty if it did not count",
        lambda row: row.rep.index,
    ),
    _text(
        "kind",
        "counted, partial (too small or cut off), not_seen, or other_movement",
        lambda row: row.rep.kind,
    ),
    _text("side", "left, right or both, in exercises with sides", lambda row: row.rep.side),
    _text("variant", "way of doing it, where there are several", lambda row: row.rep.variant),
    _number("start_s", "s", "when it began", lambda row: row.rep.start_s),
    _number("peak_s", "s", "when the main signal was greatest", lambda row: row.rep.peak_s),
    _number("end_s", "s", "when it was over", lambda row: row.rep.end_s),
    _number(
        "peak",
        "as the column unit says",
        "the main signal at its greatest",
        lambda row: row.rep.peak,
    ),
    _number("range", "as the column unit says", "the change from rest", lambda row: row.rep.range),
    _text("unit", "unit of the main signal", lambda row: row.set.result.signal.unit),
    _number("out_s", "s", "duration of the way out", lambda row: row.rep.out_s),
    _number("hold_s", "s", "time that is credited as held", lambda row: row.rep.hold_s),
    _yes_no(
        "hold_is_at_least",
        "whether the hold began before it was seen, or went on after it was",
        lambda row: row.rep.hold_at_least,
    ),
    _number(
        "up_s",
        "s",
        "whole time away from rest, where the hold is the dose",
        lambda row: row.rep.up_s,
    ),
    _number("return_s", "s", "duration of the way back", lambda row: row.rep.return_s),
    _number("trust_0_to_1", "0 to 1", "how far it is to be trusted", lambda row: row.rep.trust),
    _yes_no("sure", "whether nothing about it is in doubt", lambda row: row.rep.sure),
    _text(
        "fault_ids",
        "identifiers of its sure faults, separated by semicolons",
        lambda row: ";".join(row.rep.faults),
    ),
    _text(
        "not_counted_because",
        "why it did not count, where the kind does not say enough",
        lambda row: row.rep.reason,
    ),
)

FAULT_COLUMNS: tuple[TypedColumn[FaultEntry], ...] = (
    *identity(lambda row: row.set),
    _text("id", "identifier of the fault", lambda row: row.fault.id),
    _text("name", "its plain name", lambda row: row.fault.name),
    _count(
        "severity",
        "3 safety, 2 defeats the exercise, 1 quality, 0 information",
        lambda row: row.fault.severity,
    ),
    _count("rep", "counted repetition that it belongs to, if any", lambda row: row.fault.rep),
    _number("start_s", "s", "when it begins", lambda row: row.fault.start_s),
    _number("end_s", "s", "when it ends", lambda row: row.fault.end_s),
    _number("value", "as the column unit says", "what was measured", lambda row: row.fault.value),
    _number(
        "threshold",
        "as the column unit says",
        "the limit that it passed",
        lambda row: row.fault.threshold,
    ),
    _text("unit", "unit of value and threshold", lambda row: row.fault.unit),
    _number("trust_0_to_1", "0 to 1", "how far it is to be trusted", lambda row: row.fault.trust),
    _yes_no(
        "sure",
        "whether it counts; what is not sure may be there and blames nobody",
        lambda row: row.fault.sure,
    ),
    _text("cue", "what a therapist would say", lambda row: row.fault.cue),
)
