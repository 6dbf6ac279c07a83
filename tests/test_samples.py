from __future__ import annotations

import pytest

from formcheck import samples
from formcheck.errors import MachineError
from formcheck.exercises.registry import exercise_names


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_every_sample_is_there_and_names_an_exercise(name: str) -> None:
    assert samples.sample_clip(name).stat().st_size > 100_000
    assert samples.SAMPLES[name] in exercise_names()


def test_a_sample_that_was_lost() -> None:
    with pytest.raises(MachineError, match="missing"):
        samples.sample_clip("somersault")
