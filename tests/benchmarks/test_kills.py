"""A few kills of everything that writes, at once; the thousand is `benchmarks.kills`."""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import kills
from formcheck.history.store import Store
from tests.support.history import add_set


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_programs_that_are_killed_while_they_write_at_once_lose_nothing(tmp_path: Path) -> None:
    figures = kills.kill_again_and_again(tmp_path, 12, random.Random(5))
    assert figures.kills == dict.fromkeys(kills.PROGRAMS, 3)
    assert all(figures.finished[program] for program in kills.PROGRAMS)
    assert figures.wrong == []


def test_what_is_lost_or_not_whole_is_noticed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "history.sqlite3") as store:
        set_id = add_set(store, store.patients.add("import").id).set_id
        store.sets.get(set_id).files.result_json.write_text("{")
    (tmp_path / "live" / "2025-03-03_09-30-05_prone_press_up").mkdir(parents=True)
    said = Counter(["note-0-0", "correction", "import-0-0", "import-0-1", "score-0-0"])
    looked = kills.Looked()
    wrong = looked.find_wrong(tmp_path, said, everything=True)
    assert sorted(problem.partition(":")[0] for problem in wrong) == [
        "2025-03-03_09-30-05_prone_press_up is not whole",
        "a correction is lost",
        "a set of import is lost from the history",
        "a set of score is lost from the history",
        "note-0-0 is lost",
        "score-0-0 is lost",
        f"set {set_id} is not whole",
    ]
