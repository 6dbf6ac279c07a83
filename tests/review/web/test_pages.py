"""The pages as they answer over HTTP."""

from __future__ import annotations

import io
import struct
from zipfile import ZipFile

import numpy as np
import pytest

from formcheck.exports.formats import FORMATS
from formcheck.history.store import Store
from tests.support.review_site import ReviewSite, Visitor


def test_the_list_shows_patients_and_what_waits(site: ReviewSite) -> None:
    page = site.therapist.get("/")
    assert page.status == 200
    assert "2 sets wait for your review." in page.text
    assert f"/patients/{site.patient_id}/sets?state=new" in page.text


def test_the_list_of_sets_is_filtered(site: ReviewSite) -> None:
    assert "2 sets" in site.therapist.get("/sets?exercise=prone_press_up&faults=1").text
    assert "No set fits." in site.therapist.get("/sets?exercise=knee_hug").text
    assert "No set fits." in site.therapist.get("/sets?state=done").text
    assert "No set fits." in site.therapist.get("/sets?page=7").text


@pytest.mark.parametrize("query", ["exercise=yoga", "state=odd", "page=0", "page=x"])
def test_an_address_that_makes_no_sense_is_told_in_plain_words(
    site: ReviewSite, query: str
) -> None:
    page = site.therapist.get(f"/sets?{query}")
    assert page.status == 400
    assert "Traceback" not in page.text
    assert "<h1>" in page.text


@pytest.mark.parametrize(
    "path", ["/sets/99", "/patients/99/progress", "/learn/yoga", "/learn/about/yoga", "/nowhere"]
)
def test_what_does_not_exist_is_said_so(site: ReviewSite, path: str) -> None:
    assert site.therapist.get(path).status == 404


def test_the_review_page_brings_what_its_scripts_need(site: ReviewSite) -> None:
    page = site.therapist.get(f"/sets/{site.set_id}").text
    assert '"has_clip": true' in page.replace("&#34;", '"')
    assert "Compare with another set" in page


def test_the_signal_comes_with_gaps_and_phases(site: ReviewSite) -> None:
    data = site.therapist.get(f"/sets/{site.set_id}/signal.json").json
    assert len(data["time_s"]) == len(data["value"]) == 330
    assert data["value"][int(18.8 * 10)] is None
    assert data["baseline"] == -1.5
    assert data["count_level"] == 18.5
    assert data["phases"][0] == [0.0, 0.5, "not_judged", "Not judged"]
    assert {"Pressing up", "Hold", "Lowering"} <= {phase[3] for phase in data["phases"]}


def test_landmarks_come_as_the_page_reads_them(site: ReviewSite) -> None:
    answer = site.therapist.get(f"/sets/{site.set_id}/landmarks.bin")
    magic, frames, width_px, height_px = struct.unpack_from("<4sIII", answer.body)
    assert (magic, frames, width_px, height_px) == (b"FCL1", 330, 640, 480)
    assert len(answer.body) == 16 + frames * (4 + 33 * 5)
    times_s = np.frombuffer(answer.body, "<f4", frames, 16)
    places = np.frombuffer(answer.body, "<i2", frames * 66, 16 + 4 * frames)
    assert times_s[10] == pytest.approx(1.0)
    assert places.reshape(frames, 33, 2)[0, 0].tolist() == [400, 800]
    assert places.reshape(frames, 33, 2)[int(18.8 * 10), 0].tolist() == [-32768, -32768]


def test_a_clip_is_served_in_ranges(site: ReviewSite) -> None:
    path = f"/sets/{site.set_id}/clip"
    whole = site.therapist.get(path)
    assert whole.status == 200
    assert whole.headers["content-type"] == "video/mp4"
    assert whole.headers["accept-ranges"] == "bytes"
    part = site.therapist.get(path, range="bytes=100-299")
    assert part.status == 206
    assert part.body == whole.body[100:300]
    assert part.headers["content-range"] == f"bytes 100-299/{len(whole.body)}"
    assert site.therapist.get(path, range="bytes=-50").body == whole.body[-50:]


def test_a_clip_that_was_moved_away_is_missing_and_nothing_else(tmp_path_site: ReviewSite) -> None:
    record = tmp_path_site.store.sets.get(tmp_path_site.set_id)
    assert record.files.clip is not None
    record.files.clip.unlink()
    assert tmp_path_site.therapist.get(f"/sets/{tmp_path_site.set_id}/clip").status == 404
    assert tmp_path_site.therapist.get(f"/sets/{tmp_path_site.set_id}").status == 200


def test_corrections_are_saved_told_and_taken_back(site: ReviewSite) -> None:
    therapist, path = site.therapist, f"/sets/{site.set_id}"
    before = therapist.get(f"{path}/review.json").json
    rejected = therapist.post_json(f"{path}/changes", {"do": "reject", "key": "rep-1"})
    assert rejected.status == 200
    assert rejected.json["counted"] == before["counted"] - 1
    named = {"number": rejected.json["undo_number"]}
    undone = therapist.post_json(f"{path}/undo", named).json
    assert undone["counted"] == before["counted"]
    assert undone["redo_number"] == named["number"]
    assert therapist.post_json(f"{path}/redo", named).json["counted"] == before["counted"] - 1
    therapist.post_json(f"{path}/undo", named)


