from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import UsageError
from formcheck.evaluation.bounds import Bound, check_bounds, read_bounds

DESCRIBED = {
    "total": {"recorded": {"count": {"exact_share": 0.9, "mae": 0.05, "quiet_share": None}}},
    "by_exercise": {"pelvic_tilt": {"recorded": {"count": {"mae": 0.2}}}},
}
EXACT = "total.recorded.count.exact_share"


def write(folder: Path, text: str) -> Path:
    path = folder / "bounds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_bounds_are_read_from_tables_and_from_dotted_names(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "[total.recorded.count]\n"
        "exact_share = { at_least = 0.95 }\n"
        "mae = { at_most = 0.1, at_least = 0 }\n"
        "[by_exercise]\n"
        "pelvic_tilt.recorded.count.mae = { at_most = 1 }\n",
    )
    assert read_bounds(path) == [
        Bound(EXACT, 0.95, None),
        Bound("total.recorded.count.mae", 0.0, 0.1),
        Bound("by_exercise.pelvic_tilt.recorded.count.mae", None, 1.0),
    ]


@pytest.mark.parametrize(
    ("bound", "missed"),
    [
        (Bound(EXACT, 0.9, None), []),
        (Bound(EXACT, 0.91, None), [f"{EXACT} is 0.9, less than 0.91"]),
        (Bound(EXACT, None, 0.8), [f"{EXACT} is 0.9, more than 0.8"]),
        (Bound("by_exercise.pelvic_tilt.recorded.count.mae", None, 0.2), []),
    ],
)
def test_a_bound_is_kept_or_missed(bound: Bound, missed: list[str]) -> None:
    assert check_bounds([bound], DESCRIBED) == missed


def test_a_figure_that_was_not_measured_misses_its_bound() -> None:
    [line] = check_bounds([Bound("total.recorded.count.quiet_share", 0.5, None)], DESCRIBED)
    assert "could not be measured" in line


def test_a_figure_that_does_not_exist_is_named_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        check_bounds([Bound("total.recorded.count.exact_shar", 0.5, None)], DESCRIBED)
    assert EXACT in caught.value.hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "holds no bounds"),
        ("x = 3", "is no bound"),
        ('[total.x]\nat_least = "a"', "is no number"),
        ("[total.x]\nat_least = true", "is no number"),
        ("x = ", "cannot be read"),
    ],
)
def test_what_is_no_bounds_file(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(UsageError, match=expected):
        read_bounds(write(tmp_path, text))


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_bounds(tmp_path / "absent.toml")
