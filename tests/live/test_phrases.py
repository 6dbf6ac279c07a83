"""The words: complete, in agreement with the rest of the program, kind."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import pytest

import formcheck.live.flow
from formcheck import safety
from formcheck.errors import UsageError
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.history.models import PAIN_SITES
from formcheck.judge.scored import Phase
from formcheck.live.moment import ProblemId
from formcheck.live.phrases import english, load_phrases
from formcheck.words import languages, read_words

_FAULTS = [fault for name in exercise_names() for fault in get_exercise(name).faults]


def test_every_fault_has_its_cue_and_a_praise() -> None:
    for fault in _FAULTS:
        # What is said live is what stands in the results.
        assert english().cue(fault.id) == fault.cue
        assert english().praise(fault.id) == fault.praise
        assert fault.praise


def test_words_of_exercises_stand_once_with_the_exercise() -> None:
    assert not {"exercises", "faults"} & set(_catalogue())
    for name in exercise_names():
        exercise = get_exercise(name)
        for field in ("title", "start", "camera"):
            assert english().text(f"exercises.{name}.{field}") == getattr(exercise, field)
        assert english().text(f"exercises.{name}.release")
        assert english().text(f"exercises.{name}.reach")


def test_a_translation_may_hold_words_of_exercises_too(tmp_path: Path) -> None:
    file = tmp_path / "words.it.toml"
    file.write_text(
        '[exercises.knee_hug]\ntitle = "Knie zur Brust"\n[faults.KH-2]\ncue = "Ferse runter."\n',
        encoding="utf-8",
    )
    words = load_phrases(str(file))
    assert words.written_in == "it"
    assert words.text("exercises.knee_hug.title") == "Knie zur Brust"
    assert words.cue("KH-2") == "Ferse runter."
    assert words.cue("KH-1") == english().cue("KH-1")


def test_safety_says_what_the_patients_pages_say() -> None:
    words = english()
    assert words.lines("safety.urgent") == safety.urgent()
    assert words.lines("safety.ask_first") == safety.ask_first()
    assert words.text("safety.disclaimer") == safety.disclaimer()
    assert words.text("safety.camera_limits") == safety.camera_limits()
    rules = tuple(f"{rule.felt}: {rule.rule}" for rule in safety.stop_rules())
    assert words.lines("safety.stop_rules") == rules


def test_whatever_the_screens_can_show_has_words() -> None:
    for problem in get_args(ProblemId):
        assert english().text(f"problems.{problem}.shown")
        assert english().text(f"problems.{problem}.spoken")
    for phase in get_args(Phase):
        assert english().text(f"phases.{phase}")
    for site in PAIN_SITES:
        assert english().text(f"pain.sites.{site}")


def test_every_word_that_the_program_asks_for_exists() -> None:
    asked = {(name, key) for name, key in _asked() if "." in key}
    assert len(asked) > 60
    for name, key in asked:
        if name == "lines":
            assert english().lines(key)
        elif name == "count":
            assert "{number}" in english().text(f"{key}.other")
            assert english().text(f"{key}.one")
        else:
            assert english().text(key)


def test_nobody_is_pushed_nor_scolded() -> None:
    words = resources.files("formcheck.live.phrases").joinpath("words.en.toml").read_text("utf-8")
    said = " ".join(re.findall(r'"(.*?)"', words))
    spoken = [text for fault in _FAULTS for text in (fault.cue, fault.praise)]
    said = " ".join([said, *spoken]).lower()
    assert "rest" in said
    for unkind in ("push further", "push yourself", "harder", "deeper", "wrong", "must", "fail"):
        assert unkind not in said, unkind


def test_cues_are_short_enough_to_be_said() -> None:
    assert max(len(english().cue(fault.id)) for fault in _FAULTS) <= 70


def test_a_translation_may_leave_things_out(tmp_path: Path) -> None:
    file = tmp_path / "it.toml"
    file.write_text('[language]\nvoice = "it"\n[common]\nback = "Indietro"\n', encoding="utf-8")
    words = load_phrases(str(file))
    assert (words.language, words.text("common.back")) == ("it", "Indietro")
    assert words.text("common.finish") == english().text("common.finish")


def test_each_language_says_the_exercises_in_itself() -> None:
    german = load_phrases("de")
    title = read_words("formcheck.exercises.knee_hug", "de").text("title")
    assert german.text("exercises.knee_hug.title") == title != "Knee hug"
    assert german.lines("safety.urgent") == read_words("formcheck.safety", "de").lines("urgent")


def test_a_file_of_ones_own_goes_before_the_words_of_its_language(tmp_path: Path) -> None:
    file = tmp_path / "words.de.toml"
    file.write_text('[common]\nback = "Retour"\n', encoding="utf-8")
    words = load_phrases(str(file))
    assert words.text("common.back") == "Retour"
    assert words.text("common.finish") == load_phrases("de").text("common.finish") != "Close"


def test_a_missing_or_broken_translation_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no language 'xx'"):
        load_phrases("xx")
    broken = tmp_path / "broken.toml"
    broken.write_text("= =")
    with pytest.raises(UsageError, match="broken"):
        load_phrases(str(broken))
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="plain text"):
        load_phrases(str(binary))
    with pytest.raises(UsageError, match="cannot be read"):
        load_phrases(str(tmp_path))


def test_english_comes_with_the_program() -> None:
    assert "en" in languages()
    assert load_phrases().language == "en"


def test_words_that_do_not_exist_are_an_error() -> None:
    for ask in (english().text, english().lines):
        with pytest.raises(KeyError):
            ask("no.such")
        with pytest.raises(KeyError):
            ask("safety")


def _catalogue() -> dict[str, Any]:
    file = resources.files("formcheck.live.phrases") / "words.en.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _asked() -> set[tuple[str, str]]:
    """Return the fixed keys with which the live modules ask for words, and by which method."""
    live = Path(formcheck.live.flow.__file__).parents[1]
    found = set()
    for file in (*live.glob("*.py"), *live.glob("flow/*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            place = 1 if node.func.attr == "choice" else 0
            if node.func.attr not in ("text", "lines", "count", "choice"):
                continue
            if len(node.args) > place and isinstance(node.args[place], ast.Constant):
                key = node.args[place].value
                if isinstance(key, str):
                    found.add((node.func.attr, key))
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[summary]\nheld = 3", "not what it is in English"),
        ("summary = 'x'", "not what it is in English"),
        ("[summary]\nheld = ['x']", "not what it is in English"),
        ("[summary.held]\none = 'x'", "not what it is in English"),
        ("[summary]\nheld = 'x {second}'", "a place that nothing fills: {second}"),
        ("[summary]\nheld = 'x {seconds'", "a brace too many"),
    ],
)
def test_a_translation_that_could_not_be_said_is_refused_when_it_is_read(
    tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=words):
        load_phrases(str(path))


def test_a_translation_that_fills_fewer_places_and_says_less_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[summary]\nheld = 'Gehalten'\n[faults.PPU-1]\ncue = 'Tiefer'")
    phrases = load_phrases(str(path))
    assert phrases.text("summary.held", seconds=3) == "Gehalten"
    assert phrases.cue("PPU-1") == "Tiefer"
