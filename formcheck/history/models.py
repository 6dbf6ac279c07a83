"""What the history holds, as plain values.

Moments are aware datetimes in UTC; a ``day`` is the calendar day where the
patient was. Times within a clip are seconds from its first frame (``_s``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from formcheck.arrays import FloatArray
from formcheck.judge.result import Result
from formcheck.pose.kept_track import is_kept_track

#: How a set came into the history.
Source = Literal["score", "import", "live"]
#: How far a therapist has got with a set.
ReviewState = Literal["new", "begun", "done"]
#: When a pain question was answered.
PainMoment = Literal["before", "after"]
#: Furthest point of the pain, from nothing to the foot (clinical-spec §2.2).
PainSite = Literal["none", "back", "buttock", "thigh", "below_knee", "foot"]
#: From best to worst: pain that moves to the right spreads down the leg.
PAIN_SITES: tuple[PainSite, ...] = ("none", "back", "buttock", "thigh", "below_knee", "foot")
#: What a patient may report apart from pain (clinical-spec §2.2).
SafetyKind = Literal["red_flag", "numb_toes", "still_worse", "stopped"]
#: Why a patient needs attention, the most serious first.
FlagKind = Literal[
    "red_flag",
    "pain_spreads",
    "pain_up",
    "stopped",
    "answer_owed",
    "idle",
    "seldom",
    "to_review",
]
#: Orders of the list of sets.
SetOrder = Literal["newest", "oldest"]


@dataclass(frozen=True)
class Patient:
    """A patient: a label of the therapist's choice, and nothing else about the person."""

    id: int
    label: str
    added_at: datetime


@dataclass(frozen=True)
class PatientOverview:
    """A patient's line in the list of patients.

    Attributes
    ----------
    patient : Patient
    sets : int
    sets_to_review : int
        Those that are not ``done``.
    last_performed_at : datetime or None
        None without sets.
    plan_version : int or None
        The newest; None without a plan.
    """

    patient: Patient
    sets: int
    sets_to_review: int
    last_performed_at: datetime | None
    plan_version: int | None


@dataclass(frozen=True)
class DoneSet:
    """That a set was done, without what was found in it.

    ``clip_sha256`` is empty where there was no clip, ``segment_index`` the part of it.
    """

    set_id: int
    exercise: str
    performed_at: datetime
    day: date
    clip_sha256: str
    segment_index: int


@dataclass(frozen=True)
class SeenFlag:
    """A therapist's mark: the flags of a kind were seen, up to a moment."""

    id: int
    patient_id: int
    kind: FlagKind
    upto: datetime
    note: str
    seen_at: datetime
    undone: bool


@dataclass(frozen=True)
class Session:
    """What a patient did in one go."""

    id: int
    patient_id: int
    started_at: datetime
    ended_at: datetime
    day: date
    source: Source


@dataclass(frozen=True)
class Landmarks:
    """What the page needs to draw a body; F frames.

    Attributes
    ----------
    time_s : (F,) float
        Seconds after the first frame of the clip.
    xy_px : (F, 33, 2) float
        Pixels in a picture of ``width_px`` by ``height_px``; NaN where nobody was found.
    visibility : (F, 33) float
        0 to 1; NaN where nobody was found.
    width_px, height_px : int
    """

    time_s: FloatArray
    xy_px: FloatArray
    visibility: FloatArray
    width_px: int
    height_px: int


@dataclass(frozen=True)
class NewSet:
    """A scored set on its way into the history.

    Attributes
    ----------
    result : Result
    performed_at : datetime
        When it was done, aware; its own offset decides the day.
    source : {"score", "import", "live"}
    result_folder : Path or None
        Folder whose files (`formcheck.results.files.RESULT_FILES`) are copied, apart
        from the report. Without it ``result.json`` alone is written.
    clip : Path or None
        The clip that was scored, if it is at hand.
    copy_clip : bool
        True keeps a copy with the set; False only remembers where the clip lies, and
        deleting the set leaves it there.
    landmarks : Landmarks or None
    session_id : int or None
        None: the session of the patient's sets that are less than two hours away,
        or a new one.
    """

    result: Result
    performed_at: datetime
    source: Source
    result_folder: Path | None = None
    clip: Path | None = None
    copy_clip: bool = True
    landmarks: Landmarks | None = None
    session_id: int | None = None


