"""Whether what an exercise declares is complete: with a gap, it cannot be offered to anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formcheck.exercises.base import RESERVED, Exercise, FaultSpec
from formcheck.kinematics.signals import SIGNALS
from formcheck.pose.landmarks import SIDED_JOINTS
from formcheck.reps.settings import Table

_TEXTS = (
    "title",
    "start",
    "move",
    "camera",
    "dose",
    "signal",
    "angle",
    "out",
    "back",
    "reach",
    "release",
    "pictures.start.caption",
    "pictures.start.words",
    "pictures.end.caption",
    "pictures.end.words",
    "lesson.purpose",
    "lesson.feel",
)
#: Beside those, for an exercise that guided movements come before.
_GUIDED_TEXTS = (
    *("title", "explain", "rest", "rest_text", "move", "move_text", "step", "seen"),
    *("unseen_title", "try_again", "time_holds", "timed_only"),
)
_GUIDED_LISTS = ("unseen_once", "unseen_again")
_LISTS = ("cannot_see", "lesson.steps", "lesson.keep")
_FAULT_TEXTS = ("name", "why", "cue", "praise")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_FAULT_ID = re.compile(r"[A-Z]{1,4}-[1-9][0-9]?")


def find_own_gaps(exercise: Exercise) -> list[str]:
    """Return what the declaration of an exercise lacks by itself, one sentence each.

    With such a gap it cannot be offered: a page would ask for words that are not there.
    """
    return [
        *_check_declaration(exercise),
        *_check_words(exercise),
        *_check_faults(exercise),
        *_check_settings(exercise),
    ]


def _check_declaration(exercise: Exercise) -> Iterator[str]:
    if not _NAME.fullmatch(exercise.name):
        yield f"The name {exercise.name!r} must be lower case words joined by underscores."
    if exercise.name in RESERVED:
        yield f"The name {exercise.name!r} means something else already: take another."
    if not exercise.signal or not exercise.unit:
        yield "The main signal needs a name and a unit."
    if exercise.judged_angle.signal not in SIGNALS:
        yield f"judged_angle: no signal is called {exercise.judged_angle.signal!r}."
    unknown = set(exercise.judged_angle.joints) - set(SIDED_JOINTS)
    if unknown:
        yield f"judged_angle: no joint is called {', '.join(sorted(unknown))}."
    for check in exercise.start_checks:
        if check.signal not in SIGNALS:
            yield f"start_checks: no signal is called {check.signal!r}."
    if not 0 < exercise.placement.nearest_m < exercise.placement.farthest_m:
        yield "placement: the nearest distance must be positive, and below the farthest."
    for low, high in (exercise.dose_limits.reps, exercise.dose_limits.hold_s):
        if not 0 <= low <= high:
            yield "dose_limits: the lower limit must not be above the upper one."
    if not exercise.targets:
        yield "targets: at least one is needed, to show how far to go."


def _check_words(exercise: Exercise) -> Iterator[str]:
    guided = exercise.guided
    checks = (f"start_checks.{check.key}" for check in exercise.start_checks)
    for key in (*_TEXTS, *(f"guided.{key}" for key in _GUIDED_TEXTS if guided), *checks):
        if not _has_text(exercise, key):
            yield f"words: the text {key} is missing."
    for key in (*_LISTS, *(f"guided.{key}" for key in _GUIDED_LISTS if guided)):
        if not _has_list(exercise, key):
            yield f"words: the list {key} is missing."
    if exercise.words.holds("cautions") and not _has_list(exercise, "cautions"):
        yield "words: cautions must be a list; leave it out where there is nothing to say."
    for target in exercise.targets:
        key = f"targets.{target.variant or 'usual'}"
        if not _has_text(exercise, key):
            yield f"words: the text {key} is missing."
        if target.variant and target.variant not in exercise.variants:
            yield f"words: the text variants.{target.variant} is missing."
    for _, other in exercise.alike:
        if not _has_text(exercise, f"alike.{other}"):
            yield f"words: the text alike.{other} is missing."
    declared = {spec.id for spec in exercise.faults}
    for fault_id in exercise.words.texts("faults"):
        if fault_id not in declared:
            yield f"words: faults.{fault_id} belongs to no declared fault."


def _has_text(exercise: Exercise, key: str) -> bool:
    try:
        return bool(exercise.words.text(key).strip())
    except KeyError:
        return False


def _has_list(exercise: Exercise, key: str) -> bool:
    try:
        return bool(exercise.words.lines(key))
    except KeyError:
        return False


def _check_faults(exercise: Exercise) -> Iterator[str]:
    seen: set[str] = set()
    for spec in exercise.faults:
        yield from _check_fault(spec)
        if spec.id in seen:
            yield f"Fault {spec.id} is declared twice."
        seen.add(spec.id)


def _check_fault(spec: FaultSpec) -> Iterator[str]:
    if not _FAULT_ID.fullmatch(spec.id):
        yield f"Fault {spec.id!r}: an id is up to four capital letters, a dash and a number."
    for key in _FAULT_TEXTS:
        if not getattr(spec, key).strip():
            yield f"words: the text faults.{spec.id}.{key} is missing."
    unknown = {*spec.joints, *spec.shown_at} - set(SIDED_JOINTS)
    if unknown:
        yield f"Fault {spec.id}: no joint is called {', '.join(sorted(unknown))}."


def _check_settings(exercise: Exercise) -> Iterator[str]:
    own = exercise.settings()
    if not isinstance(own, Table):
        yield "settings: they must be a Table."
        return
    for table, needed in (("states", ()), ("dose", ("reps", "hold_s")), ("faults", ())):
        values = getattr(own, table, None)
        if values is None:
            yield f"settings: the table {table} is missing."
            continue
        for key in needed:
            if not hasattr(values, key):
                yield f"settings: {table}.{key} is missing."
    states = getattr(own, "states", None)
    for target in exercise.targets:
        if not hasattr(states, target.key):
            yield f"settings: states.{target.key}, which a target is set by, is missing."
    if exercise.variants and getattr(own, "variant", None) is None:
        yield "settings: a field variant is needed where there are several ways of doing it."
