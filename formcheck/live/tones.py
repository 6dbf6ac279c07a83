"""Short tones for those who have no voice installed.

They are computed here and played by what the system brings along, so that no audio
library has to be installed for four beeps; where there is no player there is silence.
"""

from __future__ import annotations

import array
import math
import shutil
import subprocess
import sys
import tempfile
import wave
from contextlib import suppress
from pathlib import Path

from formcheck.live.flow.effects import ToneKind

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
}
#: Of PipeWire, PulseAudio, ALSA; then that of macOS.
_PLAYERS = ("pw-play", "paplay", "aplay", "afplay")


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
