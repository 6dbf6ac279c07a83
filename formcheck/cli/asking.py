"""Asking whether something is to be done; answered in the language in force, or in English."""

from __future__ import annotations

import unicodedata

import typer

from formcheck.words import read_words

_WORDS = read_words("formcheck.cli")


def is_agreed(question: str) -> bool:
    """Ask, and return whether the answer was yes; whatever else is typed is none.

    Parameters
    ----------
    question : str
        A whole sentence, with its question mark.

    Raises
    ------
    typer.Abort
        What is typed has ended.
    """
    asked = _WORDS.text("asking.question", question=question)
    answer = typer.prompt(asked, default="", show_default=False, prompt_suffix=" ")
    agreeing = (*_WORDS.lines("asking.yes"), *_WORDS.in_english().lines("asking.yes"))
    return _plain(answer.strip()) in map(_plain, agreeing)


def _plain(word: str) -> str:
    """Return a word without accents and capitals: “Si” is as good as “sí”."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
