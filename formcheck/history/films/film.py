"""A film on its way into the history, and how far it is.

Three small documents say all of it, each written by one side alone, so that no two
processes ever write the same one: what was asked (the pages), what the file itself tells
and how far the work is (the worker).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.exercises.base import AUTO

#: What becomes of a film. ``unsure``: an exercise is seen, but not surely which.
State = Literal["waiting", "working", "done", "known", "unsure", "failed", "cancelled"]
#: States in which nothing more happens by itself.
AT_REST: frozenset[State] = frozenset({"done", "known", "unsure", "failed", "cancelled"})
#: What the worker does with a film just now.
Step = Literal["model", "pose", "video", "report", "keep"]


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Asked(_Document):
    """What a person asked for.

    Attributes
    ----------
    name : str
        The film's file name, made safe.
    patient_id : int
    patient_added_at_s : float
        Tells the patient from one who is given the same number later.
    sha256 : str
    size_bytes : int
    added_at_s : float
    source : str or None
        Where the film lies, if it was not copied: in a watched folder.
    exercise : str
        The name of one, or ``"auto"``.
    rotate : int
        Clockwise turn that sets a lying picture upright, degrees.
    day : date or None
        When it was done; None asks the film.
    attempt : int
        Grows with each time that it is to be scored again.
    cancelled : bool
    """

    name: str
    patient_id: int
    patient_added_at_s: float
    sha256: str
    size_bytes: int = Field(ge=0)
    added_at_s: float
    source: str | None = None
    exercise: str = AUTO
    rotate: Literal[0, 90, 180, 270] = 0
    day: date | None = None
    attempt: int = 1
    cancelled: bool = False


class Facts(_Document):
    """What the film's file tells.

    Attributes
    ----------
    recorded_at : datetime or None
        Aware.
    by_camera : bool
        Whether the camera wrote that moment down; else it is the date of the file.
    """

    recorded_at: datetime | None = None
    by_camera: bool = False


class Progress(_Document):
    """How far the worker is.

    Attributes
    ----------
    attempt : int
        Of which this is told.
    state : str
    step : str or None
    share : float
        Of the whole work, 0 to 1.
    begun : int
        How often this attempt was begun: a film that ends the worker is not tried for ever.
    interrupted : bool
        The program was ended while it was being scored; it is begun anew.
    message, hint : str
        Why it could not be scored, as the command says it.
    candidates : tuple of str
        Exercises that come into question.
    rotate : int or None
        The turn with which it is to be tried again, where the picture seems to lie.
    set_ids : tuple of int
        The sets that it became, or is known as.
    """

    attempt: int = 1
    state: State = "waiting"
    step: Step | None = None
    share: float = Field(0.0, ge=0.0, le=1.0)
    begun: int = 0
    interrupted: bool = False
    message: str = ""
    hint: str = ""
    candidates: tuple[str, ...] = ()
    rotate: int | None = None
    set_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Film:
    """A film as it stands; ``id`` is the name of its folder."""

    id: str
    folder: Path
    asked: Asked
    facts: Facts | None = None
    noted: Progress | None = None

    @property
    def path(self) -> Path:
        """The film itself, whether it is still there or not."""
        if self.asked.source is not None:
            return Path(self.asked.source)
        return self.folder / FILM_FOLDER / self.asked.name

    @property
    def progress(self) -> Progress:
        """How far this attempt is; what was noted of an earlier one does not count."""
        if self.noted is None or self.noted.attempt != self.asked.attempt:
            return Progress(attempt=self.asked.attempt)
        return self.noted

    @property
    def state(self) -> State:
        """What has become of it."""
        state = self.progress.state
        return "cancelled" if self.asked.cancelled and state not in ("done", "known") else state


#: Inside the film's folder: a name that comes from outside stands beside no name of ours.
FILM_FOLDER = "film"
