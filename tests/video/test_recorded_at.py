"""When a clip was filmed."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.video.recorded_at import parse_moment, recorded_at

FILMED = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)


def _write(path: Path, **tags: str) -> Path:
    with av.open(str(path), "w") as container:
        container.metadata.update(tags)
        stream = container.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
        for packet in [*stream.encode(frame), *stream.encode()]:
            container.mux(packet)
    os.utime(path, (1.7e9, 1.7e9))
    return path


def test_the_camera_knows_best(tmp_path: Path) -> None:
    clip = _write(tmp_path / "a.mp4", creation_time="2025-03-03T09:30:00.000000Z")
    assert recorded_at(clip) == FILMED


@pytest.mark.parametrize("tag", ["", "1904-01-01T00:00:00.000000Z"])
def test_a_camera_that_does_not_know_leaves_it_to_the_file(tmp_path: Path, tag: str) -> None:
    clip = _write(tmp_path / "a.mp4", **({"creation_time": tag} if tag else {}))
    found = recorded_at(clip)
    assert found is not None
    assert found.timestamp() == 1.7e9
    assert found.tzinfo is not None


def test_a_file_that_is_no_video_has_a_date_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_text("x")
    assert recorded_at(tmp_path / "a.mp4") is not None
    assert recorded_at(tmp_path / "absent.mp4") is None


def test_a_camera_that_says_where_it_is_keeps_its_day() -> None:
    moment = parse_moment("2025-03-03T23:30:00+1000")
    assert moment is not None
    assert moment.day == 3
    assert moment.utcoffset() == timedelta(hours=10)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2025-03-03T09:30:00", "1970-01-01T00:00:00Z", "2999-01-01T00:00:00Z"]
)
def test_what_cannot_be_true_is_passed_over(text: str) -> None:
    assert parse_moment(text) is None
