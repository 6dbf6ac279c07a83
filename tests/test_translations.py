"""German, French and Spanish: complete, with the same places, and as each language is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from formcheck.exercises.registry import exercise_names
from tests.support.translations import LANGUAGES, WordFile, places, word_files

_FILES = word_files()
#: Keys of other texts, no words: pages of a group, sources of a fact, the voice to look for.
_NO_WORDS = re.compile(r"(^|\.)(group|sources\.\d+|voice)$")
#: Longer cues are not said within two seconds.
_LONGEST_CUE = 70
#: Nobody is addressed as a child or a friend.
_FAMILIAR = {
    "de": r"du|dich|dir|dein\w*",
    "fr": r"tu|te|toi|ton|ta|tes",
    "es": r"tú|ti|tu|tus|tuyo|contigo",
}
#: Nobody is pushed or scolded, and no word frightens.
_UNKIND = {
    "de": r"tiefer|härter|fester|versagt|gescheitert|verschleiß\w*|eingeklemmt\w*|abgenutzt\w*",
    "fr": r"plus profond|poussez plus|échec|échoué\w*|usure|coincé\w*",
    "es": r"empuje más|más profundo|fracas\w*|desgaste\w*|pinzad\w*|silla turca|lagartijas?",
}

every_file = pytest.mark.parametrize("file", _FILES, ids=lambda file: file.name)


def _texts(file: WordFile) -> Iterator[tuple[str, str]]:
    for key, text in file.texts().items():
        if isinstance(text, str) and not _NO_WORDS.search(key):
            yield key, text


def test_each_exercise_has_its_words_in_every_language() -> None:
    folders = {(file.path.parent.name, file.language) for file in _FILES}
    assert {(name, language) for name in exercise_names() for language in LANGUAGES} <= folders


@every_file
def test_nothing_is_missing_and_nothing_is_left_over(file: WordFile) -> None:
    assert list(file.texts()) == list(file.english_texts())


@every_file
def test_the_same_is_filled_in(file: WordFile) -> None:
    texts, english = file.texts(), file.english_texts()
    differing = [
        key
        for key, text in english.items()
        if isinstance(text, str) and places(text) != places(str(texts[key]))
    ]
    assert differing == []


@every_file
def test_what_is_no_word_is_as_in_english(file: WordFile) -> None:
    texts, english = file.texts(), file.english_texts()
    same = [key for key, text in english.items() if _NO_WORDS.search(key) or text in (True, False)]
    assert {key: texts[key] for key in same if not key.endswith("voice")} == {
        key: english[key] for key in same if not key.endswith("voice")
    }


@every_file
def test_no_text_is_empty_or_has_been_left_in_english(file: WordFile) -> None:
    english = file.english_texts()
    for key, text in _texts(file):
        assert text.strip() == text != "", key
        words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\{.*?\}", "", text))
        assert len(words) < 3 or text != english[key], key


@every_file
def test_people_are_addressed_politely_and_kindly(file: WordFile) -> None:
    for key, text in _texts(file):
        for words in (_FAMILIAR, _UNKIND):
            assert not re.search(rf"\b({words[file.language]})\b", text, re.IGNORECASE), key


@every_file
def test_cues_are_short_enough_to_be_said(file: WordFile) -> None:
    cues = [text for key, text in _texts(file) if re.search(r"^faults\..*\.(cue|praise)$", key)]
    assert [cue for cue in cues if len(cue) > _LONGEST_CUE] == []


@every_file
def test_signs_are_set_as_in_that_language(file: WordFile) -> None:
    for key, text in _texts(file):
        assert _find_wrong_signs(text, file.language) == [], key


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("de", "Nach „{title}“ war es so weit …", []),
        ("de", "Nach “{title}” war es so weit...", ["“{", "”", "..."]),
        ("fr", "Après «\u00a0{title}\u00a0»\u00a0: ça va\u00a0?", []),
        ("fr", "Après « {title} » : ça va?", ["« ", " »", " :", "a?"]),
        ("fr", "de 12:30 à 13:00", []),
        ("es", "Después de «{title}»: ¿está mejor?", []),
        ("es", "Después de “{title}”: está mejor? Bien!", ["“{", "”", "?", "!"]),
    ],
)
def test_wrong_signs_are_found(language: str, text: str, wrong: list[str]) -> None:
    assert _find_wrong_signs(text, language) == wrong


def _find_wrong_signs(text: str, language: str) -> list[str]:
    """Return what is not written so in that language."""
    patterns = {
        # An opening mark of English, or one that closes without the low one before.
        "de": (r"(?<!\S)“\S|”|\"|\.\.\."),
        "fr": (r"[«] |[«](?=[^\s])| [»:;?!]|[^\s\d:?!]»|[^\s\d?!:][?!;]|[“”\"]|\.\.\."),
        "es": (r"(?<!\S)“\S|[”\"]|« | »|\.\.\."),
    }
    found = re.findall(patterns[language], text)
    if language == "es":
        found += ["?"] * (text.count("?") - text.count("¿"))
        found += ["!"] * (text.count("!") - text.count("¡"))
    return found
