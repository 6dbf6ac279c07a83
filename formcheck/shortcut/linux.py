"""The desktop entry of Linux desktops (freedesktop.org, Desktop Entry Specification 1.5)."""

from __future__ import annotations

from collections.abc import Sequence

FILE_NAME = "formcheck.desktop"
_COMMENT = "Do exercises for the back, and see whether the form is right"
#: Inside quotes these have a meaning of their own; the entry itself takes backslashes once more.
_QUOTED = str.maketrans({sign: f"\\{sign}" for sign in '"`$\\'})


def desktop_entry(command: Sequence[str], icon: str) -> str:
    """Return the text of the entry.

    Parameters
    ----------
    command : sequence of str
        The program and its arguments.
    icon : str
        Path of a picture.
    """
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.5",
        "Name=formcheck",
        f"Comment={_COMMENT}",
        f"Exec={' '.join(map(_quote, command))}",
        f"Icon={_value(icon)}",
        "Terminal=false",
        "Categories=Education;MedicalSoftware;",
        "Keywords=exercise;physiotherapy;back;",
    )
    return "\n".join(lines) + "\n"


def _quote(argument: str) -> str:
    """Return an argument as the key Exec takes it: quoted, without field codes."""
    quoted = f'"{argument.translate(_QUOTED)}"'.replace("%", "%%")
    return _value(quoted)


def _value(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")
