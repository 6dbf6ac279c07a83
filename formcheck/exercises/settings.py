"""Every threshold, with its default from clinical-spec (Appendix A); all can be set by the user.

A settings file is TOML with one table an exercise and sub-tables ``states``,
``dose`` and ``faults``, for example ``[NAME.dose]`` with ``hold_s = 3``.

Angles are degrees, times seconds, lengths torso lengths ("torso").
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError, create_model

from formcheck.bounds import explain_value, show_value
from formcheck.errors import SettingsError
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.kinematics.settings import ViewSettings
from formcheck.reps.settings import FaultTiming, Table, TrustSettings

Own = TypeVar("Own", bound=Table)


class Settings(Table):
    """Everything that can be set: what holds for every exercise, and a table for each.

    The tables of the exercises are fields of `settings_type`, by their names.
    """

    view: ViewSettings = ViewSettings()
    fault_timing: FaultTiming = FaultTiming()
    trust: TrustSettings = TrustSettings()

    def of(self, table: type[Own]) -> Own:
        """Return the table of an exercise by its type, for the rules of that exercise.

        Raises
        ------
        KeyError
            There is no such table.
        """
        for value in self.__dict__.values():
            if isinstance(value, table):
                return value
        raise KeyError(table.__name__)

    def own(self, exercise: str) -> Table:
        """Return the table of an exercise by its name; AttributeError if there is none."""
        return cast("Table", getattr(self, exercise))

    def dose(self, exercise: str) -> Any:
        """Return what is prescribed of an exercise: ``reps``, ``hold_s`` and what else it has."""
        own: Any = self.own(exercise)
        return own.dose

    def replacing(self, exercise: str, **tables: Mapping[str, Any]) -> Settings:
        """Return settings in which some values of an exercise differ.

        Parameters
        ----------
        exercise : str
        **tables : mapping of str to value
            New values in the sub-tables, by their names: ``dose={"reps": 5}``. They are
            taken as they are.
        """
        own = self.own(exercise)
        changed = {
            name: getattr(own, name).model_copy(update=dict(values))
            for name, values in tables.items()
        }
        return self.model_copy(update={exercise: own.model_copy(update=changed)})

    def __reduce__(self) -> tuple[Any, ...]:
        # The type is made while running, so that copies for other processes are made anew there.
        return Settings.from_mapping, (self.model_dump(),)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Settings:
        """Return settings with some defaults replaced.

        Parameters
        ----------
        mapping : mapping
            Nested tables as read from TOML; what is left out keeps its default.

        Raises
        ------
        SettingsError
            A key that does not exist, or a value that does not fit; the
            message names it in full.
        """
        try:
            return settings_type().model_validate(mapping)
        except ValidationError as error:
            raise _explain(error) from None


@cache
def settings_type() -> type[Settings]:
    """Return the type of all settings: `Settings` with a table for each exercise there is."""
    types = {name: get_exercise(name).settings for name in exercise_names()}
    tables: dict[str, Any] = {name: (table, table()) for name, table in types.items()}
    return create_model("Settings", __base__=Settings, __doc__=Settings.__doc__, **tables)


def default_settings() -> Settings:
    """Return the defaults."""
    return settings_type()()


def _explain(error: ValidationError) -> SettingsError:
    """Turn the first complaint into a sentence."""
    problem = error.errors()[0]
    path = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        known = _names_beside(problem["loc"])
        near = difflib.get_close_matches(str(problem["loc"][-1]), known, n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]!r}?" if near else f"It may hold: {', '.join(known)}."
        return SettingsError(f"There is no setting {path!r}.", hint)
    value = show_value(problem["input"])
    if problem["type"] == "model_type":
        hint = f"It is a table: write [{path}], and its settings on the lines below."
        return SettingsError(f"Setting {path!r} cannot be {value}.", hint)
    words = explain_value(problem, settings_type())
    default = _default(problem["loc"])
    hint = "" if default is None else f"Its default is {show_value(default)}."
    return SettingsError(f"Setting {path!r} cannot be {value}: {words}.", hint)


def _default(location: tuple[int | str, ...]) -> object:
    """Return the default of a setting, None if it has none."""
    value: object = default_settings()
    for part in location:
        value = getattr(value, str(part), None)
    return value


def _names_beside(location: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = settings_type()
    for part in location[:-1]:
        inner = model.model_fields[str(part)].annotation
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        model = inner
    return list(model.model_fields)
