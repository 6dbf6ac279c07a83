"""What the person asked for, and which exercises there are to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.exercises.settings import Settings, default_settings
from formcheck.plan.model import WEEKDAYS, Plan, PlannedExercise, PlannedSide
from formcheck.plan.smaller import Smaller, smaller_reps

#: Rest between sets where nothing is prescribed; a source gives one minute (clinical-spec §7).
_DEFAULT_REST_S = 60.0


@dataclass(frozen=True)
class Offer:
    """One exercise with its dose.

    Attributes
    ----------
    exercise : str
        API name.
    sets, reps : int
        ``reps`` for each leg where ``side`` is ``each``.
    hold_s : float
    rest_s : float
        Between sets, and between the holds of a hold exercise.
    side : {"left", "right", "both", "each"} or None
    cue : str
        The therapist's own words at the start of every set.
    watch, ignore : tuple of str
        Fault ids to point out first, and never.
    cues : mapping of str to str
        The therapist's own words for a fault.
    due : bool
        A plan asks for it today: the session goes on with it by itself.
    enabled : bool
        False where it is shown but cannot be chosen.
    note : str
        Why it cannot; empty for the default words.
    small_sets : int
        So many sets, from the first on, are done with half the repetitions.
    """

    exercise: str
    sets: int = 1
    reps: int = 10
    hold_s: float = 0.0
    rest_s: float = _DEFAULT_REST_S
    side: PlannedSide | None = None
    cue: str = ""
    watch: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    cues: Mapping[str, str] = field(default_factory=dict)
    due: bool = False
    enabled: bool = True
    note: str = ""
    small_sets: int = 0

    @property
    def small_reps(self) -> int:
        """Repetitions of a smaller set."""
        return smaller_reps(self.reps)

    def of_set(self, number: int) -> Offer:
        """Return what is asked for in one of its sets, which count from 1."""
        return replace(self, reps=self.small_reps) if self.is_small(number) else self

    def is_small(self, number: int) -> bool:
        """Whether a set has fewer repetitions than usual."""
        return 1 <= number <= self.small_sets


@dataclass(frozen=True)
class Leftover:
    """A set that was interrupted in an earlier session; whether to keep it is asked.

    Attributes
    ----------
    name : str
        Tells it from others.
    exercise : str
        API name.
    reps : int
        Counted until then.
    timed_holds : int
        Timed until then, where nothing could be counted.
    began_at : datetime
    """

    name: str
    exercise: str
    reps: int
    began_at: datetime
    timed_holds: int = 0


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line, and what is known of the person.

    Attributes
    ----------
    exercise : str or None
        None asks by a menu.
    reps, hold_s, sets, minutes
        Replace the dose of the named exercise, or of each that is chosen; None keeps it.
    guided : bool
        False counts from the first frame, asks nothing, and shows only the summary.
    first_run : bool
        Shows the stop rules and what the camera cannot see, too.
    enabled_extra : frozenset of str
        Exercises enabled on the command line.
    stopped_today : frozenset of str
        Exercises that are over for today.
    pause_end_s : float
        A pause longer than this ends the set, if nobody asked for it by a key.
    range_before : mapping of str to float
        Mean range of the session before, in degrees, by exercise.
    interrupted : tuple of Leftover
        Asked about one after the other, before anything else.
    offers_lesson : bool
        Whether a short lesson is offered after a set.
    lessons : tuple of str
        Topics of `formcheck.learn` that the plan names; without any, what fits is offered.
    lessons_heard : frozenset of str
        Not offered again.
    days_this_week : int
        Days of this week, before today, on which a set was done.
    smaller : {"first-set", "session", "two-sessions"} or None
        What is done with half the repetitions, after a break.
    """

    exercise: str | None = None
    reps: int | None = None
    hold_s: float | None = None
    sets: int | None = None
    minutes: float | None = None
    guided: bool = True
    first_run: bool = False
    enabled_extra: frozenset[str] = frozenset()
    stopped_today: frozenset[str] = frozenset()
    pause_end_s: float = 60.0
    range_before: Mapping[str, float] = field(default_factory=dict)
    interrupted: tuple[Leftover, ...] = ()
    offers_lesson: bool = False
    lessons: tuple[str, ...] = ()
    lessons_heard: frozenset[str] = frozenset()
    days_this_week: int = 0
    smaller: Smaller | None = None


def default_offers(settings: Settings | None = None) -> tuple[Offer, ...]:
    """Return every exercise at its default dose, those that need enabling disabled."""
    known = settings or default_settings()
    return tuple(_default_offer(name, known) for name in exercise_names())


def _default_offer(name: str, settings: Settings) -> Offer:
    exercise = get_exercise(name)
    dose = settings.dose(name)
    return Offer(
        name,
        reps=dose.reps,
        hold_s=dose.hold_s,
        rest_s=getattr(dose, "rest_s", _DEFAULT_REST_S),
        side="each" if exercise.sided else None,
        enabled=not exercise.needs_enabling,
    )


def planned_offers(plan: Plan, settings: Settings, today: date) -> tuple[Offer, ...]:
    """Return the exercises of a plan: those of today first.

    Parameters
    ----------
    plan : Plan
    settings : Settings
        With the plan's doses in force, as from `plan_settings`.
    today : date
    """
    usual = {offer.exercise: offer for offer in default_offers(settings)}
    due = [name for name, item in plan.enabled.items() if _is_due(item, today)]
    later = [name for name in plan.enabled if name not in due]
    return tuple(
        _offer(usual[name], plan.enabled[name], due=name in due) for name in [*due, *later]
    )


def _is_due(item: PlannedExercise, today: date) -> bool:
    return WEEKDAYS[today.weekday()] in item.days


def _offer(usual: Offer, item: PlannedExercise, *, due: bool) -> Offer:
    return replace(
        usual,
        sets=item.sets_a_day,
        rest_s=usual.rest_s if item.rest_s is None else item.rest_s,
        side=usual.side if item.side is None else item.side,
        cue=item.cue,
        watch=tuple(item.watch),
        ignore=tuple(item.ignore),
        cues=dict(item.cues),
        due=due,
        enabled=True,
    )
