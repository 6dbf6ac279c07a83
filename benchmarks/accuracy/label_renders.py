"""Writes labels for a folder of rendered clips that carry their truth in ``.npz`` files.

``python -m benchmarks.accuracy.label_renders FOLDER OUT`` writes ``labels.json``
to the folder OUT. The repetitions and holds are read from the phase ``e`` (0 at
rest, 1 at the top), the faults follow from the clip's name. The prescribed hold
is the one that the clips were made with.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from formcheck.files import write_text
from formcheck.kinematics.smoothing import find_runs

#: Exercise by the beginning of the clip's name, after ``f_``.
_EXERCISES: Mapping[str, str] = {
    "pelvic_tilt": "pelvic_tilt",
    "tilt": "pelvic_tilt",
    "press_up": "prone_press_up",
    "back_ext": "standing_back_extension",
    "seal": "seal_stretch",
    "knee_hug": "knee_hug",
}
#: Faults in every repetition, by the clip's name; a clip that is not here has none.
_FAULTS: Mapping[str, tuple[str, ...]] = {
    "f_back_ext_kneebend": ("SBE-1",),
    "f_back_ext_small": ("SBE-5",),
    # The way up takes 0.8 s; a second is the least.
    "press_up": ("PPU-6",),
    "f_press_up_half": ("PPU-6",),
    "f_press_up_lift": ("PPU-1", "PPU-6"),
}
#: Clips whose movements are too small to be counted.
_NOT_COUNTED = ("f_tilt_none",)
#: True knee-to-chest angle 93 degrees, where 95 count.
_BORDERLINE = ("f_knee_hug_half",)


def main(
    folder: Annotated[Path, typer.Argument(help="Holds clips (.mp4) with their truth (.npz).")],
    out: Annotated[Path, typer.Argument(help="Folder for labels.json.")],
) -> None:
    """Write labels for rendered clips."""
    out.mkdir(parents=True, exist_ok=True)
    entries = [
        label_render(truth.with_suffix(".mp4").resolve(), truth.resolve())
        for truth in sorted(folder.glob("*.npz"))
    ]
    write_text(out / "labels.json", json.dumps({"clips": entries}, indent=1) + "\n")
    typer.echo(f"{len(entries)} clips labelled in {out / 'labels.json'}")


def label_render(clip: Path, truth: Path) -> dict[str, Any]:
    """Return the label of one rendered clip."""
    with np.load(truth) as archive:
        phase, fps = archive["e"], float(archive["fps"])
    movements = _spans(phase > 0.0, fps)
    name = clip.stem
    label: dict[str, Any] = {
        "clip": str(clip),
        "exercise": _exercise_of(name),
        "angles": str(truth),
        "person": "rendered",
        "conditions": ["clean render"],
    }
    if name in _NOT_COUNTED:
        # Whether that must be remarked is open: nothing is said about faults.
        return label | {"role": "still", "reps": [], "partial_reps": movements}
    if name in _BORDERLINE:
        return label | {"reps": [], "borderline_reps": movements}
    return (
        label
        | {
            "reps": movements,
            "prescribed": {"hold_s": 1.0},
            "holds_s": [round(end - start, 3) for start, end in _spans(phase > 0.99, fps)],
        }
        | _faults_of(name, movements)
    )


def _faults_of(name: str, movements: list[tuple[float, float]]) -> dict[str, Any]:
    if _exercise_of(name) == "knee_hug":
        # Out and back within 0.8 s: about as fast as is still allowed, which is not labelled.
        return {}
    return {
        "faults": [
            {"id": fault_id, "start_s": start, "end_s": end}
            for fault_id in _FAULTS.get(name, ())
            for start, end in movements
        ]
    }


def _exercise_of(name: str) -> str:
    plain = name.removeprefix("f_")
    return next(value for key, value in _EXERCISES.items() if plain.startswith(key))


def _spans(mask: NDArray[np.bool_], fps: float) -> list[tuple[float, float]]:
    """Return the stretches of True in seconds, with the frames at rest on both sides."""
    last = len(mask) - 1
    return [
        (round(max(start - 1, 0) / fps, 3), round(min(stop, last) / fps, 3))
        for start, stop in find_runs(mask)
    ]


if __name__ == "__main__":
    typer.run(main)
