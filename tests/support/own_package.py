"""An exercise in a package of its own, as if pip had installed it."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from formcheck.exercises import registry, settings
from formcheck.pose.track import PoseTrack
from formcheck.words import read_words
from tests.support.filming import Camera, film
from tests.support.synthetic import excursion, frame_times, plan_reps, standing_back_extension

NAME = "forward_bend"
PACKAGE = "formcheck_forward_bend"
EXAMPLE = Path(__file__).parents[2] / "examples" / "own_exercise"


def read_example() -> dict[str, str]:
    """Return the files of the example by their paths in its folder."""
    paths = [EXAMPLE / "pyproject.toml", *(EXAMPLE / PACKAGE).glob("*.*")]
    return {
        path.relative_to(EXAMPLE).as_posix(): path.read_text(encoding="utf-8") for path in paths
    }


def write_package(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a package and its metadata where Python looks for installed ones; return the folder."""
    project = tomllib.loads(files["pyproject.toml"])["project"]
    name, version = project["name"], project["version"]
    kept = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    kept.mkdir(parents=True)
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    (kept / "METADATA").write_text(metadata, encoding="utf-8")
    lines = []
    for group, points in project["entry-points"].items():
        lines += [f"[{group}]", *(f"{point} = {module}" for point, module in points.items())]
    (kept / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    for path, text in files.items():
        if path != "pyproject.toml":
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    return folder


@contextmanager
def installed(folder: Path) -> Iterator[None]:
    """Let this process find what `write_package` wrote, and then forget it again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        patch.setattr(settings, "settings_type", cache(settings.settings_type.__wrapped__))
        _forget()
        try:
            yield
        finally:
            for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
                del sys.modules[name]
    _forget()


def _forget() -> None:
    registry.plug_ins.cache_clear()
    read_words.cache_clear()


def film_forward_bends(
    count: int = 3, *, hold_s: float = 2.5, knee_bend_deg: float = 0.0, fps: float = 30.0
) -> PoseTrack:
    """Return somebody who bends forward, 60 degrees each time."""
    reps = plan_reps(count, 60.0, hold_s=hold_s)
    time_s = frame_times(reps, fps=fps)
    bend_deg = excursion(time_s, reps)
    knee_deg = knee_bend_deg * bend_deg / 60.0
    return film(time_s, standing_back_extension(-bend_deg, knee_bend_deg=knee_deg), Camera())
