"""Finding the clip that an earlier result was made of."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from formcheck.judge.result import ClipInfo
from formcheck.pose.bundle_file import file_sha256


class ClipSearch:
    """Looks for clips by name in some folders, and takes only the very same bytes.

    Parameters
    ----------
    folders : sequence of Path
        Where to look, with all folders inside; the first that has the clip wins.
    beside : sequence of Path
        Where to look after those, without the folders inside: they may be large.
    """

    def __init__(self, folders: Sequence[Path], beside: Sequence[Path] = ()) -> None:
        self._folders = folders
        self._beside = beside
        self._by_name: dict[str, list[Path]] | None = None
        self._found: dict[str, Path | None] = {}

    def find(self, clip: ClipInfo) -> Path | None:
        """Return where a clip lies; None if it is not there, or was changed since."""
        if not clip.sha256:
            return None
        if clip.sha256 not in self._found:
            candidates = self._names().get(clip.name, [])
            matching = (path for path in candidates if _is_same(path, clip.sha256))
            self._found[clip.sha256] = next(matching, None)
        return self._found[clip.sha256]

    def _names(self) -> dict[str, list[Path]]:
        if self._by_name is None:
            self._by_name = {}
            for path in self._files():
                self._by_name.setdefault(path.name, []).append(path)
        return self._by_name

    def _files(self) -> Iterator[Path]:
        for folder in self._folders:
            for inside, _, files in os.walk(folder):
                yield from (Path(inside) / name for name in files)
        for folder in self._beside:
            with contextlib.suppress(OSError):
                yield from (path for path in folder.iterdir() if path.is_file())


def _is_same(path: Path, sha256: str) -> bool:
    try:
        return file_sha256(path) == sha256
    except OSError:
        return False
