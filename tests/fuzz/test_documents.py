"""A quick share of damaged documents in every run: none brings more than a refusal in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.documents import KINDS

#: So many of each kind; together a few seconds.
_SEEDS = {
    "result": 25,
    "corrections": 20,
    "plan": 60,
    "settings": 40,
    "landmarks": 80,
    "labels": 150,
}


@pytest.mark.parametrize("name", KINDS)
def test_a_damaged_document_is_taken_or_refused_in_words(tmp_path: Path, name: str) -> None:
    kind, taken, surprises = KINDS[name], 0, {}
    for seed in range(_SEEDS[name]):
        folder = tmp_path / str(seed)
        folder.mkdir()
        try:
            taken += kind.feed(kind.mutate(seed), folder)
        except Exception as error:  # whatever it is, its seed is to be told
            surprises[seed] = repr(error)
    assert surprises == {}
    assert 0 < taken < _SEEDS[name], "some are harmless, most are not"


@pytest.mark.parametrize(
    ("name", "seeds"),
    [
        ("landmarks", (1115, 1140, 1196, 1239, 1702, 1794, 2448)),
        ("labels", (1423, 1975)),
    ],
)
def test_what_once_was_a_surprise(tmp_path: Path, name: str, seeds: tuple[int, ...]) -> None:
    for seed in seeds:
        folder = tmp_path / str(seed)
        folder.mkdir()
        KINDS[name].feed(KINDS[name].mutate(seed), folder)


@pytest.mark.parametrize("name", KINDS)
def test_a_number_always_makes_the_same_document(name: str) -> None:
    mutate = KINDS[name].mutate
    assert mutate(3) == mutate(3)
    assert len({mutate(seed) for seed in range(12)}) > 8
