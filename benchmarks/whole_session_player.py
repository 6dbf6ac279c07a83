"""One session of ``formcheck live`` with a rendered person; started by `whole_session`."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from benchmarks.directed_patient import RATE, Arms, Pain, Patient, name_of
from formcheck.cli import live_run
from formcheck.cli.live_run import LiveOptions, run_live
from formcheck.history.store import Store
from formcheck.live import run
from formcheck.live.flow.effects import ToneKind, Urgency
from formcheck.live.flow.flow import Flow
from formcheck.live.judge_process import JudgeProcess
from formcheck.live.moment import PosedFrame
from formcheck.live.run import LiveSession
from formcheck.live.screens.states import ScreenState, TextScreen
from formcheck.live.voice import Voice
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.video.sources.source import Captured
from tests.support.x_screen import Hand, screen_picture

_SIZE_PX = (1280, 720)
#: No camera is reached by it: the rendered person stands in.
_CAMERA = "http://rendered/person"
_PATIENT = "A. B."
_PRESS_UPS = Plan(
    exercises={
        "prone_press_up": PlannedExercise(reps=2, hold_s=2, rest_s=8),
        "seal_stretch": PlannedExercise(reps=1, hold_s=20, rest_s=8),
    }
)
_PLAN = Plan(
    exercises={
        "pelvic_tilt": PlannedExercise(reps=2, hold_s=5, rest_s=8),
        "knee_hug": PlannedExercise(enabled=True, reps=1, side="each", hold_s=4, rest_s=8),
        **_PRESS_UPS.exercises,
        "standing_back_extension": PlannedExercise(reps=2, hold_s=2, rest_s=8),
    }
)
#: A page of the opening, and the keys that answer it.
_KEYS = {
    "interrupted": ("Return",),
    "urgent_signs": ("1",),
    "ask_first": ("1",),
    "first_run": ("1",),
    "clinician": ("1",),
    "menu": ("Return",),
    "pain_before": ("3", "Return", "2"),
}
#: After pain that moved down the plan goes on; a lesson is not heard, here.
_CHOOSES = {
    "summary": "Close",
    "verdict": "Choose another exercise",
    "menu": "Finish for today",
    "lesson": "Just rest",
}
#: A window has painted a picture after so long.
_PAINTED_S = 0.15
_LONGEST_S = 1500.0
#: So often the screen is drawn, beside the person: more would only cost time.
_DRAWN_S = 1 / 8


@dataclass
class Shown:
    """What stands on the screen; see `directed_patient.Course`."""

    stage: str = ""
    screen: ScreenState = field(default_factory=lambda: TextScreen("", "calm", (), ()))
    exercise: str | None = None
    reps: int = 0


class RenderedCamera:
    """The rendered person, as many pictures a second as the samples were thinned to.

    Parameters
    ----------
    patient : Patient
    times_larger : float
        The picture is enlarged so much: a camera of more pixels.
    """

    title = "a rendered person"
    every_frame = False

    def __init__(self, patient: Patient, times_larger: float = 1.0) -> None:
        self._patient, self._times_larger = patient, times_larger
        self._due_s = time.monotonic()
        self._closed = threading.Event()

    def read(self) -> Captured | None:
        """Wait for the next picture."""
        self._due_s = max(self._due_s + 1 / RATE, time.monotonic() - 1 / RATE)
        while (left_s := self._due_s - time.monotonic()) > 0 and not self._closed.is_set():
            time.sleep(min(left_s, 0.02))
        if self._closed.is_set():
            return None
        picture, larger = self._patient.next_picture(), self._times_larger
        if larger != 1.0:
            picture = np.asarray(cv2.resize(picture, None, fx=larger, fy=larger), np.uint8)
        return Captured(picture, time.monotonic())

    def close(self) -> None:
        """Let go."""
        self._closed.set()


class Diary:
    """Writes down what is said and shown, with minutes and seconds."""

    def __init__(self, out: Path, name: str) -> None:
        self._out, self._name = out, name
        self._began_s = time.monotonic()
        self._file = (out / f"{name}.txt").open("w", encoding="utf-8")
        self._shown: set[str] = set()

    def note(self, text: str) -> None:
        """Write a line."""
        minutes, seconds = divmod(time.monotonic() - self._began_s, 60)
        print(f"{int(minutes):2}:{seconds:04.1f}  {text}", file=self._file, flush=True)

    def picture(self, name: str) -> None:
        """Keep what the screen shows, once it is painted; the first time of each name."""
        if name in self._shown:
            return
        self._shown.add(name)
        file = self._out / f"{self._name}-{len(self._shown):02}-{name}.png"
        threading.Timer(_PAINTED_S, _keep_screen, [file]).start()


def _keep_screen(file: Path) -> None:
    width_px, height_px = _SIZE_PX
    data = np.frombuffer(screen_picture(os.environ["DISPLAY"]), np.uint8)
    cv2.imwrite(str(file), data.reshape(height_px, -1, 4)[:, :width_px, :3])


def slow_down(times: float) -> None:
    """Let the clocks of this process run slower."""
    monotonic, clock = time.monotonic, time.clock_gettime
    began_s, booted_s = monotonic(), clock(time.CLOCK_BOOTTIME)

    def boot_or(kind: int) -> float:
        now_s = clock(kind)
        return booted_s + (now_s - booted_s) / times if kind == time.CLOCK_BOOTTIME else now_s

    time.monotonic = lambda: began_s + (monotonic() - began_s) / times
    time.clock_gettime = boot_or


def brake(pids: list[int], run_s: float, stop_s: float) -> None:
    """Stop processes again and again, until they are no more."""
    try:
        while True:
            time.sleep(run_s)
            for pid in pids:
                os.kill(pid, signal.SIGSTOP)
            time.sleep(stop_s)
            for pid in pids:
                os.kill(pid, signal.SIGCONT)
    except ProcessLookupError:
        return


class Player:
    """Puts the rendered person, the diary and the keys into the program, and runs it."""

    def __init__(self, wanted: dict[str, Any]) -> None:
        self.scenario: str = wanted["scenario"]
        self.out = Path(wanted["out"])
        self.brake = wanted["brake"]
        self.shown = Shown()
        self.diary = Diary(self.out, self.scenario)
        arms = None if wanted["arms"] is None else Path(wanted["arms"])
        self.arms = Arms(in_background=True, kept=arms)
        self.patient = Patient(self.shown, self.arms, dict(_CHOOSES))
        self.session: LiveSession | None = None
        if self.scenario == "down_the_leg":
            self.patient.feels["prone_press_up"] = Pain(4, "thigh")
        if self.scenario == "leaves":
            self.patient.leaves.add("prone_press_up")

    def run(self) -> int:
        """Play to the end."""
        store = self.out / "history.db"
        if not store.exists():
            with Store.open(store) as history:
                plan = _PLAN if self.scenario == "five" else _PRESS_UPS
                history.plans.save(history.patients.add(_PATIENT).id, plan)
        self._put_in()
        threading.Thread(target=self._answer_pages, daemon=True).start()
        options = LiveOptions(
            camera=_CAMERA, patient=_PATIENT, store_file=store, out=self.out / "sets"
        )
        code = run_live(options)
        self.arms.close()
        self.diary.note(f"(ended in {self.shown.stage}, exit code {code})")
        return code

    def _put_in(self) -> None:
        """Replace what reaches out of the computer, and listen to the rest."""
        player = self
        # Of a slow computer the picture is made smaller: it must be large at first.
        larger = 2.0 if self.scenario == "slow" else 1.0

        class HeardVoice(Voice):
            def say(self, text: str, urgency: Urgency = "soon") -> None:
                if text.strip():
                    player.diary.note(text)
                super().say(text, urgency)

            def tone(self, kind: ToneKind) -> None:
                if kind == "chosen":
                    player.diary.note("(tone: chosen)")
                super().tone(kind)

        class WatchedSession(LiveSession):
            def __init__(self, flow: Flow, *others: Any, **options: Any) -> None:
                super().__init__(flow, *others, **options, on_screen=player.look)
                player.session = self

        class BrakedJudge(JudgeProcess):
            def __init__(self) -> None:
                super().__init__()
                if player.brake is not None:
                    pids = [os.getpid(), self.pid]
                    context = multiprocessing.get_context("spawn")
                    arguments = (pids, *player.brake)
                    context.Process(target=brake, args=arguments, daemon=True).start()

        parts: dict[str, Any] = {
            "open_source": lambda _: RenderedCamera(self.patient, larger),
            "Voice": HeardVoice,
            "LiveSession": WatchedSession,
            "JudgeProcess": BrakedJudge,
        }
        for name, part in parts.items():
            setattr(live_run, name, part)
        # A wait for the next picture ends with it; this one is for turns without.
        run._FRAME_S = _DRAWN_S

    def look(self, screen: ScreenState, _: PosedFrame | None) -> None:
        """Take in what is shown now; called after every picture."""
        session = self.session
        assert session is not None
        flow, before = session.flow, self.shown.stage
        newest = None if session._camera is None else session._camera.newest
        if newest is not None and newest.sight.reach is not None:
            self.patient.reach = newest.sight.reach
        self.shown.screen, self.shown.exercise = screen, flow.exercise
        self.shown.stage = flow.stage
        self.shown.reps = 0 if flow.running is None else flow.running.done
        if flow.stage != before:
            self.diary.note(f"[{flow.stage}]")
        self.diary.picture(self._name(screen))
        self._break_off(session)

    def _name(self, screen: ScreenState) -> str:
        name = name_of(self.shown)
        if self.shown.stage == "counting" and self.shown.reps:
            name += f"-{self.shown.reps}"
        if problem := getattr(screen, "problem", ""):
            name += f"-problem-{len(problem)}"
        notice = getattr(screen, "notice", "") or getattr(screen, "remark", "")
        return f"{name}-notice-{len(notice)}" if notice else name

    def _break_off(self, session: LiveSession) -> None:
        """End where the scenario ends."""
        now_s = time.monotonic() - self.diary._began_s
        if self.scenario == "killed" and self.shown.reps:
            self.diary.note(f"(killed at {self.shown.reps} repetitions)")
            time.sleep(2 * _PAINTED_S)
            os.kill(os.getpid(), signal.SIGKILL)
        if now_s > _LONGEST_S:
            self.diary.note("(too long)")
            session.stop()

    def _answer_pages(self) -> None:
        """Press the keys of the pages before the mat, and none from there; after a kill, close."""
        hand = Hand(os.environ["DISPLAY"], "^formcheck$", deadline_s=300)
        pressed = ""
        while (stage := self.shown.stage) != "place":
            for key in _KEYS.get(stage, ()) if stage != pressed else ():
                time.sleep(1.0)
                hand.key(key, check=False)
            pressed = stage
            if self.scenario == "after_the_kill" and stage == "ask_first":
                time.sleep(3.0)
                hand.key("q", check=False)
                return
            time.sleep(0.1)


def play(wanted: dict[str, Any]) -> int:
    """Play a session; return the exit code."""
    if wanted["slower"] != 1.0:
        slow_down(wanted["slower"])
    return Player(wanted).run()