def _as_window(site: ReviewSite, name: str) -> Visitor:
    therapist = site.therapist
    return Visitor(
        therapist.port, {**therapist.headers, "x-formcheck-window": name}, therapist.root
    )


def test_a_window_takes_nothing_of_another_back(tmp_path_site: ReviewSite) -> None:
    path = f"/sets/{tmp_path_site.set_id}"
    one, other = _as_window(tmp_path_site, "a1"), _as_window(tmp_path_site, "b2")
    made = one.post_json(f"{path}/changes", {"do": "reject", "key": "rep-1"}).json
    assert other.get(f"{path}/review.json").json["undo_number"] is None
    refused = other.post_json(f"{path}/undo", {"number": made["undo_number"]})
    assert refused.status == 400
    assert "in another window" in refused.json["message"]
    assert one.get(f"{path}/review.json").json["counted"] == made["counted"]
    assert one.post_json(f"{path}/undo", {"number": made["undo_number"]}).status == 200


def test_a_set_that_another_window_changed_is_looked_at_first(tmp_path_site: ReviewSite) -> None:
    path = f"/sets/{tmp_path_site.set_id}"
    one, other = _as_window(tmp_path_site, "a1"), _as_window(tmp_path_site, "b2")
    seen = str(one.get(f"{path}/review.json").json["revision"])
    move = {"do": "move", "key": "rep-1", "start_s": 1.6, "end_s": 6.0}
    assert other.post_json(f"{path}/changes", move, x_formcheck_seen=seen).status == 200
    refused = one.post_json(f"{path}/changes", {**move, "end_s": 5.5}, x_formcheck_seen=seen)
    assert refused.status == 400
    assert "Another window has changed this set" in refused.json["message"]
    assert one.get(f"{path}/review.json").json["reps"][0]["end_s"] == 6.0


@pytest.mark.parametrize(
    ("name", "value"),
    [("x_formcheck_window", "x" * 40), ("x_formcheck_seen", "9" * 40), ("x_formcheck_seen", "-1")],
)
def test_a_window_that_cannot_be_told_is_refused(site: ReviewSite, name: str, value: str) -> None:
    finish = {"do": "finish"}
    answer = site.therapist.post_json(f"/sets/{site.set_id}/changes", finish, **{name: value})
    assert answer.status == 400


@pytest.mark.parametrize(
    "change",
    [{}, [], "finish", None, {"do": "fly"}, {"do": "reject", "key": "rep-99"}, {"do": "move"}],
)
def test_a_change_that_makes_no_sense_is_refused_in_plain_words(
    site: ReviewSite, change: object
) -> None:
    answer = site.therapist.post_json(f"/sets/{site.set_id}/changes", change)
    assert answer.status == 400
    assert answer.json["message"]
    assert site.store.reviews.corrections(site.set_id) == []


def test_broken_json_is_refused(site: ReviewSite) -> None:
    kind = {"content-type": "application/json"}
    for body in (b"{", b"\xff", b"[" * 50_000, b""):
        answer = site.therapist.ask("POST", f"/sets/{site.set_id}/changes", body, kind)
        assert answer.status == 400


def test_notes_are_written_changed_and_deleted(site: ReviewSite) -> None:
    therapist, path = site.therapist, f"/sets/{site.set_id}/notes"
    written = therapist.post_json(path, {"text": "Mind the neck", "time_s": 2.5}).json["notes"]
    note = next(each for each in written if each["text"] == "Mind the neck")
    assert note["time_s"] == 2.5
    assert therapist.post_json(path, {"text": "Mind the neck", "time_s": 2.5}).status == 400
    changed = therapist.post_json(f"{path}/{note['id']}", {"text": "Good neck"}).json["notes"]
    assert "Good neck" in [each["text"] for each in changed]
    stale = {"text": "Neck", "seen": "Mind the neck"}
    for place in (f"{path}/{note['id']}", f"{path}/{note['id']}/delete"):
        refused = therapist.post_json(place, stale)
        assert refused.status == 400
        assert "Another window has changed this note" in refused.json["message"]
    elsewhere = f"/sets/{site.earlier_set_id}/notes/{note['id']}/delete"
    assert therapist.post_json(elsewhere, {}).status == 404
    left = therapist.post_json(f"{path}/{note['id']}/delete", {}).json["notes"]
    assert note["id"] not in [each["id"] for each in left]


@pytest.mark.parametrize("note", [{}, {"text": 3}, {"text": "x", "time_s": "2"}, {"text": " "}])
def test_a_note_that_is_none_is_refused(site: ReviewSite, note: object) -> None:
    assert site.therapist.post_json(f"/sets/{site.set_id}/notes", note).status == 400


def test_sets_of_others_are_not_compared(site: ReviewSite) -> None:
    assert site.therapist.get(f"/sets/{site.set_id}/compare?with=99").status == 404
    assert site.therapist.get(f"/sets/{site.set_id}/compare").status == 400


