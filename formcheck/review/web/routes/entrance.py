"""The way in, and the style sheets and scripts that every page brings along."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from formcheck.review.web.gate import ENTRANCE, RefusalError
from formcheck.review.web.reading import get, path_text, query_text
from formcheck.review.web.site import site_of

_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def enter(request: Request) -> Response:
    """Let the browser in that is the first to know the token."""
    site = site_of(request)
    if not site.keys.is_token(query_text(request, "token")):
        raise RefusalError(
            403, "This address is not, or no longer, valid. Start formcheck review again."
        )
    if "prefetch" in request.headers.get("sec-purpose", ""):
        # A browser that only looks ahead would use the token up, and show nothing for it.
        raise RefusalError(403, "This address is opened, not fetched ahead.")
    if not site.keys.exchange():
        raise RefusalError(
            403,
            "This address has been used; it opens the pages once. Go back to the window that it "
            "opened. If that is closed, end formcheck review with Ctrl-C and start it again.",
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


@cache
def _assets() -> dict[str, tuple[bytes, str]]:
    """Every file that may be asked for; what is not in the list does not exist."""
    folder = files("formcheck.review.web") / "static"
    found = {}
    for file in folder.iterdir():
        kind = _KINDS.get(f".{file.name.rpartition('.')[2]}")
        if kind is not None and file.is_file():
            found[file.name] = (file.read_bytes(), kind)
    return found


def asset(request: Request) -> Response:
    """Answer with a style sheet or script."""
    found = _assets().get(path_text(request, "name"))
    if found is None:
        raise HTTPException(404)
    content, kind = found
    return Response(content, media_type=kind, headers={"cache-control": "no-cache"})


ROUTES = (get(ENTRANCE, enter), get("/static/{name}", asset))
