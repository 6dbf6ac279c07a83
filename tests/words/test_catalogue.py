"""Words of one language, with another behind them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from formcheck.words import Words, read_words, speaking

ENGLISH = Words(
    {
        "hello": "Hello {name}",
        "signs": ["one", "two"],
        "reps": {"one": "{number} repetition", "other": "{number} repetitions"},
        "sides": {"left": "Left leg", "right": "Right leg"},
    }
)
GERMAN = Words({"hello": "Hallo {name}", "sides": {"left": "Linkes Bein"}}, ENGLISH)


def test_places_are_filled_in() -> None:
    assert ENGLISH.text("hello", name="Ada") == "Hello Ada"
    # Without values the braces are part of the text.
    assert ENGLISH.text("hello") == "Hello {name}"


@pytest.mark.parametrize(("number", "said"), [(1, "1 repetition"), (0, "0 repetitions")])
def test_one_and_more_are_two_texts(number: int, said: str) -> None:
    assert ENGLISH.count("reps", number) == said


def test_what_a_translation_leaves_out_is_said_in_english() -> None:
    assert GERMAN.text("hello", name="Ada") == "Hallo Ada"
    assert GERMAN.lines("signs") == ("one", "two")
    assert GERMAN.text("sides.left") == "Linkes Bein"
    assert GERMAN.text("sides.right") == "Right leg"
    assert GERMAN.texts("sides") == {"left": "Linkes Bein", "right": "Right leg"}


def test_what_does_not_exist_is_an_error_or_empty() -> None:
    for ask in (ENGLISH.text, ENGLISH.lines, GERMAN.find):
        with pytest.raises(KeyError):
            ask("no.such")
    # A list is no text, and a text no list.
    with pytest.raises(KeyError):
        ENGLISH.text("signs")
    with pytest.raises(KeyError):
        ENGLISH.lines("hello")
    assert ENGLISH.texts("no.such") == {}
    assert (GERMAN.holds("sides.right"), GERMAN.holds("sides.both")) == (True, False)


def test_a_package_has_a_file_a_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "worded"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "words.en.toml").write_text('title = "Squat"\nstart = "Stand."\n')
    (package / "words.de.toml").write_text('title = "Kniebeuge"\n', encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    german = read_words("worded", "de")
    assert (german.text("title"), german.text("start")) == ("Kniebeuge", "Stand.")
    # A language without a file is English.
    assert read_words("worded", "fr").text("title") == "Squat"
    sys.modules.pop("worded", None)


def test_each_language_counts_in_its_own_way() -> None:
    reps = {"reps": {"one": "{number} répétition", "other": "{number} répétitions"}}
    french = Words(reps, ENGLISH, "fr")
    assert [french.count("reps", number) for number in (0, 1, 2)] == [
        "0 répétition",
        "1 répétition",
        "2 répétitions",
    ]
    # What French leaves out is English, and counted as English is.
    assert Words({}, ENGLISH, "fr").count("reps", 0) == "0 repetitions"


def test_words_follow_the_language_in_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "followed"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "words.en.toml").write_text(
        'title = "Squat"\n[reps]\none = "{number} rep"\nother = "{number} reps"\n'
    )
    (package / "words.fr.toml").write_text(
        'title = "Accroupi"\n[reps]\none = "{number} fois"\nother = "{number} fois !"\n'
    )
    monkeypatch.syspath_prepend(tmp_path)
    words = read_words("followed")
    with speaking("fr"):
        assert (words.text("title"), words.count("reps", 0)) == ("Accroupi", "0 fois")
        assert words.texts("reps")["one"] == "{number} fois"
        assert words.in_english().text("title") == "Squat"
    assert (words.text("title"), words.count("reps", 0)) == ("Squat", "0 reps")
    sys.modules.pop("followed", None)
