from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import formcheck as fc
from formcheck.judge.result import SegmentInfo
from formcheck.notebook.html import render_clip, render_set
from formcheck.results.stacked.tables import NotScored
from tests.support.scored import make_result, make_scored


def _html(name: str = "a.mp4") -> str:
    scored = make_scored()
    return render_clip(name, [scored.result], scored.timeline.time_s, scored.timeline.signal)


def test_what_a_notebook_shows_of_a_clip() -> None:
    result, html = make_scored().result, _html()
    page = ElementTree.fromstring(f"<div>{html}</div>")
    charts, tables = page.findall("svg"), page.findall("table")
    assert len(charts) == 1
    counted = [rep for rep in result.reps if rep.counted]
    shaded = [shape for shape in charts[0].findall("rect") if shape.get("y") == "0"]
    assert len(shaded) == len(counted)
    assert len(tables[0].findall("tbody/tr")) == len(result.reps)
    assert len(tables[1].findall("tbody/tr")) == len(result.sure_faults)
    assert not re.search(r"https?:|<script|src=", html)


def test_names_cannot_break_out() -> None:
    assert "<script>" not in _html("<script>alert(1)</script>.mp4")
    refused = [NotScored("<b>", "input", "<i>", "")]
    assert not re.search("<[bi]>", render_set([("<b>", make_result())], refused))


def test_a_part_is_drawn_by_itself() -> None:
    scored = make_scored()
    span = SegmentInfo(index=1, of=2, start_s=5.0, end_s=20.0)
    part = scored.result.model_copy(update={"segment": span})
    html = render_clip("a.mp4", [part], scored.timeline.time_s, scored.timeline.signal)
    labels = re.findall(r">(\d+:\d\d)<", html)
    assert labels
    assert "0:00" not in labels


def test_a_long_set_is_cut_short() -> None:
    html = render_set([(str(number), make_result()) for number in range(40)], [])
    assert html.count("<tr>") == 31
    assert "10 more" in html


def test_a_clip_is_drawn(found: fc.ClipScore, tmp_path: Path) -> None:
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    axes = found.plot()
    assert axes.get_title(loc="left") == found.name
    assert [text.get_text() for text in axes.texts] == ["1", "2"]
    axes.figure.savefig(tmp_path / "plot.png")
    assert found.plot("knee_deg", ax=axes) is axes
    assert axes.get_ylabel() == "knee_deg"
    matplotlib.pyplot.close(axes.figure)


def test_without_matplotlib_one_line_says_what_to_install(
    found: fc.ClipScore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    with pytest.raises(fc.MachineError, match=r"\.\[notebook\]"):
        found.plot()
