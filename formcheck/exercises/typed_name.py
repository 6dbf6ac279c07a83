"""Finding the exercise that a person means by what they typed."""

from __future__ import annotations

import re

from formcheck.exercises.base import AUTO
from formcheck.exercises.registry import exercise_names, get_exercise

_SHORTEST_PART = 4


def find_exercise_choice(typed: str) -> str:
    """Return ``"auto"`` if that was typed, else what `find_exercise_name` says."""
    return AUTO if typed.strip().lower() == AUTO else find_exercise_name(typed)


def find_exercise_name(typed: str) -> str:
    """Return the API name of the exercise that is meant.

    Capitals, spaces, dashes and a plural do not matter, and neighbouring words
    of the name are enough where only one exercise has them: ``"Press-ups"`` for
    one that has ``press_up`` in its name.

    Raises
    ------
    UnknownExerciseError
        No exercise, or more than one, is called so; the message suggests the nearest.
    """
    words = re.sub(r"[\s_-]+", "_", typed.strip().lower())
    letters = words.replace("_", "")
    for wanted in (letters, letters.removesuffix("s")):
        meant = [name for name in exercise_names() if wanted in _runs_of_words(name)]
        if len(meant) == 1:
            return meant[0]
    return get_exercise(words).name


def _runs_of_words(name: str) -> set[str]:
    """Return every run of neighbouring words of a name, written together."""
    words = name.split("_")
    runs = {
        "".join(words[first:last])
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
    }
    return {run for run in runs if len(run) >= _SHORTEST_PART}
