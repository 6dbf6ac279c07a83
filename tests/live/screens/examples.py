"""States of every screen: usual ones, and ones with far too many words."""

from __future__ import annotations

import numpy as np

from formcheck.live.pointing.fields import Spot
from formcheck.live.screens.live_view import LiveView
from formcheck.live.screens.states import (
    Choice,
    Field,
    MenuScreen,
    PainScreen,
    PlaceScreen,
    PromptScreen,
    ScreenState,
    SetScreen,
    TextScreen,
)
from formcheck.pose.landmarks import SIDED_JOINTS, landmark_of
from formcheck.safety import ask_first, disclaimer, urgent

SIZES = ((640, 480), (1280, 720), (1920, 1080), (720, 1280), (900, 860), (1600, 500))

#: 500 characters, as long as a therapist's cue may be.
LONG_CUE = ("Breathe out while you flatten the small of your back, and keep both feet. " * 7)[:500]
LONG_WORD = "Rückenstreckungswiederholungsgeschwindigkeitsbegrenzung"
KEYS = (
    Choice("space", "Pause", "", "pause"),
    Choice("n", "End the set", "", "next"),
    Choice("h", "Help", "", "help"),
)


def set_screen(**changes: object) -> SetScreen:
    usual: dict[str, object] = {
        "title": "Pelvic tilt",
        "reps": 3,
        "reps_target": 10,
        "phase": "hold",
        "phase_word": "Hold",
        "hold_s": 2.2,
        "hold_target_s": 5.0,
        "reach": 0.8,
        "reach_word": "Tilt",
        "cue": "Keep your hips on the mat.",
        "cue_tone": "warning",
        "side_word": "left leg",
        "set_word": "Set 1 of 3",
        "notice": "Recording",
        "keys": KEYS,
        "hold_word": "s left",
    }
    return SetScreen(**(usual | changes))  # type: ignore[arg-type]


def choices(count: int, title: str = "Exercise", note: str = "") -> tuple[Choice, ...]:
    return tuple(
        Choice(f"{number + 1}", f"{title} {number + 1}", note, f"take:{number}")
        for number in range(count)
    )


def pain_scale(selected: int = 3) -> PainScreen:
    numbers = tuple(
        Choice(f"{level}", f"{level}", "No pain" if level == 0 else "Worst", f"pain:{level}")
        for level in range(11)
    )
    return PainScreen("Before", "How much pain is there now?", "how_much", numbers, selected, "0-9")


def safety_page() -> TextScreen:
    return TextScreen(
        "Before you begin",
        "urgent",
        (
            ("Do not exercise, and get urgent help, if you have any of these:", urgent()),
            ("See a clinician before using this, if any of these is true:", ask_first()),
            ("", (disclaimer(),)),
        ),
        (
            Choice("enter", "None of these is true", "", "continue"),
            Choice("s", "One of these is true", "", "red_flag"),
        ),
    )


def pointed_at(
    count: int = 3, words: str = "The same as before", **changes: object
) -> PromptScreen:
    """Return a page with fields around somebody who lies in the middle."""
    signs = ("accept", "more", "down", "4")
    spots = (
        Spot(0.3, 0.5, 0.05),
        Spot(0.35, 0.35, 0.05),
        Spot(0.5, 0.3, 0.05),
        Spot(0.6, 0.4, 0.05),
    )
    fields = tuple(
        Field(Choice(signs[number], words, "", f"point:{number}"), spots[number], number / 4)
        for number in range(count)
    )
    usual: dict[str, object] = {
        "title": "After the set",
        "big": "3",
        "text": "How much pain?",
        "progress": None,
        "fields": fields,
        "keys": KEYS[2:],
        "hint": "Hold a hand in a circle",
    }
    return PromptScreen(**(usual | changes))  # type: ignore[arg-type]


