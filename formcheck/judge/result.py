"""The result of scoring one clip, as other programs may read it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer

from formcheck.video.reading import BY_THE_FILE, Reading

SCHEMA_VERSION = 1

Severity = Literal[0, 1, 2, 3]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReadingInfo(_Model):
    """How a film was read that does not play as the person moved; see `Reading`.

    ``speed`` is in force whoever said it: times of the result, multiplied by
    ``1 / speed``, are those at which the film plays.
    """

    fps: float | None
    speed: float
    rotate_deg: Literal[0, 90, 180, 270]


class ClipInfo(_Model):
    """The clip that was scored; ``sha256`` identifies its bytes.

    ``frames_looked_at`` is left out of `result.json` where the model was to look at every
    frame, ``reading`` where the film was read by its file alone and plays as the person moved.
    """

    name: str
    sha256: str
    duration_s: float
    width: int
    height: int
    frames: int
    fps: float
    frames_looked_at: int | None = None
    reading: ReadingInfo | None = None

    @property
    def thrifty(self) -> bool:
        """Whether the model looked only where something about the person moved."""
        return self.frames_looked_at is not None

    @property
    def speed(self) -> float:
        """How fast the film plays, as a share of the movement."""
        return self.reading.speed if self.reading else 1.0

    @property
    def as_read(self) -> Reading:
        """How to open the clip so that its frames have the times and pixels of the result."""
        return Reading(**self.reading.model_dump()) if self.reading else BY_THE_FILE

    @property
    def plays_as_read(self) -> bool:
        """Whether any player shows the clip with the result's pictures, at its speed."""
        return self.reading is None or (self.reading.fps is None and self.reading.rotate_deg == 0)

    @model_serializer(mode="wrap")
    def _without_the_usual(self, serialise: SerializerFunctionWrapHandler) -> dict[str, Any]:
        values: dict[str, Any] = serialise(self)
        for name in ("frames_looked_at", "reading"):
            if getattr(self, name) is None:
                del values[name]
        return values


class ModelInfo(_Model):
    """The pose model bundle that was used."""

    variant: str
    sha256: str


class ViewInfo(_Model):
    """How the camera saw the person; ``problems`` are sentences for people.

    ``roll_deg`` is how far the camera was tipped sideways; it is taken out of all angles.
    """

    side: Literal["left", "right"]
    yaw_deg: float | None
    roll_deg: float
    ok: bool
    problems: list[str]


class TrackingInfo(_Model):
    """How much of the clip could be judged."""

    frames_with_pose: float
    seconds_not_seen: float
    people_seen: int


class SignalInfo(_Model):
    """The main signal that repetitions were counted on."""

    name: str
    title: str
    baseline: float | None
    unit: str


class Rep(_Model):
    """One repetition.

    ``index`` numbers the counted ones from 1 and is None for the others.
    ``kind`` is ``counted``, ``partial`` (too small or cut off), ``not_seen``
    (lost from view) or ``other_movement`` (another exercise; see its faults).
    ``peak`` is the signal at its greatest, ``range`` the change from baseline.
    ``trust`` is 0 to 1; what lies below the setting ``trust.sure_from`` is not
    ``sure``, and ``doubts`` say why in plain words. ``faults`` names sure ones only.
    ``hold_s`` is the time that is credited as held; ``up_s``, only where the
    hold is the dose, the whole time away from rest. Both are lower bounds if
    ``hold_at_least``: one end of the hold was not seen. ``variant`` is the way of
    doing the exercise, where there are several; ``reason`` says in plain words
    why it was not counted, where the kind does not say enough.
    """

    index: int | None
    kind: Literal["counted", "partial", "not_seen", "other_movement"]
    start_s: float
    peak_s: float
    end_s: float
    counted: bool
    side: Literal["left", "right", "both"] | None
    peak: float | None
    range: float | None
    out_s: float
    hold_s: float
    return_s: float
    trust: float
    sure: bool = True
    doubts: list[str] = []
    faults: list[str]
    up_s: float | None = None
    variant: str | None = None
    reason: str | None = None
    hold_at_least: bool = False


class Fault(_Model):
    """One occurrence of a fault; ``rep`` is the counted repetition it belongs to, if any.

    One that is not ``sure`` is shown as such, and neither cued nor counted.
    """

    id: str
    name: str
    severity: Severity
    rep: int | None
    start_s: float
    end_s: float
    value: float
    threshold: float
    unit: str
    cue: str
    trust: float = 1.0
    sure: bool = True


class Summary(_Model):
    """Totals of the clip.

    The counts by side, and ``symmetry_deg``, are None in exercises without sides.
    ``symmetry_deg`` is the mean peak of the left side minus that of the right;
    None too if one side was not done. ``hold_total_s`` is a lower bound if
    ``hold_at_least``.
    """

    reps_counted: int
    reps_partial: int
    reps_not_seen: int
    clean_reps: int
    hold_total_s: float
    causal_reps_counted: int
    prominence_reps_counted: int
    notes: list[str]
    reps_left: int | None = None
    reps_right: int | None = None
    reps_both: int | None = None
    symmetry_deg: float | None = None
    hold_at_least: bool = False


class RecognitionInfo(_Model):
    """How sure the program is of the exercise that it recognised, and the one next likely."""

    confidence: float
    runner_up: str | None


class SegmentInfo(_Model):
    """Which part of a clip of several exercises was scored; times are those of the whole clip."""

    index: int
    of: int
    start_s: float
    end_s: float


class Result(_Model):
    """Everything that ``result.json`` holds.

    ``recognition`` is None where a person named the exercise, ``segment`` where
    the whole clip was scored.
    """

    schema_version: int = SCHEMA_VERSION
    formcheck_version: str
    clip: ClipInfo
    model: ModelInfo
    settings: dict[str, Any]
    exercise: str
    exercise_source: Literal["given", "recognised"]
    recognition: RecognitionInfo | None = None
    segment: SegmentInfo | None = None
    view: ViewInfo
    tracking: TrackingInfo
    signal: SignalInfo
    reps: list[Rep]
    faults: list[Fault]
    summary: Summary

    @property
    def sure_faults(self) -> list[Fault]:
        """The faults that are cued and counted."""
        return [fault for fault in self.faults if fault.sure]

    @property
    def unsure_faults(self) -> list[Fault]:
        """Those that may be there; shown, but never cued or counted."""
        return [fault for fault in self.faults if not fault.sure]
