"""Files of other programs that come back: which there are, and what they say they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import InputError
from formcheck.exports.boris import read_boris
from formcheck.exports.chapters import read_webvtt
from formcheck.exports.elan import read_elan
from formcheck.exports.label_studio import read_label_studio
from formcheck.exports.stretches import Stretch
from formcheck.history.regular_files import read_regular

#: A day of annotations is less.
_LARGEST_BYTES = 32_000_000
_CLIP = re.compile(rb"clip_sha256\W{1,12}([0-9a-f]{64})")
_EXERCISE = re.compile(rb"exercise\W{1,12}([a-z][a-z0-9_]{0,59})")
#: Endings of files that hold annotations.
ENDINGS = (".eaf", ".boris", ".vtt", ".json")


@dataclass(frozen=True)
class Annotations:
    """What somebody wrote beside a film.

    Attributes
    ----------
    data : bytes
    ending : str
        Which program's file it is.
    clip_sha256, exercise : str
        What formcheck noted in the file when it was exported; empty if it was not.
    """

    data: bytes
    ending: str
    clip_sha256: str = ""
    exercise: str = ""

    def stretches(self, fps: float) -> list[Stretch]:
        """Return all of it, in order of time; `fps` is the film's, for files that count frames.

        Raises
        ------
        InputError
            The file is damaged.
        """
        match self.ending:
            case ".eaf":
                return read_elan(self.data)
            case ".boris":
                return read_boris(self.data)
            case ".vtt":
                return read_webvtt(self.data)
            case _:
                return read_label_studio(self.data, fps)


def read_annotations(path: Path) -> Annotations:
    """Read a file of ELAN, BORIS, WebVTT or Label Studio.

    Raises
    ------
    InputError
        It is not there, too large, or of another kind.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(
            f"“{path.name}” is no file that can be taken in.",
            f"Known endings: {', '.join(ENDINGS)} (ELAN, BORIS, WebVTT, Label Studio).",
        )
    data = read_regular(path, _LARGEST_BYTES)
    clip, exercise = _CLIP.search(data), _EXERCISE.search(data)
    return Annotations(
        data,
        ending,
        clip_sha256=clip[1].decode() if clip else "",
        exercise=exercise[1].decode() if exercise else "",
    )
