"""Two films of a set, written while it runs: the picture as it was, and with the drawing on it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import cv2
import numpy as np

from formcheck.arrays import Pixels
from formcheck.errors import DiskFullError, FormcheckError, MachineError, OutputError
from formcheck.files import explain_write_error
from formcheck.live.moment import PosedFrame
from formcheck.video.writer import H264Writer
from formcheck.words import read_words
from formcheck.words.errors import retell_told

_WORDS = read_words("formcheck.live.phrases")
Draw = Callable[[PosedFrame], Pixels]

CLEAN_NAME, ANNOTATED_NAME = "clean.mp4", "annotated.mp4"
#: A third of a second: a disk that is slow for longer costs pictures of the film, nothing else.
_WAITING_FRAMES = 10
_USUAL_FPS = 30.0
#: With less than this left, the films are brought to a good end while that is possible.
_LEAST_FREE_BYTES = 100_000_000
_LOOK_AT_DISK_EVERY_S = 1.0


@dataclass(frozen=True)
class Recorded:
    """What became of a recording.

    Attributes
    ----------
    clean, annotated : Path or None
        The films, None if they could not be written.
    missed : int
        Frames that are not in them because writing was too slow.
    begins_s : float or None
        Time of their first frame, on the clock of the frames.
    """

    clean: Path | None
    annotated: Path | None
    missed: int
    begins_s: float | None = None


class Recording:
    """Writes both films in a thread of its own; a problem ends the recording, never the set.

    Parameters
    ----------
    folder : Path
        Where `clean.mp4` and `annotated.mp4` go; it must exist.
    draw : callable or None
        Gives the annotated picture of a frame, (H, W, 3) RGB; called in that thread. None
        for the clean film only.
    remark : callable
        Called once, in that thread, with a sentence for the person if recording stops.
    """

    def __init__(
        self,
        folder: Path,
        draw: Draw | None,
        remark: Callable[[str], None],
    ) -> None:
        self.folder = folder
        self._draw = draw
        self._remark = remark
        self._frames: SimpleQueue[PosedFrame | None] = SimpleQueue()
        self._most_waiting = _WAITING_FRAMES
        self._over = threading.Event()
        self._missed = 0
        self._kept = False
        self._begins_s: float | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="recording", daemon=True)
        self._thread.start()

    def add(self, frame: PosedFrame) -> None:
        """Record a frame, later than the one before; never waits."""
        if self._over.is_set():
            return
        if self._frames.qsize() < self._most_waiting:
            self._frames.put(frame)
        else:
            self._missed += 1

    def begin_with(self, frames: Sequence[PosedFrame]) -> None:
        """Record frames from before, all of them; call it before `add`."""
        self._most_waiting += len(frames)
        for frame in frames:
            self._frames.put(frame)

    def finish(self) -> Recorded:
        """Write what is waiting and close the films.

        Raises
        ------
        Exception
            What `draw` raised, if it did; the films are gone then.
        """
        self._frames.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error
        if not self._kept:
            return Recorded(None, None, self._missed)
        annotated = None if self._draw is None else self.folder / ANNOTATED_NAME
        return Recorded(self.folder / CLEAN_NAME, annotated, self._missed, self._begins_s)

    def _run(self) -> None:
        try:
            with ExitStack() as films:
                clean = _Film(self.folder / CLEAN_NAME, films)
                annotated = _Film(self.folder / ANNOTATED_NAME, films)
                self._write(clean, annotated)
            self._kept = clean.begun
        except FormcheckError as error:
            self._remark(_sentence(error))
        except OSError as error:
            self._remark(_sentence(explain_write_error(error, self.folder)))
        except BaseException as error:  # raised again by `finish`
            self._error = error
        finally:
            self._over.set()

    def _write(self, clean: _Film, annotated: _Film) -> None:
        began_s, looked_s = None, -np.inf
        while (frame := self._frames.get()) is not None:
            began_s = frame.time_s if began_s is None else began_s
            self._begins_s = began_s
            if frame.time_s - looked_s >= _LOOK_AT_DISK_EVERY_S:
                looked_s = frame.time_s
                if shutil.disk_usage(self.folder).free < _LEAST_FREE_BYTES:
                    self._over.set()
                    self._remark(_WORDS.text("recording.nearly_full"))
                    return
            clean.write(frame.rgb, frame.time_s - began_s)
            if self._draw is not None:
                annotated.write(self._draw(frame), frame.time_s - began_s)


class _Film:
    """One film; its size is that of its first picture."""

    def __init__(self, path: Path, films: ExitStack) -> None:
        self._path = path
        self._films = films
        self._writer: H264Writer | None = None
        self._size_px = (0, 0)

    @property
    def begun(self) -> bool:
        return self._writer is not None

    def write(self, rgb: Pixels, time_s: float) -> None:
        """Write a picture; one of another size is fitted into the film's, with black borders."""
        size_px = (rgb.shape[1], rgb.shape[0])
        if self._writer is None:
            self._size_px = size_px
            # The picture on the screen is not to wait for the film of it.
            writer = H264Writer(self._path, *size_px, _USUAL_FPS, quick=True)
            self._writer = self._films.enter_context(writer)
        if size_px != self._size_px:
            rgb = _fitted(rgb, *self._size_px)
        self._writer.write(rgb, time_s)


def _fitted(rgb: Pixels, width_px: int, height_px: int) -> Pixels:
    scale = min(width_px / rgb.shape[1], height_px / rgb.shape[0])
    size_px = (max(1, round(scale * rgb.shape[1])), max(1, round(scale * rgb.shape[0])))
    framed = np.zeros((height_px, width_px, 3), np.uint8)
    left, top = (width_px - size_px[0]) // 2, (height_px - size_px[1]) // 2
    inside = framed[top : top + size_px[1], left : left + size_px[0]]
    inside[:] = cv2.resize(rgb, size_px, interpolation=cv2.INTER_AREA)
    return framed


def _sentence(error: FormcheckError) -> str:
    if isinstance(error, DiskFullError):
        return _WORDS.text("recording.full")
    if isinstance(error, OutputError | MachineError):
        return _WORDS.text("recording.stopped_because", why=retell_told(error.message))
    return _WORDS.text("recording.stopped")
