"""What an exercise still lacks, for the person who writes it."""

from __future__ import annotations

from formcheck.errors import UsageError
from formcheck.exercises.check import find_gaps
from formcheck.exercises.registry import plug_ins
from formcheck.exercises.typed_name import find_exercise_name
from formcheck.words import read_words

_WORDS = read_words("formcheck.cli")


def print_gaps(typed: str | None) -> int:
    """Print what an exercise lacks, one line each; return 0 if that is nothing, else 2.

    Parameters
    ----------
    typed : str or None
        Its name as it was typed.

    Raises
    ------
    UsageError
        No name was given.
    UnknownExerciseError
        There is no such exercise, or it cannot even be loaded.
    """
    if typed is None:
        raise UsageError("--check needs an exercise.", "Name one: formcheck exercises --check NAME")
    name = typed if typed in plug_ins().unfinished else find_exercise_name(typed)
    gaps = find_gaps(name)
    print("\n".join(gaps) if gaps else _WORDS.text("exercises.complete", name=name))
    return UsageError.exit_code if gaps else 0
