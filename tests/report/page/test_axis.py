from __future__ import annotations

import pytest

from formcheck.report.page.axis import fit_values, place_time_ticks, place_value_ticks


def test_all_values_fit_with_room_and_higher_stands_higher() -> None:
    scale = fit_values([0.0, 50.0])
    assert scale.percent(50.0) == pytest.approx(100 * 4 / 58)
    assert scale.percent(0.0) == pytest.approx(100 * 54 / 58)


@pytest.mark.parametrize("values", [[], [3.0], [3.0, 3.0]])
def test_a_flat_signal_has_a_scale_too(values: list[float]) -> None:
    scale = fit_values(values)
    assert scale.high > scale.low
    assert place_value_ticks(scale, "deg")


def test_value_ticks_are_round_and_carry_the_unit() -> None:
    labels = [tick.label for tick in place_value_ticks(fit_values([-1.5, 48.0]), "deg")]
    assert labels == ["0°", "20°", "40°"]
    small = [tick.label for tick in place_value_ticks(fit_values([0.0, 1.0]), "s")]
    assert small[0] == "0.0\u00a0s"


def test_time_ticks_start_at_zero_and_coarse_ones_are_among_the_fine() -> None:
    ticks = place_time_ticks(33.0)
    assert (ticks[0].percent, ticks[0].label, ticks[0].density) == (0.0, "0:00", 0)
    assert [tick.label for tick in ticks if tick.density == 0] == ["0:00", "0:10", "0:20", "0:30"]
    at_five = next(tick for tick in ticks if tick.label == "0:05")
    assert at_five.percent == pytest.approx(100 * 5 / 33)
    assert at_five.density == 1


@pytest.mark.parametrize("duration_s", [0.1, 4.0, 33.0, 600.0, 3600.0, 14_400.0])
def test_no_density_has_too_many_ticks(duration_s: float) -> None:
    ticks = place_time_ticks(duration_s)
    for density, most in enumerate((6, 14, 30, 70)):
        assert 1 <= sum(tick.density <= density for tick in ticks) <= most + 1


@pytest.mark.parametrize("duration_s", [4e5, 1e7, 1e12])
def test_the_axis_of_a_wild_length_has_no_more_ticks(duration_s: float) -> None:
    ticks = place_time_ticks(duration_s)
    assert 30 <= len(ticks) <= 72
    assert sum(tick.density == 0 for tick in ticks) <= 7
