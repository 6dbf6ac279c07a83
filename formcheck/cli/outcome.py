"""What came of one clip of a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.judge.scored import ScoredClip
from formcheck.results.place import ResultPlace


@dataclass(frozen=True)
class Outcome:
    """Where the files of a clip are and what was scored in it, one entry an exercise; or an error.

    ``kept`` says what went into the history of a patient.
    """

    clip: Path
    place: ResultPlace
    scored: tuple[ScoredClip, ...] = ()
    error: FormcheckError | None = None
    kept: str = ""

    @property
    def folder(self) -> Path:
        """The clip's folder."""
        return self.place.folder

    @property
    def exit_code(self) -> int:
        """Return the exit code that this clip alone would give."""
        return self.error.exit_code if self.error else 0
