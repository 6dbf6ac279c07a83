from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console, RenderableType

from formcheck.evaluation import tables
from formcheck.evaluation.angles import AngleErrors
from formcheck.evaluation.baseline import Change
from formcheck.evaluation.evaluation import summarise
from formcheck.evaluation.fault_matching import FaultScore
from formcheck.evaluation.tallies import Errors, Tally
from formcheck.words import read_words, speaking
from tests.evaluation.builders import make_clip_score, make_engine_score


def render(table: RenderableType | None) -> str:
    assert table is not None
    console = Console(width=120, file=StringIO())
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def line_of(text: str, beginning: str) -> str:
    return next(line.strip() for line in text.splitlines() if line.strip().startswith(beginning))


def test_the_overview_sets_both_engines_side_by_side() -> None:
    angle = AngleErrors(Errors.of([3.0, 5.0]), Errors.of([-1.0, 1.0]))
    score = make_clip_score(make_engine_score(4, 4, angle=angle), make_engine_score(4, 3))
    text = render(tables.overview_table(summarise([score]).total))
    assert line_of(text, "counted exactly").split()[-4:] == ["100", "%", "0", "%"]
    assert line_of(text, "judged angle, mean error").split()[-2:] == ["4.0°", "–"]
    assert "+4.0°, +2.0 to +6.0°" in text
    # Nothing was labelled about holds, so nothing is said about them.
    assert "hold, mean error" not in text


def test_groups_stand_side_by_side_as_far_as_they_fit() -> None:
    scores = [
        make_clip_score(make_engine_score(4, 4), conditions=["dim"]),
        make_clip_score(make_engine_score(4, 5), make_engine_score(4, 4), conditions=["cluttered"]),
    ]
    groups = summarise(scores).by_condition
    [table] = tables.condition_tables(groups, 80)
    text = render(table)
    assert line_of(text, "cluttered").split() == ["cluttered", "dim"]
    assert line_of(text, "counted exactly").split()[-4:] == ["0", "%", "100", "%"]
    assert line_of(text, "live: counted exactly").split()[-4:] == ["100", "%", "100", "%"]
    assert len(tables.condition_tables(groups, 60)) == 2
    assert len(tables.condition_tables(groups, 20)) == 2


def test_no_groups_no_tables() -> None:
    assert tables.exercise_tables({}, 80) == []


def test_faults_are_listed_by_id() -> None:
    faults = FaultScore(
        {"PPU-1": Tally(3, 2, 2)},
        {"serious": Tally(3, 2, 2), "quality": Tally(), "information": Tally()},
        0,
        (),
    )
    evaluation = summarise([make_clip_score(make_engine_score(faults=faults))])
    text = render(tables.fault_table(evaluation.total.recorded))
    assert line_of(text, "PPU-1").split() == ["PPU-1", "3", "2", "2", "1.00", "0.67"]
    assert tables.fault_table(summarise([make_clip_score()]).total.recorded) is None


def test_clips_to_look_at_are_those_counted_wrongly_and_those_not_scored() -> None:
    evaluation = summarise(
        [
            make_clip_score(clip="right.mp4"),
            make_clip_score(make_engine_score(4, 4), make_engine_score(4, 3), clip="/x/late.mp4"),
            make_clip_score(make_engine_score(2, 0), clip="dark.mp4", message="No person."),
            make_clip_score(
                make_engine_score(0, 0), clip="bridge.mp4", role="lookalike", message="No."
            ),
        ]
    )
    text = render(tables.attention_table(evaluation))
    assert line_of(text, "late.mp4").split()[1:4] == ["4", "4", "3"]
    assert "No person." in line_of(text, "dark.mp4")
    assert "right.mp4" not in text
    assert "bridge.mp4" not in text
    assert tables.attention_table(summarise([make_clip_score()])) is None


def test_changes_say_which_way_they_went() -> None:
    changes = [Change("a", 0.5, 0.75, "better"), Change("b", "there", None, "other")]
    text = render(tables.figure_change_table(changes))
    assert line_of(text, "a ").split() == ["a", "0.500", "0.750", "better"]
    assert line_of(text, "b ").split() == ["b", "there", "–"]
    assert tables.clip_change_table([]) is None


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_names_of_figures_fit_beside_as_many_groups_as_are_planned_for(language: str) -> None:
    with speaking(language):
        names = [
            tables._figure(name) for name in read_words("formcheck.evaluation").texts("figure")
        ]
    assert max(map(len, names)) <= tables._NAMES_WIDTH


def test_tables_speak_the_language_in_force_and_write_its_numbers() -> None:
    score = make_clip_score(make_engine_score(4, 3), clip="a.mp4")
    changes = [Change("a", 0.5, 0.75, "better"), Change("b", "not there", "there", "other")]
    with speaking("de"):
        seen = render(tables.overview_table(summarise([score]).total))
        odd = render(tables.attention_table(summarise([score])))
        changed = render(tables.clip_change_table(changes))
    assert "Alles, 1 Film" in seen
    assert "genau gezählt" in seen
    assert "Hochdrücken in Bauchlage" in odd
    assert line_of(changed, "a ").split() == ["a", "0,500", "0,750", "besser"]
    assert line_of(changed, "b ").split() == ["b", "nicht", "da", "da"]
