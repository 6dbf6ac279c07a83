"""Sentences that a result keeps in English, said in the language in force when they are shown.

Results are files for other programs, too, so what they say of a clip is English whatever is spoken.
The texts of a package that may get into a result stand in the table ``told`` of its words, and a
page that shows one finds its translation by the English text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from formcheck.words.catalogue import read_words
from formcheck.words.language import ENGLISH, current_language

_TABLE = "told"
_PLACE = re.compile(r"\{\w+\}")
_ESCAPED_PLACE = re.compile(r"\\\{(\w+)\\\}")


def tell(package: str, key: str, **values: object) -> str:
    """Return a sentence as a result keeps it: in English, whatever is spoken.

    Parameters
    ----------
    package : str
        Dotted name of the package whose table ``told`` holds the sentence.
    key : str
        Its name there.
    **values
        What is to be filled in.

    Raises
    ------
    KeyError
        If there is no such sentence.
    """
    return read_words(package, ENGLISH).text(f"{_TABLE}.{key}", **values)


def retell(
    text: str, packages: Iterable[str], call: Callable[[str], str] = lambda name: name
) -> str:
    """Return a sentence of a result in the language in force.

    Parameters
    ----------
    text : str
        As the result has it, in English, its places filled in.
    packages : iterable of str
        Whose words it may come from, by their dotted names.
    call : callable, optional
        Tells what is filled in and is no such sentence: a name in English, in the language.

    Returns
    -------
    str
        `text` itself where no package knows it.
    """
    if current_language() == ENGLISH:
        return text
    for package in packages:
        for key, pattern in _patterns(package):
            if (found := pattern.fullmatch(text)) is not None:
                # What is filled in may be a sentence itself.
                filled = {
                    name: call(value) if (told := retell(value, packages, call)) == value else told
                    for name, value in found.groupdict().items()
                }
                return read_words(package).text(f"{_TABLE}.{key}").format_map(filled)
    return text


@cache
def _patterns(package: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what matches each text of a package that may get into a result, by its name.

    One that says more comes before one that says less: that would take the rest for a value.
    """
    texts = read_words(package, ENGLISH).texts(_TABLE)
    exact_first = sorted(texts.items(), key=lambda item: -len(_PLACE.sub("", item[1])))
    return tuple((key, _pattern(text)) for key, text in exact_first)


def _pattern(text: str) -> re.Pattern[str]:
    as_said = re.escape(text).replace(r"\{\{", r"\{").replace(r"\}\}", r"\}")
    return re.compile(_ESCAPED_PLACE.sub(r"(?P<\1>.+?)", as_said))
