"""An exercise in a package of its own is chosen, placed, done and summed up live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from formcheck.drawing.palette import Box
from formcheck.exercises.registry import exercise_names
from formcheck.exercises.settings import default_settings
from formcheck.judge.result import Result
from formcheck.live.flow.wish import Wish, default_offers, planned_offers
from formcheck.live.phrases import english
from formcheck.live.saving import save_set
from formcheck.live.screens import menu_screen
from formcheck.live.screens.draw import draw_screen
from formcheck.live.screens.states import MenuScreen, PlaceScreen, SetScreen
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.plan.settings import plan_settings
from tests.live.builders import fault, rep
from tests.live.flow.driver import drive_to_menu, drive_to_questions, drive_to_set, said
from tests.live.screens.ink import catch_ink, overlap
from tests.support.live import PERFORMED_AT, finished_set
from tests.support.own_package import (
    NAME,
    film_forward_bends,
    installed,
    read_example,
    write_package,
)
from tests.support.scoring import MODEL

_SIZE = (1280, 720)
_TITLE = "Standing forward bend"
_THURSDAY = date(2025, 3, 6)


@pytest.fixture(autouse=True)
def _installed(tmp_path: Path) -> Iterator[None]:
    with installed(write_package(tmp_path, read_example())):
        yield


def test_it_is_offered_and_drawn_among_the_others() -> None:
    offer = next(offer for offer in default_offers() if offer.exercise == NAME)
    assert (offer.reps, offer.hold_s, offer.enabled, offer.side) == (10, 2.0, True, None)
    menu = drive_to_menu().flow.screen
    assert isinstance(menu, MenuScreen)
    (item,) = [choice for choice in menu.choices if choice.title == _TITLE]
    nothing = replace(item, action="exercise:nothing")
    without = tuple(nothing if choice is item else choice for choice in menu.choices)
    pictures = [
        draw_screen(each, None, _SIZE).picture for each in (menu, replace(menu, choices=without))
    ]
    assert not np.array_equal(*pictures)
    assert len(menu.choices) == len(exercise_names()) + 1


def test_the_place_of_the_camera_is_drawn() -> None:
    place = PlaceScreen(NAME, _TITLE, "", "", "", 0.0)
    empty = draw_screen(replace(place, exercise="nothing"), None, _SIZE).picture
    assert not np.array_equal(draw_screen(place, None, _SIZE).picture, empty)


def test_a_set_is_counted_and_its_faults_are_said_in_its_words() -> None:
    driver = drive_to_set(NAME)
    assert any("feet hip-wide" in text for text in said(driver.effects))
    screen = driver.flow.screen
    assert isinstance(screen, SetScreen)
    assert (screen.title, screen.reach_word) == (_TITLE, "Forward lean")
    for number in range(1, 4):
        driver.repeat(rep(number, faults=("FB-1",)), (fault("FB-1", of=number),))
    heard = said(driver.effects)
    assert any("Keep your knees soft, but still." in text for text in heard)
    assert english().praise("FB-1") == "Good, still knees."


def test_it_is_summed_up() -> None:
    driver = drive_to_questions(NAME)
    driver.press("3", "enter", "2")
    pages = repr(driver.flow.screen)
    assert _TITLE in pages


def test_a_plan_prescribes_it() -> None:
    plan = Plan(exercises={NAME: PlannedExercise(reps=4, days=["thu"], cue="Like a chain")})
    settings = plan_settings(plan, default_settings())
    (offer,) = planned_offers(plan, settings, _THURSDAY)
    assert (offer.exercise, offer.reps, offer.cue) == (NAME, 4, "Like a chain")
    named = drive_to_menu(Wish(exercise=NAME), (offer,))
    assert named.flow.stage != "menu"


def test_a_set_is_judged_as_it_is_seen_and_saved(tmp_path: Path) -> None:
    track = film_forward_bends(knee_bend_deg=60.0, fps=10.0)
    finished = finished_set(track, started_s=0.5, exercise=NAME)
    saved = save_set(finished, out=tmp_path, performed_at=PERFORMED_AT, model=MODEL, film=None)
    result = Result.model_validate_json((saved.folder / "result.json").read_bytes())
    assert (result.exercise, result.summary.reps_counted) == (NAME, 3)
    assert {item.id for item in result.faults} == {"FB-1"}


def test_the_words_of_the_menu_keep_clear_of_its_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    figures: list[tuple[int, int, int, int]] = []

    def note(_scene: object, _body: object, place: Box, _inks: object) -> None:
        figures.append((place.left, place.top, place.right, place.bottom))

    monkeypatch.setattr(menu_screen, "draw_figure_within", note)
    ink = catch_ink(monkeypatch)
    draw_screen(drive_to_menu().flow.screen, None, _SIZE)
    assert len(figures) == len(exercise_names())
    letters = [rectangle for rectangle in ink if rectangle[3] - rectangle[1] < 60]
    assert len(letters) > 3 * len(exercise_names())
    assert sum(overlap(word, figure) for word in letters for figure in figures) == 0
