"""Files that are damaged and numbers that cannot be are told in words, never with an error 500."""

from __future__ import annotations

import io
import math
import random
import secrets
import sqlite3
import zipfile
from pathlib import Path

import numpy as np
import pytest

from formcheck.history.set_folder import load_landmarks
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.plan.toml_file import render_plan
from tests.support.history import add_set, make_result
from tests.support.review_site import ReviewSite

_HUGE = ("9" * 20, "-" + "9" * 20, str(2**63), "9" * 1_500)
_TABLE = "[exercises.prone_press_up]\n"
_ODD_PLANS = {
    "deep lists": "note = " + "[" * 50_000,
    "deep tables": "note = " + "{a=" * 5_000,
    "a deep threshold": f"{_TABLE}thresholds{'.a' * 3_000} = 1",
    "a deep threshold in tables": "[exercises.prone_press_up.thresholds" + ".a" * 3_000 + "]",
    "digits without end": f"{_TABLE}reps = {'9' * 5_000}",
    "a count beyond reason": f"{_TABLE}reps = {'9' * 400}",
    "a count that no history holds": f"{_TABLE}sets_a_day = {'9' * 30}",
    "a hold beyond reason": f"{_TABLE}hold_s = {'9' * 400}",
    "a hold without end": f"{_TABLE}hold_s = inf",
    "a rest that is no number": f"{_TABLE}rest_s = nan",
    "a threshold beyond reason": f"{_TABLE}thresholds.faults.neck_deg = {'9' * 400}",
    "a threshold that is no number": f"{_TABLE}thresholds.faults.neck_deg = nan",
    "a day that is none": f"{_TABLE}days = [1979-99-99]",
}


@pytest.mark.parametrize("number", _HUGE)
@pytest.mark.parametrize(
    "path",
    [
        "/sets/newest.json?patient={}",
        "/patients/1/plan?version={}",
        "/sets/1/compare?with={}",
        "/sets?page={}",
        "/sets/{}",
        "/patients/{}/progress",
        "/sessions/{}/print",
    ],
)
def test_a_number_that_no_record_has_leads_nowhere(
    site: ReviewSite, path: str, number: str
) -> None:
    answer = site.therapist.get(path.format(number))
    assert answer.status in (400, 404)
    assert "Something went wrong" not in answer.text


@pytest.mark.parametrize("name", _ODD_PLANS)
def test_a_plan_file_beyond_reason_is_refused_in_words(site: ReviewSite, name: str) -> None:
    fields = {"text": _ODD_PLANS[name], "based_on": "0"}
    answer = site.therapist.post_form(f"/patients/{site.patient_id}/plan/file", fields)
    assert answer.status == 400
    assert "Not saved." in answer.text
    assert site.store.plans.get(site.patient_id) is None


@pytest.mark.parametrize("value", ["9" * 400, "9" * 5_000, "1e999", "nan", "-inf"])
def test_a_field_of_the_plan_beyond_reason_is_refused_in_words(
    site: ReviewSite, value: str
) -> None:
    for field in ("reps", "hold_s", "target", "threshold.faults.neck_deg"):
        fields = {
            "prone_press_up.enabled": "1",
            "prone_press_up.days": ["mon"],
            f"prone_press_up.{field}": value,
            "based_on": "0",
        }
        answer = site.therapist.post_form(f"/patients/{site.patient_id}/plan", fields)
        assert answer.status == 400, field
        assert "Not saved." in answer.text
    assert site.store.plans.get(site.patient_id) is None


def _file(site: ReviewSite, name: str) -> Path:
    found = getattr(site.store.sets.get(site.set_id).files, name)
    assert isinstance(found, Path)
    return found


def _npz(**arrays: object) -> bytes:
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]
    return packed.getvalue()


def _arrays(frames: int) -> dict[str, object]:
    return {
        "time_s": np.arange(frames) / 10,
        "xy_px": np.ones((frames, 33, 2), np.float32),
        "visibility": np.ones((frames, 33), np.float32),
        "size_px": np.array([640, 480]),
    }


