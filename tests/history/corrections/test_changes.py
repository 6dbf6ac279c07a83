"""Changes as a page sends them."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.errors import ReviewError
from formcheck.history.corrections.changes import (
    AddFault,
    AddRep,
    Confirm,
    Finish,
    Move,
    Reject,
    Reopen,
    RetypeFault,
    RetypeRep,
    SetHold,
    parse_change,
)

CHANGES = [
    Confirm(key="rep-1"),
    Reject(key="fault-c3"),
    AddRep(start_s=1, end_s=2, side="left", hold_s=0.5),
    AddFault(start_s=1, end_s=2, fault_id="PPU-1"),
    Move(key="rep-c2", start_s=0, end_s=0.1),
    RetypeRep(key="rep-1", kind="partial"),
    RetypeFault(key="fault-1", fault_id="PPU-2"),
    SetHold(key="rep-1", hold_s=0),
    Finish(),
    Reopen(),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.do)
def test_a_change_is_what_its_json_says(change: Any) -> None:
    assert parse_change(change.model_dump(mode="json")) == change


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "reject",
        {},
        {"do": "explode"},
        {"do": "reject"},
        {"do": "reject", "key": "rep-0"},
        {"do": "reject", "key": "../rep-1"},
        {"do": "reject", "key": "rep-1", "more": 1},
        {"do": "move", "key": "rep-1", "start_s": 2, "end_s": 1},
        {"do": "move", "key": "rep-1", "start_s": -1, "end_s": 1},
        {"do": "move", "key": "rep-1", "start_s": 0, "end_s": float("nan")},
        {"do": "add_rep", "start_s": 0, "end_s": float("inf")},
        {"do": "retype_rep", "key": "fault-1", "kind": "counted"},
        {"do": "retype_rep", "key": "rep-1", "kind": "good"},
        {"do": "add_fault", "start_s": 0, "end_s": 1, "fault_id": "<b>"},
    ],
)
def test_what_is_no_change_is_refused_in_one_sentence(sent: object) -> None:
    with pytest.raises(ReviewError, match="Nothing was changed") as caught:
        parse_change(sent)
    assert "\n" not in caught.value.message
