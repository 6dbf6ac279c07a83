"""A therapist and a patient, each with pages of their own: plan, set, question and answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from formcheck.history.models import Patient
from formcheck.plan.model import Plan
from formcheck.pose.bundle_file import Bundle
from tests.support.chromium import Page, find_chromium
from tests.support.exchange_pages import MESSAGE_ROW, drop, shown, submit, told
from tests.support.sample_film import FASTER, TWO_REPS, read_sample, write_film
from tests.support.two_pages import OpenPages, open_pages

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]
Look = Callable[[Page, str], None]


def _made(pages: OpenPages, patient_id: int, folder: Path) -> Path:
    """Make the file for the other side, as the button does, and save it."""
    answer = pages.visitor.post_form(f"/patients/{patient_id}/exchange/make", {})
    assert answer.status == 200, answer.text
    name = answer.headers["content-disposition"].partition('filename="')[2].rstrip('"')
    path = folder / name
    path.write_bytes(answer.body)
    return path


def play(folder: Path, look: Look = lambda _page, _name: None) -> None:
    """Play it from two empty folders; ``look`` is called wherever there is something to see."""
    for name in ("clinic", "home", "files"):
        (folder / name).mkdir(parents=True)
    with (
        open_pages(folder / "clinic") as clinic,
        open_pages(folder / "home") as home,
        Page(folder / "profile-1", timeout_s=120.0) as there,
        Page(folder / "profile-2", timeout_s=120.0) as here,
    ):
        played = _Play(folder, clinic, home, there, here, look)
        plan_file = played.make_plan()
        played.take_plan_at_home(plan_file)
        played.score_a_set(folder)
        report_file = played.ask_at_home()
        answer_file = played.answer(report_file)
        played.read_answer(answer_file)
        assert [*there.complaints, *here.complaints] == []


@dataclass
class _Play:
    """What both do, one after the other: ``there`` is the therapist's page, ``here`` the home's."""

    folder: Path
    clinic: OpenPages
    home: OpenPages
    there: Page
    here: Page
    look: Look

    @property
    def patient(self) -> Patient:
        """The patient as the therapist calls them."""
        return self.clinic.store.patients.add("A-1047")

    @property
    def me(self) -> Patient:
        """The patient at home."""
        return self.home.store.patients.add("Me")

    def make_plan(self) -> Path:
        """Add a patient with a plan, a message and a promise, and make the file."""
        there, clinic = self.there, self.clinic
        there.visit(clinic.entrance, "!!document.querySelector('.doors form')")
        others = ".doors form:has([value=others])"
        submit(there, others, {}, "!!document.querySelector('#exercise')")
        there.visit(clinic.address("/"))
        ready = "location.pathname.endsWith('/plan')"
        submit(there, "form.fields", {"label": "A-1047"}, ready)
        clinic.store.plans.save(self.patient.id, Plan(note="Twice a day, slowly."))
        there.visit(clinic.address(f"/patients/{self.patient.id}/exchange"))
        submit(there, "form[action$=promise]", {"days": "3"}, "!!document.querySelector('#days')")
        there.visit(clinic.address(f"/patients/{self.patient.id}/messages"))
        submit(there, ".message-form", {"text": "Begin with two holds."}, MESSAGE_ROW)
        there.visit(clinic.address(f"/patients/{self.patient.id}/exchange"))
        self.look(there, "therapist-exchange")
        return _made(clinic, self.patient.id, self.folder / "files")

    def take_plan_at_home(self, plan_file: Path) -> None:
        """Drop the file on the first page, twice."""
        here, home = self.here, self.home
        here.visit(home.entrance, "!!document.querySelector('.doors form')")
        submit(here, ".doors form:has([value=me])", {}, "!!document.querySelector('#letters')")
        drop(here, plan_file)
        self.look(here, "home-taken")
        assert "Your plan is now version 1." in told(here)
        here.visit(home.address("/home"))
        drop(here, plan_file)
        assert "taken in before" in told(here)

    def score_a_set(self, folder: Path) -> None:
        """Have a film scored for the patient at home."""
        film = write_film(folder / "files" / "press.mp4", read_sample()[FASTER][:TWO_REPS])
        command = [sys.executable, "-m", "formcheck", "score", str(film), "-e", "prone_press_up"]
        place = folder / "home"
        more = ["--patient", "Me", "--store", str(place / "history.sqlite3"), "-o", "results"]
        subprocess.run([*command, *more], check=True, capture_output=True, cwd=place)
        self.here.visit(self.home.address("/home"))
        self.look(self.here, "home")

    def ask_at_home(self) -> Path:
        """Read the message, be warned of an urgent sign, ask about a moment, make the report."""
        here, home, place = self.here, self.home, f"/patients/{self.me.id}"
        here.visit(home.address(f"{place}/messages"))
        assert "Begin with two holds." in shown(here)
        assert "within 3 days" in shown(here)
        urgent = {"text": "Since Monday I am numb between my legs."}
        submit(here, ".message-form", urgent, "!!document.querySelector('.red-flags')")
        self.look(here, "urgent")
        assert home.store.messages.unread("therapist") == []
        (set_id,) = (item.id for item in home.store.sets.every(self.me.id))
        here.visit(home.address(f"{place}/messages?set={set_id}&time=3"))
        submit(here, ".message-form", {"text": "Are my hips low enough here?"}, MESSAGE_ROW)
        self.look(here, "home-messages")
        here.visit(home.address(f"{place}/exchange"))
        self.look(here, "home-exchange")
        return _made(home, self.me.id, self.folder / "files")

    def answer(self, report_file: Path) -> Path:
        """Take the report in, look at the set, answer, and make the next plan file."""
        there, clinic, place = self.there, self.clinic, f"/patients/{self.patient.id}"
        there.visit(clinic.address(f"{place}/exchange"))
        drop(there, report_file)
        self.look(there, "therapist-taken")
        assert "1 set was added." in told(there)
        (asked,) = clinic.store.messages.unanswered()
        assert (asked.text, asked.time_s) == ("Are my hips low enough here?", 3.0)
        there.visit(clinic.address(f"/sets/{asked.set_id}"))
        self.look(there, "therapist-set")
        there.visit(clinic.address(f"{place}/messages"))
        self.look(there, "therapist-messages")
        submit(there, ".message-form", {"text": "Yes. Keep them there."}, MESSAGE_ROW)
        assert clinic.store.messages.unanswered() == []
        return _made(clinic, self.patient.id, self.folder / "files")

    def read_answer(self, answer_file: Path) -> None:
        """Drop the answer on the first page, see that it is there, and read it."""
        here, home = self.here, self.home
        here.visit(home.address("/home"))
        drop(here, answer_file)
        here.visit(home.address("/home"))
        assert "1 new message" in shown(here)
        here.visit(home.address(f"/patients/{self.me.id}/messages"))
        self.look(here, "home-answer")
        assert "Keep them there." in shown(here)
        assert home.store.messages.unread("patient") == []


def test_from_two_empty_folders(bundle: Bundle, tmp_path: Path) -> None:
    play(tmp_path)
