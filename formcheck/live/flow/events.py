"""What can happen in a live session; every event carries its time.

``time_s`` is on one monotonic clock in seconds, the one of `PosedFrame.time_s`;
the flow has no clock of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.judge.result import Result
from formcheck.live.moment import Calibration, SetState, Sight
from formcheck.live.screens.states import Action


@dataclass(frozen=True)
class KeyPressed:
    """A key: ``space``, ``enter``, ``escape``, ``up``, …, ``0`` to ``9``, ``a`` to ``z``."""

    time_s: float
    key: str


@dataclass(frozen=True)
class Clicked:
    """A button was clicked; `action` is that of its `Choice`, or one of `flow.actions`."""

    time_s: float
    action: Action


@dataclass(frozen=True)
class Ticked:
    """Time has passed; about thirty of these a second."""

    time_s: float


@dataclass(frozen=True)
class Seen:
    """A frame was looked at; `state` is None while no exercise is watched."""

    time_s: float
    sight: Sight
    state: SetState | None = None


@dataclass(frozen=True)
class Calibrated:
    """What the guided tilts showed; answers `EndCalibration`."""

    time_s: float
    calibration: Calibration


@dataclass(frozen=True)
class CameraChanged:
    """The camera went away, came back, or its file has come to its end."""

    time_s: float
    change: Literal["lost", "back", "ended"]


@dataclass(frozen=True)
class SetSaved:
    """The set was finished and written; answers `EndSet`.

    Attributes
    ----------
    folder : str
        Where, as a person reads it; empty if there was nothing to write.
    kept : bool
        Whether it went into the patient's history.
    result : Result or None
        What was saved; its repetitions and faults replace those seen so far.
    """

    time_s: float
    folder: str
    kept: bool
    result: Result | None = None


@dataclass(frozen=True)
class SaveFailed:
    """The set could not be written; `message` and `hint` as in `formcheck.errors`."""

    time_s: float
    message: str
    hint: str


@dataclass(frozen=True)
class WindowClosed:
    """The person closed the window."""

    time_s: float


@dataclass(frozen=True)
class Remark:
    """A small remark to be shown, for example that recording has ended."""

    time_s: float
    text: str


Event = (
    KeyPressed
    | Clicked
    | Ticked
    | Seen
    | Calibrated
    | CameraChanged
    | SetSaved
    | SaveFailed
    | WindowClosed
    | Remark
)
