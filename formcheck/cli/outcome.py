"""What came of one clip of a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.session.scored import ScoredClip


@dataclass(frozen=True)
class Outcome:
    """A scored clip and its folder, or an error."""

    clip: Path
    folder: Path
    scored: ScoredClip | None = None
    error: FormcheckError | None = None

    @property
    def exit_code(self) -> int:
        """Return the exit code that this clip alone would give."""
        return self.error.exit_code if self.error else 0
