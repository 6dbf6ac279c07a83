"""A whole session from the mat in full pictures: five exercises by a plan, pointing alone.

    python -m benchmarks.from_the_mat --out FOLDER

A rendered person does what the screen asks: the sample clips are the movements, and an arm
that is rendered on the spot points. Every picture goes through the pose model, the checks and
the judge of live sessions, and the flow answers; time is that of the pictures, seven a
second, so a busy computer changes nothing. Writes what was said and when, and a picture of
every stage.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from benchmarks.looped_clip import SAMPLES
from benchmarks.pointing_people import PointingPerson, pointing_person
from formcheck.arrays import Pixels
from formcheck.exercises.registry import get_exercise
from formcheck.exercises.settings import default_settings
from formcheck.live.capture import CapturedFrame
from formcheck.live.checks import SightWatch
from formcheck.live.flow import Flow
from formcheck.live.flow.effects import (
    BeginCalibration,
    Effect,
    EndCalibration,
    EndSet,
    PauseCounting,
    Quit,
    ResumeCounting,
    Say,
    StartCounting,
    Tone,
    WatchExercise,
)
from formcheck.live.flow.events import Calibrated, Event, KeyPressed, Seen, SetSaved, Ticked
from formcheck.live.flow.wish import Offer, Wish
from formcheck.live.inference import FramePoser
from formcheck.live.judging import JudgedFrame, Judging
from formcheck.live.moment import Calibration, Sight
from formcheck.live.phrases import english
from formcheck.live.pointing.reach import Reach
from formcheck.live.position import PositionWatch
from formcheck.live.run import prescribed_settings
from formcheck.live.screens.draw import draw_screen
from formcheck.live.screens.live_view import LiveView, inside_picture
from formcheck.live.screens.states import PromptScreen
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.following import Follower
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.landmarks import Side
from formcheck.pose.people import PeopleFinder
from formcheck.scoring import find_model
from formcheck.video.reader import VideoFile

#: Every third picture of the samples, which have twenty a second: as many as a laptop judges.
_EVERY = 3
_RATE = 20 / _EVERY
_SIZE_PX = (1280, 720)
_LONGEST_S = 900.0
PLAN = (
    Offer("pelvic_tilt", reps=2, hold_s=5.0, rest_s=8.0, due=True),
    Offer("knee_hug", reps=1, side="each", hold_s=4.0, rest_s=8.0, due=True),
    Offer("prone_press_up", reps=2, hold_s=2.0, rest_s=8.0, due=True),
    Offer("seal_stretch", reps=1, hold_s=20.0, rest_s=8.0, due=True),
    Offer("standing_back_extension", reps=2, hold_s=2.0, rest_s=8.0, due=True),
)
#: When movement begins in the samples, seconds, and a tilt: out, and back again.
_LEAD_S = 1.0
_TILT_OUT_S, _TILT_BACK_S = 1.5, 8.2
#: Pictures of a hand on its way, of its stay, and between two answers.
_WAY = (0.2, 0.5, 0.8)
_STAYS, _PAUSE = 14, 16
#: Pictures of an empty room.
_GONE = 24


@cache
def _film(exercise: str) -> tuple[Pixels, ...]:
    """Return every third picture of the sample of an exercise."""
    clip = SAMPLES / f"{exercise}_good.mp4"
    return tuple(
        frame.rgb for number, frame in enumerate(VideoFile(clip).frames()) if not number % _EVERY
    )


@dataclass
class Patient:
    """Gives one picture after the other, as the screen asks for it.

    Attributes
    ----------
    flow : Flow
    chooses : dict of str to str
        For a stage the title of what is pointed at, instead of the first.
    leaves : set of str
        In the set of these exercises the picture is left once, for a while.
    reach : Reach or None
        How the program saw the person last: where the circles lie from there.
    stage : ExitStack
        Keeps the stage set on which an arm is rendered.
    """

    flow: Flow
    chooses: dict[str, str] = field(default_factory=dict)
    leaves: set[str] = field(default_factory=set)
    reach: Reach | None = None
    stage: ExitStack = field(default_factory=ExitStack)
    _exercise: str = ""
    _person: PointingPerson | None = None
    _doing: str = ""
    _pictures: Iterator[Pixels] = field(default_factory=lambda: iter(()))
    _rendered: dict[tuple[object, ...], Pixels] = field(default_factory=dict)

    def next_picture(self) -> Pixels:
        """Return the next picture."""
        doing = self._what_to_do()
        if doing != self._doing:
            self._doing = doing
            self._pictures = self._act(doing)
        picture = next(self._pictures, None)
        return self._film[0] if picture is None else picture

    @property
    def _film(self) -> tuple[Pixels, ...]:
        return _film(self.flow.exercise or "pelvic_tilt")

    def _what_to_do(self) -> str:
        stage, screen = self.flow.stage, self.flow.screen
        if isinstance(screen, PromptScreen) and (stage == "pain_after" or stage in self.chooses):
            # A new question is a new thing to do.
            return f"point {self._sign(screen)} {stage} {screen.text} {self.flow.exercise}"
        if stage == "guided" and isinstance(screen, PromptScreen):
            return f"guided {screen.big} {screen.step}"
        return f"{stage} {self.flow.exercise}"

    def _sign(self, screen: PromptScreen) -> str:
        """Return the sign of the circle: the same as before, or what `chooses` names."""
        if self.flow.stage in self.chooses:
            title = self.chooses[self.flow.stage]
            return next(item.choice.key for item in screen.fields if item.choice.title == title)
        return "accept"

    def _act(self, doing: str) -> Iterator[Pixels]:
        kind, _, rest = doing.partition(" ")
        if kind == "counting" and self.flow.exercise in self.leaves:
            return self._gone(_GONE)
        if kind == "paused" and self.flow.exercise in self.leaves:
            self.leaves.remove(self.flow.exercise)
            return self._gone(_GONE)
        if kind == "counting":
            first_s = 9.9 if self.flow.exercise == "pelvic_tilt" else _LEAD_S
            return iter(self._film[round(first_s * _RATE) :])
        if doing.startswith("guided Flatten"):
            return self._hold_last(_TILT_OUT_S, 3.0)
        if doing.startswith("guided Relax") and "1 of" not in doing:
            return self._hold_last(_TILT_BACK_S, 3.0)
        return self._point(rest.split(" ", 1)[0]) if kind == "point" else iter(())

    def _gone(self, pictures: int) -> Iterator[Pixels]:
        """Show an empty room."""
        yield from [np.full_like(self._film[0], 130)] * pictures

    def _hold_last(self, from_s: float, seconds: float) -> Iterator[Pixels]:
        first = round(from_s * _RATE)
        yield from self._film[first : first + round(seconds * _RATE)]

    def _point(self, sign: str) -> Iterator[Pixels]:
        """Hold the hand that is nearer to the camera in a circle, again until that has helped."""
        exercise = self.flow.exercise or ""
        if exercise != self._exercise:
            self.stage.close()
            self._exercise = exercise
            self._person = self.stage.enter_context(pointing_person(f"{exercise}_good"))
        person = self._person
        assert person is not None
        side: Side = "left" if person.near_side == "left" else "right"
        while True:
            for _ in range(_PAUSE):
                yield self._draw_arm(person, side, None, 0.0)
            place = self._place_of(sign)
            for amount in (*_WAY, *(1.0 for _ in range(_STAYS)), *reversed(_WAY)):
                yield self._draw_arm(person, side, place, amount)

    def _draw_arm(
        self,
        person: PointingPerson,
        side: Side,
        place: tuple[float, float] | None,
        amount: float,
    ) -> Pixels:
        """Render a picture, or return the one that was rendered for the same: that takes long."""
        at = None if place is None else (round(place[0], 1), round(place[1], 1))
        key = self._exercise, side, at, amount
        if key not in self._rendered:
            self._rendered[key] = person.draw(side, at, amount)
        return self._rendered[key]

    def _place_of(self, sign: str) -> tuple[float, float] | None:
        """Return where a circle lies from the shoulders: ahead and up, torso lengths."""
        screen, reach = self.flow.screen, self.reach
        if not isinstance(screen, PromptScreen) or reach is None:
            return None
        spot = next((item.spot for item in screen.fields if item.choice.key == sign), None)
        if spot is None:
            return None
        ahead = reach.ahead * (spot.x - reach.x) / reach.torso
        return ahead, (reach.y - spot.y) / reach.torso


class Session:
    """The parts of a live session, one after the other in time of the pictures."""

    def __init__(
        self, bundle: Bundle, out: Path | None, plan: tuple[Offer, ...], wish: Wish | None = None
    ) -> None:
        self._bundle, self._out = bundle, out
        self.flow = Flow(wish or Wish(), english(), plan)
        self.patient = Patient(self.flow, chooses={"summary": "Close"})
        self.effects: list[Effect] = []
        self.heard: list[str] = []
        self._judging: Judging | None = None
        self._position: PositionWatch | None = None
        self._watch = SightWatch()
        self._shown: set[str] = set()
        self.time_s = 0.0

    def run(self) -> None:
        """Read the pages with keys, then touch nothing until the summary is closed."""
        for key in ("1", "1", "enter", "3", "enter", "2"):
            self.time_s += 1.0
            self._handle(KeyPressed(self.time_s, key))
        assert self.flow.stage == "place", self.flow.stage
        with Landmarker(self._bundle, "image") as single:
            follower = Follower(lambda: Landmarker(self._bundle), PeopleFinder(single))
            poser = FramePoser(follower)
            number = 0
            while not self._is_over and self.time_s < _LONGEST_S:
                number += 1
                self.time_s += 1 / _RATE
                picture = self.patient.next_picture()
                self._see(poser, CapturedFrame(number=number, rgb=picture, time_s=self.time_s))
            follower.close()
        self.patient.stage.close()

    @property
    def _is_over(self) -> bool:
        return any(isinstance(effect, Quit) for effect in self.effects)

    def _see(self, poser: FramePoser, frame: CapturedFrame) -> None:
        posed = poser.look(frame, 1)
        sight = self._watch.look(posed)
        self.patient.reach = sight.reach or self.patient.reach
        if self._position is not None:
            sight = replace(sight, position=self._position.look(posed))
        if self._judging is None:
            self._handle(Seen(self.time_s, sight))
        else:
            self._judging.push(posed, sight)
            self._take_answers(sight)
        self._handle(Ticked(self.time_s))
        xy_px = None
        if posed.pose is not None:
            xy_px = inside_picture(posed.pose.xy_px, *frame.rgb.shape[1::-1])
        self._draw(LiveView(frame.rgb, xy_px))

    def _take_answers(self, sight: Sight) -> None:
        assert self._judging is not None
        judging = self._judging
        while not judging.idle:
            for answer in judging.take():
                if isinstance(answer, Calibration):
                    self._handle(Calibrated(self.time_s, answer))
                elif isinstance(answer, JudgedFrame):
                    self._handle(Seen(answer.time_s, sight, answer.state))
            # The judge has a thread of its own.
            time.sleep(0.001)

    def _handle(self, event: Event) -> None:
        for effect in self.flow.handle(event):
            self.effects.append(effect)
            self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        judging = self._judging
        match effect:
            case Say(text=text):
                self._hear(text)
            case Tone(kind="chosen"):
                self._hear("(tone: chosen)")
            case WatchExercise():
                self._judging = Judging()
                self._position = PositionWatch(get_exercise(effect.exercise))
                self._judging.watch(
                    effect.exercise, prescribed_settings(default_settings(), effect)
                )
            case EndSet() if judging is not None:
                self._judging = self._position = None
                judging.finish()
                judging.close()
                self._handle(SetSaved(self.time_s, "", kept=False))
            case BeginCalibration() if judging is not None:
                judging.restart()
            case EndCalibration(prompts=prompts) if judging is not None:
                judging.calibrate(prompts)
            case StartCounting() | ResumeCounting() if judging is not None:
                judging.start_counting(self.time_s)
            case PauseCounting() if judging is not None:
                judging.stop_counting(self.time_s)

    def _hear(self, text: str) -> None:
        minutes, seconds = divmod(self.time_s, 60)
        self.heard.append(f"{int(minutes):2}:{seconds:04.1f}  {text}")
        print(self.heard[-1], flush=True)

    def _draw(self, view: LiveView | None) -> None:
        """Keep a picture of each stage; of a page that is pointed at, while a ring fills."""
        if self._out is None:
            return
        screen = self.flow.screen
        name = f"{self.flow.stage}-{self.flow.exercise}"
        if isinstance(screen, PromptScreen) and screen.fields:
            held = max(item.share for item in screen.fields)
            name += "-held" if 0.4 < held < 0.8 else ""
            name += "-where" if "Where" in screen.text else ""
        if name in self._shown:
            return
        self._shown.add(name)
        picture = draw_screen(screen, view, _SIZE_PX).picture
        cv2.imwrite(str(self._out / f"{len(self._shown):02}-{name}.png"), np.asarray(picture))


def main() -> None:
    """Play the session and print what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for transcript and pictures"
    )
    names = [offer.exercise for offer in PLAN]
    parser.add_argument("--exercises", nargs="*", default=names, choices=names)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    plan = tuple(offer for offer in PLAN if offer.exercise in arguments.exercises)
    session = Session(find_model("full"), arguments.out, plan, Wish(offers_lesson=True))
    session.run()
    (arguments.out / "heard.txt").write_text("\n".join(session.heard) + "\n", encoding="utf-8")
    print(f"ended in {session.flow.stage} after {session.time_s:.0f} s")
    for tally in session.flow.sets_done:
        print(f"{tally.offer.exercise}: {tally.done} of {tally.total_wanted}")


if __name__ == "__main__":
    main()
