"""What goes into a bundle, and what never does."""

from __future__ import annotations

import base64
import csv
import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import cv2
import numpy as np
import pytest

from formcheck.arrays import Pixels
from formcheck.drawing.palette import GROUND
from formcheck.history.corrections.drawings import AddDrawing, Drawing
from formcheck.review.drawings import still
from formcheck.review.sharing.face import hide_face
from formcheck.review.sharing.tables import render_table
from formcheck.video.reader import VideoFile
from tests.support.review_site import HOSTILE, ReviewSite, running_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReviewSite]:
    with running_site(tmp_path_factory.mktemp("site")) as running:
        yield running


def _bundle(site: ReviewSite, **fields: str) -> ZipFile:
    answer = site.therapist.post_form(f"/sets/{site.set_id}/share", fields)
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    assert "attachment" in answer.headers["content-disposition"]
    return ZipFile(io.BytesIO(answer.body))


def _clip(bundle: ZipFile, folder: Path) -> VideoFile:
    return VideoFile(Path(bundle.extract("clip.mp4", folder)))


def test_nothing_is_shared_before_the_choice_is_made(site: ReviewSite) -> None:
    path = f"/sets/{site.set_id}/share"
    for fields in ({}, {"clip": "as it is"}):
        assert site.therapist.post_form(path, fields).status == 400
    page = site.therapist.get(path).text
    assert page.count('type="radio"') == 3
    assert not re.search(r"<input[^>]*name=\"(clip|with_)[^>]*checked", page)


def test_without_a_clip_there_is_none_and_no_name(site: ReviewSite) -> None:
    bundle = _bundle(site, clip="none")
    assert sorted(bundle.namelist()) == [
        "about.txt",
        "faults.csv",
        "repetitions.csv",
        "report.html",
    ]
    for name in bundle.namelist():
        text = bundle.read(name).decode()
        assert "alert" not in text
    report = bundle.read("report.html").decode()
    assert "Hips coming off the floor" in report
    assert "<script" not in report
    assert "There is no video in it." in bundle.read("about.txt").decode()


def test_label_and_notes_go_along_only_when_ticked(site: ReviewSite) -> None:
    report = _bundle(site, clip="none", with_label="1").read("report.html").decode()
    assert report.count("&lt;script&gt;") == 1
    report = _bundle(site, clip="none", with_notes="1").read("report.html").decode()
    assert "<h2>Notes</h2>" in report
    assert HOSTILE not in report


@pytest.mark.slow
def test_the_drawn_figure_holds_nothing_of_the_picture(site: ReviewSite, tmp_path: Path) -> None:
    video = _clip(_bundle(site, clip="figure"), tmp_path)
    assert (video.info.width_px, video.info.height_px) == (640, 480)
    assert not video.info.has_audio
    frames = {round(frame.time_s, 2): frame.rgb for frame in video.frames()}
    assert max(frames) == pytest.approx(33.0, abs=0.15)
    # The recorded picture is plain grey of a growing level: the corner stays as dark as ever.
    corners = np.array([rgb[:40, :40].mean() for rgb in frames.values()])
    assert np.ptp(corners) < 3
    assert corners.max() < 40


def test_the_clip_with_the_face_hidden_keeps_length_and_loses_its_sound(
    site: ReviewSite, tmp_path: Path
) -> None:
    recorded = site.store.sets.get(site.set_id).files.clip
    assert recorded is not None
    assert VideoFile(recorded).info.has_audio
    video = _clip(_bundle(site, clip="face_hidden"), tmp_path)
    assert not video.info.has_audio
    assert video.info.duration_s == pytest.approx(33.0, abs=0.3)


def test_a_clip_that_is_gone_is_told(tmp_path: Path) -> None:
    with running_site(tmp_path) as site:
        clip = site.store.sets.get(site.set_id).files.clip
        assert clip is not None
        clip.unlink()
        answer = site.therapist.post_form(f"/sets/{site.set_id}/share", {"clip": "face_hidden"})
    assert answer.status == 400
    assert "drawn figure instead" in answer.text


