from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.errors import DiskFullError, MachineError, OutputError
from formcheck.video import h264
from formcheck.video.writer import H264Writer, find_h264_encoder


def grey(level: int, width_px: int = 64, height_px: int = 48) -> NDArray[np.uint8]:
    return np.full((height_px, width_px, 3), level, np.uint8)


def decode(path: Path) -> list[tuple[float, NDArray[np.uint8]]]:
    with av.open(str(path)) as container:
        return [
            (float(frame.time or 0.0), frame.to_ndarray(format="rgb24"))
            for frame in container.decode(video=0)
        ]


@pytest.mark.parametrize("quick", [False, True])
def test_frames_keep_their_uneven_times_and_their_pictures(tmp_path: Path, quick: bool) -> None:
    times_s = [0.0, 0.033, 0.1, 0.101, 0.5, 1.25]
    with H264Writer(tmp_path / "a.mp4", 64, 48, 30.0, quick=quick) as writer:
        for number, time_s in enumerate(times_s):
            writer.write(grey(40 * number), time_s)
    frames = decode(tmp_path / "a.mp4")
    assert [time_s for time_s, _ in frames] == pytest.approx(times_s, abs=1e-4)
    for number, (_, picture) in enumerate(frames):
        assert abs(float(picture.mean()) - 40 * number) < 4


def test_container_is_one_that_browsers_play_while_it_loads(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with H264Writer(path, 64, 48, 30.0) as writer:
        writer.write(grey(100), 0.0)
    with av.open(str(path)) as container:
        (stream,) = container.streams
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize(
    ("size", "even"), [((63, 47), (64, 48)), ((64, 47), (64, 48)), ((65, 48), (66, 48))]
)
def test_odd_sizes_grow_by_one(
    tmp_path: Path, size: tuple[int, int], even: tuple[int, int]
) -> None:
    with H264Writer(tmp_path / "a.mp4", *size, 25.0) as writer:
        writer.write(grey(90, *size), 0.0)
    ((_, picture),) = decode(tmp_path / "a.mp4")
    assert (picture.shape[1], picture.shape[0]) == even
    assert abs(float(picture[-1, -1].mean()) - 90) < 4


def test_colours_survive_with_their_matrix_named(tmp_path: Path) -> None:
    red = np.zeros((48, 64, 3), np.uint8)
    red[:] = (200, 40, 60)
    with H264Writer(tmp_path / "a.mp4", 64, 48, 30.0) as writer:
        writer.write(red, 0.0)
    ((_, picture),) = decode(tmp_path / "a.mp4")
    assert np.abs(picture.astype(int) - red).max() <= 6
    with av.open(str(tmp_path / "a.mp4")) as container:
        assert container.streams.video[0].codec_context.colorspace == 6


def test_stretches_of_several_encoders_join_into_one_film(tmp_path: Path) -> None:
    with H264Writer(tmp_path / "a.mp4", 64, 48, 10.0) as writer:
        late, early = writer.new_encoder(), writer.new_encoder()
        second = [p for i in range(5, 9) for p in late.encode(grey(20 * i), i / 10)] + late.flush()
        first = [p for i in range(5) for p in early.encode(grey(20 * i), i / 10)] + early.flush()
        writer.write_packets(first)
        writer.write_packets(second)
    frames = decode(tmp_path / "a.mp4")
    assert [time_s for time_s, _ in frames] == pytest.approx([i / 10 for i in range(9)], abs=1e-4)
    assert all(abs(float(p.mean()) - 20 * i) < 4 for i, (_, p) in enumerate(frames))


def test_same_pictures_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.mp4", "b.mp4"):
        with H264Writer(tmp_path / name, 64, 48, 30.0) as writer:
            for number in range(40):
                writer.write(grey(5 * number), number / 30)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_nothing_new_is_left_after_an_error_and_the_old_file_stays(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "a.mp4"
    path.write_text("old")

    def begin_and_fail() -> None:
        with H264Writer(path, 64, 48, 30.0) as writer:
            writer.write(grey(10), 0.0)
            raise error

    with pytest.raises(error):
        begin_and_fail()
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.mp4"]
    assert path.read_text() == "old"


def test_missing_folder_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        H264Writer(tmp_path / "nowhere" / "a.mp4", 64, 48, 30.0)


def test_folder_in_the_way_is_found_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").mkdir()
    with pytest.raises(OutputError, match="folder"):
        H264Writer(tmp_path / "a.mp4", 64, 48, 30.0)


def test_full_disk_is_named_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", refuse)
    with (
        pytest.raises(DiskFullError, match="no space"),
        H264Writer(tmp_path / "a.mp4", 64, 48, 30.0) as writer,
    ):
        writer.write(grey(10), 0.0)
    assert list(tmp_path.iterdir()) == []


def test_an_encoder_is_found_and_is_one_of_those_known_to_be_h264() -> None:
    assert find_h264_encoder() in h264._ENCODERS


def test_encoder_that_is_built_in_but_does_not_open_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    configure = h264.configure

    def without_hardware(context: Any, *size: Any, **how: Any) -> Any:
        if context.name == "h264_nvenc":
            raise av.error.ExternalError(1, "no device")
        return configure(context, *size, **how)

    monkeypatch.setattr(h264, "configure", without_hardware)
    monkeypatch.setattr(h264, "_ENCODERS", ("no_such_encoder", "h264_nvenc", "libx264"))
    find_h264_encoder.cache_clear()
    try:
        assert find_h264_encoder() == "libx264"
    finally:
        find_h264_encoder.cache_clear()


def test_machine_without_encoder_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(h264, "_ENCODERS", ())
    find_h264_encoder.cache_clear()
    try:
        with pytest.raises(MachineError, match=r"no H\.264 encoder") as caught:
            H264Writer(tmp_path / "a.mp4", 64, 48, 30.0)
        assert "pip install" in caught.value.hint
    finally:
        find_h264_encoder.cache_clear()
    assert list(tmp_path.iterdir()) == []
