from __future__ import annotations

import base64
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from formcheck.judge.scored import ScoredClip
from formcheck.report.html import Heading, render_page, write_report
from tests.support.scored import make_result, make_scored, without_faults

_VOID = {"meta", "br", "link", "img", "input", "hr"}


class _Outline(HTMLParser):
    """Collects what a page holds, and complains of elements that are not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.fixture(scope="module")
def outline() -> _Outline:
    return _Outline(render_page(make_scored()))


@pytest.mark.parametrize(
    "words",
    [
        "Prone press up",
        "press up.mp4",
        "3 repetitions counted, 1 of them clean. Total hold 3.6 s.",
        "The body is turned from side-on.",
        "Other ways of counting do not give the same number here.",
        "movement shape only. It is not a diagnosis and does not replace your clinician.",
        "Hips coming off the floor",
        "The bend leaves.",
        "“Belt down.”",
        "Too small – not counted",
        "Pressing up",
        "Whether back and buttocks are relaxed",
        "On the floor, side-on, 2 to 2.3 m away, aimed at the pelvis.",
        "Trunk rise that a counted repetition reaches",
        "pose model full (cdcdcdcd)",
    ],
)
def test_the_page_says(outline: _Outline, words: str) -> None:
    assert words in outline.text


def test_it_says_whose_it_is_and_when_it_was_filmed_only_if_that_is_known() -> None:
    heading = Heading(person="R. K. <b>", filmed=date(2026, 3, 1))
    text = _Outline(render_page(make_scored(), heading=heading)).text
    assert "Exercise report · R. K. <b> · filmed on 1 March 2026" in text
    assert "filmed on" not in _Outline(render_page(make_scored())).text


def test_the_sound_can_be_turned_off_where_there_is_any() -> None:
    assert 'aria-pressed="true" hidden>' in render_page(make_scored(), embedded=True)
    assert 'aria-pressed="true">' in render_page(make_scored(), embedded=True, sound=True)


def test_the_page_asks_for_nothing_outside_itself(outline: _Outline) -> None:
    assert all(address.startswith("#") for address in outline.addresses)
    page = render_page(make_scored(), embedded=True)
    assert "http:" not in page
    assert "https:" not in page


def test_a_hostile_clip_name_is_only_text() -> None:
    clip = make_result().clip.model_copy(update={"name": "<script>alert(1)</script>&\"'.mp4"})
    page = render_page(make_scored(make_result(clip=clip)))
    assert "<script>alert" not in page
    assert "<script>alert(1)</script>&\"'.mp4" in _Outline(page).text


def test_a_hostile_clip_name_cannot_take_the_place_of_the_clip(tmp_path: Path) -> None:
    clip = make_result().clip.model_copy(update={"name": "<formcheck-clip>"})
    (tmp_path / "clip.mp4").write_bytes(b"the clip")
    write_report(
        make_scored(make_result(clip=clip)), tmp_path / "r.html", video=tmp_path / "clip.mp4"
    )
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert page.count("dGhlIGNsaXA=") == 1
    assert 'id="clip-data">dGhlIGNsaXA=</script>' in page


def test_a_small_clip_is_part_of_the_page(tmp_path: Path) -> None:
    clip = tmp_path / "annotated.mp4"
    clip.write_bytes(bytes(range(256)) * 5000)
    write_report(make_scored(), tmp_path / "report.html", video=clip)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    found = re.search(r'id="clip-data">([^<]*)</script>', page)
    assert found is not None
    assert base64.b64decode(found[1], validate=True) == clip.read_bytes()
    _Outline(page)


def test_a_large_clip_is_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.report.html.LARGEST_EMBEDDED_BYTES", 3)
    (tmp_path / "annotated.mp4").write_bytes(b"1234")
    write_report(make_scored(), tmp_path / "report.html", video=tmp_path / "annotated.mp4")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "annotated.mp4" in _Outline(page).addresses
    assert "clip-data" not in page.partition("<script>")[0]


def test_without_a_clip_there_is_no_player(tmp_path: Path) -> None:
    write_report(make_scored(), tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<video" not in page
    assert "space bar" not in _Outline(page).text


def test_the_same_clip_gives_the_same_page() -> None:
    assert render_page(make_scored()) == render_page(make_scored())


@pytest.mark.parametrize(
    "scored",
    [
        without_faults(make_scored()),
        make_scored(make_result(faults=[], reps=[])),
        make_scored(
            make_result(
                exercise="unheard_of",
                settings={},
                signal=make_result().signal.model_copy(update={"baseline": None, "unit": "%"}),
                view=make_result().view.model_copy(update={"yaw_deg": None, "problems": []}),
            )
        ),
    ],
)
def test_a_clip_with_little_in_it_has_a_whole_page_too(scored: ScoredClip) -> None:
    text = _Outline(render_page(scored)).text
    assert "None" not in text
    assert "nan" not in text.lower().split()


def test_a_clean_clip_says_so() -> None:
    text = _Outline(render_page(make_scored(make_result(faults=[])))).text
    assert "No fault was seen." in text


def test_the_side_is_shown_only_where_it_matters() -> None:
    assert ">Side<" not in render_page(make_scored())
    reps = [rep.model_copy(update={"side": "left"}) for rep in make_result().reps]
    assert ">Side<" in render_page(make_scored(make_result(reps=reps)))
