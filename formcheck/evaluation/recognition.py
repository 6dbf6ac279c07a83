"""Whether the program finds out by itself which exercise a labelled clip shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.evaluation.clip_score import ClipScore


@dataclass(frozen=True)
class RecognitionMetrics:
    """How often the exercise is recognised, over a group of clips.

    Attributes
    ----------
    clips : int
        Clips of an exercise that can be judged at all; look-alikes are counted by themselves.
    recognised_share : float or None
        Those in which this exercise is recognised surely, and no other.
    asked_share : float or None
        Those about which the program is not sure and asks.
    look_alikes : int
        Clips of other movements.
    look_alikes_taken_share : float or None
        Those in which an exercise is recognised although there is none.
    """

    clips: int
    recognised_share: float | None
    asked_share: float | None
    look_alikes: int
    look_alikes_taken_share: float | None


def compute_recognition_metrics(scores: Sequence[ClipScore]) -> RecognitionMetrics:
    """Return the figures of recognition over some clips."""
    targets = [score for score in scores if not score.label.is_lookalike and not score.message]
    others = [score for score in scores if score.label.is_lookalike]
    return RecognitionMetrics(
        clips=len(targets),
        recognised_share=_share([score.is_recognised for score in targets]),
        asked_share=_share([not score.recognised for score in targets]),
        look_alikes=len(others),
        look_alikes_taken_share=_share([bool(score.recognised) for score in others]),
    )


def _share(answers: Sequence[bool]) -> float | None:
    return sum(answers) / len(answers) if answers else None
