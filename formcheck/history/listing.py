"""The query behind the list of sets; what is asked for only ever goes in as a value."""

from __future__ import annotations

from formcheck.history.database import Value
from formcheck.history.models import SetFilter, SetOrder

COUNT = "SELECT count(*) FROM sets AS s"
LIST = (
    "SELECT s.*, p.label AS patient_label, "
    "(SELECT count(*) FROM notes WHERE set_id = s.id) AS notes "
    "FROM sets AS s JOIN patients AS p ON p.id = s.patient_id"
)
ORDER: dict[SetOrder, str] = {
    "newest": "ORDER BY s.performed_at_s DESC, s.id DESC",
    "oldest": "ORDER BY s.performed_at_s, s.id",
}


def restrict(wanted: SetFilter) -> tuple[str, tuple[Value, ...]]:
    """Return the WHERE clause, empty if nothing is restricted, and its values."""
    conditions: list[tuple[str, Value]] = [
        ("s.patient_id = ?", wanted.patient_id),
        ("s.session_id = ?", wanted.session_id),
        ("s.exercise = ?", wanted.exercise),
        ("s.review_state = ?", wanted.review_state),
        ("s.day >= ?", wanted.first_day.isoformat() if wanted.first_day else None),
        ("s.day <= ?", wanted.last_day.isoformat() if wanted.last_day else None),
        ("s.fault_count >= ?", 1 if wanted.with_faults else None),
        (
            "s.id IN (SELECT set_id FROM faults WHERE fault_id = ? AND stands = 1)",
            wanted.fault_id,
        ),
    ]
    used = [(condition, value) for condition, value in conditions if value is not None]
    where = " AND ".join(condition for condition, _ in used)
    return (f"WHERE {where}" if where else "", tuple(value for _, value in used))
