from __future__ import annotations

import json
from pathlib import Path

from formcheck.judge.result import ReadingInfo, Result
from formcheck.results.result_json import render_result, write_result
from formcheck.video.reading import BY_THE_FILE, Reading
from tests.support.scored import make_fault, make_result


def test_the_file_reads_back_as_the_same_result(tmp_path: Path) -> None:
    write_result(make_result(), tmp_path / "result.json")
    text = (tmp_path / "result.json").read_text(encoding="utf-8")
    again = Result.model_validate_json(text)
    assert again.clip == make_result().clip
    assert render_result(again) == text


def test_keys_stand_in_the_order_of_the_model() -> None:
    written = json.loads(render_result(make_result()))
    assert list(written) == list(Result.model_fields)
    assert list(written["reps"][0]) == list(type(make_result().reps[0]).model_fields)


def test_the_same_result_gives_the_same_bytes() -> None:
    assert render_result(make_result()) == render_result(make_result())


def test_measured_numbers_are_rounded_and_settings_are_not() -> None:
    fault = make_fault("T-2", 1, (1 / 3, 2 / 3), 0.1 + 0.2, -0.00001)
    result = make_result(faults=[fault], settings={"fine": {"limit": 0.000012345}})
    written = json.loads(render_result(result))
    assert written["faults"][0]["start_s"] == 0.3333
    assert written["faults"][0]["value"] == 0.3
    assert written["settings"] == {"fine": {"limit": 0.000012345}}
    # No "-0.0".
    assert "-0.0," not in render_result(result)


def test_what_is_not_a_number_becomes_null() -> None:
    view = make_result().view.model_copy(update={"yaw_deg": float("nan")})
    fault = make_fault("T-1", 1, (1.0, 2.0), float("inf"), 1.0)
    written = json.loads(render_result(make_result(view=view, faults=[fault])))
    assert written["view"]["yaw_deg"] is None
    assert written["faults"][0]["value"] is None


def test_letters_of_all_languages_stay_readable() -> None:
    clip = make_result().clip.model_copy(update={"name": "Übung 测试.mp4"})
    assert '"name": "Übung 测试.mp4"' in render_result(make_result(clip=clip))


def test_only_an_unusual_reading_of_the_film_is_written() -> None:
    usual = make_result()
    assert "reading" not in json.loads(render_result(usual))["clip"]
    reading = ReadingInfo(fps=None, speed=0.25, rotate_deg=90)
    slow = make_result(clip=usual.clip.model_copy(update={"reading": reading}))
    written = json.loads(render_result(slow))
    assert written["clip"]["reading"] == {"fps": None, "speed": 0.25, "rotate_deg": 90}
    again = Result.model_validate_json(render_result(slow))
    assert again.clip.speed == 0.25
    assert again.clip.as_read == Reading(speed=0.25, rotate_deg=90)
    assert Result.model_validate_json(render_result(usual)).clip.as_read == BY_THE_FILE


def test_only_where_frames_were_left_out_their_number_is_written() -> None:
    usual = make_result()
    assert "frames_looked_at" not in json.loads(render_result(usual))["clip"]
    sparing = make_result(clip=usual.clip.model_copy(update={"frames_looked_at": 7}))
    assert json.loads(render_result(sparing))["clip"]["frames_looked_at"] == 7
    assert (usual.clip.thrifty, sparing.clip.thrifty) == (False, True)
