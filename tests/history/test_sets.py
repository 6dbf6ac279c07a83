"""Sets: added once, listed in pages, found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import StoreError, UnknownRecordError, UsageError
from formcheck.history.models import NewSet, Page, SetFilter
from formcheck.history.set_folder import load_landmarks
from formcheck.history.sets import LIST, ORDER, restrict
from formcheck.history.store import Store
from formcheck.judge.result import ReadingInfo, SegmentInfo
from tests.support.history import (
    MORNING,
    add_set,
    make_fault,
    make_landmarks,
    make_rep,
    make_result,
)


def test_a_set_is_kept_with_its_files(store: Store, patient_id: int, tmp_path: Path) -> None:
    clip, folder = tmp_path / "Übung 1.MOV", tmp_path / "results"
    clip.write_bytes(b"moving pictures")
    folder.mkdir()
    for name in ("frames.csv", "reps.csv", "events.vtt", "annotated.mp4", "report.html"):
        (folder / name).write_text(name)
    added = add_set(
        store,
        patient_id,
        make_result("Übung 1.MOV", faults=[make_fault(2)]),
        clip=clip,
        result_folder=folder,
        landmarks=make_landmarks(),
    )
    clip.unlink()
    record = store.sets.get(added.set_id)
    assert added.added
    assert record.files.clip is not None
    assert record.files.clip.read_bytes() == b"moving pictures"
    assert record.files.clip.name == "clip.mov"
    assert record.clip_name == "Übung 1.MOV"
    assert record.files.annotated is None, "clip and landmarks make it superfluous"
    assert record.files.frames_csv is not None
    assert not (record.files.folder / "report.html").exists()
    row = record.row
    assert (row.reps_counted, row.clean_reps, row.fault_count, row.worst_severity) == (3, 2, 1, 2)
    assert row.hold_total_s == pytest.approx(3.6)
    assert (row.range_mean, row.unit, row.review_state) == (42.0, "deg", "new")
    assert (row.performed_at, row.day) == (MORNING, date(2025, 3, 3))


def test_landmarks_come_back_as_they_were(store: Store, patient_id: int) -> None:
    given = make_landmarks()
    files = store.sets.get(add_set(store, patient_id, landmarks=given).set_id).files
    assert files.landmarks is not None
    kept = load_landmarks(files.landmarks)
    np.testing.assert_array_equal(kept.time_s, given.time_s)
    np.testing.assert_array_equal(kept.xy_px, given.xy_px)
    np.testing.assert_array_equal(kept.visibility, given.visibility)
    assert (kept.width_px, kept.height_px) == (640, 480)
    files.landmarks.write_bytes(b"PK no more")
    with pytest.raises(StoreError, match="landmarks"):
        load_landmarks(files.landmarks)


def test_the_drawn_video_is_kept_where_nothing_better_is(
    store: Store, patient_id: int, tmp_path: Path
) -> None:
    (tmp_path / "annotated.mp4").write_bytes(b"drawn")
    files = store.sets.get(add_set(store, patient_id, result_folder=tmp_path).set_id).files
    assert files.clip is None
    assert files.annotated is not None


def test_a_clip_that_is_not_copied_stays_where_it_is(
    store: Store, patient_id: int, tmp_path: Path
) -> None:
    clip = tmp_path / "a.mp4"
    clip.write_bytes(b"x")
    record = store.sets.get(add_set(store, patient_id, clip=clip, copy_clip=False).set_id)
    assert record.files.clip == clip
    clip.unlink()
    assert store.sets.get(record.row.id).files.clip is None


def test_the_same_clip_exercise_and_settings_are_added_once(store: Store, patient_id: int) -> None:
    first = add_set(store, patient_id)
    again = add_set(store, patient_id, hours=9)
    assert (again.set_id, again.added) == (first.set_id, False)
    other = store.patients.add("other").id
    different = [
        add_set(store, patient_id, make_result("b.mp4")),
        add_set(store, patient_id, make_result(exercise="seal_stretch")),
        add_set(store, patient_id, make_result(view={"yaw_ok_deg": 11})),
        add_set(store, other),
    ]
    assert all(item.added for item in different)
    assert store.sets.select().total == 5
    folders = list(store.files_folder.iterdir())
    assert len(folders) == 5


def test_two_parts_of_one_clip_are_two_sets(store: Store, patient_id: int) -> None:
    parts = [
        SegmentInfo(index=1, of=2, start_s=0.0, end_s=20.0),
        SegmentInfo(index=2, of=2, start_s=25.0, end_s=60.0),
    ]
    added = [add_set(store, patient_id, make_result(segment=part)) for part in parts]
    assert [item.added for item in added] == [True, True]
    second = store.sets.get(added[1].set_id)
    assert (second.segment_index, second.row.duration_s) == (2, 35.0)
    assert not add_set(store, patient_id, make_result(segment=parts[1])).added


def test_a_file_that_cannot_be_copied_leaves_nothing_behind(
    store: Store, patient_id: int, tmp_path: Path
) -> None:
    with pytest.raises(StoreError):
        add_set(store, patient_id, clip=tmp_path / "gone.mp4")
    assert store.sets.select().total == 0
    assert list(store.files_folder.iterdir()) == []
    assert store._database.rows("SELECT * FROM folders_to_remove") == []


def test_a_set_needs_a_patient_and_a_time_zone(store: Store, patient_id: int) -> None:
    with pytest.raises(UnknownRecordError, match="patient"):
        add_set(store, 99)
    with pytest.raises(UnknownRecordError, match="session"):
        add_set(store, patient_id, session_id=99)
    with pytest.raises(UsageError, match="time zone"):
        store.sets.add(patient_id, NewSet(make_result(), MORNING.replace(tzinfo=None), "score"))
    assert list(store.files_folder.iterdir()) == []


def test_the_day_is_that_of_the_place(store: Store, patient_id: int) -> None:
    late = MORNING.replace(hour=23).astimezone(timezone(timedelta(hours=10)))
    set_id = store.sets.add(patient_id, NewSet(make_result(), late, "live")).set_id
    assert store.sets.get(set_id).row.day == date(2025, 3, 4)
    assert store.sets.get(set_id).row.performed_at == late


def test_the_list_is_paged_newest_first(store: Store, patient_id: int) -> None:
    ids = [
        add_set(store, patient_id, make_result(f"{number}.mp4"), hours=number).set_id
        for number in range(7)
    ]
    first = store.sets.select(page=Page(1, 3))
    assert [row.id for row in first.rows] == ids[:3:-1]
    assert (first.total, first.pages) == (7, 3)
    assert [row.id for row in store.sets.select(page=Page(3, 3)).rows] == [ids[0]]
    assert store.sets.select(page=Page(4, 3)).rows == []
    assert [row.id for row in store.sets.select(SetFilter(order="oldest")).rows] == ids
    assert store.sets.newest_id() == max(ids)
    assert store.sets.newest_id(99) is None


def test_the_list_is_filtered(store: Store, patient_id: int) -> None:
    other = store.patients.add("other").id
    clean = add_set(store, patient_id).set_id
    faulty = add_set(
        store, patient_id, make_result("b.mp4", faults=[make_fault(1)]), hours=30
    ).set_id
    unsure = add_set(
        store, other, make_result("c.mp4", faults=[make_fault(1, sure=False)]), hours=60
    ).set_id
    seal = add_set(store, other, make_result(exercise="seal_stretch"), hours=90).set_id

    def found(**wanted: object) -> set[int]:
        return {row.id for row in store.sets.select(SetFilter(**wanted)).rows}  # type: ignore[arg-type]

    assert found(patient_id=patient_id) == {clean, faulty}
    assert found(exercise="seal_stretch") == {seal}
    assert found(with_faults=True) == {faulty}, "an unsure fault does not stand yet"
    assert found(fault_id="PPU-1") == {faulty}
    assert found(first_day=date(2025, 3, 4)) == {faulty, unsure, seal}
    assert found(last_day=date(2025, 3, 3)) == {clean}
    assert found(review_state="done") == set()
    assert found(patient_id=other, exercise="prone_press_up") == {unsure}
    assert found(session_id=store.sets.get(seal).row.session_id) == {seal}


@pytest.mark.parametrize(
    "wanted",
    [
        SetFilter(),
        SetFilter(patient_id=1),
        SetFilter(patient_id=1, exercise="knee_hug"),
        SetFilter(exercise="knee_hug"),
        SetFilter(review_state="new"),
        SetFilter(patient_id=1, order="oldest"),
    ],
)
def test_no_list_sorts_or_reads_the_whole_store(store: Store, wanted: SetFilter) -> None:
    where, values = restrict(wanted)
    query = f"EXPLAIN QUERY PLAN {LIST} {where} {ORDER[wanted.order]} LIMIT 50"
    steps = [row["detail"] for row in store._database.rows(query, values)]
    assert not any("TEMP B-TREE" in step for step in steps), steps
    assert all("USING" in step for step in steps if step.startswith(("SCAN s", "SEARCH"))), steps


def test_earlier_sets_of_the_exercise_are_offered_to_compare(store: Store, patient_id: int) -> None:
    ids = [
        add_set(store, patient_id, make_result(f"{number}.mp4"), hours=24 * number).set_id
        for number in range(4)
    ]
    add_set(store, patient_id, make_result(exercise="seal_stretch"))
    add_set(store, store.patients.add("other").id)
    assert [record.row.id for record in store.sets.before(ids[3], 2)] == [ids[2], ids[1]]
    assert store.sets.before(ids[0]) == []


def test_sets_within_two_hours_are_one_session(store: Store, patient_id: int) -> None:
    first, soon, later, before = (
        store.sets.get(add_set(store, patient_id, make_result(f"{hours}"), hours=hours).set_id).row
        for hours in (3.0, 4.9, 8.0, 1.5)
    )
    assert first.session_id == soon.session_id == before.session_id
    assert later.session_id != first.session_id
    morning = store.sessions.get(first.session_id)
    assert morning.started_at == MORNING + timedelta(hours=1.5)
    assert morning.ended_at == MORNING + timedelta(hours=4.9, seconds=60)
    assert [item.id for item in store.sessions.of_patient(patient_id)] == [
        later.session_id,
        first.session_id,
    ]


def test_a_set_of_a_live_session_belongs_to_it(store: Store, patient_id: int) -> None:
    session = store.sessions.begin(patient_id, MORNING, "live")
    set_id = add_set(store, patient_id, hours=0.5, session_id=session.id).set_id
    assert store.sets.get(set_id).row.session_id == session.id
    assert store.sessions.get(session.id).ended_at == MORNING + timedelta(hours=0.5, seconds=60)


def test_a_live_set_without_a_clip_is_told_apart_by_its_time(store: Store, patient_id: int) -> None:
    result = make_result()
    live = result.model_copy(update={"clip": result.clip.model_copy(update={"sha256": ""})})
    new = NewSet(live, MORNING, "live")
    assert store.sets.add(patient_id, new).added
    assert not store.sets.add(patient_id, new).added
    assert store.sets.add(
        patient_id, replace(new, performed_at=MORNING + timedelta(minutes=3))
    ).added


def test_partial_repetitions_do_not_count(store: Store, patient_id: int) -> None:
    reps = [make_rep(1), make_rep(2, kind="partial", counted=False, index=None)]
    row = store.sets.get(add_set(store, patient_id, make_result(reps=reps)).set_id).row
    assert (row.reps_counted, row.reps_partial) == (1, 1)


def test_every_exercise_that_was_ever_done_is_named_once(store: Store, patient_id: int) -> None:
    assert store.sets.exercises() == []
    for clip, exercise in (("a", "forward_bend"), ("b", "knee_hug"), ("c", "forward_bend")):
        add_set(store, patient_id, make_result(f"{clip}.mp4", exercise=exercise))
    assert store.sets.exercises() == ["forward_bend", "knee_hug"]


def test_a_clip_that_is_read_otherwise_is_another_set(
    store: Store, patient_id: int, tmp_path: Path
) -> None:
    clip, folder = tmp_path / "a.mp4", tmp_path / "results"
    clip.write_bytes(b"moving pictures")
    folder.mkdir()
    (folder / "annotated.mp4").write_text("turned")
    usual = make_result()
    reading = ReadingInfo(fps=None, speed=1.0, rotate_deg=90)
    turned = usual.model_copy(update={"clip": usual.clip.model_copy(update={"reading": reading})})
    sets = [
        add_set(
            store,
            patient_id,
            result,
            clip=clip,
            result_folder=folder,
            landmarks=make_landmarks(),
        )
        for result in (usual, turned, turned)
    ]
    assert [added.added for added in sets] == [True, True, False]
    kept = [store.sets.get(added.set_id).files.annotated for added in sets[:2]]
    assert kept[0] is None
    assert kept[1] is not None, "a player would show the clip itself lying"


def test_every_set_comes_once_over_all_pages(
    store: Store, patient_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.history.sets._MANY", 2)
    other = store.patients.add("another")
    for number in range(5):
        add_set(store, patient_id, make_result(f"{number}.mp4"), hours=-number)
    add_set(store, other.id, make_result("5.mp4"), hours=1.0)
    rows = list(store.sets.every())
    assert [row.performed_at for row in rows] == sorted(row.performed_at for row in rows)
    assert len({row.id for row in rows}) == 6
    assert {row.patient_id for row in store.sets.every(other.id)} == {other.id}
    assert list(store.sets.every(99)) == []
