"""Files that are made for one download and gone after it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response


def send_made_file(make: Callable[[Path], None], name: str) -> Response:
    """Return a file as a download.

    Parameters
    ----------
    make : callable
        Writes the file to the path it is given; the folder is private.
    name : str
        What the browser calls it: plain letters, digits and signs.
    """
    folder = Path(tempfile.mkdtemp(prefix="formcheck-download-"))
    path = folder / name
    try:
        make(path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    tidy = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(path, media_type="application/zip", filename=name, background=tidy)
