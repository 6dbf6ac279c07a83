"""A plan as the fields of a form, and back.

A field is called ``EXERCISE.NAME``; thresholds ``EXERCISE.threshold.TABLE.NAME``.
An empty field keeps the exercise's own default.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from formcheck.bounds import Bounds, find_bounds, unit_words
from formcheck.errors import PlanError
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.exercises.settings import default_settings
from formcheck.plan.check import plan_from_mapping
from formcheck.plan.model import WEEKDAYS, Plan, PlannedExercise
from formcheck.plan.targets import find_target, is_target_setting
from formcheck.report.page.quantities import sentence_case
from formcheck.words import read_words, short_number
from formcheck.words.errors import retell_told
from formcheck.words.settings import retell_setting

Fields = dict[str, list[str]]
_WORDS = read_words("formcheck.review.web")

_WHOLE = ("sets_a_day", "reps")
_NUMBERS = ("hold_s", "rest_s", "target")
_TEXTS = ("side", "variant", "cue")


@dataclass(frozen=True)
class ThresholdField:
    """A setting of an exercise that a plan may replace."""

    field: str
    label: str
    default: str


@dataclass(frozen=True)
class TargetField:
    """How the target of an exercise is asked for; ``hint`` stands in the empty field."""

    label: str
    hint: str
    meaning: str


def fields_of(plan: Plan) -> Fields:
    """Return the fields that show a plan."""
    fields: Fields = {
        "note": [plan.note],
        "conditions": list(plan.conditions),
        "lessons": list(plan.lessons),
        "order": list(plan.exercises),
    }
    for name in exercise_names():
        item = plan.exercises.get(name) or PlannedExercise(enabled=False)
        fields |= {f"{name}.{field}": texts for field, texts in _item_fields(item)}
    return fields


def _item_fields(item: PlannedExercise) -> Iterator[tuple[str, list[str]]]:
    if item.enabled:
        yield "enabled", ["1"]
    yield "days", list(item.days)
    for field in (*_WHOLE, *_NUMBERS, *_TEXTS):
        value = getattr(item, field)
        yield field, ["" if value is None else f"{value:g}" if field in _NUMBERS else str(value)]
    for fault_id in item.watch:
        yield f"fault.{fault_id}", ["watch"]
    for fault_id in item.ignore:
        yield f"fault.{fault_id}", ["ignore"]
    for fault_id, words in item.cues.items():
        yield f"cue.{fault_id}", [words]
    for place, value in _leaves(item.thresholds):
        yield f"threshold.{'.'.join(place)}", [f"{value:g}" if _is_number(value) else str(value)]


def plan_of(fields: Mapping[str, list[str]], kept: Mapping[str, PlannedExercise]) -> Plan:
    """Return the plan that a form describes.

    Parameters
    ----------
    fields : mapping of str to list of str
    kept : mapping of str to PlannedExercise
        What the form has no fields for, since it is not installed; it stays as it is.

    Raises
    ------
    PlanError
        A value cannot be understood, or does not fit.
    """
    values: dict[str, Any] = {
        "note": _first(fields, "note"),
        "conditions": list(fields.get("conditions", [])),
        "lessons": list(fields.get("lessons", [])),
        "exercises": {},
    }
    for name in ordered_names(fields, kept):
        if name in kept:
            values["exercises"][name] = kept[name].model_dump(exclude_none=True)
            continue
        item = _item_values(name, fields)
        if item["enabled"] or item != _untouched():
            values["exercises"][name] = item
    return plan_from_mapping(values, known_before=kept)


def ordered_names(fields: Mapping[str, list[str]], kept: Iterable[str]) -> list[str]:
    """Return the exercises of a form as they follow each other; what it does not order comes last.

    Parameters
    ----------
    fields : mapping of str to list of str
    kept : iterable of str
        What is not installed.
    """
    there = [*exercise_names(), *kept]
    chosen = [name for name in fields.get("order", []) if name in there]
    return list(dict.fromkeys([*chosen, *there]))


def _untouched() -> dict[str, Any]:
    return {"enabled": False, "sets_a_day": 1, "days": list(WEEKDAYS)}


def _item_values(name: str, fields: Mapping[str, list[str]]) -> dict[str, Any]:
    title = get_exercise(name).title
    enabled = bool(_first(fields, f"{name}.enabled"))
    days = [day for day in WEEKDAYS if day in fields.get(f"{name}.days", [])]
    if not days and enabled:
        raise PlanError(_WORDS.text("plan.no_day", exercise=title), _WORDS.text("plan.no_day_hint"))
    values: dict[str, Any] = {"enabled": enabled, "days": days or list(WEEKDAYS), "sets_a_day": 1}
    for field in (*_WHOLE, *_NUMBERS):
        if text := _first(fields, f"{name}.{field}"):
            values[field] = _number(text, title, whole=field in _WHOLE)
    for field in _TEXTS:
        if text := _first(fields, f"{name}.{field}"):
            values[field] = text
    for spec in get_exercise(name).faults:
        choice = _first(fields, f"{name}.fault.{spec.id}")
        if choice in ("watch", "ignore"):
            values.setdefault(choice, []).append(spec.id)
        if words := _first(fields, f"{name}.cue.{spec.id}"):
            values.setdefault("cues", {})[spec.id] = words
    if thresholds := _thresholds(name, title, fields):
        values["thresholds"] = thresholds
    return values


def _thresholds(name: str, title: str, fields: Mapping[str, list[str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    defaults = default_settings().own(name).model_dump()
    for place, default in _leaves(defaults):
        text = _first(fields, f"{name}.threshold.{'.'.join(place)}")
        if not text:
            continue
        value: Any = _number(text, title, whole=False) if _is_number(default) else text
        if value == default:
            continue
        table = found
        for part in place[:-1]:
            table = table.setdefault(part, {})
        table[place[-1]] = int(value) if isinstance(default, int) and value == int(value) else value
    return found


def target_field(name: str, fields: Mapping[str, list[str]]) -> TargetField:
    """Return how the target of an exercise is asked for, for the variant that is chosen."""
    exercise = get_exercise(name)
    target = exercise.target(_first(fields, f"{name}.variant") or None)
    usual = None if exercise.variants else find_target(name, default_settings())
    low, high = target.usual
    return TargetField(
        label=_WORDS.text("plan.target_deg" if target.unit == "deg" else "plan.target_own_tilt"),
        hint=f"{short_number(low)}–{short_number(high)}" if usual is None else short_number(usual),
        meaning=exercise.words.text(f"targets.{target.variant or 'usual'}"),
    )


def threshold_fields(name: str) -> list[ThresholdField]:
    """Return the thresholds of an exercise that a plan may replace, in the order of its settings.

    Dose and target are left out: they have fields of their own.
    """
    settings: BaseModel = default_settings().own(name)
    return [
        ThresholdField(f"{name}.threshold.{'.'.join(place)}", label, default)
        for place, label, default in _described(settings, ())
        if place[0] not in ("dose", "variant") and not is_target_setting(get_exercise(name), place)
    ]


def _described(
    settings: BaseModel, place: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for key, field in type(settings).model_fields.items():
        value = getattr(settings, key)
        if isinstance(value, BaseModel):
            yield from _described(value, (*place, key))
        elif _is_number(value):
            label = sentence_case(retell_setting(field.description or key.replace("_", " ")))
            bounds = find_bounds(type(settings), (key,))
            within = f" ({_range_words(bounds, unit_words(key))})" if bounds else ""
            yield (*place, key), f"{label}{within}", short_number(value)


def _range_words(bounds: Bounds, unit: str) -> str:
    """Return bounds as they stand beside a field: ``0 to 180 degrees``."""
    low, high = short_number(bounds.low), short_number(bounds.high)
    if not unit:
        return _WORDS.text("plan.range", low=low, high=high)
    return _WORDS.text("plan.range_of_unit", low=low, high=high, unit=retell_told(unit))


def _leaves(
    values: Mapping[str, Any], place: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*place, key))
        else:
            yield (*place, key), value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _first(fields: Mapping[str, list[str]], name: str) -> str:
    return (fields.get(name) or [""])[0].strip()


def _number(text: str, title: str, *, whole: bool) -> float | int:
    try:
        return int(text) if whole else float(text.replace(",", "."))
    except ValueError:
        key = "plan.no_whole_number" if whole else "plan.no_number"
        raise PlanError(
            _WORDS.text(key, exercise=title, text=text[:30]), _WORDS.text("plan.in_digits")
        ) from None
