"""Reading thresholds from a TOML file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from formcheck.errors import SettingsError
from formcheck.exercises.settings import Settings
from formcheck.toml_text import parse_toml

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
#: What the TOML reader says, in words for people who have never heard of TOML.
_PLAIN_WORDS = {
    "Expected '=' after a key": "a name must be followed by = and a value",
    "Invalid value": "the value is missing or not understood; numbers look like 3 or 0.5",
    "Expected newline or end of document after a statement": "there is something after the value",
    "Unterminated string": "a closing quotation mark is missing",
    "Illegal character": "a closing quotation mark is missing, or a letter does not belong there",
    "Cannot overwrite a value": "a setting stands there twice",
    "Cannot declare": "a [heading] stands there twice",
    "Expected ']'": "a closing ] is missing",
    "Unclosed array": "a closing ] is missing",
    "Invalid statement": "this is neither a [heading] nor a name with a value",
}
_EXAMPLE_HINT = "“formcheck exercises --settings” prints a file with every setting and its default."


def read_settings(path: Path) -> Settings:
    """Read a settings file.

    Parameters
    ----------
    path : Path
        TOML, UTF-8; what it leaves out keeps its default.

    Returns
    -------
    Settings

    Raises
    ------
    SettingsError
        The file cannot be read, is no TOML, names a setting that does not
        exist or gives one a value that it cannot have.
    """
    text = _read_text(path)
    try:
        values = parse_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise _explain(error, path, text) from error
    try:
        return Settings.from_mapping(values)
    except SettingsError as error:
        raise SettingsError(f"{path.name}: {error.message}", error.hint) from error


def _read_text(path: Path) -> str:
    try:
        # Windows editors put a byte-order mark at the front; TOML knows none.
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            f"There is no settings file “{path}”.", "Check the name and the folder it is in."
        ) from None
    except IsADirectoryError:
        raise SettingsError(f"“{path}” is a folder, not a settings file.", _EXAMPLE_HINT) from None
    except UnicodeDecodeError:
        raise SettingsError(
            f"The settings file “{path}” is no plain text.", "Save it as text in UTF-8."
        ) from None
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The settings file “{path}” cannot be read.", "Check your rights to it."
        ) from error


def _explain(error: tomllib.TOMLDecodeError, path: Path, text: str) -> SettingsError:
    place = _PLACE.search(str(error))
    said = str(error)[: place.start()] if place else str(error)
    words = next((plain for start, plain in _PLAIN_WORDS.items() if said.startswith(start)), said)
    if not place:
        return SettingsError(f"The settings file “{path}” is broken: {words}.", _EXAMPLE_HINT)
    line = place["line"] or _last_line(text)
    return SettingsError(
        f"The settings file “{path}” is broken in line {line}: {words}.", _EXAMPLE_HINT
    )


def _last_line(text: str) -> int:
    return max(1, len(text.rstrip().splitlines()))
