"""The words beside the picture: count, phase, hold clock, angle, notice."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from formcheck.arrays import Pixels
from formcheck.drawing.palette import ANGLE, GOOD, GROUND, QUIET_TEXT, RULE, TEXT, Box
from formcheck.drawing.shapes import draw_icon, draw_ring
from formcheck.drawing.text import BOLD, MEDIUM, REGULAR, TextRenderer
from formcheck.report.layout import Layout
from formcheck.report.notice_card import draw_notice_card
from formcheck.report.storyboard import Moment, Storyboard
from formcheck.report.wording import WORDS

#: Letters are drawn a little beyond the width that they take.
_SOFT_EDGE_PX = 6


def _fitted(text: TextRenderer, words: str, size: float, room: float, weight: int) -> float:
    """Return the size at which words fit into the room there is, at most `size`; in pixels."""
    return size * min(1.0, (room - _SOFT_EDGE_PX) / max(text.width_px(words, size, weight), 1))


class Panel:
    """Keeps the panel of one canvas up to date; a block is redrawn only when it changes.

    Parameters
    ----------
    layout : Layout
    storyboard : Storyboard
    text : TextRenderer
    """

    def __init__(self, layout: Layout, storyboard: Storyboard, text: TextRenderer) -> None:
        self._layout, self._storyboard, self._text = layout, storyboard, text
        self._drawn: dict[str, Hashable] = {}

    def draw(self, canvas: Pixels, moment: Moment) -> None:
        """Bring the panel on ``canvas``, always the same one, to this moment."""
        layout = self._layout
        blocks: tuple[tuple[str, Box, Hashable, Callable[[Pixels, Box, Moment], None]], ...] = (
            ("title", layout.title, moment.clock, self._draw_title),
            ("reps", layout.reps, (moment.reps, moment.flash), self._draw_reps),
            (
                "phase",
                layout.phase,
                (moment.phase_words, moment.hold, moment.up, moment.hold_share, moment.held_words),
                self._draw_phase,
            ),
            ("angle", layout.angle, (moment.angle, moment.phase), self._draw_angle),
            ("notice", layout.notice, (moment.notice, moment.also), self._draw_notice),
        )
        for name, box, key, draw in blocks:
            if self._drawn.get(name, ...) != key:
                # Two more columns and rows: soft edges reach a little beyond the box.
                canvas[box.top - 2 : box.bottom + 2, box.left - 2 : box.right + 2] = GROUND
                draw(canvas, box, moment)
                self._drawn[name] = key

    def _draw_title(self, canvas: Pixels, box: Box, moment: Moment) -> None:
        unit, text, title = self._layout.unit, self._text, self._storyboard.title
        row = box.top + 19 * unit
        # In a flat box the time stands behind the title, else below it.
        flat = box.height < 40 * unit
        if flat:
            clock_px = text.width_px(moment.clock, 15 * unit)
            size = _fitted(text, title, 19 * unit, box.width - clock_px - 14 * unit, BOLD)
            width = text.draw(canvas, title, (box.left, row), size, TEXT, BOLD)
            at = (box.left + width + 14 * unit, row)
            text.draw(canvas, moment.clock, at, 15 * unit, QUIET_TEXT)
            return
        for line in text.wrap(title, box.width, 19 * unit, BOLD):
            text.draw(canvas, line, (box.left, row), 19 * unit, TEXT, BOLD)
            row += 23 * unit
        time = WORDS.text("panel.of", clock=moment.clock, duration=self._storyboard.duration)
        text.draw(canvas, time, (box.left, row - 2 * unit), 15 * unit, QUIET_TEXT)

    def _draw_reps(self, canvas: Pixels, box: Box, moment: Moment) -> None:
        unit, text = self._layout.unit, self._text
        colour = GOOD if moment.flash else TEXT
        baseline = box.bottom - 9 * unit
        width = text.draw(canvas, str(moment.reps), (box.left, baseline), 70 * unit, colour, BOLD)
        beside = box.left + width + 12 * unit
        noun = WORDS.text(f"panel.repetitions.{WORDS.form('panel.repetitions', moment.reps)}")
        size = _fitted(text, noun, 19 * unit, box.right - beside, REGULAR)
        text.draw(canvas, noun, (beside, baseline), size, QUIET_TEXT, REGULAR)
        if moment.flash:
            draw_icon(canvas, "tick", (beside + 13 * unit, baseline - 36 * unit), 26 * unit, GOOD)

    def _draw_phase(self, canvas: Pixels, box: Box, moment: Moment) -> None:
        unit, text = self._layout.unit, self._text
        holding = moment.phase == "hold"
        colour = QUIET_TEXT if moment.phase == "not_judged" else GOOD if holding else TEXT
        words = moment.phase_words
        size = _fitted(text, words, 26 * unit, box.width, BOLD)
        row = box.top + 25 * unit
        width = text.draw(canvas, words, (box.left, row), size, colour, BOLD)
        middle = box.top + 34 * unit + (box.height - 34 * unit) / 2
        if holding:
            radius = min(23 * unit, (box.height - 34 * unit) / 2 - 4 * unit)
            at = (box.left + radius + 4 * unit, middle)
            ring = (RULE, GOOD)
            draw_ring(canvas, at, radius, 0.30 * radius, moment.hold_share, ring)
            start = (at[0] + radius + 15 * unit, middle + 0.86 * radius * 0.75)
            text.draw(canvas, moment.hold, start, 1.72 * radius, TEXT, BOLD)
            beside = box.left + width + 12 * unit
            if moment.up and beside + text.width_px(moment.up, 17 * unit, MEDIUM) <= box.right:
                text.draw(canvas, moment.up, (beside, row), 17 * unit, QUIET_TEXT, MEDIUM)
        elif moment.held_words:
            at = (box.left, box.top + 52 * unit)
            size = _fitted(text, moment.held_words, 19 * unit, box.width, MEDIUM)
            text.draw(canvas, moment.held_words, at, size, QUIET_TEXT, MEDIUM)

    def _draw_angle(self, canvas: Pixels, box: Box, moment: Moment) -> None:
        unit, text = self._layout.unit, self._text
        baseline = box.bottom - 9 * unit
        label, words, look = self._storyboard.angle_label, moment.angle, (27 * unit, ANGLE, BOLD)
        if not words:
            words = "–" if moment.phase == "not_judged" else WORDS.text("panel.not_seen")
            look = (19 * unit, QUIET_TEXT, REGULAR)
        # A long name gives way to the value, on which all depends.
        room = box.width - 10 * unit - text.width_px(words, look[0], look[2])
        size = _fitted(text, label, 19 * unit, room, REGULAR)
        width = text.draw(canvas, label, (box.left, baseline), size, QUIET_TEXT)
        text.draw(canvas, words, (box.left + width + 10 * unit, baseline), *look)

    def _draw_notice(self, canvas: Pixels, box: Box, moment: Moment) -> None:
        if moment.notice >= 0:
            notices = self._storyboard.notices
            also = notices[moment.also].title if moment.also >= 0 else ""
            notice = notices[moment.notice]
            draw_notice_card(canvas, box, notice, also, self._layout.unit, self._text)
