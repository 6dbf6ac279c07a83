from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import numpy as np
import pytest

from formcheck.errors import CameraError
from formcheck.video.sources.network import open_stream
from formcheck.video.sources.source import Captured
from tests.support.mjpeg_server import MjpegServer, compress
from tests.video.sources.reading import read_on


def _plain(width_px: int, height_px: int, level: int) -> np.ndarray[tuple[int, ...], np.dtype]:
    return np.full((height_px, width_px, 3), (level, 40, 40), np.uint8)


@pytest.fixture
def server() -> Iterator[MjpegServer]:
    with MjpegServer(compress([_plain(64, 48, 200)]), fps=50) as server:
        yield server


def test_pictures_arrive_in_their_colours(server: MjpegServer) -> None:
    source = open_stream(server.address)
    captured = source.read()
    assert captured is not None
    assert captured.rgb.shape == (48, 64, 3)
    assert np.allclose(captured.rgb.mean(axis=(0, 1)), (200, 40, 40), atol=6)
    source.close()


def test_large_pictures_are_shrunk() -> None:
    with MjpegServer(compress([_plain(1920, 1080, 200)]), fps=20) as server:
        source = open_stream(server.address)
        captured = source.read()
        source.close()
    assert captured is not None
    assert captured.rgb.shape == (720, 1280, 3)


def test_the_size_may_change_meanwhile(server: MjpegServer) -> None:
    source = open_stream(server.address)
    assert source.read() is not None
    server.jpegs[:] = compress([_plain(96, 64, 100)])
    for _ in range(200):
        captured = source.read()
        assert captured is not None
        if captured.rgb.shape == (64, 96, 3):
            break
    else:
        raise AssertionError("the new size never came")
    source.close()


def test_a_server_that_dies(server: MjpegServer) -> None:
    source = open_stream(server.address)
    assert source.read() is not None
    server.stop()
    with pytest.raises(CameraError):
        read_on(source)
    source.close()


def test_a_stall_can_be_left_at_once(server: MjpegServer) -> None:
    source = open_stream(server.address)
    server.stall()
    answers: list[Captured | None] = []

    def read_to_the_end() -> None:
        while (captured := source.read()) is not None:
            answers.append(captured)
        answers.append(None)

    reader = threading.Thread(target=read_to_the_end, daemon=True)
    reader.start()
    source.close()
    reader.join(timeout=10)
    assert answers[-1] is None


def test_a_server_that_sends_something_else() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        connection, _ = listener.accept()
        connection.recv(4096)
        connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>hello</p>")
        connection.close()

    threading.Thread(target=answer, daemon=True).start()
    with pytest.raises(CameraError, match="No stream can be read"):
        open_stream(f"http://127.0.0.1:{listener.getsockname()[1]}/")
    listener.close()
