"""Where models, landmarks and templates are kept here, and how a file gets there whole."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

import platformdirs

from formcheck.errors import UsageError
from formcheck.files import replacing

MODELS_VARIABLE = "FORMCHECK_MODELS"
CACHE_VARIABLE = "FORMCHECK_CACHE"
LIMIT_VARIABLE = "FORMCHECK_CACHE_LIMIT"

#: Landmarks of about ten hours of video; beyond that the ones used longest ago go.
_USUAL_LIMIT_BYTES = 1_000_000_000
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(k|m|g|t)?b?", re.IGNORECASE)
_UNIT_BYTES = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


def user_models_folder() -> Path:
    """Return the folder that fetched models go to.

    The folder named in the environment variable ``FORMCHECK_MODELS``, else one in
    the user's cache.
    """
    named = named_models_path()
    if named is not None and not named.is_file():
        return named
    return _own_folder() / "models"


def pruned_models_folder() -> Path:
    """Return the folder in the user's cache that pruned models are kept in.

    It does not follow ``FORMCHECK_MODELS``: what lies there may be shared, and read only.
    """
    return _own_folder() / "models" / "pruned"


def templates_folder() -> Path:
    """Return the folder in the user's cache that the templates of pages are kept in, as code.

    It follows no variable: what lies in a shared folder could be somebody else's code.
    """
    return _own_folder() / "templates"


def named_models_path() -> Path | None:
    """Return the file or folder that ``FORMCHECK_MODELS`` names, None if unset."""
    named = os.environ.get(MODELS_VARIABLE)
    return Path(named).expanduser() if named else None


def landmarks_folder() -> Path:
    """Return the folder that landmarks are kept in.

    ``landmarks`` in the folder named by the environment variable
    ``FORMCHECK_CACHE``, else in the user's cache.
    """
    named = os.environ.get(CACHE_VARIABLE)
    root = Path(named).expanduser() if named else _own_folder()
    return root / "landmarks"


def _own_folder() -> Path:
    return platformdirs.user_cache_path("formcheck", appauthor=False)


def cache_limit() -> int:
    """Return how many bytes of landmarks are kept.

    What the environment variable ``FORMCHECK_CACHE_LIMIT`` says, else 1 GB.

    Raises
    ------
    UsageError
        The variable is no size.
    """
    named = os.environ.get(LIMIT_VARIABLE)
    return parse_size(named, LIMIT_VARIABLE) if named else _USUAL_LIMIT_BYTES


def parse_size(text: str, name: str) -> int:
    """Return the bytes that ``"20GB"``, ``"500 MB"`` or ``"0"`` means, in powers of a thousand.

    Parameters
    ----------
    text : str
    name : str
        What the person calls it, for the message.

    Raises
    ------
    UsageError
        It is no size.
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"{name} cannot be “{text}”.", "Write a size such as 20GB or 500MB.")
    return round(float(match[1]) * _UNIT_BYTES[(match[2] or "").lower()])


def keep_others_out(folder: Path) -> None:
    """Take the rights of others to a folder away; where that is not possible it stays as it is."""
    with contextlib.suppress(OSError):
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)


def write_whole(data: bytes, path: Path, *, private: bool = False) -> None:
    """Write a file that appears under its name only once it is complete.

    Parameters
    ----------
    data : bytes
    path : Path
        Its folder is made if it does not exist.
    private : bool
        True lets nobody else read it or enter its folder; otherwise it is for everybody.

    Raises
    ------
    OSError
        If it cannot be written; nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if private:
        keep_others_out(path.parent)
    with replacing(path, private=private) as file:
        if not private:
            # A shared folder is for everybody, however careful this user's mask is.
            Path(file.name).chmod(0o644)
        file.write(data)


def drop_least_used(folder: Path, most_bytes: int) -> None:
    """Delete the files that were used longest ago until the rest is small enough.

    Parameters
    ----------
    folder : Path
        Only its own ``.npz`` files are looked at. What another process deletes meanwhile, or
        what cannot be deleted, is passed over.
    most_bytes : int
        What may stay.
    """
    known = []
    for path in folder.glob("*.npz"):
        with contextlib.suppress(OSError):
            facts = path.stat()
            known.append((facts.st_mtime_ns, facts.st_size, path))
    kept = sum(size for _, size, _ in known)
    for _, size, path in sorted(known):
        if kept <= most_bytes:
            return
        with contextlib.suppress(OSError):
            path.unlink()
            kept -= size
