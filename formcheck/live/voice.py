"""The coach's voice: a thread of its own that keeps at most one sentence waiting."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from formcheck.live.flow.effects import ToneKind, Urgency
from formcheck.live.speaker import ProcessSpeaker, Speaker
from formcheck.live.tones import TonePlayer

DEFAULT_RATE = 160
#: A sentence that waited longer is about something past.
_STALE_AFTER_S = 4.0
_CLOSING_S = 2.0


@dataclass(frozen=True)
class _Sentence:
    text: str
    urgent: bool
    asked_at_s: float


class Voice:
    """Speaks what it is asked to, never makes the caller wait, and never raises.

    Without a voice it plays tones, without a player it is silent; `take_remark` says so,
    once.

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
        self._remark: Literal["", "voice.tones", "voice.silent"] = ""
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
        """Sound a tone, where there is no voice to say the same."""
        if self._on and self._failed and not self._closing:
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
                        self._give_up()
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

    def _give_up(self) -> None:
        self._failed = True
        self._remark = "voice.tones" if self._tones.available else "voice.silent"
