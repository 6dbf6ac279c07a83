"""Films as cameras and editing programs leave them: bare streams, left-out frames, new sizes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.bitstream import BitStreamFilterContext

from tests.support.clips import Painter


def write_leaving_out(
    path: Path, paint: Painter, frames: int, left_out: Collection[int], *, codec: str, b_frames: int
) -> Path:
    """Write a film of ten frames a second in which some frames are missing."""
    height_px, width_px = paint(0).shape[:2]
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = width_px, height_px, "yuv420p"
        stream.codec_context.max_b_frames = b_frames
        for index in sorted(set(range(frames)) - set(left_out)):
            frame = av.VideoFrame.from_ndarray(paint(index), format="rgb24")
            frame.pts, frame.time_base = index, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def write_tagged(
    path: Path, paint: Painter, frames: int, rate: int | Fraction, tags: Mapping[str, str]
) -> Path:
    """Write an MP4 with tags as phones write them."""
    height_px, width_px = paint(0).shape[:2]
    options = {"movflags": "use_metadata_tags"}
    with av.open(str(path), "w", options=options) as container:
        container.metadata.update(tags)
        stream = container.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = width_px, height_px, "yuv420p"
        for index in range(frames):
            frame = av.VideoFrame.from_ndarray(paint(index), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def bare_h264(source: Path) -> bytes:
    """Return the picture track of an MP4 as a bare stream."""
    with av.open(str(source)) as container:
        stream = container.streams.video[0]
        start_codes = BitStreamFilterContext("h264_mp4toannexb", stream)
        packets = [packet for packet in container.demux(stream) if packet.size]
        return b"".join(bytes(part) for packet in packets for part in start_codes.filter(packet))


def without_rate(stream: bytes) -> bytes:
    """Return a bare H.264 stream whose header tells no frame rate any more.

    The rate is at the end of the sequence parameter set, in its optional part (VUI).
    """
    units = stream.split(b"\x00\x00\x01")
    return b"\x00\x00\x01".join(
        _without_vui(unit) if unit and unit[0] & 0x1F == 7 else unit for unit in units
    )


def _without_vui(unit: bytes) -> bytes:
    payload = unit.rstrip(b"\x00").replace(b"\x00\x00\x03", b"\x00\x00")
    bits = np.unpackbits(np.frombuffer(payload, np.uint8)).tolist()
    flag = _vui_flag(bits, profile=payload[1])
    kept = [*bits[:flag], 0, 1]
    packed = np.packbits(np.array(kept, np.uint8)).tobytes()
    # Two zero bytes before a small one would be taken for a start code.
    for low in range(4):
        packed = packed.replace(bytes([0, 0, low]), bytes([0, 0, 3, low]))
    return packed


def _vui_flag(bits: list[int], profile: int) -> int:
    """Return where the flag stands that the optional part follows (H.264, 7.3.2.1.1)."""
    at = 32

    def golomb() -> int:
        nonlocal at
        zeros = 0
        while bits[at + zeros] == 0:
            zeros += 1
        value = int("".join(map(str, bits[at + zeros : at + 2 * zeros + 1])), 2) - 1
        at += 2 * zeros + 1
        return value

    golomb()
    if profile >= 100:
        # Chroma format, bit depths, and no scaling matrix.
        golomb(), golomb(), golomb()
        at += 2
    golomb()
    if golomb() == 0:
        golomb()
    golomb()
    at += 1
    golomb(), golomb()
    frames_only = bits[at]
    at += 1 if frames_only else 2
    at += 1
    cropped = bits[at]
    at += 1
    if cropped:
        golomb(), golomb(), golomb(), golomb()
    return at
