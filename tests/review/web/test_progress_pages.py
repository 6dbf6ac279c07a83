"""What the progress page and the sheet say is true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from formcheck.plan.model import Plan, PlannedExercise
from tests.support.history import MORNING, add_set, make_result
from tests.support.review_site import ReviewSite

NOW = datetime.now(UTC)


def _add(site: ReviewSite, exercise: str, at: datetime) -> int:
    """Add a patient who has done one set."""
    patient_id = site.store.patients.add(f"{exercise} {at}").id
    hours = (at - MORNING).total_seconds() / 3600
    add_set(site.store, patient_id, make_result(f"{at}.mp4", exercise=exercise), hours=hours)
    return patient_id


def _progress(site: ReviewSite, patient_id: int) -> str:
    return site.therapist.get(f"/patients/{patient_id}/progress").text


def test_a_knee_hug_is_not_told_the_words_of_the_pelvic_tilt(site: ReviewSite) -> None:
    page = _progress(site, _add(site, "knee_hug", MORNING))
    assert "Inside the band a change means nothing" in page
    assert "person&#39;s own movement" not in page


def test_a_plan_made_today_is_not_said_to_be_missed(site: ReviewSite) -> None:
    patient_id = _add(site, "knee_hug", NOW - timedelta(days=3))
    site.store.plans.save(patient_id, Plan(exercises={"knee_hug": PlannedExercise()}))
    page = _progress(site, patient_id)
    assert "The plan has just begun: nothing of it was due yet." in page
    assert "0\u00a0%" not in page.partition("Knee hug")[0]


def test_an_exercise_that_the_plan_does_not_hold_has_no_dose(site: ReviewSite) -> None:
    patient_id = site.store.patients.add("other plan").id
    site.store.plans.save(patient_id, Plan(exercises={"knee_hug": PlannedExercise()}))
    at = datetime.now(UTC) + timedelta(seconds=1)
    hours = (at - MORNING).total_seconds() / 3600
    for name in ("prone_press_up", "knee_hug"):
        add_set(site.store, patient_id, make_result(name, exercise=name), hours=hours)
    hug, press = sorted(site.store.progress.of_patient(patient_id), key=lambda item: item.exercise)
    assert (hug.in_plan, hug.prescribed_reps) == (True, 10)
    assert (press.in_plan, press.prescribed_reps, press.prescribed_hold_s) == (True, None, None)
    page = _progress(site, patient_id)
    assert page.count("10 prescribed") == 1
    assert "nothing prescribed" not in page


def test_the_sheet_says_with_each_leg_when_the_dose_is_edited(site: ReviewSite) -> None:
    patient_id = site.store.patients.add("edited").id
    edited = PlannedExercise(reps=8, hold_s=5.0)
    site.store.plans.save(patient_id, Plan(exercises={"knee_hug": edited}))
    sheet = site.therapist.get(f"/patients/{patient_id}/sheet").text
    assert "8 times with each leg, held for 5 seconds" in sheet
