"""What is heard: one sentence waiting at most, and short tones where there is no voice.

Tones are computed here and played by what the system brings along, so that no audio
library has to be installed for four beeps; where there is no player there is silence.
"""

from __future__ import annotations

import array
import math
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import wave
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from formcheck.live.flow.effects import ToneKind, Urgency
from formcheck.live.speaker import ProcessSpeaker, Speaker

DEFAULT_RATE = 160
#: A sentence that waited longer is about something past.
_STALE_AFTER_S = 4.0
_CLOSING_S = 2.0

_RATE_HZ = 22_050
_LOUDNESS = 0.4
#: Fading in and out for this long avoids clicks.
_FADE_S = 0.01
#: Frequency in hertz (0 for silence) and length in seconds of each part.
_MELODIES: dict[ToneKind, tuple[tuple[float, float], ...]] = {
    "count": ((660.0, 0.12),),
    "start": ((660.0, 0.12), (0.0, 0.04), (880.0, 0.25)),
    "end": ((880.0, 0.15), (0.0, 0.04), (587.0, 0.35)),
    "attention": ((784.0, 0.15), (0.0, 0.08), (784.0, 0.15)),
    "chosen": ((988.0, 0.1),),
}
#: What is shown where nothing speaks, by whether there are tones and other languages' voices.
VoiceRemark = Literal["", "voice.tones", "voice.silent", "voice.foreign", "voice.foreign_silent"]
#: Of PipeWire, PulseAudio, ALSA; then that of macOS.
_PLAYERS = ("pw-play", "paplay", "aplay", "afplay")


@dataclass(frozen=True)
class _Sentence:
    text: str
    urgent: bool
    asked_at_s: float


