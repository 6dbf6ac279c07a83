"""The process that speaks: it may be absent, hang, end, or have no sound device."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from formcheck.live import speech_process
from formcheck.live.speaker import ProcessSpeaker

_HEAD = """
import json, sys, time
print("ready", flush=True)
for line in sys.stdin:
    text = json.loads(line)["say"]
"""


def _speaker(folder: Path, body: str) -> ProcessSpeaker:
    program = folder / "speech.py"
    program.write_text(_HEAD + body)
    return ProcessSpeaker(160, "en", [sys.executable, str(program)])


def test_sentences_are_spoken_one_after_the_other(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    speaker = _speaker(
        tmp_path,
        f"    open({str(heard)!r}, 'a').write(text + ';')\n    print('done 0.9', flush=True)\n",
    )
    assert speaker.say("one")
    assert speaker.say("zwölf")
    speaker.close()
    assert heard.read_text() == "one;zwölf;"


def test_whether_there_is_a_voice_is_told_in_silence(tmp_path: Path) -> None:
    speaker = _speaker(tmp_path, "    raise SystemExit('nothing was to be said')\n")
    assert speaker.is_there()
    speaker.close()
    absent = ProcessSpeaker(160, "en", [str(tmp_path / "no such program")])
    assert not absent.is_there()
    absent.close()


def test_hushing_ends_a_sentence_and_is_no_failure(tmp_path: Path) -> None:
    started = tmp_path / "started"
    speaker = _speaker(
        tmp_path,
        f"    open({str(started)!r}, 'w').close()\n"
        "    time.sleep(0 if text == 'short' else 600)\n    print('done 0.9', flush=True)\n",
    )
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(speaker.say("long")))
    thread.start()
    while not started.exists():
        thread.join(0.01)
    speaker.hush()
    thread.join(20.0)
    assert answers == [True]
    assert speaker.say("short")
    speaker.close()


def test_hushing_in_silence_loses_nothing(tmp_path: Path) -> None:
    speaker = _speaker(tmp_path, "    print('done 0.9', flush=True)\n")
    speaker.hush()
    assert speaker.say("one")
    speaker.hush()
    speaker.say("perhaps lost")
    assert speaker.say("three")
    speaker.close()


def test_a_missing_engine_is_told_at_once() -> None:
    speaker = ProcessSpeaker(160, "en", [sys.executable, "-c", "print('failed')"])
    assert not speaker.say("one")
    speaker.close()
    absent = ProcessSpeaker(160, "en", ["no-such-program-here"])
    assert not absent.say("one")
    absent.close()


def test_one_lost_sentence_is_forgiven(tmp_path: Path) -> None:
    speaker = _speaker(tmp_path, "    sys.exit(1)\n")
    assert speaker.say("one")
    assert not speaker.say("two")
    speaker.close()


def test_speech_that_takes_no_time_was_not_heard(tmp_path: Path) -> None:
    speaker = _speaker(tmp_path, "    print('done 0.01', flush=True)\n")
    assert speaker.say("one")
    assert not speaker.say("two")
    speaker.close()


def test_its_files_are_deleted(tmp_path: Path) -> None:
    where = tmp_path / "where"
    speaker = _speaker(
        tmp_path,
        "    import tempfile\n    made = tempfile.NamedTemporaryFile(delete=False)\n"
        f"    open({str(where)!r}, 'w').write(made.name)\n    print('done 0.9', flush=True)\n",
    )
    speaker.say("one")
    assert Path(where.read_text()).exists()
    speaker.close()
    assert not Path(where.read_text()).exists()


class _Voice:
    def __init__(self, name: str, languages: list[object]) -> None:
        self.id, self.languages = name, languages


@pytest.mark.parametrize(
    ("language", "found"),
    [("en", "a"), ("en-GB", "a"), ("de", "b"), ("pt", "c")],
)
def test_a_voice_is_found_by_its_language(language: str, found: str) -> None:
    assert speech_process._find_voice(_voices(), language) == found


@pytest.mark.parametrize("language", ["en-US", "fr"])
def test_a_voice_of_another_language_is_not_taken(language: str) -> None:
    with pytest.raises(speech_process._ForeignError):
        speech_process._find_voice(_voices(), language)


def test_voices_that_do_not_say_what_they_speak_are_left_to_the_system() -> None:
    voices = [_Voice("none", []), _Voice("some", ["Unknown"])]
    assert speech_process._find_voice(voices, "fr") is None


def test_it_is_told_that_no_voice_speaks_the_language() -> None:
    foreign = ProcessSpeaker(160, "fr", [sys.executable, "-c", "print('foreign')"])
    assert not foreign.say("bonjour")
    assert foreign.is_foreign
    foreign.close()


def _voices() -> list[_Voice]:
    return [
        _Voice("none", []),
        _Voice("a", ["en_GB"]),
        _Voice("b", ["de"]),
        _Voice("c", [b"\x05pt-br"]),
    ]


def test_the_program_speaks_to_a_silent_terminal(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With or without an engine, a player and a sound device it answers, and prints nothing."""
    pytest.importorskip("pyttsx3")
    player = tmp_path / "aplay"
    player.write_text("#!/bin/sh\necho 'ALSA lib: cannot find card 0' >&2\nexit 1\n")
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    speaker = ProcessSpeaker(160, "en")
    answers = [speaker.say("hello"), speaker.say("hello")]
    speaker.close()
    assert answers[-1] in (True, False)
    assert capfd.readouterr() == ("", "")
