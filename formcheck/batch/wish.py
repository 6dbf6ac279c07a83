"""What a clip is to be scored with, and whether a result in a folder is of just that."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from formcheck.batch.places import Place
from formcheck.exercises.base import AUTO
from formcheck.exercises.settings import Settings, default_settings
from formcheck.judge.checker import settings_in_force
from formcheck.judge.result import Result
from formcheck.results.files import ANNOTATED_VIDEO, EVENTS_VTT, FRAMES_CSV, REPORT_HTML, REPS_CSV
from formcheck.results.stacked.reading import read_results
from formcheck.score_options import ScoreOptions
from formcheck.version import __version__
from formcheck.video.reading import Reading


@dataclass(frozen=True)
class Wish:
    """Everything beside the clip itself that its result depends on.

    Attributes
    ----------
    exercise : str
        Name of an exercise, or ``"auto"``.
    scoring : ScoreOptions
    model_sha256 : str
        Hash of the pose model.
    """

    exercise: str
    scoring: ScoreOptions
    model_sha256: str

    @cached_property
    def key(self) -> str:
        """A short hash of what the numbers depend on; files that are only drawn are left out."""
        settings = self.settings.model_dump()
        read = [self.scoring.reading.key, self.scoring.thrifty]
        parts = [self.exercise, self.model_sha256, __version__, read, settings]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def settings(self) -> Settings:
        """The thresholds that are asked for."""
        return self.scoring.settings or default_settings()

    def find_result(
        self, place: Place, folder: str, clip_sha256: str, model_sha256: str | None = None
    ) -> list[Result]:
        """Return the complete result in a folder if it is the one that is wished, else nothing.

        Parameters
        ----------
        place : Place
        folder : str
            Of the clip, in this place.
        clip_sha256 : str
        model_sha256 : str, optional
            Of the model that made landmarks which stand in for a clip.

        Returns
        -------
        list of Result
            One an exercise.
        """
        try:
            results = read_results(place.read, folder)
        except (ValidationError, ValueError, KeyError, TypeError):
            return []
        model = model_sha256 or self.model_sha256
        fits = all(
            result.clip.sha256 == clip_sha256
            and result.model.sha256 == model
            and self._fits(result)
            and self._has_files(place, f"{folder}/{part}" if part else folder)
            for part, result in results
        )
        return [result for _, result in results] if fits else []

    def _fits(self, result: Result) -> bool:
        given = None if self.exercise == AUTO else self.exercise
        recognised = result.exercise_source == "recognised"
        return (
            result.formcheck_version == __version__
            and (recognised if given is None else result.exercise == given and not recognised)
            and _same_reading(self.scoring, result)
            and result.clip.thrifty == self.scoring.thrifty
            and result.settings == _plain(settings_in_force(self.settings, result.exercise))
        )

    def _has_files(self, place: Place, folder: str) -> bool:
        names = [REPS_CSV, FRAMES_CSV, EVENTS_VTT]
        names += [REPORT_HTML] if self.scoring.report else []
        names += [ANNOTATED_VIDEO] if self.scoring.video else []
        return all(place.exists(f"{folder}/{name}") for name in names)


def _same_reading(scoring: ScoreOptions, result: Result) -> bool:
    """Whether the film was read as is wished; a speed that nobody gave is the recorder's."""
    read, wished = result.clip.as_read, scoring.reading
    if scoring.speed is None:
        read = Reading(fps=read.fps, speed=None, rotate_deg=read.rotate_deg)
    return read == wished or (read.key, wished.key) == ("", "")


def _plain(value: object) -> Any:
    return json.loads(json.dumps(value))
