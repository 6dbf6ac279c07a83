"""Every threshold, with its default from clinical-spec (Appendix A); all can be set by the user.

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

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from formcheck.errors import SettingsError
from formcheck.kinematics.settings import ViewSettings


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FaultTiming(_Table):
    """How long something must last to be a fault (clinical-spec §1.7)."""

    min_s: float = Field(0.4, ge=0, description="shortest duration of a fault")
    min_share: float = Field(0.3, ge=0, le=1, description="or this share of the phase, if shorter")


class BackExtensionStates(_Table):
    """Standing back extension: when a repetition begins, counts and ends."""

    enter_deg: float = Field(5.0, description="lean past upright that begins a repetition")
    count_deg: float = Field(8.0, description="lean that a counted repetition reaches")
    exit_deg: float = Field(3.0, description="lean below which it has ended")
    hold_speed_deg_s: float = Field(5.0, gt=0, description="slower than this is holding")
    target_deg: float = Field(15.0, description="lean to aim for")


class BackExtensionDose(_Table):
    """Standing back extension: the prescription."""

    reps: int = Field(10, ge=1)
    hold_s: float = Field(2.0, ge=0)


class BackExtensionFaults(_Table):
    """Standing back extension: fault thresholds."""

    knee_bend_deg: float = 15.0
    neck_lead_deg: float = 25.0
    neck_lead_lean_deg: float = 8.0
    neck_ratio: float = 2.0
    neck_ratio_min_deg: float = Field(
        15.0,
        description="neck movement below this is never a fault (twice the ear's noise and more)",
    )
    ankle_lean_deg: float = 5.0
    hip_share_min: float = 0.30
    foot_move_torso: float = 0.15
    out_speed_deg_s: float = 60.0
    return_speed_deg_s: float = 90.0
    short_share: float = 0.60
    not_upright_deg: float = 5.0
    forward_deg: float = -10.0
    wrist_hip_torso: float = 0.45
    hold_tolerance_s: float = 0.5


class BackExtensionSettings(_Table):
    """All settings of the standing back extension."""

    states: BackExtensionStates = BackExtensionStates()
    dose: BackExtensionDose = BackExtensionDose()
    faults: BackExtensionFaults = BackExtensionFaults()


class PressUpStates(_Table):
    """Prone press up: when a repetition begins, counts and ends."""

    enter_deg: float = Field(10.0, description="trunk rise that begins a repetition")
    count_deg: float = Field(20.0, description="trunk rise that a counted repetition reaches")
    count_elbow_deg: float = Field(25.0, description="elbow straightening that it reaches")
    exit_deg: float = Field(7.0, description="trunk rise below which it has ended")
    hold_speed_deg_s: float = Field(5.0, gt=0, description="slower than this is holding")


class PressUpDose(_Table):
    """Prone press up: the prescription."""

    reps: int = Field(10, ge=1)
    hold_s: float = Field(2.0, ge=0)


class PressUpFaults(_Table):
    """Prone press up: fault thresholds."""

    hip_rise_minor_torso: float = 0.06
    hip_rise_major_torso: float = 0.10
    thigh_inclination_deg: float = 8.0
    push_up_rise_torso: float = 0.20
    push_up_trunk_deg: float = 20.0
    push_up_elbow_deg: float = 140.0
    push_up_bend_deg: float = Field(
        18.0,
        description="trunk raised against the thigh by less than this, with the hips up: push-up",
    )
    idle_trunk_deg: float = 10.0
    idle_elbow_deg: float = 10.0
    idle_wrist_rise_torso: float = Field(
        0.10, description="hands that leave the floor by this push nothing"
    )
    not_down_deg: float = 8.0
    neck_deg: float = 40.0
    up_min_s: float = 1.0
    speed_deg_s: float = 60.0
    hold_tolerance_s: float = 0.5
    hand_torso: float = 0.35
    knee_bend_deg: float = 15.0
    ankle_rise_torso: float = 0.15
    fatigue_share: float = 0.80
    low_share: float = 0.60


class PressUpSettings(_Table):
    """All settings of the prone press up."""

    states: PressUpStates = PressUpStates()
    dose: PressUpDose = PressUpDose()
    faults: PressUpFaults = PressUpFaults()


class PelvicTiltStates(_Table):
    """Pelvic tilt: shares of the person's own tilt, and what may count as one."""

    enter_share: float = Field(0.35, description="share of the own tilt that begins a repetition")
    count_share: float = Field(
        0.50,
        description="share that a counted repetition reaches; the landmarks show equal tilts "
        "up to twofold unequal, hence less than the 0.60 of a guided calibration",
    )
    exit_share: float = Field(0.25, description="share below which it has ended")
    hold_speed_share_s: float = Field(0.25, gt=0, description="slower than this is holding")
    rep_min_s: float = Field(1.0, description="shortest tilt that counts, start to end")
    smallest_tilt_deg: float = Field(
        0.8, gt=0, description="smaller swings of the hip angle are never a tilt"
    )
    noise_factor: float = Field(
        5.0, gt=0, description="a tilt stands out from the jitter by this factor"
    )
    smoothing_cutoff_hz: float = Field(1.2, gt=0, description="low-pass of the tilt signal")
    baseline_window_s: float = Field(12.0, gt=0, description="window of the drifting rest level")


class PelvicTiltDose(_Table):
    """Pelvic tilt: the prescription."""

    reps: int = Field(10, ge=1)
    hold_s: float = Field(5.0, ge=0)


class PelvicTiltFaults(_Table):
    """Pelvic tilt: fault thresholds."""

    bridge_rise_torso: float = 0.07
    bridge_hip_deg: float = 15.0
    small_share: float = 0.50
    arch_hip_deg: float = -2.5
    arch_slide_torso: float = -0.02
    knee_move_torso: float = 0.06
    knee_change_deg: float = 8.0
    ear_rise_torso: float = 0.08
    shoulder_rise_torso: float = 0.06
    hold_tolerance_s: float = 1.0
    shortest_period_s: float = 2.0
    relax_s: float = 0.3
    knee_setup_min_deg: float = 60.0
    knee_setup_max_deg: float = 110.0


class PelvicTiltSettings(_Table):
    """All settings of the pelvic tilt."""

    states: PelvicTiltStates = PelvicTiltStates()
    dose: PelvicTiltDose = PelvicTiltDose()
    faults: PelvicTiltFaults = PelvicTiltFaults()


class Settings(_Table):
    """Everything that can be set."""

    view: ViewSettings = ViewSettings()
    fault_timing: FaultTiming = FaultTiming()
    standing_back_extension: BackExtensionSettings = BackExtensionSettings()
    pelvic_tilt: PelvicTiltSettings = PelvicTiltSettings()
    prone_press_up: PressUpSettings = PressUpSettings()

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
    return SettingsError(f"Setting {path!r} cannot be {problem['input']!r}.", f"{problem['msg']}.")


def _names_beside(location: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Settings
    for part in location[:-1]:
        inner = model.model_fields[str(part)].annotation
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        model = inner
    return list(model.model_fields)
