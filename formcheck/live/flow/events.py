"""What can happen in a live session, and what keys and buttons ask for.

Every event carries its time: ``time_s`` is on one monotonic clock in seconds, the one
of `PosedFrame.time_s`; the flow has no clock of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
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
    """A button was clicked; `action` is that of its `Choice`, or an `Ask`."""

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
    """What the guided movements showed; answers `EndCalibration`."""

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


class Ask(StrEnum):
    """Actions that several stages know; those of one stage alone have their names there."""

    STOP = "stop"
    PAUSE = "pause"
    RESTART = "restart"
    NEXT = "next"
    QUIT = "quit"
    HELP = "help"
    BACK = "back"
    CONTINUE = "continue"
    RED_FLAG = "red_flag"
    FINISH = "finish"
    MENU = "menu"
    STEP_DOWN = "step_down"
    STEP_UP = "step_up"


#: Keys that mean the same everywhere.
KEYS_EVERYWHERE: dict[str, Action] = {"s": Ask.STOP, "q": Ask.QUIT, "h": Ask.HELP}
#: Keys that mean this while a person is placed or exercises.
KEYS_WATCHING: dict[str, Action] = {
    "space": Ask.PAUSE,
    "r": Ask.RESTART,
    "n": Ask.NEXT,
    "escape": Ask.BACK,
    "backspace": Ask.BACK,
}


def with_argument(action: Action, argument: str | int) -> Action:
    """Return an action that carries an argument, for example ``pain:7``."""
    return f"{action}:{argument}"


def split_action(action: Action) -> tuple[str, str]:
    """Return the name and the argument of an action; the argument may be empty."""
    name, _, argument = action.partition(":")
    return name, argument
