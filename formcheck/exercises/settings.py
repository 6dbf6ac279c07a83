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
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


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

    reps: int = Field(10, ge=1, description="prescribed repetitions")
    hold_s: float = Field(2.0, ge=0, description="prescribed pause")


class BackExtensionFaults(_Table):
    """Standing back extension: fault thresholds."""

    knee_bend_deg: float = Field(15.0, description="SBE-1: knees bent more than at rest by this")
    neck_lead_deg: float = Field(
        25.0, description="SBE-2: head tipped back by this before the trunk leans"
    )
    neck_lead_lean_deg: float = Field(
        8.0, description="SBE-2: lean up to which the head counts as leading"
    )
    neck_ratio: float = Field(
        2.0, description="SBE-2: or head tipped back by this many times the lean"
    )
    neck_ratio_min_deg: float = Field(
        15.0,
        description="neck movement below this is never a fault (twice the ear's noise and more)",
    )
    ankle_lean_deg: float = Field(5.0, description="SBE-3: legs tipped backwards by this")
    hip_share_min: float = Field(
        0.30, description="SBE-3: or less than this share of the lean from the hips"
    )
    foot_move_torso: float = Field(0.15, description="SBE-3: or a foot that steps this far")
    out_speed_deg_s: float = Field(60.0, description="SBE-4: faster than this going back")
    return_speed_deg_s: float = Field(90.0, description="SBE-4: faster than this coming up")
    short_share: float = Field(0.60, description="SBE-5: less than this share of the target, twice")
    not_upright_deg: float = Field(
        5.0, description="SBE-7: still leaning back by this between repetitions"
    )
    forward_deg: float = Field(
        -10.0, description="SBE-7: bowed forward by this between repetitions"
    )
    wrist_hip_torso: float = Field(0.45, description="SBE-8: hand further than this from the hip")
    hold_tolerance_s: float = Field(0.5, description="SBE-6: the pause may fall short by this")


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

    reps: int = Field(10, ge=1, description="prescribed repetitions")
    hold_s: float = Field(2.0, ge=0, description="prescribed pause at the top")


class PressUpFaults(_Table):
    """Prone press up: fault thresholds."""

    hip_rise_minor_torso: float = Field(0.06, description="PPU-1: hips off the floor, minor")
    hip_rise_major_torso: float = Field(0.10, description="PPU-1: hips off the floor, major")
    thigh_inclination_deg: float = Field(
        8.0, description="PPU-1: minor only if the thighs slope by this too"
    )
    push_up_rise_torso: float = Field(
        0.20, description="PPU-2: hips higher than this may be a push-up"
    )
    push_up_trunk_deg: float = Field(20.0, description="PPU-2: with the trunk lower than this")
    push_up_elbow_deg: float = Field(
        140.0, description="PPU-2: and the elbows straighter than this"
    )
    push_up_bend_deg: float = Field(
        18.0,
        description="trunk raised against the thigh by less than this, with the hips up: push-up",
    )
    idle_trunk_deg: float = Field(10.0, description="PPU-3: trunk raised by this")
    idle_elbow_deg: float = Field(
        10.0, description="PPU-3: with the elbows straightened by less than this"
    )
    idle_wrist_rise_torso: float = Field(
        0.10, description="hands that leave the floor by this push nothing"
    )
    not_down_deg: float = Field(
        8.0, description="PPU-4: trunk still raised by this between repetitions"
    )
    neck_deg: float = Field(40.0, description="PPU-5: head tipped back by this")
    up_min_s: float = Field(1.0, description="PPU-6: up in less than this")
    speed_deg_s: float = Field(60.0, description="PPU-6: or faster than this")
    hold_tolerance_s: float = Field(0.5, description="PPU-6: or a pause short by more than this")
    hand_torso: float = Field(
        0.35, description="PPU-7: hand further than this from the shoulder, along the floor"
    )
    knee_bend_deg: float = Field(15.0, description="PPU-8: knees bent more than at rest by this")
    ankle_rise_torso: float = Field(0.15, description="PPU-8: or feet off the floor by this")
    fatigue_share: float = Field(
        0.80, description="PPU-9: last three below this share of the best three"
    )
    low_share: float = Field(0.60, description="PPU-10: below this share of the own best")


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
    baseline_window_s: float = Field(
        24.0, gt=0, description="least window of the drifting rest level; longer for long holds"
    )


class PelvicTiltDose(_Table):
    """Pelvic tilt: the prescription."""

    reps: int = Field(10, ge=1, description="prescribed repetitions")
    hold_s: float = Field(5.0, ge=0, description="prescribed hold")


class PelvicTiltFaults(_Table):
    """Pelvic tilt: fault thresholds."""

    bridge_rise_torso: float = Field(0.07, description="PT-1: hips off the floor by this")
    bridge_hip_deg: float = Field(
        15.0, description="PT-1: or hips opened by this while off the floor"
    )
    small_share: float = Field(0.50, description="PT-2: less than this share of the own tilt")
    arch_hip_deg: float = Field(-2.5, description="PT-3: hip closed by this past its rest")
    arch_slide_torso: float = Field(-0.02, description="PT-3: and slid towards the feet by this")
    knee_move_torso: float = Field(0.06, description="PT-4: knee moved by this")
    knee_change_deg: float = Field(8.0, description="PT-4: or bent or straightened by this")
    ear_rise_torso: float = Field(0.08, description="PT-5: head lifted by this")
    shoulder_rise_torso: float = Field(0.06, description="PT-5: or shoulders lifted by this")
    hold_tolerance_s: float = Field(1.0, description="PT-6: hold short by more than this")
    shortest_period_s: float = Field(2.0, description="PT-6: or repetitions closer than this")
    relax_s: float = Field(0.3, description="PT-8: let go for at least this long")
    knee_setup_min_deg: float = Field(
        60.0, description="PT-7: knees bent more sharply than this at the start"
    )
    knee_setup_max_deg: float = Field(
        110.0, description="PT-7: knees straighter than this at the start"
    )


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
