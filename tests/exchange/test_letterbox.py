"""A shared folder: what the other side puts there comes in by itself, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.exchange.letterbox import HOPELESS_S, Letterbox, put_into_letterbox
from tests.support.exchange import PASSPHRASE, TwoSides, everything
from tests.support.history import add_set


class _Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def shared(sides: TwoSides, tmp_path: Path) -> Path:
    """Return a folder that both have chosen, after the first file was handed over by hand."""
    sides.hand_over_plan()
    folder = tmp_path / "shared"
    folder.mkdir()
    sides.home.links.set_folder(sides.me.id, folder)
    sides.clinic.links.set_folder(sides.patient.id, folder)
    return folder


def test_a_report_comes_in_and_the_answer_goes_back(sides: TwoSides, shared: Path) -> None:
    clinic, home = Letterbox(sides.clinic), Letterbox(sides.home)
    add_set(sides.home, sides.me.id)
    put_into_letterbox(sides.home, sides.me, "report")
    assert home.look() == []
    (told,) = clinic.look()
    assert told.taken is not None
    assert told.taken.outcome.sets == 1
    before = everything(sides.clinic)
    assert clinic.look() == Letterbox(sides.clinic).look() == []
    assert everything(sides.clinic) == before
    sides.clinic.messages.write(sides.patient.id, "therapist", "Well done.")
    put_into_letterbox(sides.clinic, sides.patient, "plan")
    (told,) = home.look()
    assert told.taken is not None
    assert told.taken.outcome.messages == 1


def test_a_half_file_waits_and_is_told_in_the_end(sides: TwoSides, shared: Path) -> None:
    clock = _Clock()
    box = Letterbox(sides.clinic, clock)
    add_set(sides.home, sides.me.id)
    whole = sides.report_file().read_bytes()
    coming = shared / "coming.formcheck"
    coming.write_bytes(whole[: len(whole) // 2])
    assert box.look() == []
    clock.now_s = HOPELESS_S / 2
    coming.write_bytes(whole[:-100])
    assert box.look() == []
    clock.now_s += HOPELESS_S - 1
    assert box.look() == []
    clock.now_s += 2
    (told,) = box.look()
    assert told.problem is not None
    assert "not whole" in told.problem.message
    assert box.look() == []
    coming.write_bytes(whole)
    (told,) = box.look()
    assert told.taken is not None


def test_what_cannot_be_taken_in_is_told_once(sides: TwoSides, shared: Path) -> None:
    (shared / "letter.formcheck").write_bytes(b"Dear therapist, this is no such file.")
    (shared / "notes.txt").write_text("for nobody")
    box = Letterbox(sides.clinic)
    (told,) = box.look()
    assert told.problem is not None
    assert box.look() == Letterbox(sides.clinic).look() == []
    (letter,) = sides.clinic.links.seen(sides.patient.id)
    assert letter.problem == told.problem.message


def test_a_locked_file_is_opened_by_the_passphrase_that_is_known(
    sides: TwoSides, shared: Path
) -> None:
    for store, patient in ((sides.home, sides.me), (sides.clinic, sides.patient)):
        store.links.set_passphrase(patient.id, PASSPHRASE)
    add_set(sides.home, sides.me.id)
    put_into_letterbox(sides.home, sides.me, "report")
    (told,) = Letterbox(sides.clinic).look()
    assert told.taken is not None


def test_one_folder_for_all_patients(sides: TwoSides, shared: Path) -> None:
    other = sides.clinic.patients.add("B-2")
    sides.clinic.links.set_folder(other.id, shared)
    add_set(sides.home, sides.me.id)
    put_into_letterbox(sides.home, sides.me, "report")
    (told,) = Letterbox(sides.clinic).look()
    assert told.patient == sides.patient
    assert list(sides.clinic.sets.every(other.id)) == []


def test_a_folder_that_is_out_of_reach_is_asked_again(sides: TwoSides, shared: Path) -> None:
    shared.rename(shared.with_name("away"))
    box = Letterbox(sides.clinic)
    assert box.look() == []
    add_set(sides.home, sides.me.id)
    shared.with_name("away").rename(shared)
    put_into_letterbox(sides.home, sides.me, "report")
    assert len(box.look()) == 1
