"""A film in H.264 that appears only when it is complete."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import cast

import av
from av.video.stream import VideoStream

from formcheck.arrays import Pixels
from formcheck.errors import OutputError
from formcheck.files import explain_write_error, partial_path
from formcheck.video.h264 import (
    TIME_BASE,
    FrameEncoder,
    Packet,
    configure,
    find_h264_encoder,
    require_h264_encoder,
)
from formcheck.video.sound import ClipSound

__all__ = ["H264Writer", "find_h264_encoder"]


class H264Writer:
    """Writes one MP4 file: H.264, yuv420p, index at the front, without sound unless it is given.

    Use it in a ``with`` block. The file is built under a temporary name beside
    its final one; it is moved there when the block ends, and removed when the
    block ends with an error or Ctrl-C.

    Parameters
    ----------
    path : Path
        The file to write; one that exists is replaced.
    width_px, height_px : int
        Size of the pictures; an odd one grows by one.
    fps : float
        Average frame rate, for rate control only; every frame keeps its own time.
    sound : ClipSound, optional
        What is heard, from the first picture on. It is written beside the pictures
        of its time, so that a player need not search for it, and read to its end
        when the block ends. The writer closes it.
    quick : bool
        For films that are written while somebody waits: see `FrameEncoder`.

    Raises
    ------
    MachineError
        No H.264 encoder works on this machine.
    OutputError
        The file cannot be written there.
    DiskFullError
        There is no space left.

    Examples
    --------
    >>> with H264Writer(Path("out.mp4"), 640, 480, 30.0) as writer:  # doctest: +SKIP
    ...     writer.write(rgb, time_s=0.0)
    """

    def __init__(
        self,
        path: Path,
        width_px: int,
        height_px: int,
        fps: float,
        sound: ClipSound | None = None,
        *,
        quick: bool = False,
    ) -> None:
        self.path = Path(path)
        self._sound, self._quick = sound, quick
        self._size = (width_px, height_px, fps)
        self._encoder: FrameEncoder | None = None
        if self.path.is_dir():
            raise OutputError(
                f"{self.path} is a folder, so no video can be written under that name.",
                "Remove it, or choose another folder with -o.",
            )
        encoder_name = require_h264_encoder()
        self._partial = partial_path(self.path)
        try:
            self._container = av.open(
                str(self._partial), "w", format="mp4", options={"movflags": "+faststart"}
            )
            self._stream = cast(VideoStream, self._container.add_stream(encoder_name))
            configure(self._stream.codec_context, width_px, height_px, fps, quick=quick)
            self._stream.time_base = self._stream.codec_context.time_base
            if sound is not None:
                sound.add_to(self._container)
            self._container.start_encoding()
        except OSError as error:
            self._discard()
            raise explain_write_error(error, self.path) from error

    def __enter__(self) -> H264Writer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._discard()
            return
        try:
            self._finish()
        except BaseException:
            self._discard()
            raise

    def new_encoder(self) -> FrameEncoder:
        """Return one more encoder with this file's settings, for a stretch of its own.

        Its packets go to `write_packets`, stretch after stretch.
        """
        return FrameEncoder(*self._size, quick=self._quick)

    def write(self, rgb: Pixels, time_s: float) -> None:
        """Encode one picture and write it.

        Parameters
        ----------
        rgb : (H, W, 3) uint8
            The picture.
        time_s : float
            When it is shown, seconds after the start; must increase.
        """
        self._encoder = self._encoder or self.new_encoder()
        self.write_packets(self._encoder.encode(rgb, time_s))

    def write_packets(self, packets: Iterable[Packet]) -> None:
        """Write packets of an encoder made by `new_encoder`, in the order of their times."""
        try:
            for packet in packets:
                if packet.pts is not None:
                    self._write_sound(packet.pts * float(TIME_BASE))
                packet.stream = self._stream
                self._container.mux(packet)
        except OSError as error:
            raise explain_write_error(error, self.path) from error

    def _write_sound(self, until_s: float) -> None:
        if self._sound is not None:
            for packet in self._sound.packets_before(until_s):
                self._container.mux(packet)

    def _finish(self) -> None:
        if self._encoder is not None:
            self.write_packets(self._encoder.flush())
            self._encoder = None
        try:
            self._write_sound(math.inf)
            self._close_sound()
            self._container.close()
            self._partial.replace(self.path)
        except OSError as error:
            raise explain_write_error(error, self.path) from error

    def _close_sound(self) -> None:
        if self._sound is not None:
            self._sound.close()
            self._sound = None

    def _discard(self) -> None:
        self._encoder = None
        self._close_sound()
        container = getattr(self, "_container", None)
        if container is not None:
            # The disk may be full or gone: nothing of the file is kept anyway.
            with contextlib.suppress(OSError):
                container.close()
        self._partial.unlink(missing_ok=True)
