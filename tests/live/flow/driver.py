"""Drives a flow through its stages, and remembers all that it asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from formcheck.judge.result import Fault, Rep
from formcheck.live.flow import Flow
from formcheck.live.flow.effects import Effect, EndSet, Say
from formcheck.live.flow.events import (
    Calibrated,
    CameraChanged,
    Clicked,
    Event,
    KeyPressed,
    Seen,
    SetSaved,
    Ticked,
)
from formcheck.live.flow.wish import Offer, Wish, default_offers
from formcheck.live.moment import Calibration, SetState, Sight
from formcheck.live.phrases import english
from tests.live.builders import CLEAR, rep, resting

STEP_S = 0.1


@dataclass
class Driver:
    """A flow and its clock."""

    flow: Flow
    time_s: float = 100.0
    effects: list[Effect] = field(default_factory=list)
    timed: list[tuple[float, Effect]] = field(default_factory=list)
    reps: int = 0

    def do(self, make: Callable[[float], Event]) -> list[Effect]:
        """Let something happen now."""
        answered = self.flow.handle(make(self.time_s))
        self.effects += answered
        self.timed += [(self.time_s, effect) for effect in answered]
        return answered

    def press(self, *keys: str) -> list[Effect]:
        """Press keys, one every two seconds."""
        answered = []
        for key in keys:
            self.time_s += 2.0
            answered += self.do(lambda time_s, key=key: KeyPressed(time_s, key))
        return answered

    def click(self, action: str) -> list[Effect]:
        """Click."""
        return self.do(lambda time_s: Clicked(time_s, action))

    def wait(self, seconds: float) -> list[Effect]:
        """Let time pass with nothing to see."""
        answered = []
        for _ in range(round(seconds / STEP_S)):
            self.time_s += STEP_S
            answered += self.do(Ticked)
        return answered

    def watch(
        self, seconds: float, sight: Sight = CLEAR, state: SetState | None = None
    ) -> list[Effect]:
        """Let time pass with the same thing to see."""
        answered = []
        for _ in range(round(seconds / STEP_S)):
            self.time_s += STEP_S
            now = None if state is None else replace(state, time_s=self.time_s)
            answered += self.do(lambda time_s, now=now: Seen(time_s, sight, now))
            answered += self.do(Ticked)
        return answered

    def rest(self, seconds: float = 3.0) -> list[Effect]:
        """Lie still in the start position."""
        answered = []
        for step in range(round(seconds / STEP_S)):
            answered += self.watch(STEP_S, state=resting(self.time_s, (step + 1) * STEP_S))
        return answered

    def repeat(
        self,
        done: Rep | None = None,
        faults: tuple[Fault, ...] = (),
        absent: frozenset[str] = frozenset(),
    ) -> list[Effect]:
        """Do one repetition, ten seconds long; it surely has none of the faults in `absent`."""
        moving = SetState(self.time_s, "left", phase="out", reps=self.reps)
        answered = self.watch(9.0, state=moving)
        finished = done or rep(self.reps + 1)
        self.reps += finished.counted
        state = SetState(
            self.time_s,
            "left",
            phase="ready",
            reps=self.reps,
            side=finished.side,
            new_reps=(finished,),
            new_faults=faults,
            new_absent=(absent,),
        )
        answered += self.watch(STEP_S, state=state)
        if self.flow.stage == "counting":
            answered += self.watch(
                0.9, state=replace(state, new_reps=(), new_faults=(), new_absent=())
            )
        return answered

    def save(self, folder: str = "results/set") -> None:
        """Answer that the set was saved."""
        self.do(lambda time_s: SetSaved(time_s, folder, kept=True))

    def lose_camera(self) -> list[Effect]:
        """Pull the camera's plug."""
        return self.do(lambda time_s: CameraChanged(time_s, "lost"))

    def plug_in(self) -> list[Effect]:
        """Put it back."""
        return self.do(lambda time_s: CameraChanged(time_s, "back"))

    def calibrate(self, own_size: float | None = 1.0) -> list[Effect]:
        """Do the guided tilts, and answer what they showed."""
        answered = self.watch(28.5)
        seen = 3 if own_size is not None else 0
        return answered + self.do(lambda time_s: Calibrated(time_s, Calibration(own_size, seen)))


def drive(wish: Wish | None = None, offers: tuple[Offer, ...] | None = None) -> Driver:
    """Return a driver of a new flow."""
    return Driver(Flow(wish or Wish(), english(), default_offers() if offers is None else offers))


def drive_to_menu(wish: Wish | None = None, offers: tuple[Offer, ...] | None = None) -> Driver:
    """Return a driver that has answered the pages about warning signs."""
    driver = drive(wish, offers)
    driver.press("1", "1")
    return driver


def drive_to_place(
    exercise: str = "prone_press_up", wish: Wish | None = None, offer: Offer | None = None
) -> Driver:
    """Return a driver that waits to be placed, pain 3 in the back."""
    offers = None if offer is None else (offer,)
    driver = drive_to_menu(replace(wish or Wish(), exercise=exercise), offers)
    driver.press("3", "enter", "2")
    assert driver.flow.stage == "place"
    return driver


def drive_to_set(
    exercise: str = "prone_press_up", wish: Wish | None = None, offer: Offer | None = None
) -> Driver:
    """Return a driver in the middle of a set, nothing counted yet."""
    driver = drive_to_place(exercise, wish, offer)
    driver.rest()
    if exercise == "pelvic_tilt":
        driver.calibrate()
    driver.rest(6.0)
    assert driver.flow.stage == "counting"
    return driver


def drive_to_questions(
    exercise: str = "prone_press_up", wish: Wish | None = None, offer: Offer | None = None
) -> Driver:
    """Return a driver whose set has just ended."""
    driver = drive_to_set(exercise, wish, offer)
    driver.press("n")
    driver.save()
    assert driver.flow.stage == "pain_after"
    return driver


def kinds(effects: list[Effect]) -> list[str]:
    """Return the names of effects, without what is heard."""
    return [
        type(effect).__name__ for effect in effects if type(effect).__name__ not in ("Say", "Tone")
    ]


def said(effects: list[Effect]) -> list[str]:
    """Return what was spoken."""
    return [effect.text for effect in effects if isinstance(effect, Say)]


def reasons(effects: list[Effect]) -> list[str]:
    """Return why sets were ended."""
    return [effect.reason for effect in effects if isinstance(effect, EndSet)]
