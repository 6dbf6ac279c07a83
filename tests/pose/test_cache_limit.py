from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import UsageError
from formcheck.pose.cache import save_track
from formcheck.pose.kept_track import read_kept_track
from formcheck.pose.storage import LIMIT_VARIABLE, cache_limit, parse_size
from tests.support.batch import write_press_ups


@pytest.mark.parametrize(
    ("text", "size"),
    [("20GB", 20e9), ("500 mb", 5e8), ("1.5g", 1.5e9), ("0", 0), ("12345", 12345), ("2T", 2e12)],
)
def test_sizes(text: str, size: float) -> None:
    assert parse_size(text, "it") == size


@pytest.mark.parametrize("text", ["", "much", "-1GB", "1XB", "1 GB 2"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(UsageError, match="--cache-limit"):
        parse_size(text, "--cache-limit")


def test_the_limit_is_set_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LIMIT_VARIABLE, raising=False)
    assert cache_limit() == 1_000_000_000
    monkeypatch.setenv(LIMIT_VARIABLE, "3GB")
    assert cache_limit() == 3_000_000_000


def test_the_cache_keeps_to_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    track = read_kept_track(write_press_ups(tmp_path / "made.npz", 1)).track
    cache = tmp_path / "cache"
    for name in "abc":
        save_track(track, cache / f"{name}.npz")
    assert len(list(cache.iterdir())) == 3
    size = (cache / "a.npz").stat().st_size
    save_track(track, cache / "d.npz", most_bytes=2 * size)
    assert len(list(cache.iterdir())) == 2
    monkeypatch.setenv(LIMIT_VARIABLE, str(size))
    save_track(track, cache / "e.npz")
    assert [path.name for path in cache.iterdir()] == ["e.npz"]
