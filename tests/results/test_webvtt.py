from __future__ import annotations

from pathlib import Path

from formcheck.judge.result import ReadingInfo
from formcheck.results.webvtt import render_events, write_events
from formcheck.words import speaking
from tests.support.scored import make_fault, make_result


def _starts(text: str) -> list[str]:
    return [line.split(" --> ")[0] for line in text.splitlines() if " --> " in line]


def test_a_repetition_and_a_fault_as_cues(tmp_path: Path) -> None:
    fault = make_fault("T-2", 1, (2.5, 3.25), 0.14, 0.10)
    write_events(make_result(reps=make_result().reps[:1], faults=[fault]), tmp_path / "events.vtt")
    assert (tmp_path / "events.vtt").read_text(encoding="utf-8") == (
        "WEBVTT\n\n"
        "movement-1\n00:00:02.000 --> 00:00:06.000\nRepetition 1, 46°, held 1.2 s\n\n"
        "fault-1-T-2\n00:00:02.500 --> 00:00:03.250\nHips coming off the floor: Belt down.\n"
    )


def test_cues_stand_in_the_order_of_time() -> None:
    starts = _starts(render_events(make_result()))
    assert len(starts) == 11
    assert starts == sorted(starts)


def test_what_was_not_counted_says_why() -> None:
    text = render_events(make_result(faults=[]))
    assert text.count("Not counted: ") == 3
    assert "Not counted: lost from view" in text


def test_text_cannot_end_or_open_anything() -> None:
    fault = make_fault("T-1", 1, (1.0, 2.0), 1.0, 2.0)
    hostile = fault.model_copy(update={"cue": "a --> b\n\n<b>& c"})
    text = render_events(make_result(reps=[], faults=[hostile]))
    assert "Head thrown back: a --&gt; b &lt;b&gt;&amp; c\n" in text
    assert len(_starts(text)) == 1


def test_a_moment_is_shown_long_enough_and_hours_are_counted() -> None:
    fault = make_fault("T-1", None, (3661.9996, 3661.9996), 1.0, 2.0)
    text = render_events(make_result(reps=[], faults=[fault]))
    assert "01:01:02.000 --> 01:01:02.500" in text


def test_no_events_leave_a_valid_file() -> None:
    assert render_events(make_result(reps=[], faults=[])) == "WEBVTT\n"


def test_what_is_not_sure_gives_no_cue() -> None:
    result = make_result()
    unsure = [fault.model_copy(update={"sure": False}) for fault in result.faults]
    text = render_events(result.model_copy(update={"faults": unsure}))
    assert "Not sure: " in text
    assert all(fault.cue not in text for fault in result.faults)


def test_in_slow_motion_the_cues_keep_step_with_the_film() -> None:
    fault = make_fault("T-2", 1, (2.5, 3.25), 0.14, 0.10)
    reading = ReadingInfo(fps=None, speed=0.25, rotate_deg=0)
    clip = make_result().clip.model_copy(update={"reading": reading})
    result = make_result(reps=make_result().reps[:1], faults=[fault], clip=clip)
    text = render_events(result)
    assert "00:00:08.000 --> 00:00:24.000\nRepetition 1, 46°, held 1.2 s" in text
    assert "00:00:10.000 --> 00:00:13.000" in text


def test_people_read_them_in_their_language() -> None:
    with speaking("de"):
        text = render_events(make_result(reps=make_result().reps[:1], faults=[]))
    assert "\nWiederholung 1, 46°, gehalten 1,2 s\n" in text
