"""Before the set: a still start position, then three, two, one."""

from __future__ import annotations

import math
from typing import Literal, get_args

from formcheck.live.flow.effects import StartCounting, Tone, WatchExercise
from formcheck.live.flow.events import Ask, CameraChanged, Seen
from formcheck.live.flow.session import Session, Tally
from formcheck.live.flow.stage import LONGEST_TICK_S, Doing, Next, Stage
from formcheck.live.flow.watches import GONE_S, Lasting, PlacingVoice
from formcheck.live.moment import ProblemId
from formcheck.live.screens.states import PlaceScreen, PromptScreen

#: The start position is held still for this long (clinical-spec §1.6).
STILL_S = 2.0
#: Held for so long, the set begins whatever else the checks say: what cannot be seen is
#: not judged, and nobody is kept lying there by a picture on the wall.
_STILL_ANYWAY_S = 10.0

_FROM = 3
#: Time to hear what was said before.
_LEAD_S = 2.5


class Place(Stage):
    """Says what to change, one thing at a time; nothing is counted, nothing runs out."""

    shortcuts = (("escape", "keys.back", Ask.BACK),)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._voice: PlacingVoice | None = None
        self._resting_s = 0.0
        self._towards: Literal[-1, 1] = -1

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        session, words = self.session, self.phrases
        if session.why_not(session.chosen):
            return "menu"
        if session.watched != session.chosen.exercise:
            do.add(
                WatchExercise(
                    session.chosen.exercise,
                    session.own_size,
                    session.chosen.reps,
                    session.chosen.hold_s,
                )
            )
        self._voice = PlacingVoice(time_s, on_the_mat=self._is_placed)
        key = "place.spoken"
        if session.sets_done(session.chosen.exercise):
            key = "place.spoken_again"
        elif self._is_placed:
            key = "place.spoken_placed"
        do.say(words.text(key, title=session.title, start=self._start, set=session.set_number))
        if session.is_small and session.set_number == 1:
            do.say(words.count("smaller.begin", session.chosen.reps, full=session.usual_reps))
        return None

    @property
    def screen(self) -> PlaceScreen:
        """See `Stage.screen`."""
        words, exercise = self.phrases, self.session.chosen.exercise
        shown = self._shown
        return PlaceScreen(
            exercise=exercise,
            title=self.session.title,
            advice=words.text(
                "place.placed" if self._is_placed else f"exercises.{exercise}.camera"
            ),
            problem=self._words(shown, "shown") if shown else "",
            instruction=words.text("place.hold_still") if self._resting_s else self._start,
            progress=min(self._resting_s / STILL_S, 1.0),
            stop_label=words.text("common.stop"),
            posture_towards=self._towards if _is_about_position(shown) else 0,
        )

    def see(self, event: Seen, do: Doing) -> Next:
        """See `Stage.see`."""
        problem = name_problem(event)
        if event.sight.reach is not None:
            # The person's picture is mirrored.
            self._towards = -1 if event.sight.reach.ahead > 0 else 1
        self._resting_s = 0.0 if event.state is None else event.state.resting_s
        self._speak(event.time_s, problem, do)
        wanted_s = _STILL_ANYWAY_S if problem else STILL_S
        if self._resting_s < wanted_s or "nobody" in event.sight.problems:
            return None
        do.add(Tone("attention"))
        session = self.session
        session.placed = session.exercise.placement
        guided = session.exercise.guided and not session.timed_only
        return "guided" if guided and session.own_size is None else "countdown"

    def tick(self, time_s: float, do: Doing) -> Next:
        """See `Stage.tick`."""
        if self.session.camera_lost:
            self._speak(time_s, "camera_lost", do)
        return None

    def camera(self, event: CameraChanged, do: Doing) -> Next:
        """See `Stage.camera`."""
        self._resting_s = 0.0
        return None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action in (Ask.BACK, Ask.NEXT):
            do.leave("next")
            return "menu"
        return None

    @property
    def _is_placed(self) -> bool:
        """Whether the camera stands where this exercise needs it: another posture moves nothing."""
        placement = self.session.placed
        return placement is not None and placement.on_table == (
            self.session.exercise.placement.on_table
        )

    @property
    def _start(self) -> str:
        return self.phrases.text(f"exercises.{self.session.chosen.exercise}.start")

    @property
    def _shown(self) -> str | None:
        if self.session.camera_lost:
            return "camera_lost"
        return self._voice.shown if self._voice else None

    def _speak(self, time_s: float, problem: str | None, do: Doing) -> None:
        said = self._voice.observe(time_s, problem) if self._voice else None
        if said is not None:
            do.say(self._words(said, "spoken"))

    def _words(self, problem: str, kind: Literal["shown", "spoken"]) -> str:
        """Return what is shown or said of a problem; of a position that is the same."""
        is_position = problem not in get_args(ProblemId)
        return self.phrases.text(problem if is_position else f"problems.{problem}.{kind}")