USUAL: dict[str, ScreenState] = {
    "set": set_screen(),
    "set without hold": set_screen(hold_target_s=0.0, reach=None, cue="", notice=""),
    "place": PlaceScreen(
        "pelvic_tilt",
        "Pelvic tilt",
        "Put the laptop on the floor.",
        "",
        "Lie down.",
        0.5,
        keys=KEYS,
    ),
    "place with a problem": PlaceScreen(
        "standing_back_extension", "Standing", "On a table.", "I cannot see your feet.", "", 0.0
    ),
    "place with a posture": PlaceScreen(
        "prone_press_up", "Press up", "On the floor.", "Lie flat.", "", 0.0, posture_towards=1
    ),
    "prompt": PromptScreen("Get ready", "3", "Stay where you are.", 0.4, keys=KEYS),
    "prompt of a word": PromptScreen(
        "Tilts", "Flatten", "Press your back down.", 0.4, "2 of 3", "good"
    ),
    "pause": PromptScreen("Pelvic tilt", "Paused", "Lie down again.", None, "", "warning"),
    "pointing": pointed_at(options=choices(11, ""), selected=3),
    "pointing with lines": pointed_at(4, big="", lines=("Rest.", "Tell your therapist.")),
    "to be read": pointed_at(3, big="", lines=("A disc is a soft cushion. " * 8,), wide=True),
    "menu": MenuScreen("What would you like to do?", choices(5, note="10 times"), 1, "Arrows"),
    "menu with a remark": MenuScreen("Choose", choices(5), 1, "Arrows", "Knee hug: not enabled"),
    "how much": pain_scale(),
    "where": PainScreen("After", "Where is it now?", "where", choices(6, "Place"), 1, "Number"),
    "safety": safety_page(),
    "summary": TextScreen(
        "Well done", "good", (("Reps", ("10 of 10",)), ("Pain", ("3, then 2",))), choices(3)
    ),
}

WORDY: dict[str, ScreenState] = {
    "set": set_screen(
        title=f"{LONG_WORD} {LONG_WORD}",
        reps=128,
        reps_target=150,
        phase_word=LONG_WORD,
        cue=LONG_CUE,
        side_word=LONG_WORD,
        set_word=LONG_CUE,
        notice=LONG_CUE,
        reach=3.0,
        reach_word=LONG_WORD,
        stop_label=LONG_CUE,
        keys=choices(4, LONG_WORD),
    ),
    "place": PlaceScreen(
        "knee_hug", LONG_CUE, LONG_CUE, LONG_CUE, LONG_CUE, 1.0, stop_label=LONG_WORD
    ),
    "prompt": PromptScreen(LONG_CUE, LONG_WORD, LONG_CUE, 0.9, LONG_CUE, "urgent", LONG_CUE),
    "pointing": pointed_at(
        4,
        LONG_CUE,
        big=LONG_WORD,
        text=LONG_CUE,
        title=LONG_CUE,
        hint=LONG_CUE,
        options=choices(12, LONG_WORD),
    ),
    "to be read": pointed_at(
        4,
        LONG_CUE,
        big="",
        text=LONG_CUE,
        title=LONG_CUE,
        hint=LONG_CUE,
        lines=(LONG_CUE,) * 3,
        wide=True,
    ),
    "menu": MenuScreen(LONG_CUE, choices(12, LONG_CUE, LONG_CUE), 11, LONG_CUE),
    "where": PainScreen(LONG_CUE, LONG_CUE, "where", choices(9, LONG_WORD, LONG_CUE), 8, LONG_CUE),
    "how much": PainScreen(
        LONG_CUE, LONG_CUE, "how_much", choices(11, "10", LONG_CUE), 5, LONG_CUE
    ),
    "text": TextScreen(
        LONG_CUE,
        "warning",
        tuple((LONG_CUE, (LONG_CUE, LONG_WORD)) for _ in range(6)),
        choices(4, LONG_CUE, LONG_CUE),
        3,
    ),
}


def live_view(width: int = 640, height: int = 480, *, problem: bool = False) -> LiveView:
    """Return a grey picture with the joints of the left side in a row, hip at a quarter."""
    xy_px = np.full((33, 2), np.nan)
    for number, joint in enumerate(SIDED_JOINTS):
        xy_px[landmark_of(joint, "left")] = width * (0.05 + 0.05 * number), height / 2
    rgb = np.full((height, width, 3), 90, np.uint8)
    return LiveView(rgb, xy_px, "left", problem)
