"""Tables of many sets for a study, with a description that programs read (Frictionless)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from formcheck.exports.exported_set import ExportedSet
from formcheck.exports.provenance import provenance
from formcheck.results.stacked.columns import Kind, SetEntry, TypedColumn
from formcheck.results.stacked.tables import NOT_SCORED, SETS, Table, render_csv, stack

_TYPES: dict[Kind, dict[str, Any]] = {
    "text": {"type": "string"},
    "count": {"type": "integer"},
    "number": {"type": "number"},
    "yes_no": {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
}


def render_tables(sets: Iterable[ExportedSet]) -> Iterator[tuple[str, str]]:
    """Yield the tables of some sets as CSV, and ``datapackage.json``, which describes them.

    A set is known by the name that its files have in every export; the column ``folder``
    holds it.
    """
    entries = []
    sources = []
    for item in sets:
        # Landmarks and signals are let go at once: a study may have thousands.
        entries.append(SetEntry(item.name, item.result))
        sources.append({"set": item.name, **provenance(item.result)})
    tables = [table for table in stack(entries) if table.name != NOT_SCORED]
    for table in tables:
        yield f"{table.name}.csv", render_csv(table)
    yield "datapackage.json", _describe(tables, sources)


def _describe(tables: list[Table], sources: list[dict[str, str]]) -> str:
    package = {
        "profile": "tabular-data-package",
        "name": "formcheck",
        "title": "Repetitions and faults of low-back exercises, measured from one camera",
        "resources": [_resource(table) for table in tables],
        "provenance": sources,
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.name == SETS:
        schema["primaryKey"] = ["folder"]
    else:
        key = {"resource": SETS, "fields": ["folder"]}
        schema["foreignKeys"] = [{"fields": ["folder"], "reference": key}]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: TypedColumn[Any]) -> dict[str, Any]:
    described = {"name": column.name, **_TYPES[column.kind], "description": column.meaning}
    return {**described, "unit": column.unit} if column.unit else described
