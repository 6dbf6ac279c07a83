from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from formcheck.errors import StoreError, UsageError
from formcheck.history.models import SetFilter
from formcheck.history.sets import Sets
from formcheck.history.store import Store
from formcheck.live.flow.effects import RecordPain, RecordSafety
from formcheck.live.history_desk import HistoryDesk
from formcheck.live.saving import SavedSet
from formcheck.plan.model import Plan, PlannedExercise
from tests.support.live import PERFORMED_AT
from tests.support.scored import make_scored


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


@pytest.fixture
def desk(file: Path) -> Iterator[HistoryDesk]:
    desk = HistoryDesk(file, "  P-7 ")
    yield desk
    desk.close()


def _saved(folder: Path, minute: int = 0) -> SavedSet:
    """Return a set without a film, so many minutes after the first."""
    folder.mkdir(exist_ok=True)
    scored = make_scored(duration_s=20.0)
    clip = scored.result.clip.model_copy(update={"sha256": ""})
    result = scored.result.model_copy(update={"clip": clip})
    performed_at = PERFORMED_AT + timedelta(minutes=minute)
    return SavedSet(folder, replace(scored, result=result), None, performed_at)


def _ids(store: Store) -> list[int]:
    return [row.id for row in store.sets.select(SetFilter(order="oldest")).rows]


def test_a_set_with_its_answers_lands_in_one_session(
    desk: HistoryDesk, file: Path, tmp_path: Path
) -> None:
    desk.add_pain(RecordPain("before", 3, "back"))
    desk.add_set(_saved(tmp_path / "one"))
    desk.add_pain(RecordPain("after", 4, "buttock"))
    desk.add_safety(RecordSafety("numb_toes", "said so", "pelvic_tilt"))
    desk.add_set(_saved(tmp_path / "two", 1))
    desk.add_pain(RecordPain("after", 2, "none"))
    with Store.open(file) as store:
        (patient,) = store.patients.overviews()
        assert (patient.patient.label, desk.label) == ("P-7", "P-7")
        (session,) = store.sessions.of_patient(patient.patient.id)
        assert session.source == "live"
        first, second = _ids(store)
        answers = store.pain.of_patient(patient.patient.id)
        assert [(item.moment, item.set_id, item.session_id) for item in answers] == [
            ("before", None, session.id),
            ("after", first, session.id),
            ("after", second, session.id),
        ]
        assert [item.pain_0_to_10 for item in answers] == [3, 4, 2]
        (event,) = store.safety.of_patient(patient.patient.id)
        assert (event.kind, event.session_id) == ("numb_toes", session.id)
        record = store.sets.get(first)
        assert (record.row.source, record.row.session_id) == ("live", session.id)
        assert record.files.landmarks is not None


def test_an_answer_after_a_set_that_was_not_kept_belongs_to_no_set(
    desk: HistoryDesk, file: Path, tmp_path: Path
) -> None:
    desk.add_set(_saved(tmp_path / "one"))
    desk.forget_set()
    desk.add_pain(RecordPain("after", 5, "thigh"))
    with Store.open(file) as store:
        (answer,) = store.pain.of_patient(1)
        assert answer.set_id is None


def test_a_set_that_the_history_refuses_does_not_leave_its_answers_to_the_one_before(
    desk: HistoryDesk, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add_set(_saved(tmp_path / "one"))

    def refuse(*_: object) -> None:
        raise StoreError("The history cannot be written.")

    with monkeypatch.context() as patch:
        patch.setattr(Sets, "add", refuse)
        with pytest.raises(StoreError):
            desk.add_set(_saved(tmp_path / "two", 1))
    desk.add_pain(RecordPain("after", 5, "thigh"))
    with Store.open(file) as store:
        (answer,) = store.pain.of_patient(1)
        assert answer.set_id is None


def test_nothing_said_and_nothing_done_is_no_session(desk: HistoryDesk, file: Path) -> None:
    with Store.open(file) as store:
        assert store.sessions.of_patient(1) == []


def test_the_plan_is_the_newest(desk: HistoryDesk, file: Path) -> None:
    assert desk.plan() is None
    plan = Plan(exercises={"pelvic_tilt": PlannedExercise(reps=7)})
    with Store.open(file) as store:
        store.plans.save(1, plan)
    assert desk.plan() == plan


def test_a_patient_who_is_known_is_not_added_again(desk: HistoryDesk, file: Path) -> None:
    again = HistoryDesk(file, "P-7")
    again.close()
    with Store.open(file) as store:
        assert len(store.patients.overviews()) == 1


def test_labels_and_files_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        HistoryDesk(tmp_path / "history.sqlite3", "  ")
    (tmp_path / "text").write_text("no history")
    with pytest.raises(StoreError):
        HistoryDesk(tmp_path / "text", "P-7")
