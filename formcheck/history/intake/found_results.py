"""Earlier results on the disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from formcheck.errors import InputError
from formcheck.history.set_folder import RESULT_JSON
from formcheck.judge.result import SCHEMA_VERSION, Result


@dataclass(frozen=True)
class FoundResult:
    """A result and the folder with its files."""

    folder: Path
    result: Result


def find_result_folders(named: Path) -> list[Path]:
    """Return every folder that holds a result: the named one, or those inside, in order of name.

    Raises
    ------
    InputError
        There is no such folder, or no result in it.
    """
    if not named.is_dir():
        raise InputError(
            f"There is no folder “{named}”.",
            "Name a folder that “formcheck score” has written, or one that holds several.",
        )
    found = sorted({path.parent for path in _walk(named)})
    if not found:
        raise InputError(
            f"There is no result in “{named}”.",
            "Name a folder that “formcheck score” has written, or one that holds several.",
        )
    return found


def _walk(named: Path) -> Iterator[Path]:
    for path in named.rglob(RESULT_JSON):
        # Unfinished results lie in hidden folders.
        if not any(part.startswith(".") for part in path.relative_to(named).parts):
            yield path


def read_found(folder: Path) -> FoundResult:
    """Read the result in a folder.

    Raises
    ------
    InputError
        It cannot be read, or another version of formcheck wrote it.
    """
    place = folder / RESULT_JSON
    try:
        data = place.read_bytes()
        return FoundResult(folder, Result.model_validate_json(data))
    except OSError as error:
        raise InputError(f"“{place}” cannot be read.", "Check your rights to it.") from error
    except ValidationError as error:
        if _schema_version(data) > SCHEMA_VERSION:
            raise InputError(
                f"“{place}” was written by a newer formcheck.", "Update formcheck."
            ) from None
        raise InputError(
            f"“{place}” is no result of formcheck, or damaged.", "Score its clip again."
        ) from error


def _schema_version(data: bytes) -> int:
    try:
        return int(json.loads(data)["schema_version"])
    except (ValueError, TypeError, KeyError):
        return 0
