from __future__ import annotations

import json
from pathlib import Path

from formcheck.cli.json_document import render_outcomes
from formcheck.cli.outcome import Outcome
from formcheck.errors import InputError
from formcheck.results.place import ResultPlace
from tests.support.scored import make_scored
from tests.support.segments import make_segment


def test_one_entry_a_clip_with_the_same_keys() -> None:
    outcomes = [
        Outcome(Path("a.mp4"), ResultPlace(Path("out/a")), scored=(make_scored(),)),
        Outcome(
            Path("b\udcff.mp4"), ResultPlace(Path("out/b")), error=InputError("Broken.", "Mend it.")
        ),
    ]
    text = render_outcomes(outcomes)
    assert text.isascii()
    good, bad = json.loads(text)["clips"]
    assert good.keys() == bad.keys()
    assert (good["clip"], good["folder"], good["exit_code"]) == ("a.mp4", "out/a", 0)
    assert good["result"]["schema_version"] == 1
    assert (bad["exit_code"], bad["folder"], bad["result"]) == (3, None, None)
    assert bad["error"] == {"message": "Broken.", "hint": "Mend it."}


def test_several_exercises_are_listed_as_segments() -> None:
    parts = (make_segment(1, 2), make_segment(2, 2))
    [entry] = json.loads(
        render_outcomes([Outcome(Path("a.mp4"), ResultPlace(Path("out/a")), scored=parts)])
    )["clips"]
    assert entry["result"] is None
    assert [part["folder"] for part in entry["segments"]] == [
        "out/a/1_prone_press_up",
        "out/a/2_prone_press_up",
    ]
    assert entry["segments"][1]["result"]["segment"]["index"] == 2
