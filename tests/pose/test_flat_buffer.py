from __future__ import annotations

import struct

import pytest

from formcheck.pose.flat_buffer import (
    Data,
    Existing,
    Floats,
    Ints,
    Nodes,
    Table,
    Text,
    int_items,
    referred,
    table_fields,
    vector_items,
    write_flat_buffer,
)


def text_at(buffer: bytes, position: int) -> str:
    start = referred(buffer, position)
    length = struct.unpack_from("<I", buffer, start)[0]
    assert buffer[start + 4 + length] == 0
    return buffer[start + 4 : start + 4 + length].decode()


def test_layout_of_the_smallest_table() -> None:
    assert write_flat_buffer(Table({0: 7}), b"ABCD") == bytes.fromhex(
        # root at 16, identifier, padding; vtable: 6 bytes, table of 8, field 0 at 4; 7
        "10000000 41424344 0000 0600 0800 0400 06000000 07000000"
    )


def test_absent_fields_are_told_from_present_ones() -> None:
    buffer = write_flat_buffer(Table({1: 5, 4: 9}), b"ABCD")
    fields = table_fields(buffer)
    assert sorted(fields) == [1, 4]
    assert [struct.unpack_from("<I", buffer, fields[number])[0] for number in (1, 4)] == [5, 9]


def test_texts_and_nested_tables() -> None:
    inner = [Table({0: Text("one")}), Table({0: Text("zwölf")})]
    buffer = write_flat_buffer(Table({0: Text("name"), 2: Nodes(inner)}), b"ABCD")
    fields = table_fields(buffer)
    assert text_at(buffer, fields[0]) == "name"
    items = vector_items(buffer, referred(buffer, fields[2]))
    assert [text_at(buffer, table_fields(buffer, item)[0]) for item in items] == ["one", "zwölf"]


def test_floats() -> None:
    buffer = write_flat_buffer(Table({0: Floats([127.5, -1.0])}), b"ABCD")
    start = referred(buffer, table_fields(buffer)[0])
    assert struct.unpack_from("<I2f", buffer, start) == (2, 127.5, -1.0)


def test_integers() -> None:
    buffer = write_flat_buffer(Table({0: Ints([7, -1]), 1: Ints([])}), b"ABCD")
    first, second = (referred(buffer, table_fields(buffer)[number]) for number in (0, 1))
    assert struct.unpack_from("<I2i", buffer, first) == (2, 7, -1)
    assert (int_items(buffer, first), int_items(buffer, second)) == ([7, -1], [])


@pytest.mark.parametrize("before", ["", "a", "abcdefg", "abcdefghijklmnop"])
def test_bytes_are_aligned_for_vector_instructions(before: str) -> None:
    buffer = write_flat_buffer(Table({0: Text(before), 1: Data(b"\1\2\3")}), b"ABCD")
    start = referred(buffer, table_fields(buffer)[1])
    assert (start + 4) % 16 == 0
    assert buffer[start : start + 7] == b"\3\0\0\0\1\2\3"


def test_what_follows_is_kept_and_referred_to() -> None:
    old = write_flat_buffer(Table({0: Text("kept")}), b"OLD!")
    text = referred(old, table_fields(old)[0])
    new = write_flat_buffer(Table({3: Existing(text), 5: Text("added")}), b"NEW!", following=old)
    assert new.endswith(old)
    assert (len(new) - len(old)) % 16 == 0
    fields = table_fields(new)
    assert (text_at(new, fields[3]), text_at(new, fields[5])) == ("kept", "added")
