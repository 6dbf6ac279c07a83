"""A quick share of damaged documents in every run: none brings more than a refusal in words."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz.requests import EVERY_KIND, stop_site
from tests.fuzz.strategies import damaged

#: So many of each kind; together a few seconds.
_EXAMPLES = {
    "result": 15,
    "corrections": 8,
    "review": 4,
    "set tag": 6,
    "plan": 40,
    "settings": 40,
    "phrases": 20,
    "landmarks": 60,
    "labels": 100,
    "store": 25,
    "carried letter": 40,
    "signed letter": 60,
    "requests": 60,
}
_CORPUS = Path(__file__).parent / "corpus"


@pytest.fixture(scope="module", autouse=True)
def _no_site_is_left() -> Iterator[None]:
    yield
    stop_site()


@pytest.mark.parametrize("name", EVERY_KIND)
def test_a_damaged_document_is_taken_or_refused_in_words(name: str) -> None:
    kind, taken = EVERY_KIND[name], []

    @settings(
        max_examples=_EXAMPLES[name],
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(damaged(kind))
    def feed(document: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            taken.append(kind.feed(document, Path(folder)))

    feed()
    assert len(taken) >= _EXAMPLES[name] // 2
    # Whatever is changed in a result or a history is as a rule wrong.
    assert any(taken) or name in ("result", "store", "carried letter"), "some are harmless"


@pytest.mark.parametrize(
    "path",
    sorted(_CORPUS.glob("*/*")),
    ids=lambda path: f"{path.parent.name} {path.name}",
)
def test_what_once_was_a_surprise_or_might_be(tmp_path: Path, path: Path) -> None:
    EVERY_KIND[path.parent.name].feed(path.read_bytes(), tmp_path)


def test_every_kind_has_a_corpus() -> None:
    assert {path.name for path in _CORPUS.iterdir()} == set(EVERY_KIND)


@pytest.mark.parametrize("name", EVERY_KIND)
def test_a_number_always_makes_the_same_document(name: str) -> None:
    mutate = EVERY_KIND[name].mutate
    assert mutate(Random(3)) == mutate(Random(3))
    assert len({mutate(Random(seed)) for seed in range(12)}) > 8
