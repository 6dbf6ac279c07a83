"""The printed address: its token is exchanged for a cookie."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from formcheck.review.web.gate import ENTRANCE, RefusalError
from formcheck.review.web.site import site_of

router = APIRouter()


@router.get(ENTRANCE)
def enter(request: Request, token: str = "") -> Response:
    """Let the browser in that knows the token."""
    site = site_of(request)
    if not site.keys.is_token(token):
        raise RefusalError(
            403, "This address is not, or no longer, valid. Start formcheck review again."
        )
    # A page instead of a redirect: after a redirect that began in another program, a browser
    # may hold back a cookie that is only for our own pages.
    response = site.page("enter.html")
    response.set_cookie(
        site.keys.cookie_name,
        site.keys.session,
        httponly=True,
        samesite="strict",
        path=f"{site.keys.root}/",
    )
    return response
