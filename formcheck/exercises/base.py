"""What an exercise declares, as data: its words, its faults, its dose, where the camera stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import inf
from typing import Literal

from formcheck.reps.settings import Table
from formcheck.words import Words

Severity = Literal[0, 1, 2, 3]
Stance = Literal["standing", "prone", "supine"]

_PERCENT = 100.0
_NO_WORDS = Words({})

#: Given instead of the name of an exercise: it is found out from the clip.
AUTO = "auto"
#: The answer "none of the exercises".
NONE = "none"
#: Names that no exercise may have: those two, and the tables of settings that hold for all.
RESERVED = frozenset({AUTO, NONE, "view", "fault_timing", "trust"})


@dataclass(frozen=True)
class FaultSpec:
    """A form fault as the clinical specification describes it.

    Attributes
    ----------
    id : str
        Identifier of the specification: letters of the exercise, a dash, a number.
    severity : {0, 1, 2, 3}
        3 safety, 2 defeats the exercise, 1 quality, 0 information.
    unit : str
        Unit of the measured value and the threshold: ``"deg"``, ``"torso"``,
        ``"s"``, ``"deg/s"``, ``"%"`` or ``""``.
    joints : tuple of str
        Near-side joints that must be seen to tell it; empty for shoulder, hip and knee.
    shown_at : tuple of str
        Near-side joints that the picture points at; none for faults of timing.
    of_resting_leg : bool
        True if it is seen at the leg that does not move, instead of at the near side.
    about : {"form", "range", "dose", "set_up", "set"}
        ``range`` faults ask for more movement: an option, never for somebody in strong
        pain. ``dose`` faults are about prescribed time. Those of the set-up or of the
        whole set are said once, however long they last.
    cued : bool
        False if it is for the report only: nothing can be done about it within the set.
    words : Words
        Those of the exercise, which fills them in.
    """

    id: str
    severity: Severity
    unit: str
    joints: tuple[str, ...] = ()
    shown_at: tuple[str, ...] = ()
    of_resting_leg: bool = False
    about: Literal["form", "range", "dose", "set_up", "set"] = "form"
    cued: bool = True
    words: Words = field(default=_NO_WORDS, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The plain name."""
        return self._text("name")

    @property
    def why(self) -> str:
        """What is wrong about it."""
        return self._text("why")

    @property
    def cue(self) -> str:
        """What the person is told."""
        return self._text("cue")

    @property
    def praise(self) -> str:
        """What is said once it is gone."""
        return self._text("praise")

    def _text(self, key: str) -> str:
        return self.words.texts(f"faults.{self.id}").get(key, "")

    @property
    def once(self) -> bool:
        """Whether it belongs to the set-up or the whole set, not to single repetitions."""
        return self.about in ("set_up", "set")


@dataclass(frozen=True)
class JudgedAngle:
    """The angle that the picture shows while the exercise is judged.

    Attributes
    ----------
    kind : {"joint", "closing", "inclination", "lean"}
        ``joint`` is the angle at ``joints[1]`` between the bones to
        ``joints[0]`` and ``joints[2]``; ``closing`` is 180 degrees minus that,
        from straight on; ``inclination`` the angle of ``joints[0]`` to
        ``joints[1]`` against the floor; ``lean`` the same against the vertical.
    joints : tuple of str
        Near-side joints, as in ``SIDED_JOINTS``.
    signal : str
        Name of the measured signal whose value is written beside it.
    either_side : bool
        True for the side that moves instead of the near one; the signal then
        exists of each side too, as ``left_…`` and ``right_…``.
    words : Words
        Those of the exercise, which fills them in.
    """

    kind: Literal["joint", "closing", "inclination", "lean"]
    joints: tuple[str, ...]
    signal: str
    either_side: bool = False
    words: Words = field(default=_NO_WORDS, compare=False, repr=False)

    @property
    def label(self) -> str:
        """Short plain name."""
        return self.words.text("angle") if self.words.holds("angle") else ""


@dataclass(frozen=True)
class Placement:
    """How far away the camera stands, in metres, and whether at hip height or on the floor."""

    nearest_m: float
    farthest_m: float
    on_table: bool = False


@dataclass(frozen=True)
class StartCheck:
    """What can be wrong with the start position of somebody who is in the right stance.

    It says only what to change: whether the position is right, the rules decide.

    Attributes
    ----------
    key : str
        Its words are ``start_checks.KEY`` among those of the exercise.
    signal : str
        Name among `formcheck.kinematics.signals.SIGNALS`.
    least, most : float
        Outside of these it is wrong.
    """

    key: str
    signal: str
    least: float = -inf
    most: float = inf


@dataclass(frozen=True)
class DoseLimits:
    """Fewest and most repetitions, shortest and longest hold in seconds, that sources give."""

    reps: tuple[int, int]
    hold_s: tuple[float, float]


@dataclass(frozen=True)
class Target:
    """What a therapist may set as the target of an exercise.

    Attributes
    ----------
    key : str
        Setting that holds it, in the table ``states`` of the exercise.
    unit : str
        ``deg``, or ``%`` of the person's own movement.
    usual : (float, float)
        What is usual, in the unit.
    variant : str
        The way of doing the exercise that it belongs to; empty without variants.
    """

    key: str
    unit: Literal["deg", "%"]
    usual: tuple[float, float]
    variant: str = ""

    @property
    def factor(self) -> float:
        """What a setting is multiplied by to be shown."""
        return _PERCENT if self.unit == "%" else 1.0


