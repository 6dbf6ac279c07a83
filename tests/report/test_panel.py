"""The words beside the picture stay within their boxes, whatever the language."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.drawing.palette import GROUND
from formcheck.drawing.text import TextRenderer
from formcheck.exercises.registry import exercise_names, find_exercise
from formcheck.judge.scored import Phase
from formcheck.report.layout import plan_layout
from formcheck.report.panel import Panel
from formcheck.report.storyboard import Storyboard, build_storyboard
from formcheck.report.wording import phase_words
from formcheck.words import languages, speaking
from tests.report.body import make_moving_clip

SIZES = [(640, 480), (1280, 720), (480, 854)]
PHASES: tuple[Phase, ...] = ("not_judged", "ready", "out", "hold", "return")


def _in_words_of(name: str, storyboard: Storyboard) -> Storyboard:
    exercise = find_exercise(name)
    moments = [
        replace(moment, phase_words=phase_words(exercise, moment.phase))
        for moment in storyboard.moments
    ]
    label = exercise.judged_angle.label
    return replace(storyboard, title=exercise.title, angle_label=label, moments=tuple(moments))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", SIZES)
def test_no_words_reach_beyond_their_boxes(language: str, size: tuple[int, int]) -> None:
    layout, text = plan_layout(*size), TextRenderer()
    around = np.ones((layout.height, layout.width), bool)
    for box in (layout.title, layout.reps, layout.phase, layout.angle, layout.notice):
        around[box.top - 2 : box.bottom + 2, box.left - 2 : box.right + 2] = False
    for name in exercise_names():
        canvas = np.full((layout.height, layout.width, 3), GROUND, np.uint8)
        with speaking(language):
            scored = make_moving_clip([20.0] * 5, PHASES)
            held = replace(scored.timeline, hold_s=np.full(5, 28.8), up_s=np.full(5, 29.9))
            storyboard = _in_words_of(name, build_storyboard(replace(scored, timeline=held)))
            panel = Panel(layout, storyboard, text)
            for moment in storyboard.moments:
                panel.draw(canvas, replace(moment, reps=12, angle=moment.angle or "120°"))
                assert (canvas[around] == GROUND).all(), (name, moment.phase)
