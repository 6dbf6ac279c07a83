from __future__ import annotations

import pytest

from formcheck.exercises.registry import exercise_names
from formcheck.exercises.settings import default_settings
from formcheck.report.page.settings_rows import collect_settings
from formcheck.report.wording import WORDS
from formcheck.words import speaking


def test_tables_keep_their_order_and_their_names() -> None:
    tables = collect_settings({"view": {"a_s": 1}, "prone_press_up": {"dose": {"reps": 10}}})
    assert [(table.name, table.title) for table in tables] == [
        ("view", "View"),
        ("prone_press_up.dose", "Prone press up: dose"),
    ]


@pytest.mark.parametrize(
    ("key", "value", "meaning", "words"),
    [
        ("neck_deg", 40.0, "Neck", "40°"),
        ("out_speed_deg_s", 62.5, "Out speed", "62.5° per second"),
        ("hip_rise_minor_torso", 0.06, "Hip rise minor", "6\u00a0% of trunk length"),
        ("edge_margin_torso", 0.005, "Edge margin", "0.5\u00a0% of trunk length"),
        ("fatigue_share", 0.8, "Fatigue", "80\u00a0%"),
        ("relax_s", 0.35, "Relax", "0.35\u00a0s"),
        ("cutoff_hz", 4.0, "Cutoff", "4\u00a0times per second"),
        ("reps", 10, "Repetitions", "10"),
        ("neck_ratio", 2.5, "Neck ratio", "2.5"),
        ("strict", True, "Strict", "yes"),
        ("variant", "forearm", "Variant", "forearm"),
    ],
)
def test_a_setting_in_words(key: str, value: object, meaning: str, words: str) -> None:
    (table,) = collect_settings({"x": {key: value}})
    (row,) = table.rows
    assert (row.key, row.meaning, row.value) == (key, meaning, words)


def test_a_described_setting_is_shown_with_its_description() -> None:
    rows = {
        row.key: row.meaning
        for table in collect_settings(default_settings().model_dump())
        for row in table.rows
    }
    description = type(default_settings().view).model_fields["yaw_ok_deg"].description
    assert description is not None
    assert rows["yaw_ok_deg"].lower() == description.lower()


def test_tables_and_meanings_are_told_in_the_language_in_force() -> None:
    with speaking("de"):
        tables = collect_settings(default_settings().model_dump())
    titles = {table.name: table.title for table in tables}
    assert titles["prone_press_up.faults"] == "Hochdrücken in Bauchlage: Fehler"
    assert titles["view"] == "Sicht"
    meanings = {row.key: row.meaning for table in tables for row in table.rows}
    assert meanings["shortest_shot_s"] == "Kürzere Einstellungen werden ausgelassen"


def test_each_table_has_a_name_in_words() -> None:
    tables = collect_settings(default_settings().model_dump())
    names = {part for table in tables for part in table.name.split(".")} - set(exercise_names())
    assert {name for name in names if not WORDS.holds(f"setting_tables.{name}")} == set()
