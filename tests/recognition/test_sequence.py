from __future__ import annotations

import pytest

from formcheck.exercises.base import NONE
from formcheck.exercises.evidence import Evidence
from formcheck.recognition.sequence import Placed, compute_beliefs, explain

EXERCISES = ("hug", "tilt")


def placed(*shares: dict[str, float], shot: int = 0) -> list[Placed]:
    return [Placed(Evidence(10 * at, 10 * at + 9, share), shot) for at, share in enumerate(shares)]


TILT, HUG, OTHER = {"tilt": 0.8, NONE: 0.2}, {"hug": 0.9, NONE: 0.1}, {"tilt": 0.2, NONE: 0.8}


def test_nothing_seen_is_no_run() -> None:
    assert explain([], EXERCISES) == []


def test_movements_of_a_kind_are_one_run() -> None:
    [run] = explain(placed(TILT, TILT, TILT), EXERCISES)
    assert run.answer == "tilt"
    assert len(run.items) == 3
    assert run.beliefs["tilt"] > 0.95


def test_a_change_of_movement_is_a_change_of_run() -> None:
    runs = explain(placed(TILT, TILT, HUG, HUG), EXERCISES)
    assert [(run.answer, len(run.items)) for run in runs] == [("tilt", 2), ("hug", 2)]


def test_one_odd_movement_does_not_interrupt_an_exercise() -> None:
    [run] = explain(placed(TILT, TILT, OTHER, TILT), EXERCISES)
    assert run.answer == "tilt"


def test_a_change_is_cheaper_from_shot_to_shot() -> None:
    # One movement alone is too little within a shot.
    weak = {"hug": 0.3, "tilt": 0.1}
    [run] = explain(placed(TILT, TILT, weak), EXERCISES)
    assert run.answer == "tilt"
    runs = explain([*placed(TILT, TILT), *placed(weak, shot=1)], EXERCISES)
    assert [run.answer for run in runs] == ["tilt", "hug"]


def test_beliefs_weigh_all_movements_and_add_up() -> None:
    beliefs = compute_beliefs(placed(TILT), EXERCISES)
    assert beliefs == pytest.approx({"tilt": 0.8 / 1.02, NONE: 0.2 / 1.02, "hug": 0.02 / 1.02})
    both = compute_beliefs(placed(TILT, OTHER), EXERCISES)
    assert both["tilt"] == pytest.approx(both[NONE])


def test_without_a_movement_every_answer_is_as_good() -> None:
    assert set(compute_beliefs([], EXERCISES).values()) == {1 / 3}


def test_nothing_is_ever_quite_sure() -> None:
    assert compute_beliefs(placed(*[HUG] * 50), EXERCISES)["hug"] == 0.99
