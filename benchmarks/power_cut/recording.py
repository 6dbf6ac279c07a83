"""What a program does to the files of a folder: recorded by ``strace``, done again on a `Disk`."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from benchmarks.power_cut.disk import Disk, File, Folder

#: A program says what it has done, or is about to do, by writing a line to this file.
SAID = "said"

_CALLS = (
    "open,openat,creat,close,dup,dup2,dup3,lseek,write,pwrite64,writev,pwritev,pwritev2,"
    "ftruncate,truncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,rmdir,"
    "mkdir,mkdirat,link,linkat,symlink,symlinkat,sendfile,copy_file_range,splice"
)
_LINE = re.compile(r"(?P<thread>\d+)\s+(?P<rest>.*)", re.DOTALL)
_CALL = re.compile(r"(?P<name>\w+)\((?P<given>.*)\)\s+= (?P<result>-?\d+)")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(?P<rest>.*)", re.DOTALL)
_UNFINISHED = " <unfinished ...>"
_GIVEN = re.compile(
    r'"(?P<text>[^"]*)"(?:\.\.\.)?|(?P<fd>AT_FDCWD|\d+)<(?P<path>(?:\\x[0-9a-f]{2})*)>(?:\(deleted\))?'
    r"|(?P<word>[A-Za-z0-9_|\-]+)"
)


def record(command: Sequence[str], folder: Path, trace: Path) -> list[Call]:
    """Run a program and return every call that it made to the system about files.

    Parameters
    ----------
    command : sequence of str
    folder : Path
        Where it runs.
    trace : Path
        File for what ``strace`` writes.
    """
    watching = ["strace", "-f", "-y", "-xx", "-s", "100000000", "-o", str(trace), "-e"]
    watched = [*watching, f"trace={_CALLS}", "-e", "signal=none", *command]
    done = subprocess.run(watched, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr}")
    return list(_read_calls(trace))


@dataclass(frozen=True)
class Call:
    """A call that succeeded: its name, what was given to it, and its result."""

    name: str
    given: list[re.Match[str]]
    result: int


def _read_calls(trace: Path) -> Iterator[Call]:
    waiting: dict[str, str] = {}
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            found = _LINE.match(line.rstrip("\n"))
            assert found is not None, line[:200]
            thread, rest = found["thread"], found["rest"]
            if rest.endswith(_UNFINISHED):
                waiting[thread] = rest.removesuffix(_UNFINISHED)
                continue
            if resumed := _RESUMED.match(rest):
                rest = waiting.pop(thread) + resumed["rest"]
            call = _CALL.match(rest)
            if call is not None and int(call["result"]) >= 0:
                yield Call(call["name"], list(_GIVEN.finditer(call["given"])), int(call["result"]))


@dataclass
class _Open:
    file: File | Folder
    offset: int = 0
    appends: bool = False
    speaks: bool = False


class Replay:
    """Does the calls of a program again on a disk of its own, one after the other.

    Parameters
    ----------
    root : Path
        The folder whose files are followed; nothing outside matters.

    Attributes
    ----------
    disk : Disk
    said : list of str
        The lines that the program has said so far.
    """

    def __init__(self, root: Path) -> None:
        self.disk = Disk()
        self.said: list[str] = []
        self._root = PurePosixPath(root)
        self._open: dict[int, _Open] = {}

    def do(self, call: Call) -> bool:
        """Do one call and return whether it concerns the folder.

        Raises
        ------
        NotImplementedError
            It writes in a way that is not followed.
        """
        if not any(self._is_inside(match) for match in call.given):
            return False
        act = getattr(self, f"_{call.name}", None)
        if act is None:
            raise NotImplementedError(call.name)
        act(call)
        return True

    def _is_inside(self, given: re.Match[str]) -> bool:
        if given["text"] is not None:
            return _bytes(given["text"]).startswith(bytes(self._root))
        return given["fd"] is not None and _text(given["path"]).startswith(str(self._root))

    def _path(self, call: Call, number: int) -> PurePosixPath | None:
        """Return the path that is given as the text of this number; None outside the folder."""
        texts = [at for at, match in enumerate(call.given) if match["text"] is not None]
        at = texts[number]
        path = PurePosixPath(_text(call.given[at]["text"]))
        if at and call.given[at - 1]["fd"]:
            path = PurePosixPath(_text(call.given[at - 1]["path"])) / path
        return path.relative_to(self._root) if path.is_relative_to(self._root) else None

    def _openat(self, call: Call) -> None:
        path = self._path(call, 0)
        if path is None:
            return
        flags = next(match["word"] for match in call.given if "O_" in (match["word"] or ""))
        if path.name == SAID:
            self._open[call.result] = _Open(File(), speaks=True)
            return
        found = self.disk.find(path)
        if found is None:
            found = self.disk.make_file(path)
        elif "O_TRUNC" in flags and isinstance(found, File):
            found.resize(0)
        self._open[call.result] = _Open(found, appends="O_APPEND" in flags)

    _open_ = _openat

    def _close(self, call: Call) -> None:
        self._open.pop(_number(call, 0), None)

    def _dup(self, call: Call) -> None:
        if (one := self._open.get(_number(call, 0))) is not None:
            self._open[call.result] = one

    def _lseek(self, call: Call) -> None:
        if (one := self._open.get(_number(call, 0))) is not None:
            one.offset = call.result

    def _write(self, call: Call) -> None:
        one = self._open.get(_number(call, 0))
        if one is None:
            return
        data = _bytes(call.given[1]["text"])[: call.result]
        if one.speaks:
            self.said += data.decode().splitlines()
            return
        assert isinstance(one.file, File)
        at = len(one.file.content) if one.appends else one.offset
        one.file.write(at, data)
        one.offset = at + len(data)

    def _pwrite64(self, call: Call) -> None:
        one = self._open.get(_number(call, 0))
        if one is not None:
            assert isinstance(one.file, File)
            data = _bytes(call.given[1]["text"])[: call.result]
            one.file.write(int(call.given[3]["word"]), data)

    def _ftruncate(self, call: Call) -> None:
        one = self._open.get(_number(call, 0))
        if one is not None:
            assert isinstance(one.file, File)
            one.file.resize(int(call.given[1]["word"]))

    def _fsync(self, call: Call) -> None:
        if (one := self._open.get(_number(call, 0))) is not None:
            self.disk.sync(one.file)

    _fdatasync = _fsync

    def _mkdir(self, call: Call) -> None:
        if (path := self._path(call, 0)) is not None:
            self.disk.make_folder(path)

    _mkdirat = _mkdir

    def _unlink(self, call: Call) -> None:
        if (path := self._path(call, 0)) is not None:
            self.disk.remove(path)

    _unlinkat = _rmdir = _unlink

    def _linkat(self, call: Call) -> None:
        source, target = self._path(call, 0), self._path(call, 1)
        if source is not None and target is not None:
            self.disk.link(source, target)

    _link = _linkat

    def _rename(self, call: Call) -> None:
        source, target = self._path(call, 0), self._path(call, 1)
        if source is None or target is None:
            assert source is target, "moved in or out"
        elif any(match["word"] == "RENAME_EXCHANGE" for match in call.given):
            self.disk.exchange(source, target)
        else:
            self.disk.rename(source, target)

    _renameat = _renameat2 = _rename


def _number(call: Call, at: int) -> int:
    given = call.given[at]
    return int(given["fd"] if given["fd"] is not None else given["word"])


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _text(text: str) -> str:
    return _bytes(text).decode()
