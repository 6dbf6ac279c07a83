"""Whatever happens, in whatever order: what must always hold."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from formcheck.judge.result import Fault, Rep
from formcheck.live.cueing import CUE_GAP_S
from formcheck.live.flow import Flow
from formcheck.live.flow.effects import (
    Effect,
    EndSet,
    PauseCounting,
    Quit,
    RecordPain,
    RestartSet,
    ResumeCounting,
    Say,
    StartCounting,
    WatchExercise,
)
from formcheck.live.flow.events import (
    Calibrated,
    CameraChanged,
    Clicked,
    Event,
    KeyPressed,
    Remark,
    SaveFailed,
    Seen,
    SetSaved,
    Ticked,
    WindowClosed,
)
from formcheck.live.flow.wish import Offer, Wish
from formcheck.live.moment import Calibration, SetState, Sight
from formcheck.live.phrases import english
from formcheck.live.pointing.reach import Hand, Reach
from formcheck.live.screens.states import MenuScreen
from tests.live.builders import fault, rep, resting
from tests.live.flow.driver import (
    Driver,
    drive,
    drive_to_menu,
    drive_to_place,
    drive_to_questions,
    drive_to_set,
)

Step = tuple[float, Callable[[float], Event]]
Course = tuple[int, list[Step]]
Moment = tuple[float, tuple[Rep, ...], tuple[Fault, ...]]

_KEYS = [*"0123456789sqhnrfx", "space", "enter", "escape", "backspace", "up", "down", "left", "f11"]
_ACTIONS = [
    "stop",
    "quit",
    "help",
    "back",
    "continue",
    "pause",
    "next",
    "restart",
    "red_flag",
    "finish",
    "menu",
    "pain:3",
    "pain:99",
    "pain:",
    "site:thigh",
    "site:nowhere",
    "site:numb_toes",
    "exercise:knee_hug",
    "exercise:pelvic_tilt",
    "exercise:none",
    "timed",
    "tilts",
    "worse",
    "leave_out",
    "questions",
    "rest_longer",
    "again",
    "step_down",
    "step_up",
    "",
]
_PROBLEMS = ["nobody", "too_dark", "feet_not_seen", "wrong_posture", "camera_lost"]
_FAULTS = ["PPU-1", "PPU-5", "PPU-6", "PPU-10", "SS-1", "PT-1", "PT-2", "KH-8"]

_hands = st.lists(
    st.builds(Hand, st.sampled_from(["left", "right"]), st.floats(0.2, 0.8), st.floats(0.0, 0.7)),
    max_size=2,
    unique_by=lambda hand: hand.side,
).map(tuple)
_reaches = st.none() | st.builds(
    Reach,
    st.sampled_from([0.3, 0.5]),
    st.just(0.5),
    st.just(0.2),
    st.sampled_from(["lying", "upright", "facing"]),
    st.sampled_from([-1, 1]),
    st.just(0.75),
    _hands,
)
_sights = st.builds(
    Sight,
    st.lists(st.sampled_from(_PROBLEMS), max_size=2).map(tuple),
    st.booleans(),
    st.booleans(),
    _reaches,
)
_reps = st.lists(
    st.builds(
        rep,
        st.sampled_from([None, 1, 2, 7]),
        faults=st.lists(st.sampled_from(_FAULTS), max_size=2).map(tuple),
        side=st.sampled_from([None, "left", "right", "both"]),
    ),
    max_size=2,
).map(tuple)
_faults = st.lists(
    st.builds(
        fault,
        st.sampled_from(_FAULTS),
        st.sampled_from([0, 1, 2, 3]),
        of=st.sampled_from([None, 1]),
        sure=st.booleans(),
    ),
    max_size=2,
).map(tuple)
_states = st.none() | st.builds(
    SetState,
    time_s=st.just(0.0),
    near_side=st.sampled_from([None, "left"]),
    resting_s=st.sampled_from([0.0, 1.6, 2.5, 12.0]),
    phase=st.sampled_from(["not_judged", "ready", "out", "hold", "return"]),
    reps=st.integers(0, 12),
    hold_s=st.floats(0.0, 40.0),
    reach=st.none() | st.floats(-1.0, 3.0),
    side=st.sampled_from([None, "left", "right", "both"]),
    new_reps=_reps,
    new_faults=_faults,
)
_MAKERS: dict[str, Callable[..., Event]] = {
    "key": KeyPressed,
    "click": Clicked,
    "calibrated": lambda time_s, tilt: Calibrated(time_s, Calibration(tilt, 3)),
    "camera": CameraChanged,
    "saved": lambda time_s, folder: SetSaved(time_s, folder, kept=True),
    "failed": lambda time_s, words: SaveFailed(time_s, words, ""),
    "remark": Remark,
}
_seen = st.builds(
    lambda sight, state: lambda time_s: Seen(time_s - 0.1, sight, state), _sights, _states
)
_others = st.sampled_from(
    [
        *[("key", key) for key in _KEYS],
        *[("click", action) for action in _ACTIONS],
        ("calibrated", 1.0),
        ("calibrated", None),
        ("camera", "lost"),
        ("camera", "back"),
        ("camera", "ended"),
        ("saved", "results"),
        ("failed", "The disk is full."),
        ("remark", "a remark"),
    ]
).map(lambda pair: lambda time_s: _MAKERS[pair[0]](time_s, pair[1]))
_steps = st.tuples(
    st.sampled_from([0.03, 0.03, 0.5, 1.2, 2.6, 7.0, 61.0, 1000.0]),
    st.just(Ticked) | _seen | _seen | _others,
)

_OFFERS = (
    Offer("prone_press_up", sets=2, reps=3, hold_s=2.0, rest_s=5.0, due=True),
    Offer("pelvic_tilt", reps=2, hold_s=5.0, due=True),
    Offer("knee_hug", reps=1, side="each", enabled=False),
    Offer("seal_stretch", reps=2, hold_s=30.0, rest_s=30.0),
)


def _unseen() -> Driver:
    driver = drive_to_place("pelvic_tilt")
    driver.rest()
    driver.calibrate(None)
    return driver


def _timed() -> Driver:
    driver = _unseen()
    driver.press("2")
    driver.watch(8.0)
    assert driver.flow.stage == "timed"
    return driver


def _answered(*keys: str, sets: int = 1) -> Driver:
    driver = drive_to_questions(offer=Offer("prone_press_up", sets=sets, rest_s=90.0))
    driver.press(*keys)
    return driver


_STARTS: list[Callable[[], Driver]] = [
    _unseen,
    _timed,
    lambda: _answered("9", "enter", "2"),
    lambda: _answered("3", "enter", "4"),
    lambda: _answered("3", "enter", "2", sets=2),
    lambda: _answered("4", "enter", "2", sets=3),
    drive,
    drive_to_menu,
    drive_to_place,
    lambda: drive_to_place("pelvic_tilt"),
    drive_to_set,
    lambda: drive_to_set("seal_stretch", Wish(minutes=2.0)),
    lambda: drive_to_set(offer=_OFFERS[0]),
    drive_to_questions,
    lambda: Driver(Flow(Wish(), english(), _OFFERS)),
    lambda: Driver(Flow(Wish(guided=False, exercise="pelvic_tilt"), english(), _OFFERS)),
    lambda: Driver(Flow(Wish(), english(), ())),
]


def _run(start: int, steps: list[Step]) -> Driver:
    driver = _STARTS[start]()
    for wait_s, make in steps:
        driver.time_s += wait_s
        driver.do(make)
        assert driver.flow.screen is not None
    return driver


_courses = st.tuples(st.integers(0, len(_STARTS) - 1), st.lists(_steps, max_size=60))


@given(_courses)
def test_no_course_of_events_raises(course: Course) -> None:
    _run(*course)


@given(_courses)
def test_the_camera_is_asked_for_sensibly(course: Course) -> None:
    watching = counting = paused = False
    for effect in _run(*course).effects:
        match effect:
            case WatchExercise():
                assert not counting
                watching = True
            case StartCounting():
                assert watching
                assert not counting
                counting, paused = True, False
            case PauseCounting():
                assert counting
                assert not paused
                paused = True
            case ResumeCounting():
                assert paused
                paused = False
            case RestartSet():
                assert counting
                counting = paused = False
            case EndSet():
                assert counting
                watching = counting = paused = False


@given(_courses)
def test_i_need_to_stop_always_ends_the_set(course: Course) -> None:
    """The camera stays on, so that what follows can be answered from the mat."""
    driver = _run(*course)
    over = any(isinstance(effect, Quit) for effect in driver.effects)
    driver.press("s")
    assert over or driver.flow.stage in ("stopped", "red_flag")
    assert not _is_counting(driver.effects)


@given(_courses, st.sampled_from(["q", "window"]))
def test_quitting_always_works_and_saves_the_set(course: Course, way: str) -> None:
    driver = _run(*course)
    if way == "q":
        driver.press("q")
    else:
        driver.do(WindowClosed)
    assert [type(effect) for effect in driver.effects].count(Quit) == 1
    assert isinstance(driver.effects[-1], Quit)
    assert not _camera_is_on(driver.effects)
    assert driver.press("enter", "space") == []


@given(_courses)
def test_what_was_stopped_is_never_offered_again(course: Course) -> None:
    start, steps = course
    driver = _STARTS[start]()
    for wait_s, make in steps:
        driver.time_s += wait_s
        stopped = driver.flow.stopped_exercises
        effects = driver.do(make)
        assert stopped <= driver.flow.stopped_exercises
        for effect in effects:
            assert not (isinstance(effect, WatchExercise) and effect.exercise in stopped)
        screen = driver.flow.screen
        if isinstance(screen, MenuScreen):
            enabled = {choice.action for choice in screen.choices if choice.enabled}
            assert not enabled & {f"exercise:{name}" for name in stopped}


@given(st.lists(st.tuples(st.sampled_from([0.1, 1.0, 3.0]), _reps, _faults), max_size=60))
def test_cues_are_six_seconds_apart(moments: list[Moment]) -> None:
    driver = drive_to_set(offer=Offer("prone_press_up", reps=1000))
    cues = [english().cue(fault_id) for fault_id in _FAULTS]
    said_at_s: list[float] = []
    for wait_s, reps, faults in moments:
        driver.time_s += wait_s
        state = SetState(0.0, "left", phase="ready", new_reps=reps, new_faults=faults)
        effects = driver.do(
            lambda time_s, state=state: Seen(time_s, Sight((), False, False), state)
        )
        spoken = [effect.text for effect in effects if isinstance(effect, Say)]
        if any(cue in text for cue in cues for text in spoken):
            said_at_s.append(driver.time_s)
    gaps = [later - earlier for earlier, later in pairwise(said_at_s)]
    assert all(gap >= CUE_GAP_S - 1e-6 for gap in gaps)


@given(st.lists(_states.filter(lambda state: state is not None), max_size=40))
def test_nothing_counts_before_the_set_begins(states: list[SetState]) -> None:
    driver = drive_to_place("pelvic_tilt")
    for state in states:
        driver.watch(0.2, state=state)
    if StartCounting not in [type(effect) for effect in driver.effects]:
        assert driver.flow.sets_done == ()
        driver.press("q")
        assert EndSet not in [type(effect) for effect in driver.effects]


def test_lying_still_from_any_pause_goes_on() -> None:
    driver = drive_to_set()
    driver.press("r")
    driver.watch(1.0, state=resting(0.0, 3.0))
    assert driver.flow.stage == "countdown"


def _camera_is_on(effects: list[Effect]) -> bool:
    on = False
    for effect in effects:
        name = type(effect).__name__
        on = True if name == "WatchExercise" else on and name != "CameraOff"
    return on


def _is_counting(effects: list[Effect]) -> bool:
    counting = False
    for effect in effects:
        name = type(effect).__name__
        counting = (counting or name == "StartCounting") and name not in ("EndSet", "RestartSet")
    return counting


@given(_courses)
def test_no_set_begins_while_the_question_after_the_last_one_is_open(course: Course) -> None:
    is_open = False
    for effect in _run(*course).effects:
        match effect:
            case EndSet():
                is_open = True
            case RecordPain(moment="after"):
                is_open = False
            case StartCounting():
                assert not is_open
