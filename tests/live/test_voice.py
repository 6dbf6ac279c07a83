"""What is heard."""

from __future__ import annotations

import shutil
import threading
import time
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from formcheck.live.flow.effects import ToneKind
from formcheck.live.phrases import english
from formcheck.live.voice import TonePlayer, Voice, write_tone

_PATIENCE_S = 20.0


class _Speaker:
    """Holds each sentence until it is let go."""

    def __init__(self, works: bool = True, is_foreign: bool = False) -> None:
        self.is_foreign = is_foreign
        self.heard: list[str] = []
        self.hushed = 0
        self.closed = threading.Event()
        self._works = works
        self._started = threading.Semaphore(0)
        self._ended = threading.Semaphore(0)

    def say(self, text: str) -> bool:
        self.heard.append(text)
        self._started.release()
        self._ended.acquire(timeout=_PATIENCE_S)
        return self._works

    def hush(self) -> None:
        self.hushed += 1
        self._ended.release()

    def close(self) -> None:
        self.closed.set()

    def wait_for_start(self) -> None:
        assert self._started.acquire(timeout=_PATIENCE_S)

    def end_sentence(self) -> None:
        self._ended.release()


class _Tones(TonePlayer):
    def __init__(self, available: bool = True) -> None:
        self.available = available
        self.played: list[ToneKind] = []

    def play(self, kind: ToneKind) -> None:
        self.played.append(kind)

    def close(self) -> None:
        self.played.append("end")


class _Clock:
    def __init__(self) -> None:
        self.time_s = 0.0

    def __call__(self) -> float:
        return self.time_s


class _Room:
    """A voice with all that it needs."""

    def __init__(
        self, *, works: bool = True, foreign: bool = False, tones: bool = True, on: bool = True
    ) -> None:
        self.speaker, self.tones, self.clock = _Speaker(works, foreign), _Tones(tones), _Clock()
        self.voice = Voice(on=on, speaker=lambda: self.speaker, tones=self.tones, clock=self.clock)


@pytest.fixture
def room() -> Iterator[_Room]:
    made = _Room()
    yield made
    made.voice.close()


def test_only_the_newest_sentence_waits(room: _Room) -> None:
    room.voice.say("one")
    room.speaker.wait_for_start()
    for text in ("two", "three", "four"):
        room.voice.say(text)
    room.speaker.end_sentence()
    room.speaker.wait_for_start()
    assert room.speaker.heard == ["one", "four"]


def test_what_is_urgent_cuts_off_and_is_not_replaced(room: _Room) -> None:
    room.voice.say("a long explanation")
    room.speaker.wait_for_start()
    room.voice.say("a cue")
    room.voice.say("stop", "now")
    room.voice.say("when you are ready")
    room.speaker.wait_for_start()
    room.speaker.end_sentence()
    room.speaker.wait_for_start()
    assert room.speaker.heard == ["a long explanation", "stop", "when you are ready"]
    assert room.speaker.hushed == 1


def test_what_is_not_important_is_dropped_unless_it_is_silent(room: _Room) -> None:
    room.voice.say("first", "if_idle")
    room.speaker.wait_for_start()
    room.voice.say("second", "if_idle")
    room.voice.say("third")
    room.speaker.end_sentence()
    room.speaker.wait_for_start()
    assert room.speaker.heard == ["first", "third"]


def test_what_has_waited_too_long_is_not_said(room: _Room) -> None:
    room.voice.say("one")
    room.speaker.wait_for_start()
    room.voice.say("old")
    room.clock.time_s = 5.0
    room.speaker.end_sentence()
    room.voice.say("new")
    room.speaker.wait_for_start()
    assert room.speaker.heard[-1] == "new"
    assert "old" not in room.speaker.heard


def test_closing_ends_the_sentence_and_the_thread(room: _Room) -> None:
    room.voice.say("a long explanation")
    room.speaker.wait_for_start()
    room.voice.close()
    assert room.speaker.closed.wait(_PATIENCE_S)
    room.voice.say("too late")
    assert room.speaker.heard == ["a long explanation"]


@pytest.mark.parametrize(
    ("foreign", "tones", "phrase"),
    [
        (False, True, "voice.tones"),
        (False, False, "voice.silent"),
        (True, True, "voice.foreign"),
        (True, False, "voice.foreign_silent"),
    ],
)
def test_a_missing_voice_is_said_once_and_tones_take_its_place(
    foreign: bool, tones: bool, phrase: str
) -> None:
    room = _Room(works=False, foreign=foreign, tones=tones)
    assert english().text(phrase)
    room.voice.tone("count")
    assert room.tones.played == []
    room.voice.say("hello")
    room.speaker.wait_for_start()
    room.speaker.end_sentence()
    assert room.speaker.closed.wait(_PATIENCE_S)
    assert room.voice.take_remark() == phrase
    assert room.voice.take_remark() == ""
    room.voice.say("anyone?")
    room.voice.tone("count")
    assert room.tones.played == ["count"]
    assert room.speaker.heard == ["hello"]
    room.voice.close()


def test_switched_off_it_neither_speaks_nor_sounds() -> None:
    room = _Room(on=False)
    room.voice.say("hello", "now")
    room.voice.tone("start")
    room.voice.close()
    assert room.speaker.heard == []
    assert "start" not in room.tones.played
    assert room.voice.take_remark() == ""


def test_empty_sentences_are_not_said(room: _Room) -> None:
    room.voice.say("  ")
    room.voice.say("something")
    room.speaker.wait_for_start()
    assert room.speaker.heard == ["something"]


@pytest.mark.parametrize("kind", get_args(ToneKind))
def test_tones_are_short_soft_and_without_clicks(tmp_path: Path, kind: ToneKind) -> None:
    path = tmp_path / "tone.wav"
    write_tone(path, kind)
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(float)
        length_s = len(samples) / file.getframerate()
    assert 0.1 <= length_s <= 0.6
    assert 8_000 < np.abs(samples).max() < 16_000
    assert abs(samples[0]) < 100
    assert abs(samples[-1]) < 1000


def test_the_count_has_its_pitch(tmp_path: Path) -> None:
    path = tmp_path / "tone.wav"
    write_tone(path, "count")
    with wave.open(str(path)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        rate = file.getframerate()
    strength = np.abs(np.fft.rfft(samples))
    assert np.argmax(strength) * rate / len(samples) == pytest.approx(660.0, abs=10.0)


def test_without_a_player_there_is_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr("sys.platform", "linux")
    player = TonePlayer()
    assert not player.available
    player.play("count")
    player.close()


def test_a_player_is_given_the_file_and_never_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, heard = tmp_path / "aplay", tmp_path / "heard"
    program.write_text(f'#!/bin/sh\ncp "$1" "{heard}.part" && mv "{heard}.part" "{heard}"\n')
    program.chmod(0o755)
    found = {"aplay": str(program)}
    monkeypatch.setattr(shutil, "which", found.get)
    monkeypatch.setattr("sys.platform", "linux")
    player = TonePlayer()
    player.play("start")
    until = time.monotonic() + 20.0
    while not heard.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert heard.read_bytes().startswith(b"RIFF")
    player.close()


def test_a_player_that_vanishes_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: str(tmp_path / "gone"))
    monkeypatch.setattr("sys.platform", "linux")
    player = TonePlayer()
    player.play("count")
    player.close()
