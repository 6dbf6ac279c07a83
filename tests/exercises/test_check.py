"""Whoever writes an exercise is told what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import UnknownExerciseError
from formcheck.exercises.check import find_gaps
from formcheck.exercises.registry import exercise_names, plug_ins
from tests.support.own_package import NAME, PACKAGE, installed, read_example, write_package

_DECLARATION, _WORDS = f"{PACKAGE}/__init__.py", f"{PACKAGE}/words.en.toml"
_SETTINGS, _RULES = f"{PACKAGE}/settings.py", f"{PACKAGE}/rules.py"
_PICTURE, _EVIDENCE = f"{PACKAGE}/picture.py", f"{PACKAGE}/evidence.py"
_DOSE_FIELD = '    reps: int = Field(10, ge=1, description="prescribed repetitions")\n'
_DOSE_TABLE = "    dose: ForwardBendDose = ForwardBendDose()\n"

#: Without these the exercise is not offered: file, what stands in it, what else, what is said.
_OWN = [
    (_DECLARATION, 'unit="deg",\n    judged', 'unit="",\n    judged', "needs a name and a unit"),
    (_DECLARATION, 'signal="lean_deg")', 'signal="slope")', "no signal is called 'slope'"),
    (_DECLARATION, '("hip", "shoulder")', '("hip", "tail")', "no joint is called tail"),
    (_DECLARATION, "Placement(2.3, 3.0", "Placement(3.3, 3.0", "placement: the nearest"),
    (_DECLARATION, "reps=(3, 10)", "reps=(30, 10)", "dose_limits: the lower limit"),
    (_DECLARATION, '(Target("target_deg", "deg", (30, 90)),)', "()", "targets: at least one"),
    (_DECLARATION, '"target_deg"', '"aim_deg"', "states.aim_deg, which a target is set by"),
    (_DECLARATION, '"FB-2", 1', '"FB2", 1', "an id is up to four capital letters"),
    (_DECLARATION, '"FB-2", 1', '"FB-1", 1', "Fault FB-1 is declared twice"),
    (_DECLARATION, '"FB-2", 1', '"FB-3", 1', "faults.FB-2 belongs to no declared fault"),
    (_DECLARATION, 'shown_at=("knee",)', 'shown_at=("patella",)', "no joint is called patella"),
    (_DECLARATION, 'bends="forward"', "guided=True", "the text guided.explain is missing"),
    (_DECLARATION, "(30, 90)),)", '(30, 90), "slow"),)', "the text targets.slow is missing"),
    (_DECLARATION, "settings=ForwardBendSettings", "settings=dict", "they must be a Table"),
    (_DECLARATION, "bends=", 'alike=(("slow", "squat"),),\n    bends=', "no exercise 'squat'"),
    (_DECLARATION, '"stand_up", "lean_deg"', '"stand_up", "slope"', "no signal is called 'slope'"),
    (_DECLARATION, '"stand_up", ', '"get_up", ', "the text start_checks.get_up is missing"),
    (_WORDS, 'release = "And roll up."', "", "the text release is missing"),
    (_WORDS, 'purpose = "', 'aim = "', "the text lesson.purpose is missing"),
    (_WORDS, 'title = "Standing forward bend"', 'title = " "', "the text title is missing"),
    (_WORDS, "cannot_see = [", "sees = [", "the list cannot_see is missing"),
    (_WORDS, 'keep = ["', 'kept = ["', "the list lesson.keep is missing"),
    (_WORDS, "cautions = [", "cautions = '' #", "cautions must be a list"),
    (_WORDS, 'cue = "Hang there for a breath."', "", "the text faults.FB-2.cue is missing"),
    (_WORDS, 'praise = "Good, you paused."', "", "the text faults.FB-2.praise is missing"),
    (_WORDS, "[targets]", "[targets]\n[variants]\nslow = 'slowly'", "a field variant is needed"),
    (_SETTINGS, _DOSE_FIELD, "", "settings: dose.reps is missing"),
    (_SETTINGS, _DOSE_TABLE, "", "settings: the table dose is missing"),
]
#: With these it is offered, and fails or misleads somewhere.
_OTHER = [
    (_WORDS, "Hang there for a breath.", "Hang there " * 9, "FB-2.cue is too long"),
    (_RULES, "RULES = ForwardBend()", "", "rules.py: RULES cannot be found"),
    (_RULES, "RULES = ForwardBend()", "RULES = 3", "rules.py: RULES is no Rules"),
    (_RULES, "RULES = ForwardBend()", "RULES = 1 / 0", "ZeroDivisionError"),
    (_RULES, "exercise = EXERCISE", "exercise = None", "RULES.exercise is not the EXERCISE"),
    (_PICTURE, "PICTURE = StartAndEnd(", "PICTURE = dict(", "PICTURE is no StartAndEnd"),
    (_EVIDENCE, "def find_evidence", "def find", "evidence.py: find_evidence cannot be found"),
]


def _change(file: str, old: str, new: str) -> dict[str, str]:
    files = read_example()
    assert old in files[file]
    return {**files, file: files[file].replace(old, new)}


def test_the_example_and_what_is_built_in_lack_nothing(tmp_path: Path) -> None:
    with installed(write_package(tmp_path, read_example())):
        assert NAME in exercise_names()
        assert [gap for name in exercise_names() for gap in find_gaps(name)] == []


@pytest.mark.parametrize(("file", "old", "new", "said"), _OWN)
def test_what_lacks_something_is_not_offered_and_is_told_all(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    with installed(write_package(tmp_path, _change(file, old, new))):
        assert any(said in gap for gap in find_gaps(NAME)), find_gaps(NAME)
        assert NAME not in exercise_names()
        assert list(plug_ins().broken) == [NAME]
        assert "--check" in plug_ins().remedy(NAME)


@pytest.mark.parametrize(("file", "old", "new", "said"), _OTHER)
def test_what_can_be_offered_is_told_what_is_wrong(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    with installed(write_package(tmp_path, _change(file, old, new))):
        (gap,) = find_gaps(NAME)
        assert said in gap
        assert NAME in exercise_names()


def test_letters_of_another_exercise_are_not_taken(tmp_path: Path) -> None:
    files = {path: text.replace("FB-", "KH-") for path, text in read_example().items()}
    with installed(write_package(tmp_path, files)):
        assert find_gaps(NAME) == [
            f"Fault KH-{number} belongs to knee_hug already: take other letters."
            for number in (1, 2)
        ]


@pytest.mark.parametrize("name", ["auto", "none", "view", "Bend", "forward-bend"])
def test_a_name_that_cannot_be_one(tmp_path: Path, name: str) -> None:
    files = read_example()
    files["pyproject.toml"] = files["pyproject.toml"].replace(f"{NAME} = ", f"{name} = ")
    files[_DECLARATION] = files[_DECLARATION].replace(f'name="{NAME}"', f'name="{name}"')
    with installed(write_package(tmp_path, files)):
        assert name in plug_ins().unfinished
        assert find_gaps(name)[0].startswith(f"The name '{name}' ")


def test_an_exercise_that_is_not_there_has_no_gaps_to_tell() -> None:
    with pytest.raises(UnknownExerciseError):
        find_gaps("squat")
