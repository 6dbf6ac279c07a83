"""Plans are kept in versions."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from formcheck.errors import PlanError, UnknownRecordError
from formcheck.history.collection import now_s
from formcheck.history.store import Store
from formcheck.plan.model import Plan, PlannedExercise
from tests.support.history import MORNING, add_set, make_result
from tests.support.own_package import NAME, installed, read_example, write_package

PRESS_UPS = Plan(exercises={"prone_press_up": PlannedExercise(reps=6)})


def test_each_change_is_a_version(store: Store, patient_id: int) -> None:
    assert store.plans.get(patient_id) is None
    first = store.plans.save(patient_id, PRESS_UPS)
    second = store.plans.save(patient_id, Plan(note="rest"), based_on=1)
    assert (first.version, second.version) == (1, 2)
    assert store.plans.get(patient_id) == second
    assert store.plans.get(patient_id, 1) == first
    assert store.plans.versions(patient_id) == [second, first]
    assert store.patients.overviews()[0].plan_version == 2


def test_an_unchanged_plan_is_no_new_version(store: Store, patient_id: int) -> None:
    first = store.plans.save(patient_id, PRESS_UPS)
    assert store.plans.save(patient_id, PRESS_UPS, based_on=1) == first


def test_nobodys_change_is_lost(store: Store, patient_id: int) -> None:
    store.plans.save(patient_id, PRESS_UPS)
    store.plans.save(patient_id, Plan(note="mine"), based_on=1)
    with pytest.raises(PlanError, match="saved meanwhile"):
        store.plans.save(patient_id, Plan(note="yours"), based_on=1)
    assert len(store.plans.versions(patient_id)) == 2


def test_a_plan_that_cannot_be_followed_is_not_saved(store: Store, patient_id: int) -> None:
    wrong = Plan(exercises={"prone_press_up": PlannedExercise(watch=["KH-1"])})
    with pytest.raises(PlanError, match="no fault KH-1"):
        store.plans.save(patient_id, wrong)
    with pytest.raises(UnknownRecordError):
        store.plans.save(99, PRESS_UPS)
    assert store.plans.versions(patient_id) == []


def test_a_set_remembers_what_was_prescribed_when_it_was_done(
    store: Store, patient_id: int
) -> None:
    store.plans.save(patient_id, PRESS_UPS)
    earlier = add_set(store, patient_id).set_id
    hours = (now_s() - MORNING.timestamp()) / 3600 + 1
    later = add_set(store, patient_id, make_result("b.mp4"), hours=hours).set_id
    assert store.sets.get(earlier).plan_version is None
    assert store.sets.get(later).plan_version == 1
    before, after = store.progress.of_patient(patient_id)
    assert (before.prescribed_reps, before.prescribed_hold_s) == (10, 2.0), "from the settings"
    assert (after.prescribed_reps, after.prescribed_hold_s) == (6, 2.0)
    assert after.performed_at - before.performed_at > timedelta(hours=1)


def test_another_order_alone_is_a_new_version(store: Store, patient_id: int) -> None:
    items = {"seal_stretch": PlannedExercise(), "knee_hug": PlannedExercise()}
    assert store.plans.save(patient_id, Plan(exercises=items)).version == 1
    assert store.plans.save(patient_id, Plan(exercises=items)).version == 1
    turned = Plan(exercises=dict(reversed(items.items())))
    assert store.plans.save(patient_id, turned).version == 2
    read = [list(version.plan.exercises) for version in store.plans.versions(patient_id)]
    assert read == [["knee_hug", "seal_stretch"], ["seal_stretch", "knee_hug"]]


def test_an_exercise_that_is_not_installed_any_more_stays(
    store: Store, patient_id: int, tmp_path: Path
) -> None:
    plan = Plan(exercises={NAME: PlannedExercise(reps=4), **PRESS_UPS.exercises})
    with pytest.raises(PlanError, match=f"no exercise '{NAME}'"):
        store.plans.save(patient_id, plan)
    with installed(write_package(tmp_path / "packages", read_example())):
        store.plans.save(patient_id, plan)
    assert store.plans.exercises(patient_id) == {NAME, "prone_press_up"}
    changed = plan.model_copy(update={"note": "slowly"})
    saved = store.plans.save(patient_id, changed).plan
    assert saved.exercises == plan.exercises
    assert (list(saved.prescribed), list(saved.enabled)) == (
        [NAME, "prone_press_up"],
        ["prone_press_up"],
    )
    with pytest.raises(PlanError, match="no exercise 'squat'"):
        store.plans.save(patient_id, Plan(exercises={"squat": PlannedExercise()}))
    other = store.patients.add("C. D.").id
    with pytest.raises(PlanError, match=f"no exercise '{NAME}'"):
        store.plans.save(other, plan)


def test_a_set_remembers_what_was_prescribed_of_an_exercise_that_is_not_installed(
    store: Store, patient_id: int, tmp_path: Path
) -> None:
    with installed(write_package(tmp_path / "packages", read_example())):
        store.plans.save(patient_id, Plan(exercises={NAME: PlannedExercise(reps=4)}))
    hours = (now_s() - MORNING.timestamp()) / 3600 + 1
    add_set(store, patient_id, make_result(exercise=NAME), hours=hours)
    (figures,) = store.progress.of_patient(patient_id)
    assert (figures.exercise, figures.prescribed_reps) == (NAME, 4)
