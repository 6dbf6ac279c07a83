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
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from benchmarks.looped_clip import SAMPLES
from benchmarks.pointing_people import PointingPerson, pointing_person
from formcheck.arrays import Pixels
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
    ResumeCounting,
    Say,
    StartCounting,
    Tone,
    WatchExercise,
)
from formcheck.live.flow.events import Calibrated, Event, KeyPressed, Seen, SetSaved, Ticked
from formcheck.live.flow.wish import Offer, Wish
from formcheck.live.inference import FramePoser
from formcheck.live.judging import Judging
from formcheck.live.moment import Calibration, Sight
from formcheck.live.phrases import english
from formcheck.live.run import prescribed_settings
from formcheck.live.screens.draw import draw_screen
from formcheck.live.screens.live_view import LiveView, inside_picture
from formcheck.live.screens.states import PromptScreen
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.following import Follower
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.people import PeopleFinder
from formcheck.scoring import find_model
from formcheck.video.reader import VideoFile

#: Every third picture of the samples, which have twenty a second: as many as a laptop judges.
_EVERY = 3
_RATE = 20 / _EVERY
_SIZE_PX = (1280, 720)
_LONGEST_S = 900.0
_PLAN = (
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
    stage : ExitStack
        Keeps the stage set on which an arm is rendered.
    """

    flow: Flow
    stage: ExitStack = field(default_factory=ExitStack)
    _exercise: str = ""
    _person: PointingPerson | None = None
    _doing: str = ""
    _pictures: Iterator[Pixels] = field(default_factory=lambda: iter(()))

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
        if stage == "pain_after" and isinstance(screen, PromptScreen):
            # A new question is a new thing to do.
            return f"point {screen.text}"
        if stage == "guided" and isinstance(screen, PromptScreen):
            return f"guided {screen.big} {screen.step}"
        return f"{stage} {self.flow.exercise}"

    def _act(self, doing: str) -> Iterator[Pixels]:
        kind = doing.split(maxsplit=1)[0]
        if kind == "counting":
            first_s = 9.9 if self.flow.exercise == "pelvic_tilt" else _LEAD_S
            return iter(self._film[round(first_s * _RATE) :])
        if doing.startswith("guided Flatten"):
            return self._hold_last(_TILT_OUT_S, 3.0)
        if doing.startswith("guided Relax") and "1 of" not in doing:
            return self._hold_last(_TILT_BACK_S, 3.0)
        return self._point() if kind == "point" else iter(())

    def _hold_last(self, from_s: float, seconds: float) -> Iterator[Pixels]:
        first = round(from_s * _RATE)
        yield from self._film[first : first + round(seconds * _RATE)]

    def _point(self) -> Iterator[Pixels]:
        """Hold the hand that is nearer to the camera in the first field, the same as before."""
        exercise = self.flow.exercise or ""
        if exercise != self._exercise:
            self.stage.close()
            self._exercise = exercise
            self._person = self.stage.enter_context(pointing_person(f"{exercise}_good"))
        person = self._person
        assert person is not None
        side = "left" if person.near_side == "left" else "right"
        for _ in range(_PAUSE):
            yield person.draw(side, None)
        place = self._first_field()
        for amount in (*_WAY, *(1.0 for _ in range(_STAYS)), *reversed(_WAY)):
            yield person.draw(side, place, amount)

    def _first_field(self) -> tuple[float, float]:
        # Where it lies by the same reckoning as in the program: (ahead, up).
        return {"standing_back_extension": (0.74, 0.22)}.get(self._exercise, (0.80, 0.12))


class Session:
    """The parts of a live session, one after the other in time of the pictures."""

    def __init__(self, bundle: Bundle, out: Path, plan: tuple[Offer, ...]) -> None:
        self._bundle, self._out = bundle, out
        self.flow = Flow(Wish(), english(), plan)
        self.patient = Patient(self.flow)
        self.heard: list[str] = []
        self._judging: Judging | None = None
        self._watch = SightWatch()
        self._shown: set[str] = set()
        self.time_s = 0.0

    def run(self) -> None:
        """Read the pages with keys, then touch nothing until the summary."""
        for key in ("1", "1", "enter", "3", "enter", "2"):
            self.time_s += 1.0
            self._handle(KeyPressed(self.time_s, key))
        assert self.flow.stage == "place", self.flow.stage
        with Landmarker(self._bundle, "image") as single:
            follower = Follower(lambda: Landmarker(self._bundle), PeopleFinder(single))
            poser = FramePoser(follower)
            number = 0
            while self.flow.stage != "summary" and self.time_s < _LONGEST_S:
                number += 1
                self.time_s += 1 / _RATE
                picture = self.patient.next_picture()
                self._see(poser, CapturedFrame(number=number, rgb=picture, time_s=self.time_s))
            follower.close()
        self.patient.stage.close()
        self._draw(None)

    def _see(self, poser: FramePoser, frame: CapturedFrame) -> None:
        posed = poser.look(frame, 1)
        sight = self._watch.look(posed)
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
                elif hasattr(answer, "state"):
                    self._handle(Seen(answer.time_s, sight, answer.state))

    def _handle(self, event: Event) -> None:
        for effect in self.flow.handle(event):
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
                self._judging.watch(
                    effect.exercise, prescribed_settings(default_settings(), effect)
                )
            case EndSet() if judging is not None:
                self._judging = None
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
    names = [offer.exercise for offer in _PLAN]
    parser.add_argument("--exercises", nargs="*", default=names, choices=names)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    plan = tuple(offer for offer in _PLAN if offer.exercise in arguments.exercises)
    session = Session(find_model("full"), arguments.out, plan)
    session.run()
    (arguments.out / "heard.txt").write_text("\n".join(session.heard) + "\n", encoding="utf-8")
    print(f"ended in {session.flow.stage} after {session.time_s:.0f} s")
    for tally in session.flow.sets_done:
        print(f"{tally.offer.exercise}: {tally.done} of {tally.total_wanted}")


if __name__ == "__main__":
    main()
