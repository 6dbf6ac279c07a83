"""Words in the templates of pages: a short call for each text, escaped as everything else is."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from formcheck.words.catalogue import Words, read_words
from formcheck.words.language import current_language


def template_words(words: Words) -> dict[str, Callable[..., object]]:
    """Return what templates call for the words of a package, by its name there.

    ``say(key, **values)`` is a text, ``say_count(key, number, **values)`` the one for a number,
    ``say_lines(key)`` a list, ``language()`` the code for ``<html lang>``. A value that is markup
    stays markup, and the text around it is escaped; ``inside(tag, **attributes)`` gives the places
    ``{begin}`` and ``{end}`` for words of a sentence that stand within an element::

        {{ say("films.watched", **inside("a", href=root ~ "/home")) }}

    Parameters
    ----------
    words : Words
        Those of the package.
    """

    def say(key: str, **values: object) -> str:
        return _filled(words.text(key), values)

    def say_count(key: str, number: int, **values: object) -> str:
        return say(f"{key}.{words.form(key, number)}", number=number, **values)

    return {
        "say": say,
        "say_count": say_count,
        "say_lines": words.lines,
        "inside": inside,
        "language": current_language,
    }


def script_words(words: Words) -> dict[str, object]:
    """Return what scripts say, the table ``script``, with the decimal mark of the language."""
    return {
        "decimal": read_words("formcheck.words").text("numbers.decimal"),
        "texts": words.tree("script"),
    }


def inside(tag: str, **attributes: object) -> dict[str, Markup]:
    """Return ``begin`` and ``end``, the two ends of an element; ``class_`` is its ``class``."""
    named = (
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), value)
        for name, value in attributes.items()
    )
    return {
        "begin": Markup("<{}{}>").format(tag, Markup("").join(named)),
        "end": Markup("</{}>").format(tag),
    }


def _filled(text: str, values: dict[str, object]) -> str:
    if not values:
        return text
    if any(isinstance(value, Markup) for value in values.values()):
        return escape(text).format_map(values)
    return text.format_map(values)
