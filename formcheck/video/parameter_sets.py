"""Whether the pictures of a clip may change their size, told from its packets alone.

A phone that is turned while it films, or a call whose line gets worse, goes on in
pictures of another size. Such a change comes with a keyframe, and in H.264 and HEVC
with another sequence parameter set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from av.packet import Packet
from av.video.stream import VideoStream

# These carry the size in the keyframe itself; they have to be decoded to know it.
_SIZE_IN_KEYFRAME = frozenset({"vp8", "vp9", "av1"})
_SEQUENCE_SET = {"h264": 7, "hevc": 33}
#: Parameter sets stand at the beginning of a packet.
_LOOKED_AT_BYTES = 4096
_START = b"\x00\x00\x01"


class SizeWatch:
    """Looks at the packets of one picture track."""

    def __init__(self, stream: VideoStream) -> None:
        self._codec = stream.codec_context.codec.canonical_name
        head = stream.codec_context.extradata or b""
        # A configuration record begins with a 1, a start code with a 0.
        self._length_bytes = _length_bytes(head, self._codec) if head[:1] == b"\x01" else 0
        self._sets = self._wanted(_recorded_units(head, self._codec))
        self._keyframes = 0

    def see(self, packet: Packet[VideoStream]) -> None:
        """Take the next packet."""
        # Nearly every packet has nothing beside it, and asking for one kind takes long.
        anything = next(packet.iter_sidedata(), None) is not None
        if anything and packet.has_sidedata("new_extradata"):
            self._sets.add(bytes(packet.get_sidedata("new_extradata")))
        if not packet.is_keyframe:
            return
        self._keyframes += 1
        if self._codec in _SEQUENCE_SET:
            head = bytes(memoryview(packet)[:_LOOKED_AT_BYTES])
            self._sets |= self._wanted(_units(head, self._length_bytes))

    @property
    def may_change(self) -> bool:
        """Whether the pictures seen so far may be of several sizes."""
        if self._codec in _SIZE_IN_KEYFRAME:
            return self._keyframes > 1
        return len(self._sets) > 1

    def _wanted(self, units: Iterable[bytes]) -> set[bytes]:
        return {unit for unit in units if self._kind(unit) == _SEQUENCE_SET.get(self._codec)}

    def _kind(self, unit: bytes) -> int:
        return unit[0] & 0x1F if self._codec == "h264" else unit[0] >> 1 & 0x3F


def _length_bytes(record: bytes, codec: str) -> int:
    """Return how many bytes state a unit's length."""
    at = 4 if codec == "h264" else 21
    return (record[at] & 3) + 1 if len(record) > at else 4


def _recorded_units(record: bytes, codec: str) -> Iterator[bytes]:
    """Yield the units that the container keeps for the whole track."""
    if codec not in _SEQUENCE_SET or record[:1] != b"\x01":
        return
    # Each stands behind its length in two bytes. In H.264 the sequence sets come first, at
    # byte 6; in HEVC arrays of three bytes' head follow from byte 23, and a head is no unit.
    at = 6 if codec == "h264" else 26
    while at + 2 <= len(record):
        end = at + 2 + int.from_bytes(record[at : at + 2], "big")
        if at + 2 < end <= len(record):
            yield record[at + 2 : end]
        at = end + (0 if codec == "h264" else 3)


def _units(head: bytes, length_bytes: int) -> Iterator[bytes]:
    """Yield the units that lie wholly in the beginning of a packet."""
    if not length_bytes:
        yield from (unit.rstrip(b"\x00") for unit in head.split(_START)[1:-1] if unit)
        return
    at = 0
    while at + length_bytes < len(head):
        end = at + length_bytes + int.from_bytes(head[at : at + length_bytes], "big")
        if end > len(head):
            return
        if end > at + length_bytes:
            yield head[at + length_bytes : end]
        at = end
