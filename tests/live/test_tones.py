"""Tones: sound files that any player can play, and silence where there is none."""

from __future__ import annotations

import shutil
import time
import wave
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from formcheck.live.flow.effects import ToneKind
from formcheck.live.tones import TonePlayer, write_tone


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