@dataclass(frozen=True)
class SetTag:
    """What a set's folder says of itself, should its row be lost; it names nobody.

    Attributes
    ----------
    patient_id : int
    patient_added_at_s : float
        With the id it tells a patient from all others: an id alone may be given again
        after going back to a backup.
    performed_at : datetime
        Aware, as it was when the set was added.
    source : {"score", "import", "live"}
    clip_outside : Path or None
        The clip, where it was not copied.
    """

    patient_id: int
    patient_added_at_s: float
    performed_at: datetime
    source: Source
    clip_outside: Path | None = None


@dataclass(frozen=True)
class AddedSet:
    """The set; not ``added`` if the same clip, exercise and settings was there already."""

    set_id: int
    added: bool


@dataclass(frozen=True)
class SetFilter:
    """Which sets are listed; None and empty restrict nothing."""

    patient_id: int | None = None
    session_id: int | None = None
    exercise: str | None = None
    review_state: ReviewState | None = None
    first_day: date | None = None
    last_day: date | None = None
    fault_id: str | None = None
    with_faults: bool = False
    order: SetOrder = "newest"


@dataclass(frozen=True)
class Page:
    """A page of a list: number from 1, and how many rows a page holds."""

    number: int = 1
    size: int = 50


@dataclass(frozen=True)
class SetRow:
    """A set's line in the list; counts are those after correction.

    One that is ``damaged`` cannot be shown: it tells which set it is, and nothing else.

    ``revision`` grows with every correction.
    ``worst_severity`` is None without a fault. ``hold_total_s`` is the time held, at
    least that where ``hold_at_least``,
    ``range_mean`` the mean range of the counted repetitions in ``unit``.
    """

    id: int
    patient_id: int
    patient_label: str
    session_id: int
    exercise: str
    performed_at: datetime
    day: date
    source: Source
    duration_s: float
    reps_counted: int
    reps_partial: int
    clean_reps: int
    hold_total_s: float
    range_mean: float | None
    unit: str
    fault_count: int
    worst_severity: int | None
    review_state: ReviewState
    revision: int
    notes: int
    damaged: bool = False
    hold_at_least: bool = False


@dataclass(frozen=True)
class SetPage:
    """Rows of one page, and how many there are in all."""

    rows: Sequence[SetRow]
    total: int
    page: Page

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // self.page.size))


@dataclass(frozen=True)
class SetFiles:
    """Where the files of a set lie; None where there is none.

    ``clip`` is the copy in the store or the clip outside it; it may have been
    moved away since: look before opening. ``annotated`` has the overlay burnt in and serves
    where there is no clip.
    """

    folder: Path
    result_json: Path
    review_json: Path | None = None
    clip: Path | None = None
    landmarks: Path | None = None
    frames_csv: Path | None = None
    reps_csv: Path | None = None
    annotated: Path | None = None


@dataclass(frozen=True)
class SetRecord:
    """Everything about one set; the repetitions and faults are in `Reviews.get`.

    ``plan_version`` is the plan that was in force when the set was done, None if none was.
    ``clip_sha256`` is the clip's hash, ``segment_index`` which part of it this is (1 if whole).
    """

    row: SetRow
    files: SetFiles
    clip_name: str
    clip_sha256: str
    segment_index: int
    plan_version: int | None

    @property
    def was_filmed(self) -> bool:
        """Whether there ever was a clip; of a live set there may be landmarks only."""
        return bool(self.clip_sha256) and not is_kept_track(Path(self.clip_name))


@dataclass(frozen=True)
class DayChange:
    """A therapist's correction of the day on which a set was done; named by its number."""

    number: int
    from_day: date
    to_day: date
    changed_at: datetime


@dataclass(frozen=True)
class Note:
    """A therapist's note on a set; ``time_s`` pins it to a moment, None to the whole set."""

    id: int
    set_id: int
    time_s: float | None
    text: str
    written_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class PainAnswer:
    """One answer to “how much, and how far down the leg?”."""

    id: int
    patient_id: int
    session_id: int | None
    set_id: int | None
    moment: PainMoment
    pain_0_to_10: int
    furthest_site: PainSite
    answered_at: datetime
    day: date


@dataclass(frozen=True)
class SafetyEvent:
    """Something that the patient reported or did that a therapist must see.

    ``detail`` says which red flag, or why the set was stopped.
    """

    id: int
    patient_id: int
    session_id: int | None
    set_id: int | None
    kind: SafetyKind
    detail: str
    happened_at: datetime
    day: date
