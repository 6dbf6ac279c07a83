"""What ``formcheck live`` checks before it opens a window, and what it remembers."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from formcheck.cli import live_run
from formcheck.cli.live_run import LiveOptions, run_live
from formcheck.errors import (
    FormcheckError,
    InputError,
    PlanError,
    SettingsError,
    UnknownExerciseError,
    UsageError,
)
from formcheck.exercises.registry import exercise_names
from formcheck.exercises.settings import default_settings
from formcheck.live import remembered
from formcheck.live.flow.flow import Flow
from formcheck.live.flow.session import Tally
from formcheck.live.flow.wish import Offer
from formcheck.live.judge_process import JudgeProcess
from formcheck.live.remembered import Remembered, recall, remember
from formcheck.live.saving import SavedSet
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.samples import sample_clip
from tests.support.live import PERFORMED_AT
from tests.support.scored import make_scored


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is remembered in a folder of the test."""
    path = tmp_path / "state" / "live.json"
    monkeypatch.setattr(remembered, "remembered_path", lambda: path)
    return path


class FakeFlow:
    """A session in which sets were done, and an exercise was stopped."""

    def __init__(self, sets: int = 1, stopped: frozenset[str] = frozenset()) -> None:
        self.sets_done = (Tally(Offer("knee_hug"), timed_holds=1),) * sets
        self.stopped_exercises = stopped
        self.lessons_heard = frozenset({"disc"} if sets else ())


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (LiveOptions(voice="loud"), UsageError),
        (LiveOptions(exercise="somersault"), UnknownExerciseError),
        (LiveOptions(enable=("somersault",)), UnknownExerciseError),
        (LiveOptions(camera=str(sample_clip("pelvic_tilt_good"))), UsageError),
        (LiveOptions(guided=False), UsageError),
        (LiveOptions(smaller="half"), UsageError),
        (LiveOptions(smaller="session", reps=4), UsageError),
        (LiveOptions(language="xx"), UsageError),
        (LiveOptions(settings_file=Path("absent.toml")), SettingsError),
        (LiveOptions(plan_file=Path("absent.toml")), PlanError),
    ],
    ids=lambda value: "" if isinstance(value, type) else repr(value)[12:60],
)
def test_wrong_use_is_told_before_any_window(
    options: LiveOptions, error: type[FormcheckError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("too late")

    monkeypatch.setattr(live_run, "check_display", fail)
    with pytest.raises(error) as caught:
        run_live(options)
    assert caught.value.exit_code == 2
    assert caught.value.message
    assert caught.value.hint


def test_a_video_that_is_not_there_is_told_before_the_model_and_the_window(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("too late")

    monkeypatch.setattr(live_run, "check_display", lambda: None)
    monkeypatch.setattr(live_run, "find_model", fail)
    monkeypatch.setattr(live_run, "LiveWindow", fail)
    for exercise in ("pelvic_tilt", None):
        options = LiveOptions(exercise=exercise, camera=str(tmp_path / "absent.mp4"))
        with pytest.raises(InputError, match=r"absent\.mp4"):
            run_live(options)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("camera", "guided", "expected"),
    [
        ("0", None, True),
        ("/dev/video2", None, True),
        ("http://camera/video", None, True),
        ("clip.mp4", None, False),
        ("clip.mp4", True, True),
        ("0", False, False),
    ],
)
def test_a_camera_guides_and_a_film_does_not(
    camera: str, guided: bool | None, expected: bool
) -> None:
    wish = live_run._wish(LiveOptions("pelvic-tilt", camera=camera, guided=guided))
    assert (wish.exercise, wish.guided) == ("pelvic_tilt", expected)


def test_a_dose_and_what_is_enabled_reach_the_session() -> None:
    assert live_run._wish(LiveOptions(smaller="two-sessions")).smaller == "two-sessions"
    wish = live_run._wish(
        LiveOptions(None, reps=4, hold_s=7.0, sets=2, minutes=3.0, enable=("knee-hug",))
    )
    assert (wish.exercise, wish.reps, wish.hold_s, wish.sets, wish.minutes) == (None, 4, 7.0, 2, 3)
    assert wish.enabled_extra == {"knee_hug"}
    film = live_run._wish(LiveOptions("knee_hug", camera="clip.mp4"))
    assert film.enabled_extra == {"knee_hug"}
    assert live_run._wish(LiveOptions("knee_hug")).enabled_extra == frozenset()


def test_what_was_stopped_today_stays_stopped_for_people_but_not_for_films() -> None:
    remember(
        Remembered(seen_before=True, range_before={"pelvic_tilt": 70.0}).with_stopped(
            frozenset({"seal_stretch"}), date.today()
        )
    )
    wish = live_run._wish(LiveOptions("pelvic_tilt"))
    assert not wish.first_run
    assert wish.stopped_today == {"seal_stretch"}
    assert wish.range_before == {"pelvic_tilt": 70.0}
    film = live_run._wish(LiveOptions("seal_stretch", camera="clip.mp4"))
    assert film.stopped_today == frozenset()


def test_the_first_run_is_the_first_run() -> None:
    assert live_run._wish(LiveOptions()).first_run


def test_a_plan_without_exercises_offers_what_there_is() -> None:
    names = [offer.exercise for offer in live_run._offers(Plan(), default_settings())]
    assert names == [offer.exercise for offer in live_run._offers(None, default_settings())]
    assert set(names) == set(exercise_names())
    plan = Plan(exercises={"pelvic_tilt": PlannedExercise()})
    assert [offer.exercise for offer in live_run._offers(plan, default_settings())] == [
        "pelvic_tilt"
    ]


def _saved() -> SavedSet:
    return SavedSet(Path("set"), make_scored(duration_s=20.0), None, PERFORMED_AT)


def test_what_was_done_is_remembered() -> None:
    flow = FakeFlow(stopped=frozenset({"knee_hug"}))
    live_run._remember(cast(Flow, flow), [_saved()], guided=True)
    known = recall()
    assert known.seen_before
    assert known.stopped_today(date.today()) == {"knee_hug"}
    assert known.lessons_heard == ["disc"]
    assert known.exercised_on == [date.today()]
    result = make_scored().result
    ranges = [rep.range for rep in result.reps if rep.counted and rep.range is not None]
    assert known.range_before == {result.exercise: pytest.approx(sum(ranges) / len(ranges))}


def test_the_days_of_a_patient_are_for_the_history_to_keep() -> None:
    live_run._remember(cast(Flow, FakeFlow()), [_saved()], guided=True, of_patient=True)
    assert recall().exercised_on == []


def test_what_a_film_shows_is_nobodys_own_range() -> None:
    live_run._remember(cast(Flow, FakeFlow()), [_saved()], guided=False)
    assert recall() == Remembered()


def test_nothing_done_leaves_no_file(file: Path) -> None:
    live_run._remember(cast(Flow, FakeFlow(sets=0)), [], guided=True)
    assert not file.exists()


def test_the_end_says_where_the_sets_are(capsys: pytest.CaptureFixture[str]) -> None:
    live_run._say([_saved()], "P-7")
    text = capsys.readouterr().out
    assert "3 counted, 1 clean → set" in text
    assert "history of “P-7”" in text
    live_run._say([replace(_saved(), timed_holds=3)], None)
    assert "3 holds timed, not seen → set" in capsys.readouterr().out
    live_run._say([], "P-7")
    assert capsys.readouterr().out == ""


def test_what_is_prescribed_and_not_installed_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    plan = Plan(
        exercises={
            "forward_bend": PlannedExercise(),
            "squat": PlannedExercise(enabled=False),
            "knee_hug": PlannedExercise(),
        }
    )
    live_run._say_left_out(plan)
    assert capsys.readouterr().err == "Left out: Forward bend (not installed).\n"


class SlowJudge:
    """A judge that has loaded once it is let."""

    def __init__(self) -> None:
        self.may_be_ready = threading.Event()
        self.waited_for = False

    def wait_until_ready(self) -> None:
        """Wait until a test lets it be ready."""
        self.waited_for = True
        assert self.may_be_ready.wait(30)


def test_a_film_begins_only_once_it_can_be_judged() -> None:
    judge, opened = SlowJudge(), threading.Event()
    open_film = live_run._opener(str(sample_clip("pelvic_tilt_good")), cast(JudgeProcess, judge))

    def begin() -> None:
        with closing(open_film()):
            opened.set()

    beginning = threading.Thread(target=begin)
    beginning.start()
    assert not opened.wait(0.2)
    judge.may_be_ready.set()
    beginning.join(30)
    assert opened.is_set()


def test_a_camera_waits_for_no_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    judge, asked = SlowJudge(), []
    monkeypatch.setattr(live_run, "open_source", asked.append)
    live_run._opener("0", cast(JudgeProcess, judge))()
    assert asked == ["0"]
    assert not judge.waited_for
