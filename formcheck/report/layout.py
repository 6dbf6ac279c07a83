"""Where everything stands: the picture untouched, the words beside or below it."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.drawing.palette import Box

# Wider pictures get their words below, squarer ones at the right: either way the
# whole comes out near the shape of a screen.
_WIDE_ASPECT = 1.45

# Smaller pictures are enlarged, so that thin lines and letters stay clean.
_SMALLEST_SHORT_SIDE_PX = 400


@dataclass(frozen=True)
class Layout:
    """Sizes and places on the canvas, all in pixels.

    Attributes
    ----------
    width, height : int
        Size of the canvas, even.
    picture : Box
        Where the clip's picture goes; nothing else is ever drawn over the body
        but the skeleton and the judged angle.
    unit : float
        One 480th of a usual picture's height: all sizes are multiples of it.
    title, reps, phase, angle, notice : Box
        Blocks of the panel.
    timeline : Box
        The strip of repetitions along the bottom.
    """

    width: int
    height: int
    picture: Box
    unit: float
    title: Box
    reps: Box
    phase: Box
    angle: Box
    notice: Box
    timeline: Box


def plan_layout(frame_width_px: int, frame_height_px: int) -> Layout:
    """Return the layout for a clip whose frames have this size."""
    enlarge = max(1.0, _SMALLEST_SHORT_SIDE_PX / min(frame_width_px, frame_height_px))
    width, height = _even(frame_width_px * enlarge), _even(frame_height_px * enlarge)
    if width / height > _WIDE_ASPECT:
        return _panel_below(width, height)
    return _panel_beside(width, height)


def _panel_beside(width: int, height: int) -> Layout:
    # A tall picture has a small body in it: its width sets the sizes.
    unit = min(height / 480, width / 340)
    panel = _even(232 * unit)
    strip = _even(16 * unit)
    left, right = width + round(14 * unit), width + panel - round(14 * unit)

    def block(top: float, bottom: float) -> Box:
        return Box(left, round(top * unit), right, round(bottom * unit))

    return Layout(
        width=width + panel,
        height=height + strip,
        picture=Box(0, 0, width, height),
        unit=unit,
        title=block(10, 80),
        reps=block(86, 158),
        phase=block(160, 260),
        angle=block(262, 300),
        notice=block(304, 476),
        timeline=Box(0, height, width + panel, height + strip),
    )


def _panel_below(width: int, height: int) -> Layout:
    unit = width / 854
    panel = _even(142 * unit)
    strip = _even(16 * unit)

    def block(left: float, right: float, top: float, bottom: float) -> Box:
        return Box(
            round(left * unit),
            height + round(top * unit),
            round(right * unit),
            height + round(bottom * unit),
        )

    return Layout(
        width=width,
        height=height + panel + strip,
        picture=Box(0, 0, width, height),
        unit=unit,
        title=block(16, 296, 8, 32),
        reps=block(16, 202, 48, 138),
        phase=block(206, 434, 40, 138),
        angle=block(300, 434, 2, 34),
        notice=block(442, 842, 8, 138),
        timeline=Box(0, height + panel, width, height + panel + strip),
    )


def _even(length: float) -> int:
    return 2 * round(length / 2)
