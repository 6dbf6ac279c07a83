"""Scoring a clip of which nobody said what it shows: one result an exercise, or a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formcheck.errors import NothingToScoreError, UnsureExerciseError
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.exercises.settings import Settings
from formcheck.judge.checker import check_seen, score_track
from formcheck.judge.origin import Origin
from formcheck.judge.result import RecognitionInfo, SegmentInfo
from formcheck.judge.scored import ScoredClip
from formcheck.judge.shots import cut_track, measure_shots
from formcheck.pose.track import PoseTrack
from formcheck.recognition.recognise import Recognition, Stance, recognise
from formcheck.recognition.segments import Segment
from formcheck.words import tell, within_sentence

_STANCE_WORDS: dict[Stance, str] = {
    "standing": "The person stands.",
    "prone": "The person lies on the front.",
    "supine": "The person lies on the back.",
}


def ask_which(recognition: Recognition) -> UnsureExerciseError:
    """Return the error that says what was seen and asks for the exercise.

    Parameters
    ----------
    recognition : Recognition
        Without a segment that is sure.
    """
    names = _candidates(recognition)
    if names and (recognition.doubtful or not recognition.other_movement):
        return UnsureExerciseError(_unsure(recognition, names), _say_which(names), tuple(names))
    return UnsureExerciseError(
        _none_of_them(recognition),
        f"If it is one of them all the same, name it with -e: {', '.join(exercise_names())}.",
    )


def _none_of_them(recognition: Recognition) -> str:
    person = _STANCE_WORDS.get(recognition.stance)
    if person is None or not recognition.other_movement:
        return "None of the exercises that can be recognised is seen."
    return f"{person} What they do is none of the exercises that can be recognised."


def _candidates(recognition: Recognition) -> list[str]:
    """Return the one or two exercises that come into question, the likeliest first."""
    if not recognition.doubtful:
        return [name for name, _ in recognition.candidates[:2]]
    likeliest = max(recognition.doubtful, key=lambda segment: segment.confidence)
    names = [likeliest.exercise, likeliest.runner_up]
    return [name for name in names if name is not None]


def _unsure(recognition: Recognition, names: Sequence[str]) -> str:
    title, *others = (within_sentence(get_exercise(name).title) for name in names)
    if recognition.doubtful:
        if not others:
            return f"I am not sure whether this is a {title}."
        return f"I am not sure whether this is a {title} or a {others[0]}."
    person = _STANCE_WORDS[recognition.stance]
    if not others:
        return f"{person} I am not sure whether this is a {title}."
    return f"{person} I am not sure whether this is a {title} or a {others[0]}."


def _say_which(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"If it is, say so with -e {names[0]}."
    return f"Say which with -e {names[0]} or -e {names[1]}."


def score_recognised(track: PoseTrack, settings: Settings, origin: Origin) -> list[ScoredClip]:
    """Find out which exercises a clip shows, and score each.

    A clip of one exercise is scored as a whole, just as if it had been named. Of
    several, each segment is scored by itself; times stay those of the whole clip.

    Parameters
    ----------
    track : PoseTrack
        Landmarks of the whole clip.
    settings : Settings
    origin : Origin
        Of the whole clip; each result adds its recognition and its segment.

    Returns
    -------
    list of ScoredClip
        One an exercise, in order of time; at least one.

    Raises
    ------
    NothingToScoreError
        Nothing can be judged, or it is not sure which exercise it is; the
        message asks for it.
    """
    recognition = recognise(track, settings)
    if not recognition.segments:
        check_seen(track, measure_shots(track, settings.view), settings)
        raise ask_which(recognition)
    if len(recognition.segments) == 1:
        return [_score(track, settings, origin, recognition.segments[0])]
    notes = (*origin.notes, *map(_left_out, recognition.doubtful))
    return _score_each(track, settings, replace(origin, notes=notes), recognition.segments)


def _left_out(segment: Segment) -> str:
    """Say of a doubtful stretch that it was not scored."""
    start, end = f"{segment.start_s:.0f}", f"{segment.end_s:.0f}"
    return tell("formcheck.recognition", "left_out", start=start, end=end)


def _score_each(
    track: PoseTrack, settings: Settings, origin: Origin, segments: Sequence[Segment]
) -> list[ScoredClip]:
    """Score the segments that can be; raise the first error if none can."""
    scored: list[tuple[Segment, ScoredClip]] = []
    errors: list[NothingToScoreError] = []
    for segment in segments:
        try:
            part = cut_track(track, segment.start, segment.stop)
            placed = replace(origin, segment=_place(segment, 1, 1))
            scored.append((segment, _score(part, settings, placed, segment)))
        except NothingToScoreError as error:
            errors.append(error)
    if not scored:
        raise errors[0]
    return [
        _with_place(clip, _place(segment, number, len(scored)))
        for number, (segment, clip) in enumerate(scored, start=1)
    ]


def _score(track: PoseTrack, settings: Settings, origin: Origin, segment: Segment) -> ScoredClip:
    """Score the landmarks of a segment, or of the whole clip where it is the only one."""
    recognition = RecognitionInfo(confidence=segment.confidence, runner_up=segment.runner_up)
    origin = replace(origin, recognition=recognition)
    return score_track(track, segment.exercise, settings, origin)


def _place(segment: Segment, index: int, of: int) -> SegmentInfo:
    return SegmentInfo(index=index, of=of, start_s=segment.start_s, end_s=segment.end_s)


def _with_place(scored: ScoredClip, place: SegmentInfo) -> ScoredClip:
    return replace(scored, result=scored.result.model_copy(update={"segment": place}))
