"""Files that are made for one download: how far they are, and gone after it."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from formcheck.errors import DiskFullError, MachineError, OutputError
from formcheck.files import is_disk_full


def send_made_file(
    make: Callable[[Path], None], name: str, media_type: str = "application/zip"
) -> Response:
    """Return a file as a download.

    Parameters
    ----------
    make : callable
        Writes the file to the path it is given; the folder is private.
    name : str
        What the browser calls it: plain letters, digits and signs.
    media_type : str
        What kind of file it is.

    Raises
    ------
    DiskFullError, MachineError
        The temporary files that it takes cannot be written.
    """
    with _explaining_writes():
        folder = Path(tempfile.mkdtemp(prefix="formcheck-download-"))
        path = folder / name
        try:
            make(path)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    tidy = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(path, media_type=media_type, filename=name, background=tidy)


@contextmanager
def _explaining_writes() -> Iterator[None]:
    """Tell of a temporary file that cannot be written; its place is not the therapist's choice."""
    try:
        yield
    except (OSError, DiskFullError, OutputError) as error:
        place = tempfile.gettempdir()
        if isinstance(error, DiskFullError) or (isinstance(error, OSError) and is_disk_full(error)):
            raise DiskFullError(
                "There is no space left on this computer to make the file. Nothing was changed.",
                f"Free some space on the disk of {place}, then do it again.",
            ) from error
        raise MachineError(
            "The file cannot be made: its temporary files cannot be written. Nothing was changed.",
            f"Check that you may write to {place}, then do it again.",
        ) from error


class Making:
    """The share that is done of each file that is being made; threads may ask meanwhile."""

    def __init__(self) -> None:
        self._done: dict[str, float] = {}
        self._lock = threading.Lock()

    @contextmanager
    def noting(self, name: str) -> Iterator[Callable[[float], None]]:
        """Give what notes the share that is done, 0 to 1; it is forgotten at the end.

        Parameters
        ----------
        name : str
            Chosen by the page that will ask; empty if none will.
        """

        def note(share: float) -> None:
            with self._lock:
                self._done[name] = min(max(share, 0.0), 1.0)

        note(0.0)
        try:
            yield note
        finally:
            with self._lock:
                self._done.pop(name, None)

    def share_done(self, name: str) -> float | None:
        """Return how much is done, 0 to 1; None if nothing of this name is being made."""
        with self._lock:
            return self._done.get(name)