def test_tables_hold_everything_of_one_patient(site: ReviewSite) -> None:
    answer = site.therapist.get(f"/patients/{site.patient_id}/export.zip")
    bundle = ZipFile(io.BytesIO(answer.body))
    tables = {
        name: list(csv.DictReader(io.StringIO(bundle.read(name).decode())))
        for name in bundle.namelist()
        if name.endswith(".csv")
    }
    assert len(tables["sets.csv"]) == 2
    assert {row["day_as_recorded"] == row["day"] for row in tables["sets.csv"]} == {True}
    assert len(tables["repetitions.csv"]) == 12
    assert len(tables["faults.csv"]) == 10
    assert [row["text"] for row in tables["notes.csv"]] == [HOSTILE]
    assert tables["pain.csv"] == []
    assert site.therapist.get("/exports/tables.zip").status == 200


def test_a_cell_never_becomes_a_formula() -> None:
    text = render_table(("a", "b"), [("=1+1", -2.5), ("+x", None), ("@y", True), ("-z", 3)])
    assert text.splitlines()[1:] == ["'=1+1,-2.5", "'+x,", "'@y,yes", "'-z,3"]


@pytest.mark.slow
def test_nothing_is_left_in_the_temporary_folder(
    site: ReviewSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    _bundle(site, clip="figure")
    # The answer is complete a moment before the application tidies up.
    end_s = time.monotonic() + 30
    while list(tmp_path.iterdir()) and time.monotonic() < end_s:
        time.sleep(0.02)
    assert list(tmp_path.iterdir()) == []


_PICTURES = {"with_pictures": "1", "with_drawings": "1"}


@pytest.fixture
def drawn(site: ReviewSite) -> Iterator[None]:
    line = Drawing(tool="text", time_s=8.0, points=((0.5, 0.5),), text=f"keep {HOSTILE}")
    site.store.reviews.save(site.set_id, AddDrawing(drawing=line))
    yield
    site.store.reviews.undo(site.set_id)


def _pictures(report: str) -> list[Pixels]:
    coded = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', report)
    raw = [np.frombuffer(base64.b64decode(each), np.uint8) for each in coded]
    return [np.asarray(cv2.imdecode(each, cv2.IMREAD_COLOR)) for each in raw]


@pytest.mark.usefixtures("drawn")
def test_pictures_and_drawings_go_along_only_when_ticked(site: ReviewSite) -> None:
    plain = _bundle(site, clip="none").read("report.html").decode()
    assert "<img" not in plain
    assert "keep" not in plain
    report = _bundle(site, clip="none", **_PICTURES).read("report.html").decode()
    assert "Head thrown back, at 0:" in report
    assert "Measured and drawn by hand" in report
    assert HOSTILE not in report
    assert len(_pictures(report)) == report.count("<img") >= 3
    without = _bundle(site, clip="none", with_pictures="1").read("report.html").decode()
    assert "keep" not in without


@pytest.mark.usefixtures("drawn")
def test_without_the_film_its_pictures_are_drawn_figures(site: ReviewSite) -> None:
    report = _bundle(site, clip="none", **_PICTURES).read("report.html").decode()
    for picture in _pictures(report):
        # The film is plain grey; the ground of a figure is not.
        assert np.abs(np.median(picture, axis=(0, 1)) - GROUND[::-1]).max() <= 3


def test_with_the_face_hidden_its_pictures_hide_it_too(
    site: ReviewSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = []

    def note(*given: Any) -> Pixels:
        hidden.append(given)
        return hide_face(*given)

    monkeypatch.setattr(still, "hide_face", note)
    report = _bundle(site, clip="face_hidden", **_PICTURES).read("report.html").decode()
    assert len(hidden) == len(_pictures(report)) >= 2
