"""Numbers that people may set: how far each may go, and words for a value that does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

#: By the ending of a name, the longest first.
_UNITS = {
    "_share_s": "",
    "_deg_s": "degrees a second",
    "_deg": "degrees",
    "_torso": "trunk lengths",
    "_hz": "hertz",
    "_s": "seconds",
}
_OUTSIDE = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")
_PLAIN = {
    "missing": "it is missing",
    "string_type": "it must be text",
    "string_too_short": "it must not be empty",
    "too_short": "there are too few entries in it",
    "too_long": "there are too many entries in it",
    "list_type": "it must be a list",
    "tuple_type": "it must be a list",
    "dict_type": "it must be a table",
    "model_type": "it must be a table",
    "bool_type": "it must be true or false",
    "bool_parsing": "it must be true or false",
    "literal_error": "it must be {expected}",
    "string_too_long": "it may have {max_length} characters at most",
    # Said by our own checks.
    "value_error": "{error}",
}
#: Of numbers without bounds on both sides, as an exercise of another package may have them.
_UNBOUNDED = {
    "greater_than": "it must be more than {gt:g}",
    "greater_than_equal": "it must be at least {ge:g}",
    "less_than": "it must be less than {lt:g}",
    "less_than_equal": "it must be at most {le:g}",
    "finite_number": "it must be a number",
    "float_type": "it must be a number",
    "float_parsing": "it must be a number",
    "int_type": "it must be a whole number",
    "int_parsing": "it must be a whole number",
    "int_from_float": "it must be a whole number",
}
_LONGEST_SHOWN = 40
#: A whole number of more digits is not even written out.
_LARGEST_SHOWN = 10**_LONGEST_SHOWN


@dataclass(frozen=True)
class Bounds:
    """The least and the greatest value of a number; ``whole`` ones have no fraction."""

    low: float
    high: float
    whole: bool


def number(default: float | None, low: float, high: float, description: str) -> Any:
    """Return a field for a number within bounds; neither ``true`` nor a text is a number.

    Parameters
    ----------
    default : float or None
    low, high : float
        The least and the greatest value, in the unit that the field's name ends with.
    description : str
        What it means, for people.
    """
    return Field(default, ge=low, le=high, strict=True, description=description)


def unit_words(name: str) -> str:
    """Return the unit that the name of a number ends with, in words; empty if it has none."""
    return next((words for ending, words in _UNITS.items() if name.endswith(ending)), "")


def find_bounds(model: type[BaseModel], place: Sequence[int | str]) -> Bounds | None:
    """Return the bounds of a number in nested tables.

    Parameters
    ----------
    model : type of BaseModel
        The outermost table.
    place : sequence of int or str
        Where it stands, from the outside in, as pydantic names it.

    Returns
    -------
    Bounds or None
        None if no number stands there, or it has no bounds.
    """
    annotation: Any = model
    metadata: list[Any] = []
    for part in place:
        table = next((each for each in _types(annotation) if _is_table(each)), None)
        if table is not None and part in table.model_fields:
            field = table.model_fields[str(part)]
            annotation, metadata = field.annotation, list(field.metadata)
        else:
            inner = get_args(_bare(annotation))
            annotation, metadata = (inner[-1] if inner else None), []
    metadata += _metadata(annotation)
    low = next((item.ge for item in metadata if hasattr(item, "ge")), None)
    high = next((item.le for item in metadata if hasattr(item, "le")), None)
    if low is None or high is None:
        return None
    return Bounds(float(low), float(high), whole=float not in set(_types(annotation)))


def _bare(annotation: Any) -> Any:
    """Return what an annotation holds, without remarks and without None."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    options = [each for each in get_args(annotation) if each is not type(None)]
    if type(None) in get_args(annotation) and len(options) == 1:
        return _bare(options[0])
    return annotation


def _types(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _types(inner)


def _metadata(annotation: Any) -> Iterator[Any]:
    for each in _types(annotation):
        if get_origin(each) is Annotated:
            for item in each.__metadata__:
                yield from item.metadata if isinstance(item, FieldInfo) else [item]


def _is_table(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def explain_value(problem: ErrorDetails, model: type[BaseModel]) -> str:
    """Return what a value must be that does not fit: ``it must lie between 0 and 1``.

    Parameters
    ----------
    problem : ErrorDetails
        What pydantic complains about; its own English is not used.
    model : type of BaseModel
        The outermost table that was checked.
    """
    kind = problem["type"]
    if kind in _PLAIN:
        return _PLAIN[kind].format_map(problem.get("ctx", {}))
    bounds = find_bounds(model, problem["loc"])
    if bounds is None:
        words = _UNBOUNDED.get(kind, "it does not fit")
        return words.format_map(problem.get("ctx", {}))
    names = [part for part in problem["loc"] if isinstance(part, str)]
    return _explain_bounds(bounds, kind, unit_words(names[-1]) if names else "")


def _explain_bounds(bounds: Bounds, kind: str, unit: str) -> str:
    low, high = f"{bounds.low:g}", f"{bounds.high:g}"
    # Whole clauses, so that each can be said in another language.
    if bounds.whole:
        if unit:
            return f"it must be a whole number between {low} and {high} {unit}"
        return f"it must be a whole number between {low} and {high}"
    if kind in _OUTSIDE:
        if unit:
            return f"it must lie between {low} and {high} {unit}"
        return f"it must lie between {low} and {high}"
    if unit:
        return f"it must be a number between {low} and {high} {unit}"
    return f"it must be a number between {low} and {high}"


def show_value(value: object) -> str:
    """Return a value as a person may have written it, and no more of it than fits a line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, int) and abs(value) >= _LARGEST_SHOWN:
        return "a number of so many digits"
    text = repr(value[: _LONGEST_SHOWN + 1] if isinstance(value, str) else value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
