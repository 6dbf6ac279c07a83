"""The settings in force, as a table that people can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.exercises.settings import settings_type
from formcheck.report.page.quantities import format_plain, format_quantity, sentence_case
from formcheck.report.wording import WORDS
from formcheck.words.settings import retell_setting

#: Endings of setting names with their unit and what the stored number is multiplied by;
#: longer endings first.
_ENDINGS = (
    ("_share_s", "% per second", 100),
    ("_deg_s", "deg/s", 1),
    ("_torso", "torso", 1),
    ("_share", "%", 100),
    ("_deg", "deg", 1),
    ("_hz", "times per second", 1),
    ("_s", "s", 1),
)


@dataclass(frozen=True)
class SettingRow:
    """One setting: its name in a settings file, what it means, and its value."""

    key: str
    meaning: str
    value: str


@dataclass(frozen=True)
class SettingTable:
    """The settings of one table of a settings file."""

    name: str
    title: str
    rows: tuple[SettingRow, ...]


def collect_settings(settings: Mapping[str, Any]) -> list[SettingTable]:
    """Return the settings in force, table by table, in their own order."""
    return list(_walk(settings, (), settings_type()))


def _walk(
    table: Mapping[str, Any], path: tuple[str, ...], model: type[BaseModel] | None
) -> Iterator[SettingTable]:
    rows = tuple(
        SettingRow(key, _meaning(key, model), _value(key, value))
        for key, value in table.items()
        if not isinstance(value, Mapping)
    )
    if rows:
        yield SettingTable(".".join(path), _title(path), rows)
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _walk(value, (*path, key), _inner_model(model, key))


def _title(path: tuple[str, ...]) -> str:
    if not path:
        return WORDS.text("setting_tables.general")
    title = _part_title(path[0])
    for part in path[1:]:
        title = WORDS.text("setting_tables.inside", outer=title, inner=_part_title(part))
    return sentence_case(title)


def _part_title(name: str) -> str:
    if name in exercise_names():
        return get_exercise(name).title
    key = f"setting_tables.{name}"
    return WORDS.text(key) if WORDS.holds(key) else name.replace("_", " ")


def _inner_model(model: type[BaseModel] | None, key: str) -> type[BaseModel] | None:
    field = model.model_fields.get(key) if model else None
    inner = field.annotation if field else None
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def _meaning(key: str, model: type[BaseModel] | None) -> str:
    field = model.model_fields.get(key) if model else None
    if field is not None and field.description:
        return sentence_case(retell_setting(field.description))
    ending = next((ending for ending, _, _ in _ENDINGS if key.endswith(ending)), "")
    words = key.removesuffix(ending).replace("_", " ")
    return "Repetitions" if words == "reps" else sentence_case(words)


def _value(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return WORDS.text("quantity.yes" if value else "quantity.no")
    if not isinstance(value, int | float):
        return str(value)
    for ending, unit, factor in _ENDINGS:
        if key.endswith(ending):
            return format_quantity(value * factor, unit, _decimals_needed(value * factor, unit))
    return format_plain(value)


def _decimals_needed(value: float, unit: str) -> int:
    shown = value * 100 if unit == "torso" else value
    return next((digits for digits in (0, 1, 2) if abs(shown - round(shown, digits)) < 1e-9), 3)
