"""A whole session from the mat in full pictures: five exercises by a plan, pointing alone.

    python -m benchmarks.from_the_mat --out FOLDER

A rendered person does what the screen asks (`directed_patient`). Every picture goes through
the pose model, the checks and the judge of live sessions, and the flow answers; time is that
of the pictures, seven a second, so a busy computer changes nothing. Writes what was said and
when, and a picture of every stage. `whole_session` plays the same in real time, window and all.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from benchmarks.directed_patient import RATE, Arms, Patient, name_of
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
from formcheck.live.position import PositionWatch
from formcheck.live.run import prescribed_settings
from formcheck.live.screens.draw import draw_screen
from formcheck.live.screens.live_view import LiveView, inside_picture
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.following import Follower
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.people import PeopleFinder
from formcheck.scoring import find_model

_SIZE_PX = (1280, 720)
_LONGEST_S = 900.0
PLAN = (
    Offer("pelvic_tilt", reps=2, hold_s=5.0, rest_s=8.0, due=True),
    Offer("knee_hug", reps=1, side="each", hold_s=4.0, rest_s=8.0, due=True),
    Offer("prone_press_up", reps=2, hold_s=2.0, rest_s=8.0, due=True),
    Offer("seal_stretch", reps=1, hold_s=20.0, rest_s=8.0, due=True),
    Offer("standing_back_extension", reps=2, hold_s=2.0, rest_s=8.0, due=True),
)


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
                self.time_s += 1 / RATE
                picture = self.patient.next_picture()
                self._see(poser, CapturedFrame(number=number, rgb=picture, time_s=self.time_s))
            follower.close()
        self.patient.arms.close()

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
        name = name_of(self.flow)
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
    parser.add_argument("--arms", type=Path, help="keeps the pictures of pointing for another run")
    parser.add_argument("--exercises", nargs="*", default=names, choices=names)
    arguments = parser.parse_args()
    for folder in filter(None, (arguments.out, arguments.arms)):
        folder.mkdir(parents=True, exist_ok=True)
    plan = tuple(offer for offer in PLAN if offer.exercise in arguments.exercises)
    session = Session(find_model("full"), arguments.out, plan, Wish(offers_lesson=True))
    session.patient.arms = Arms(kept=arguments.arms)
    session.run()
    (arguments.out / "heard.txt").write_text("\n".join(session.heard) + "\n", encoding="utf-8")
    print(f"ended in {session.flow.stage} after {session.time_s:.0f} s")
    for tally in session.flow.sets_done:
        print(f"{tally.offer.exercise}: {tally.done} of {tally.total_wanted}")


if __name__ == "__main__":
    main()
