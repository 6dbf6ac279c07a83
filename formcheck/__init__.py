"""formcheck: form feedback for low-back exercises.

The public Python interface. Everything is loaded when it is first used, so that
``import formcheck`` costs nothing::

    import formcheck as fc

    found = fc.score("clip.mp4")
    print(found, found.result.summary.reps_counted)
    found.reps        # a pandas frame, where pandas is installed
    found.plot()      # a drawing, where Matplotlib is
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from formcheck.native import naming_missing_library

if TYPE_CHECKING:
    from formcheck.errors import (
        CameraError,
        DiskFullError,
        ExchangeFileError,
        ForeignFileError,
        FormcheckError,
        HalfFileError,
        InputError,
        LyingPictureError,
        MachineError,
        MessageError,
        MissingLibraryError,
        ModelError,
        NothingToScoreError,
        OutputError,
        PassphraseError,
        PlanError,
        ReviewError,
        SettingsError,
        StoreError,
        UnknownExerciseError,
        UnknownRecordError,
        UnsureExerciseError,
        UsageError,
    )
    from formcheck.exercises.base import Exercise
    from formcheck.exercises.registry import exercise_names, get_exercise
    from formcheck.exercises.settings import Settings
    from formcheck.judge.result import Result
    from formcheck.judge.scored import ScoredClip
    from formcheck.notebook.clip_score import ClipScore
    from formcheck.notebook.follow import FollowedFrame, follow
    from formcheck.notebook.score_set import ScoreSet
    from formcheck.notebook.scoring import read_results, score, score_many
    from formcheck.score_options import ScoreOptions
    from formcheck.scoring import score_clip, score_exercises
    from formcheck.settings_file import read_settings
    from formcheck.version import __version__

__all__ = [
    "CameraError",
    "ClipScore",
    "DiskFullError",
    "ExchangeFileError",
    "Exercise",
    "FollowedFrame",
    "ForeignFileError",
    "FormcheckError",
    "HalfFileError",
    "InputError",
    "LyingPictureError",
    "MachineError",
    "MessageError",
    "MissingLibraryError",
    "ModelError",
    "NothingToScoreError",
    "OutputError",
    "PassphraseError",
    "PlanError",
    "Result",
    "ReviewError",
    "ScoreOptions",
    "ScoreSet",
    "ScoredClip",
    "Settings",
    "SettingsError",
    "StoreError",
    "UnknownExerciseError",
    "UnknownRecordError",
    "UnsureExerciseError",
    "UsageError",
    "__version__",
    "exercise_names",
    "follow",
    "get_exercise",
    "read_results",
    "read_settings",
    "score",
    "score_clip",
    "score_exercises",
    "score_many",
]

#: Where each public name lives; all others are errors.
_HOMES = {
    "ClipScore": "formcheck.notebook.clip_score",
    "Exercise": "formcheck.exercises.base",
    "FollowedFrame": "formcheck.notebook.follow",
    "Result": "formcheck.judge.result",
    "ScoreSet": "formcheck.notebook.score_set",
    "ScoredClip": "formcheck.judge.scored",
    "ScoreOptions": "formcheck.score_options",
    "Settings": "formcheck.exercises.settings",
    "__version__": "formcheck.version",
    "exercise_names": "formcheck.exercises.registry",
    "follow": "formcheck.notebook.follow",
    "get_exercise": "formcheck.exercises.registry",
    "read_results": "formcheck.notebook.scoring",
    "read_settings": "formcheck.settings_file",
    "score": "formcheck.notebook.scoring",
    "score_clip": "formcheck.scoring",
    "score_exercises": "formcheck.scoring",
    "score_many": "formcheck.notebook.scoring",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with naming_missing_library("formcheck"):
        value = getattr(import_module(_HOMES.get(name, "formcheck.errors")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
