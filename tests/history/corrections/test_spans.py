"""The main signal as ``frames.csv`` has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.history.corrections.spans import read_trace
from formcheck.results.tables import write_frames_csv
from tests.support.scored import make_scored


def test_the_signal_is_read_from_what_score_writes(tmp_path: Path) -> None:
    scored = make_scored()
    write_frames_csv(scored, tmp_path / "frames.csv")
    trace = read_trace(tmp_path / "frames.csv")
    assert trace is not None
    found = trace.peak(6.5, 11.5)
    assert found is not None
    peak_s, peak = found
    assert peak == pytest.approx(48.5, abs=0.1)
    assert 8.0 < peak_s < 10.0
    assert trace.peak(1e6, 2e6) is None


@pytest.mark.parametrize("text", ["", "time_s,phase\n1,up\n", "time_s,main_signal_deg\n1\n", "\0"])
def test_another_file_gives_no_signal(tmp_path: Path, text: str) -> None:
    (tmp_path / "frames.csv").write_text(text)
    assert read_trace(tmp_path / "frames.csv") is None
    assert read_trace(tmp_path / "absent.csv") is None
    assert read_trace(None) is None
