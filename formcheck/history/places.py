"""Where the history is kept."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

STORE_VARIABLE = "FORMCHECK_STORE"

_FILE_NAME = "history.sqlite3"


def find_store_path(named: Path | None = None) -> Path:
    """Return the store's file.

    Parameters
    ----------
    named : Path, optional
        What the user asked for; else the file in the environment variable
        ``FORMCHECK_STORE``, else one in the user's data folder.
    """
    from_environment = os.environ.get(STORE_VARIABLE)
    if named is None and from_environment:
        named = Path(from_environment)
    if named is None:
        return default_folder() / _FILE_NAME
    return Path(os.path.abspath(named.expanduser()))  # noqa: PTH100  resolve() would follow a link


def default_folder() -> Path:
    """Return the folder of the store where nobody named one."""
    return platformdirs.user_data_path("formcheck", appauthor=False)


def files_folder(store: Path) -> Path:
    """Return the folder that holds the files of the sets: beside the store, named after it."""
    return store.with_name(f"{store.stem}-files")
