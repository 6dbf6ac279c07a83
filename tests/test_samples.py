from __future__ import annotations

from pathlib import Path

import pytest

from formcheck import samples
from formcheck.errors import MachineError
from formcheck.exercises.registry import BUILT_IN


@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.parametrize("how", ["good", "bad"])
def test_every_exercise_has_samples(name: str, how: str) -> None:
    assert samples.sample_clip(f"{name}_{how}").stat().st_size > 100_000


def test_any_sample_is_one_of_them() -> None:
    clip = samples.any_sample_clip()
    assert clip == samples.sample_clip(clip.stem)


def test_a_sample_that_was_lost() -> None:
    with pytest.raises(MachineError, match="“somersault” is missing"):
        samples.sample_clip("somersault")


def test_an_installation_without_samples(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(samples, "_FOLDERS", (tmp_path / "absent", tmp_path))
    with pytest.raises(MachineError, match="clips are missing"):
        samples.any_sample_clip()
