"""Films that are sent to the pages: taken in as they are, told by content, and every attack."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import stat
from collections import namedtuple
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest

from formcheck.history.films.film import Facts, Film, Progress
from formcheck.history.films.receiving import LARGEST_FILM_BYTES
from formcheck.review.web import connections
from formcheck.review.web.audience import Audience
from formcheck.review.web.server import HOST
from formcheck.words import speaking
from tests.support.review_site import HOSTILE, ReviewSite, Visitor, running_site


def _address(**about: object) -> str:
    return f"/films/new?{urlencode(about)}"


def _films(site: ReviewSite) -> list[Film]:
    return site.store.films.all()


@pytest.fixture(autouse=True)
def _nothing_left(site: ReviewSite) -> Iterator[None]:
    yield
    for film in _films(site):
        site.store.films.forget(film)


def test_a_film_comes_in_whole(site: ReviewSite) -> None:
    data = os.urandom(3_000_000)
    address = _address(name="Übung.MOV", patient=site.patient_id, modified_ms=1_700_000_000_000)
    answer = site.therapist.put_film(address, data)
    assert answer.status == 200
    (film,) = _films(site)
    assert answer.json["id"] == film.id
    assert film.path.read_bytes() == data
    assert film.path.name == "Übung.mov"
    assert film.path.stat().st_mtime == 1_700_000_000
    assert stat.S_IMODE(film.path.stat().st_mode) == 0o600
    assert film.asked.patient_id == site.patient_id


def test_whose_it_is(site: ReviewSite) -> None:
    for about, label in (({}, "Loose films"), ({"label": " New  one "}, "New one")):
        answer = site.therapist.put_film(_address(name="a.mp4", **about), label.encode())
        assert answer.json["patient"]["label"] == label
    assert site.therapist.put_film(_address(name="a.mp4", patient=99)).status == 404
    assert len(_films(site)) == 2


def test_films_of_nobody_stay_together_in_any_language(tmp_path_site: ReviewSite) -> None:
    with speaking("de"):
        first = Audience(tmp_path_site.store).default_patient()
    answer = tmp_path_site.therapist.put_film(_address(name="b.mp4"), b"two")
    assert answer.json["patient"]["label"] == first.label == "Lose Filme"


def test_the_same_film_twice_is_one(site: ReviewSite) -> None:
    first = site.therapist.put_film(_address(name="a.mp4"), b"same").json
    second = site.therapist.put_film(_address(name="b.mp4"), b"same").json
    assert first["id"] == second["id"]


def test_what_the_list_says_of_a_film(site: ReviewSite) -> None:
    site.therapist.put_film(_address(name=f"{HOSTILE}.mp4", patient=site.patient_id))
    (film,) = _films(site)
    told = Progress(state="unsure", message="Is it this?", candidates=("knee_hug",))
    site.store.films.note(film, told)
    site.store.films.note(film, Facts(recorded_at="2025-03-01T10:00:00+01:00", by_camera=True))
    (row,) = site.therapist.get(f"/films.json?patient={site.patient_id}").json["films"]
    assert row["words"] == "Which exercise is it?"
    assert row["choices"][0] == {"name": "knee_hug", "title": "Knee hug", "likely": True}
    assert len(row["choices"]) >= 5
    assert (row["day"], row["day_words"]) == ("2025-03-01", "the film says so")
    assert row["patient"] is None
    assert "<" not in row["name"]
    assert site.therapist.get("/films.json").json["films"][0]["patient"]["label"] == HOSTILE
    site.store.films.note(film, told.model_copy(update={"candidates": ()}))
    (row,) = site.therapist.get(f"/films.json?patient={site.patient_id}").json["films"]
    assert row["words"] == "None of the exercises was found"
    assert not any(choice["likely"] for choice in row["choices"])


def test_a_film_is_cancelled_tried_again_dated_and_taken_out(site: ReviewSite) -> None:
    film_id = site.therapist.put_film(_address(name="a.mp4")).json["id"]
    one = f"/films/{film_id}"
    assert site.therapist.post_json(f"{one}/cancel", {}).json["state"] == "cancelled"
    again = site.therapist.post_json(f"{one}/again", {"exercise": "knee_hug", "turn": 90})
    assert again.json["state"] == "waiting"
    assert site.therapist.post_json(f"{one}/day", {"day": "2025-03-01"}).json["day"] == "2025-03-01"
    asked = _films(site)[0].asked
    assert (asked.exercise, asked.rotate, asked.day) == ("knee_hug", 90, date(2025, 3, 1))
    assert site.therapist.post_json(f"{one}/forget", {}).status == 200
    assert site.therapist.post_json(f"{one}/cancel", {}).status == 404


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("again", {"exercise": "../x"}),
        ("again", {"exercise": ["knee_hug"]}),
        ("again", {"turn": 45}),
        ("again", {"turn": True}),
        ("again", {"turn": {}}),
        ("day", {"day": "soon"}),
        ("day", {"day": "1999-01-01"}),
        ("day", {"day": "9999-01-01"}),
        ("day", {}),
        ("day", []),
        ("day", 3),
    ],
)
def test_what_makes_no_sense_is_refused(site: ReviewSite, what: str, message: object) -> None:
    film_id = site.therapist.put_film(_address(name="a.mp4")).json["id"]
    before = _films(site)[0].asked
    assert site.therapist.post_json(f"/films/{film_id}/{what}", message).status == 400
    assert _films(site)[0].asked == before


def test_the_list_is_cleared_of_what_is_done_alone(site: ReviewSite) -> None:
    ids = [
        site.therapist.put_film(_address(name="a.mp4"), bytes([number])).json["id"]
        for number in range(3)
    ]
    site.store.films.note(site.store.films.get(ids[0]), Progress(state="done"))
    site.store.films.note(site.store.films.get(ids[1]), Progress(state="unsure"))
    left = site.therapist.post_json("/films/clear", {}).json["films"]
    assert [film["id"] for film in left] == ids[1:]


def test_an_empty_film_is_refused(site: ReviewSite) -> None:
    answer = site.therapist.put_film(_address(name="a.mp4"), b"")
    assert answer.status == 400
    assert "empty" in answer.json["message"]


@pytest.mark.parametrize("who", ["stranger", "onlooker"])
def test_nobody_else_brings_or_sees_films(site: ReviewSite, who: str) -> None:
    visitor: Visitor = getattr(site, who)
    root = "" if who == "onlooker" else site.keys.root
    assert visitor.put_film(root + _address(name="a.mp4")).status == 403
    assert visitor.get(f"{root}/films.json").status == 403
    assert _films(site) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"x_formcheck_token": ""}, 403),
        ({"x_formcheck_token": "0" * 64}, 403),
        ({"content_type": "video/mp4"}, 415),
        ({"content_type": "multipart/form-data; boundary=x"}, 415),
        ({"content_type": "text/plain"}, 415),
        ({"host": "evil.example"}, 421),
        ({"cookie": ""}, 403),
    ],
)
def test_films_from_another_page_are_refused(
    site: ReviewSite, headers: dict[str, str], status: int
) -> None:
    assert site.therapist.put_film(_address(name="a.mp4"), **headers).status == status
    assert _films(site) == []


def test_films_are_brought_to_one_address_only(site: ReviewSite) -> None:
    for path in ("/films", "/films/new/x", "/x/films/new", "/sets/1", "/films/new/"):
        assert site.therapist.put_film(path).status == 405
    for method in ("POST", "GET", "DELETE", "PATCH"):
        assert site.therapist.ask(method, "/films/new").status in (403, 404, 405, 415)


def _say(site: ReviewSite, *more: str) -> socket.socket:
    """Begin to bring a film, with headers of one's own; the caller closes the connection."""
    usual = {**site.therapist.headers, "content-type": "application/octet-stream"}
    lines = [
        f"PUT {site.keys.root}/films/new?name=a.mp4 HTTP/1.1",
        f"Host: {HOST}:{site.port}",
        *(f"{name}: {value}" for name, value in usual.items()),
        *more,
    ]
    connection = socket.create_connection((HOST, site.port), timeout=60)
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    return connection