def test_a_page_that_waits_hears_of_a_new_set(site: ReviewSite) -> None:
    newest = site.therapist.get("/sets/newest.json").json["newest"]
    assert newest == site.set_id
    of_patient = site.therapist.get(f"/sets/newest.json?patient={site.patient_id}")
    assert of_patient.json["newest"] == site.set_id


def test_a_patient_is_added_renamed_and_deleted_only_when_confirmed(site: ReviewSite) -> None:
    therapist, store = site.therapist, site.store
    assert therapist.post_form("/patients", {"label": " B-2 "}).status == 303
    patient = _known(store, "B-2")
    assert therapist.post_form("/patients", {"label": "B-2"}).status == 400
    assert therapist.post_form("/patients", {"label": ""}).status == 400
    path = f"/patients/{patient}"
    assert therapist.post_form(f"{path}/rename", {"label": "B-3"}).status == 303
    assert therapist.post_form(f"{path}/delete", {"confirmed_label": "B-2"}).status == 400
    deleted = therapist.post_form(f"{path}/delete", {"confirmed_label": "B-3"})
    assert deleted.status == 200
    assert "Deleted: B-3" in deleted.text
    assert store.patients.find("B-3") is None


def _known(store: Store, label: str) -> int:
    patient = store.patients.find(label)
    assert patient is not None
    return patient.id


def test_a_set_is_deleted_only_when_the_box_is_ticked(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    path = f"/sets/{site.set_id}"
    assert site.therapist.post_form(f"{path}/delete", {}).status == 400
    assert site.therapist.get(path).status == 200
    assert site.therapist.post_form(f"{path}/delete", {"confirmed": "1"}).status == 200
    assert site.therapist.get(path).status == 404


def test_progress_and_print_views_show_the_figures(site: ReviewSite) -> None:
    for path in ("progress", "progress/print"):
        page = site.therapist.get(f"/patients/{site.patient_id}/{path}").text
        assert "Prone press up" in page
        assert 'class="progress-chart"' in page
        assert 'class="calendar"' in page
    printed = site.therapist.get(f"/sets/{site.set_id}/print").text
    assert 'class="drawn-chart"' in printed
    assert "Hips coming off the floor" in printed


def test_a_session_is_printed_with_all_its_sets(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    alone = site.therapist.get(f"/sets/{site.set_id}/print").text
    assert "The whole session" not in alone
    row = site.store.sets.get(site.set_id).row
    site.store.days.change(site.earlier_set_id, row.day)
    session_id = site.store.sets.get(site.earlier_set_id).row.session_id
    assert session_id == site.store.sets.get(site.set_id).row.session_id
    site.store.pain.add(
        site.patient_id,
        moment="after",
        pain_0_to_10=4,
        furthest_site="thigh",
        answered_at=row.performed_at,
        session_id=session_id,
    )
    assert "The whole session, 2 sets" in site.therapist.get(f"/sets/{site.set_id}/print").text
    page = site.therapist.get(f"/sessions/{session_id}/print").text
    assert page.count('class="drawn-chart"') == 2
    assert "of 10, thigh" in page
    assert site.therapist.get("/sessions/99/print").status == 404


def test_finished_reviews_show_agreement_and_become_labels(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    assert "Finish the review of a set" in site.therapist.get("/agreement").text
    path = f"/sets/{site.set_id}/changes"
    site.therapist.post_json(path, {"do": "reject", "key": "rep-1"})
    assert site.therapist.post_json(path, {"do": "finish"}).json["finished"] is True
    page = site.therapist.get("/agreement").text
    assert "Is it a counted repetition?" in page
    assert "1 set that you" in page
    labels = site.therapist.post_form("/exports/labels", {})
    assert labels.status == 200
    assert "1 clip in" in labels.text
    assert (site.store.path.parent / "labels.json").is_file()


def test_sets_leave_in_the_format_of_another_program(site: ReviewSite) -> None:
    page = site.therapist.get("/exports").text
    assert all(f'value="{name}"' in page for name in FORMATS)
    fields = {"format": "elan", "patient": str(site.patient_id)}
    answer = site.therapist.post_form("/exports/other.zip", fields)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/zip")
    names = ZipFile(io.BytesIO(answer.body)).namelist()
    assert names[-1] == "provenance.json"
    assert all(name.endswith(".eaf") for name in names[:-1])
    assert len(names) > 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"format": "c3d"}, "no format"),
        ({"format": "trc", "height_cm": "3"}, "no body height"),
        ({"format": "fhir", "patient_reference": "Patient/1"}, "takes one person"),
        ({"format": "fhir", "patient": "1"}, "whose exercises"),
        ({"format": "elan", "patient": "99"}, "no patient"),
        ({"format": "elan", "patient": "x"}, "cannot be read"),
    ],
)
def test_a_choice_that_cannot_be_is_told(
    site: ReviewSite, fields: dict[str, str], told: str
) -> None:
    answer = site.therapist.post_form("/exports/other.zip", fields)
    assert 400 <= answer.status < 500
    assert told in answer.text
