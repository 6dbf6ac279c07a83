"""The single changes that a therapist makes to a set.

A repetition or fault is named by its ``key``: ``rep-3`` is the third entry of
``reps`` in ``result.json``, ``fault-1`` the first of ``faults``; what a therapist
added has the number of the change that added it, ``rep-c12``, ``drawing-c13``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from formcheck.errors import ReviewError
from formcheck.history.corrections.drawings import AddDrawing, ChangeDrawing, DeleteDrawing

_ENDS_BEFORE_IT_BEGINS: Literal["ends_before_it_begins"] = "ends_before_it_begins"

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Key = Annotated[str, Field(pattern=r"^(rep|fault)-c?[1-9][0-9]{0,8}$")]
RepKind = Literal["counted", "partial", "not_seen", "other_movement"]
RepSide = Literal["left", "right", "both"]
FaultId = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9_-]+$")]


class _Change(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Span(_Change):
    start_s: Seconds
    end_s: Seconds

    @model_validator(mode="after")
    def _check_order(self) -> _Span:
        if self.end_s <= self.start_s:
            raise PydanticCustomError(_ENDS_BEFORE_IT_BEGINS, "it must end after it starts")
        return self


class Confirm(_Change):
    """The program is right about this one."""

    do: Literal["confirm"] = "confirm"
    key: Key


class Reject(_Change):
    """There is no such repetition or fault."""

    do: Literal["reject"] = "reject"
    key: Key


class AddRep(_Span):
    """A repetition that the program did not see."""

    do: Literal["add_rep"] = "add_rep"
    kind: RepKind = "counted"
    side: RepSide | None = None
    hold_s: Seconds | None = None


class AddFault(_Span):
    """A fault that the program did not see."""

    do: Literal["add_fault"] = "add_fault"
    fault_id: FaultId


class Move(_Span):
    """Other bounds in time for a repetition or fault."""

    do: Literal["move"] = "move"
    key: Key


class RetypeRep(_Change):
    """Another kind for a repetition, or another side; without a side it keeps its own."""

    do: Literal["retype_rep"] = "retype_rep"
    key: Annotated[str, Field(pattern=r"^rep-c?[1-9][0-9]{0,8}$")]
    kind: RepKind
    side: RepSide | None = None


class RetypeFault(_Change):
    """It is a fault, but another one."""

    do: Literal["retype_fault"] = "retype_fault"
    key: Annotated[str, Field(pattern=r"^fault-c?[1-9][0-9]{0,8}$")]
    fault_id: FaultId


class SetHold(_Change):
    """Another time held in a repetition."""

    do: Literal["set_hold"] = "set_hold"
    key: Annotated[str, Field(pattern=r"^rep-c?[1-9][0-9]{0,8}$")]
    hold_s: Seconds


class Finish(_Change):
    """The set has been looked through: what is not rejected is right, and nothing is missing."""

    do: Literal["finish"] = "finish"


class Reopen(_Change):
    """The set is not looked through after all."""

    do: Literal["reopen"] = "reopen"


Change = Annotated[
    Confirm
    | Reject
    | AddRep
    | AddFault
    | Move
    | RetypeRep
    | RetypeFault
    | SetHold
    | AddDrawing
    | ChangeDrawing
    | DeleteDrawing
    | Finish
    | Reopen,
    Field(discriminator="do"),
]

_CHANGE: TypeAdapter[Change] = TypeAdapter(Change)


def parse_change(data: object) -> Change:
    """Return the change that a JSON object describes: ``{"do": "reject", "key": "rep-3"}``.

    Raises
    ------
    ReviewError
        It describes none.
    """
    try:
        return _CHANGE.validate_python(data)
    except ValidationError as error:
        raise _explain(error) from None


def _explain(error: ValidationError) -> ReviewError:
    problem = error.errors()[0]
    if problem["type"] == _ENDS_BEFORE_IT_BEGINS:
        return ReviewError(
            "Nothing was changed: it would end before it begins.",
            "Move the cursor, or the other end, first.",
        )
    place = ".".join(str(part) for part in problem["loc"][1:])
    where = f" ({place})" if place else ""
    return ReviewError(
        f"Nothing was changed: the page sent something unexpected{where}.",
        "Load the page again, so that page and program are of one version, and repeat it.",
    )
