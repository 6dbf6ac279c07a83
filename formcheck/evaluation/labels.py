"""Labels: what a clip really shows, written down by a person or by the renderer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    Strict,
    ValidationError,
    model_validator,
)

from formcheck.bounds import explain_value
from formcheck.errors import UsageError

#: No clip is longer than a day.
Seconds = Annotated[float, Strict(), Field(ge=0, le=86_400, allow_inf_nan=False)]


def _in_order(span: tuple[float, float]) -> tuple[float, float]:
    if span[1] < span[0]:
        raise ValueError(f"ends at {span[1]:g} s before it starts at {span[0]:g} s")
    return span


#: Start and end, seconds after the first frame.
Span = Annotated[tuple[Seconds, Seconds], AfterValidator(_in_order)]


class _Label(BaseModel):
    # Other people's labels carry keys of their own: they are passed over.
    model_config = ConfigDict(extra="ignore", frozen=True)


class FaultLabel(_Label):
    """A fault that is really there; ``severity`` only where it differs from the fault's own."""

    id: Annotated[str, Field(min_length=1)]
    start_s: Seconds
    end_s: Seconds
    severity: Annotated[int, Strict(), Field(ge=0, le=3)] | None = None

    @model_validator(mode="after")
    def _check_order(self) -> FaultLabel:
        _in_order((self.start_s, self.end_s))
        return self

    @property
    def span(self) -> tuple[float, float]:
        """Start and end, seconds."""
        return self.start_s, self.end_s


class Prescription(_Label):
    """What the person was told to do; None keeps the setting."""

    reps: Annotated[int, Strict(), Field(ge=1, le=100)] | None = None
    hold_s: Annotated[float, Strict(), Field(ge=0, le=600, allow_inf_nan=False)] | None = None


class ClipLabel(_Label):
    """What one clip really shows.

    Attributes
    ----------
    clip : str
        Path of the clip, relative to the labels file.
    exercise : str
        API name of the exercise that formcheck is told to look for.
    reps : list of (start_s, end_s)
        Whole repetitions. Empty where nothing is to be counted.
    partial_reps : list of (start_s, end_s)
        Cut off or too small: may be reported as partial, never counted.
    borderline_reps : list of (start_s, end_s)
        So near the size that counts that either verdict is fair: counting one is neither right
        nor wrong.
    lookalike_movements : list of (start_s, end_s)
        Movements of another exercise.
    holds_s : list of float or None
        Hold of each repetition; None where it is not known.
    faults : list of FaultLabel, or None
        None (the key is absent) says nothing about faults, and the clip takes
        no part in the figures about faults; an empty list says there are none.
    close_calls : list of FaultLabel
        So near their threshold that either verdict is fair: reporting them is
        neither right nor wrong.
    prescribed : Prescription
        By which the clip is judged, instead of the settings.
    angles : str or None
        Path of the true angles of every frame, relative to the labels file.
    role : str
        Begins with ``lookalike`` if the clip shows another exercise.
    conditions : list of str
        Tags to group by, for example ``dim light``.
    person, view, notes : str
        For people.
    uncertainty_s : float
        How exactly the bounds of the repetitions are known.
    """

    clip: Annotated[str, Field(min_length=1)]
    exercise: Annotated[str, Field(min_length=1)]
    reps: list[Span] = []
    partial_reps: list[Span] = []
    borderline_reps: list[Span] = []
    lookalike_movements: list[Span] = []
    holds_s: list[Seconds | None] = []
    faults: list[FaultLabel] | None = None
    close_calls: list[FaultLabel] = []
    prescribed: Prescription = Prescription()
    angles: Annotated[str, Field(min_length=1)] | None = None
    role: str = "target"
    conditions: list[str] = []
    person: str = ""
    view: str = ""
    notes: str = ""
    uncertainty_s: Seconds = 0.0

    @model_validator(mode="after")
    def _check_holds(self) -> ClipLabel:
        if self.holds_s and self.reps and len(self.holds_s) != len(self.reps):
            raise ValueError(f"{len(self.holds_s)} holds_s for {len(self.reps)} reps")
        return self

    @property
    def is_lookalike(self) -> bool:
        """Whether the clip shows another exercise, in which nothing may be counted."""
        return self.role.lower().startswith("lookalike")


class LabelledClip(_Label):
    """A label with its files found."""

    label: ClipLabel
    clip_path: Path
    angles_path: Path | None


def read_labels(path: Path) -> list[LabelledClip]:
    """Read a labels file.

    Parameters
    ----------
    path : Path
        JSON: a list of entries, or an object whose ``clips`` is that list.

    Returns
    -------
    list of LabelledClip
        In the order of the file. Files are not looked for yet.

    Raises
    ------
    UsageError
        If it cannot be read, or an entry does not fit; the message names the entry.
    """
    entries = _entries(_load(path), path.name)
    if not entries:
        raise UsageError(f"{path.name} lists no clips.", "Add an entry for each clip.")
    return [_place(_validate(entry, index, path.name), path.parent) for index, entry in entries]


def check_files(clips: list[LabelledClip]) -> None:
    """Raise `UsageError` if a clip or a file of true angles is not there."""
    for item in clips:
        for wanted in (item.clip_path, item.angles_path):
            if wanted is not None and not wanted.is_file():
                raise UsageError(
                    f"The labels name “{wanted}”, but there is no such file.",
                    "Paths in a labels file count from the folder it lies in.",
                )


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(f"There is no labels file “{path}”.", "Check the name.") from error
    except RecursionError:
        raise UsageError(
            f"The labels file “{path}” cannot be read: it is nested too deep.",
            "It must be a JSON file.",
        ) from None
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The labels file “{path}” cannot be read: {error}.", "It must be a JSON file."
        ) from error


def _entries(content: Any, name: str) -> list[tuple[int, Any]]:
    entries = content.get("clips") if isinstance(content, Mapping) else content
    if not isinstance(entries, list):
        raise UsageError(
            f"{name} is no labels file.",
            "It must hold a list of entries, or an object with such a list under “clips”.",
        )
    return list(enumerate(entries, start=1))


def _validate(entry: Any, index: int, name: str) -> ClipLabel:
    try:
        return ClipLabel.model_validate(entry)
    except ValidationError as error:
        problem = error.errors()[0]
        clip = entry.get("clip") if isinstance(entry, Mapping) else None
        of_clip = f" ({clip})" if isinstance(clip, str) else ""
        where = ".".join(str(part) for part in problem["loc"])
        reason = explain_value(problem, ClipLabel)
        raise UsageError(
            f"Entry {index} of {name}{of_clip} does not fit at “{where}”: {reason}."
            if where
            else f"Entry {index} of {name}{of_clip} does not fit: {reason}.",
            "Correct the entry; docs/accuracy.md shows one.",
        ) from None


def _place(label: ClipLabel, folder: Path) -> LabelledClip:
    return LabelledClip(
        label=label,
        clip_path=folder / label.clip,
        angles_path=None if label.angles is None else folder / label.angles,
    )