class Voice:
    """Speaks what it is asked to, never makes the caller wait, and never raises.

    Without a voice of the language it plays tones, without a player it is silent; `take_remark`
    says so, once.

    Parameters
    ----------
    on : bool
        False neither speaks nor sounds.
    rate : int
        Words a minute.
    language : str
        Language code of the voice to look for.
    speaker : callable, optional
        Makes the speaker, in the voice's thread.
    tones : TonePlayer, optional
    clock : callable
        Monotonic seconds.
    """

    def __init__(
        self,
        *,
        on: bool = True,
        rate: int = DEFAULT_RATE,
        language: str = "en",
        speaker: Callable[[], Speaker] | None = None,
        tones: TonePlayer | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._on = on
        self._clock = clock
        self._make = speaker or (lambda: ProcessSpeaker(rate, language))
        self._tones = tones or TonePlayer()
        self._changed = threading.Condition()
        self._urgent: _Sentence | None = None
        self._waiting: _Sentence | None = None
        self._speaking = False
        self._speaker: Speaker | None = None
        self._failed = False
        self._remark: VoiceRemark = ""
        self._closing = False
        self._thread: threading.Thread | None = None
        if on:
            self._thread = threading.Thread(target=self._run, name="formcheck-voice", daemon=True)
            self._thread.start()

    def say(self, text: str, urgency: Urgency = "soon") -> None:
        """Ask for a sentence.

        Parameters
        ----------
        text : str
        urgency : {"now", "soon", "if_idle"}
            ``now`` cuts off what is being said and drops what waits; ``soon`` takes the
            place of what waits; ``if_idle`` is dropped unless the voice is silent.
        """
        with self._changed:
            if not self._on or self._failed or self._closing or not text.strip():
                return
            sentence = _Sentence(text, urgency == "now", self._clock())
            if urgency == "now":
                self._urgent, self._waiting = sentence, None
                if self._speaking and self._speaker is not None:
                    self._speaker.hush()
            elif urgency == "soon" or not (self._speaking or self._urgent or self._waiting):
                self._waiting = sentence
            self._changed.notify_all()

    def tone(self, kind: ToneKind) -> None:
        """Sound a tone, where there is no voice to say the same; a choice sounds anyway."""
        if self._on and (self._failed or kind == "chosen") and not self._closing:
            self._tones.play(kind)

    def take_remark(self) -> str:
        """Return the phrase to show if the voice has failed, the first time; else nothing."""
        with self._changed:
            remark, self._remark = self._remark, ""
            return remark

    def close(self) -> None:
        """Fall silent and end the thread."""
        with self._changed:
            self._closing = True
            self._urgent = self._waiting = None
            if self._speaker is not None:
                self._speaker.hush()
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(_CLOSING_S)
        self._tones.close()

    def _run(self) -> None:
        speaker = self._make()
        with self._changed:
            self._speaker = speaker
        try:
            while (sentence := self._next()) is not None:
                spoken = speaker.say(sentence.text)
                with self._changed:
                    self._speaking = False
                    if not spoken and not self._closing:
                        self._give_up(speaker.is_foreign)
        finally:
            speaker.close()

    def _next(self) -> _Sentence | None:
        """Wait for the next sentence that is not stale; None to end."""
        with self._changed:
            while not (self._closing or self._failed):
                sentence = self._urgent or self._waiting
                if sentence is None:
                    self._changed.wait()
                    continue
                if sentence is self._urgent:
                    self._urgent = None
                else:
                    self._waiting = None
                if self._clock() - sentence.asked_at_s <= _STALE_AFTER_S:
                    self._speaking = True
                    return sentence
            return None

    def _give_up(self, foreign: bool) -> None:
        self._failed = True
        if self._tones.available:
            self._remark = "voice.foreign" if foreign else "voice.tones"
        else:
            self._remark = "voice.foreign_silent" if foreign else "voice.silent"


class TonePlayer:
    """Plays tones without waiting for them.

    Attributes
    ----------
    available : bool
        Whether there is something to play them with.
    """

    def __init__(self) -> None:
        self._player = next((found for name in _PLAYERS if (found := shutil.which(name))), None)
        self.available = sys.platform == "win32" or self._player is not None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._playing: subprocess.Popen[bytes] | None = None

    def play(self, kind: ToneKind) -> None:
        """Begin to play a tone; one that still sounds goes on, and this one is left out."""
        if not self.available or self._is_playing():
            return
        # A sound that cannot be played must never end a session.
        with suppress(OSError, RuntimeError):
            self._begin(self._file(kind))

    def close(self) -> None:
        """Fall silent, and delete the files."""
        if self._playing is not None:
            self._playing.kill()
            self._playing.wait()
        if self._folder is not None:
            self._folder.cleanup()

    def _is_playing(self) -> bool:
        return self._playing is not None and self._playing.poll() is None

    def _file(self, kind: ToneKind) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="formcheck-tones-", ignore_cleanup_errors=True
            )
        path = Path(self._folder.name) / f"{kind}.wav"
        if not path.exists():
            write_tone(path, kind)
        return path

    def _begin(self, path: Path) -> None:
        if sys.platform == "win32":
            import winsound  # noqa: PLC0415  exists there only

            winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC)
        elif self._player is not None:
            self._playing = subprocess.Popen(
                [self._player, str(path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )


def write_tone(path: Path, kind: ToneKind) -> None:
    """Write a tone as a WAV file, mono, 16 bit."""
    samples = array.array("h")
    for frequency_hz, length_s in _MELODIES[kind]:
        samples.extend(_synthesise(frequency_hz, length_s))
    if sys.byteorder == "big":
        samples.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE_HZ)
        file.writeframes(samples.tobytes())


def _synthesise(frequency_hz: float, length_s: float) -> list[int]:
    count = round(length_s * _RATE_HZ)
    fade = _FADE_S * _RATE_HZ
    return [
        round(
            32767
            * _LOUDNESS
            * min(1.0, index / fade, (count - index) / fade)
            * math.sin(2 * math.pi * frequency_hz * index / _RATE_HZ)
        )
        for index in range(count)
    ]
