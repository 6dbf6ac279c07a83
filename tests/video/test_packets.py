from __future__ import annotations

from pathlib import Path

from formcheck.video.reader import VideoFile
from tests.support.clips import brightness_ramp, write_clip

_TS_PACKET = 188


def damaged_ts(path: Path, share: float) -> Path:
    """Write a transport stream and lose one of its packets, so far along."""
    write_clip(path, brightness_ramp(160, 120), 40, keyframe_interval=10)
    data = path.read_bytes()
    packets = [data[at : at + _TS_PACKET] for at in range(0, len(data), _TS_PACKET)]
    # A picture's packets: those of the lowest stream number after the tables.
    pictures = [at for at, packet in enumerate(packets) if packet[1] & 0x1F == 1]
    lost = pictures[round(share * (len(pictures) - 1))]
    path.write_bytes(b"".join(packets[:lost] + packets[lost + 1 :]))
    return path


def test_a_packet_damaged_on_the_way_is_no_end(tmp_path: Path) -> None:
    video = VideoFile(damaged_ts(tmp_path / "clip.ts", 0.5))
    assert not video.truncated
    assert len(list(video.frames())) >= 35


def test_sizes_of_an_ordinary_clip_do_not_change(tmp_path: Path) -> None:
    for name, codec in (
        ("a.mp4", "libx264"),
        ("a.mkv", "libx264"),
        ("a.ts", "libx264"),
        ("b.mp4", "libx265"),
        ("b.mkv", "libx265"),
        ("c.mp4", "mpeg4"),
    ):
        path = write_clip(tmp_path / name, brightness_ramp(), 30, codec=codec, keyframe_interval=6)
        assert not VideoFile(path).packets.sizes_may_change, name
