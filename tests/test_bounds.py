"""Bounds of numbers: found wherever a number stands, and told in words."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import BaseModel, Field, ValidationError

from formcheck.bounds import Bounds, explain_value, find_bounds, number, show_value, unit_words


class _Inner(BaseModel):
    knee_deg: float = number(5.0, 0, 180, "a knee")
    best_deg: float | None = number(None, 1, 90, "a best")
    swings: int = number(3, 1, 9, "swings")
    free: float = 0.0
    half_bound: float = Field(1.0, gt=0)


class _Outer(BaseModel):
    inner: _Inner = _Inner()
    by_name: dict[str, _Inner] = {}
    holds_s: list[Annotated[float, Field(ge=0, le=60)] | None] = []
    word: Annotated[str, Field(max_length=3)] = ""


@pytest.mark.parametrize(
    ("place", "bounds"),
    [
        (("inner", "knee_deg"), Bounds(0, 180, whole=False)),
        (("inner", "best_deg"), Bounds(1, 90, whole=False)),
        (("by_name", "any", "swings"), Bounds(1, 9, whole=True)),
        (("holds_s", 4), Bounds(0, 60, whole=False)),
        (("inner", "free"), None),
        (("inner",), None),
        (("nowhere", "at", "all"), None),
    ],
)
def test_bounds_are_found_where_the_number_stands(
    place: tuple[str | int, ...], bounds: Bounds | None
) -> None:
    assert find_bounds(_Outer, place) == bounds


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"inner": {"knee_deg": -5}}, "it must lie between 0 and 180 degrees"),
        ({"inner": {"knee_deg": "wide"}}, "it must be a number between 0 and 180 degrees"),
        ({"inner": {"swings": 10}}, "it must be a whole number between 1 and 9"),
        ({"holds_s": [1, 61]}, "it must lie between 0 and 60 seconds"),
        ({"inner": {"free": "x"}}, "it must be a number"),
        ({"inner": {"half_bound": -3}}, "it must be more than 0"),
        ({"word": "four"}, "it may have 3 characters at most"),
        ({"word": 4}, "it must be text"),
        ({"by_name": 4}, "it must be a table"),
    ],
)
def test_what_does_not_fit_is_told_in_words(values: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _Outer.model_validate(values)
    assert explain_value(refused.value.errors()[0], _Outer) == words


def test_units_stand_at_the_end_of_a_name() -> None:
    names = ("speed_deg_s", "hold_s", "knee_min_deg", "hip_torso", "hold_speed_share_s", "swings")
    assert [unit_words(name) for name in names] == [
        "degrees a second",
        "seconds",
        "degrees",
        "trunk lengths",
        "",
        "",
    ]


def test_a_value_is_shown_on_one_short_line() -> None:
    assert show_value(True) == "true"
    assert show_value("much") == "'much'"
    assert show_value(-400) == "-400"
    assert show_value({"a": 1}) == "a table"
    assert show_value([1]) == "a list"
    assert len(show_value("x" * 10**6)) < 60
    assert "digits" in show_value(10**5000)
