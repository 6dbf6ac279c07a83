"""Errors as people at home read them: raised in English, told in the language in force.

An error may end up in a table or a history before anybody reads it, and a table is the same in any
language. So the code raises English, and whoever shows an error asks here. The texts are found by
their English; `tests.words.error_texts` gathers them from the code.
"""

from __future__ import annotations

from formcheck.errors import FormcheckError
from formcheck.words.retelling import retell

_PACKAGES = ("formcheck.words.errors",)


def retell_error(error: FormcheckError) -> tuple[str, str]:
    """Return what is wrong and what to do about it, in the language in force."""
    return retell_told(error.message), retell_told(error.hint)


def retell_told(text: str) -> str:
    """Return what an error said, as it was kept in English, in the language in force.

    Returns
    -------
    str
        `text` itself where it is not known.
    """
    return retell(text, _PACKAGES) if text else text
