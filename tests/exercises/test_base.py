"""What an exercise declares, in its words."""

from __future__ import annotations

from formcheck.exercises.base import AUTO, NONE, RESERVED
from formcheck.exercises.registry import exercise_names, find_exercise, get_exercise
from formcheck.exercises.settings import Settings
from formcheck.words import Words


def test_faults_and_angle_have_the_words_of_the_exercise() -> None:
    hug = get_exercise("knee_hug")
    other = hug.in_words(
        Words({"angle": "Knie", "faults": {"KH-2": {"cue": "Ferse schwer.", "name": "Bein hoch"}}})
    )
    assert other.judged_angle.label == "Knie"
    assert (other.fault("KH-2").cue, other.fault("KH-2").name) == ("Ferse schwer.", "Bein hoch")
    # What is data stays, and what has no words has none.
    assert other.fault("KH-2").shown_at == hug.fault("KH-2").shown_at
    assert other.fault("KH-1").cue == ""
    assert hug.fault("KH-2").cue == "Press your other heel down."


def test_faults_of_set_up_and_whole_set_are_said_once() -> None:
    once = {spec.id for name in exercise_names() for spec in get_exercise(name).faults if spec.once}
    assert once == {"PT-7", "PPU-7", "PPU-9", "KH-8"}


def test_more_range_is_only_offered_by_faults_of_range() -> None:
    asked = {
        spec.id
        for name in exercise_names()
        for spec in get_exercise(name).faults
        if spec.about == "range"
    }
    assert asked == {"SBE-5", "PT-2", "KH-6", "PPU-10"}


def test_no_exercise_may_be_called_like_something_else() -> None:
    assert {AUTO, NONE, *Settings.model_fields} == RESERVED
    assert not RESERVED & set(exercise_names())


def test_a_variant_has_its_own_target_and_an_unknown_one_the_usual() -> None:
    seal = get_exercise("seal_stretch")
    assert set(seal.variants) == {"forearms", "straight_arms"}
    assert seal.target("straight_arms").usual == (35, 45)
    assert seal.target().usual == seal.target("auto").usual == (18, 32)
    assert get_exercise("pelvic_tilt").target().factor == 100


def test_an_exercise_that_is_not_installed_has_a_stand_in() -> None:
    missing = find_exercise("forward_bend")
    assert missing.name == "forward_bend"
    assert not missing.installed
    assert missing.title == "Forward bend (not installed)"
    assert missing.faults == missing.cannot_see == missing.cautions == ()
    assert "not installed" in missing.start
    assert find_exercise("knee_hug") is get_exercise("knee_hug")
