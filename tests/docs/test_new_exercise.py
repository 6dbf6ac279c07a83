"""The walk-through of a new exercise really works."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.own_package import (
    NAME,
    PACKAGE,
    film_forward_bends,
    installed,
    read_example,
    write_package,
)
from tests.support.scoring import counted, fault_ids, score

PAGE = Path(__file__).parents[2] / "docs" / "new-exercise.md"
_BOX = re.compile(r"^`(\S+)`\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def read_boxes() -> dict[str, str]:
    """Return the boxes that follow the name of a file, by that name."""
    return dict(_BOX.findall(PAGE.read_text(encoding="utf-8")))


def read_package() -> dict[str, str]:
    """Return the boxes that are the package."""
    return {path: text for path, text in read_boxes().items() if "sample_videos" not in path}


def test_the_page_and_the_example_are_the_same() -> None:
    assert read_package() == read_example()


@pytest.mark.parametrize(
    ("hold_s", "knee_bend_deg", "faults"),
    [(2.5, 0.0, set()), (2.5, 60.0, {"FB-1"}), (0.3, 0.0, {"FB-2"})],
)
def test_the_package_of_the_page_counts_and_finds_its_faults(
    tmp_path: Path, hold_s: float, knee_bend_deg: float, faults: set[str]
) -> None:
    track = film_forward_bends(hold_s=hold_s, knee_bend_deg=knee_bend_deg)
    with installed(write_package(tmp_path, read_package())):
        result = score(track, NAME)
    assert len(counted(result)) == 3
    assert fault_ids(result) == faults


def test_the_package_works_in_the_place_of_a_built_in_one(tmp_path: Path) -> None:
    """The last section: the same files in another folder, under another name of the package."""
    place = tmp_path / "formcheck" / "exercises" / NAME
    place.mkdir(parents=True)
    for path, text in read_package().items():
        if path != "pyproject.toml":
            moved = text.replace(PACKAGE, f"formcheck.exercises.{NAME}")
            (place / Path(path).name).write_text(moved, encoding="utf-8")
    script = (
        "import formcheck.exercises as home\n"
        f"home.__path__.append({str(place.parent)!r})\n"
        "from formcheck.exercises import registry\n"
        f"registry.BUILT_IN += ({NAME!r},)\n"
        "from formcheck.exercises.check import find_gaps\n"
        "from formcheck.exercises.loading import get_rules\n"
        f"print(find_gaps({NAME!r}), get_rules({NAME!r}).__module__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout == f"[] formcheck.exercises.{NAME}.rules\n"


def test_the_places_that_the_page_names_exist() -> None:
    root = PAGE.parents[1]
    named = re.findall(
        r"`((?:examples|formcheck|tests|sample_videos)/[\w/.]+)`", PAGE.read_text(encoding="utf-8")
    )
    assert len(named) > 10
    for place in named:
        if NAME not in place:
            assert (root / place).exists(), place


def test_the_scene_is_one_that_the_renderer_understands() -> None:
    scene = pytest.importorskip("sample_videos.renderer.scene")
    entries = tomllib.loads(read_boxes()[f"sample_videos/scenes/{NAME}_good.toml"])
    made = scene.Scene(name=f"{NAME}_good", **entries)
    assert made.exercise.name == NAME
    assert len(made.repetition) == 2
