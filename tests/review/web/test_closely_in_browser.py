"""Measuring by hand, looping and laying over, in a real browser; skipped where there is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.arrays import FloatArray
from formcheck.history.models import Landmarks
from formcheck.history.set_folder import load_landmarks, pack_landmarks
from formcheck.kinematics.geometry import compute_joint_angle_deg
from formcheck.pose.landmarks import Landmark
from tests.review.drawings.test_measuring import KNOWN
from tests.support.chromium import Page, find_chromium
from tests.support.clips import brightness_ramp, set_orientation, write_clip
from tests.support.downloads import download
from tests.support.review_site import FPS, ReviewSite, running_site
from tests.support.scored import DURATION_S

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]

_READY = "document.getElementById('review')?.dataset.ready === 'yes'"
_PICKED = (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP, Landmark.LEFT_KNEE)
_WINDOWS = ((1440, 900), (1024, 768), (390, 844))
_LISTED = "document.querySelectorAll('#drawing-list li').length"


@dataclass(frozen=True)
class Film:
    """A film whose picture may not be what its pixels are; its size is that of the upright one."""

    name: str
    width_px: int
    height_px: int
    turn_deg: int = 0
    aspect: Fraction | None = None


FILMS = (
    Film("as it is", 640, 480),
    Film("from a phone held upright", 480, 640, turn_deg=90),
    Film("with wide pixels", 1280, 480, aspect=Fraction(2, 1)),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReviewSite]:
    with running_site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="module")
def page(site: ReviewSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with Page(tmp_path_factory.mktemp("profile"), timeout_s=60.0) as opened:
        opened.visit(f"http://127.0.0.1:{site.port}/enter?token={site.keys.token}")
        yield opened


def _visit(page: Page, site: ReviewSite, size: tuple[int, int] = _WINDOWS[0]) -> None:
    for _ in site.store.reviews.corrections(site.set_id):
        site.store.reviews.undo(site.set_id)
    page.send(
        "Emulation.setDeviceMetricsOverride",
        width=size[0],
        height=size[1],
        deviceScaleFactor=1,
        mobile=False,
    )
    page.visit(f"http://127.0.0.1:{site.port}{site.keys.root}/sets/{site.set_id}", _READY)
    page.wait_until("document.querySelector('video').readyState >= 2")
    page.complaints.clear()


def _put_film(site: ReviewSite, film: Film) -> FloatArray:
    """Give the set another film, and a body in it; returns places, (33, 2) px."""
    files = site.store.sets.get(site.set_id).files
    assert files.clip is not None
    assert files.landmarks is not None
    frames = int(DURATION_S * FPS)
    write_clip(files.clip, brightness_ramp(), frames, rate=int(FPS), aspect=film.aspect)
    if film.turn_deg:
        set_orientation(files.clip, film.turn_deg)
    known = load_landmarks(files.landmarks)
    shares = np.random.default_rng(7).uniform(0.15, 0.85, (33, 2))
    places = shares * (film.width_px, film.height_px)
    for landmark, share in zip(_PICKED, ((0.2, 0.2), (0.5, 0.75), (0.85, 0.4)), strict=True):
        places[landmark] = np.array(share) * (film.width_px, film.height_px)
    xy_px = np.broadcast_to(places, (known.time_s.size, 33, 2)).copy()
    visibility = np.ones((known.time_s.size, 33))
    body = Landmarks(known.time_s, xy_px, visibility, film.width_px, film.height_px)
    files.landmarks.write_bytes(pack_landmarks(body))
    return places


def _layer(page: Page) -> dict[str, float]:
    return page.box(".drawing-layer")


def _click(page: Page, share: FloatArray, miss_px: float = 0.0, *, alt: bool = False) -> None:
    box = page.evaluate("document.querySelector('.drawing-layer').getBoundingClientRect().toJSON()")
    x = box["x"] + float(share[0]) * box["width"] + miss_px
    y = box["y"] + float(share[1]) * box["height"] - miss_px
    for kind in ("mousePressed", "mouseReleased"):
        page.send(
            "Input.dispatchMouseEvent",
            type=kind,
            x=x,
            y=y,
            button="left",
            clickCount=1,
            modifiers=int(alt),
        )


def _measured_deg(page: Page) -> float:
    page.wait_until(f"{_LISTED} === 1")
    words = str(page.evaluate("document.querySelector('#drawing-list .words').textContent"))
    return float(words.removeprefix("Angle: ").removesuffix("°"))


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.name)
def test_an_angle_that_is_clicked_is_that_of_the_landmarks(
    page: Page, site: ReviewSite, film: Film
) -> None:
    places = _put_film(site, film)
    wanted_deg = float(compute_joint_angle_deg(*(places[landmark] for landmark in _PICKED)))
    for size in _WINDOWS:
        _visit(page, site, size)
        box = _layer(page)
        assert box["width"] / box["height"] == pytest.approx(
            film.width_px / film.height_px, rel=0.01
        )
        assert page.box("video") == pytest.approx(_layer(page))
        page.press("1")
        for landmark in _PICKED:
            _click(page, places[landmark] / (film.width_px, film.height_px), miss_px=3)
        assert _measured_deg(page) == pytest.approx(wanted_deg, abs=0.5)
    assert page.complaints == []


def test_enlarged_and_off_the_joints_it_is_that_of_the_clicked_places(
    page: Page, site: ReviewSite
) -> None:
    _put_film(site, FILMS[0])
    _visit(page, site)
    _layer(page)
    page.press("z")
    page.wait_until("document.getElementById('clip-zoom').textContent === '200\u00a0%'")
    page.press("1")
    shares = np.array([[0.45, 0.4], [0.55, 0.6], [0.65, 0.42]])
    for share in shares:
        _click(page, share, alt=True)
    wanted_deg = float(compute_joint_angle_deg(*(shares * (640, 480))))
    assert _measured_deg(page) == pytest.approx(wanted_deg, abs=0.5)
    kept = site.store.reviews.get(site.set_id).drawings[0]
    assert np.array(kept.points) == pytest.approx(shares * (640 / 480, 1), abs=0.003)


def test_by_keys_alone_the_cross_goes_to_joints_and_points_are_moved(
    page: Page, site: ReviewSite
) -> None:
    places = _put_film(site, FILMS[0])
    _visit(page, site)
    page.press("2")
    page.press(".")
    page.press("Enter")
    page.press(".")
    page.press("Enter")
    page.wait_until(f"{_LISTED} === 1")
    drawing = site.store.reviews.get(site.set_id).drawings[0]
    ends = [places[Landmark.NOSE] / 480, places[Landmark.LEFT_EAR] / 480]
    assert np.array(drawing.points) == pytest.approx(np.array(ends), abs=0.001)
    page.wait_until("document.activeElement.classList.contains('drawing-handle')")
    page.press("ArrowRight")
    page.press("ArrowRight")

    def first_point() -> tuple[float, float]:
        return site.store.reviews.get(site.set_id).drawings[0].points[0]

    page.wait_for(lambda: first_point()[0] > ends[0][0] + 0.009, "the point was moved")
    assert first_point() == pytest.approx((ends[0][0] + 0.01, ends[0][1]), abs=0.001)
    page.press("Delete")
    page.wait_until(f"{_LISTED} === 0")
    page.press("u")
    page.wait_until(f"{_LISTED} === 1")
    assert page.complaints == []


def test_a_finger_draws_a_line_and_the_list_leads_back_to_it(page: Page, site: ReviewSite) -> None:
    _put_film(site, FILMS[0])
    _visit(page, site, _WINDOWS[2])
    page.send("Emulation.setTouchEmulationEnabled", enabled=True)
    try:
        box = page.box(".drawing-layer")
        page.press("5")
        along = [(box["x"] + 40 + 8 * step, box["y"] + 60 + step) for step in range(20)]
        page.send("Input.dispatchTouchEvent", type="touchStart", touchPoints=[_touch(along[0])])
        for place in along[1:]:
            page.send("Input.dispatchTouchEvent", type="touchMove", touchPoints=[_touch(place)])
        page.send("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        page.wait_until(f"{_LISTED} === 1")
    finally:
        page.send("Emulation.setTouchEmulationEnabled", enabled=False)
    assert len(site.store.reviews.get(site.set_id).drawings[0].points) > 10
    page.press("Escape")
    page.press("End")
    page.wait_until("document.querySelectorAll('.drawing-handle').length === 0")
    page.evaluate("document.querySelector('#drawing-list button').click()")
    page.wait_until("document.querySelectorAll('.drawing-handle').length === 1")
    page.wait_until("document.querySelector('video').currentTime < 0.2")


def _touch(place: tuple[float, float]) -> dict[str, float]:
    return {"x": place[0], "y": place[1]}


def test_a_repetition_is_played_again_and_again(page: Page, site: ReviewSite) -> None:
    _put_film(site, FILMS[0])
    _visit(page, site)
    page.evaluate("document.querySelector('.rep-mark').click()")
    page.press("w")
    page.wait_until("document.querySelector('video').currentTime > 5")
    page.wait_until("document.querySelector('video').currentTime < 3")
    page.wait_until("document.querySelector('video').currentTime > 3")
    assert not page.evaluate("document.querySelector('video').paused")
    page.press("q")
    page.wait_until("document.querySelector('video').playbackRate === 0.25")
    page.press("h")
    page.wait_until("document.querySelector('video').playbackRate === 0.5")
    page.press("h")
    page.wait_until("document.querySelector('video').playbackRate === 1")
    page.press("w")
    page.press("k")
    assert page.evaluate("document.getElementById('loop').ariaPressed") == "false"


def test_another_repetition_is_laid_over_this_one(page: Page, site: ReviewSite) -> None:
    _put_film(site, FILMS[0])
    _visit(page, site)
    options = page.evaluate("[...document.getElementById('ghost').options].map((o) => o.text)")
    assert options[1] == "repetition 1 of this set"
    assert options[-1].endswith("2025: repetition 3"), "the earlier set's are offered, too"
    page.evaluate("document.querySelector('.rep-mark').click()")
    shown = "document.querySelector('canvas.ghost').dataset.shown"
    assert page.evaluate(shown) == ""
    page.press("g")
    page.wait_until(f"{shown} === 'yes'")
    page.press("Home")
    page.wait_until(f"{shown} === ''")


def test_the_curves_are_saved_as_the_picture_that_the_drawing_is(
    page: Page, site: ReviewSite, tmp_path: Path
) -> None:
    _visit(page, site)
    saved = download(page, "#curves-png", tmp_path)
    assert saved.name == "formcheck_prone_press_up_2025-03-03_curves.png"
    drawn = site.therapist.get(f"/sets/{site.set_id}/curves.svg").text
    size = re.search(r'width="(\d+)" height="(\d+)"', drawn)
    assert size is not None
    picture = cv2.imread(str(saved))
    assert picture is not None
    assert picture.shape[1::-1] == (2 * int(size[1]), 2 * int(size[2]))
    # Blue, green, red of the curve.
    assert (picture == (0x9E, 0x5F, 0x0A)).all(axis=2).sum() > 500
    assert page.complaints == []


def test_curves_that_cannot_be_read_say_why(page: Page, site: ReviewSite) -> None:
    _visit(page, site)
    table = site.store.sets.get(site.set_id).files.frames_csv
    assert table is not None
    kept = table.read_bytes()
    table.write_bytes(b"time_s\nx\n")
    try:
        page.evaluate("document.getElementById('curves-png').click()")
        page.wait_until("!document.getElementById('message').hidden")
        said = page.evaluate("document.getElementById('message').textContent")
    finally:
        table.write_bytes(kept)
    assert said.startswith("The signal of this set cannot be read")


def _modules(page: Page, site: ReviewSite, *names: str) -> None:
    # Named apart: an element's id is a name of the window, too.
    for name in names:
        path = json.dumps(f"{site.keys.root}/static/{name}.js")
        page.evaluate(f"import({path}).then((module) => {{ window.{name}Module = module; }}); 0")
        page.wait_until(f"Boolean(window.{name}Module)")


def test_known_measures_are_the_same_in_the_browser(page: Page, site: ReviewSite) -> None:
    _visit(page, site)
    _modules(page, site, "drawing_geometry")
    for known in KNOWN:
        scale = {"roll_deg": known.get("roll_deg", 0), "trunk": known.get("trunk")}
        call = f"drawing_geometryModule.measure({json.dumps(known)}, {json.dumps(scale)})"
        found = page.evaluate(f"{call}?.value ?? null")
        expected = None if known["is"] is None else pytest.approx(known["is"], abs=0.01)
        assert found == expected, known["why"]


def test_moments_of_repetitions_belong_together_by_their_phases(
    page: Page, site: ReviewSite
) -> None:
    _visit(page, site)
    _modules(page, site, "ghost")
    here = {"start_s": 10, "peak_s": 12, "end_s": 20, "out_s": 2, "return_s": 4}
    there = {"start_s": 100, "peak_s": 103, "end_s": 110, "out_s": 4, "return_s": 2}
    cut = {"start_s": 0, "peak_s": 1, "end_s": 5, "out_s": None, "return_s": None}

    def moment(rep: object, other: object, time_s: float) -> float | None:
        call = f"ghostModule.momentByPhase({json.dumps(rep)}, {json.dumps(other)}, {time_s})"
        found: float | None = page.evaluate(call)
        return found

    # Half of the way out, of the hold, of the way back; the ends; and outside.
    moments = (11, 14, 18, 10, 20, 9.9, 20.1)
    expected = (102, 106, 109, 100, 110, None, None)
    assert tuple(moment(here, there, at) for at in moments) == expected
    assert moment(here, cut, 12) == 1
    assert moment(cut, cut, 3) == 3
    carried = page.evaluate("ghostModule.carry([2, 1], [1, 0.5], [0.2, 0.4], 0.5, true)")
    assert carried == pytest.approx([-0.3, 0.65])
