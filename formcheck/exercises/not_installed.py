"""What stands in for an exercise that a history names and this computer does not have."""

from __future__ import annotations

from formcheck.exercises.base import DoseLimits, Exercise, JudgedAngle, Placement
from formcheck.reps.settings import Table
from formcheck.words import Words, read_words

_WORDS = read_words("formcheck.exercises")


def stand_in(name: str) -> Exercise:
    """Return what is known of an exercise whose package is not installed: its name.

    A history outlives the packages that its sets were scored with; their pages still open.
    """
    known = name.replace("_", " ").strip().capitalize()
    title = _WORDS.text("not_installed.title", name=known or _WORDS.text("not_installed.nameless"))
    missing = _WORDS.text("not_installed.missing")
    words = dict.fromkeys(("start", "move", "camera", "dose", "signal"), missing)
    return Exercise(
        name=name,
        package="",
        words=Words({**words, "title": title, "cannot_see": []}),
        settings=Table,
        stance="standing",
        signal="",
        unit="",
        judged_angle=JudgedAngle("joint", (), ""),
        faults=(),
        placement=Placement(0.0, 0.0),
        dose_limits=DoseLimits((1, 1), (0.0, 0.0)),
        targets=(),
        installed=False,
    )
