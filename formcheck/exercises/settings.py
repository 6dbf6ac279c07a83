"""Every threshold, with its default from clinical-spec (Appendix A); all can be set by the user.

One module an exercise.

A settings file is TOML with one table an exercise and sub-tables ``states``,
``dose`` and ``faults``, for example::

    [prone_press_up.dose]
    hold_s = 3

Angles are degrees, times seconds, lengths torso lengths ("torso").
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from formcheck.errors import SettingsError
from formcheck.exercises.knee_hug.settings import KneeHugSettings
from formcheck.exercises.pelvic_tilt.settings import PelvicTiltSettings
from formcheck.exercises.prone_press_up.settings import PressUpSettings
from formcheck.exercises.seal_stretch.settings import SealSettings
from formcheck.exercises.standing_back_extension.settings import BackExtensionSettings
from formcheck.kinematics.settings import ViewSettings
from formcheck.reps.settings import FaultTiming, Table, TrustSettings

__all__ = ["FaultTiming", "Settings"]


class Settings(Table):
    """Everything that can be set."""

    view: ViewSettings = ViewSettings()
    fault_timing: FaultTiming = FaultTiming()
    trust: TrustSettings = TrustSettings()
    standing_back_extension: BackExtensionSettings = BackExtensionSettings()
    pelvic_tilt: PelvicTiltSettings = PelvicTiltSettings()
    prone_press_up: PressUpSettings = PressUpSettings()
    knee_hug: KneeHugSettings = KneeHugSettings()
    seal_stretch: SealSettings = SealSettings()

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
            return cls.model_validate(mapping)
        except ValidationError as error:
            raise _explain(error) from None


def _explain(error: ValidationError) -> SettingsError:
    """Turn the first complaint into a sentence."""
    problem = error.errors()[0]
    path = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        known = _names_beside(problem["loc"])
        near = difflib.get_close_matches(str(problem["loc"][-1]), known, n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]!r}?" if near else f"It may hold: {', '.join(known)}."
        return SettingsError(f"There is no setting {path!r}.", hint)
    hint = f"{problem['msg']}."
    if problem["type"] == "model_type":
        hint = f"It is a table: write [{path}], and its settings on the lines below."
    return SettingsError(f"Setting {path!r} cannot be {problem['input']!r}.", hint)


def _names_beside(location: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Settings
    for part in location[:-1]:
        inner = model.model_fields[str(part)].annotation
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        model = inner
    return list(model.model_fields)
