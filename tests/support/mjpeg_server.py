"""An MJPEG camera on this computer, for tests and benchmarks.

It loops over pictures that were compressed beforehand, so that it costs next to
nothing however long it runs, and it can do what cameras do: die and return,
stall, send pictures of another size.

Run as a program it serves a clip until it is told to stop::

    python -m tests.support.mjpeg_server CLIP --port 8090 --fps 30
"""

from __future__ import annotations

import argparse
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import cv2

from formcheck.arrays import Pixels

_BOUNDARY = b"picture"
_HEAD = (
    b"HTTP/1.0 200 OK\r\nCache-Control: no-store\r\n"
    b"Content-Type: multipart/x-mixed-replace; boundary=" + _BOUNDARY + b"\r\n\r\n"
)
_SEND_WITHIN_S = 2.0


class MjpegServer:
    """Serves compressed pictures in a loop, to any number of readers.

    Parameters
    ----------
    jpegs : sequence of bytes
        The pictures, from `compress`.
    fps : float
    port : int
        0 takes a free one.
    on_sent : callable, optional
        Called with the picture's place in the loop right before it is sent.
    """

    def __init__(
        self,
        jpegs: Sequence[bytes],
        fps: float = 30.0,
        port: int = 0,
        on_sent: Callable[[int], None] | None = None,
    ) -> None:
        self.jpegs = list(jpegs)
        self._fps = fps
        self._port = port
        self._on_sent = on_sent or (lambda _: None)
        self._stalled = threading.Event()
        self._listener: socket.socket | None = None
        self._readers: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self.connections = 0

    def __enter__(self) -> MjpegServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}/video"

    def start(self) -> None:
        """Begin to listen; after `stop`, at the same port as before."""
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._port = self._listener.getsockname()[1]
        self._begin(self._accept, self._listener)

    def stop(self) -> None:
        """Die: break off all connections and refuse new ones."""
        listener, self._listener = self._listener, None
        if listener is None:
            return
        _shut(listener)
        for reader in self._readers:
            _shut(reader)
        for thread in self._threads:
            thread.join()
        self._readers, self._threads = [], []

    def stall(self) -> None:
        """Send nothing, but keep the connections."""
        self._stalled.set()

    def go_on(self) -> None:
        """End a stall."""
        self._stalled.clear()

    def picture_at(self, place: int) -> bytes:
        """Return the picture to send when a place of the loop is due."""
        return self.jpegs[place]

    def _begin(self, work: Callable[[socket.socket], None], connection: socket.socket) -> None:
        thread = threading.Thread(target=work, args=(connection,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while self._listener is listener:
            try:
                reader, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            reader.settimeout(_SEND_WITHIN_S)
            reader.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._readers.append(reader)
            self._begin(self._serve, reader)

    def _serve(self, reader: socket.socket) -> None:
        try:
            reader.recv(4096)
            reader.sendall(_HEAD)
            for place in self._paced(self._listener):
                jpeg = self.picture_at(place)
                self._on_sent(place)
                reader.sendall(_part(jpeg))
        except OSError:
            pass
        finally:
            _shut(reader)

    def _paced(self, listener: socket.socket | None) -> Iterator[int]:
        """Yield places of the loop when they are due; a late one is not made up for."""
        due_s, number = time.monotonic(), 0
        while self._listener is listener:
            if not self._stalled.is_set():
                yield number % len(self.jpegs)
                number += 1
            due_s = max(due_s + 1.0 / self._fps, time.monotonic() - 1.0 / self._fps)
            time.sleep(max(0.0, due_s - time.monotonic()))


def compress(pictures: Iterator[Pixels] | Sequence[Pixels], quality: int = 85) -> list[bytes]:
    """Return (H, W, 3) RGB pictures as JPEG files."""
    return [_jpeg(picture, quality) for picture in pictures]


def to_and_fro(jpegs: Sequence[bytes]) -> list[bytes]:
    """Return pictures followed by themselves backwards: a loop without a jump."""
    return [*jpegs, *reversed(jpegs[1:-1])]


def _jpeg(picture: Pixels, quality: int) -> bytes:
    bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    done, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("the picture cannot be compressed")
    return data.tobytes()


def _part(jpeg: bytes) -> bytes:
    head = b"--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
    return head % (_BOUNDARY, len(jpeg)) + jpeg + b"\r\n"


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


def _main() -> None:
    parser = argparse.ArgumentParser(description="Serve a clip as an MJPEG camera.")
    parser.add_argument("clip", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--fps", type=float, default=30.0)
    arguments = parser.parse_args()
    from formcheck.video.reader import VideoFile  # noqa: PLC0415 (not needed by the class)

    jpegs = compress([frame.rgb for frame in VideoFile(arguments.clip).frames()])
    with MjpegServer(to_and_fro(jpegs), arguments.fps, arguments.port) as server:
        print(server.address, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    _main()
