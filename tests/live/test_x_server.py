from __future__ import annotations

import pytest

from formcheck.live.x_server import screen_size_px, server_answers
from tests.support.x_screen import has_x_screen, x_screen


@pytest.mark.skipif(not has_x_screen(), reason="needs Xvfb")
def test_a_screen_tells_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    with x_screen("800x600") as name:
        monkeypatch.setenv("DISPLAY", name)
        assert server_answers()
        assert screen_size_px() == (800, 600)


def test_no_screen_has_no_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":98765")
    assert not server_answers()
    assert screen_size_px() is None
