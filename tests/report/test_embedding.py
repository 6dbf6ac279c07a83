from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest

from formcheck.report import html


def test_the_pieces_join_to_one_valid_base64(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "_PIECE_BYTES", 6)
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(bytes(range(20)))
    page = io.BytesIO()
    html.write_base64(clip, page)
    assert base64.b64decode(page.getvalue(), validate=True) == bytes(range(20))


def test_the_piece_size_joins_without_padding() -> None:
    assert html._PIECE_BYTES % 3 == 0


def test_the_limit_is_the_last_size_that_is_embedded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "LARGEST_EMBEDDED_BYTES", 5)
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"12345")
    assert html.is_small_enough(clip)
    clip.write_bytes(b"123456")
    assert not html.is_small_enough(clip)


@pytest.mark.parametrize(
    ("clip", "link"),
    [
        ("annotated.mp4", "annotated.mp4"),
        ("my clip #1 50%.mp4", "my%20clip%20%231%2050%25.mp4"),
        ("videos/é.mp4", "videos/%C3%A9.mp4"),
    ],
)
def test_the_link_is_relative_and_quoted(tmp_path: Path, clip: str, link: str) -> None:
    assert html.make_link(tmp_path / clip, tmp_path / "report.html") == link
