"""Folders that results go to: on this computer, or behind an address that fsspec knows."""

from __future__ import annotations

import contextlib
import os
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any, BinaryIO, cast

from formcheck.errors import InputError, MachineError, OutputError
from formcheck.files import explain_write_error, open_for_replacing

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Whether a text is an address such as ``s3://bucket/clip.mp4`` rather than a path."""
    return _ADDRESS.match(text) is not None


class Place(ABC):
    """A folder, wherever it is; names in it are relative, with ``/`` between."""

    @abstractmethod
    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, None if there is no such file."""

    @abstractmethod
    def open_new(self, name: str) -> AbstractContextManager[BinaryIO]:
        """Open a file that appears once the block ends; raises `OutputError` or `DiskFullError`."""

    def write(self, name: str, data: bytes) -> None:
        """Write a whole file; raises `OutputError` or `DiskFullError`."""
        with self.open_new(name) as file:
            file.write(data)

    @abstractmethod
    def exists(self, name: str) -> bool:
        """Whether there is such a file."""

    @abstractmethod
    def names(self) -> list[str]:
        """Return the names of the files directly inside."""


class LocalPlace(Place):
    """A folder of this computer, or one that it has mounted."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, name: str) -> bytes | None:
        """See `Place.read`."""
        try:
            return (self.root / name).read_bytes()
        except OSError:
            return None

    def open_new(self, name: str) -> AbstractContextManager[BinaryIO]:
        """See `Place.open_new`."""
        return open_for_replacing(self.root / name)

    def exists(self, name: str) -> bool:
        """See `Place.exists`."""
        return (self.root / name).is_file()

    def names(self) -> list[str]:
        """See `Place.names`."""
        try:
            return [entry.name for entry in self.root.iterdir()]
        except OSError:
            return []


class RemotePlace(Place):
    """A folder behind an address; every file is fetched or sent whole."""

    def __init__(self, address: str) -> None:
        self._files, self._root = _open_filesystem(address)

    def read(self, name: str) -> bytes | None:
        """See `Place.read`."""
        try:
            return bytes(self._files.cat_file(self._path(name)))
        except OSError:
            return None

    @contextmanager
    def open_new(self, name: str) -> Iterator[BinaryIO]:
        """See `Place.open_new`."""
        with NamedTemporaryFile(prefix="formcheck-") as file:
            yield cast("BinaryIO", file)
            file.flush()
            self._send(name, file.name)

    def _send(self, name: str, file: str) -> None:
        try:
            path = self._path(name)
            self._files.makedirs(str(PurePosixPath(path).parent), exist_ok=True)
            self._files.put_file(file, path)
        except OSError as error:
            raise OutputError(
                f"“{name}” cannot be written there: {error.strerror or type(error).__name__}.",
                "Check the address and your rights.",
            ) from error

    def exists(self, name: str) -> bool:
        """See `Place.exists`."""
        try:
            return bool(self._files.isfile(self._path(name)))
        except OSError:
            return False

    def names(self) -> list[str]:
        """See `Place.names`."""
        try:
            found = self._files.ls(self._root, detail=False)
        except OSError:
            return []
        return [PurePosixPath(path).name for path in found]

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"


def open_place(text: str) -> Place:
    """Return the folder that a path or address means; it need not exist."""
    return RemotePlace(text) if is_address(text) else LocalPlace(Path(text))


def send_folder(folder: Path, place: Place, name: str) -> None:
    """Send the files of a result folder; those that tell it is complete go last."""
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    last = ("result.json", "segments.json")
    for file in sorted(files, key=lambda file: (file.rpartition("/")[2] in last, len(file), file)):
        place.write(f"{name}/{file}", (folder / file).read_bytes())


@contextmanager
def fetched(address: str) -> Iterator[Path]:
    """Give the clip as a file of this computer; a copy of a remote one is gone at the end.

    The copy is in the folder for temporary files, which ``TMPDIR`` names.

    Raises
    ------
    InputError
        It cannot be fetched.
    """
    if not is_address(address):
        yield Path(address)
        return
    with TemporaryDirectory(prefix="formcheck-") as scratch:
        # Under its own name: what a clip is called is part of its result.
        copy = Path(scratch) / PurePosixPath(address).name
        try:
            files, path = _open_filesystem(address)
            files.get_file(path, str(copy))
        except FileNotFoundError:
            raise InputError(f"There is no file “{address}”.", "Check the address.") from None
        except OSError as error:
            if copy.exists() and error.errno is not None and error.filename == str(copy):
                raise explain_write_error(error, copy) from error
            raise InputError(
                f"“{address}” cannot be fetched: {error.strerror or type(error).__name__}.",
                "Check the address and your rights.",
            ) from error
        yield copy


def list_remote(address: str, *, recursive: bool) -> list[str]:
    """Return the files behind an address, relative to it, sorted.

    Raises
    ------
    InputError
        There is no such folder.
    """
    files, root = _open_filesystem(address)
    try:
        found = files.find(root, maxdepth=None if recursive else 1)
    except (OSError, ValueError):
        found = []
    prefix = root.rstrip("/") + "/"
    return sorted(path.removeprefix(prefix) for path in found if path.startswith(prefix))


def _open_filesystem(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415  only for addresses
    except ImportError:
        raise MachineError(
            f"“{address}” is an address, and the package that opens those is not installed.",
            "In the folder of your copy of formcheck: pip install '.[remote]'",
        ) from None
    try:
        filesystem, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise MachineError(
            f"“{address}” cannot be opened: {reason}.", "Check the address."
        ) from error
    with contextlib.suppress(AttributeError, OSError):
        filesystem.invalidate_cache()
    return filesystem, os.fspath(path)
