"""The fuzzing itself: what it calls refused, traced back, hung and too large."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from benchmarks import fuzz
from benchmarks.fuzz_clips import damage_bytes
from formcheck.errors import InputError


def _kind(use: object) -> fuzz.Kind:
    return fuzz.Kind("text", ".txt", lambda _: lambda _: b"a: 1\n", use)  # type: ignore[arg-type]


def _refuse(path: Path) -> None:
    raise InputError("It is damaged.")


def _refuse_at_length(path: Path) -> None:
    raise InputError("It is damaged.\nIn line 3.")


def _say_no(path: Path) -> bool:
    return False


def _trip(path: Path) -> None:
    raise KeyError("a")


@pytest.mark.parametrize(
    ("use", "outcome"),
    [
        (Path.read_bytes, "read"),
        (_refuse, "refused"),
        (_say_no, "refused"),
        (_refuse_at_length, "traced back"),
        (_trip, "traced back"),
    ],
)
def test_what_comes_of_a_file(tmp_path: Path, use: object, outcome: str) -> None:
    kind = _kind(use)
    assert [fuzz.try_one(kind, path)[0] for _, path in fuzz.damaged_files(kind, [7], tmp_path)] == [
        outcome
    ]


def test_a_seed_damages_always_alike_and_others_otherwise() -> None:
    sound = bytes(range(256)) * 4 + b"\nname: 3,\nother: 4\n"
    made = [damage_bytes(sound, Random(seed)) for seed in range(20)]
    assert made == [damage_bytes(sound, Random(seed)) for seed in range(20)]
    assert len(set(made)) > 15
    assert sum(one != sound for one in made) > 15


def test_a_worker_tells_what_came_of_every_file(capsys: pytest.CaptureFixture[str]) -> None:
    kind = fuzz.find_kinds()["gif"]
    outcomes = fuzz.run(kind, 3, None)
    assert outcomes.total() == 3
    fuzz.print_table({"gif": outcomes})
    rows = capsys.readouterr().out.splitlines()
    assert rows[-2].startswith("| gif | 3 |")
    assert rows[-1].startswith("| all | 3 |")


def test_a_tally_goes_on_where_the_run_before_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begun: list[int] = []

    def count(kind: fuzz.Kind, tries: int, _keep: Path | None, first: int) -> Counter[fuzz.Outcome]:
        begun.append(first)
        return Counter({"read": tries})

    monkeypatch.setattr(fuzz, "run", count)
    tally = tmp_path / "tally.json"
    monkeypatch.setattr("sys.argv", ["fuzz", "gif", "--tries", "4", "--tally", str(tally)])
    assert (fuzz.main(), fuzz.main()) == (0, 0)
    assert begun == [0, 4]
    assert capsys.readouterr().out.splitlines()[-1].startswith("| all | 8 |")


def test_a_file_on_which_it_hangs_is_counted_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nothing is quick enough for it: the worker is ended after each file.
    monkeypatch.setattr(fuzz, "HUNG_S", 0.0)
    outcomes = fuzz.run(fuzz.find_kinds()["gif"], 1, tmp_path / "kept")
    assert outcomes == {"hung": 1}
