"""What is offered by a plan."""

from __future__ import annotations

from datetime import date

from formcheck.exercises.registry import exercise_names
from formcheck.exercises.settings import default_settings
from formcheck.live.flow.wish import Offer, default_offers, planned_offers
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.plan.settings import plan_settings

MONDAY = date(2025, 3, 3)


def _offers(**exercises: PlannedExercise) -> tuple[Offer, ...]:
    plan = Plan(exercises=exercises)
    return planned_offers(plan, plan_settings(plan, default_settings()), MONDAY)


def test_what_is_due_today_comes_first() -> None:
    everything = {name: PlannedExercise(days=["tue"]) for name in exercise_names()}
    everything["seal_stretch"] = PlannedExercise(days=["mon", "thu"])
    everything["knee_hug"] = PlannedExercise(days=["mon"])
    names = [offer.exercise for offer in _offers(**everything)]
    due = [name for name in exercise_names() if name in ("seal_stretch", "knee_hug")]
    assert names[:2] == due
    assert sorted(names) == sorted(exercise_names())


def test_the_order_is_the_therapists() -> None:
    chosen = ("standing_back_extension", "knee_hug", "pelvic_tilt")
    offers = _offers(**{name: PlannedExercise() for name in chosen})
    assert [offer.exercise for offer in offers] == list(chosen)


def test_only_what_is_prescribed_is_offered_and_that_is_enabled() -> None:
    offers = _offers(
        knee_hug=PlannedExercise(side="each"), pelvic_tilt=PlannedExercise(enabled=False)
    )
    assert [(offer.exercise, offer.enabled, offer.side) for offer in offers] == [
        ("knee_hug", True, "each")
    ]
    assert _offers() == ()


def test_the_plans_own_dose_and_words() -> None:
    (offer,) = _offers(
        pelvic_tilt=PlannedExercise(
            sets_a_day=3,
            reps=7,
            hold_s=4.0,
            rest_s=0.0,
            watch=["PT-1"],
            ignore=["PT-6"],
            cue="Breathe.",
            cues={"PT-1": "Hips down."},
        )
    )
    assert (offer.sets, offer.reps, offer.hold_s, offer.rest_s) == (3, 7, 4.0, 0.0)
    assert (offer.watch, offer.ignore, offer.cue) == (("PT-1",), ("PT-6",), "Breathe.")
    assert offer.cues == {"PT-1": "Hips down."}


def test_what_a_plan_leaves_open_is_as_usual() -> None:
    usual = {offer.exercise: offer for offer in default_offers()}
    for offer in _offers(
        prone_press_up=PlannedExercise(), seal_stretch=PlannedExercise(), knee_hug=PlannedExercise()
    ):
        same = usual[offer.exercise]
        assert (offer.reps, offer.hold_s, offer.rest_s) == (same.reps, same.hold_s, same.rest_s)
        assert offer.side == same.side
