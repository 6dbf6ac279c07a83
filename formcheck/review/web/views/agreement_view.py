"""Agreement between program and therapist in words."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.history.corrections.agreement import Agreement, Table
from formcheck.report.page.quantities import sentence_case


@dataclass(frozen=True)
class AgreementRow:
    """What was judged, and the table of who said yes and no."""

    name: str
    table: Table


def list_agreement(agreement: Agreement) -> list[AgreementRow]:
    """Return a row each for counting, for clean repetitions, and for every fault."""
    names = {
        spec.id: f"{sentence_case(spec.name)} ({spec.id})"
        for exercise in exercise_names()
        for spec in get_exercise(exercise).faults
    }
    rows = [
        AgreementRow("Is it a counted repetition?", agreement.counting),
        AgreementRow("Has the repetition a fault worth correcting?", agreement.clean),
    ]
    rows += [
        AgreementRow(names.get(fault_id, fault_id), table)
        for fault_id, table in sorted(agreement.by_fault.items())
    ]
    return rows
