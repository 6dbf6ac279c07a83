"""The pages of messages and files, asked directly."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from formcheck.exchange.making import make_plan_file
from formcheck.history.store import Store
from formcheck.plan.model import Plan
from tests.support.exchange import PASSPHRASE, TwoSides, everything, two_sides
from tests.support.history import add_set, make_result
from tests.support.review_site import HOSTILE, Answer
from tests.support.two_pages import OpenPages, open_pages


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[TwoSides]:
    with two_sides(tmp_path) as both:
        yield both


@pytest.fixture
def clinic(sides: TwoSides) -> Iterator[OpenPages]:
    with open_pages(sides.clinic.path.parent) as pages:
        yield pages


@pytest.fixture
def home(sides: TwoSides) -> Iterator[OpenPages]:
    with open_pages(sides.home.path.parent) as pages:
        pages.server.site.audience.choose("me")
        yield pages


def _send(pages: OpenPages, path: Path, query: str = "", **headers: str) -> Answer:
    return pages.visitor.put_film(
        f"/letters/new?name={quote(path.name)}{query}", path.read_bytes(), **headers
    )


def _packed(words: str) -> str:
    return base64.b64encode(words.encode()).decode()


def test_a_locked_file_is_asked_for_its_passphrase(sides: TwoSides, clinic: OpenPages) -> None:
    sides.hand_over_plan()
    sides.home.links.set_passphrase(sides.me.id, "vier blaue Ziegen äöü")
    add_set(sides.home, sides.me.id)
    path = sides.report_file()
    asked = _send(clinic, path)
    assert (asked.status, asked.json["ask"]) == (409, "passphrase")
    wrong = _send(clinic, path, x_formcheck_passphrase=_packed("four blue cats"))
    assert "does not open" in wrong.json["message"]
    taken = _send(clinic, path, x_formcheck_passphrase=_packed("vier blaue Ziegen äöü"))
    assert taken.json["lines"][:2] == ["For: A-1047", "1 set was added."]
    assert taken.json["patient"] == sides.patient.id


def test_another_key_is_trusted_only_on_demand(sides: TwoSides, clinic: OpenPages) -> None:
    sides.hand_over_plan()
    add_set(sides.home, sides.me.id)
    _send(clinic, sides.report_file())
    sides.home.path.with_name("history-exchange.key").unlink()
    add_set(sides.home, sides.me.id, make_result("b.mp4"), hours=30)
    path = sides.report_file()
    asked = _send(clinic, path)
    assert (asked.status, asked.json["ask"]) == (409, "trust"), asked.text
    assert _send(clinic, path, "&trust=yes").status == 200


def test_what_is_no_file_of_ours_is_refused_and_nothing_is_left(
    sides: TwoSides, clinic: OpenPages, tmp_path: Path
) -> None:
    letter = tmp_path / "../letter.formcheck"
    letter.write_bytes(b"Dear therapist")
    before = everything(sides.clinic)
    answer = _send(clinic, letter)
    assert answer.status == 400
    assert "no plan file and no report file" in answer.json["message"]
    assert everything(sides.clinic) == before


@pytest.mark.parametrize(
    "headers",
    [{"x-formcheck-token": "wrong"}, {"origin": "http://evil.example"}, {"cookie": ""}],
)
def test_nobody_else_hands_in_a_file(
    sides: TwoSides, clinic: OpenPages, headers: dict[str, str]
) -> None:
    before = everything(sides.clinic)
    body, kind = b"PK\x03\x04", {"content-type": "application/octet-stream"}
    answer = clinic.visitor.ask("PUT", "/letters/new?name=a", body, {**kind, **headers})
    assert answer.status == 403
    assert clinic.visitor.ask("PUT", "/letters/old", body, kind).status == 405
    assert everything(sides.clinic) == before


def test_a_message_with_words_of_urgent_signs_is_kept_only_after_the_page(
    sides: TwoSides, home: OpenPages
) -> None:
    place = f"/patients/{sides.me.id}/messages"
    text = "My bladder feels different <b>today</b>"
    page = home.visitor.post_form(place, {"text": text})
    assert "Please read this before you send it" in page.text
    assert "My bladder feels different &lt;b&gt;today" in page.text
    assert sides.home.messages.of_patient(sides.me.id) == []
    home.visitor.post_form(place, {"text": text, "seen_urgent": "yes"})
    (kept,) = sides.home.messages.of_patient(sides.me.id)
    assert kept.urgent


def test_a_therapist_may_write_of_signs(sides: TwoSides, clinic: OpenPages) -> None:
    place = f"/patients/{sides.patient.id}/messages"
    clinic.visitor.post_form(place, {"text": "If both legs hurt, call me."})
    (kept,) = sides.clinic.messages.of_patient(sides.patient.id)
    assert (kept.author, kept.urgent) == ("therapist", False)


def test_words_of_a_message_never_run(sides: TwoSides, clinic: OpenPages) -> None:
    sides.clinic.messages.write(sides.patient.id, "therapist", HOSTILE)
    page = clinic.visitor.get(f"/patients/{sides.patient.id}/messages").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_message_is_taken_back_and_one_is_settled(sides: TwoSides, clinic: OpenPages) -> None:
    messages, patient_id = sides.clinic.messages, sides.patient.id
    mine = messages.write(patient_id, "therapist", "Oh.")
    thanks = messages.write(patient_id, "patient", "Thank you.")
    assert clinic.visitor.post_form(f"/messages/{mine.id}/take-back", {}).status == 303
    assert clinic.visitor.post_form(f"/messages/{thanks.id}/settle", {}).status == 303
    assert [item.id for item in messages.of_patient(patient_id)] == [thanks.id]
    assert messages.unanswered() == []


def test_a_file_is_put_into_the_shared_folder_and_comes_in_by_itself(
    sides: TwoSides, clinic: OpenPages, home: OpenPages, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    sides.hand_over_plan()
    place = f"/patients/{sides.patient.id}/exchange"
    assert clinic.visitor.post_form(f"{place}/folder", {"folder": str(shared)}).status == 303
    home.visitor.post_form(f"/patients/{sides.me.id}/exchange/folder", {"folder": str(shared)})
    sides.clinic.messages.write(sides.patient.id, "therapist", "Look here.")
    clinic.visitor.post_form(f"{place}/make", {"into_folder": "yes"})
    _wait_for(lambda: bool(sides.home.messages.unread("patient")))


def _wait_for(met: Callable[[], bool]) -> None:
    end_s = time.monotonic() + 60
    while not met():
        assert time.monotonic() < end_s
        time.sleep(0.1)


def test_a_folder_and_a_promise_that_cannot_be(sides: TwoSides, clinic: OpenPages) -> None:
    place = f"/patients/{sides.patient.id}/exchange"
    assert clinic.visitor.post_form(f"{place}/folder", {"folder": "/nowhere"}).status == 400
    assert clinic.visitor.post_form(f"{place}/promise", {"days": "soon"}).status == 400
    assert clinic.visitor.post_form(f"{place}/passphrase", {"passphrase": "x"}).status == 400
    assert sides.clinic.links.answer_days is None


def test_the_file_that_formcheck_was_opened_with_is_asked_about(
    sides: TwoSides, tmp_path: Path
) -> None:
    sides.clinic.links.set_passphrase(sides.patient.id, PASSPHRASE)
    path = make_plan_file(sides.clinic, sides.patient, sides.folder).path
    with open_pages(tmp_path / "fresh", path) as pages:
        assert pages.server.site.first_page == "/letters/given"
        first = pages.visitor.get("/letters/given").text
        assert path.name in first
        assert "Passphrase" in pages.visitor.post_form("/letters/given", {}).text
        page = pages.visitor.post_form("/letters/given", {"passphrase": PASSPHRASE}).text
        assert "Your plan is now version 1." in page
        assert pages.server.site.audience.is_own
    with Store.open(tmp_path / "fresh" / "history.sqlite3") as store:
        me = store.patients.find("Me")
        assert me is not None
        saved = store.plans.get(me.id)
        assert saved is not None
        assert saved.plan == Plan(note="Twice a day.")
