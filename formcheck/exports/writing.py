"""From folders of results to the files of an export, on the disk or in a zip."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from formcheck.errors import OutputError
from formcheck.exports.formats import Files
from formcheck.files import open_for_replacing


def write_files(files: Files, folder: Path) -> list[Path]:
    """Write the files of an export, each whole or not at all.

    Parameters
    ----------
    files : dict of str to str or bytes
        By path within the folder.
    folder : Path
        Made if it is not there; what lies in it under other names stays.

    Returns
    -------
    list of Path

    Raises
    ------
    OutputError, DiskFullError
        See `formcheck.files.open_for_replacing`.
    """
    written = []
    for name, content in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"The folder “{path.parent}” cannot be made.", "Name another with -o."
            ) from error
        with open_for_replacing(path) as file:
            file.write(_bytes(content))
        written.append(path)
    return written


def add_to_zip(archive: ZipFile, files: Files) -> None:
    """Write the files of an export into an open zip."""
    for name, content in files.items():
        archive.writestr(name, _bytes(content))


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content
