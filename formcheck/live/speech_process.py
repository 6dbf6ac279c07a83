"""The program that speaks: a process of its own, fed with sentences by `formcheck.live.voice`.

Speech engines block, print into the terminal from native code and cannot be stopped
from another thread on every system; a process can be silenced and ended. It imports
nothing of formcheck and is started by its path.

One JSON object a line comes in: ``{"say": text}``. One line goes out for each, and one at
the start: ``ready``, ``foreign`` if no voice speaks the language, ``done SECONDS`` or ``failed``.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import threading
import time
from typing import Any, TextIO

_ON_LINUX = sys.platform.startswith("linux")
_LONGEST_START_S = 2.0
_SLOWEST_LETTERS_S = 5.0
#: What a voice says of itself if its engine does not know.
_UNKNOWN = "unknown"


class _ForeignError(Exception):
    """There are voices, and none of them speaks the language."""


def main(arguments: list[str]) -> int:
    """Speak what comes in on standard input until it ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=int, required=True)
    parser.add_argument("--language", required=True)
    options = parser.parse_args(arguments)
    answers = _keep_answers_apart()
    try:
        _check_player()
        speaker = _Speaker(options.rate, options.language)
    except _ForeignError:
        _answer(answers, "foreign")
        return 1
    except Exception:  # whatever the engine raises, there is no voice
        _answer(answers, "failed")
        return 1
    _answer(answers, "ready")
    for line in sys.stdin:
        _answer(answers, _speak(speaker, json.loads(line)["say"]))
    return 0


def _keep_answers_apart() -> TextIO:
    """Return a stream for answers; what engines and players print goes nowhere."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers


def _answer(answers: TextIO, text: str) -> None:
    answers.write(text + "\n")
    answers.flush()


def _check_player() -> None:
    """Raise if the engine of this system would speak into the void, as it does without aplay."""
    if _ON_LINUX and shutil.which("aplay") is None:
        raise FileNotFoundError("aplay")


class _Speaker:
    """One engine, or a new one for each sentence where an engine speaks only once."""

    def __init__(self, rate: int, language: str) -> None:
        self._rate, self._language = rate, language
        self._ended = threading.Event()
        self._engine = self._open()

    def say(self, text: str) -> None:
        """Speak, and return when it is over."""
        if not _ON_LINUX:
            # Version 2.99 speaks only the first sentence of an engine on Windows.
            self._engine = self._open()
        self._ended.clear()
        self._engine.say(text)
        self._engine.runAndWait()
        if _ON_LINUX:
            # There it returns at once, and another thread goes on.
            self._ended.wait(_LONGEST_START_S + len(text) / _SLOWEST_LETTERS_S)

    def _open(self) -> Any:
        from pyttsx3.engine import Engine  # noqa: PLC0415  absent or broken: there is no voice

        engine = Engine()
        engine.connect("finished-utterance", self._note_end)
        engine.setProperty("rate", self._rate)
        voice = _find_voice(engine.getProperty("voices"), self._language)
        if voice is not None:
            engine.setProperty("voice", voice)
        return engine

    def _note_end(self, name: str | None = None, completed: bool = True) -> None:
        self._ended.set()


def _find_voice(voices: Any, language: str) -> str | None:
    """Return the id of the first voice of a language.

    None, to keep the system's own, where no voice says what it speaks. A voice that reads another
    language aloud cannot be understood: `_ForeignError` if all are such.
    """
    wanted = language.lower().replace("_", "-")
    known = [(str(voice.id), code) for voice in voices for code in _codes_of(voice)]
    for name, code in known:
        if code == wanted or code.startswith(f"{wanted}-"):
            return name
    if known:
        raise _ForeignError
    return None


def _codes_of(voice: Any) -> list[str]:
    """Return the codes of the languages that a voice speaks, as far as it says so."""
    spoken = (
        each.decode("ascii", "ignore") if isinstance(each, bytes) else str(each)
        for each in voice.languages or ()
    )
    codes = (code.strip("\x05").lower().replace("_", "-") for code in spoken)
    return [code for code in codes if code and code != _UNKNOWN]


def _speak(speaker: _Speaker, text: str) -> str:
    began_s = time.monotonic()
    try:
        speaker.say(text)
    except Exception:  # as above
        return "failed"
    return f"done {time.monotonic() - began_s:.3f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
