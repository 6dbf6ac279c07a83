"""Words of the urgent signs in what a person writes (clinical-spec §2.1 and §13).

A message may be read days later. Whoever writes of such a sign is shown at once what to do. The
lists are looked for in every language there is, since people write in their own; better one page
too many than one too few.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources

from formcheck.words import Words

#: What telephones and keyboards make of an apostrophe.
_TYPOGRAPHIC = str.maketrans(dict.fromkeys("\u2019\u2018\u00b4`", "'"))


def find_urgent(text: str) -> list[str]:
    """Return the words of a text that stand for an urgent sign, in small letters.

    Whole words are looked for, capitals or not, accents or not. A pattern of several words
    joined by ``&`` is found where all of them stand in one sentence.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str
        Empty if there are none.
    """
    found: dict[str, None] = {}
    for sentence in re.split(r"[.!?;\n]+", text):
        plain = _plain(sentence)
        for pattern in _patterns():
            spans = [part.search(plain) for part in pattern]
            if all(spans):
                found |= {span.group(): None for span in spans if span is not None}
    return list(found)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], ...]:
    lists = [
        line
        for file in resources.files(__name__).iterdir()
        if file.name.startswith("words.") and file.name.endswith(".toml")
        for line in Words(tomllib.loads(file.read_text(encoding="utf-8"))).lines("signs")
    ]
    return tuple(tuple(_compile(part) for part in line.split("&")) for line in dict.fromkeys(lists))


def _compile(part: str) -> re.Pattern[str]:
    """Return what finds one of several words; ``*`` at an end stands for any letters."""
    words = [
        re.escape(_plain(word).strip()).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
        for word in part.split("|")
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _plain(text: str) -> str:
    """Return a text in small letters without accents."""
    folded = unicodedata.normalize("NFKD", text.translate(_TYPOGRAPHIC).casefold())
    return "".join(sign for sign in folded if not unicodedata.combining(sign))
