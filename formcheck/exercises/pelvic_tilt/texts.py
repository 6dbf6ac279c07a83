"""What is said to people about the pelvic tilt, from clinical-spec §5."""

from __future__ import annotations

from formcheck.exercises.base import Exercise, FaultSpec, JudgedAngle

EXERCISE = Exercise(
    name="pelvic_tilt",
    title="Pelvic tilt",
    start=(
        "Lie on your back, knees bent, feet flat and hip-width apart, with the natural small gap "
        "under your waist. Keep the arms off the hip on the camera's side."
    ),
    move=(
        "Breathe out, draw the belly in and press the small of your back to the floor: a small "
        "movement. Hold, then let go completely."
    ),
    camera=(
        "On the floor, side-on, 1.6 to 1.8 m away, aimed at the pelvis; head and feet in the "
        "picture, clothes that fit closely."
    ),
    dose="10 repetitions, each held for 5 seconds",
    signal="tilt_percent",
    signal_title="Share of your own tilt",
    unit="%",
    judged_angle=JudgedAngle("joint", ("shoulder", "hip", "knee"), "shoulder_hip_knee_deg", "hip"),
    faults=(
        FaultSpec(
            "PT-1",
            "lifting the hips (bridging)",
            "A different exercise that loads the back.",
            "Keep your tailbone on the mat – just flatten.",
            2,
            "torso",
        ),
        FaultSpec(
            "PT-2",
            "tilt not visible or too small",
            "No effect – or the camera does not see it.",
            "I can't see it – press your waistband into the floor.",
            1,
            "%",
        ),
        FaultSpec(
            "PT-3",
            "arching instead of flattening",
            "The opposite direction.",
            "Other way – flatten the gap under your back.",
            2,
            "deg",
        ),
        FaultSpec(
            "PT-4",
            "pushing with the legs, knees moving",
            "The legs do the work.",
            "Let your legs be heavy, knees still.",
            1,
            "torso",
            joints=("hip", "knee", "ankle"),
        ),
        FaultSpec(
            "PT-5",
            "head or shoulders lifting",
            "It strains the neck and turns into a crunch.",
            "Head heavy, shoulders wide.",
            1,
            "torso",
            joints=("ear", "shoulder"),
        ),
        FaultSpec(
            "PT-6",
            "hold too short, or rushed",
            "The prescribed hold is missed.",
            "Hold… breathe… and let go.",
            1,
            "s",
        ),
        FaultSpec(
            "PT-7",
            "feet too near or too far",
            "It changes where the pelvis starts.",
            "Feet flat, knees about a right angle.",
            0,
            "deg",
            joints=("hip", "knee", "ankle"),
        ),
        FaultSpec(
            "PT-8",
            "not relaxing between repetitions",
            "Without letting go there is no new repetition.",
            "Let it go completely.",
            1,
            "%",
        ),
    ),
    cannot_see=(
        "whether belly or buttocks do the work",
        "how firmly the back presses on the floor",
        "breathing and the pelvic floor",
        "differences between left and right",
        "a pelvis that turns under loose clothes",
    ),
)
