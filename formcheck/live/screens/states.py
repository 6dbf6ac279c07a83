"""What each screen shows, as plain data: written by the flow, drawn by the screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.judge.scored import Phase
from formcheck.live.pointing.fields import Spot

Tone = Literal["calm", "good", "warning", "urgent"]
#: What a button or a key asks for; arguments follow a colon, as in ``pain:7``.
Action = str
#: Signs of fields that are no digits: the answer at hand is right; one step on or back along a
#: list or a scale; the page before.
SIGNS = ("accept", "more", "less", "down", "up", "back")
#: Stands on the button that ends everything, on all screens with a live picture.
STOP_LABEL = "I need to stop"


@dataclass(frozen=True)
class Choice:
    """One large item that can be chosen; `key` is the key that chooses it."""

    key: str
    title: str
    note: str
    action: Action
    enabled: bool = True


@dataclass(frozen=True)
class Field:
    """A choice that a hand can be held in.

    Attributes
    ----------
    choice : Choice
        Its key is the sign in the field: a digit, or one of `SIGNS`.
    spot : Spot or None
        Where it lies in the picture; None while nobody is seen.
    share : float
        How much of the time a hand has been held in it, 0 to 1.
    """

    choice: Choice
    spot: Spot | None = None
    share: float = 0.0


@dataclass(frozen=True)
class TextScreen:
    """A page to be read and answered: safety, stop rules, help, problems, summary.

    Attributes
    ----------
    paragraphs : tuple of (heading, tuple of lines)
        A heading may be empty; lines under one are drawn as a list.
    choices : tuple of Choice
        Buttons, the expected one first.
    selected : int
        -1 for none: where nothing is the expected answer.
    hint : str
        Which keys there are; the last line.
    remark : str
        Something to be noticed, in place of the hint.
    """

    title: str
    tone: Tone
    paragraphs: tuple[tuple[str, tuple[str, ...]], ...]
    choices: tuple[Choice, ...]
    selected: int = 0
    hint: str = ""
    remark: str = ""


@dataclass(frozen=True)
class MenuScreen:
    """Choosing an exercise: large numbered items.

    ``remark`` says why the item that was tried cannot be chosen, or something else to be
    noticed; it takes the place of ``hint``.
    """

    title: str
    choices: tuple[Choice, ...]
    selected: int
    hint: str
    remark: str = ""


@dataclass(frozen=True)
class PainScreen:
    """The two answers about pain.

    ``step`` is ``how_much`` (0 to 10) or ``where``; ``selected`` the answer under the cursor;
    ``remark`` takes the place of ``hint``.
    """

    title: str
    question: str
    step: Literal["how_much", "where"]
    choices: tuple[Choice, ...]
    selected: int
    hint: str
    remark: str = ""


@dataclass(frozen=True)
class PlaceScreen:
    """Placing camera and body: a drawn picture beside the live one, and the one thing to change.

    Attributes
    ----------
    exercise : str
        API name, for the drawing.
    advice : str
        Where to put the camera, a sentence or two.
    problem : str
        The one thing to change now; empty if all is well.
    instruction : str
        What to do next, for example to take up the start position.
    progress : float
        How much of the still start pose is done, 0 to 1.
    keys : tuple of Choice
        What else can be done, small beside the button that stops.
    notice : str
        Small remark over the picture; may be empty.
    posture_towards : {-1, 0, 1}
        Draws the start position alone, large, head or face to the left or right as the person's
        own is shown; 0 draws the room with it.
    """

    exercise: str
    title: str
    advice: str
    problem: str
    instruction: str
    progress: float
    stop_label: str = STOP_LABEL
    keys: tuple[Choice, ...] = ()
    notice: str = ""
    posture_towards: Literal[-1, 0, 1] = 0


@dataclass(frozen=True)
class PromptScreen:
    """One big prompt beside the live picture: guided movements, countdown, pause, rest.

    A page that is answered by pointing is one, too.

    Attributes
    ----------
    big : str
        A number or a word or two, as large as the panel allows; may be empty.
    text : str
        A sentence under the picture.
    progress : float or None
        Ring around the big word, 0 to 1.
    step : str
        For example ``tilt 2 of 3``; may be empty.
    keys : tuple of Choice
        As in `PlaceScreen`.
    lines : tuple of str
        To be read where there is no big word.
    options : tuple of Choice
        All that can be chosen, where the fields only lead from one to the next.
    selected : int
        The one of them at hand.
    fields : tuple of Field
        What hands can be held in; empty where pointing asks for nothing.
    hint : str
        How to point; empty without fields.
    stop_label : str
        Empty on a page that was reached by stopping.
    wide : bool
        A page to be read: its lines take the larger part of the screen, the picture the smaller.
    """

    title: str
    big: str
    text: str
    progress: float | None
    step: str = ""
    tone: Tone = "calm"
    stop_label: str = STOP_LABEL
    keys: tuple[Choice, ...] = ()
    lines: tuple[str, ...] = ()
    options: tuple[Choice, ...] = ()
    selected: int = 0
    fields: tuple[Field, ...] = ()
    hint: str = ""
    wide: bool = False


@dataclass(frozen=True)
class SetScreen:
    """During the set.

    Attributes
    ----------
    reps, reps_target : int
        Repetitions so far, and how many are wanted; 0 for no number.
    phase : str
        See `formcheck.judge.scored.Phase`.
    phase_word : str
        The same in the language of the cues.
    hold_s, hold_target_s : float
        Hold clock, and what is prescribed; a target of 0 hides the ring.
    hold_word : str
        What the number in the ring means, beside it: seconds to hold, or left.
    reach : float or None
        Displacement as a share of the target; None hides the range bar.
    reach_word : str
        Caption of the bar.
    cue : str
        The one cue, or praise; empty for none.
    cue_tone : Tone
    side_word : str
        For example ``left leg``; may be empty.
    set_word : str
        For example ``Set 1 of 3``.
    notice : str
        Small remark, for example that the picture is being recorded; may be empty.
    keys : tuple of Choice
        As in `PlaceScreen`.
    """

    title: str
    reps: int
    reps_target: int
    phase: Phase
    phase_word: str
    hold_s: float
    hold_target_s: float
    reach: float | None
    reach_word: str
    cue: str
    cue_tone: Tone
    side_word: str
    set_word: str
    notice: str
    stop_label: str = STOP_LABEL
    keys: tuple[Choice, ...] = ()
    hold_word: str = ""


ScreenState = TextScreen | MenuScreen | PainScreen | PlaceScreen | PromptScreen | SetScreen
