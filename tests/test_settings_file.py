from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import SettingsError
from formcheck.exercises.settings import default_settings
from formcheck.settings_file import read_settings


def _write(folder: Path, text: str | bytes) -> Path:
    path = folder / "mine.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert read_settings(_write(tmp_path, "# nothing\n")) == default_settings()


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_what_is_set_is_followed_and_the_rest_keeps_its_default(
    tmp_path: Path, start: bytes
) -> None:
    settings = read_settings(_write(tmp_path, start + b"[prone_press_up.dose]\r\nhold_s = 3\r\n"))
    assert settings.prone_press_up.dose.hold_s == 3.0
    assert settings.prone_press_up.dose.reps == default_settings().prone_press_up.dose.reps
    assert settings.pelvic_tilt == default_settings().pelvic_tilt


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[view]\nyaw_ok_deg = \n", 2, "value"),
        ("[view]\n\n\nyaw_ok_deg\n", 4, "followed by ="),
        ("[view\n", 1, "closing ]"),
        ("[view]\n[view]\n", 2, "twice"),
        ("[view]\nyaw_ok_deg = 20 degrees\n", 2, "after the value"),
        ('[view]\nyaw_ok_deg = "20\n', 2, "quotation mark"),
        ("[view]\nyaw_ok_deg = 1\nyaw_ok_deg = 2\n", 3, "twice"),
    ],
)
def test_broken_toml_names_the_line_in_plain_words(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(_write(tmp_path, text))
    assert f"line {line}" in caught.value.message
    assert words in caught.value.message
    assert "mine.toml" in caught.value.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[view]\nyaw_ok_deg = " + "[" * 50_000, "too deep"),
        (f"[view]\nyaw_ok_deg = {'9' * 5_000}\n\n", "too many digits"),
    ],
)
def test_toml_beyond_reason_is_broken_too(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=f"is broken: .*{words}"):
        read_settings(_write(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "words", "hint"),
    [
        ("[view]\nyaw_okay_deg = 20\n", "view.yaw_okay_deg", "yaw_ok_deg"),
        ("[press_up]\n", "press_up", "prone_press_up"),
        ("[view]\nyaw_ok_deg = 'wide'\n", "view.yaw_ok_deg", "20"),
        ("view = 3\n", "view", ""),
    ],
)
def test_what_cannot_be_followed_is_named(tmp_path: Path, text: str, words: str, hint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(_write(tmp_path, text))
    assert words in caught.value.message
    assert "mine.toml" in caught.value.message
    assert hint in caught.value.hint


def test_a_file_that_is_absent(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no settings file"):
        read_settings(tmp_path / "absent.toml")


def test_a_folder_and_a_picture_are_no_settings(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="folder"):
        read_settings(tmp_path)
    with pytest.raises(SettingsError, match="no plain text"):
        read_settings(_write(tmp_path, b"\x89PNG\xff\xfe"))
