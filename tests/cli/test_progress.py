from __future__ import annotations

import pytest

from formcheck.cli.progress import _overall, showing_progress
from formcheck.score_options import Stage


@pytest.mark.parametrize("video", [True, False])
def test_the_bar_runs_from_nothing_to_all_and_never_back(video: bool) -> None:
    stages: list[Stage] = ["pose", "video", "report"] if video else ["pose", "report"]
    shares = [_overall(stage, share, video=video) for stage in stages for share in (0.0, 0.5, 1.0)]
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert shares == sorted(shares)


def test_fetching_a_model_has_the_whole_bar() -> None:
    assert _overall("model", 1.0, video=True) == 1.0


def test_without_a_terminal_nothing_is_shown(capfd: pytest.CaptureFixture[str]) -> None:
    with showing_progress("clip.mp4", video=True) as progress:
        progress("pose", 0.5)
    assert capfd.readouterr() == ("", "")
