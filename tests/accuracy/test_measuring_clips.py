"""Real and rendered clips kept beside the project, each with what must come of it.

In one module, so that one process finds the landmarks of a clip once for all its tests.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.exercises.settings import default_settings
from formcheck.judge.result import Result
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.cache import cached_track, clip_sha256
from formcheck.recognition.recognise import recognise
from formcheck.scoring import score_clip

SHARED = Path(os.environ.get("FORMCHECK_SHARED", "no-such-folder"))
CLIPS = SHARED / "clips"

pytestmark = pytest.mark.skipif(
    not CLIPS.is_dir(), reason="the measuring clips are not on this machine"
)

TILT, PRESS, STAND = "pelvic_tilt", "prone_press_up", "standing_back_extension"


def score(clip: Path, exercise: str, folder: Path) -> Result:
    return score_clip(clip, exercise, folder, video=False, report=False).result


@pytest.mark.parametrize(
    ("clip", "exercise", "counted", "fault"),
    [
        ("pelvictilt_guides", TILT, 4, None),
        ("bridge_bep", TILT, 0, "PT-1"),
        ("cobra_pfc", PRESS, 1, None),
        ("kneepushup_pfc", PRESS, 0, "PPU-2"),
        ("superman_bep", PRESS, 0, "PPU-3"),
        ("postureopeners_hep", STAND, 0, None),
    ],
)
def test_real_clip_is_counted_as_by_eye(
    clip: str, exercise: str, counted: int, fault: str | None, tmp_path: Path
) -> None:
    result = score(CLIPS / f"{clip}.mp4", exercise, tmp_path)
    assert result.summary.reps_counted == counted
    if fault is not None:
        assert fault in {item.id for item in result.faults}


def test_every_lift_of_a_bridge_is_reported(tmp_path: Path) -> None:
    result = score(CLIPS / "bridge_bep.mp4", TILT, tmp_path)
    lifts = [fault for fault in result.faults if fault.id == "PT-1"]
    assert len(lifts) == 5


def test_the_bend_of_the_drawn_figure_is_found(tmp_path: Path) -> None:
    result = score(CLIPS / "backext_standing_CARTOON.mp4", STAND, tmp_path)
    bends = [rep for rep in result.reps if rep.kind in ("counted", "partial")]
    assert len(bends) == 1
    assert bends[0].peak_s == pytest.approx(6.5, abs=0.7)


@pytest.mark.parametrize("clip", ["pelvictilt_guides", "cobra_pfc"])
def test_bounds_lie_near_those_read_by_eye(clip: str, tmp_path: Path) -> None:
    labels = json.loads((CLIPS / "labels.json").read_text())["clips"]
    label = next(item for item in labels if item["clip"] == f"{clip}.mp4")
    result = score(CLIPS / f"{clip}.mp4", label["exercise"], tmp_path)
    found = [(rep.start_s, rep.end_s) for rep in result.reps if rep.counted]
    assert np.abs(np.subtract(found, label["reps"])).mean() < 0.4


@pytest.mark.parametrize(
    ("clip", "exercise", "counted", "fault"),
    [
        ("f_press_up_half", PRESS, 3, None),
        ("f_back_ext_kneebend", STAND, 5, "SBE-1"),
        ("f_back_ext_small", STAND, 5, "SBE-5"),
    ],
)
def test_rendered_clip_is_counted_exactly(
    clip: str, exercise: str, counted: int, fault: str | None, tmp_path: Path
) -> None:
    result = score(SHARED / "rendered" / f"{clip}.mp4", exercise, tmp_path)
    assert result.summary.reps_counted == counted
    if fault is not None:
        # The small bends lie at the limit, where a fault may be unsure: landmarks, and so the third
        # bend, differ a little between processors. The others must be sure.
        told = [item for item in result.faults if item.id == fault]
        reps = {item.rep for item in told if item.sure or clip == "f_back_ext_small"}
        assert reps >= {rep.index for rep in result.reps}


@pytest.mark.parametrize(
    ("clip", "least", "most"),
    [("pelvic_tilt_female", 4, 5), ("f_tilt_none", 0, 0)],
)
def test_rendered_tilts(clip: str, least: int, most: int, tmp_path: Path) -> None:
    result = score(SHARED / "rendered" / f"{clip}.mp4", TILT, tmp_path)
    assert least <= result.summary.reps_counted <= most


def test_clean_rendered_press_ups_are_counted_without_a_posture_fault(tmp_path: Path) -> None:
    """They are quick by design, so only the tempo fault is due."""
    result = score(SHARED / "rendered" / "press_up.mp4", PRESS, tmp_path)
    assert result.summary.reps_counted == 5
    assert {fault.id for fault in result.faults} <= {"PPU-6"}


#: Long look-alikes, of which others hold the same; `formcheck evaluate` measures these, too.
LONG = {"deadbug_pwa.mp4", "bridge_guides.mp4"}
#: Cut off before the time that tells a seal from a press up: either is as likely. And a leg that
#: is pulled in across the other one, of which the rules of the knee hug count nothing.
ASKED = {"updog_aris.mp4", "piriformis_hep.mp4"}


def entries() -> list[dict[str, Any]]:
    if not CLIPS.is_dir():
        return []
    content = json.loads((CLIPS / "labels.json").read_text(encoding="utf-8"))
    labels: list[dict[str, Any]] = content["clips"]
    return [label for label in labels if label["clip"] not in LONG]


@pytest.mark.parametrize("label", entries(), ids=lambda label: str(label["clip"]))
def test_targets_are_recognised_and_look_alikes_are_not(
    label: dict[str, Any], bundle: Bundle
) -> None:
    clip = CLIPS / label["clip"]
    found = recognise(cached_track(clip, clip_sha256(clip), bundle), default_settings())
    wanted = [] if label["role"].startswith("lookalike") else [label["exercise"]]
    if label["clip"] in ASKED:
        (asked,) = found.doubtful
        assert label["exercise"] in (asked.exercise, asked.runner_up)
        wanted = []
    assert [segment.exercise for segment in found.segments] == wanted
