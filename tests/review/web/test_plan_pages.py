"""The plan editor, and the sheet that follows from it."""

from __future__ import annotations

import re
from pathlib import Path

from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.plan.model import WEEKDAYS, Plan, PlannedExercise
from tests.support.own_package import NAME, installed, read_example, write_package
from tests.support.review_site import ReviewSite

_ENABLED = {"enabled": "1", "days": ["mon"]}
_PRESS_UP = {
    "prone_press_up.enabled": "1",
    "prone_press_up.days": ["mon", "wed"],
    "prone_press_up.sets_a_day": "2",
    "prone_press_up.reps": "8",
    "prone_press_up.hold_s": "3",
    "prone_press_up.cue": "Slowly",
    "prone_press_up.fault.PPU-1": "watch",
    "prone_press_up.fault.PPU-9": "ignore",
    "prone_press_up.cue.PPU-1": "Belt down",
    "prone_press_up.threshold.faults.neck_deg": "50",
    "prone_press_up.threshold.faults.knee_bend_deg": "15",
}


def test_a_plan_is_saved_as_a_new_version_and_shown_again(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    path = f"/patients/{site.patient_id}/plan"
    fields = {**_PRESS_UP, "conditions": ["disc"], "note": "start low", "based_on": "0"}
    assert site.therapist.post_form(path, fields).status == 303
    saved = site.store.plans.get(site.patient_id)
    assert saved is not None
    item = saved.plan.exercises["prone_press_up"]
    assert (item.reps, item.hold_s, item.sets_a_day, item.days) == (8, 3.0, 2, ["mon", "wed"])
    assert (item.watch, item.ignore) == (["PPU-1"], ["PPU-9"])
    assert item.cues == {"PPU-1": "Belt down"}
    # A field that repeats the default sets nothing.
    assert item.thresholds == {"faults": {"neck_deg": 50.0}}
    page = site.therapist.get(path).text
    assert 'value="Slowly"' in page
    assert "severe disc injuries" in page
    assert "Version 1" in page
    sheet = site.therapist.get(f"/patients/{site.patient_id}/sheet").text
    assert "8 times, held for 3 seconds; 2 times a day, Mon, Wed" in sheet
    assert sheet.count('class="figure"') == 2


def test_the_order_on_the_page_is_that_of_the_plan_and_the_sheet(
    tmp_path_site: ReviewSite,
) -> None:
    site = tmp_path_site
    path = f"/patients/{site.patient_id}/plan"
    chosen = ("standing_back_extension", "knee_hug", "prone_press_up")
    fields = {f"{name}.{field}": value for name in chosen for field, value in _ENABLED.items()}
    order = ["standing_back_extension", "no_such_exercise", *chosen[1:]]
    answer = site.therapist.post_form(path, {**fields, "order": order, "based_on": "0"})
    assert answer.status == 303
    saved = site.store.plans.get(site.patient_id)
    assert saved is not None
    assert list(saved.plan.exercises) == list(chosen)
    shown = re.findall(r'name="order" value="(\w+)"', site.therapist.get(path).text)
    assert shown[:3] == list(chosen)
    assert sorted(shown) == sorted(exercise_names())
    sheet = site.therapist.get(f"/patients/{site.patient_id}/sheet").text
    titles = [get_exercise(name).title for name in chosen]
    assert re.findall(r'<article class="card">\s*<h3>([^<]+)', sheet) == titles


def test_checking_shows_the_warnings_and_saves_nothing(site: ReviewSite) -> None:
    path = f"/patients/{site.patient_id}/plan"
    fields = {**_PRESS_UP, "prone_press_up.reps": "80", "check": "1", "based_on": "0"}
    page = site.therapist.post_form(path, fields)
    assert page.status == 200
    assert "80 repetitions; 5 to 15 are usual." in page.text
    assert 'value="80"' in page.text
    assert site.store.plans.get(site.patient_id) is None


def test_a_value_that_cannot_be_is_told_and_the_rest_is_kept(site: ReviewSite) -> None:
    path = f"/patients/{site.patient_id}/plan"
    for wrong in ({"prone_press_up.reps": "many"}, {"prone_press_up.days": []}):
        page = site.therapist.post_form(path, {**_PRESS_UP, **wrong, "based_on": "0"})
        assert page.status == 400
        assert "Not saved." in page.text
        assert 'value="Belt down"' in page.text
    assert site.store.plans.get(site.patient_id) is None


def test_a_plan_that_somebody_else_changed_meanwhile_is_not_overwritten(
    tmp_path_site: ReviewSite,
) -> None:
    site = tmp_path_site
    path = f"/patients/{site.patient_id}/plan"
    assert site.therapist.post_form(path, {**_PRESS_UP, "based_on": "0"}).status == 303
    late = {**_PRESS_UP, "prone_press_up.reps": "5", "based_on": "0"}
    assert site.therapist.post_form(path, late).status == 400
    newest = site.store.plans.get(site.patient_id)
    assert newest is not None
    assert newest.version == 1


def test_a_plan_goes_out_as_a_file_and_comes_back(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    path = f"/patients/{site.patient_id}/plan"
    site.therapist.post_form(path, {**_PRESS_UP, "based_on": "0"})
    file = site.therapist.get(f"{path}.toml")
    assert 'attachment; filename="plan.toml"' in file.headers["content-disposition"]
    changed = file.text.replace("reps = 8", "reps = 9")
    saved = site.therapist.post_form(f"{path}/file", {"text": changed, "based_on": "1"})
    assert saved.status == 303
    newest = site.store.plans.get(site.patient_id)
    assert newest is not None
    assert newest.plan.exercises["prone_press_up"].reps == 9
    broken = site.therapist.post_form(f"{path}/file", {"text": "reps = = 3", "based_on": "2"})
    assert broken.status == 400
    assert "reps = = 3" in broken.text
    assert site.therapist.get(f"{path}?version=1").status == 200
    assert site.therapist.get(f"{path}?version=7").status == 404


def test_an_exercise_that_was_never_touched_is_not_in_the_plan(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    untouched = {"knee_hug.days": list(WEEKDAYS), "knee_hug.sets_a_day": "1", "based_on": "0"}
    site.therapist.post_form(f"/patients/{site.patient_id}/plan", {**_PRESS_UP, **untouched})
    saved = site.store.plans.get(site.patient_id)
    assert saved is not None
    assert list(saved.plan.exercises) == ["prone_press_up"]


def test_the_form_keeps_what_the_shown_version_holds_and_it_has_no_fields_for(
    tmp_path_site: ReviewSite, tmp_path: Path
) -> None:
    site = tmp_path_site
    path = f"/patients/{site.patient_id}/plan"
    bends = PlannedExercise(reps=4, cue="Like a chain")
    with installed(write_package(tmp_path / "packages", read_example())):
        site.store.plans.save(site.patient_id, Plan(exercises={NAME: bends}))
    site.store.plans.save(site.patient_id, Plan(note="no bends"))
    for page in (path, f"{path}?version=1"):
        kept = "<legend>Forward bend (not installed)</legend>" in site.therapist.get(page).text
        assert kept == ("version" in page)
    # Of the newest version nothing is kept, of the first one that was opened again the bend is.
    for shown, kept_exercises in (({}, {}), ({"shown": "1"}, {NAME: bends})):
        based_on = str(len(site.store.plans.versions(site.patient_id)))
        fields = {**_PRESS_UP, **shown, "note": f"from {shown}", "based_on": based_on}
        wrong = site.therapist.post_form(path, {**fields, "prone_press_up.reps": "many"})
        assert wrong.status == 400
        assert ("bend (not installed)</legend>" in wrong.text) == bool(shown)
        assert site.therapist.post_form(path, fields).status == 303
        saved = site.store.plans.get(site.patient_id)
        assert saved is not None
        assert saved.plan.not_installed == kept_exercises
    for shown in ("x", "-1"):
        assert site.therapist.post_form(path, {**_PRESS_UP, "shown": shown}).status == 400
