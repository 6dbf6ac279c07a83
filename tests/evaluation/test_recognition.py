from __future__ import annotations

from formcheck.evaluation import tables
from formcheck.evaluation.clip_score import ClipScore, compute_recognition_metrics
from formcheck.evaluation.evaluation import describe, summarise
from formcheck.evaluation.tallies import direction_of, flatten_figures
from tests.evaluation.builders import make_clip_score

RIGHT = ("prone_press_up",)


def shown(*recognised: str, clip: str = "a.mp4", role: str = "target") -> ClipScore:
    """Return a clip of press ups, or of a look-alike, with what was recognised."""
    score = make_clip_score(clip=clip, role=role)
    return ClipScore(score.label, score.engines, "", recognised)


SCORES = [
    shown(*RIGHT),
    shown(*RIGHT, "knee_hug", clip="and more.mp4"),
    shown("seal_stretch", clip="another.mp4"),
    shown(clip="asked.mp4"),
    shown(clip="push-up.mp4", role="lookalike: push-up"),
    shown(*RIGHT, clip="taken.mp4", role="lookalike: push-up"),
]


def test_only_the_one_exercise_of_the_label_is_right() -> None:
    metrics = compute_recognition_metrics(SCORES)
    assert (metrics.clips, metrics.recognised_share, metrics.asked_share) == (4, 0.25, 0.25)


def test_look_alikes_are_counted_by_themselves() -> None:
    metrics = compute_recognition_metrics(SCORES)
    assert (metrics.look_alikes, metrics.look_alikes_taken_share) == (2, 0.5)


def test_without_clips_nothing_is_said() -> None:
    metrics = compute_recognition_metrics([])
    assert metrics.recognised_share is None
    assert metrics.look_alikes_taken_share is None


def test_the_figures_are_in_the_file_and_have_a_direction() -> None:
    described = describe(summarise(SCORES), labels_name="l", model={}, settings={})
    figures = flatten_figures(described)
    assert figures["total.recognition.recognised_share"] == 0.25
    assert figures["by_exercise.prone_press_up.recognition.look_alikes_taken_share"] == 0.5
    assert direction_of("total.recognition.recognised_share") == 1
    assert direction_of("total.recognition.look_alikes_taken_share") == -1
    assert [clip["recognised"] for clip in described["clips"]][1] == [*RIGHT, "knee_hug"]


def test_the_clips_that_were_mistaken_are_listed() -> None:
    table = tables.recognition_table(summarise(SCORES))
    assert table is not None
    columns = [list(column.cells) for column in table.columns]
    assert columns[0] == ["and more.mp4", "another.mp4", "asked.mp4", "taken.mp4"]
    assert columns[1] == ["Prone press up"] * 3 + ["a look-alike"]
    assert columns[2] == [
        "Prone press up, Knee hug",
        "Seal stretch",
        "not sure",
        "Prone press up",
    ]
    assert tables.recognition_table(summarise(SCORES[:1])) is None
