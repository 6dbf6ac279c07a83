"""Thresholds of the pelvic tilt (clinical-spec §5)."""

from __future__ import annotations

from pydantic import Field

from formcheck.reps.settings import Table


class PelvicTiltStates(Table):
    """Pelvic tilt: shares of the person's own tilt, and what may count as one."""

    enter_share: float = Field(0.35, description="share of the own tilt that begins a repetition")
    count_share: float = Field(
        0.50,
        description="share that a counted repetition reaches; the landmarks show equal tilts "
        "up to twofold unequal, hence less than the 0.60 of a guided calibration",
    )
    exit_share: float = Field(0.25, description="share below which it has ended")
    target_share: float = Field(0.80, gt=0, description="share of the own tilt to aim for")
    hold_speed_share_s: float = Field(0.25, gt=0, description="slower than this is holding")
    rep_min_s: float = Field(1.0, description="shortest tilt that counts, start to end")
    smallest_tilt: float = Field(
        0.25, gt=0, description="swings smaller than this share of a typical tilt are none"
    )
    expected_tilt: float = Field(
        0.7,
        gt=0,
        description="live, share of a typical tilt that the first one is expected to reach",
    )
    own_tilt: float | None = Field(
        None,
        gt=0,
        description="own tilt from a guided calibration, as a share of a typical one; "
        "measured from the clip without it",
    )
    largest_tilt: float = Field(
        3.0, gt=0, description="swings larger than this share of a typical tilt are other movements"
    )
    least_evidence: float = Field(
        0.4,
        ge=0,
        le=1,
        description="landmarks and picture must agree on a tilt by this share; else it is not seen",
    )
    stall_s: float = Field(
        1.0, gt=0, description="resting so long less than halfway down ends a tilt too"
    )
    noise_factor: float = Field(
        5.0, gt=0, description="a tilt stands out from the jitter by this factor"
    )
    smoothing_cutoff_hz: float = Field(
        1.2, gt=0, description="low-pass of the tilt as the landmarks show it"
    )
    image_cutoff_hz: float = Field(
        2.0, gt=0, description="low-pass of the tilt as the picture itself shows it"
    )
    baseline_window_s: float = Field(
        24.0, gt=0, description="least window of the drifting rest level; longer for long holds"
    )


class PelvicTiltDose(Table):
    """Pelvic tilt: the prescription."""

    reps: int = Field(10, ge=1, description="prescribed repetitions")
    hold_s: float = Field(5.0, ge=0, description="prescribed hold")


class PelvicTiltFaults(Table):
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


class PelvicTiltSettings(Table):
    """All settings of the pelvic tilt."""

    states: PelvicTiltStates = PelvicTiltStates()
    dose: PelvicTiltDose = PelvicTiltDose()
    faults: PelvicTiltFaults = PelvicTiltFaults()
