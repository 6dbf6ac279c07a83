from __future__ import annotations

import math

import pytest

from formcheck.report.page.quantities import (
    count_of,
    format_against,
    format_length,
    format_moment,
    format_quantity,
    format_size,
    round_half_up,
)

S = "\u00a0"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "words"),
    [
        (47.4, "deg", 0, "47°"),
        (-12.6, "deg", 0, "\u221213°"),
        (-0.2, "deg", 0, "0°"),
        (0.142, "torso", 0, f"14{S}% of trunk length"),
        (1.25, "s", 1, f"1.3{S}s"),
        (62.0, "deg/s", 0, "62° per second"),
        (91.0, "%", 0, f"91{S}%"),
        (3.0, "", 0, "3"),
        (None, "deg", 0, "–"),
        (float("nan"), "s", 1, "–"),
    ],
)
def test_a_value_has_its_unit(value: float | None, unit: str, decimals: int, words: str) -> None:
    assert format_quantity(value, unit, decimals) == words


@pytest.mark.parametrize(
    ("value", "threshold", "unit", "pair"),
    [
        (52.0, 40.0, "deg", ("52°", "40°")),
        (40.3, 40.0, "deg", ("40.3°", "40.0°")),
        (0.142, 0.1, "torso", (f"14{S}% of trunk length", f"10{S}%")),
        (0.8, 1.0, "s", (f"0.8{S}s", f"1.0{S}s")),
        (40.0, 40.0, "deg", ("40.00°", "40.00°")),
    ],
)
def test_a_value_is_told_apart_from_its_limit(
    value: float, threshold: float, unit: str, pair: tuple[str, str]
) -> None:
    assert format_against(value, threshold, unit) == pair


def test_moments_and_lengths() -> None:
    assert format_moment(65.26) == "1:05.3"
    assert format_moment(59.97) == "1:00.0"
    assert format_moment(-0.1) == "0:00.0"
    assert format_length(21.34) == "21.3 seconds"
    assert format_length(605.4) == "10 min 5 s"


def test_one_thing_is_singular() -> None:
    assert count_of(1, "repetition") == "1 repetition"
    assert count_of(0, "repetition") == "0 repetitions"


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [(5.35, 1, 5.4), (5.25, 1, 5.3), (2.5, 0, 3.0), (-2.5, 0, -3.0), (0.04, 1, 0.0)],
)
def test_a_half_goes_away_from_nought_as_it_is_written(
    value: float, decimals: int, rounded: float
) -> None:
    """The computer keeps 5.35 as a little less; pages in the browser round by the same rule."""
    assert round_half_up(value, decimals) == rounded


def test_a_moment_and_a_length_round_alike() -> None:
    assert (format_moment(5.35), format_length(5.35)) == ("0:05.4", "5.4 seconds")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (157.0, "%", "full"),
        (90.0, "%", "full"),
        (80.0, "%", "most of it"),
        (50.0, "%", "about half"),
        (12.0, "%", "little"),
        (-5.0, "%", "little"),
        (None, "%", "–"),
        (math.nan, "%", "–"),
        (47.4, "deg", "47°"),
    ],
)
def test_a_share_of_the_own_movement_is_a_word(value: float | None, unit: str, words: str) -> None:
    assert format_size(value, unit) == words
