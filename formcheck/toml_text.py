"""TOML as formcheck reads and writes it: read by Python's own parser, written by tomlkit."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tomlkit.items import Table

#: Lines to stand above a value, by the names on the way to it: ``("view", "yaw_ok_deg")``.
Comments = Mapping[tuple[str, ...], str]


def parse_toml(text: str) -> dict[str, Any]:
    """Return the tables of a TOML text.

    Raises
    ------
    tomllib.TOMLDecodeError
        It is no TOML, is nested beyond reason, or holds a number beyond reason.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("tables or lists lie too deep within each other") from None
    except ValueError:
        raise tomllib.TOMLDecodeError("a number has too many digits") from None


def render_toml(head: str, values: Mapping[str, Any], comments: Comments | None = None) -> str:
    """Return values as a TOML text for people to edit.

    Parameters
    ----------
    head : str
        Lines of a comment at the top, without the ``#``.
    values : mapping
        Tables may lie within it; one without values is left out. What is None is only
        named in a comment, for TOML has no word for "not set".
    comments : mapping, optional
    """
    # Loaded here: most commands write no TOML.
    import tomlkit  # noqa: PLC0415

    document = tomlkit.document()
    for line in head.splitlines():
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    for key, item in _make_table(values, comments or {}, ()).value.body:
        document.append(key, item)
    return tomlkit.dumps(document).rstrip("\n") + "\n"


def _make_table(values: Mapping[str, Any], comments: Comments, place: tuple[str, ...]) -> Table:
    """Return a table: its own values first, then the tables within."""
    import tomlkit  # noqa: PLC0415

    table = tomlkit.table()
    for key, value in values.items():
        if isinstance(value, Mapping):
            continue
        if comment := comments.get((*place, key)):
            table.add(tomlkit.comment(comment))
        if value is None:
            table.add(tomlkit.comment(f"{key} is not set"))
        else:
            table.add(key, value)
    for key, value in values.items():
        if isinstance(value, Mapping):
            inner = _make_table(value, comments, (*place, key))
            if inner.value.body:
                table.add(key, inner)
    return table
