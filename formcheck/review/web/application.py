"""The application as a whole: its parts, and how it answers when something is wrong."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp

from formcheck.errors import FormcheckError, StoreError, UnknownRecordError
from formcheck.history.store import Store
from formcheck.review.web.gate import Gate, RefusalError
from formcheck.review.web.keys import Keys
from formcheck.review.web.routes import (
    agreement,
    assets,
    clips,
    compare,
    corrections,
    days,
    entrance,
    exports,
    learn,
    notes,
    patients,
    plan,
    progress,
    sessions,
    sets,
    share,
)
from formcheck.review.web.site import Site, site_of

_PARTS = (
    entrance,
    assets,
    patients,
    sets,
    sessions,
    clips,
    corrections,
    days,
    notes,
    compare,
    progress,
    plan,
    learn,
    exports,
    share,
    agreement,
)


def create_application(store: Store, keys: Keys, port: int) -> ASGIApp:
    """Return the application, behind its gate.

    Parameters
    ----------
    store : Store
        Open; whoever opened it closes it.
    keys : Keys
    port : int
        Where it will listen; requests for any other address are refused.
    """
    # Without the pages that describe the application: they load scripts from elsewhere.
    app = FastAPI(title="formcheck", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = Site(store, keys, port)
    for part in _PARTS:
        app.include_router(part.router)
    app.add_exception_handler(FormcheckError, _explain_error)
    app.add_exception_handler(HTTPException, _explain_status)
    app.add_exception_handler(RefusalError, _explain_refusal)
    app.add_exception_handler(RequestValidationError, _explain_request)
    app.add_exception_handler(Exception, _explain_surprise)
    return Gate(app, keys, port)


async def _explain_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, FormcheckError)
    status = 400
    if isinstance(error, UnknownRecordError):
        status = 404
    elif isinstance(error, StoreError):
        status = 503
    return _answer(request, status, error.message, error.hint)


async def _explain_status(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = "There is no such page." if error.status_code == 404 else "This is not possible."
    return _answer(request, error.status_code, words)


async def _explain_refusal(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusalError)
    return PlainTextResponse(error.words, error.status)


async def _explain_request(request: Request, _error: Exception) -> Response:
    return _answer(request, 400, "This address does not lead anywhere.")


async def _explain_surprise(request: Request, error: Exception) -> Response:
    return _answer(
        request,
        500,
        f"Something went wrong that should not ({type(error).__name__}).",
        "Start “formcheck review --debug”, do the same again and report what it shows.",
    )


def _answer(request: Request, status: int, message: str, hint: str = "") -> Response:
    wants_json = "application/json" in request.headers.get("accept", "")
    if wants_json:
        return JSONResponse({"message": message, "hint": hint}, status)
    if not request.scope.get("root_path"):
        # Somebody at the entrance is told nothing that our pages know.
        return PlainTextResponse(message, status)
    return site_of(request).page("problem.html", status, message=message, hint=hint)
