"""From results to the files of an export, on the disk or in a zip."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from formcheck.errors import OutputError
from formcheck.exports.formats import Files
from formcheck.files import open_for_replacing


def write_files(files: Files, folder: Path) -> int:
    """Write the files of an export, each whole or not at all.

    Parameters
    ----------
    files : iterator of (str, str or bytes)
        Paths within the folder, and what stands in them.
    folder : Path
        Made if it is not there; what lies in it under other names stays.

    Returns
    -------
    int
        How many were written.

    Raises
    ------
    OutputError, DiskFullError
        See `formcheck.files.open_for_replacing`.
    """
    count = 0
    for name, content in files:
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"The folder “{path.parent}” cannot be made.", "Name another with -o."
            ) from error
        with open_for_replacing(path) as file:
            file.write(_bytes(content))
        count += 1
    return count


def add_to_zip(archive: ZipFile, files: Files) -> int:
    """Write the files of an export into an open zip; return how many there were."""
    count = 0
    for name, content in files:
        archive.writestr(name, _bytes(content))
        count += 1
    return count


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content
