"""What came of one clip of a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.judge.scored import ScoredClip


@dataclass(frozen=True)
class Outcome:
    """A clip's folder and what was scored in it, one entry an exercise; or an error.

    ``kept`` says what went into the history of a patient.
    """

    clip: Path
    folder: Path
    scored: tuple[ScoredClip, ...] = ()
    error: FormcheckError | None = None
    kept: str = ""

    @property
    def exit_code(self) -> int:
        """Return the exit code that this clip alone would give."""
        return self.error.exit_code if self.error else 0
