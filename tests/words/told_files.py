"""Word files of English that stands in the code: written anew from what is gathered there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import tomlkit

_LONGEST_KEY = 7


def known_texts(file: Path) -> dict[str, str]:
    """Return the texts of a word file by their keys; none if there is no such file yet."""
    if not file.exists():
        return {}
    table: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))["told"]
    return table


def write_texts(file: Path, head: str, texts: Iterable[str]) -> None:
    """Write a word file anew.

    Parameters
    ----------
    file : Path
    head : str
        Comment at its top.
    texts : iterable of str
        In their order; those that are known keep their keys.
    """
    keys = {text: key for key, text in known_texts(file).items()}
    taken = set(keys.values())
    document = tomlkit.parse(head)
    table = tomlkit.table()
    for text in texts:
        key = keys.get(text) or _key(text, taken)
        taken.add(key)
        table[key] = text
    document["told"] = table
    file.write_text(tomlkit.dumps(document), encoding="utf-8")


def _key(text: str, taken: set[str]) -> str:
    words = re.findall(r"[a-z0-9]+", re.sub(r"\{\w+\}|’|'", "", text).lower())
    key = "_".join(words[:_LONGEST_KEY]) or "of"
    while key in taken:
        key += "_2"
    return key
