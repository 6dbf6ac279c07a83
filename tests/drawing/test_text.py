"""What is drawn of a string is all of its ink, where it belongs."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.drawing.text import TextRenderer, blend


@pytest.mark.parametrize("text", ["Hold", "g", "0.5", " "])
@pytest.mark.parametrize("at", [(40.3, 60.0), (-5.0, 10.0), (195.0, 99.0)])
def test_the_ink_alone_gives_the_picture_of_the_whole_patch(
    text: str, at: tuple[float, float]
) -> None:
    ground = np.random.default_rng(1).integers(0, 255, (100, 200, 3)).astype(np.uint8)
    drawn, whole = ground.copy(), ground.copy()
    renderer = TextRenderer()
    renderer.draw(drawn, text, at, 24, (250, 120, 10))
    patch = renderer.patch(text, 24)
    blend(whole, patch.coverage, round(at[0]), round(at[1]) - patch.baseline_px, (250, 120, 10))
    np.testing.assert_array_equal(drawn, whole)


def test_ink_is_what_is_not_empty() -> None:
    patch = TextRenderer().patch("Hold", 24)
    ink, left, top = patch.ink
    assert ink.size < 0.7 * patch.coverage.size
    assert ink.sum() == patch.coverage.sum()
    assert ink[0].any()
    assert ink[:, -1].any()
    np.testing.assert_array_equal(
        ink, patch.coverage[top : top + ink.shape[0], left : left + ink.shape[1]]
    )
