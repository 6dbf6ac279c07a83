"""Agreement beyond chance."""

from __future__ import annotations

import pytest

from formcheck.history.corrections.agreement import Table, compute_agreement
from formcheck.history.corrections.apply import apply_changes
from formcheck.history.corrections.changes import AddFault, AddRep, Change, Finish, Reject
from formcheck.history.corrections.reviewed import Reviewed
from formcheck.judge.result import Result
from tests.support.history import make_fault, make_rep, make_result


def _reviewed(result: Result, *changes: Change) -> tuple[Result, Reviewed]:
    return result, apply_changes(result, list(enumerate([*changes, Finish()], start=1)))


def test_kappa_of_a_textbook_table() -> None:
    # 20 yes, 15 no, 5 and 10 apart: observed 0.70, by chance 0.50.
    table = Table(both_yes=20, only_program=5, only_therapist=10, both_no=15)
    assert table.total == 50
    assert table.share == pytest.approx(0.7)
    assert table.kappa == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        (Table(), None),
        (Table(both_yes=9), None),
        (Table(both_no=9), None),
        (Table(both_yes=3, both_no=3), 1.0),
        (Table(only_program=3, only_therapist=3), -1.0),
        (Table(both_yes=9, only_program=1), 0.0),
    ],
)
def test_kappa_at_its_bounds(table: Table, kappa: float | None) -> None:
    assert table.kappa == (None if kappa is None else pytest.approx(kappa))


def test_the_interval_of_a_share_is_wilsons() -> None:
    # Newcombe, Stat Med 1998;17:857, table I: 81 of 263 and 15 of 148.
    shares = [Table(both_yes=81, only_program=182), Table(both_yes=15, only_program=133)]
    found = [table.share_interval for table in shares]
    assert found[0] == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert found[1] == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert Table().share_interval is None


def test_kappa_lies_inside_its_interval() -> None:
    table = Table(both_yes=20, only_program=5, only_therapist=10, both_no=15)
    assert table.tells_kappa
    assert table.kappa_interval == pytest.approx((0.1249, 0.6179), abs=1e-3)


def test_three_that_agree_are_no_perfect_kappa() -> None:
    table = Table(both_yes=1, both_no=2)
    assert (table.kappa, table.tells_kappa) == (pytest.approx(1.0), False)
    assert table.kappa_interval is not None
    low, high = table.kappa_interval
    assert low < 0 < high == 1
    assert Table(both_yes=30).kappa_interval is None
    assert not Table(both_yes=30).tells_kappa


def test_repetitions_are_compared_one_by_one() -> None:
    reps = [make_rep(1), make_rep(2), make_rep(3, kind="partial", counted=False, index=None)]
    found = compute_agreement(
        [_reviewed(make_result(reps=reps), Reject(key="rep-2"), AddRep(start_s=30, end_s=34))]
    )
    assert found.counting == Table(both_yes=1, only_program=1, only_therapist=1, both_no=1)
    assert found.counting.kappa == pytest.approx(0.0)


def test_faults_are_compared_in_repetitions_that_both_count() -> None:
    result = make_result(faults=[make_fault(1), make_fault(2)])
    found = compute_agreement(
        [
            _reviewed(
                result,
                Reject(key="fault-2"),
                AddFault(fault_id="PPU-5", start_s=13, end_s=14),
                AddRep(start_s=30, end_s=34),
            )
        ]
    )
    assert found.clean == Table(both_yes=1, only_program=1, only_therapist=1)
    assert found.by_fault == {
        "PPU-1": Table(both_yes=1, only_program=1, both_no=1),
        "PPU-5": Table(only_therapist=1, both_no=2),
    }


def test_a_fault_is_judged_over_its_own_exercise_only() -> None:
    press_ups = make_result(faults=[make_fault(1)])
    hugs = make_result("b.mp4", exercise="knee_hug")
    found = compute_agreement([_reviewed(press_ups), _reviewed(hugs)])
    assert found.by_fault == {"PPU-1": Table(both_yes=1, both_no=2)}
    assert found.clean.total == 6


def test_sets_that_are_not_finished_say_nothing() -> None:
    result = make_result()
    found = compute_agreement([(result, apply_changes(result, []))])
    assert (found.sets, found.counting.total) == (0, 0)


def test_information_is_no_fault_of_a_repetition() -> None:
    result = make_result(faults=[make_fault(1, "PPU-7", severity=0)])
    assert compute_agreement([_reviewed(result)]).clean == Table(both_no=3)
