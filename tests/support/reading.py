"""How hard an English text is to read."""

from __future__ import annotations

import re
from functools import cache

from pyphen import Pyphen


def reading_grade(text: str) -> float:
    """Return the school grade by the formula of Flesch and Kincaid (1975).

    0.39 words a sentence + 11.8 syllables a word - 15.59; five is a reading age of about ten.
    Syllables are the parts that a word may be hyphenated into, so that some are left out.
    """
    words = re.findall(r"[A-Za-z0-9][A-Za-z0-9\u2019'-]*", text)
    sentences = max(len(re.findall(r"[.!?](?:\s|$)", text)), 1)
    syllables = sum(len(_hyphens().positions(word)) + 1 for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


@cache
def _hyphens() -> Pyphen:
    return Pyphen(lang="en_US")
