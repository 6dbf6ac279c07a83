"""Results that anybody may have written: nothing beyond a clip is taken."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args

import pytest
from pydantic import BaseModel

from formcheck.errors import InputError
from formcheck.history.bounded_result import (
    BOUNDS,
    LARGEST_BYTES,
    find_wrong,
    read_bounded_result,
)
from formcheck.judge.result import RecognitionInfo, Result, SegmentInfo
from formcheck.results.result_json import render_result, write_result
from tests.support.history import make_fault, make_result


def _document() -> dict[str, Any]:
    result = make_result(faults=[make_fault(1)]).model_copy(
        update={
            "recognition": RecognitionInfo(confidence=0.9, runner_up="knee_hug"),
            "segment": SegmentInfo(index=1, of=2, start_s=0.0, end_s=30.0),
        }
    )
    document: dict[str, Any] = json.loads(render_result(result))
    return document


def _read(folder: Path, document: object) -> Result:
    place = folder / "result.json"
    place.write_text(document if isinstance(document, str) else json.dumps(document))
    return read_bounded_result(place)


def test_a_result_that_is_in_order_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert _read(tmp_path, _document()) == Result.model_validate(_document())


def _number_fields(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        types = {field.annotation, *get_args(field.annotation)}
        literals = [each for each in types if getattr(each, "__origin__", None) is Literal]
        if getattr(field.annotation, "__origin__", None) is Literal:
            literals.append(field.annotation)
        counts = any(isinstance(value, int) for each in literals for value in get_args(each))
        if int in types or float in types or counts:
            yield name
        for inner in types:
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from _number_fields(inner)


def test_every_number_of_a_result_has_bounds() -> None:
    assert set(_number_fields(Result)) == set(BOUNDS)
    assert all(low < high or name == "schema_version" for name, (low, high) in BOUNDS.items())


def _change(path: str, value: object) -> dict[str, Any]:
    document = _document()
    inner: Any = document
    *before, last = path.split(".")
    for part in before:
        inner = inner[int(part)] if part.isdigit() else inner[part]
    inner[int(last) if last.isdigit() else last] = value
    return document


def _deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("clip.duration_s", 1e308, "duration_s"),
        ("clip.duration_s", -1.0, "duration_s"),
        ("clip.duration_s", True, "no result"),
        ("clip.duration_s", "60", "no result"),
        ("clip.frames", 2**63, "frames"),
        ("clip.sha256", "../../etc/passwd", "sha256"),
        ("clip.name", "x" * 5000, "name"),
        ("model.sha256", "F" * 64, "sha256"),
        ("segment.index", 2**63, "index"),
        ("segment.end_s", -5.0, "end_s"),
        ("reps.0.index", 0, "index"),
        ("reps.0.end_s", 0.5, "end_s"),
        ("reps.0.trust", 1.5, "trust"),
        ("reps.0.faults", ["x"] * 20_000, "faults"),
        ("reps", [], None),
        ("faults.0.id", "<b>", "id"),
        ("faults.0.value", -1e300, "value"),
        ("signal.unit", "x" * 30, "unit"),
        ("exercise", "../x", "exercise"),
        ("exercise", "", "exercise"),
        ("exercise", "tai_chi", None),
        ("settings.deep", _deep(4), None),
        ("settings.deep", _deep(7), "settings"),
        ("settings.many", list(range(6000)), "settings"),
        ("settings.large", {"x": 10**400}, "settings"),
        ("settings.prone_press_up", 3, "settings"),
        ("settings.prone_press_up.dose", [1], "settings"),
        ("settings.prone_press_up.dose.reps", "ten", "reps"),
        ("settings.prone_press_up.dose.hold_s", -1, "hold_s"),
        ("settings.prone_press_up.states", {"count_deg": "far"}, "states"),
        ("schema_version", 99, "newer formcheck"),
        ("schema_version", 0, "schema_version"),
    ],
)
def test_what_no_clip_can_give_is_refused_by_name(
    tmp_path: Path, path: str, value: object, words: str | None
) -> None:
    document = _change(path, value)
    if words is None:
        assert _read(tmp_path, document) == Result.model_validate(document)
        return
    with pytest.raises(InputError, match=words):
        _read(tmp_path, document)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000])
def test_numbers_that_are_none_are_refused(tmp_path: Path, number: str) -> None:
    text = json.dumps(_change("clip.duration_s", 12345)).replace("12345", number)
    with pytest.raises(InputError):
        _read(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 50_000,
        '{"schema_version": ' + "[" * 100_000,
        json.dumps({**_document(), "settings": 0}).replace("0", "[" * 900 + "]" * 900, 1),
        '{"schema_version": 1e999}',
        "\x00",
        '"\\ud800"',
    ],
)
def test_nesting_and_noise_are_no_result(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match="no result of formcheck"):
        _read(tmp_path, text)


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    place = tmp_path / "result.json"
    with place.open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    with pytest.raises(InputError, match="larger than 8 MB"):
        read_bounded_result(place)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_long_result_is_far_below_the_limit(tmp_path: Path) -> None:
    result = make_result()
    long = result.model_copy(
        update={
            "reps": result.reps * 400,
            "faults": [make_fault(1)] * 1200,
            "settings": {"a": {str(n): n for n in range(200)}},
        }
    )
    write_result(long, tmp_path / "result.json")
    assert (tmp_path / "result.json").stat().st_size < LARGEST_BYTES / 4
    assert find_wrong(long) is None


@pytest.mark.parametrize("make", ["link", "folder", "absent"])
def test_only_a_plain_file_is_read(tmp_path: Path, make: str) -> None:
    place, secret = tmp_path / "result.json", tmp_path / "secret"
    write_result(make_result(), secret)
    makers: dict[str, Callable[[], object]] = {
        "link": lambda: place.symlink_to(secret),
        "folder": place.mkdir,
        "absent": lambda: None,
    }
    makers[make]()
    words = {"link": "is a link", "folder": "no plain file", "absent": "cannot be read"}[make]
    with pytest.raises(InputError, match=words):
        read_bounded_result(place)
