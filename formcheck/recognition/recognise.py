"""From the landmarks of a clip to the exercises that it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from formcheck.errors import NothingToScoreError
from formcheck.exercises.base import NONE
from formcheck.exercises.evidence import Evidence
from formcheck.exercises.loading import get_rules
from formcheck.exercises.registry import exercise_names
from formcheck.exercises.rules import Rules
from formcheck.exercises.settings import Settings
from formcheck.judge.checker import judge_whole
from formcheck.judge.shots import JudgedShot, Shot, cut_track, measure_shots
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.track import PoseTrack
from formcheck.recognition.looking import find_evidence, names_in
from formcheck.recognition.segments import Segment, find_segments
from formcheck.recognition.sequence import Placed, compute_beliefs, explain

Stance = Literal["standing", "prone", "supine", "other"]


@dataclass(frozen=True)
class Recognition:
    """What a clip shows.

    Attributes
    ----------
    segments : tuple of Segment
        The exercises that are sure, in order of time; neighbours differ.
    doubtful : tuple of Segment
        Stretches that show an exercise, but not surely which.
    candidates : tuple of (name, belief)
        The exercises that are done in the stance that the person is seen in
        most, the more believable first; for a question where nothing is sure.
    stance : {"standing", "prone", "supine", "other"}
        In which the person is seen most.
    other_movement : bool
        True if the person moves, but in none of the ways of these exercises.
    """

    segments: tuple[Segment, ...]
    doubtful: tuple[Segment, ...]
    candidates: tuple[tuple[str, float], ...]
    stance: Stance
    other_movement: bool


def recognise(track: PoseTrack, settings: Settings) -> Recognition:
    """Find out which exercises a clip shows, and when.

    Parameters
    ----------
    track : PoseTrack
        Landmarks of the whole clip.
    settings : Settings

    Returns
    -------
    Recognition
        Without segments if nobody is seen for long enough.
    """
    shots = measure_shots(track, settings.view)
    stances = [_name_stance(shot.measurements) for shot in shots]
    exercises = exercise_names()
    items = [
        Placed(evidence.moved(shot.start), number)
        for number, shot in enumerate(shots)
        for evidence in _look(shot, stances[number], settings)
    ]
    spans = [(shot.start, shot.start + len(shot.measurements.time_s)) for shot in shots]
    likely, doubtful = find_segments(explain(items, exercises), spans, track.time_s)
    tried = [_is_tried(segment, likely, track, settings) for segment in likely]
    segments = tuple(item for item, done in zip(likely, tried, strict=True) if done)
    doubtful += tuple(item for item, done in zip(likely, tried, strict=True) if done is None)
    stance = _most_seen(stances, spans)
    beliefs = compute_beliefs(items, exercises)
    candidates = [(name, beliefs[name]) for name in names_in(stance)]
    return Recognition(
        segments=segments,
        doubtful=doubtful,
        candidates=tuple(sorted(candidates, key=lambda pair: -pair[1])),
        stance=stance,
        other_movement=bool(items) and (beliefs[NONE] == max(beliefs.values()) or False in tried),
    )


def _is_tried(
    segment: Segment, among: Sequence[Segment], track: PoseTrack, settings: Settings
) -> bool | None:
    """Tell whether the exercise's own rules see it done in a segment, or tried, or done wrongly.

    What looks like an exercise by its outline, and is another movement in every single case
    to those who know it best, is not that exercise. None if they cannot judge, as where the
    start position is never seen.
    """
    part = track if len(among) == 1 else cut_track(track, segment.start, segment.stop)
    rules = get_rules(segment.exercise)
    try:
        judged, _ = judge_whole(rules, part, settings)
    except NothingToScoreError:
        return None
    return any(_shows_try(rules, shot) for shot in judged)


def _shows_try(rules: Rules, shot: JudgedShot) -> bool:
    movements, findings = shot.judgement.movements, shot.judgement.findings
    told = [*findings, *(finding for movement in movements for finding in movement.findings)]
    return any(movement.kind != "other_movement" for movement in movements) or any(
        rules.is_wrong_way(finding) for finding in told
    )


def _name_stance(shot: Measurements) -> Stance:
    """Return the stance of a shot: that of most frames of which one can be told."""
    tally = Counter(shot.posture)
    known = [name for name in get_args(Stance) if name != "other" and tally[name]]
    stance: Stance = max(known, key=lambda name: tally[name], default="other")
    return stance


def _look(shot: Shot, stance: Stance, settings: Settings) -> list[Evidence]:
    """Return the movements of one shot, in order of time."""
    return [] if stance == "other" else find_evidence(shot.measurements, stance, settings)


def _most_seen(stances: Sequence[Stance], spans: Sequence[tuple[int, int]]) -> Stance:
    frames: Counter[Stance] = Counter()
    for stance, (start, stop) in zip(stances, spans, strict=True):
        frames[stance] += stop - start
    return frames.most_common(1)[0][0] if frames else "other"
