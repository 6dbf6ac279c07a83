"""What each exercise is for and how it goes, for patients, in our own words."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.review.education import sources
from formcheck.review.education.sources import Source


@dataclass(frozen=True)
class Lesson:
    """The text of one exercise.

    Attributes
    ----------
    purpose : str
        What it is for.
    steps : tuple of str
        One after the other.
    feel : str
        What is to be felt, and what not.
    keep : tuple of str
        What matters most, as something outside the body to think of.
    sources : tuple of Source
    """

    purpose: str
    steps: tuple[str, ...]
    feel: str
    keep: tuple[str, ...]
    sources: tuple[Source, ...]


def lesson(exercise: str) -> Lesson:
    """Return the text of an exercise; KeyError if there is no such exercise."""
    return _LESSONS[exercise]


_LESSONS = {
    "pelvic_tilt": Lesson(
        purpose=(
            "A small movement of the pelvis that gets the low back moving and teaches the belly "
            "to steady it, without load on the back."
        ),
        steps=(
            "Lie on your back, knees bent, feet flat and as wide as your hips. Let the small gap "
            "under your waist be there.",
            "Breathe out, draw the belly in and press the small of your back onto the floor; the "
            "pubic bone tips towards your chin.",
            "Hold while you go on breathing.",
            "Let go completely, back to the small gap – no further.",
        ),
        feel="The belly working and the waist touching the floor. It is a small movement.",
        keep=(
            "Press your waistband into the mat; the tailbone stays down.",
            "Legs heavy, knees still, head heavy.",
        ),
        sources=(sources.PREHAB_TILT, sources.KRAMES_TILT, sources.MAYO_BACK),
    ),
    "knee_hug": Lesson(
        purpose="A gentle stretch of the low back and the buttock, bending the back forward.",
        steps=(
            "Lie on your back, knees bent and feet flat, or with the legs straight.",
            "Draw one knee up and take hold of it below the knee, or behind the thigh if the knee "
            "is sore.",
            "Bring it closer until the stretch is comfortable, and hold. Breathe out.",
            "Lower it slowly and change sides.",
        ),
        feel="A stretch in the low back or the buttock; never a sharp pain, nothing down the leg.",
        keep=(
            "Let the floor hold your head.",
            "The other heel stays heavy.",
            "Bring the knee to you; no jerking.",
        ),
        sources=(
            sources.VERSUS_ARTHRITIS,
            sources.PREHAB_KNEE,
            sources.MAYO_BACK,
            sources.MAYO_KNEE,
        ),
    ),
    "prone_press_up": Lesson(
        purpose=(
            "Bends the low back backward while its muscles rest: the arms do the work. It is used "
            "to draw pain out of the leg towards the back."
        ),
        steps=(
            "Lie on your front, forehead down, hands flat beside your shoulders.",
            "Push the chest up with your arms, as far as is comfortable. Back and buttocks stay "
            "loose, the hips stay on the mat.",
            "Pause at the top, breathe out and let the belly sag.",
            "Lower all the way and rest. Begin with a few halfway ones.",
        ),
        feel="A pressure in the low back is expected. Pain that moves down the leg is not.",
        keep=(
            "Leave your belt on the mat; stop where it wants to lift.",
            "Arms push, back rests.",
            "Long neck, look ahead.",
        ),
        sources=(sources.LEDERMAN_PRESS, sources.EXTENSION_PROGRAMME, sources.TOTALBACK),
    ),
    "seal_stretch": Lesson(
        purpose="A long, resting bend backward: the chest lies propped, and gravity does the rest.",
        steps=(
            "Lie on your front, legs long, tops of the feet down, forearms flat.",
            "Bring the elbows under your shoulders and let the chest rest propped on them. On "
            "straight arms with the hands further forward it is stronger: only if your therapist "
            "says so.",
            "Stay. Shoulders away from the ears, eyes on the floor ahead, breathe.",
            "Lower and rest as long as you held.",
        ),
        feel="The low back hangs and grows soft. Buttocks and belly stay loose.",
        keep=(
            "Let your belt buckle melt into the mat.",
            "Grow a long neck; push the floor away.",
            "Stay still.",
        ),
        sources=(sources.SPHINX, sources.EKHART_SEAL, sources.BAYCARE),
    ),
    "standing_back_extension": Lesson(
        purpose="Bends the low back backward on your feet: good after sitting or bending for long.",
        steps=(
            "Stand with something firm within reach, feet as wide as your shoulders, knees "
            "straight but not locked, hands on the back of your hips, fingers down.",
            "Bend back over your hands as far as is comfortable; the hips come forward a little.",
            "Pause.",
            "Come back upright, all the way, before the next one.",
        ),
        feel="A pressure in the low back that goes when you stand up. No dizziness.",
        keep=(
            "Keep looking forward; let the chest lead.",
            "Long, straight legs; weight in the middle of your feet.",
            "About two seconds back.",
        ),
        sources=(sources.CEMM_STANDING, sources.LEDERMAN_STANDING, sources.IMC_STANDING),
    ),
}
