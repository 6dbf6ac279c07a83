"""formcheck starts itself: by its Python, or as the program that a bundle is."""

from __future__ import annotations

import subprocess
import sys

import pytest

from formcheck.live.speaker import ProcessSpeaker
from formcheck.own_command import is_bundle, own_command
from formcheck.version import __version__


def test_it_is_this_very_formcheck() -> None:
    assert not is_bundle()
    done = subprocess.run(
        own_command("--version"), capture_output=True, text=True, check=True, cwd="/"
    )
    assert done.stdout == f"formcheck {__version__}\n"


def test_a_bundle_is_its_own_program_and_speaks_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/formcheck/formcheck")
    assert is_bundle()
    assert own_command("home") == ["/opt/formcheck/formcheck", "home"]
    speaker = ProcessSpeaker(160, "en")
    assert speaker._command[:2] == ["/opt/formcheck/formcheck", "speak"]
    speaker.close()


def test_the_voice_of_a_bundle_takes_what_the_speaker_gives_it() -> None:
    done = subprocess.run(
        own_command("speak", "--rate", "160", "--language", "en"),
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    # There is a voice on this machine, or there is none: it says which.
    assert done.stdout.split() in (["ready"], ["failed"])
