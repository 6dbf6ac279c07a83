"""How hard a text is to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pyphen import Pyphen


@dataclass(frozen=True)
class _Ease:
    """What a sentence's length and a word's syllables take from the greatest ease."""

    greatest: float
    a_word: float
    a_syllable: float


#: Flesch's reading ease, fitted to each language so that the same figure means the same trouble.
_EASE = {
    "de": _Ease(180.0, 1.0, 58.5),  # Amstad 1978
    "fr": _Ease(207.0, 1.015, 73.6),  # Kandel and Moles 1958
    "es": _Ease(206.84, 1.02, 60.0),  # Fernández Huerta 1959
}


def reading_grade(text: str) -> float:
    """Return the school grade by the formula of Flesch and Kincaid (1975).

    0.39 words a sentence + 11.8 syllables a word - 15.59; five is a reading age of about ten.
    """
    a_sentence, a_word = _words_a_sentence_and_syllables_a_word(text, "en")
    return 0.39 * a_sentence + 11.8 * a_word - 15.59


def reading_ease(text: str, language: str) -> float:
    """Return the ease of a German, French or Spanish text; 80 and more is easy."""
    ease = _EASE[language]
    a_sentence, a_word = _words_a_sentence_and_syllables_a_word(text, language)
    return ease.greatest - ease.a_word * a_sentence - ease.a_syllable * a_word


def _words_a_sentence_and_syllables_a_word(text: str, language: str) -> tuple[float, float]:
    """Syllables are the parts that a word may be hyphenated into, so that some are left out."""
    words = re.findall(r"[^\W_][\w\u2019'-]*", text)
    sentences = max(len(re.findall(r"[.!?](?:\s|$)", text)), 1)
    syllables = sum(len(_hyphens(language).positions(word)) + 1 for word in words)
    return len(words) / sentences, syllables / len(words)


@cache
def _hyphens(language: str) -> Pyphen:
    return Pyphen(lang=f"{language}_{'US' if language == 'en' else language.upper()}")
