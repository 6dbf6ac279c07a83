"""Stills and curves that are saved from the page of a set."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import Any

import cv2
import numpy as np
import pytest

from formcheck.arrays import Pixels
from formcheck.drawing.palette import GROUND
from formcheck.drawing.sketch import SKETCH
from formcheck.history.corrections.changes import Reject
from formcheck.history.corrections.drawings import AddDrawing, Drawing
from formcheck.review.drawings import still
from formcheck.review.sharing.face import hide_face
from tests.support.review_site import HOSTILE, Answer, ReviewSite

_DRAWN = Drawing(tool="line", time_s=2.0, points=((0.1, 0.1), (1.2, 0.1)))


def _pixels(answer: Answer) -> Pixels:
    assert answer.status == 200, answer.text
    decoded = cv2.imdecode(np.frombuffer(answer.body, np.uint8), cv2.IMREAD_COLOR)
    return np.asarray(decoded, np.uint8)[:, :, ::-1]


def _has(picture: Pixels, colour: tuple[int, int, int], off: int = 12) -> bool:
    return bool((np.abs(picture.astype(int) - colour).max(axis=2) <= off).any())


def test_a_still_is_the_film_as_it_is_in_its_full_size(site: ReviewSite) -> None:
    answer = site.therapist.get(f"/sets/{site.set_id}/still.png?time_ms=2000")
    picture = _pixels(answer)
    assert picture.shape == (48, 64, 3)
    # Frame 20 of the clip is plain grey of level 100.
    assert np.abs(picture.astype(int) - 100).max() <= 6
    assert answer.headers["content-type"] == "image/png"
    name = answer.headers["content-disposition"]
    assert name == 'attachment; filename="formcheck_prone_press_up_2025-03-03_0-02-0.png"'
    assert b"tEXt" not in answer.body
    assert HOSTILE.encode() not in answer.body


def test_what_was_drawn_is_on_its_own_frame_and_only_if_asked_for(site: ReviewSite) -> None:
    site.store.reviews.save(site.set_id, AddDrawing(drawing=_DRAWN))
    try:
        path = f"/sets/{site.set_id}/still.png"
        assert _has(_pixels(site.therapist.get(f"{path}?time_ms=2000&drawn=1")), SKETCH)
        assert not _has(_pixels(site.therapist.get(f"{path}?time_ms=2000")), SKETCH)
        assert not _has(_pixels(site.therapist.get(f"{path}?time_ms=2400&drawn=1")), SKETCH)
    finally:
        site.store.reviews.undo(site.set_id)


def test_with_the_face_hidden_the_name_of_the_file_says_so(site: ReviewSite) -> None:
    answer = site.therapist.get(f"/sets/{site.set_id}/still.png?time_ms=2000&face_hidden=1")
    assert _pixels(answer).shape == (48, 64, 3)
    assert "face-hidden" in answer.headers["content-disposition"]


def test_without_the_film_a_still_is_the_drawn_figure(site: ReviewSite) -> None:
    clip = site.store.sets.get(site.earlier_set_id).files.clip
    assert clip is not None
    aside = clip.with_suffix(".aside")
    clip.rename(aside)
    try:
        path = f"/sets/{site.earlier_set_id}/still.png?time_ms=2000"
        picture = _pixels(site.therapist.get(path))
    finally:
        aside.rename(clip)
    assert _has(picture, GROUND, 2)
    assert picture.shape[0] == 480


@pytest.mark.parametrize(
    "query", ["", "?time_ms=", "?time_ms=-1", "?time_ms=1e3", "?time_ms=9999999999"]
)
def test_a_moment_that_is_none_is_refused(site: ReviewSite, query: str) -> None:
    assert site.therapist.get(f"/sets/{site.set_id}/still.png{query}").status == 400


def test_after_its_end_a_film_shows_its_last_picture(site: ReviewSite) -> None:
    last = _pixels(site.therapist.get(f"/sets/{site.set_id}/still.png?time_ms=32900"))
    after = _pixels(site.therapist.get(f"/sets/{site.set_id}/still.png?time_ms=90000"))
    assert (last == after).all()


def test_the_curves_are_a_drawing_and_a_table_after_correction(site: ReviewSite) -> None:
    path = f"/sets/{site.set_id}/curves"
    drawing = site.therapist.get(f"{path}.svg")
    assert drawing.headers["content-type"] == "image/svg+xml"
    assert drawing.text.startswith("<svg xmlns=")
    assert "trunk inclination" in drawing.text
    rows = list(csv.DictReader(io.StringIO(site.therapist.get(f"{path}.csv").text)))
    assert [rows[at]["repetition"] for at in (0, 30, 80, 130, 280)] == ["", "1", "2", "", "3"]
    site.store.reviews.save(site.set_id, Reject(key="rep-1"))
    try:
        rows = list(csv.DictReader(io.StringIO(site.therapist.get(f"{path}.csv").text)))
    finally:
        site.store.reviews.undo(site.set_id)
    assert [rows[at]["repetition"] for at in (0, 30, 80, 130, 280)] == ["", "", "1", "", "2"]


def test_strangers_get_nothing(site: ReviewSite) -> None:
    for name in (
        "still.png?time_ms=0",
        "picture.jpg?time_ms=0",
        "curves.svg",
        "curves.csv",
        "closely.json",
    ):
        assert site.stranger.get(f"/sets/{site.set_id}/{name}").status == 403
        assert site.onlooker.get(f"/sets/{site.set_id}/{name}").status == 403


def test_a_set_that_is_not_there_has_no_pictures(site: ReviewSite) -> None:
    for name in ("still.png?time_ms=0", "picture.jpg?time_ms=0", "curves.svg", "closely.json"):
        assert site.therapist.get(f"/sets/4711/{name}").status == 404


def test_print_has_pictures_only_when_asked_and_without_a_face(
    site: ReviewSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden: list[object] = []

    def note(*given: Any) -> Pixels:
        hidden.append(given)
        return hide_face(*given)

    monkeypatch.setattr(still, "hide_face", note)
    assert "<img" not in site.therapist.get(f"/sets/{site.set_id}/print").text
    printed = site.therapist.get(f"/sets/{site.set_id}/print?pictures=1").text
    addresses = re.findall(r'<img src="([^"]+)"', printed)
    assert len(addresses) >= 2
    for address in addresses:
        path = html.unescape(address).removeprefix(site.keys.root)
        assert _pixels(site.therapist.get(path)).shape[2] == 3
    assert len(hidden) == len(addresses)
