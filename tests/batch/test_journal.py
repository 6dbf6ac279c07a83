from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.batch.journal import Journal, journal_name, read_journals
from formcheck.batch.outcome import ClipOutcome
from formcheck.batch.places import LocalPlace

_SCORED = ClipOutcome(
    "a-mp4", "a.mp4", "scored", "w", "ab", ("knee_hug",), seconds=1.5, host="here"
)
_REFUSED = ClipOutcome("b-mp4", "b.mp4", "refused", "w", "cd", code="input", sentence="No “ä”.")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    place = LocalPlace(tmp_path)
    with Journal(place, journal_name(None)) as journal:
        journal.add(_SCORED)
        # It is there while the batch goes on, for whoever kills it.
        assert read_journals(place) == {"a-mp4": _SCORED}
        journal.add(_REFUSED)
    assert read_journals(place) == {"a-mp4": _SCORED, "b-mp4": _REFUSED}
    assert (tmp_path / "batch.jsonl").read_text(encoding="utf-8").count("\n") == 2


def test_a_line_that_was_broken_off_harms_no_other(tmp_path: Path) -> None:
    place = LocalPlace(tmp_path)
    with Journal(place, "batch.jsonl") as journal:
        journal.add(_SCORED)
    with (tmp_path / "batch.jsonl").open("ab") as file:
        file.write(b'{"folder": "b-mp4", "cl')
    with Journal(place, "batch.jsonl") as journal:
        journal.add(_REFUSED)
    (tmp_path / "batch-other.jsonl").write_bytes(b"[]\n\xff\n{}\n\n")
    assert read_journals(place) == {"a-mp4": _SCORED, "b-mp4": _REFUSED}


def test_the_newest_line_of_all_shards_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = LocalPlace(tmp_path)
    for moment, shard, code in ((2.0, (1, 2), "new"), (1.0, (2, 2), "old")):
        monkeypatch.setattr("formcheck.batch.journal.time.time", lambda at=moment: at)
        with Journal(place, journal_name(shard)) as journal:
            journal.add(ClipOutcome("a", "a", "failed", code=code))
    assert sorted(place.names()) == ["batch-1-of-2.jsonl", "batch-2-of-2.jsonl"]
    assert read_journals(place)["a"].code == "new"
