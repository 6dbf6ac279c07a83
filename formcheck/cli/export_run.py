"""Exporting folders of results; one that is damaged does not stop the rest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from formcheck.cli.failures import report_failure
from formcheck.errors import FormcheckError, InputError, NothingToScoreError
from formcheck.exports.exported_set import ExportedSet, read_set
from formcheck.exports.formats import FORMATS, Choices, check_choices, render_export
from formcheck.exports.writing import write_files
from formcheck.history.intake.found import find_result_folders
from formcheck.report.page.quantities import count_of


def list_formats() -> int:
    """Print every format with what it is for."""
    width = max(map(len, FORMATS))
    for item in FORMATS.values():
        print(f"{item.name:<{width}}  {item.title}")
    return 0


def export_all(named: Sequence[Path], name: str, out: Path, choices: Choices) -> int:
    """Export every result that the places hold, and return the worst exit code.

    Raises
    ------
    UsageError
        There is no such format, or it needs what was not given.
    """
    check_choices(name, choices)
    sets, worst = _read(named)
    if not sets:
        return worst
    files, missing = _render(sets, name, choices)
    written = write_files(files, out)
    if written:
        print(f"{count_of(len(written), 'file')} written to {out}.")
    return max(worst, missing)


def _read(named: Sequence[Path]) -> tuple[list[ExportedSet], int]:
    """Return the sets, each once, and the worst exit code of what cannot be read."""
    found: dict[str, ExportedSet] = {}
    worst = 0
    for place in named:
        try:
            folders = find_result_folders(place)
        except InputError as error:
            worst = max(worst, report_failure(error))
            continue
        for folder in folders:
            try:
                item = read_set(folder)
            except FormcheckError as error:
                worst = max(worst, report_failure(error))
                continue
            if found.setdefault(item.name, item) is not item:
                print(f"“{folder}” holds a clip that was read already; it is left out.")
    return list(found.values()), worst


def _render(
    sets: Sequence[ExportedSet], name: str, choices: Choices
) -> tuple[dict[str, str | bytes], int]:
    """Return the files, leaving out sets that lack what the format shows."""
    if FORMATS[name].together:
        return render_export(sets, name, choices), 0
    files: dict[str, str | bytes] = {}
    worst = 0
    for item in sets:
        try:
            files |= render_export([item], name, choices)
        except NothingToScoreError as error:
            worst = max(worst, report_failure(error))
    return files, worst
