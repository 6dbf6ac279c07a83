"""ELAN, BORIS, WebVTT, Kinovea and Label Studio: written, and read back."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pympi
import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from formcheck.errors import InputError
from formcheck.exports.boris import read_boris, render_boris
from formcheck.exports.chapters import read_webvtt, render_chapters
from formcheck.exports.elan import read_elan, render_elan
from formcheck.exports.kinovea import render_kinovea
from formcheck.exports.label_studio import read_label_studio
from formcheck.exports.stretches import NOTES, REPETITIONS, Stretch, fault_tier, stretches_of
from formcheck.judge.result import ReadingInfo
from formcheck.results.webvtt import render_events
from tests.support.exported import make_exported
from tests.support.history import make_fault, make_rep, make_result

_ALL = [
    Stretch(REPETITIONS, 2.0, 6.0, "rep-1 | counted | 40 deg"),
    Stretch(REPETITIONS, 7.0, 11.0, "rep-2 | counted | 40 deg"),
    Stretch("fault PPU-1", 8.0, 9.0, "fault-1 | hips coming off the floor"),
    Stretch(REPETITIONS, 12.0, 16.0, "rep-3 | partial | 40 deg"),
]


def test_a_set_is_told_in_order_with_its_keys() -> None:
    assert stretches_of(make_exported()) == _ALL
    assert [item.key for item in _ALL] == ["rep-1", "rep-2", "fault-1", "rep-3"]
    assert _ALL[0].words == ["counted", "40 deg"]
    assert Stretch(REPETITIONS, 0, 1, "written by hand").key is None


def test_times_are_those_of_the_film_in_slow_motion() -> None:
    result = make_exported().result
    reading = ReadingInfo(fps=None, speed=0.5, rotate_deg=0)
    slow = result.model_copy(update={"clip": result.clip.model_copy(update={"reading": reading})})
    assert stretches_of(make_exported(slow))[0].start_s == 4.0


@pytest.mark.parametrize(
    "text",
    [
        render_elan(make_exported()),
        render_boris(make_exported()),
        render_chapters(make_exported()),
        render_kinovea(make_exported()),
    ],
)
def test_no_name_of_a_film_goes_along(text: str) -> None:
    assert "Miller" not in text
    assert make_exported().result.clip.sha256 in text


def test_elan_comes_back_as_it_went() -> None:
    assert read_elan(render_elan(make_exported()).encode()) == _ALL


def test_elan_is_read_by_a_reader_of_others(tmp_path: Path) -> None:
    path = tmp_path / "set.eaf"
    path.write_text(render_elan(make_exported()), encoding="utf-8")
    document = pympi.Elan.Eaf(str(path))
    tiers = list(document.get_tier_names())
    assert tiers[0] == REPETITIONS
    assert tiers[-1] == NOTES
    assert fault_tier("PPU-5") in tiers
    assert document.get_annotation_data_for_tier(REPETITIONS)[0] == (2000, 6000, _ALL[0].text)


def test_nothing_overlaps_or_is_empty_in_a_tier_of_elan() -> None:
    faults = [
        make_fault(1, start_s=3.0, end_s=5.0),
        make_fault(1, start_s=4.0, end_s=4.5),
        make_fault(2, start_s=9.0, end_s=9.0),
    ]
    found = read_elan(render_elan(make_exported(make_result(faults=faults))).encode())
    times = [(item.start_s, item.end_s) for item in found if item.tier == "fault PPU-1"]
    assert times == [(3.0, 5.0), (5.0, 5.001), (9.0, 9.001)]


def test_elan_of_others_has_dependent_tiers_moments_without_time_and_an_origin() -> None:
    text = """<ANNOTATION_DOCUMENT><HEADER><MEDIA_DESCRIPTOR TIME_ORIGIN="500"/></HEADER>
    <TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="1500"/><TIME_SLOT TIME_SLOT_ID="b"/>
    <TIME_SLOT TIME_SLOT_ID="c" TIME_VALUE="3500"/></TIME_ORDER>
    <TIER TIER_ID="note"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="r" ANNOTATION_REF="x">
    <ANNOTATION_VALUE>slow</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>
    <TIER TIER_ID="rep"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="x" TIME_SLOT_REF1="a"
    TIME_SLOT_REF2="b"><ANNOTATION_VALUE>one</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    </TIER></ANNOTATION_DOCUMENT>"""
    assert read_elan(text.encode()) == [
        Stretch("note", 1.0, 2.0, "slow"),
        Stretch("rep", 1.0, 2.0, "one"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<a/>",
        "WEBVTT",
        '<!DOCTYPE a [<!ENTITY b "c">]><ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>',
        "<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID='a'/></TIME_ORDER>"
        "</ANNOTATION_DOCUMENT>",
        "<ANNOTATION_DOCUMENT><TIER TIER_ID='a'><ANNOTATION><REF_ANNOTATION ANNOTATION_ID='b' "
        "ANNOTATION_REF='b'/></ANNOTATION></TIER></ANNOTATION_DOCUMENT>",
    ],
)
def test_what_is_no_elan_is_told(text: str) -> None:
    with pytest.raises(InputError, match="no ELAN document"):
        read_elan(text.encode())


@given(st.binary(max_size=200))
def test_no_bytes_break_a_reader(data: bytes) -> None:
    for read in (read_elan, read_boris, read_webvtt, lambda data: read_label_studio(data, 30.0)):
        with pytest.raises(InputError):
            read(b"\x00" + data)


def test_boris_comes_back_as_it_went() -> None:
    assert read_boris(render_boris(make_exported()).encode()) == _ALL


def test_states_of_one_kind_follow_one_another_in_boris() -> None:
    """BORIS tells a beginning from an end by their order alone."""
    reps = [make_rep(1), make_rep(2, start_s=6.0)]
    faults = [make_fault(1, start_s=3.0, end_s=5.0), make_fault(1, start_s=4.0, end_s=6.5)]
    text = render_boris(make_exported(make_result(reps=reps, faults=faults)))
    (observation,) = json.loads(text)["observations"].values()
    times = [event[0] for event in observation["events"]]
    assert times == sorted(times)
    found = [item for item in read_boris(text.encode()) if item.tier == "fault PPU-1"]
    assert [(item.start_s, item.end_s) for item in found] == [(3.0, 5.0), (5.001, 6.5)]


def test_a_state_that_never_ends_is_told() -> None:
    project = json.loads(render_boris(make_exported()))
    (observation,) = project["observations"].values()
    observation["events"].pop()
    with pytest.raises(InputError, match="never ends"):
        read_boris(json.dumps(project).encode())


def test_two_observations_are_one_too_many() -> None:
    project = json.loads(render_boris(make_exported()))
    project["observations"]["other"] = {"events": []}
    with pytest.raises(InputError, match="2 observations"):
        read_boris(json.dumps(project).encode())


def test_chapters_are_read_by_a_reader_of_others(tmp_path: Path) -> None:
    path = tmp_path / "set.vtt"
    path.write_text(render_chapters(make_exported()), encoding="utf-8")
    cues = webvtt.read(str(path))
    assert [(cue.identifier, cue.start, cue.end) for cue in cues] == [
        ("movement-1", "00:00:02.000", "00:00:06.000"),
        ("movement-2", "00:00:07.000", "00:00:11.000"),
        ("movement-3", "00:00:12.000", "00:00:16.000"),
    ]
    assert cues[2].text == "3. partial, 40 deg"


def test_subtitles_of_a_result_come_back() -> None:
    found = read_webvtt(render_events(make_exported().result).encode())
    assert [(item.tier, item.key, item.start_s) for item in found] == [
        (item.tier, item.key, item.start_s) for item in _ALL
    ]


def test_edited_subtitles_may_lose_names_and_gain_cues() -> None:
    text = "WEBVTT\r\n\r\n02:00.500 --> 02:04.000 line:1\r\nPPU-1 hips &amp; knees\r\n\r\n"
    text += "NOTE nothing\r\n\r\n7\r\n01:00:00.000 --> 01:00:01.000\r\nagain\r\n"
    assert read_webvtt(text.encode()) == [
        Stretch("fault PPU-1", 120.5, 124.0, "PPU-1 hips & knees"),
        Stretch(REPETITIONS, 3600.0, 3601.0, "again"),
    ]


def test_kinovea_counts_ticks_from_the_first() -> None:
    root = ET.fromstring(render_kinovea(make_exported()))
    ticks = int(root.findtext("AverageTimeStampsPerFrame") or 0)
    rate = float(root.findtext("CaptureFramerate") or 0)
    images = root.findall("Keyframes/Keyframe")
    times_s = [int(image.findtext("Position") or 0) / ticks / rate for image in images]
    assert times_s == pytest.approx([2.0, 7.0, 8.0, 12.0])
    assert [image.findtext("Title") for image in images] == ["rep-1", "rep-2", "fault-1", "rep-3"]
    # Kinovea reads the size and the clock before the key images.
    assert [child.tag for child in root][-1] == "Keyframes"


def test_label_studio_counts_frames_from_one() -> None:
    task = {
        "annotations": [
            {
                "result": [
                    {
                        "type": "timelinelabels",
                        "value": {
                            "ranges": [{"start": 31, "end": 60}],
                            "timelinelabels": ["rep"],
                        },
                    },
                    {"type": "choices", "value": {}},
                ]
            }
        ]
    }
    expected = [Stretch("rep", 1.0, 2.0, "rep")]
    assert read_label_studio(json.dumps([task]).encode(), 30.0) == expected
    with pytest.raises(InputError, match="2 videos"):
        read_label_studio(json.dumps([task, task]).encode(), 30.0)
