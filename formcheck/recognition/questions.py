"""What the person is asked, or told, where the exercise is not sure."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.errors import NothingToScoreError
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.recognition.recognise import Recognition, Stance

_STANCE_WORDS: dict[Stance, str] = {
    "standing": "stands",
    "prone": "lies on the front",
    "supine": "lies on the back",
}


def ask_which(recognition: Recognition) -> NothingToScoreError:
    """Return the error that says what was seen and asks for the exercise.

    Parameters
    ----------
    recognition : Recognition
        Without a segment that is sure.
    """
    names = _candidates(recognition)
    if names and (recognition.doubtful or not recognition.other_movement):
        return NothingToScoreError(_unsure(recognition, names), _say_which(names))
    return NothingToScoreError(
        _none_of_them(recognition),
        f"If it is one of them all the same, name it with -e: {', '.join(exercise_names())}.",
    )


def _none_of_them(recognition: Recognition) -> str:
    stance = _STANCE_WORDS.get(recognition.stance)
    if stance is None or not recognition.other_movement:
        return "None of the exercises that can be recognised is seen."
    return f"The person {stance} and moves, but does none of the exercises that can be recognised."


def _candidates(recognition: Recognition) -> list[str]:
    """Return the one or two exercises that come into question, the likeliest first."""
    if not recognition.doubtful:
        return [name for name, _ in recognition.candidates[:2]]
    likeliest = max(recognition.doubtful, key=lambda segment: segment.confidence)
    names = [likeliest.exercise, likeliest.runner_up]
    return [name for name in names if name is not None]


def _unsure(recognition: Recognition, names: Sequence[str]) -> str:
    titles = [f"a {get_exercise(name).title.lower()}" for name in names]
    if recognition.doubtful:
        return f"I am not sure whether this is {' or '.join(titles)}."
    person = f"The person {_STANCE_WORDS[recognition.stance]}"
    return f"{person}, but I am not sure whether this is {' or '.join(titles)}."


def _say_which(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"If it is, say so with -e {names[0]}."
    return f"Say which with {' or '.join(f'-e {name}' for name in names)}."
