"""What is remembered over a whole live session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from formcheck.exercises.base import Exercise, Placement
from formcheck.exercises.registry import get_exercise
from formcheck.judge.result import Fault, Rep, Result
from formcheck.live.flow.wish import Leftover, Offer, Wish
from formcheck.live.phrases import Phrases
from formcheck.live.safety import PainReading, Verdict
from formcheck.plan.smaller import Smaller

#: More than anybody does of an exercise in one session.
_ALL_SETS = 1000


@dataclass
class Tally:
    """Repetitions and faults of one set.

    Attributes
    ----------
    offer : Offer
    set_number : int
    reps : list of Rep
        All that were decided, counted or not.
    faults : list of Fault
        Sure ones.
    timed_holds : int
        Holds that were only timed, where the movement could not be seen.
    folder : str
        Where it was saved; empty if not.
    """

    offer: Offer
    set_number: int = 1
    reps: list[Rep] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    timed_holds: int = 0
    folder: str = ""

    @property
    def counted(self) -> list[Rep]:
        """The repetitions that count."""
        return [rep for rep in self.reps if rep.counted]

    @property
    def done(self) -> int:
        """How many repetitions, or how many holds where these were only timed."""
        return self.timed_holds or len(self.counted)

    def add(self, reps: tuple[Rep, ...], faults: tuple[Fault, ...]) -> None:
        """Take in what was decided since the last time."""
        self.reps += reps
        self.faults += [fault for fault in faults if fault.sure]

    def replace_by(self, result: Result) -> None:
        """Let what was saved stand for what was seen."""
        self.reps, self.faults = list(result.reps), result.sure_faults

    def of_side(self, side: str) -> int:
        """Return how many counted repetitions were done with one leg."""
        return sum(rep.side == side for rep in self.counted)

    @property
    def is_small(self) -> bool:
        """Whether fewer repetitions were asked for than usual."""
        return self.offer.is_small(self.set_number)

    @property
    def total_wanted(self) -> int:
        """Repetitions of the whole set, both legs together."""
        return self.offer.reps * (2 if self.offer.side == "each" else 1)

    @property
    def complete(self) -> bool:
        """Whether the prescribed repetitions are done.

        With one leg after the other, each must have its own; but nobody is kept
        on the floor because the legs were mistaken for each other.
        """
        if self.offer.side == "each" and self.done < self.total_wanted:
            return min(self.of_side("left"), self.of_side("right")) >= self.offer.reps
        return self.done >= self.total_wanted

    @property
    def side_due(self) -> str | None:
        """The leg that is to follow: the other one has had its repetitions."""
        if self.offer.side != "each":
            return None
        for side, other in (("left", "right"), ("right", "left")):
            if self.of_side(side) >= self.offer.reps > self.of_side(other):
                return other
        return None

    @property
    def hold_total_s(self) -> float:
        """Time held in counted repetitions, seconds."""
        if self.timed_holds:
            return self.timed_holds * self.offer.hold_s
        return sum(rep.hold_s for rep in self.counted)

    def fault_counts(self) -> Counter[str]:
        """Return in how many places each fault occurred."""
        return Counter(fault.id for fault in self.faults)


@dataclass(frozen=True)
class LaterQuestion:
    """To be asked a quarter of an hour after pain went up."""

    due_s: float
    exercise: str


@dataclass
class Session:
    """What the stages of one session share.

    Attributes
    ----------
    offers : tuple of Offer
        With the dose that was asked for.
    offer : Offer or None
        The exercise at hand.
    set_number : int
        From 1.
    own_sizes : dict of str to float
        What guided movements showed, by exercise.
    tally : Tally or None
        Of the set that runs or has just ended.
    done : list of Tally
        All sets that have ended.
    stopped : set of str
        Exercises that are over for today.
    pain_first, pain_latest : PainReading or None
        Answers at the beginning, and the newest.
    verdict : Verdict or None
        What the answers after the newest set ask for.
    camera_on, set_running : bool
    watched : str
        The exercise that is judged; empty between sets, though the camera is on.
    placed : Placement or None
        Where the camera stood for the newest exercise that got as far as its start position.
    following : Offer or None
        The exercise that comes after the rest, where it is another one.
    notice : str
        A remark; shown for a while, wherever there is room for it.
    notice_since_s : float or None
        When it was first shown.
    unsaved : tuple of str
        Message and hint of a set that could not be saved, until shown.
    rest_end_s : float
        When the rest after the newest set is over.
    questions_due : bool
        A set has ended and its two questions were not answered yet.
    timed_only : bool
        The movement could not be seen: holds are timed, not judged.
    guided_tries : int
        How often the guided movements could not be seen.
    cleared : bool
        The pages about warning signs were answered.
    camera_lost : bool
    pause : str
        Why the set pauses, as in ``pause`` of the phrases.
    stopped_early : bool
        Somebody asked to stop before anything was counted, and has not said why.
    leftovers : list of Leftover
        Interrupted sets that are still to be asked about.
    lesson_offered : bool
        One a session is enough.
    lessons_heard : set of str
        Topics that were opened, in earlier sessions, too.
    """

    wish: Wish
    phrases: Phrases
    offers: tuple[Offer, ...]
    offer: Offer | None = None
    set_number: int = 1
    own_sizes: dict[str, float] = field(default_factory=dict)
    tally: Tally | None = None
    done: list[Tally] = field(default_factory=list)
    stopped: set[str] = field(default_factory=set)
    pain_first: PainReading | None = None
    pain_latest: PainReading | None = None
    verdict: Verdict | None = None
    later_questions: list[LaterQuestion] = field(default_factory=list)
    camera_on: bool = False
    set_running: bool = False
    watched: str = ""
    placed: Placement | None = None
    following: Offer | None = None
    notice: str = ""
    notice_since_s: float | None = None
    unsaved: tuple[str, ...] = ()
    rest_end_s: float = 0.0
    questions_due: bool = False
    timed_only: bool = False
    guided_tries: int = 0
    cleared: bool = False
    camera_lost: bool = False
    pause: str = ""
    stopped_early: bool = False
    leftovers: list[Leftover] = field(default_factory=list)
    lesson_offered: bool = False
    lessons_heard: set[str] = field(default_factory=set)

    @property
    def sees(self) -> bool:
        """Whether somebody can be seen, and answer by pointing."""
        return self.camera_on and not self.camera_lost

    @property
    def chosen(self) -> Offer:
        """The exercise at hand, as its set asks for it; only for stages that have one."""
        assert self.offer is not None
        return self.offer.of_set(self.set_number)

    @property
    def exercise(self) -> Exercise:
        """What the exercise at hand declares."""
        return get_exercise(self.chosen.exercise)

    @property
    def own_size(self) -> float | None:
        """How far the person goes in the exercise at hand; None if that was not learnt."""
        return self.own_sizes.get(self.chosen.exercise)

    def guided(self, key: str) -> str:
        """Return the key of a text about the guided movements of the exercise at hand."""
        return f"exercises.{self.chosen.exercise}.guided.{key}"

    @property
    def title(self) -> str:
        """Plain name of the exercise at hand."""
        return self.title_of(self.chosen.exercise)

    def title_of(self, exercise: str) -> str:
        """Return the plain name of an exercise."""
        return self.phrases.text(f"exercises.{exercise}.title")

    def find(self, exercise: str) -> Offer | None:
        """Return what is offered of an exercise, None if it is not in the list."""
        return next((offer for offer in self.offers if offer.exercise == exercise), None)

    def why_not(self, offer: Offer) -> str:
        """Return why an exercise cannot be chosen; empty if it can."""
        if offer.exercise in self.stopped:
            return self.phrases.text("menu.stopped_today")
        if offer.enabled or offer.exercise in self.wish.enabled_extra:
            return ""
        return offer.note or self.phrases.text("menu.not_enabled")

    def choose(self, offer: Offer) -> None:
        """Take up an exercise, at its first set."""
        # Who takes it up again has begun small already.
        small = max(offer.small_sets - self.sets_done(offer.exercise), 0)
        self.offer, self.set_number = replace(offer, small_sets=small), 1
        self.timed_only, self.guided_tries = False, 0

    def sets_done(self, exercise: str) -> int:
        """Return how many sets of an exercise were ended."""
        return sum(tally.offer.exercise == exercise for tally in self.done)

    def next_offer(self) -> Offer | None:
        """Return the first exercise that can be chosen and was not done yet."""
        for offer in self.offers:
            if not self.why_not(offer) and not self.sets_done(offer.exercise):
                return offer
        return None

    def next_due(self) -> Offer | None:
        """Return what the plan asks for next today; None without a plan, or at its end."""
        return next(
            (
                offer
                for offer in self.offers
                if offer.due and not self.why_not(offer) and not self.sets_done(offer.exercise)
            ),
            None,
        )

    @property
    def is_small(self) -> bool:
        """Whether the set at hand has fewer repetitions than usual."""
        return self.offer is not None and self.offer.is_small(self.set_number)

    @property
    def is_usual_again(self) -> bool:
        """Whether the set at hand is the first that is not smaller, after some that were."""
        before = self.set_number - 1
        return self.offer is not None and self.offer.is_small(before) and not self.is_small

    @property
    def usual_reps(self) -> int:
        """How many repetitions a set of the exercise at hand has where none is smaller."""
        assert self.offer is not None
        return self.offer.reps

    @property
    def sets_left(self) -> int:
        """How many sets are to come today: of the exercise at hand, and of all that are due."""
        offer = self.offer
        own = 0
        if offer is not None and offer.exercise not in self.stopped:
            own = max(offer.sets - self.sets_done(offer.exercise), 0)
        return own + sum(
            other.sets
            for other in self.offers
            if other.due
            and (offer is None or other.exercise != offer.exercise)
            and not self.why_not(other)
            and not self.sets_done(other.exercise)
        )

    @property
    def more_sets(self) -> bool:
        """Whether the exercise at hand has another set to come."""
        offer = self.chosen
        return offer.exercise not in self.stopped and self.set_number < offer.sets


def begin_session(wish: Wish, phrases: Phrases, offers: Sequence[Offer]) -> Session:
    """Return the memory of a session that begins."""
    wanted = tuple(_with_dose(offer, wish) for offer in offers)
    return Session(
        wish,
        phrases,
        wanted,
        stopped=set(wish.stopped_today),
        leftovers=list(wish.interrupted),
        lessons_heard=set(wish.lessons_heard),
    )


def _with_dose(offer: Offer, wish: Wish) -> Offer:
    if wish.exercise not in (None, offer.exercise):
        return offer
    return replace(
        offer,
        small_sets=_small_sets(offer, wish.smaller),
        reps=offer.reps if wish.reps is None else wish.reps,
        hold_s=offer.hold_s if wish.hold_s is None else wish.hold_s,
        sets=offer.sets if wish.sets is None else wish.sets,
    )


def _small_sets(offer: Offer, smaller: Smaller | None) -> int:
    if smaller is None or offer.small_reps == offer.reps:
        return 0
    return 1 if smaller == "first-set" else _ALL_SETS
