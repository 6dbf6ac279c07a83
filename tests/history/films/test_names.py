"""What a page says a film is called is never more than a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.history.films.names import safe_film_name
from formcheck.results.clips import VIDEO_SUFFIXES


@pytest.mark.parametrize(
    ("offered", "kept"),
    [
        ("VID_20250303.mp4", "VID_20250303.mp4"),
        ("Übung (1).MOV", "Übung (1).mov"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot"),
        ("/etc/cron.d/x.mp4", "x.mp4"),
        ("evil.exe", "evil"),
        ("evil.mp4.sh", "evil.mp4"),
        ("a\x00b.mp4", "a_b.mp4"),
        ("<img src=x>.mp4", "_img src_x_.mp4"),
        (".mp4", "mp4"),
        ("..", "film"),
        ("", "film"),
        ("CON.mp4", "_CON.mp4"),
        ("nul", "_nul"),
        ("x" * 500 + ".mp4", "x" * 80 + ".mp4"),
    ],
)
def test_names(offered: str, kept: str) -> None:
    assert safe_film_name(offered, VIDEO_SUFFIXES) == kept


@given(st.text(max_size=200))
def test_whatever_is_offered_stays_inside_its_folder(offered: str) -> None:
    name = safe_film_name(offered, VIDEO_SUFFIXES)
    assert Path(name).name == name
    assert name not in ("", ".", "..")
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert not name.startswith(".")
    assert len(name) <= 90
    suffix = Path(name).suffix
    assert safe_film_name(name, VIDEO_SUFFIXES) == name or suffix not in VIDEO_SUFFIXES
