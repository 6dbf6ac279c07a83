"""Somebody who does what is asked and touches nothing: lies still, exercises, points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from formcheck.exercises.registry import get_exercise
from formcheck.live.flow.effects import Say, Tone
from formcheck.live.pointing.reach import Hand, Posture, Reach
from formcheck.live.screens.states import Field, PlaceScreen, PromptScreen, SetScreen
from formcheck.pose.landmarks import Side
from tests.live.builders import CLEAR, rep
from tests.live.flow.driver import STEP_S, Driver

#: Pages that are answered: the sign to point at, for each stage; a list is used up in turn.
Answers = Mapping[str, list[str]]

_POSTURES: Mapping[str, tuple[Posture, float]] = {
    "supine": ("lying", 0.55),
    "prone": ("lying", 0.6),
    "standing": ("upright", 0.3),
}
_TORSO = 0.17
_AT_THE_SIDE_TORSO = 0.9


@dataclass
class Patient:
    """Acts on what the screen shows, and writes down what is said and when.

    Attributes
    ----------
    driver : Driver
    answers : mapping of str to list of str
        What to point at on each page.
    on_stage : mapping of str to callable
        What to do on entering a stage instead of the usual.
    stages : list of str
        Where the session went.
    pointed : list of str
        What was chosen by pointing.
    hand : {"left", "right"}
        The one that points.
    """

    driver: Driver
    answers: Answers
    on_stage: Mapping[str, Callable[[Patient], None]] = field(default_factory=dict)
    stages: list[str] = field(default_factory=list)
    pointed: list[str] = field(default_factory=list)
    hand: Side = "left"

    def go_on(self, until: str, *, patience_s: float = 1800.0) -> None:
        """Do what is asked until a stage is reached."""
        end_s = self.driver.time_s + patience_s
        while self.driver.flow.stage != until:
            assert self.driver.time_s < end_s, f"stuck in {self.driver.flow.stage}"
            stage = self.driver.flow.stage
            if not self.stages or self.stages[-1] != stage:
                self.stages.append(stage)
                if stage in self.on_stage:
                    self.on_stage[stage](self)
                    continue
            self._act(stage)
        self.stages.append(until)

    def be_seen(self, seconds: float, *hands: Hand) -> None:
        """Stay where one is, hands where they are wanted."""
        sight = replace(CLEAR, reach=self.reach(*hands))
        self.driver.watch(seconds, sight)

    def reach(self, *hands: Hand) -> Reach:
        """Return how the camera sees the person now."""
        posture, y = _POSTURES[get_exercise(self._exercise).stance]
        usual = Hand(self.hand, 0.4, y + _AT_THE_SIDE_TORSO * _TORSO)
        return Reach(0.4, y, _TORSO, posture, -1, 0.75, hands or (usual,))

    def point_at(self, sign: str, seconds: float = 1.8) -> None:
        """Hold a hand in the field with a sign, from beside it and back again."""
        self.be_seen(1.0)
        target = next(item for item in self._fields if item.choice.key == sign)
        assert target.spot is not None, "no field to be seen"
        self.pointed.append(target.choice.title)
        self.be_seen(seconds, Hand(self.hand, target.spot.x, target.spot.y))
        self.be_seen(0.5)

    @property
    def _exercise(self) -> str:
        offer = self.driver.flow.exercise
        return "prone_press_up" if offer is None else offer

    @property
    def _fields(self) -> tuple[Field, ...]:
        screen = self.driver.flow.screen
        assert isinstance(screen, PromptScreen)
        return screen.fields

    def _act(self, stage: str) -> None:
        screen = self.driver.flow.screen
        if isinstance(screen, PlaceScreen):
            self.be_seen(4.0)
            self.driver.rest(3.0)
        elif stage == "guided":
            self.driver.calibrate()
        elif isinstance(screen, SetScreen):
            self._repeat()
        elif waiting := self.answers.get(stage):
            self.be_seen(4.0)
            self.point_at(waiting.pop(0))
        else:
            self.be_seen(STEP_S)

    def _repeat(self) -> None:
        """Do a repetition; with a leg, the one that is due."""
        tally = self.driver.flow.running
        assert tally is not None
        side: Side | None = None
        if tally.offer.side == "each":
            side = "left" if tally.of_side("left") < tally.offer.reps else "right"
        self.driver.reps = len(tally.counted)
        done = rep(self.driver.reps + 1, side=side, hold_s=tally.offer.hold_s)
        self.driver.repeat(done)
        if self.driver.flow.stage != "counting":
            self.driver.save(f"sets/{tally.offer.exercise}")

    @property
    def heard(self) -> list[str]:
        """What was said or sounded, with minutes and seconds since the session began."""
        heard, began_s = [], self.driver.timed[0][0]
        for time_s, effect in self.driver.timed:
            minutes, seconds = divmod(time_s - began_s, 60)
            at = f"{int(minutes):2}:{seconds:04.1f}"
            if isinstance(effect, Say):
                heard.append(f"{at}  {effect.text}")
            elif isinstance(effect, Tone) and effect.kind == "chosen":
                heard.append(f"{at}  (tone: chosen)")
        return heard
