"""Words that people read or hear: one file a package and language, and how a language writes."""

from formcheck.words.catalogue import FILE_NAME, Words, read_words
from formcheck.words.language import (
    ENGLISH,
    current_language,
    languages,
    speaking,
    use_language,
)
from formcheck.words.retelling import retell, tell
from formcheck.words.writing import (
    day_and_month,
    format_number,
    languages_by_name,
    long_day,
    moment_text,
    plain_month,
    short_day,
    short_number,
    weekday_names,
    within_sentence,
)

__all__ = [
    "ENGLISH",
    "FILE_NAME",
    "Words",
    "current_language",
    "day_and_month",
    "format_number",
    "languages",
    "languages_by_name",
    "long_day",
    "moment_text",
    "plain_month",
    "read_words",
    "retell",
    "short_day",
    "short_number",
    "speaking",
    "tell",
    "use_language",
    "weekday_names",
    "within_sentence",
]
