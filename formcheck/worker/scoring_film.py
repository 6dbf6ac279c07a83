"""Scoring one film that waits, and keeping what was found in the patient's history."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from formcheck.errors import (
    FormcheckError,
    InputError,
    LyingPictureError,
    UnknownRecordError,
    UnsureExerciseError,
)
from formcheck.history.collection import seconds
from formcheck.history.films.film import FILM_FOLDER, Film, Progress, Step
from formcheck.history.intake.take_in import Intake
from formcheck.history.models import Patient
from formcheck.history.private_files import make_private_folder
from formcheck.history.store import Store
from formcheck.plan.settings import plan_settings
from formcheck.score_options import ScoreOptions, Stage

#: How often a film is begun: one that ends the program is not tried for ever.
MOST_BEGINNINGS = 2
_EVERY_S = 0.25
#: Looking takes nearly all of the time; judging and keeping take the rest.
_LOOKING_SHARE = 0.95
_RESULTS_FOLDER = "results"


class WithdrawnError(Exception):
    """The film is no longer wanted: it was cancelled, asked for anew, or taken out."""


class EndingError(Exception):
    """The program ends; the film is begun anew at the next start."""


@dataclass
class ScoringFilm:
    """Scores one film and notes how far it is.

    Attributes
    ----------
    store : Store
    film : Film
    ending : callable
        Whether the program is to end.
    """

    store: Store
    film: Film
    ending: Callable[[], bool]
    _noted_s: float = field(default=0.0, init=False)
    _working: Progress = field(default_factory=Progress, init=False)

    def begin(self) -> bool:
        """Note that the film is being scored from now on; False if it was begun too often."""
        before = self.film.progress
        progress = Progress(attempt=self.film.asked.attempt, begun=before.begun + 1)
        if progress.begun > MOST_BEGINNINGS:
            self._note(
                progress,
                state="failed",
                message="formcheck was ended twice while it looked at this film.",
                hint="Try it once more; if it happens again, the film is damaged.",
            )
            return False
        self._working = progress.model_copy(
            update={"state": "working", "interrupted": before.interrupted}
        )
        self._note(self._working)
        return True

    def run(self) -> None:
        """Score the film, which was begun, and note what came of it.

        Raises
        ------
        EndingError
            It was not finished.
        """
        progress = self._working
        try:
            set_ids, is_new = self._score(progress)
        except WithdrawnError:
            pass
        except EndingError:
            # Ended in order, so this beginning does not count.
            self._note(progress, state="waiting", interrupted=True, begun=progress.begun - 1)
            raise
        except UnsureExerciseError as error:
            self._note(
                progress,
                state="unsure",
                message=error.message,
                hint=error.advice,
                candidates=error.candidates,
            )
        except LyingPictureError as error:
            self._note(
                progress,
                state="failed",
                message=error.message,
                hint=error.hint,
                rotate=error.rotate_deg,
            )
        except UnknownRecordError:
            # The patient was deleted meanwhile.
            self.store.films.forget(self.film)
        except FormcheckError as error:
            self._note(progress, state="failed", message=error.message, hint=error.hint)
            if isinstance(error, InputError):
                self.store.films.forget_bytes(self.film)
        except Exception as error:
            words = f"Something went wrong that should not ({type(error).__name__})."
            hint = "Score it with “formcheck score CLIP --debug” and report what that shows."
            self._note(progress, state="failed", message=words, hint=hint)
        else:
            state = "done" if is_new else "known"
            self._note(progress, state=state, share=1.0, set_ids=set_ids)
            self.store.films.forget_bytes(self.film)
        finally:
            shutil.rmtree(self._results, ignore_errors=True)
            self._leave_nothing_of_what_is_gone()

    def _leave_nothing_of_what_is_gone(self) -> None:
        """Remove what was written meanwhile of a film that was taken out of the list."""
        try:
            self.store.films.get(self.film.id)
        except UnknownRecordError:
            shutil.rmtree(self.film.folder, ignore_errors=True)

    @property
    def _results(self) -> Path:
        return self.film.folder / _RESULTS_FOLDER

    def _score(self, progress: Progress) -> tuple[tuple[int, ...], bool]:
        from formcheck.scoring import score_with  # noqa: PLC0415  seconds, and no film may come

        patient = self._patient()
        plan = self.store.plans.get(patient.id)
        make_private_folder(self._results)

        def tell(stage: Stage, share: float) -> None:
            self._check()
            done = _LOOKING_SHARE * share if stage == "pose" else 0.0
            self._tell(progress, stage, done)

        options = ScoreOptions(
            settings=None if plan is None else plan_settings(plan.plan),
            rotate=self.film.asked.rotate,
            video=False,
            report=False,
            folder_name=FILM_FOLDER,
            progress=tell,
        )
        self._check()
        scored = score_with(options, self.film.path, self._results, self.film.asked.exercise)
        self._check()
        self._tell(progress, "keep", _LOOKING_SHARE, at_once=True)
        # The day may have been changed while it was looked at.
        day = self.store.films.get(self.film.id).asked.day
        intake = Intake(self.store, self._patient().id, day)
        added = intake.add_scored(self.film.path, self._results / FILM_FOLDER, scored)
        return tuple(item.set_id for item in added), any(item.added for item in added)

    def _patient(self) -> Patient:
        """Return whose film it is; UnknownRecordError if that patient is not there any more."""
        asked = self.film.asked
        patient = self.store.patients.get(asked.patient_id)
        if seconds(patient.added_at) != asked.patient_added_at_s:
            raise UnknownRecordError("This patient was deleted.")
        return patient

    def _check(self) -> None:
        """Stop here if nobody wants it any more; asked at most a few times a second."""
        if self.ending():
            raise EndingError
        try:
            asked = self.store.films.get(self.film.id).asked
        except UnknownRecordError:
            raise WithdrawnError from None
        if asked.cancelled or asked.attempt != self.film.asked.attempt:
            raise WithdrawnError

    def _tell(self, progress: Progress, step: Step, share: float, *, at_once: bool = False) -> None:
        now_s = time.monotonic()
        if at_once or now_s - self._noted_s >= _EVERY_S:
            self._noted_s = now_s
            self._note(progress, step=step, share=min(max(share, 0.0), 1.0))

    def _note(self, progress: Progress, **changes: object) -> None:
        self.store.films.note(self.film, progress.model_copy(update=changes))
