"""The language that a person gets: what was asked for, else what was kept, else the system's."""

from __future__ import annotations

import locale
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import platformdirs

from formcheck.files import write_text
from formcheck.words.language import ENGLISH, VARIABLE, languages, matching, use_language

#: As GNU gettext reads them; ``LANGUAGE`` may name several, the best first.
_OF_THE_SYSTEM = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_ANSWER_S = 2.0


def settle_language() -> None:
    """Speak the language that this process was handed, else the one kept, else the system's."""
    handed = os.environ.get(VARIABLE, "")
    use_language(matching(handed) or kept_language() or system_language())


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language of the system's own menus, English if it is not among `languages`.

    Parameters
    ----------
    environment : mapping of str to str
        Where Linux and macOS say it.
    """
    for tag in _system_tags(environment):
        if (code := matching(tag)) is not None:
            return code
    return ENGLISH


def kept_language() -> str | None:
    """Return the language that was chosen on the first page, None if none was."""
    try:
        code = _file().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return code if code in languages() else None


def keep_language(code: str) -> None:
    """Remember a language, and speak it from here on.

    Raises
    ------
    UsageError
        There is no such language.
    OutputError
        It cannot be written down.
    """
    use_language(code)
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    write_text(file, f"{code}\n")


def _file() -> Path:
    return platformdirs.user_config_path("formcheck", appauthor=False) / "language"


def _system_tags(environment: Mapping[str, str]) -> Iterator[str]:
    if sys.platform == "win32":
        yield _windows_tag()
        return
    for name in _OF_THE_SYSTEM:
        tags = environment.get(name, "")
        yield from filter(None, tags.split(":"))
    if sys.platform == "darwin":
        yield _mac_tag()


if sys.platform == "win32":

    def _windows_tag() -> str:
        import ctypes  # noqa: PLC0415  windll exists there only

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return locale.windows_locale.get(number, "")

else:

    def _windows_tag() -> str:
        return ""


def _mac_tag() -> str:
    """Ask macOS, whose programs with a window have no language in their environment."""
    try:
        answer = subprocess.run(
            ["/usr/bin/defaults", "read", "-g", "AppleLocale"],
            capture_output=True,
            text=True,
            timeout=_ANSWER_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip()
