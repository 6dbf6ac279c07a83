"""The walk-through of a new exercise really works."""

from __future__ import annotations

import re
import sys
import tomllib
import types
from pathlib import Path

import pytest

from formcheck.exercises import registry
from formcheck.exercises import settings as settings_package
from formcheck.exercises.settings import Settings
from tests.support.filming import Camera, film
from tests.support.scoring import origin_of
from tests.support.synthetic import excursion, frame_times, plan_reps, standing_back_extension

PAGE = Path(__file__).parents[2] / "docs" / "new-exercise.md"
NAME = "forward_bend"


def read_box(file: str) -> str:
    """Return the code box that follows the name of a file on the page."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"`{re.escape(file)}`\n\n```\w+\n(.*?)```", text, re.DOTALL)
    assert found, f"the page has no box for {file}"
    return found[1]


def load(monkeypatch: pytest.MonkeyPatch, file: str) -> types.ModuleType:
    """Run a box as the module that it says it is."""
    name = file.removesuffix(".py").replace("/", ".")
    module = types.ModuleType(name)
    # dataclasses and pydantic look their module up while its classes are made.
    monkeypatch.setitem(sys.modules, name, module)
    exec(compile(read_box(file), file, "exec"), module.__dict__)
    return module


@pytest.fixture
def extended(monkeypatch: pytest.MonkeyPatch) -> type[Settings]:
    """Add the exercise to the two lists, as the page says."""
    own = load(monkeypatch, f"formcheck/exercises/settings/{NAME}.py")
    more = type(
        "Settings",
        (Settings,),
        {
            "__annotations__": {NAME: own.ForwardBendSettings},
            "__module__": __name__,
            NAME: own.ForwardBendSettings(),
        },
    )
    monkeypatch.setattr(settings_package, "Settings", more)
    load(monkeypatch, f"formcheck/exercises/{NAME}.py")
    monkeypatch.setattr(registry, "_NAMES", (*registry._NAMES, NAME))
    return more


def score(
    settings: type[Settings], *, hold_s: float, knee_bend_deg: float = 0.0
) -> tuple[int, set[str]]:
    from formcheck.judge.checker import score_track  # noqa: PLC0415

    reps = plan_reps(3, 45.0, hold_s=hold_s)
    time_s = frame_times(reps)
    bend = excursion(time_s, reps)
    points = standing_back_extension(-bend, knee_bend_deg=knee_bend_deg * bend / 45.0)
    track = film(time_s, points, Camera())
    result = score_track(track, NAME, settings(), origin_of(track)).result
    return result.summary.reps_counted, {fault.id for fault in result.faults}


def test_a_faultless_set_counts(extended: type[Settings]) -> None:
    assert score(extended, hold_s=2.5) == (3, set())


def test_its_faults_are_found(extended: type[Settings]) -> None:
    assert score(extended, hold_s=2.5, knee_bend_deg=45.0) == (3, {"FB-1"})
    assert score(extended, hold_s=0.3) == (3, {"FB-2"})


def test_the_lists_that_the_page_names_exist() -> None:
    root = PAGE.parents[1]
    for place in re.findall(r"`((?:formcheck|tests|sample_videos)/[\w/.]+)`", PAGE.read_text()):
        if NAME not in place:
            assert (root / place).exists(), place


def test_the_scene_is_one_that_the_renderer_understands() -> None:
    scene = pytest.importorskip("sample_videos.renderer.scene")
    entries = tomllib.loads(read_box(f"sample_videos/scenes/{NAME}_good.toml"))
    made = scene.Scene(name=f"{NAME}_good", **entries)
    assert made.exercise.name == NAME
    assert len(made.repetition) == 2
