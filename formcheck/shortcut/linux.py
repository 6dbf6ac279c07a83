"""The desktop entry of Linux desktops (freedesktop.org, Desktop Entry Specification 1.5)."""

from __future__ import annotations

from collections.abc import Sequence

FILE_NAME = "formcheck.desktop"
#: How plan and report files are called, and what tells them (Shared MIME-info Database 0.21).
MIME_TYPE = "application/x-formcheck"
MIME_FILE_NAME = "formcheck.xml"
_COMMENT = "Do exercises for the back, and see whether the form is right"
_MIME_COMMENT = "Plan or report of formcheck"
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
        # %f is the file that was double clicked, or nothing.
        f"Exec={' '.join(map(_quote, command))} %f",
        f"Icon={_value(icon)}",
        "Terminal=false",
        f"MimeType={MIME_TYPE};",
        "Categories=Education;MedicalSoftware;",
        "Keywords=exercise;physiotherapy;back;",
    )
    return "\n".join(lines) + "\n"


def mime_package() -> str:
    """Return the file that tells desktops which files are ours."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{MIME_TYPE}">
    <comment>{_MIME_COMMENT}</comment>
    <glob pattern="*.formcheck"/>
  </mime-type>
</mime-info>
"""


def _quote(argument: str) -> str:
    """Return an argument as the key Exec takes it: quoted, without field codes."""
    quoted = f'"{argument.translate(_QUOTED)}"'.replace("%", "%%")
    return _value(quoted)


def _value(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")