def _spoilt(whole: bytes) -> list[bytes]:
    """Return archives that are cut off, changed in one place, or hold something else."""
    chance = random.Random(7)
    spoilt = [b"", b"PK", whole[: len(whole) // 2], whole[:-30], b"x" * 400]
    for _ in range(60):
        place = chance.randrange(len(whole))
        spoilt.append(whole[:place] + bytes([chance.randrange(256)]) + whole[place + 1 :])
    good = _arrays(5)
    wrong = {
        "time_s": [np.arange(4) / 10, np.array(["x"] * 5), np.full(5, np.nan), np.zeros((5, 2))],
        "xy_px": [np.ones((5, 33)), np.ones((4, 33, 2)), np.array("x")],
        "visibility": [np.ones((5, 32)), np.ones(5)],
        "size_px": [np.array(size) for size in ([640], [0, -1], [2**40, 5], [np.nan] * 2)],
    }
    spoilt += [_npz(**{**good, name: value}) for name, values in wrong.items() for value in values]
    return spoilt


def test_damaged_landmarks_are_told(tmp_path_site: ReviewSite) -> None:
    site, path = tmp_path_site, _file(tmp_path_site, "landmarks")
    address = f"/sets/{site.set_id}/landmarks.bin"
    told = 0
    for damaged in _spoilt(_npz(**_arrays(5))):
        path.write_bytes(damaged)
        answer = site.therapist.get(address, accept="application/json")
        # A changed byte of an archive's notes about itself may change nothing of what it holds.
        assert answer.status in (200, 503)
        if answer.status == 503:
            told += 1
            assert "landmarks of this set cannot be read" in answer.json["message"]
            assert answer.json["hint"]
    assert told >= 45
    path.write_bytes(_npz(**_arrays(5)))
    assert len(load_landmarks(path).time_s) == 5


def test_landmarks_in_an_archive_of_an_unknown_kind_are_told(tmp_path_site: ReviewSite) -> None:
    path = _file(tmp_path_site, "landmarks")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("time_s.npy", b"\x93NUMPY\x01\x00v\x00{'descr': '<f8', 'fortran_order': F")
    answer = tmp_path_site.therapist.get(f"/sets/{tmp_path_site.set_id}/landmarks.bin")
    assert answer.status == 503


def _damaged_signals(lines: list[str]) -> dict[str, list[str]]:
    header, rows = lines[0], lines[1:]
    middle = len(rows) // 2
    signal = next(
        place for place, name in enumerate(header.split(",")) if name.startswith("main_signal_")
    )

    def with_value(value: str) -> list[str]:
        cells = rows[middle].split(",")
        cells[signal] = value
        return [header, *rows[:middle], ",".join(cells), *rows[middle + 1 :]]

    return {
        "empty": [],
        "only its head": [header],
        "another head": ["a,b,c", *rows],
        "cut off within a row": [*lines[:middle], rows[middle][:4]],
        "cut off between rows": lines[:middle],
        "a row lost": [header, *rows[:middle], *rows[middle + 1 :]],
        "rows exchanged": [header, rows[middle], *rows[:middle], *rows[middle + 1 :]],
        "words for a number": with_value("x"),
        "no number": with_value("nan"),
        "without end": with_value("inf"),
    }


def test_a_damaged_signal_is_told_instead_of_drawn(tmp_path_site: ReviewSite) -> None:
    site, path = tmp_path_site, _file(tmp_path_site, "frames_csv")
    whole = path.read_text()
    address = f"/sets/{site.set_id}"
    words = "The signal of this set cannot be read"
    for name, lines in _damaged_signals(whole.splitlines()).items():
        path.write_text("\n".join(lines))
        answer = site.therapist.get(f"{address}/signal.json", accept="application/json")
        assert answer.status == 503, name
        assert words in answer.json["message"]
        assert "Score the clip again" in answer.json["hint"]
        printed = site.therapist.get(f"{address}/print")
        assert printed.status == 200
        assert words in printed.text
        assert 'class="drawn-chart"' not in printed.text
        assert site.therapist.get(address).status == 200
    path.write_text(whole)
    assert site.therapist.get(f"{address}/signal.json").status == 200
    assert words not in site.therapist.get(f"{address}/print").text


def test_a_correction_that_ends_before_it_begins_is_told_as_that(site: ReviewSite) -> None:
    path = f"/sets/{site.set_id}/changes"
    for change in (
        {"do": "move", "key": "rep-1", "start_s": 4.0, "end_s": 2.0},
        {"do": "add_rep", "start_s": 4.0, "end_s": 4.0},
    ):
        told = site.therapist.post_json(path, change).json
        assert told["message"] == "Nothing was changed: it would end before it begins."
        assert told["hint"] == "Move the cursor, or the other end, first."


def test_a_correction_that_our_page_cannot_have_sent_is_told_without_jargon(
    site: ReviewSite,
) -> None:
    told = site.therapist.post_json(f"/sets/{site.set_id}/changes", {"do": "reject", "key": 5}).json
    assert told["message"] == "Nothing was changed: the page sent something unexpected (key)."
    assert "Load the page again" in told["hint"]


def _add_stored(site: ReviewSite, **values: object) -> int:
    """Add a set whose stored row is changed behind the program's back, as by an earlier one."""
    set_id = add_set(site.store, site.patient_id, make_result(secrets.token_hex(8))).set_id
    for name, value in values.items():
        with sqlite3.connect(site.store.path) as connection:
            connection.execute(f"UPDATE sets SET {name} = ? WHERE id = ?", (value, set_id))
        connection.close()
    return set_id


def _pages(site: ReviewSite, set_id: int) -> list[str]:
    session = site.store.sets.get(set_id).row.session_id
    patient = f"/patients/{site.patient_id}"
    return [
        "/",
        "/sets",
        "/sets?state=new",
        f"{patient}/sets",
        f"{patient}/progress",
        f"{patient}/progress/print",
        f"{patient}/more",
        f"{patient}/plan",
        f"/sessions/{session}/print",
        "/exports",
        "/exports/tables.zip",
        "/agreement",
        f"/sets/{set_id}",
    ]


_BAD_ROWS: dict[str, dict[str, object]] = {
    "a length beyond reason": {"duration_s": 1e308},
    "a length without end": {"duration_s": math.inf},
    "a moment beyond any calendar": {"performed_at_s": 1e308},
    "a moment before it": {"performed_at_s": -1e300},
    "a day that is none": {"day": "someday"},
    "a hold without end": {"hold_total_s": math.inf},
    "a range beyond reason": {"range_mean": -1e308},
    "a count beyond reason": {"reps_counted": 2**62},
    "a severity that is none": {"worst_severity": 9},
}


@pytest.mark.parametrize("name", _BAD_ROWS)
def test_a_row_that_cannot_be_shown_is_marked_and_can_be_deleted(
    site: ReviewSite, name: str
) -> None:
    set_id = _add_stored(site, **_BAD_ROWS[name])
    for path in _pages(site, set_id):
        answer = site.therapist.get(path)
        assert answer.status == 200, (path, answer.text[:300])
    assert "This set is damaged and cannot be shown" in site.therapist.get("/sets").text
    assert (
        "1 set of this patient cannot be shown"
        in site.therapist.get(f"/patients/{site.patient_id}/progress").text
    )
    shown = site.therapist.get(f"/sets/{set_id}").text
    assert "is damaged" in shown
    assert "Delete the set" in shown
    deleted = site.therapist.post_form(f"/sets/{set_id}/delete", {"confirmed": "1"})
    assert deleted.status == 200
    assert "damaged" not in site.therapist.get("/sets").text


@pytest.mark.parametrize(
    "content",
    [None, b"", b"{}", b"[" * 100_000, b'{"schema_version": 99}', b"\xff\xfe"],
    ids=["gone", "empty", "another", "deep", "newer", "noise"],
)
def test_a_set_whose_result_is_damaged_can_be_deleted(
    site: ReviewSite, content: bytes | None
) -> None:
    set_id = _add_stored(site, review_state="done", figures=None)
    place = site.store.sets.get(set_id).files.result_json
    if content is None:
        place.unlink()
    else:
        place.write_bytes(content)
    for path in _pages(site, set_id):
        assert site.therapist.get(path).status == 200, path
    assert "Delete the set" in site.therapist.get(f"/sets/{set_id}").text
    for path in ("print", "signal.json", "review.json", f"compare?with={site.set_id}"):
        assert site.therapist.get(f"/sets/{set_id}/{path}").status in (400, 404, 503), path
    deleted = site.therapist.post_form(f"/sets/{set_id}/delete", {"confirmed": "1"})
    assert deleted.status == 200
    assert site.therapist.get(f"/sets/{set_id}").status == 404


def test_a_set_of_an_exercise_that_is_not_known_here_is_shown_and_can_be_deleted(
    site: ReviewSite,
) -> None:
    result = make_result().model_copy(update={"exercise": "tai_chi"})
    set_id = add_set(site.store, site.patient_id, result).set_id
    for path in _pages(site, set_id):
        assert site.therapist.get(path).status == 200, path
    assert "Tai chi (not installed)" in site.therapist.get("/").text
    deleted = site.therapist.post_form(f"/sets/{set_id}/delete", {"confirmed": "1"})
    assert deleted.status == 200


def test_a_plan_that_an_earlier_program_took_fails_no_page(tmp_path_site: ReviewSite) -> None:
    site = tmp_path_site
    thresholds = {"faults": {"neck_deg": -400}}
    plan = Plan(exercises={"prone_press_up": PlannedExercise(thresholds=thresholds)})
    with sqlite3.connect(site.store.path) as connection:
        connection.execute(
            "INSERT INTO plans VALUES (?, 1, 0, ?)", (site.patient_id, plan.model_dump_json())
        )
    connection.close()
    for path in _pages(site, site.set_id):
        assert site.therapist.get(path).status == 200, path
    fields = {"text": render_plan(plan), "based_on": "1"}
    told = site.therapist.post_form(f"/patients/{site.patient_id}/plan/file", fields)
    assert "it must lie between 0 and 180 degrees" in told.text


@pytest.mark.parametrize("value", ["-400", "1e308", "true"])
def test_a_threshold_that_cannot_be_is_refused_on_the_plan_page_in_words(
    site: ReviewSite, value: str
) -> None:
    fields = {
        "prone_press_up.enabled": "1",
        "prone_press_up.days": ["mon"],
        "prone_press_up.threshold.faults.neck_deg": value,
        "based_on": "0",
    }
    answer = site.therapist.post_form(f"/patients/{site.patient_id}/plan", fields)
    assert answer.status == 400
    wanted = "is no number" if value == "true" else "it must lie between 0 and 180 degrees"
    assert wanted in answer.text
    assert "(0 to 180 degrees)" in answer.text, "the field itself says so"