def name_problem(event: Seen) -> str | None:
    """Return the one thing to change: being seen comes before the start position.

    Returns
    -------
    str or None
        A problem, or the key of what is wrong with the position, as `Sight.position`. None for
        somebody who is still in it, whatever else may look wrong.
    """
    seeing = [problem for problem in event.sight.problems if problem != "wrong_posture"]
    if seeing:
        return seeing[0]
    if event.sight.sparse or event.state is None or event.state.resting_s > 0:
        return None
    if event.sight.position:
        return event.sight.position
    return "wrong_posture" if event.state.phase == "not_judged" else None


def _is_about_position(problem: str | None) -> bool:
    return problem == "wrong_posture" or (
        problem is not None and problem not in get_args(ProblemId)
    )


class Countdown(Stage):
    """Counts down, then begins the set."""

    shortcuts = (("escape", "keys.back", Ask.BACK),)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._start_s = self._time_s = 0.0
        self._left = _FROM + 1
        self._progress = 0.0
        self._gone = Lasting()

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        self._start_s, self._time_s = time_s + _LEAD_S, time_s
        do.say(self.phrases.text("countdown.text"), "if_idle")
        return None

    def resume(self, time_s: float, do: Doing) -> Next:
        """See `Stage.resume`: who read the help is not in place any more."""
        return "place"

    @property
    def screen(self) -> PromptScreen:
        """See `Stage.screen`."""
        words = self.phrases
        return PromptScreen(
            self.session.title,
            str(self._left) if self._left <= _FROM else self.phrases.text("guided.ready"),
            words.text("countdown.text"),
            self._progress,
            stop_label=words.text("common.stop"),
        )

    def tick(self, time_s: float, do: Doing) -> Next:
        """See `Stage.tick`."""
        slept = time_s - self._time_s > LONGEST_TICK_S
        self._time_s = max(self._time_s, time_s)
        if slept:
            return "place"
        elapsed = time_s - self._start_s
        left = math.ceil(_FROM - elapsed)
        self._progress = min(max(elapsed / _FROM, 0.0), 1.0)
        if left <= 0:
            return self._start(do)
        if left < self._left:
            self._left = left
            do.add(Tone("count"))
            do.say(str(left), "now")
        return None

    def see(self, event: Seen, do: Doing) -> Next:
        """See `Stage.see`: somebody who leaves is waited for."""
        gone_s = self._gone.observe(event.time_s, "nobody" in event.sight.problems)
        return "place" if gone_s >= GONE_S else None

    def camera(self, event: CameraChanged, do: Doing) -> Next:
        """See `Stage.camera`."""
        return "place" if event.change != "back" else None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action in (Ask.PAUSE, Ask.RESTART):
            return "place"
        if action in (Ask.BACK, Ask.NEXT):
            do.leave("next")
            return "menu"
        return None

    def _start(self, do: Doing) -> Next:
        session = self.session
        session.tally = Tally(session.chosen, session.set_number)
        do.add(StartCounting())
        do.add(Tone("start"))
        offer = session.chosen
        side = self.phrases.text(f"countdown.sides.{offer.side}") if offer.side else ""
        words = (self.phrases.text("countdown.begin"), side, offer.cue)
        do.say(" ".join(word for word in words if word), "now")
        return "timed" if session.timed_only else "counting"
