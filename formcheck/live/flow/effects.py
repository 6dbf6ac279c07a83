"""What the flow asks the program to do, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.history.models import PainMoment, PainSite, SafetyKind

#: ``now`` cuts off what is being said; ``soon`` replaces what waits; ``if_idle`` is
#: dropped unless the voice is silent.
Urgency = Literal["now", "soon", "if_idle"]
ToneKind = Literal["count", "start", "end", "attention", "chosen"]
EndReason = Literal[
    "reps", "time", "pause", "next", "quit", "stopped", "camera", "source_ended", "timed"
]
QuitReason = Literal["finished", "asked", "window_closed", "red_flag"]


@dataclass(frozen=True)
class WatchExercise:
    """Judge this exercise from now on, the camera turned on if it is off; nothing counts yet.

    Attributes
    ----------
    exercise : str
        API name.
    own_size : float or None
        From a guided calibration earlier in the session.
    reps : int
        Prescribed, for each leg where there are two.
    hold_s : float
        Prescribed.
    """

    exercise: str
    own_size: float | None = None
    reps: int = 0
    hold_s: float = 0.0


@dataclass(frozen=True)
class BeginCalibration:
    """Guided movements begin."""


@dataclass(frozen=True)
class EndCalibration:
    """They are over; answered by `Calibrated`.

    Attributes
    ----------
    prompts : tuple of (relax_start_s, flatten_start_s, flatten_end_s)
        When each was asked for.
    """

    prompts: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class StartCounting:
    """The set begins: count from the next frame on."""


@dataclass(frozen=True)
class PauseCounting:
    """Count nothing until `ResumeCounting`; go on watching."""


@dataclass(frozen=True)
class ResumeCounting:
    """Count again."""


@dataclass(frozen=True)
class RestartSet:
    """Forget what was counted in this set; counting begins at the next `StartCounting`."""


@dataclass(frozen=True)
class EndSet:
    """Finish the set and save; answered by `SetSaved` or `SaveFailed`.

    The camera stays on for what is pointed at, until `CameraOff`.

    Attributes
    ----------
    reason : str
    """

    reason: EndReason


@dataclass(frozen=True)
class NoteTimedHolds:
    """So many holds of the set that runs were timed until now."""

    count: int


@dataclass(frozen=True)
class CameraOff:
    """Turn the camera off; there is no set to save, or `EndSet` has named it before."""


@dataclass(frozen=True)
class Say:
    """Speak."""

    text: str
    urgency: Urgency


@dataclass(frozen=True)
class Tone:
    """Sound; also what stands for words where there is no voice."""

    kind: ToneKind


@dataclass(frozen=True)
class RecordPain:
    """Keep an answer; ``after`` ones belong to the set ended last, ``before`` ones to the next."""

    moment: PainMoment
    pain_0_to_10: int
    site: PainSite


@dataclass(frozen=True)
class RecordSafety:
    """Keep something that a therapist must see.

    Attributes
    ----------
    kind : str
    detail : str
        In English, for the therapist.
    exercise : str or None
        The exercise it is about: stopped for today. None stops all of them.
    """

    kind: SafetyKind
    detail: str
    exercise: str | None = None


@dataclass(frozen=True)
class KeepInterrupted:
    """Save a set that was interrupted in an earlier session; see `Wish.interrupted`."""

    name: str


@dataclass(frozen=True)
class DropInterrupted:
    """Throw such a set away."""

    name: str


@dataclass(frozen=True)
class Quit:
    """Close the window and end; a set that `EndSet` names just before is saved first."""

    reason: QuitReason


Effect = (
    WatchExercise
    | BeginCalibration
    | EndCalibration
    | StartCounting
    | PauseCounting
    | ResumeCounting
    | RestartSet
    | EndSet
    | NoteTimedHolds
    | CameraOff
    | Say
    | Tone
    | RecordPain
    | RecordSafety
    | KeepInterrupted
    | DropInterrupted
    | Quit
)
