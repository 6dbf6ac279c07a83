"""The options of scoring, as one object and as keyword arguments."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from formcheck.errors import UsageError
from formcheck.results.place import ResultPlace
from formcheck.score_options import ScoreKeywords, ScoreOptions, Stage
from formcheck.video.reading import BY_THE_FILE, Reading


def test_every_option_is_a_keyword_of_the_same_type() -> None:
    assert ScoreKeywords.__annotations__.keys() == {item.name for item in fields(ScoreOptions)}
    for item in fields(ScoreOptions):
        assert ScoreKeywords.__annotations__[item.name].__forward_arg__ == item.type


@pytest.mark.parametrize("name", [item.name for item in fields(ScoreOptions)])
def test_every_option_is_explained(name: str) -> None:
    documented = (ScoreOptions.__doc__ or "").partition("Attributes")[2]
    heads = [line for line in documented.splitlines() if " : " in line]
    assert any(name in head.partition(" : ")[0].replace(",", " ").split() for head in heads)


def test_whoever_asks_is_told() -> None:
    told: list[object] = []

    def note(stage: Stage, share: float) -> None:
        told.append((stage, share))

    options = ScoreOptions(progress=note, on_place=told.append)
    place = ResultPlace(Path("results"))
    options.tell_progress("pose", 0.5)
    options.tell_place(place)
    assert told == [("pose", 0.5), place]


def test_nobody_needs_to_ask() -> None:
    ScoreOptions().tell_progress("model", 1.0)
    ScoreOptions().tell_place(ResultPlace(Path("results")))


def test_rate_speed_and_turn_are_how_the_film_is_read() -> None:
    assert ScoreOptions().reading == BY_THE_FILE
    options = ScoreOptions(fps=25.0, speed=0.5, rotate=270)
    assert options.reading == Reading(fps=25.0, speed=0.5, rotate_deg=270)


def test_a_turn_that_cannot_be_is_refused_before_anything_is_scored() -> None:
    with pytest.raises(UsageError, match="45 degrees"):
        ScoreOptions(rotate=45)
