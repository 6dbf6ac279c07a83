"""What a therapist draws on frames of a set, changed as everything else of a set is.

Places are picture heights from the top left corner, to the right and down: units are square
whatever the size that the film is shown at, so angles need nothing else.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from formcheck.errors import ReviewError

#: An angle at the second of three points; the slope of a line against what hangs or lies; a
#: distance; and what points something out.
Tool = Literal["angle", "to_vertical", "to_floor", "distance", "line", "arrow", "circle", "text"]

#: How many points each takes, at least and at most. A line may follow the hand.
POINTS: dict[Tool, tuple[int, int]] = {
    "angle": (3, 3),
    "to_vertical": (2, 2),
    "to_floor": (2, 2),
    "distance": (2, 2),
    "line": (2, 400),
    "arrow": (2, 2),
    "circle": (2, 2),
    "text": (1, 1),
}
LONGEST_TEXT = 200
_MOST_IN_SET = 300
#: The widest picture that is read at all is not so many times wider than high.
_WIDEST = 30.0

_Across = Annotated[float, Field(ge=0, le=_WIDEST, allow_inf_nan=False)]
_Down = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Point = tuple[_Across, _Down]
Points = Annotated[tuple[Point, ...], Field(min_length=1, max_length=400)]
DrawingKey = Annotated[str, Field(pattern=r"^drawing-c[1-9][0-9]{0,8}$")]


def _clean(text: str) -> str:
    kept = "".join(sign for sign in text if sign.isprintable()).strip()
    return kept.encode("utf-8", "replace").decode()


Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_clean)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Drawing(_Model):
    """Something drawn on one frame.

    Attributes
    ----------
    tool : str
        What it is.
    time_s : float
        The frame's moment, seconds into the clip.
    points : tuple of (float, float)
        Places in picture heights; of an angle the corner is the second, of a circle the first
        is its middle and the second lies on it, an arrow points to its second.
    text : str
        Of a text what it says, else empty.
    """

    tool: Tool
    time_s: Annotated[float, Field(ge=0, lt=1e6, allow_inf_nan=False)]
    points: Points
    text: Text = ""

    @model_validator(mode="after")
    def _check_shape(self) -> Self:
        fewest, most = POINTS[self.tool]
        if not fewest <= len(self.points) <= most:
            raise ValueError("another number of points than its kind has")
        if bool(self.text) != (self.tool == "text"):
            raise ValueError("a text says something, nothing else does")
        return self


class AddDrawing(_Model):
    """Something new is drawn."""

    do: Literal["add_drawing"] = "add_drawing"
    drawing: Drawing


class ChangeDrawing(_Model):
    """Points of a drawing were moved, or a text says something else."""

    do: Literal["change_drawing"] = "change_drawing"
    key: DrawingKey
    points: Points
    text: Text = ""


class DeleteDrawing(_Model):
    """A drawing is taken away."""

    do: Literal["delete_drawing"] = "delete_drawing"
    key: DrawingKey


DrawingChange = AddDrawing | ChangeDrawing | DeleteDrawing


class ReviewedDrawing(Drawing):
    """A drawing as it stands; ``key`` has the number of the change that added it."""

    key: str


def apply_drawing(drawings: dict[str, ReviewedDrawing], number: int, change: DrawingChange) -> None:
    """Make a change to the drawings of a set, by their keys.

    Raises
    ------
    ReviewError
        The drawing is not there any more, cannot be so, or there are too many; nothing was changed.
    """
    if isinstance(change, AddDrawing):
        if len(drawings) >= _MOST_IN_SET:
            raise ReviewError(
                f"There are {_MOST_IN_SET} drawings on this set already.", "Delete some first."
            )
        key = f"drawing-c{number}"
        drawings[key] = ReviewedDrawing(key=key, **dict(change.drawing))
        return
    if change.key not in drawings:
        raise ReviewError("This drawing is not there any more.", "Reload the page.")
    if isinstance(change, DeleteDrawing):
        del drawings[change.key]
        return
    before = drawings[change.key]
    if len(change.points) != len(before.points) or bool(change.text) != bool(before.text):
        raise ReviewError("Nothing was changed: this drawing cannot be so.", "Reload the page.")
    drawings[change.key] = before.model_copy(update={"points": change.points, "text": change.text})
