"""What came of one clip of a batch: small, and the same words on every computer."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from typing import Literal

from formcheck.errors import FormcheckError

#: ``scored`` now, or ``kept`` from an earlier run; ``refused``: the clip cannot be scored, however
#: often it is tried; ``failed``: the computer was at fault, and it is tried again in the next run.
Status = Literal["scored", "kept", "refused", "failed"]

#: What ends a process in the middle of a clip is told under this code.
WORKER_DIED = "worker_died"
UNEXPECTED = "unexpected"


@dataclass(frozen=True)
class ClipOutcome:
    """What came of one clip.

    Attributes
    ----------
    folder : str
        Of its result, relative to that of the batch.
    clip : str
        The clip as the list has it.
    status : {"scored", "kept", "refused", "failed"}
    wish : str
        Stands for exercise, settings, model, reading and version that were asked for.
    sha256 : str or None
        Hash of the clip's bytes; None if it cannot be read.
    exercises : tuple of str
        What was scored, in order of time.
    code : str or None
        Kind of the error, such as ``input`` or ``nothing_to_score``.
    sentence, hint : str
        What is wrong, and what to do about it.
    exit_code : int
        What ``formcheck score`` would end with.
    seconds : float or None
        How long it took; None where nothing was done.
    host : str
        The computer that did it.
    stops : bool
        Whether what is wrong is wrong for every clip.
    """

    folder: str
    clip: str
    status: Status
    wish: str = ""
    sha256: str | None = None
    exercises: tuple[str, ...] = ()
    code: str | None = None
    sentence: str = ""
    hint: str = ""
    exit_code: int = 0
    seconds: float | None = None
    host: str = ""
    stops: bool = False

    @property
    def is_done(self) -> bool:
        """Whether there is a result."""
        return self.status in ("scored", "kept")


def error_code(error: FormcheckError) -> str:
    """Return the code of an error: its class in small letters, ``nothing_to_score``."""
    name = type(error).__name__.removesuffix("Error")
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def this_host() -> str:
    """Return what this computer calls itself."""
    return socket.gethostname()
