"""Reading a source in tests."""

from __future__ import annotations

from formcheck.video.sources.source import Source

_MOST_PICTURES = 1000


def read_on(source: Source) -> None:
    """Read until the source breaks off or ends."""
    for _ in range(_MOST_PICTURES):
        if source.read() is None:
            return
