"""A disk that keeps only what it was told to keep: files, folders, and a cut at any moment.

What POSIX promises and no more, after the model of Pillai et al., "All File Systems Are Not Created
Equal" (OSDI 2014): bytes are safe once their file was synced, names once their folder was. Of the
rest any part may be there: the names of a folder in the order in which they were given, the pieces
of a file in any order, with zeros in between.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from random import Random

_SECTOR = 512


@dataclass(eq=False)
class File:
    """The bytes of a file, those that are safe and those that were only written.

    A piece is an offset and bytes, or a size that it was cut or stretched to.
    """

    content: bytearray = field(default_factory=bytearray)
    safe: bytes = b""
    pieces: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, offset: int, data: bytes) -> None:
        """Write bytes."""
        self.pieces.append((offset, data))
        _apply(self.content, offset, data)

    def resize(self, size: int) -> None:
        """Cut it short, or stretch it with zeros."""
        self.pieces.append((size, None))
        _apply(self.content, size, None)

    def sync(self) -> None:
        """Make everything that was written safe."""
        self.safe = bytes(self.content)
        self.pieces.clear()

    def after_cut(self, chance: Random) -> bytes:
        """Return what may be left of it."""
        left = bytearray(self.safe)
        match chance.randrange(4):
            case 0:
                kept = []
            case 1:
                kept = self.pieces
            case 2:
                kept = self.pieces[: chance.randrange(len(self.pieces) + 1)]
            case _:
                kept = [piece for piece in self.pieces if chance.random() < 0.5]
        for number, (offset, data) in enumerate(kept):
            torn = data is not None and number == len(kept) - 1 and chance.random() < 0.5
            _apply(left, offset, data[: _sectors(len(data), chance)] if torn and data else data)
        # The size may be there before the bytes.
        if self.pieces and chance.random() < 0.25:
            _apply(left, max(len(left), len(self.content)), None)
        return bytes(left)


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    if data is None:
        del content[offset:]
    else:
        content[offset : offset + len(data)] = data


def _sectors(length: int, chance: Random) -> int:
    return _SECTOR * chance.randrange(length // _SECTOR + 1)


@dataclass(eq=False)
class Folder:
    """The names in a folder, those that are safe and the changes since."""

    names: dict[str, File | Folder] = field(default_factory=dict)
    safe: dict[str, File | Folder] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


@dataclass(eq=False)
class Change:
    """Names that are given and taken together, as by a rename; None takes one away."""

    names: list[tuple[Folder, str, File | Folder | None]]


class Disk:
    """A disk with one folder, in which everything happens."""

    def __init__(self) -> None:
        self.root = Folder()

    def find(self, path: PurePosixPath) -> File | Folder | None:
        """Return what has a path, relative to the root; None if nothing has."""
        found: File | Folder | None = self.root
        for name in path.parts:
            found = found.names.get(name) if isinstance(found, Folder) else None
        return found

    def make_file(self, path: PurePosixPath) -> File:
        """Return a new, empty file."""
        made = File()
        self._change((path, made))
        return made

    def make_folder(self, path: PurePosixPath) -> None:
        """Make a folder."""
        self._change((path, Folder()))

    def remove(self, path: PurePosixPath) -> None:
        """Take a name away."""
        self._change((path, None))

    def link(self, source: PurePosixPath, target: PurePosixPath) -> None:
        """Give a file a second name."""
        self._change((target, self.find(source)))

    def rename(self, source: PurePosixPath, target: PurePosixPath) -> None:
        """Give a file or folder another name, whatever has that name."""
        self._change((source, None), (target, self.find(source)))

    def exchange(self, one: PurePosixPath, other: PurePosixPath) -> None:
        """Give two files or folders each other's name."""
        self._change((one, self.find(other)), (other, self.find(one)))

    def sync(self, found: File | Folder) -> None:
        """Make a file's bytes, or the names in a folder, safe."""
        if isinstance(found, File):
            found.sync()
        else:
            for change in list(found.changes):
                _make_safe(change)

    def after_cut(self, place: Path, chance: Random) -> None:
        """Write to a real, empty folder what may be left; this disk itself stays as it is."""
        _write_left(self.root, place, chance)

    def _change(self, *changes: tuple[PurePosixPath, File | Folder | None]) -> None:
        change = Change([])
        for path, given in changes:
            folder = self.find(path.parent)
            assert isinstance(folder, Folder), path
            change.names.append((folder, path.name, given))
            if given is None:
                folder.names.pop(path.name, None)
            else:
                folder.names[path.name] = given
            if change not in folder.changes:
                folder.changes.append(change)


def _make_safe(change: Change) -> None:
    """Make a change safe, and before it every earlier one of the folders that it touches."""
    for folder, _, _ in change.names:
        while folder.changes and folder.changes[0] is not change and change in folder.changes:
            _make_safe(folder.changes[0])
    for folder, name, given in change.names:
        if given is None:
            folder.safe.pop(name, None)
        else:
            folder.safe[name] = given
    for folder, _, _ in change.names:
        if change in folder.changes:
            folder.changes.remove(change)


def _write_left(folder: Folder, place: Path, chance: Random) -> None:
    for name, found in _names_left(folder, chance).items():
        if isinstance(found, File):
            (place / name).write_bytes(found.after_cut(chance))
        else:
            (place / name).mkdir()
            _write_left(found, place / name, chance)


def _names_left(folder: Folder, chance: Random) -> dict[str, File | Folder]:
    """Return the names that may be left: those that are safe, and the first of the changes.

    What moved from one folder to another moves in both or in neither, as a journal has it: such
    changes, and all behind them, are left out here unless they are safe.
    """
    alone = []
    for change in folder.changes:
        if any(other is not folder for other, _, _ in change.names):
            break
        alone.append(change)
    left = dict(folder.safe)
    for change in alone[: chance.choice((0, len(alone), chance.randrange(len(alone) + 1)))]:
        for _, name, given in change.names:
            if given is None:
                left.pop(name, None)
            else:
                left[name] = given
    return left
