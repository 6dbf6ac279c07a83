"""A plan: which exercises, how much, and what to look for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, field_validator, model_validator

from formcheck.exercises.registry import exercise_names
from formcheck.learn.topics import all_topics

SCHEMA_VERSION: Literal[1] = 1

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
#: In the order of `datetime.date.weekday`.
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: What a therapist may state about a patient so that the plan can warn (clinical-spec §2.1).
Condition = Literal[
    "disc", "osteoporosis", "stenosis", "spondylolisthesis", "fusion", "pregnancy", "fall_risk"
]
PlannedSide = Literal["left", "right", "both", "each"]

Words = Annotated[str, Field(max_length=500)]
LessonName = Annotated[str, Field(min_length=1, max_length=60)]
FaultId = Annotated[str, Field(min_length=1, max_length=20)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class PlannedExercise(_Model):
    """One exercise of a plan.

    Attributes
    ----------
    enabled : bool
        False keeps what was set without prescribing it.
    sets_a_day, reps, hold_s, rest_s
        The dose; ``rest_s`` between sets, or between the holds of a hold exercise.
        None keeps the exercise's own default.
    days : list of weekday
        When it is to be done.
    side : {"left", "right", "both", "each"} or None
        Where either leg may do it: one leg, both together, or each in turn.
    variant : str or None
        One of the exercise's ways of doing it, where it has several.
    target : float or None
        What to aim for, in the unit of the exercise's target.
    watch, ignore : list of str
        Fault ids to point out first, and never.
    cues : dict of str to str
        The therapist's own words for a fault, by its id.
    cue : str
        The therapist's own words at the start of every set.
    thresholds : dict
        Settings of the exercise to replace, as in a settings file:
        ``{"faults": {"neck_deg": 50}}``.
    """

    enabled: StrictBool = True
    sets_a_day: Annotated[int, Field(ge=1, le=20, strict=True)] = 1
    reps: Annotated[int, Field(ge=1, le=100, strict=True)] | None = None
    hold_s: Annotated[float, Field(ge=0, le=600, strict=True)] | None = None
    rest_s: Annotated[float, Field(ge=0, le=3600, strict=True)] | None = None
    days: Annotated[list[Weekday], Field(min_length=1)] = list(WEEKDAYS)
    side: PlannedSide | None = None
    variant: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    target: Annotated[float, Field(ge=0.01, le=360, strict=True)] | None = None
    watch: list[FaultId] = []
    ignore: list[FaultId] = []
    cues: dict[FaultId, Words] = {}
    cue: Words = ""
    thresholds: dict[str, Any] = {}

    @field_validator("days")
    @classmethod
    def _order_days(cls, days: list[Weekday]) -> list[Weekday]:
        return [day for day in WEEKDAYS if day in days]

    @model_validator(mode="after")
    def _check_faults(self) -> PlannedExercise:
        if both := sorted({*self.watch} & {*self.ignore}):
            raise ValueError(f"{both[0]} cannot be both watched and ignored")
        return self


class Plan(_Model):
    """What is prescribed to one patient.

    Attributes
    ----------
    note : str
    conditions : list of str
        Only for warnings.
    lessons : list of str
        Topics of `formcheck.learn` that the patient is to read, in the order of the booklet.
    exercises : dict of str to PlannedExercise
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    note: Annotated[str, Field(max_length=2000)] = ""
    conditions: list[Condition] = []
    lessons: Annotated[list[LessonName], Field(max_length=100)] = []
    exercises: dict[str, PlannedExercise] = {}

    @field_validator("lessons")
    @classmethod
    def _order_lessons(cls, lessons: list[str]) -> list[str]:
        known = all_topics() if lessons else {}
        others = sorted(set(lessons) - set(known))
        return [name for name in (*known, *others) if name in lessons]

    def says_the_same(self, other: Plan) -> bool:
        """Whether another plan prescribes the same in the same order; ``==`` takes any order."""
        return self == other and list(self.exercises) == list(other.exercises)

    @property
    def prescribed(self) -> dict[str, PlannedExercise]:
        """The exercises that are prescribed, by name, installed here or not."""
        return {name: item for name, item in self.exercises.items() if item.enabled}

    @property
    def enabled(self) -> dict[str, PlannedExercise]:
        """The exercises that are prescribed and installed, by name."""
        names = exercise_names()
        return {name: item for name, item in self.prescribed.items() if name in names}

    @property
    def not_installed(self) -> dict[str, PlannedExercise]:
        """What the plan holds of exercises that this computer does not have, by name."""
        names = exercise_names()
        return {name: item for name, item in self.exercises.items() if name not in names}


@dataclass(frozen=True)
class PlanVersion:
    """A plan as it was saved; versions count from 1 for each patient."""

    patient_id: int
    version: int
    saved_at: datetime
    plan: Plan
