"""Ways in which documents are damaged by chance.

Chance is a ``Random``: of a number, which makes the same document again, or Hypothesis' own,
which looks for the smallest document that fails.
"""

from __future__ import annotations

import json
from random import Random
from typing import Any


def odd_values(chance: Random) -> list[Any]:
    """Return values that nobody expects where they stand."""
    return [
        None,
        True,
        -1,
        0,
        2**63,
        -(10**30),
        1e308,
        -1e308,
        float("nan"),
        float("inf"),
        chance.uniform(-1e3, 1e3),
        "",
        "x" * 3000,
        "\u202e<script>\x00",
        "../../../etc/passwd",
        "12",
        [],
        {},
        [[]] * 3,
        {"do": "finish"},
    ]


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) of nested lists and tables."""
    if isinstance(value, dict):
        items: list[tuple[Any, Any]] = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    else:
        return []
    return [(value, key) for key, _ in items] + [
        place for _, inner in items for place in _places(inner)
    ]


def change_values(document: Any, chance: Random) -> None:
    """Replace, remove, copy or add values of a document, in place."""
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        places = _places(document)
        if not places:
            return
        container, key = chance.choice(places)
        odd = odd_values(chance)
        match chance.randrange(6):
            case 0:
                del container[key]
            case 1 if isinstance(container, dict):
                container[chance.choice(["extra", "", "x" * 500, "__proto__"])] = chance.choice(odd)
            case 2:
                other, name = chance.choice(places)
                if name in (other if isinstance(other, dict) else range(len(other))):
                    container[key] = json.loads(json.dumps(other[name]))
            case _:
                container[key] = chance.choice(odd)


def damage_bytes(data: bytes, chance: Random) -> bytes:
    """Cut, overwrite, double or nest a piece of a file."""
    if not data:
        return data
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 1, 2, 8, 200)))
    piece = chance.choice(
        [
            b"",
            chance.randbytes(end - start),
            data[start:end] * 2,
            b"\x00",
            b"\xff\xfe",
            b"[" * chance.choice((3, 2000)),
            b'{"a":' * 500,
            b"9" * chance.choice((20, 5000)),
            b"1e999",
        ]
    )
    return data[:start] + piece + data[end:]


def damage_json(document: Any, chance: Random) -> bytes:
    """Return a JSON document with other values, or none; the document itself is changed."""
    change_values(document, chance)
    data = json.dumps(document).encode("utf-8", "surrogatepass")
    return damage_bytes(data, chance) if chance.random() < 0.3 else data


def damage_lines(sound: str, chance: Random) -> bytes:
    """Exchange the value of a line of a TOML file, or damage a text as bytes."""
    lines = sound.splitlines()
    values = ["true", "-400", "1e308", "nan", "-inf", "'x'", "[]", "{}", "9" * 400, "1979-05-27"]
    for _ in range(chance.choice((1, 1, 2, 4))):
        place = chance.randrange(len(lines))
        name = lines[place].partition("=")[0]
        lines[place] = chance.choice(
            [f"{name}= {chance.choice(values)}", f"{name}x = 3", "", lines[place] * 2, "[view]"]
        )
    data = "\n".join(lines).encode()
    return damage_bytes(data, chance) if chance.random() < 0.3 else data
