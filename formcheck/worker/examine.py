"""What a film's file tells without looking for anybody in it."""

from __future__ import annotations

from pathlib import Path

from formcheck.history.films.film import Facts
from formcheck.video.opening import open_video
from formcheck.video.recorded_at import recorded_at, recorded_by_camera


def examine(path: Path) -> Facts:
    """Open a film and return when it was taken.

    Raises
    ------
    InputError
        It is no film, whatever its name says.
    """
    with open_video(path):
        pass
    by_camera = recorded_by_camera(path)
    return Facts(recorded_at=by_camera or recorded_at(path), by_camera=by_camera is not None)
