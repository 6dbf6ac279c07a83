from __future__ import annotations

import numpy as np
import pytest

from formcheck.drawing.palette import ANGLE, QUIET_TEXT, RAISED, TEXT, Box, Colour, mix
from formcheck.drawing.text import BOLD, REGULAR
from formcheck.exercises.registry import exercise_names
from formcheck.live.screens.gauges import draw_progress_line
from formcheck.live.screens.lettering import measure_px, renderer
from formcheck.live.screens.live_view import filled
from formcheck.live.screens.place_screen import draw_placement, draw_posture
from formcheck.live.screens.style import INK, NIGHT, TONE_COLOURS


def _contrast(first: Colour, second: Colour) -> float:
    """Return the contrast ratio of WCAG 2.1."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    shares = np.asarray(colour) / 255
    linear = np.where(shares <= 0.03928, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize(
    ("letters", "ground"),
    [
        (TEXT, NIGHT),
        (QUIET_TEXT, NIGHT),
        (QUIET_TEXT, RAISED),
        (QUIET_TEXT, mix(NIGHT, RAISED, 0.5)),
        (INK, ANGLE),
        (TEXT, mix(NIGHT, TONE_COLOURS["urgent"], 0.16)),
        *((INK, TONE_COLOURS[tone]) for tone in TONE_COLOURS),
        *((TONE_COLOURS[tone], NIGHT) for tone in TONE_COLOURS),
    ],
)
def test_letters_contrast_with_their_ground(letters: Colour, ground: Colour) -> None:
    assert _contrast(letters, ground) >= 4.5


def test_every_exercise_has_a_drawing_of_its_own() -> None:
    box = Box(10, 10, 490, 390)
    drawings = []
    for exercise in exercise_names():
        scene = filled((500, 400), NIGHT)
        draw_placement(scene, exercise, box, 27)
        # Softened edges reach a pixel further.
        assert (scene[:9] == NIGHT).all()
        assert (scene[:, :9] == NIGHT).all()
        drawings.append(scene)
    for number, first in enumerate(drawings):
        assert all(not np.array_equal(first, other) for other in drawings[:number])


def test_an_exercise_without_a_drawing_leaves_an_empty_room() -> None:
    scene = filled((500, 400), NIGHT)
    draw_placement(scene, "juggling", Box(10, 10, 490, 390), 27)
    assert len(np.unique(scene[50:350, 50:450].reshape(-1, 3), axis=0)) == 1


@pytest.mark.parametrize(("text", "place"), [("0", 0), ("10", 1), ("from 0 to 10", 5)])
@pytest.mark.parametrize("size_px", [27, 60, 330])
@pytest.mark.parametrize("weight", [REGULAR, BOLD])
def test_noughts_have_no_stroke_through_them(
    text: str, place: int, size_px: int, weight: int
) -> None:
    patch = renderer().patch(text, size_px, weight)
    right = measure_px(text[: place + 1], size_px, weight)
    left = right - measure_px("0", size_px, weight)
    nought = patch.coverage[:, left:right] > 0.5
    rows, columns = (np.flatnonzero(nought.any(axis=axis)) for axis in (1, 0))
    middle = nought[rows[0] : rows[-1] + 1, (columns[0] + columns[-1]) // 2]
    # Ink, a gap, ink: a stroke would make it five parts.
    assert np.count_nonzero(np.diff(middle.astype(int))) == 2
    one = renderer().patch("1", size_px, weight).coverage > 0.5
    assert abs(len(rows) - int(one.any(axis=1).sum())) <= max(2, 0.05 * size_px)


def test_the_line_around_a_word_closes_clockwise_from_the_top() -> None:
    def lit(share: float) -> np.ndarray:
        scene = filled((200, 100), (0, 0, 0))
        draw_progress_line(scene, Box(10, 10, 190, 90), 6, share, ((0, 0, 0), (255, 255, 255)))
        return scene[..., 0] > 128

    assert not lit(0.0).any()
    quarter = lit(0.25)
    assert quarter[:50, 100:].any()
    assert not quarter[:, :90].any()
    half = lit(0.5)
    assert half[80:, 120:].any()
    assert not half[:, :90].any()
    assert lit(1.0)[:, :90].any()
    assert np.array_equal(lit(1.0), lit(7.0))


@pytest.mark.parametrize("exercise", exercise_names())
def test_the_start_position_is_drawn_either_way_round(exercise: str) -> None:
    box = Box(10, 10, 490, 390)
    drawn = []
    for towards in (-1, 1):
        scene = filled((500, 400), NIGHT)
        draw_posture(scene, exercise, box, towards)
        drawn.append(scene[box.top : box.bottom, box.left : box.right])
    assert np.ptp(drawn[0]) > 100
    assert not np.array_equal(drawn[0], drawn[1])
    np.testing.assert_array_equal(drawn[0], drawn[1][:, ::-1])
