"""The desktop entry of Linux desktops (freedesktop.org, Desktop Entry Specification 1.5)."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.words import ENGLISH, Words, languages, read_words

FILE_NAME = "formcheck.desktop"
#: How plan and report files are called, and what tells them (Shared MIME-info Database 0.21).
MIME_TYPE = "application/x-formcheck"
MIME_FILE_NAME = "formcheck.xml"
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
        *_comments(),
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
    english, *others = ((code, words.text("file")) for code, words in _by_language())
    told = [f"<comment>{english[1]}</comment>"]
    told += [f'<comment xml:lang="{code}">{text}</comment>' for code, text in others]
    kinds = "\n    ".join(told)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{MIME_TYPE}">
    {kinds}
    <glob pattern="*.formcheck"/>
  </mime-type>
</mime-info>
"""


def _comments() -> list[str]:
    """Return what it does: in English, then in each other language with its code."""
    (_, english), *others = _by_language()
    named = (f"Comment[{code}]={words.text('what_it_does')}" for code, words in others)
    return [f"Comment={english.text('what_it_does')}", *named]


def _by_language() -> list[tuple[str, Words]]:
    """Return the words of each language, English first: it holds for all others."""
    codes = sorted(languages(), key=lambda code: code != ENGLISH)
    return [(code, read_words("formcheck.shortcut", code)) for code in codes]


def _quote(argument: str) -> str:
    """Return an argument as the key Exec takes it: quoted, without field codes."""
    quoted = f'"{argument.translate(_QUOTED)}"'.replace("%", "%%")
    return _value(quoted)


def _value(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")
