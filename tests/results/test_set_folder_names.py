from __future__ import annotations

from datetime import datetime

import pytest

from formcheck.results.folder import read_performed_at, set_folder_name


def test_a_name_tells_when_its_set_began() -> None:
    began = datetime(2026, 11, 23, 17, 20, 5).astimezone()
    name = set_folder_name(began, "pelvic_tilt")
    assert name == "2026-11-23_17-20-05_pelvic_tilt"
    assert read_performed_at(name) == began
    assert read_performed_at(f"{name}_2") == began


@pytest.mark.parametrize(
    "name", ["clip", "2026-11-23", "2026-13-23_17-20-05_knee_hug", "2026-11-23_17-20-05"]
)
def test_other_names_tell_nothing(name: str) -> None:
    assert read_performed_at(name) is None
