"""What the settings mean, as pages tell it in the language in force.

The code describes its settings in English, which a settings file shows as it is. The descriptions
are found by their English; `tests.words.setting_texts` gathers them from the code.
"""

from __future__ import annotations

from formcheck.words.retelling import retell

_PACKAGES = ("formcheck.words.settings",)


def retell_setting(description: str) -> str:
    """Return what a setting means in the language in force.

    Parameters
    ----------
    description : str
        As its field has it, in English.

    Returns
    -------
    str
        `description` itself where it is not known, as of an exercise of another package.
    """
    return retell(description, _PACKAGES)
