"""Thresholds of the pelvic tilt (clinical-spec §5)."""

from __future__ import annotations

from formcheck.bounds import number
from formcheck.reps.settings import Table


class PelvicTiltStates(Table):
    """Pelvic tilt: shares of the person's own tilt, and what may count as one."""

    enter_share: float = number(0.35, 0, 1, "share of the own tilt that begins a repetition")
    count_share: float = number(
        0.50,
        0,
        1,
        "share that a counted repetition reaches; the landmarks show equal tilts "
        "up to twofold unequal, hence less than the 0.60 of a guided calibration",
    )
    exit_share: float = number(0.25, 0, 1, "share below which it has ended")
    target_share: float = number(0.80, 0.05, 2, "share of the own tilt to aim for")
    hold_speed_share_s: float = number(0.25, 0.01, 10, "slower than this is holding")
    rep_min_s: float = number(1.0, 0, 600, "shortest tilt that counts, start to end")
    smallest_tilt: float = number(
        0.25, 0.01, 10, "swings smaller than this share of a typical tilt are none"
    )
    expected_tilt: float = number(
        0.7,
        0.01,
        10,
        "live, share of a typical tilt that the first one is expected to reach",
    )
    own_tilt: float | None = number(
        None,
        0.01,
        10,
        "own tilt from a guided calibration, as a share of a typical one; "
        "measured from the clip without it",
    )
    largest_tilt: float = number(
        3.0, 0.01, 10, "swings larger than this share of a typical tilt are other movements"
    )
    least_evidence: float = number(
        0.4,
        0,
        1,
        "landmarks and picture must agree on a tilt by this share; else it is not seen",
    )
    stall_s: float = number(1.0, 0.1, 600, "resting so long less than halfway down ends a tilt too")
    noise_factor: float = number(5.0, 0.1, 100, "a tilt stands out from the jitter by this factor")
    smoothing_cutoff_hz: float = number(
        1.2, 0.1, 30, "low-pass of the tilt as the landmarks show it"
    )
    image_cutoff_hz: float = number(
        2.0, 0.1, 30, "low-pass of the tilt as the picture itself shows it"
    )
    baseline_window_s: float = number(
        24.0, 1, 600, "least window of the drifting rest level; longer for long holds"
    )


class PelvicTiltDose(Table):
    """Pelvic tilt: the prescription."""

    reps: int = number(10, 1, 100, "prescribed repetitions")
    hold_s: float = number(5.0, 0, 600, "prescribed hold")


class PelvicTiltFaults(Table):
    """Pelvic tilt: fault thresholds."""

    bridge_rise_torso: float = number(0.07, 0, 3, "PT-1: hips off the floor by this")
    bridge_hip_deg: float = number(15.0, 0, 180, "PT-1: or hips opened by this while off the floor")
    small_share: float = number(0.50, 0, 1, "PT-2: less than this share of the own tilt")
    arch_hip_deg: float = number(-2.5, -180, 0, "PT-3: hip closed by this past its rest")
    arch_slide_torso: float = number(-0.02, -3, 0, "PT-3: and slid towards the feet by this")
    knee_move_torso: float = number(0.06, 0, 3, "PT-4: knee moved by this")
    knee_change_deg: float = number(8.0, 0, 180, "PT-4: or bent or straightened by this")
    ear_rise_torso: float = number(0.08, 0, 3, "PT-5: head lifted by this")
    shoulder_rise_torso: float = number(0.06, 0, 3, "PT-5: or shoulders lifted by this")
    hold_tolerance_s: float = number(1.0, 0, 600, "PT-6: hold short by more than this")
    shortest_period_s: float = number(2.0, 0, 600, "PT-6: or repetitions closer than this")
    relax_s: float = number(0.3, 0, 600, "PT-8: let go for at least this long")
    knee_setup_min_deg: float = number(
        60.0, 0, 180, "PT-7: knees bent more sharply than this at the start"
    )
    knee_setup_max_deg: float = number(
        110.0, 0, 180, "PT-7: knees straighter than this at the start"
    )


class PelvicTiltSettings(Table):
    """All settings of the pelvic tilt."""

    states: PelvicTiltStates = PelvicTiltStates()
    dose: PelvicTiltDose = PelvicTiltDose()
    faults: PelvicTiltFaults = PelvicTiltFaults()
