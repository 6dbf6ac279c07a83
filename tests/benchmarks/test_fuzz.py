"""The fuzzing itself: what it calls refused, traced back, hung and too large."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks import fuzz
from formcheck.errors import InputError


def _kind(use: object) -> fuzz.Kind:
    def make(folder: Path) -> Path:
        (folder / "sound.txt").write_text("a: 1\nb: 2\n")
        return folder / "sound.txt"

    return fuzz.Kind("text", ".txt", make, use, fuzz.damage_text)  # type: ignore[arg-type]


def _refuse(path: Path) -> None:
    raise InputError("It is damaged.")


def _refuse_at_length(path: Path) -> None:
    raise InputError("It is damaged.\nIn line 3.")


def _trip(path: Path) -> None:
    raise KeyError("a")


@pytest.mark.parametrize(
    ("use", "outcome"),
    [
        (Path.read_bytes, "read"),
        (_refuse, "refused"),
        (_refuse_at_length, "traced back"),
        (_trip, "traced back"),
    ],
)
def test_what_comes_of_a_file(tmp_path: Path, use: object, outcome: str) -> None:
    kind = _kind(use)
    assert fuzz.try_one(kind, kind.make(tmp_path))[0] == outcome


@pytest.mark.parametrize("damage", [fuzz.damage_bytes, fuzz.damage_text])
def test_a_seed_damages_always_alike_and_others_otherwise(damage: object) -> None:
    sound = bytes(range(256)) * 4 + b"\nname: 3,\nother: 4\n"
    made = [damage(sound, Random(seed)) for seed in range(20)]  # type: ignore[operator]
    assert made == [damage(sound, Random(seed)) for seed in range(20)]  # type: ignore[operator]
    assert len(set(made)) > 15
    assert sum(one != sound for one in made) > 15


def test_a_worker_tells_what_came_of_every_file(capsys: pytest.CaptureFixture[str]) -> None:
    kind = fuzz.find_kinds()["gif"]
    outcomes = fuzz.run(kind, 3, None)
    assert outcomes.total() == 3
    fuzz.print_table({"gif": outcomes})
    assert capsys.readouterr().out.splitlines()[-1].startswith("| gif | 3 |")


def test_a_file_on_which_it_hangs_is_counted_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nothing is quick enough for it: the worker is ended after each file.
    monkeypatch.setattr(fuzz, "HUNG_S", 0.0)
    outcomes = fuzz.run(fuzz.find_kinds()["gif"], 1, tmp_path / "kept")
    assert outcomes == {"hung": 1}
