from __future__ import annotations

from formcheck.report.page.rep_rows import collect_rep_rows
from tests.support.scored import EXERCISE, make_result


def test_a_counted_repetition_in_words() -> None:
    row = collect_rep_rows(make_result(), EXERCISE)[1]
    assert (row.name, row.span) == ("2", "0:07.0 – 0:11.0")
    assert (row.peak, row.change) == ("49°", "50°")
    assert (row.out, row.hold, row.back) == ("1.4\u00a0s", "1.2\u00a0s", "1.4\u00a0s")
    assert (row.trust, row.low_trust) == ("93\u00a0%", False)
    # The gravest first, whatever the order in the result.
    assert [(fault.name, fault.severity) for fault in row.faults] == [
        ("Hips coming off the floor", 2),
        ("Head thrown back", 1),
    ]
    assert not row.clean


def test_what_was_not_counted_has_no_number_and_a_reason() -> None:
    rows = [row for row in collect_rep_rows(make_result(), EXERCISE) if row.kind != "counted"]
    assert [row.name for row in rows] == ["–"] * 3
    assert [row.remark for row in rows] == [
        "Too small",
        "Lost from view",
        "Not this exercise",
    ]
    assert rows[1].peak == "–"
    assert all(row.low_trust and not row.clean for row in rows)
    assert {row.doubts for row in rows} == {"Parts of it were out of sight"}


def test_information_leaves_a_repetition_clean() -> None:
    result = make_result()
    information = [fault for fault in result.faults if fault.severity == 0]
    reps = [rep.model_copy(update={"faults": ["T-0"]}) for rep in result.reps[-1:]]
    row = collect_rep_rows(make_result(reps=reps, faults=information), EXERCISE)[0]
    assert row.clean
    assert [fault.name for fault in row.faults] == ["Range falling off"]


def test_a_fault_has_the_severity_that_it_had_in_this_repetition() -> None:
    result = make_result()
    mild = result.faults[4].model_copy(update={"severity": 1})
    rows = collect_rep_rows(make_result(faults=[*result.faults[:4], mild]), EXERCISE)
    severities = {row.name: {f.name: f.severity for f in row.faults} for row in rows}
    assert severities["2"]["Hips coming off the floor"] == 2
    assert severities["3"]["Hips coming off the floor"] == 1


def test_a_hold_with_two_clocks_its_variant_and_why_it_did_not_count() -> None:
    told = {"hold_s": 2.5, "up_s": 4.0, "variant": "straight_arms", "reason": "held 2.5 s"}
    result = make_result()
    partial = next(rep for rep in result.reps if rep.kind == "partial")
    row = collect_rep_rows(make_result(reps=[partial.model_copy(update=told)]), EXERCISE)[0]
    assert row.hold == "2.5\u00a0s, up 4.0\u00a0s"
    assert (row.variant, row.remark) == ("Straight arms", "Held 2.5 s")
