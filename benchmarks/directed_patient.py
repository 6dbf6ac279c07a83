"""A rendered person who does what a live session shows, one picture after the other.

The sample clips are the movements; an arm that points is rendered where the circles lie.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from benchmarks.looped_clip import SAMPLES
from benchmarks.pointing_people import PointingPerson, pointing_person
from formcheck.arrays import Pixels
from formcheck.history.models import PAIN_SITES, PainSite
from formcheck.live.phrases import english
from formcheck.live.pointing.reach import Reach
from formcheck.live.screens.states import PromptScreen, ScreenState
from formcheck.pose.landmarks import Side
from formcheck.video.reader import VideoFile
from sample_videos.renderer.library import find_scene
from sample_videos.renderer.scene import Scene

#: Every third picture of the samples, which have twenty a second: as many as a laptop judges.
_EVERY = 3
RATE = 20 / _EVERY
#: When movement begins in the samples, seconds, and a tilt: out, and back again.
_LEAD_S = 1.0
_TILT_OUT_S, _TILT_BACK_S = 1.5, 8.2
#: Pictures of a hand on its way, of its stay, and between two answers.
_WAY = (0.2, 0.5, 0.8)
_STAYS, _PAUSE = 14, 16
#: Pictures of an empty room.
_GONE = 24

#: Whose hand, where (None at rest), and how far on its way there: a picture that is rendered.
Arm = tuple[Side, tuple[float, float] | None, float]


class Course(Protocol):
    """What the person knows of the session: what stands on the screen."""

    @property
    def stage(self) -> str:
        """See `Flow.stage`."""

    @property
    def screen(self) -> ScreenState:
        """See `Flow.screen`."""

    @property
    def exercise(self) -> str | None:
        """See `Flow.exercise`."""


def name_of(course: Course) -> str:
    """Return a name for what stands on the screen; of a page, whether a ring is being filled."""
    screen, name = course.screen, f"{course.stage}-{course.exercise}"
    if isinstance(screen, PromptScreen) and screen.fields:
        held = max(item.share for item in screen.fields)
        name += "-held" if 0.4 < held < 0.8 else ""
        name += "-where" if "Where" in screen.text else ""
    return name


@dataclass(frozen=True)
class Pain:
    """What is felt after a set."""

    how_much: int
    furthest: PainSite


@cache
def _film(exercise: str) -> tuple[Pixels, ...]:
    """Return every third picture of the sample of an exercise."""
    clip = SAMPLES / f"{exercise}_good.mp4"
    return tuple(
        frame.rgb for number, frame in enumerate(VideoFile(clip).frames()) if not number % _EVERY
    )


class Arms:
    """Renders people who point, each picture once: that takes long.

    Parameters
    ----------
    in_background : bool
        Whether whoever asks goes on meanwhile.
    kept : Path, optional
        A folder for the pictures, to be found there the next time.
    """

    def __init__(self, *, in_background: bool = False, kept: Path | None = None) -> None:
        self._kept = kept
        self._pictures: dict[str, Pixels] = {}
        self._stage = ExitStack()
        self._exercise = ""
        self._person: PointingPerson | None = None
        # What draws belongs to one thread.
        self._worker = ThreadPoolExecutor(1) if in_background else None
        self._work: Future[None] | None = None

    def prepared(self, exercise: str, arms: Sequence[Arm]) -> bool:
        """Have pictures made; return whether all are there."""
        missing = [arm for arm in arms if _name(exercise, arm) not in self._pictures]
        if not missing:
            return True
        if self._worker is None:
            self._make(exercise, missing)
            return True
        if self._work is None or self._work.done():
            if self._work is not None:
                self._work.result()
            self._work = self._worker.submit(self._make, exercise, missing)
        return False

    def picture(self, exercise: str, arm: Arm) -> Pixels:
        """Return a picture that is there."""
        return self._pictures[_name(exercise, arm)]

    def close(self) -> None:
        """Take the stage down."""
        if self._worker is None:
            self._stage.close()
        else:
            self._worker.submit(self._stage.close).result()
            self._worker.shutdown()

    def _make(self, exercise: str, arms: Sequence[Arm]) -> None:
        for arm in arms:
            name = _name(exercise, arm)
            file = None if self._kept is None else self._kept / f"{name}.png"
            if file is not None and file.is_file():
                bgr = np.asarray(cv2.imread(str(file)))
                self._pictures[name] = np.ascontiguousarray(bgr[..., ::-1], np.uint8)
                continue
            self._pictures[name] = self._on_stage(exercise).draw(*arm)
            if file is not None:
                cv2.imwrite(str(file), np.asarray(self._pictures[name][..., ::-1]))

    def _on_stage(self, exercise: str) -> PointingPerson:
        if self._person is None or exercise != self._exercise:
            self._stage.close()
            self._exercise = exercise
            self._person = self._stage.enter_context(pointing_person(f"{exercise}_good"))
        return self._person


def _name(exercise: str, arm: Arm) -> str:
    side, place, amount = arm
    where = "rest" if place is None else f"{place[0]:.1f}_{place[1]:.1f}"
    return f"{exercise}-{side}-{where}-{amount:g}"


@dataclass
class Patient:
    """Gives one picture after the other, as the screen asks for it.

    Attributes
    ----------
    course : Course
    arms : Arms
    chooses : dict of str to str
        For a stage the title of what is pointed at, instead of the first.
    leaves : set of str
        In the set of these exercises the picture is left once, for a while.
    feels : dict of str to Pain
        After a set of these exercises; after others the same as before.
    reach : Reach or None
        How the program saw the person last: where the circles lie from there.
    """

    course: Course
    arms: Arms = field(default_factory=Arms)
    chooses: dict[str, str] = field(default_factory=dict)
    leaves: set[str] = field(default_factory=set)
    feels: dict[str, Pain] = field(default_factory=dict)
    reach: Reach | None = None
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
    def _exercise(self) -> str:
        return self.course.exercise or "pelvic_tilt"

    @property
    def _film(self) -> tuple[Pixels, ...]:
        return _film(self._exercise)

    def _what_to_do(self) -> str:
        stage, screen = self.course.stage, self.course.screen
        if isinstance(screen, PromptScreen) and (stage == "pain_after" or stage in self.chooses):
            # A new question is a new thing to do.
            asked = f"{screen.text} {screen.title}"
            return f"point {self._sign(stage, screen)} {stage} {asked} {self._exercise}"
        if stage == "guided" and isinstance(screen, PromptScreen):
            return f"guided {screen.big} {screen.step}"
        return f"{stage} {self._exercise}"

    def _sign(self, stage: str, screen: PromptScreen) -> str:
        """Return the sign of the circle: the same as before, what is felt, or what is chosen."""
        if stage in self.chooses:
            title = self.chooses[stage]
            choices = {item.choice.title: item.choice.key for item in screen.fields}
            assert title in choices, f"{title!r} is none of {list(choices)}"
            return choices[title]
        felt = self.feels.get(self._exercise)
        if felt is None:
            return "accept"
        if screen.big.isdecimal():
            return _towards(felt.how_much, int(screen.big), "more", "less")
        sites = [english().text(f"pain.sites.{site}") for site in PAIN_SITES]
        wanted = PAIN_SITES.index(felt.furthest)
        return _towards(wanted, sites.index(screen.big), "down", "up")

    def _act(self, doing: str) -> Iterator[Pixels]:
        kind, _, rest = doing.partition(" ")
        if kind == "counting" and self._exercise in self.leaves:
            return self._gone(_GONE)
        if kind == "paused" and self._exercise in self.leaves:
            self.leaves.remove(self._exercise)
            return self._gone(_GONE)
        if kind == "counting":
            return self._exercise_on()
        if doing.startswith("guided Flatten"):
            return self._hold_last(_TILT_OUT_S, 3.0)
        if doing.startswith("guided Relax") and "1 of" not in doing:
            return self._hold_last(_TILT_BACK_S, 3.0)
        return self._point(rest.split(" ", 1)[0]) if kind == "point" else iter(())

    def _exercise_on(self) -> Iterator[Pixels]:
        """Do repetitions, again and again: the set ends when they are counted."""
        first_s = 9.9 if self._exercise == "pelvic_tilt" else _LEAD_S
        while True:
            yield from self._film[round(first_s * RATE) :]

    def _gone(self, pictures: int) -> Iterator[Pixels]:
        """Show an empty room."""
        yield from [np.full_like(self._film[0], 130)] * pictures

    def _hold_last(self, from_s: float, seconds: float) -> Iterator[Pixels]:
        first = round(from_s * RATE)
        yield from self._film[first : first + round(seconds * RATE)]

    def _point(self, sign: str) -> Iterator[Pixels]:
        """Hold the hand that is nearer to the camera in a circle, again until that has helped."""
        exercise = self._exercise
        side: Side = near_side(exercise)
        while True:
            yield from self._move(exercise, [(side, None, 0.0)] * _PAUSE)
            place = self._place_of(sign)
            amounts = (*_WAY, *(1.0 for _ in range(_STAYS)), *reversed(_WAY))
            yield from self._move(exercise, [(side, place, amount) for amount in amounts])

    def _move(self, exercise: str, arms: Sequence[Arm]) -> Iterator[Pixels]:
        while not self.arms.prepared(exercise, arms):
            yield self._film[0]
        for arm in arms:
            yield self.arms.picture(exercise, arm)

    def _place_of(self, sign: str) -> tuple[float, float] | None:
        """Return where a circle lies from the shoulders: ahead and up, torso lengths."""
        screen, reach = self.course.screen, self.reach
        if not isinstance(screen, PromptScreen) or reach is None:
            return None
        spot = next((item.spot for item in screen.fields if item.choice.key == sign), None)
        if spot is None:
            return None
        ahead = reach.ahead * (spot.x - reach.x) / reach.torso
        return round(ahead, 1), round((reach.y - spot.y) / reach.torso, 1)


def _towards(wanted: int, shown: int, further: str, back: str) -> str:
    if wanted == shown:
        return "accept"
    return further if wanted > shown else back


@cache
def near_side(exercise: str) -> Side:
    """Return the side of the person of a sample that the camera sees."""
    scene = find_scene(f"{exercise}_good")
    assert isinstance(scene, Scene)
    return "left" if scene.facing == "left" else "right"
