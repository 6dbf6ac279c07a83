"""Names of exercises on the page that says where the camera goes, in every language."""

from __future__ import annotations

import pytest

from formcheck.drawing.text import BOLD
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.live.screens.lettering import measure_px
from formcheck.live.screens.split import split_screen
from formcheck.live.screens.style import type_of
from formcheck.words import languages, speaking

_SIZE = (1280, 720)


@pytest.mark.parametrize("language", languages())
def test_the_name_of_each_exercise_is_whole(language: str) -> None:
    width_px = split_screen(_SIZE).panel.width
    with speaking(language):
        titles = [get_exercise(name).title for name in exercise_names()]
    letters_px = type_of(_SIZE).small
    assert [title for title in titles if measure_px(title, letters_px, BOLD) > width_px] == []
