"""The application as a whole: its parts, and how it answers when something is wrong."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from formcheck.errors import (
    DiskFullError,
    FormcheckError,
    MachineError,
    StoreError,
    UnknownRecordError,
)
from formcheck.review.web.gate import Gate, RefusalError
from formcheck.review.web.routes import (
    bulk_review,
    caseload,
    clips,
    corrections,
    entrance,
    exchange,
    exports,
    films,
    home,
    learn,
    messages,
    own_progress,
    patients,
    pictures,
    plan,
    sets,
)
from formcheck.review.web.site import Site, site_of
from formcheck.words import read_words
from formcheck.words.errors import retell_error, retell_told

_PARTS = (
    entrance,
    home,
    films,
    exchange,
    messages,
    own_progress,
    caseload,
    patients,
    sets,
    bulk_review,
    clips,
    pictures,
    corrections,
    plan,
    learn,
    exports,
)
_WORDS = read_words("formcheck.review.web")

#: What is not listed is a request that makes no sense.
_STATUSES: tuple[tuple[type[FormcheckError], int], ...] = (
    (UnknownRecordError, 404),
    (DiskFullError, 507),
    (MachineError, 503),
    (StoreError, 503),
)


def create_application(site: Site) -> Gate:
    """Return the application, behind its gate.

    Parameters
    ----------
    site : Site
        Its store is open; whoever opened it closes it. Requests for another address than its
        port are refused.
    """
    app = Starlette(
        routes=[route for part in _PARTS for route in part.ROUTES],
        exception_handlers={
            FormcheckError: _explain_error,
            HTTPException: _explain_status,
            RefusalError: _explain_refusal,
            Exception: _explain_surprise,
        },
    )
    app.state.site = site
    return Gate(app, site.keys, site.port)


async def _explain_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, FormcheckError)
    status = next((status for kind, status in _STATUSES if isinstance(error, kind)), 400)
    return _answer(request, status, *retell_error(error))


async def _explain_status(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    key = "no_such_page" if error.status_code == 404 else "not_possible"
    return _answer(request, error.status_code, _WORDS.text(f"problem.{key}"))


async def _explain_refusal(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusalError)
    return PlainTextResponse(retell_told(error.words), error.status)


async def _explain_surprise(request: Request, error: Exception) -> Response:
    return _answer(
        request,
        500,
        _WORDS.text("problem.surprise", kind=type(error).__name__),
        _WORDS.text("problem.surprise_hint"),
    )


def _answer(request: Request, status: int, message: str, hint: str = "") -> Response:
    wants_json = "application/json" in request.headers.get("accept", "")
    if wants_json:
        return JSONResponse({"message": message, "hint": hint}, status)
    if not request.scope.get("root_path"):
        # Somebody at the entrance is told nothing that our pages know.
        return PlainTextResponse(message, status)
    return site_of(request).page("problem.html", status, message=message, hint=hint)
