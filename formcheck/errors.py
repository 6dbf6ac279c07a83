"""Every error that formcheck raises on purpose.

::

    FormcheckError                  exit code 1
    ├── UsageError                  2  the command was given something it cannot use
    │   ├── UnknownExerciseError       a name that is no exercise
    │   ├── SettingsError              a settings file that cannot be followed
    │   ├── OutputError                the place to write to cannot be written
    │   ├── UnknownRecordError         the history holds no such patient, set or note
    │   ├── ReviewError                a correction or note that cannot be followed
    │   ├── PlanError                  a plan that cannot be followed
    │   ├── MessageError               a message, or a choice about it, that cannot be kept
    │   └── ForeignFileError           a plan or report file that is not for here, or not from there
    │       └── PassphraseError           it is locked by another passphrase
    ├── InputError                  3  the clip cannot be read
    │   └── ExchangeFileError          a plan or report file that is damaged, or no such file
    │       └── HalfFileError             its end has not come
    ├── StoreError                  3  the history of patients cannot be opened or written
    ├── NothingToScoreError         4  the clip was read, but holds nothing to judge
    │   ├── UnsureExerciseError        it is not sure which exercise it shows, if any
    │   └── LyingPictureError          its picture seems to lie on its side or head
    └── MachineError                5  the machine lacks something
        ├── ModelError                 the pose model is absent, damaged or out of reach
        ├── MissingLibraryError        a shared library of the system is absent
        ├── CameraError                a camera or stream is missing, busy or gone
        └── DiskFullError              no space left to write the result

Each message is one or two lines for a person who is no programmer: what is
wrong, then the fix (``hint``). The command line prints it without a traceback
and ends with ``exit_code``.
"""

from __future__ import annotations


class FormcheckError(Exception):
    """Base of all deliberate errors.

    Parameters
    ----------
    message : str
        What is wrong, in one line.
    hint : str, optional
        What to do about it, in one line.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class UsageError(FormcheckError):
    """The command was given something it cannot use."""

    exit_code = 2


class UnknownExerciseError(UsageError):
    """The name is not one of the exercises."""


class SettingsError(UsageError):
    """The settings file cannot be read, or names a setting that does not exist."""


class OutputError(UsageError):
    """The result cannot be written where the user asked for it."""


class InputError(FormcheckError):
    """The clip is missing or cannot be decoded."""

    exit_code = 3


class ExchangeFileError(InputError):
    """A plan or report file that is damaged, was changed on its way, or is something else."""


class HalfFileError(ExchangeFileError):
    """A plan or report file whose end is missing; it may come yet."""


class NothingToScoreError(FormcheckError):
    """The clip was read, but there is nothing in it that can be judged."""

    exit_code = 4


class UnsureExerciseError(NothingToScoreError):
    """It is not sure which exercise a clip shows, if any: whoever knows it may say so.

    Parameters
    ----------
    message, hint : str
    candidates : tuple of str
        Names of the exercises that come into question, the likeliest first.
    advice : str
        What else may be done, for a page on which the exercise is chosen and not typed.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        candidates: tuple[str, ...] = (),
        advice: str = "",
    ) -> None:
        super().__init__(message, hint)
        self.candidates = candidates
        self.advice = advice


class LyingPictureError(NothingToScoreError):
    """The picture of a clip seems to lie, and shows an exercise once it is set upright.

    Parameters
    ----------
    message, hint : str
    rotate_deg : int
        The clockwise turn to score it with: 0, 90, 180 or 270.
    """

    def __init__(self, message: str, hint: str = "", rotate_deg: int = 0) -> None:
        super().__init__(message, hint)
        self.rotate_deg = rotate_deg


class MachineError(FormcheckError):
    """The machine lacks something that formcheck needs."""

    exit_code = 5


class ModelError(MachineError):
    """The pose model is absent, damaged or cannot be fetched."""


class MissingLibraryError(MachineError):
    """A shared library of the operating system is absent, or a package that not all need."""


class CameraError(MachineError):
    """A camera or stream is missing, in use by another program, or has stopped."""


class DiskFullError(MachineError):
    """There is no space left to write the result."""


class StoreError(FormcheckError):
    """The history of patients cannot be opened or written."""

    exit_code = 3


class UnknownRecordError(UsageError):
    """The history holds no such patient, set or note."""


class ReviewError(UsageError):
    """A correction or note that cannot be followed."""


class PlanError(UsageError):
    """A plan that cannot be followed."""


class MessageError(UsageError):
    """A message, or a choice about the exchange, that cannot be kept."""


class ForeignFileError(UsageError):
    """A plan or report file that is not for here, not from there, or older than what is here.

    Attributes
    ----------
    reason : str
        Which of these it is, by the name of its words.
    """

    reason = ""


class PassphraseError(ForeignFileError):
    """A plan or report file that is locked, and the passphrase is missing or another one."""
