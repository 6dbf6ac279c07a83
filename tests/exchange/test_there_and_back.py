"""A plan goes to a home, sets and a question come back, the answer goes there and is read."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from formcheck.errors import UsageError
from formcheck.exchange.making import make_plan_file, make_report_file, waiting_for_therapist
from formcheck.exchange.taking import describe_taken
from formcheck.history.models import Landmarks
from formcheck.plan.model import Plan
from tests.support.exchange import PASSPHRASE, TwoSides, everything
from tests.support.history import MORNING, add_set, make_fault, make_result


def test_a_plan_arrives_with_its_messages(sides: TwoSides) -> None:
    sides.clinic.messages.write(sides.patient.id, "therapist", "Begin slowly.")
    sides.clinic.links.set_answer_days(3)
    taken = sides.hand_over_plan()
    assert (taken.kind, taken.outcome.plan_version, taken.outcome.messages) == ("plan", 1, 1)
    saved = sides.home.plans.get(sides.me.id)
    assert saved is not None
    assert saved.plan == Plan(note="Twice a day.")
    (message,) = sides.home.messages.unread("patient")
    assert (message.text, message.author) == ("Begin slowly.", "therapist")
    link = sides.home.links.of_patient(sides.me.id)
    assert link is not None
    assert link.answer_days == 3
    assert describe_taken(taken, with_label=False)[:2] == [
        "Your plan is now version 1.",
        "1 new message.",
    ]


def test_sets_come_back_with_all_that_was_said(sides: TwoSides) -> None:
    sides.hand_over_plan()
    home, me = sides.home, sides.me
    at = MORNING.astimezone(tz=None)
    set_id = add_set(home, me.id, make_result("a.mp4", faults=[make_fault(1)])).set_id
    second = add_set(home, me.id, make_result("b.mp4"), hours=30).set_id
    session = home.sets.get(set_id).row.session_id
    home.pain.add(
        me.id,
        moment="before",
        pain_0_to_10=3,
        furthest_site="back",
        answered_at=at,
        session_id=session,
    )
    home.pain.add(
        me.id,
        moment="after",
        pain_0_to_10=5,
        furthest_site="thigh",
        answered_at=at + timedelta(minutes=5),
        set_id=set_id,
        session_id=session,
    )
    home.safety.add(me.id, kind="numb_toes", detail="", happened_at=at, set_id=second)
    home.messages.write(me.id, "patient", "Is this right?", set_id=set_id, time_s=4.5)
    taken = sides.take_at_clinic(sides.report_file())
    assert (taken.outcome.sets, taken.outcome.pain, taken.outcome.safety) == (2, 2, 1)
    clinic, patient = sides.clinic, sides.patient
    rows = list(clinic.sets.every(patient.id))
    assert [row.performed_at for row in rows] == [row.performed_at for row in home.sets.every()]
    assert [row.day for row in rows] == [row.day for row in home.sets.every()]
    assert [row.review_state for row in rows] == ["new", "new"]
    before, after = clinic.pain.of_patient(patient.id)
    assert before.session_id == after.session_id == rows[0].session_id
    assert (before.set_id, after.set_id, after.furthest_site) == (None, rows[0].id, "thigh")
    (event,) = clinic.safety.of_patient(patient.id)
    assert (event.kind, event.set_id) == ("numb_toes", rows[1].id)
    (asked,) = clinic.messages.unanswered()
    assert (asked.text, asked.set_id, asked.time_s) == ("Is this right?", rows[0].id, 4.5)
    origin = clinic.links.origin(rows[0].id)
    assert origin is not None
    assert (origin.kind, origin.number, origin.sender_key) == ("report", 1, taken.sender_key)


def test_the_answer_is_read_and_known_as_read(sides: TwoSides) -> None:
    sides.hand_over_plan()
    sides.home.messages.write(sides.me.id, "patient", "May I bend?")
    sides.take_at_clinic(sides.report_file())
    sides.clinic.messages.write(sides.patient.id, "therapist", "Yes, a little.")
    sides.hand_over_plan()
    asked, answer = sides.home.messages.of_patient(sides.me.id)
    assert asked.answered_at is not None
    assert asked.read_at is not None
    sides.home.messages.mark_read([asked, answer], "patient")
    sides.take_at_clinic(sides.report_file())
    told = sides.clinic.messages.of_patient(sides.patient.id)[1]
    assert told.read_at is not None


def test_landmarks_come_along_and_a_film_only_if_it_is_ticked(
    sides: TwoSides, tmp_path: Path, landmarks: Landmarks
) -> None:
    sides.hand_over_plan()
    film = tmp_path / "a.mp4"
    film.write_bytes(b"a.mp4")
    result = make_result("a.mp4")
    ids = [
        add_set(sides.home, sides.me.id, result, clip=film, landmarks=landmarks).set_id,
        add_set(sides.home, sides.me.id, make_result("b.mp4"), clip=film, hours=30).set_id,
    ]
    with pytest.raises(UsageError, match="locked"):
        sides.report_file(films=ids[:1])
    sides.home.links.set_passphrase(sides.me.id, PASSPHRASE)
    path = sides.report_file(films=ids[:1])
    assert b"sets/" not in path.read_bytes()
    sides.take_at_clinic(path, passphrase=PASSPHRASE)
    first, second = (sides.clinic.sets.get(row.id) for row in sides.clinic.sets.every())
    assert first.files.landmarks is not None
    assert first.files.clip is not None
    assert first.files.clip.read_bytes() == b"a.mp4"
    assert second.files.clip is None


def test_what_the_other_side_has_does_not_go_again(sides: TwoSides) -> None:
    sides.hand_over_plan()
    add_set(sides.home, sides.me.id)
    lost = sides.report_file()
    again = sides.report_file()
    assert lost != again
    assert sides.take_at_clinic(again).outcome.sets == 1
    assert len(waiting_for_therapist(sides.home, sides.me).sets) == 1
    sides.hand_over_plan()
    assert waiting_for_therapist(sides.home, sides.me).sets == []
    add_set(sides.home, sides.me.id, make_result("b.mp4"), hours=30)
    assert sides.take_at_clinic(sides.report_file()).outcome.sets == 1


def test_a_set_that_the_therapist_scored_herself_is_there_once(sides: TwoSides) -> None:
    sides.hand_over_plan()
    add_set(sides.clinic, sides.patient.id)
    add_set(sides.home, sides.me.id)
    outcome = sides.take_at_clinic(sides.report_file()).outcome
    assert (outcome.sets, outcome.sets_known) == (0, 1)


def test_a_home_may_begin(sides: TwoSides) -> None:
    add_set(sides.home, sides.me.id)
    newcomer = sides.clinic.patients.add("B-2")
    path = sides.report_file()
    assert sides.take_at_clinic(path, patient=newcomer).outcome.sets == 1
    sides.clinic.messages.write(newcomer.id, "therapist", "Welcome.")
    answer = make_plan_file(sides.clinic, newcomer, sides.folder).path
    assert sides.take_at_home(answer).outcome.messages == 1


def test_a_home_that_began_by_itself_joins_the_therapist_who_began_too(sides: TwoSides) -> None:
    add_set(sides.home, sides.me.id)
    sides.report_file()
    sides.hand_over_plan()
    assert sides.take_at_clinic(sides.report_file()).outcome.sets == 1


def test_a_history_that_went_back_to_a_backup_goes_on(sides: TwoSides) -> None:
    sides.hand_over_plan()
    for number in range(3):
        add_set(sides.home, sides.me.id, make_result(f"{number}.mp4"), hours=30 * number)
        sides.take_at_clinic(sides.report_file())
    with sides.home._database.writing() as connection:
        connection.execute("UPDATE links SET made = 0")
    add_set(sides.home, sides.me.id, make_result("new.mp4"), hours=200)
    for path in sides.folder.glob("report-*"):
        path.unlink()
    assert sides.take_at_clinic(sides.report_file()).outcome.sets == 1


def test_nothing_is_made_of_nothing(sides: TwoSides) -> None:
    empty = sides.clinic.patients.add("B-2")
    with pytest.raises(UsageError, match="nothing to send"):
        make_plan_file(sides.clinic, empty, sides.folder)


def test_taken_in_twice_is_taken_in_once(sides: TwoSides) -> None:
    sides.hand_over_plan()
    add_set(sides.home, sides.me.id)
    path = sides.report_file()
    sides.take_at_clinic(path)
    before = everything(sides.clinic)
    again = sides.take_at_clinic(path)
    assert not again.is_new
    assert describe_taken(again, with_label=True) == [
        f"“{path.name}” was taken in before. Nothing was changed."
    ]
    assert everything(sides.clinic) == before


def test_a_report_tells_no_label_and_no_note(sides: TwoSides) -> None:
    sides.home.patients.rename(sides.me.id, "Erika Mustermann")
    patient = sides.home.patients.add("Erika Mustermann")
    set_id = add_set(sides.home, patient.id).set_id
    sides.home.notes.add(set_id, "felt dizzy")
    with zipfile.ZipFile(make_report_file(sides.home, patient, sides.folder).path) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Mustermann" not in inside
    assert b"felt dizzy" not in inside
