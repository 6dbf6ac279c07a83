"""A hold whose end was not seen lasted at least so long: the pages say so wherever they show it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from formcheck.history.corrections.changes import SetHold
from tests.support.review_site import PERFORMED_AT, ReviewSite, add_scored, running_site
from tests.support.scored import make_reps, make_result, make_scored

_HOLD_S = 25.0


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ReviewSite, int]]:
    """Return the pages, and a set whose second repetition was held for at least 25 s."""
    folder = tmp_path_factory.mktemp("cut")
    reps = make_reps()
    reps[1] = reps[1].model_copy(update={"hold_s": _HOLD_S, "hold_at_least": True})
    with running_site(folder) as site:
        clip = make_result().clip.model_copy(update={"sha256": "34" * 32})
        scored = make_scored(make_result(clip=clip, reps=reps), fps=10.0)
        later = PERFORMED_AT + timedelta(days=1)
        yield site, add_scored(site.store, site.patient_id, scored, folder / "cut", later)


def test_every_page_with_seconds_held_says_at_least(cut: tuple[ReviewSite, int]) -> None:
    site, set_id = cut
    total = site.store.sets.get(set_id).row.hold_total_s
    pages = {
        f"/sets/{set_id}/print": ["at least 25.0\u00a0s", f"at least {total:.1f}\u00a0s"],
        f"/sets/{set_id}/compare?with={site.set_id}": [f"at least {total:.1f}\u00a0s"],
        f"/patients/{site.patient_id}/sets": [f"at least {total:.1f}\u00a0s"],
        f"/patients/{site.patient_id}/progress": [
            f"at least {total:.1f}\u00a0s",
            "lasted at least so long",
        ],
    }
    for path, words in pages.items():
        text = site.therapist.get(path).text
        for expected in words:
            assert expected in text, (path, expected)
    assert "at least" not in _shown(site, f"/sets/{site.set_id}/print")


def _shown(site: ReviewSite, path: str) -> str:
    """Return what a page shows, without the texts that its scripts may need."""
    return site.therapist.get(path).text.partition("<main")[2]


def test_the_page_s_script_and_the_shared_report_are_told(
    cut: tuple[ReviewSite, int], tmp_path: Path
) -> None:
    site, set_id = cut
    reps = site.therapist.get(f"/sets/{set_id}/review.json").json["reps"]
    assert [rep["hold_at_least"] for rep in reps if rep["hold_s"] == _HOLD_S] == [True]
    zipped = site.therapist.post_form(f"/sets/{set_id}/share", {"clip": "none", "job": ""})
    with ZipFile(io.BytesIO(zipped.body)) as bundle:
        assert "at least 25.0\u00a0s" in bundle.read("report.html").decode()
        rows = list(csv.DictReader(io.StringIO(bundle.read("repetitions.csv").decode("utf-8-sig"))))
    assert [row["hold_is_at_least"] for row in rows].count("yes") == 1


def test_a_hold_that_somebody_timed_is_exact(cut: tuple[ReviewSite, int]) -> None:
    site, set_id = cut
    site.store.reviews.save(set_id, SetHold(key="rep-2", hold_s=2.0))
    assert "at least" not in _shown(site, f"/sets/{set_id}/print")
    site.store.reviews.undo(set_id)
    assert "at least" in _shown(site, f"/sets/{set_id}/print")