def _status(connection: socket.socket) -> int:
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    return answer.status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([f"Content-Length: {LARGEST_FILM_BYTES + 1}"], 413),
        (["Content-Length: " + "9" * 20], 413),
        ([], 411),
        (["Transfer-Encoding: chunked"], 411),
    ],
)
def test_the_size_must_be_said_and_is_bounded_before_a_byte_is_taken(
    site: ReviewSite, headers: list[str], status: int
) -> None:
    with _say(site, *headers) as connection:
        assert _status(connection) == status
    assert not [path for path in site.store.films.folder.glob("*/*") if path.is_file()]


def test_a_film_that_the_disk_has_no_room_for_is_refused_at_once(
    site: ReviewSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 10**12, 10**9))
    with _say(site, f"Content-Length: {10**9}", "accept: application/json") as connection:
        assert _status(connection) == 507
    assert not [path for path in site.store.films.folder.glob("*/*") if path.is_file()]


def test_a_film_that_breaks_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "LONGEST_FILM_SILENCE_S", 0.5)
    with running_site(tmp_path) as site:
        for closes in (True, False):
            with _say(site, "Content-Length: 100000") as connection:
                connection.sendall(b"x" * 5_000)
                if closes:
                    connection.close()
                else:
                    # Silence: it is hung up on.
                    assert connection.recv(1) == b""
        assert site.therapist.put_film(_address(name="a.mp4")).status == 200
        assert len(list(site.store.films.folder.glob("*/*.partial"))) == 0
        assert [film.asked.name for film in _films(site)] == ["a.mp4"]


def test_a_folder_is_watched_and_no_more(site: ReviewSite, tmp_path: Path) -> None:
    folder = tmp_path / "camera"
    folder.mkdir()
    place = f"/patients/{site.patient_id}/watch"
    fields = {"other_folder": str(folder), "back": "patient"}
    answer = site.therapist.post_form(place, fields)
    assert answer.status == 303
    assert answer.headers["location"].endswith(f"/patients/{site.patient_id}/sets")
    assert str(folder) in site.therapist.get(f"/patients/{site.patient_id}/sets").text
    folder.rmdir()
    assert "cannot be reached" in site.therapist.get(f"/patients/{site.patient_id}/sets").text
    assert site.therapist.post_form(f"{place}/end", {"back": "patient"}).status == 303
    assert site.store.watches.all() == []


@pytest.mark.parametrize(
    "folder", ["", "camera", "/etc/passwd", "/", "/nowhere\0", "/proc/self/mem"]
)
def test_what_cannot_be_watched_is_refused(site: ReviewSite, folder: str) -> None:
    fields = {"other_folder": folder, "back": "home"}
    answer = site.therapist.post_form(f"/patients/{site.patient_id}/watch", fields)
    assert answer.status == 400
    assert site.store.watches.all() == []