@dataclass(frozen=True)
class Source:
    """Where a fact in a text comes from: a title and where to find it."""

    title: str
    address: str


@dataclass(frozen=True)
class Lesson:
    """What an exercise is for and how it goes, for patients.

    Attributes
    ----------
    purpose : str
        What it is for.
    steps : tuple of str
        One after the other.
    feel : str
        What is to be felt, and what not.
    keep : tuple of str
        What matters most, as something outside the body to think of.
    sources : tuple of Source
    """

    purpose: str
    steps: tuple[str, ...]
    feel: str
    keep: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Exercise:
    """An exercise: everything about it but how it is judged.

    The rules, the pictures and what recognition asks lie in modules of the same package,
    which are loaded when they are needed (`formcheck.exercises.registry`).

    Attributes
    ----------
    name : str
        The API name, in lower case with underscores.
    package : str
        Dotted name of the package that holds it: ``__name__`` in its ``__init__``.
    words : Words
        Everything that people read or hear about it.
    settings : type of Table
        Its thresholds, dose and targets.
    stance : {"standing", "prone", "supine"}
    signal, unit : str
        Main signal's name among the measurements, and its unit.
    judged_angle : JudgedAngle
        What the annotated video draws.
    faults : tuple of FaultSpec
        Every fault that can be reported; `words` are filled in.
    placement : Placement
    dose_limits : DoseLimits
    targets : tuple of Target
        What can be aimed for; the first is the usual one.
    start_checks : tuple of StartCheck
        Live, what is said of a start position that is not right, the first that is wrong.
    sources : tuple of Source
        Where the facts of its lesson come from.
    bends : {"backward", "forward"} or None
        Which way it bends the low back.
    sided : bool
        True if either leg, or both together, may do it; a plan then says which.
    alike : tuple of (variant, exercise)
        A variant bends the back like another exercise: together they double the dose.
    hold_is_dose : bool
        True if the time that is held is the dose; then there is a rest after each hold.
    needs_enabling : bool
        True if a therapist must have enabled it for a person (clinical-spec §0.9, §2.1).
    reach_is_peak : bool
        True if it is told by the signal itself, not by its change from rest.
    guided : bool
        True if guided movements come before a live set, to learn the person's own size.
    installed : bool
        False for one that the history knows and this computer does not (`stand_in`).
    """

    name: str
    package: str
    words: Words
    settings: type[Table]
    stance: Stance
    signal: str
    unit: str
    judged_angle: JudgedAngle
    faults: tuple[FaultSpec, ...]
    placement: Placement
    dose_limits: DoseLimits
    targets: tuple[Target, ...]
    start_checks: tuple[StartCheck, ...] = ()
    sources: tuple[Source, ...] = ()
    bends: Literal["backward", "forward"] | None = None
    sided: bool = False
    alike: tuple[tuple[str, str], ...] = ()
    hold_is_dose: bool = False
    needs_enabling: bool = False
    reach_is_peak: bool = False
    guided: bool = False
    installed: bool = True

    def __post_init__(self) -> None:
        faults = tuple(replace(spec, words=self.words) for spec in self.faults)
        object.__setattr__(self, "faults", faults)
        object.__setattr__(self, "judged_angle", replace(self.judged_angle, words=self.words))

    def in_words(self, words: Words) -> Exercise:
        """Return the same exercise in other words, those of another language."""
        return replace(self, words=words)

    def in_english(self) -> Exercise:
        """Return it in English, as results say it, whatever language is spoken."""
        return self.in_words(self.words.in_english())

    def fault(self, fault_id: str) -> FaultSpec:
        """Return the fault with this identifier; KeyError if there is none."""
        for spec in self.faults:
            if spec.id == fault_id:
                return spec
        raise KeyError(fault_id)

    def target(self, variant: str | None = None) -> Target:
        """Return what the target of a variant is; the usual one where it has none of its own."""
        own = [target for target in self.targets if variant and target.variant == variant]
        return own[0] if own else self.targets[0]

    @property
    def variants(self) -> dict[str, str]:
        """The ways of doing it, with what each is called; empty where there is one."""
        return self.words.texts("variants")

    @property
    def title(self) -> str:
        """The plain name."""
        return self.words.text("title")

    @property
    def start(self) -> str:
        """Start position, in a sentence or two."""
        return self.words.text("start")

    @property
    def move(self) -> str:
        """The movement, in a sentence or two."""
        return self.words.text("move")

    @property
    def camera(self) -> str:
        """Where to put the camera."""
        return self.words.text("camera")

    @property
    def dose(self) -> str:
        """Default dose in words."""
        return self.words.text("dose")

    @property
    def signal_title(self) -> str:
        """The main signal's plain name."""
        return self.words.text("signal")

    @property
    def cannot_see(self) -> tuple[str, ...]:
        """What a side camera cannot show in this exercise."""
        return self.words.lines("cannot_see")

    @property
    def cautions(self) -> tuple[str, ...]:
        """Who should not do it, or only after asking (clinical-spec §2.1)."""
        return self.words.lines("cautions") if self.words.holds("cautions") else ()

    @property
    def lesson(self) -> Lesson:
        """What it is for and how it goes, for patients."""
        return Lesson(
            purpose=self.words.text("lesson.purpose"),
            steps=self.words.lines("lesson.steps"),
            feel=self.words.text("lesson.feel"),
            keep=self.words.lines("lesson.keep"),
            sources=self.sources,
        )
