"""Every setting with its default, as a commented TOML file."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from formcheck.exercises.registry import exercise_names
from formcheck.exercises.settings import default_settings
from formcheck.toml_text import render_toml

_HEAD = """\
Settings of formcheck with their defaults: change what you need, leave out the rest,
and give the file to: formcheck score CLIP -e EXERCISE --settings FILE
Units stand in the names: deg degrees, s seconds, torso lengths of the trunk,
share parts of a whole (0.5 is half).
"""


def render_settings(exercise: str | None = None) -> str:
    """Return the text of a settings file.

    Parameters
    ----------
    exercise : str, optional
        Leave out the tables of the other exercises.
    """
    others = set(exercise_names()) - {exercise} if exercise else set()
    defaults = default_settings()
    return render_toml(
        _HEAD,
        {name: value for name, value in defaults.model_dump().items() if name not in others},
        dict(_descriptions(defaults, ())),
    )


def _descriptions(
    values: BaseModel, place: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, field in type(values).model_fields.items():
        value = getattr(values, name)
        if isinstance(value, BaseModel):
            yield from _descriptions(value, (*place, name))
        elif field.description:
            yield (*place, name), field.description
