"""Writing FlatBuffers, the format of TFLite models, and reading where their tables are.

The FlatBuffers package lays a file out differently from release to release;
what is written here is the same to the last byte everywhere, so that it can be
checked against a fixed hash. Format: https://flatbuffers.dev/internals/
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_WORD = 4
_UINT32 = struct.Struct("<I")
_INT32 = struct.Struct("<i")
_UINT16 = struct.Struct("<H")
_FLOAT32 = struct.Struct("<f")
# TFLite wants the bytes of a buffer aligned for vector instructions.
_DATA_ALIGNMENT = 16


@dataclass(frozen=True)
class Existing:
    """Something that follows the written part, at a position in what follows."""

    position: int


@dataclass(frozen=True)
class Text:
    """A string."""

    value: str


@dataclass(frozen=True)
class Data:
    """A vector of bytes."""

    value: bytes


@dataclass(frozen=True)
class Floats:
    """A vector of 32-bit floats."""

    values: Sequence[float]


@dataclass(frozen=True)
class Ints:
    """A vector of 32-bit integers."""

    values: Sequence[int]


@dataclass(frozen=True)
class Table:
    """A table: its fields by their number in the schema.

    A field is an int (stored in 32 bits, which a reader of fewer bits takes the
    lowest of) or refers to another node.
    """

    fields: Mapping[int, int | Node]


@dataclass(frozen=True)
class Nodes:
    """A vector of tables or strings."""

    items: Sequence[Node]


Node = Existing | Text | Data | Floats | Ints | Table | Nodes


def write_flat_buffer(root: Table, identifier: bytes, following: bytes = b"") -> bytes:
    """Return a FlatBuffer.

    Parameters
    ----------
    root : Table
        The root table.
    identifier : bytes
        Four bytes that name the format.
    following : bytes
        Put after the written part, on an aligned position; `Existing` refers into it.
    """
    # Twice: the first run finds how long the written part is, which the second points behind.
    length = len(_Writer(root, identifier, 0).data)
    aligned = -(-length // _DATA_ALIGNMENT) * _DATA_ALIGNMENT
    written = _Writer(root, identifier, aligned).data
    return bytes(written.ljust(aligned, b"\0") + following) if following else bytes(written)


def table_fields(buffer: bytes, position: int | None = None) -> dict[int, int]:
    """Return where each field of a table lies.

    Parameters
    ----------
    buffer : bytes
        A FlatBuffer.
    position : int, optional
        Position of the table; the root table without it.

    Returns
    -------
    dict of int to int
        Number of the field in the schema to the position of its value.
    """
    if position is None:
        position = referred(buffer, 0)
    vtable = position - _INT32.unpack_from(buffer, position)[0]
    size = _UINT16.unpack_from(buffer, vtable)[0]
    offsets = struct.unpack_from(f"<{size // 2 - 2}H", buffer, vtable + 4)
    return {number: position + offset for number, offset in enumerate(offsets) if offset}


def referred(buffer: bytes, position: int) -> int:
    """Return the position that a reference at a position points to."""
    return position + int(_UINT32.unpack_from(buffer, position)[0])


def vector_items(buffer: bytes, position: int) -> list[int]:
    """Return the positions that the items of a vector of tables point to."""
    count = _UINT32.unpack_from(buffer, position)[0]
    return [referred(buffer, position + _WORD * (1 + index)) for index in range(count)]


def int_items(buffer: bytes, position: int) -> list[int]:
    """Return the items of a vector of 32-bit integers."""
    count = _UINT32.unpack_from(buffer, position)[0]
    return list(struct.unpack_from(f"<{count}i", buffer, position + _WORD))


class _Writer:
    """Lays nodes out, each before those it refers to: references only point forward."""

    def __init__(self, root: Table, identifier: bytes, following_at: int) -> None:
        self.data = bytearray(_WORD) + identifier
        self._following_at = following_at
        self._refer(0, root)

    def _refer(self, place: int, node: Node) -> None:
        position = (
            self._following_at + node.position if isinstance(node, Existing) else self._put(node)
        )
        # In the first run of two, what follows has no place yet.
        _UINT32.pack_into(self.data, place, max(position - place, 0))

    def _put(self, node: Text | Data | Floats | Ints | Table | Nodes) -> int:
        match node:
            case Table(fields):
                return self._put_table(fields)
            case Nodes(items):
                position = self._put_vector(len(items), bytes(_WORD * len(items)))
                for index, item in enumerate(items):
                    self._refer(position + _WORD * (1 + index), item)
                return position
            case Floats(values):
                packed = b"".join(_FLOAT32.pack(value) for value in values)
                return self._put_vector(len(values), packed)
            case Ints(values):
                return self._put_vector(len(values), struct.pack(f"<{len(values)}i", *values))
            case Data(value):
                return self._put_vector(len(value), value, _DATA_ALIGNMENT)
            case Text(value):
                encoded = value.encode()
                return self._put_vector(len(encoded), encoded + b"\0")

    def _put_vector(self, count: int, content: bytes, alignment: int = _WORD) -> int:
        self.data += bytes(-(len(self.data) + _WORD) % alignment)
        position = len(self.data)
        self.data += _UINT32.pack(count) + content
        return position

    def _put_table(self, fields: Mapping[int, int | Node]) -> int:
        numbers = sorted(fields)
        slots = {number: _WORD * (1 + index) for index, number in enumerate(numbers)}
        entries = [slots.get(number, 0) for number in range(numbers[-1] + 1)]
        table_size = _WORD * (1 + len(numbers))
        vtable = struct.pack(f"<{2 + len(entries)}H", 4 + 2 * len(entries), table_size, *entries)
        self.data += bytes(-(len(self.data) + len(vtable)) % _WORD) + vtable
        position = len(self.data)
        self.data += _INT32.pack(len(vtable)) + bytes(table_size - _WORD)
        for number in numbers:
            place, value = position + slots[number], fields[number]
            if isinstance(value, int):
                _UINT32.pack_into(self.data, place, value)
            else:
                self._refer(place, value)
        return position
