"""What each setting means, gathered from where the settings are defined.

``python -m tests.words.setting_texts`` writes it into the word file; keys that are there stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from formcheck.exercises.settings import settings_type
from tests.words.followed import ROOT
from tests.words.told_files import known_texts, write_texts

FILE = ROOT / "words" / "settings" / "words.en.toml"
_HEAD = """\
# What the settings mean, in English, as the code has it. Gathered by
# "python -m tests.words.setting_texts"; a translation is a file beside this one, with the same
# names on the left. Each tells of the number that stands beside it: "this" is that number.
"""
_OF_FAULT = "{fault}: {meaning}"
#: What the description of a setting of one fault begins with.
FAULT = re.compile(r"[A-Z]+-\d+: ")


def described(
    model: type[BaseModel] | None = None, path: str = ""
) -> Iterator[tuple[str, FieldInfo]]:
    """Yield every setting with its place, as ``view.yaw_ok_deg``."""
    for name, field in (model or settings_type()).model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from described(inner, f"{path}{name}.")
        else:
            yield f"{path}{name}", field


def gather() -> list[str]:
    """Return all texts, each once, in the order of the settings, without the names of faults."""
    texts = (FAULT.sub("", field.description or "", count=1) for _, field in described())
    return list(dict.fromkeys([_OF_FAULT, *filter(None, texts)]))


def known() -> dict[str, str]:
    """Return the texts of the word file by their keys."""
    return known_texts(FILE)


if __name__ == "__main__":
    write_texts(FILE, _HEAD, gather())
