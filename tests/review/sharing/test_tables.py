"""The tables of everything that is stored: what is declared is what is written."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest

from formcheck.review.sharing.tables import describe_columns, write_tables
from tests.support.history import add_set, make_fault, make_result, open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """Return the rows of every table of one patient with one set, the header first."""
    folder = tmp_path_factory.mktemp("tables")
    with open_store(folder) as store:
        patient = store.patients.add("=A").id
        set_id = add_set(store, patient, make_result(faults=[make_fault(1)])).set_id
        store.notes.add(set_id, "slower", 1.5)
        store.pain.add(
            patient, moment="before", pain_0_to_10=3, furthest_site="thigh", answered_at=NOON
        )
        store.safety.add(patient, kind="stopped", detail="told to", happened_at=NOON)
        write_tables(store, folder / "tables.zip")
    with ZipFile(folder / "tables.zip") as bundle:
        return {
            name: list(csv.reader(io.StringIO(bundle.read(name).decode())))
            for name in bundle.namelist()
        }


def test_every_table_is_described_column_by_column(tables: dict[str, list[list[str]]]) -> None:
    described = describe_columns()
    assert described.keys() == tables.keys()
    for name, columns in described.items():
        assert tables[name][0] == [column.name for column in columns]
        assert all(column.meaning for column in columns)
        assert len(tables[name]) > 1, name


def test_each_row_names_its_set_or_patient(tables: dict[str, list[list[str]]]) -> None:
    number = tables["sets.csv"][1][0]
    assert tables["sets.csv"][1][1] == "'=A"
    for name in ("repetitions.csv", "faults.csv", "notes.csv"):
        assert {row[0] for row in tables[name][1:]} == {number}
    for name in ("pain.csv", "safety.csv"):
        assert [row[0] for row in tables[name][1:]] == ["'=A"]


def test_cells_are_those_of_the_history(tables: dict[str, list[list[str]]]) -> None:
    assert tables["notes.csv"][1][1:3] == ["1.5", "slower"]
    assert tables["pain.csv"][1][2:5] == ["before", "3", "thigh"]
    assert tables["safety.csv"][1][2:4] == ["stopped", "told to"]
