"""What the knee hug declares: texts and faults of clinical-spec §6."""

from __future__ import annotations

from formcheck.exercises.base import Exercise, FaultSpec, JudgedAngle

EXERCISE = Exercise(
    name="knee_hug",
    title="Knee hug",
    start=(
        "Lie on your back, knees bent and feet flat, or with the legs straight. Arms beside you, "
        "head on the floor."
    ),
    move=(
        "Draw one knee up, or both, clasp it below the knee or behind the thigh and pull it gently "
        "to a comfortable stretch. Hold, lower it slowly, change sides."
    ),
    camera=(
        "On the floor, side-on, 1.6 to 1.8 m away, aimed at the pelvis, with room above the knees. "
        "The leg nearest to the camera is measured best: turn round for the other one if you can."
    ),
    dose="3 repetitions with each leg, each held for 5 seconds",
    signal="knee_to_chest_deg",
    signal_title="Knee-to-chest angle",
    unit="deg",
    judged_angle=JudgedAngle(
        "closing", ("shoulder", "hip", "knee"), "knee_to_chest_deg", "knee to chest", True
    ),
    faults=(
        FaultSpec(
            "KH-1",
            "head or shoulders lifting",
            "It strains the neck and bends the whole spine.",
            "Let the floor hold your head – bring the knee to you.",
            1,
            "torso",
        ),
        FaultSpec(
            "KH-2",
            "other leg lifting or bending",
            "The pelvis is dragged along.",
            "Press your other heel down.",
            1,
            "deg",
        ),
        FaultSpec(
            "KH-3",
            "tailbone curling up",
            "The low back bends to its end under load.",
            "Keep your tailbone heavy.",
            2,
            "torso",
        ),
        FaultSpec(
            "KH-4",
            "yanking or bouncing",
            "A jerk at the end of the range.",
            "Ease it in – no pulling hard.",
            1,
            "deg/s",
        ),
        FaultSpec(
            "KH-5",
            "hold too short",
            "The prescribed hold is missed.",
            "Stay… breathe out…",
            1,
            "s",
        ),
        FaultSpec(
            "KH-6",
            "knee not close",
            "Little stretch.",
            "If comfortable, a little closer.",
            0,
            "deg",
        ),
        FaultSpec(
            "KH-7",
            "pulling on the kneecap",
            "It presses on the knee.",
            "Hold behind your thigh instead.",
            0,
            "torso",
        ),
        FaultSpec(
            "KH-8",
            "sides uneven",
            "One knee comes closer than the other; worth a look by your therapist.",
            "Left and right differ – nothing to correct now.",
            0,
            "deg",
        ),
        FaultSpec(
            "KH-9",
            "dropping the leg",
            "Control is lost on the way down.",
            "Lower it slowly.",
            1,
            "deg/s",
        ),
    ),
    cannot_see=(
        "the knee drifting in or out across the body",
        "the pelvis rolling to one side",
        "how much of the bend is hip and how much is low back",
        "how hard you pull",
        "nerve tension, pain",
    ),
    cautions=(
        "Not with osteoporosis: bending the spine under load can break a vertebra.",
        "With a disc problem only if your therapist has enabled it for you: advice differs.",
    ),
)
