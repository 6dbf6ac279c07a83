"""The first page: its three doors, for whom they are, and the way out."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from formcheck import safety
from formcheck.errors import UsageError
from formcheck.plan.smaller import Smaller
from formcheck.review.web.reading import Form, get, post_form, post_json
from formcheck.review.web.routes.films import film_page_parts
from formcheck.review.web.site import Site, site_of
from formcheck.review.web.views.own_progress import own_restart
from formcheck.words import languages_by_name, read_words
from formcheck.words.choice import keep_language

_WORDS = read_words("formcheck.review.web")


def home(request: Request) -> Response:
    """Show the three doors; at the first time, ask for whom they are."""
    site = site_of(request)
    if site.audience.whom is None or "ask" in request.query_params:
        return site.page("whom.html", part="home", safety=safety)
    patient = site.audience.own() if site.audience.is_own else None
    return site.page(
        "home.html",
        part="home",
        safety=safety,
        spoken=languages_by_name(),
        patients=[] if patient else [line.patient for line in site.store.patients.overviews()],
        restart=own_restart(site, patient, date.today()) if patient else None,
        unread=len(site.store.messages.unread("patient", patient.id)) if patient else 0,
        **film_page_parts(site, patient),
    )


def choose_whom(request: Request, form: Form) -> Response:
    """Remember for whom it is."""
    site, whom = site_of(request), form.text("whom")
    if whom not in ("me", "others"):
        raise UsageError("Choose one of the two.")
    site.audience.choose("me" if whom == "me" else "others")
    return site.see_other("/home")


def choose_language(request: Request, form: Form) -> Response:
    """Speak a language from here on, and at the next start."""
    keep_language(form.text("language"))
    return site_of(request).see_other("/home")


def exercise(request: Request, sent: Any) -> Response:
    """Open the window in which one exercises, as oneself or for a patient."""
    site = site_of(request)
    wanted = sent.get("patient") if isinstance(sent, dict) else None
    if site.audience.is_own:
        label = site.audience.own().label
    elif wanted is None:
        label = None
    elif isinstance(wanted, int) and not isinstance(wanted, bool):
        label = site.store.patients.get(wanted).label
    else:
        raise UsageError("There is no such patient.")
    site.exercising.start(label, _smaller_of(site) if _wants_less(sent) else None)
    return exercise_state(request)


def _wants_less(sent: Any) -> bool:
    return isinstance(sent, dict) and sent.get("smaller") is True


def _smaller_of(site: Site) -> Smaller:
    """Return what of today is smaller; a page may be older than what it offered."""
    patient = site.audience.own() if site.audience.is_own else None
    restart = own_restart(site, patient, date.today()) if patient else None
    if restart is None or restart.smaller is None:
        raise UsageError(
            _WORDS.text("own_progress.restart.over"), _WORDS.text("own_progress.restart.over_hint")
        )
    return restart.smaller


def exercise_state(request: Request) -> Response:
    """Say how it is with that window."""
    now = site_of(request).exercising.now
    return JSONResponse({"running": now.running, "message": now.message, "hint": now.hint})


def leave(request: Request, _form: Form) -> Response:
    """Close formcheck, and say so."""
    site = site_of(request)
    page = site.page("left.html")
    site.leave()
    return page


ROUTES = (
    get("/home", home),
    post_form("/home/whom", choose_whom),
    post_form("/home/language", choose_language),
    post_json("/home/exercise", exercise),
    get("/home/exercise.json", exercise_state),
    post_form("/home/leave", leave),
)
