"""Which criteria belong to which exercise."""

from __future__ import annotations

from collections.abc import Callable

from ..repetition_view import RepetitionView
from . import knee_hug, pelvic_tilt, prone_press_up, seal_stretch, session, standing_back_extension
from .claim import Claims

#: For each exercise, what finds the claims of one repetition.
CRITERIA: dict[str, Callable[[RepetitionView], Claims]] = {
    "standing_back_extension": standing_back_extension.find_claims,
    "seal_stretch": seal_stretch.find_claims,
    "prone_press_up": prone_press_up.find_claims,
    "pelvic_tilt": pelvic_tilt.find_claims,
    "knee_hug": knee_hug.find_claims,
}

_OVER_A_SESSION: dict[str, Callable[[list[RepetitionView]], Claims]] = {
    "standing_back_extension": session.find_standing_claims,
    "prone_press_up": session.find_press_up_claims,
    "knee_hug": session.find_hug_claims,
}


def find_session_claims(exercise: str, views: list[RepetitionView]) -> Claims:
    """Return the claims that need all repetitions of a clip."""
    if exercise in _OVER_A_SESSION and views:
        yield from _OVER_A_SESSION[exercise](views)
