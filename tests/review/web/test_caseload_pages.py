"""The therapist's first page: who needs attention, what was seen, and what is reviewed together."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from formcheck.history.corrections.changes import Confirm, Finish
from formcheck.plan.model import Plan, PlannedExercise
from tests.support.history import add_set, make_result
from tests.support.review_site import ReviewSite

NOW = datetime.now(UTC)


def _labels(site: ReviewSite, query: str = "") -> list[str]:
    """Return the patients that the page lists, in its order."""
    text = site.therapist.get(f"/{query}").text
    rows = text.partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', rows)


def _report(site: ReviewSite, label: str, hours: float = 0.0) -> int:
    patient_id = site.store.patients.add(label).id
    site.store.safety.add(
        patient_id,
        kind="red_flag",
        detail="cannot hold urine",
        happened_at=NOW - timedelta(hours=hours),
    )
    return patient_id


def _upto(site: ReviewSite, patient_id: int) -> str:
    page = site.therapist.get(f"/patients/{patient_id}/progress").text
    found = re.search(r'name="upto" value="([0-9.]+)"', page)
    assert found is not None
    return found[1]


def _seen(site: ReviewSite, patient_id: int, **fields: str) -> str:
    sent = {
        "form_token": site.keys.form_token,
        "kind": "red_flag",
        "upto": _upto(site, patient_id),
        **fields,
    }
    answer = site.therapist.post_form(f"/patients/{patient_id}/flags", sent)
    assert answer.status == 303
    return answer.headers["location"]


def test_who_needs_attention_most_stands_first(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    site.store.patients.rename(site.patient_id, "waits")
    site.store.patients.add("nothing")
    _report(site, "earlier", 5)
    _report(site, "later", 1)
    assert _labels(site) == ["later", "earlier", "waits", "nothing"]
    assert _labels(site, "?flag=red_flag") == ["later", "earlier"]
    assert _labels(site, "?label=LAT") == ["later"]
    assert _labels(site, "?exercise=prone_press_up") == ["waits"]
    assert _labels(site, "?exercise=knee_hug") == []
    (fault, *_) = site.store.reviews.get(site.set_id).standing_faults
    assert _labels(site, f"?fault={fault.id}&since=2025-03-03") == ["waits"]
    assert _labels(site, "?since=2025-03-04") == []


@pytest.mark.parametrize(
    "query", ["?flag=nonsense", "?exercise=juggling", "?since=soon", "?page=0"]
)
def test_what_cannot_be_asked_is_refused(site: ReviewSite, query: str) -> None:
    assert site.therapist.get(f"/{query}").status == 400


def test_a_flag_that_was_seen_goes_and_comes_back(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    patient_id = _report(site, "A. B.", 5)
    place = f"/patients/{patient_id}"
    location = _seen(site, patient_id, note="rang her")
    assert location.endswith(f"{place}/progress#flags")
    assert _labels(site, "?flag=red_flag") == []
    page = site.therapist.get(f"{place}/progress").text
    assert "Warning sign, seen" in page
    assert "rang her" in page
    (mark,) = site.store.seen_flags.of_patient(patient_id)
    fields = {"form_token": site.keys.form_token, "mark": mark.id}
    assert site.therapist.post_form(f"{place}/flags/undo", fields).status == 303
    assert _labels(site, "?flag=red_flag") == ["A. B."]
    assert site.therapist.post_form(f"{place}/flags/undo", fields).status == 400
    assert site.therapist.post_form(f"{place}/flags/redo", fields).status == 303
    assert _labels(site, "?flag=red_flag") == []
    _report(site, "A. B.")
    assert _labels(site, "?flag=red_flag") == ["A. B."]


def test_who_is_owed_an_answer_is_one_click_from_it(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    site.store.messages.write(site.patient_id, "patient", "Shall I go on?")
    page = site.therapist.get("/?flag=answer_owed").text
    assert "1 message of the patient waits for your answer." in page
    assert f"/patients/{site.patient_id}/messages" in page
    site.store.messages.write(site.patient_id, "therapist", "Yes.")
    assert _labels(site, "?flag=answer_owed") == []


def test_a_mark_from_the_list_leads_back_to_it(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    patient_id = _report(site, "A. B.")
    location = _seen(site, patient_id, list="1", query="flag=red_flag&label=a&evil=//x")
    assert location.startswith(f"{site.keys.root}/?flag=red_flag&label=a&marked=")
    page = site.therapist.get(location.removeprefix(site.keys.root)).text
    assert "Marked as seen: Warning sign, A. B." in page


@pytest.mark.parametrize("upto", ["", "soon", "nan", "1e300"])
def test_a_mark_that_the_page_did_not_send_is_refused(site: ReviewSite, upto: str) -> None:
    fields = {"form_token": site.keys.form_token, "kind": "idle", "upto": upto}
    answer = site.therapist.post_form(f"/patients/{site.patient_id}/flags", fields)
    assert answer.status == 400
    assert site.store.seen_flags.of_patient(site.patient_id) == []


def test_the_week_and_the_pain_are_drawn(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    store, patient_id = site.store, site.patient_id
    store.plans.save(patient_id, Plan(exercises={"prone_press_up": PlannedExercise()}))
    with store._database.writing() as connection:
        saved_s = (NOW - timedelta(days=30)).timestamp()
        connection.execute("UPDATE plans SET saved_at_s = ?", (saved_s,))
    for days, pain in ((9, 6), (1, 4)):
        at = NOW - timedelta(days=days)
        result = make_result(f"{days}.mp4")
        add_set(store, patient_id, result, hours=(at - NOW).total_seconds() / 3600)
        for moment, level in (("before", pain), ("after", pain)):
            store.pain.add(
                patient_id,
                moment="before" if moment == "before" else "after",
                pain_0_to_10=level,
                furthest_site="back",
                answered_at=at,
            )
    page = site.therapist.get("/").text
    assert "Pain 6 of 10 before the first of the last 2 sessions, 4 before the last." in page
    assert page.count('<rect class="missed"') >= 5


def _finish(site: ReviewSite, *chosen: str) -> str:
    fields = {"form_token": site.keys.form_token, "set": list(chosen)}
    answer = site.therapist.post_form("/sets/review", fields)
    assert answer.status == 200, answer.text
    return answer.text


def test_sets_are_reviewed_together_and_taken_back(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    both = [site.set_id, site.earlier_set_id]
    listed = site.therapist.get("/sets?state=new").text
    chosen = re.findall(r'name="set" value="([0-9:]+)"', listed)
    assert chosen == [f"{set_id}:0" for set_id in both]
    page = _finish(site, *chosen)
    assert "2 sets are reviewed: all of them are right." in page
    assert [site.store.sets.get(set_id).row.review_state for set_id in both] == ["done", "done"]
    assert 'name="set"' not in site.therapist.get("/sets").text
    changes = re.findall(r'name="change" value="([0-9:]+)"', page)
    fields = {"form_token": site.keys.form_token, "change": changes}
    assert (
        "2 sets are to review again." in site.therapist.post_form("/sets/review/undo", fields).text
    )
    assert [site.store.sets.get(set_id).row.review_state for set_id in both] == ["new", "new"]


def test_a_set_that_was_changed_meanwhile_is_left_as_it_is(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    site.store.reviews.save(site.set_id, Confirm(key="rep-1"))
    page = _finish(site, f"{site.set_id}:0", f"{site.earlier_set_id}:0", "99:0")
    assert "1 set is reviewed" in page
    assert "These 2 were left as they are" in page
    assert "Another window has changed this set meanwhile" in page
    assert site.store.sets.get(site.set_id).row.review_state == "begun"


def test_nothing_ticked_and_nonsense_are_refused(site: ReviewSite) -> None:
    token = {"form_token": site.keys.form_token}
    assert site.therapist.post_form("/sets/review", token).status == 400
    assert site.therapist.post_form("/sets/review", {**token, "set": "1:x"}).status == 400


def test_the_next_set_is_the_same_patients_then_the_neediest(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    store = site.store
    calm = store.patients.add("calm").id
    needy = _report(site, "needy")
    calm_set = add_set(store, calm, make_result("c.mp4")).set_id
    needy_sets = [
        add_set(store, needy, make_result(f"{number}.mp4"), hours=number).set_id
        for number in (1, 2)
    ]

    def after(set_id: int) -> str:
        return site.therapist.get(f"/sets/{set_id}/next").headers["location"]

    assert after(site.set_id).endswith(f"/sets/{site.earlier_set_id}")
    store.reviews.save(site.set_id, Finish())
    assert after(site.earlier_set_id).endswith(f"/sets/{needy_sets[0]}")
    assert after(needy_sets[1]).endswith(f"/sets/{needy_sets[0]}")
    first = site.therapist.get("/review/next").headers["location"]
    assert first.endswith(f"/sets/{needy_sets[0]}")
    for set_id in (site.earlier_set_id, calm_set, *needy_sets):
        store.reviews.save(set_id, Finish())
    assert after(calm_set).endswith(f"/patients/{calm}/progress")
    assert site.therapist.get("/review/next").headers["location"] == f"{site.keys.root}/"


def test_a_set_is_compared_from_either_side(site: ReviewSite) -> None:
    for here, there in (
        (site.set_id, site.earlier_set_id),
        (site.earlier_set_id, site.set_id),
    ):
        page = site.therapist.get(f"/sets/{here}").text
        assert f"/sets/{here}/compare?with={there}" in page
        compared = site.therapist.get(f"/sets/{here}/compare?with={there}").text
        assert f'id="swap" href="{site.keys.root}/sets/{there}/compare?with={here}"' in compared
        assert compared.count("<tr data-start=") == 3


def test_every_page_has_the_help_with_its_keys(site: ReviewSite) -> None:
    one = f"/sets/{site.set_id}"
    pages = ["/", "/home", "/sets", "/agreement", "/learn", "/exports", one]
    pages += [f"{one}/compare?with={site.earlier_set_id}", f"{one}/share"]
    pages += [
        f"/patients/{site.patient_id}/{name}" for name in ("sets", "progress", "plan", "sheet")
    ]
    for path in pages:
        text = site.therapist.get(path).text
        assert text.count('<dialog id="key-help"') == 1, path
        assert "data-help" in text, path


def test_nothing_waits_for_review_and_the_page_is_there_all_the_same(
    tmp_path_site: ReviewSite,
) -> None:
    site = tmp_path_site
    assert "/review/next" in site.therapist.get("/").text
    for set_id in (site.set_id, site.earlier_set_id):
        site.store.reviews.save(set_id, Finish())
    answer = site.therapist.get("/")
    assert answer.status == 200
    assert "/review/next" not in answer.text
    site.store.patients.delete(site.patient_id)
    site.store.patients.add("new")
    assert _labels(site) == ["new"]
