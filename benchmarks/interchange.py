"""Reads every export with the programs it is for, and says what they found.

    formcheck score sample_videos/*good.mp4 --no-video -o results
    python -m benchmarks.interchange results

The readers are large and are no part of the checks. Install them first:
"movement==0.15.*", opensim, trc-data-reader, bids-validator-deno, pympi-ling, webvtt-py,
fhir.resources, frictionless. One that is missing is passed over and named.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

Check = Callable[[Path], str]


def _export(results: Path, name: str, out: Path, *more: str) -> Path:
    folder = out / name
    command = [sys.executable, "-m", "formcheck", "export", str(results), "--to", name]
    subprocess.run([*command, "-o", str(folder), *more], check=True, stdout=subprocess.DEVNULL)
    return folder


def _movement(folder: Path) -> str:
    import xarray
    from movement.kinematics import compute_velocity
    from movement.validators.datasets import ValidPosesInputs

    found = []
    for path in sorted(folder.glob("*.nc")):
        for engine in ("scipy", "netcdf4"):
            data = xarray.open_dataset(path, engine=engine).load()
            # What movement called them up to release 0.16.
            data = data.rename(keypoint="keypoints", individual="individuals")
            ValidPosesInputs.validate(data)
            speed = compute_velocity(data.position)
            found.append(f"{dict(data.sizes)['time']} frames by {engine}")
            assert speed.shape == data.position.shape
    return ", ".join(found)


def _deeplabcut(folder: Path) -> str:
    from movement.io import load_poses

    sizes = []
    for path in sorted(folder.glob("*.csv")):
        data = load_poses.from_dlc_file(path, fps=30)
        sizes.append(str(tuple(data.position.shape)))
    return ", ".join(sizes)


def _opensim(folder: Path) -> Any:
    # It opens its log in the current folder while it is imported.
    with contextlib.chdir(folder):
        import opensim
    return opensim


def _trc(folder: Path) -> str:
    opensim = _opensim(folder)
    found = []
    for path in sorted(folder.glob("*.trc")):
        table = opensim.TimeSeriesTableVec3(str(path))
        markers = opensim.MarkerData(str(path))
        assert table.getNumRows() == markers.getNumFrames()
        found.append(f"{table.getNumRows()} x {table.getNumColumns()}")
    return ", ".join(found)


def _trc_reader(folder: Path) -> str:
    from trc import TRCData

    found = []
    for path in sorted(folder.glob("*.trc")):
        data = TRCData()
        data.load(str(path))
        found.append(f"{data['NumFrames']} x {len(data['Markers'])}")
    return ", ".join(found)


def _mot(folder: Path) -> str:
    opensim = _opensim(folder)
    found = []
    for path in sorted(folder.glob("*.mot")):
        rows = opensim.TimeSeriesTable(str(path)).getNumRows()
        assert opensim.Storage(str(path)).getSize() == rows
        found.append(f"{rows} rows by both readers")
    return ", ".join(found)


def _elan(folder: Path) -> str:
    import pympi

    found = []
    for path in sorted(folder.glob("*.eaf")):
        document = pympi.Elan.Eaf(str(path))
        found.append(f"{len(document.get_annotation_data_for_tier('repetitions'))} repetitions")
    return ", ".join(found)


def _webvtt(folder: Path) -> str:
    import webvtt

    return ", ".join(f"{len(webvtt.read(str(path)))} cues" for path in sorted(folder.glob("*.vtt")))


def _fhir(folder: Path) -> str:
    from fhir.resources.R4B.bundle import Bundle

    document = json.loads((folder / "fhir_bundle.json").read_text(encoding="utf-8"))
    return f"{len(Bundle.model_validate(document).entry)} entries, valid as R4B"


def _bids(folder: Path) -> str:
    command = ["bids-validator-deno", "--json", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    issues = json.loads(done.stdout)["issues"]["issues"]
    kinds = [issue["severity"] for issue in issues]
    return f"{kinds.count('error')} errors, {kinds.count('warning')} warnings"


def _tables(folder: Path) -> str:
    from frictionless import validate

    report = validate(str(folder / "datapackage.json"))
    rows = sum(task.stats["rows"] for task in report.tasks)
    assert report.valid, report.flatten(["title", "message"])
    return f"{len(report.tasks)} tables, {rows} rows, valid"


_CHECKS: tuple[tuple[str, str, Check, tuple[str, ...]], ...] = (
    ("movement", "movement, xarray", _movement, ()),
    ("deeplabcut", "movement", _deeplabcut, ()),
    ("trc", "opensim", _trc, ("--height-cm", "175")),
    ("trc", "trc-data-reader", _trc_reader, ()),
    ("mot", "opensim", _mot, ()),
    ("elan", "pympi-ling", _elan, ()),
    ("webvtt", "webvtt-py", _webvtt, ()),
    ("fhir", "fhir.resources", _fhir, ("--patient-reference", "Patient/1")),
    ("bids", "bids-validator-deno", _bids, ()),
    ("tables", "frictionless", _tables, ()),
)


def main(results: Path) -> None:
    """Export a folder of results to every format and print what its reader says."""
    print("| format | reader | what it found |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as out:
        for at, (name, reader, check, more) in enumerate(_CHECKS):
            folder = _export(results, name, Path(out) / str(at), *more)
            try:
                found = check(folder)
            except ImportError as error:
                found = f"not tried: {error.name} is not installed"
            except FileNotFoundError as error:
                found = f"not tried: {error.filename} is not installed"
            print(f"| {name} | {reader} | {found} |", flush=True)


if __name__ == "__main__":
    np.seterr(all="ignore")
    main(Path(sys.argv[1]))
