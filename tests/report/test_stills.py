"""Pictures of faults in the report."""

from __future__ import annotations

import base64
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.judge.result import ReadingInfo
from formcheck.report.html import write_report
from formcheck.report.stills import take_stills
from tests.support.clips import brightness_ramp, write_clip
from tests.support.scored import DURATION_S, make_result, make_scored


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Frame ``i``, at ``i / 10`` s, is grey of level ``5 * i`` modulo 250."""
    path = tmp_path_factory.mktemp("clip") / "annotated.mp4"
    return write_clip(path, brightness_ramp(), int(DURATION_S * 10))


def _level(address: str) -> float:
    coded = base64.b64decode(address.removeprefix("data:image/jpeg;base64,"), validate=True)
    picture = cv2.imdecode(np.frombuffer(coded, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    assert picture.shape == (48, 64)
    return float(picture.mean())


def test_each_kind_of_fault_has_a_picture_of_its_moment(video: Path) -> None:
    scored = make_scored()
    stills = take_stills(scored, video)
    fault = scored.result.sure_faults[0]
    moment_s = (fault.start_s + fault.end_s) / 2
    assert stills.keys() <= {each.id for each in scored.result.sure_faults}
    peaks_s = {rep.index: rep.peak_s for rep in scored.result.reps}
    peak_s = peaks_s.get(fault.rep, -1.0)
    shown_s = peak_s if fault.start_s <= peak_s <= fault.end_s else moment_s
    assert _level(stills[fault.id]) == pytest.approx(round(shown_s * 10) * 5 % 250, abs=7)


def test_the_picture_is_where_a_film_of_another_pace_plays_the_moment(video: Path) -> None:
    scored = make_scored()
    reading = ReadingInfo(fps=None, speed=2.0, rotate_deg=0)
    clip = scored.result.clip.model_copy(update={"reading": reading})
    fault = scored.result.sure_faults[0]
    at_once = _level(take_stills(scored, video)[fault.id])
    sooner = _level(take_stills(make_scored(make_result(clip=clip)), video)[fault.id])
    assert sooner != pytest.approx(at_once, abs=7)


def test_pictures_go_into_the_page_with_the_clip_and_stay_out_if_not_wished(
    video: Path, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    write_report(make_scored(), page, video=video)
    assert page.read_text("utf-8").count('<img class="still" src="data:image/jpeg') >= 2
    write_report(make_scored(), page, video=video, stills=False)
    assert "<img" not in page.read_text("utf-8")
    write_report(make_scored(), page)
    assert "<img" not in page.read_text("utf-8")


def test_a_video_that_cannot_be_read_leaves_the_page_without_pictures(tmp_path: Path) -> None:
    broken = tmp_path / "annotated.mp4"
    broken.write_bytes(b"no film")
    assert take_stills(make_scored(), broken) == {}
