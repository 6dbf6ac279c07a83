"""Every setting with its default, as a commented TOML file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pydantic import BaseModel

from formcheck.exercises.registry import exercise_names
from formcheck.exercises.settings import default_settings

_HEAD = """\
# Settings of formcheck with their defaults: change what you need, leave out the rest,
# and give the file to: formcheck score CLIP -e EXERCISE --settings FILE
# Units stand in the names: deg degrees, s seconds, torso lengths of the trunk,
# share parts of a whole (0.5 is half).
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
    tables = [
        line
        for name in type(defaults).model_fields
        if name not in others
        for line in _table(getattr(defaults, name), name)
    ]
    return _HEAD + "\n".join(tables) + "\n"


def _table(values: BaseModel, path: str) -> Iterator[str]:
    fields = type(values).model_fields
    plain = [name for name in fields if not isinstance(getattr(values, name), BaseModel)]
    if plain:
        yield f"\n[{path}]"
    for name in plain:
        if description := fields[name].description:
            yield f"# {description}"
        value = getattr(values, name)
        # TOML has no word for "not set": such a setting is left out, but named.
        yield f"# {name} is not set" if value is None else f"{name} = {_value(value)}"
    for name in fields:
        if name not in plain:
            yield from _table(getattr(values, name), f"{path}.{name}")


def _value(value: object) -> str:
    # Numbers, truth values and plain text are written the same in JSON and TOML.
    return json.dumps(value)
