"""How far the program and the therapist agree."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from formcheck.review.web.site import site_of
from formcheck.review.web.views.agreement_view import list_agreement

router = APIRouter()


@router.get("/agreement")
def agreement(request: Request) -> Response:
    """Show the agreement over all finished sets."""
    site = site_of(request)
    found = site.store.reviews.agreement()
    return site.page(
        "agreement.html", part="agreement", agreement=found, rows=list_agreement(found)
    )
