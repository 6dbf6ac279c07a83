from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.batch.names import folder_of, folders_of


@pytest.mark.parametrize(
    ("place", "folder"),
    [
        ("monday.mp4", "monday-mp4"),
        ("anna/monday.mp4", "anna/monday-mp4"),
        ("./anna//monday.MOV", "anna/monday-MOV"),
        ("clip", "clip"),
        (".hidden.mp4", "_hidden-mp4"),
        ("../b/c.mp4", "up/b/c-mp4"),
        ("/data/a.mp4", "data/a-mp4"),
        ("a\\b.mp4", "a_b-mp4"),
        ("=cmd.mp4", "_cmd-mp4"),
        ("-o/x.mp4", "_o/x-mp4"),
        ("s3://bucket/anna/x.mp4", "bucket/anna/x-mp4"),
        ("con :*?.mp4", "con ___-mp4"),
        ("", "clip"),
    ],
)
def test_the_folder_of_a_clip(place: str, folder: str) -> None:
    assert folder_of(place) == folder


def test_two_clips_never_share_a_folder() -> None:
    places = ["a/x.mp4", "a/x.mov", "b/x.mp4", "B/x.mp4", "a\\x.mp4", "a_x.mp4"]
    folders = folders_of(places)
    assert len({folder.casefold() for folder in folders}) == len(places)
    # Those that nothing was mistaken for keep their plain names.
    assert folders[:2] == ["a/x-mp4", "a/x-mov"]
    assert folders_of(places[::-1])[::-1] == folders


@given(st.lists(st.text(min_size=1, max_size=300), unique=True, max_size=6))
def test_no_name_leads_out_of_the_folder_or_to_that_of_another(places: list[str]) -> None:
    folders = folders_of(places)
    assert len({folder.casefold() for folder in folders}) == len(folders)
    for folder in folders:
        path = PurePosixPath(folder)
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert all(part and len(part) <= 130 for part in path.parts)
