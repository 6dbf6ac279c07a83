"""What came of one clip of a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from formcheck.batch.outcome import ClipOutcome, error_code
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

    def as_clip_outcome(self) -> ClipOutcome:
        """Return the same as it stands in the tables of many clips."""
        name, folder = self.clip.name, self.folder.name
        if self.error is None:
            exercises = tuple(part.result.exercise for part in self.scored)
            return ClipOutcome(folder, name, "scored", exercises=exercises)
        return ClipOutcome(
            folder,
            name,
            "refused",
            code=error_code(self.error),
            sentence=self.error.message.replace(str(self.clip), name),
            hint=self.error.hint.replace(str(self.clip), name),
            exit_code=self.error.exit_code,
        )
