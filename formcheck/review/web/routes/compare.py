"""Two sets side by side on one clock."""

from __future__ import annotations

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from formcheck.errors import UsageError
from formcheck.exercises.registry import get_exercise
from formcheck.review.web.site import Site, site_of
from formcheck.review.web.views.set_data import describe_set, read_result

router = APIRouter()

_CHOICES = 30


@router.get("/sets/{set_id}/compare")
def compare(request: Request, set_id: int, other_id: int = Query(alias="with")) -> Response:
    """Show a set beside an earlier one of the same patient and exercise."""
    site = site_of(request)
    here, there = site.store.sets.get(set_id), site.store.sets.get(other_id)
    same_person = here.row.patient_id == there.row.patient_id
    if not same_person or here.row.exercise != there.row.exercise:
        raise UsageError(
            "These two sets cannot be compared.",
            "Compare sets of the same patient and the same exercise.",
        )
    return site.page(
        "compare.html",
        part="sets",
        exercise=get_exercise(here.row.exercise),
        here=here,
        there=there,
        result=read_result(here),
        described=[_describe(site, set_id), _describe(site, other_id)],
        choices=site.store.sets.before(set_id, _CHOICES),
    )


def _describe(site: Site, set_id: int) -> dict[str, object]:
    record = site.store.sets.get(set_id)
    reviewed = site.store.reviews.get(set_id)
    return {
        **describe_set(record, read_result(record)),
        "reps": [
            {"index": rep.index, "start_s": rep.start_s, "end_s": rep.end_s}
            for rep in reviewed.counted
        ],
    }
