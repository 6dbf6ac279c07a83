"""The page on the tables has every column there is, and no other."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from formcheck.exercises.registry import BUILT_IN, get_exercise
from formcheck.kinematics.signals import SIGNALS
from formcheck.results.tables import write_frames_csv, write_reps_csv
from formcheck.review.sharing.tables import write_tables
from tests.docs.pages import ROOT, first_cells, read, section
from tests.support.filming import film
from tests.support.history import open_store
from tests.support.scored import make_result
from tests.support.scoring import score_clip
from tests.support.synthetic import (
    excursion,
    frame_times,
    pelvic_tilt,
    plan_reps,
    prone_press_up,
)

_PAGE = read(ROOT / "docs" / "tables.md")
_EXPORTED = ("sets", "repetitions", "faults", "notes", "pain", "safety")


def _documented(heading: str) -> list[str]:
    cells = first_cells(section(_PAGE, heading))
    return [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def test_columns_of_repetitions(tmp_path: Path) -> None:
    columns: set[str] = set()
    for name in BUILT_IN:
        signal = make_result().signal.model_copy(update={"unit": get_exercise(name).unit})
        write_reps_csv(make_result(signal=signal), tmp_path / "reps.csv")
        header = _header(tmp_path / "reps.csv")
        assert [column for column in _documented("reps.csv") if column in header] == header
        columns |= set(header)
    assert set(_documented("reps.csv")) == columns


def test_columns_of_frames(tmp_path: Path) -> None:
    reps = plan_reps(2, 1.0)
    time_s = frame_times(reps)
    share = excursion(time_s, reps)
    scenes = {
        "prone_press_up": prone_press_up(40 * share, elbow_deg=65 + 100 * share),
        "pelvic_tilt": pelvic_tilt(0.1 * share),
    }
    columns: set[str] = set()
    for name, points in scenes.items():
        sparing = replace(film(time_s, points), looked_at=np.arange(len(time_s)) % 3 == 0)
        write_frames_csv(score_clip(sparing, name), tmp_path / "frames.csv")
        columns |= set(_header(tmp_path / "frames.csv"))
    assert set(SIGNALS) < columns
    assert set(_documented("frames.csv")) == columns


@pytest.mark.parametrize("table", _EXPORTED)
def test_columns_of_what_is_exported(table: str, tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        write_tables(store, tmp_path / "all.zip")
    with ZipFile(tmp_path / "all.zip") as archive:
        assert set(archive.namelist()) == {f"{name}.csv" for name in _EXPORTED}
        header = next(csv.reader(io.StringIO(archive.read(f"{table}.csv").decode())))
    assert _documented(f"{table}.csv") == header


@pytest.mark.parametrize("heading", ["reps.csv", "frames.csv", *(f"{t}.csv" for t in _EXPORTED)])
def test_every_column_has_a_meaning_and_every_number_a_zero(heading: str) -> None:
    for line in section(_PAGE, heading).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("| `"):
            continue
        assert len(cells) == 3, line
        assert cells[2], line
        names = re.findall(r"`(\w+)`", cells[0])
        measured = re.search(r"_(s|deg|percent|torso|0_to_1|0_to_10)$", names[0])
        assert not measured or cells[1], f"{names[0]} does not say what 0 is"
