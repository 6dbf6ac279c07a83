"""Plain words for what the session engine names by a keyword, in the language that is spoken."""

from __future__ import annotations

from formcheck.exercises.base import Exercise
from formcheck.exercises.registry import exercise_names, find_exercise, get_exercise
from formcheck.judge.not_counted import is_cut_off, say_kind
from formcheck.judge.result import Fault, Rep, Result, Severity
from formcheck.judge.scored import Phase
from formcheck.words import read_words, within_sentence
from formcheck.words import retell as retell_from

#: Everything that is said about a result.
WORDS = read_words("formcheck.report")

#: Whose sentences a result may hold, beside those of its exercise.
_TELLERS = ("formcheck.judge", "formcheck.reps", "formcheck.recognition", "formcheck.video")
_JUDGE_WORDS = read_words("formcheck.judge")


def retell(text: str, exercise: str | None = None) -> str:
    """Return a sentence that a result holds, which is English, in the language in force.

    Parameters
    ----------
    text : str
    exercise : str, optional
        Name of the exercise whose rules may have said it.
    """
    own = find_exercise(exercise).package if exercise else ""
    # One that is not installed has no words.
    return retell_from(text, (own, *_TELLERS) if own else _TELLERS, _call_exercise)


def _call_exercise(name: str) -> str:
    """Return what an exercise is called within a sentence; anything else as it is."""
    found = (get_exercise(each) for each in exercise_names())
    titles = {each.in_english().title.lower(): each.title for each in found}
    return within_sentence(titles[name]) if name in titles else name


def phase_words(exercise: Exercise, phase: Phase) -> str:
    """Return what a phase is called in an exercise, for example ``"Pressing up"``."""
    key = {"out": "out", "return": "back"}.get(phase)
    if key is not None and exercise.words.holds(key):
        return exercise.words.text(key)
    return WORDS.text(f"phases.{phase}")


def fault_name(exercise: Exercise, fault: Fault) -> str:
    """Return what a fault is called; as the result has it, if the exercise does not know it."""
    return _spec_text(exercise, fault, "name") or fault.name


def fault_cue(exercise: Exercise, fault: Fault) -> str:
    """Return what to say about a fault, as `fault_name` returns its name."""
    return _spec_text(exercise, fault, "cue") or fault.cue


def signal_title(exercise: Exercise, result: Result) -> str:
    """Return what the main signal is called."""
    return exercise.signal_title if exercise.installed else result.signal.title


def severity_words(severity: Severity) -> tuple[str, str]:
    """Return what a severity is called, and what it means."""
    return WORDS.lines("severity.names")[severity], WORDS.lines("severity.meanings")[severity]


def why_not_counted(rep: Rep, exercise: str) -> str:
    """Return why a repetition of an exercise was not counted, as exactly as it is known."""
    return retell(rep.reason, exercise) if rep.reason else say_kind(rep, _JUDGE_WORDS)


def why_not_counted_in_general(rep: Rep) -> str:
    """Return the same without its figures, so that equal reasons can be counted."""
    if rep.reason and is_cut_off(rep):
        return _JUDGE_WORDS.text("reasons.cut_off", reason=retell(rep.reason))
    return say_kind(rep, _JUDGE_WORDS)


def clock(time_s: float) -> str:
    """Return a moment as minutes and seconds, ``"1:05"``."""
    minutes, seconds = divmod(int(max(time_s, 0.0)), 60)
    return f"{minutes}:{seconds:02d}"


def _spec_text(exercise: Exercise, fault: Fault, attribute: str) -> str:
    spec = next((spec for spec in exercise.faults if spec.id == fault.id), None)
    return "" if spec is None else str(getattr(spec, attribute))
