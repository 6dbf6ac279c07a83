"""Which exercise the clips kept beside the project show, found out without their labels."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from formcheck.exercises.settings import default_settings
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.cache import cached_track, clip_sha256
from formcheck.recognition.recognise import recognise

SHARED = Path(os.environ.get("FORMCHECK_SHARED", "no-such-folder"))
CLIPS = SHARED / "clips"

pytestmark = pytest.mark.skipif(
    not CLIPS.is_dir(), reason="the measuring clips are not on this machine"
)


#: Cut off before the time that tells a seal from a press up: either is as likely. And a leg that
#: is pulled in across the other one, of which the rules of the knee hug count nothing.
ASKED = {"updog_aris.mp4", "piriformis_hep.mp4"}


def entries() -> list[dict[str, Any]]:
    if not CLIPS.is_dir():
        return []
    content = json.loads((CLIPS / "labels.json").read_text(encoding="utf-8"))
    labels: list[dict[str, Any]] = content["clips"]
    return labels


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
