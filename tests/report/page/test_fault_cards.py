from __future__ import annotations

from formcheck.report.page.fault_cards import collect_unsure, group_faults
from tests.support.scored import EXERCISE, make_fault, make_result


def test_groups_stand_from_safety_to_information() -> None:
    groups = group_faults(make_result().faults, EXERCISE)
    assert [group.title for group in groups] == [
        "Safety",
        "Important",
        "Quality",
        "For information",
    ]


def test_a_kind_of_fault_has_one_card_with_all_its_moments() -> None:
    (card,) = group_faults(make_result().faults, EXERCISE)[1].cards
    assert (card.name, card.why, card.cue) == (
        "Hips coming off the floor",
        "The bend leaves.",
        "Belt down.",
    )
    first, second = card.occurrences
    assert (first.moment, first.where, first.lasted) == ("0:08.0", "repetition 2", "1.9\u00a0s")
    assert (first.value, first.threshold) == ("14\u00a0% of trunk length", "10\u00a0%")
    assert second.where == "repetition 3"


def test_a_fault_outside_any_repetition_names_none() -> None:
    (card,) = group_faults(make_result().faults, EXERCISE)[0].cards
    assert card.occurrences[0].where == ""


def test_a_fault_of_time_does_not_name_two_times() -> None:
    fault = make_fault("T-1", 1, (1.0, 2.0), 0.5, 1.5).model_copy(update={"unit": "s"})
    (card,) = group_faults([fault], EXERCISE)[0].cards
    assert (card.occurrences[0].value, card.occurrences[0].lasted) == ("0.5\u00a0s", "")


def test_a_fault_that_the_exercise_does_not_describe_is_shown_without_a_reason() -> None:
    fault = make_result().faults[0].model_copy(update={"id": "OLD-1"})
    (card,) = group_faults([fault], EXERCISE)[0].cards
    assert card.why == ""


def test_no_faults_no_groups() -> None:
    assert group_faults([], EXERCISE) == []


def test_what_is_not_sure_is_listed_once_a_kind_with_its_moments() -> None:
    faults = [
        make_fault("T-1", 1, (1.0, 2.0), 0.1, 0.1),
        make_fault("T-1", 2, (8.0, 9.0), 0.1, 0.1),
    ]
    (item,) = collect_unsure(faults, EXERCISE)
    assert item.moments == ((1.0, "0:01.0"), (8.0, "0:08.0"))
    assert collect_unsure([], EXERCISE) == []
