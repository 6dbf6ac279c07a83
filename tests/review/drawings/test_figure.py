"""What a drawing is made of in the pixels of a picture."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.history.corrections.drawings import POINTS, Drawing, Tool
from formcheck.review.drawings.figure import describe_drawing, sketch_drawing
from formcheck.review.drawings.measuring import Scale
from formcheck.review.drawings.words import closely_words

SCALE = Scale(0.0, 0.25)


def _drawing(tool: Tool) -> Drawing:
    points = ((0.2, 0.5), (0.5, 0.5), (0.5, 0.1))[: POINTS[tool][0]]
    return Drawing(tool=tool, time_s=0, points=points, text="words" if tool == "text" else "")


@pytest.mark.parametrize(
    ("tool", "beside", "listed"),
    [
        ("angle", "90°", "Angle: 90°"),
        ("to_vertical", "90°", "Against the vertical: 90°"),
        ("to_floor", "0°", "Against the floor: 0°"),
        ("distance", "120\u00a0% of trunk length", "Distance: 120\u00a0% of trunk length"),
        ("line", "", "A line"),
        ("arrow", "", "An arrow"),
        ("circle", "", "A circle"),
        ("text", "words", "“words”"),
    ],
)
def test_words_beside_and_in_the_list(tool: Tool, beside: str, listed: str) -> None:
    drawing = _drawing(tool)
    assert sketch_drawing(drawing, SCALE, 480, 1.0).words == beside
    assert describe_drawing(drawing, SCALE, closely_words()["drawn"]) == listed


def test_arms_arc_and_words_of_an_angle_lie_within_it() -> None:
    sketch = sketch_drawing(_drawing("angle"), SCALE, 100, 1.0)
    arms, arc = (stroke.points_px for stroke in sketch.strokes)
    assert arms.tolist() == [[20, 50], [50, 50], [50, 10]]
    away = np.hypot(*(arc - (50, 50)).T)
    assert away == pytest.approx(np.full(away.shape, away[0]))
    assert (arc <= 50 + 1e-9).all()
    x, y = sketch.words_px
    assert (x - 50) == pytest.approx(y - 50)
    assert x < 50


def test_a_slope_shows_what_it_is_measured_against() -> None:
    sketch = sketch_drawing(_drawing("to_vertical"), SCALE, 100, 1.0)
    against = next(stroke.points_px for stroke in sketch.strokes if stroke.dashed)
    assert against[0].tolist() == [20, 50]
    assert against[1][0] == pytest.approx(20)
    tipped = sketch_drawing(_drawing("to_floor"), Scale(5.0, None), 100, 1.0)
    leaning = next(stroke.points_px for stroke in tipped.strokes if stroke.dashed)
    slope = (leaning[1] - leaning[0])[1] / (leaning[1] - leaning[0])[0]
    assert slope == pytest.approx(np.tan(np.radians(5)))


def test_a_circle_goes_through_its_second_point() -> None:
    circle = sketch_drawing(_drawing("circle"), SCALE, 100, 1.0).strokes[0].points_px
    assert np.hypot(*(circle - (20, 50)).T) == pytest.approx(np.full(len(circle), 30.0))
    assert circle[0] == pytest.approx(circle[-1])
