"""Messages between patient and therapist: read, written, taken back, settled."""

from __future__ import annotations

import math

from starlette.requests import Request
from starlette.responses import Response

from formcheck import safety
from formcheck.errors import MessageError
from formcheck.exchange.urgent import find_urgent
from formcheck.history.exchange.messages import LONGEST_TEXT, clean_message
from formcheck.history.exchange.models import Author
from formcheck.history.models import Page, SetFilter
from formcheck.review.web.reading import (
    Form,
    get,
    path_number,
    post_form,
    query_number,
    query_text,
)
from formcheck.review.web.site import Site, site_of
from formcheck.review.web.views.message_rows import message_rows
from formcheck.words import read_words

#: Sets that a message may be about, newest first.
_OFFERED_SETS = 40
_WORDS = read_words("formcheck.review.web")


def writer_of(site: Site) -> Author:
    """Return who writes and reads on these pages."""
    return "patient" if site.audience.is_own else "therapist"


def messages(request: Request) -> Response:
    """Show the messages of a patient, and a place to write one."""
    site = site_of(request)
    patient = site.store.patients.get(path_number(request, "patient_id"))
    return site.page(
        "messages.html",
        part="patients",
        patient=patient,
        rows=message_rows(site.store, patient.id, writer_of(site)),
        link=site.store.links.of_patient(patient.id),
        sets=site.store.sets.select(SetFilter(patient_id=patient.id), Page(1, _OFFERED_SETS)).rows,
        chosen=query_number(request, "set"),
        moment=query_text(request, "time"),
        longest=LONGEST_TEXT,
    )


def write(request: Request, form: Form) -> Response:
    """Keep a message; one that holds words of the urgent signs is first answered by that page."""
    site = site_of(request)
    patient = site.store.patients.get(path_number(request, "patient_id"))
    author, text = writer_of(site), clean_message(form.text("text"))
    set_id = form.number("set") if form.text("set") else None
    moment_s = _moment(form.text("time")) if set_id is not None else None
    found = find_urgent(text) if author == "patient" else []
    if found and not form.is_ticked("seen_urgent"):
        return site.page(
            "message_urgent.html",
            part="patients",
            patient=patient,
            found=found,
            text=text,
            set_id=set_id,
            moment=form.text("time"),
            safety=safety,
        )
    site.store.messages.write(
        patient.id, author, text, set_id=set_id, time_s=moment_s, urgent=bool(found)
    )
    return site.see_other(f"/patients/{patient.id}/messages")


def settle(request: Request, _form: Form) -> Response:
    """Say that a message needs no answer."""
    site = site_of(request)
    message = site.store.messages.get(path_number(request, "message_id"))
    site.store.messages.settle(message.id)
    return site.see_other(f"/patients/{message.patient_id}/messages")


def take_back(request: Request, _form: Form) -> Response:
    """Delete a message that has not gone out."""
    site = site_of(request)
    message = site.store.messages.get(path_number(request, "message_id"))
    site.store.messages.take_back(message.id)
    return site.see_other(f"/patients/{message.patient_id}/messages")


def _moment(text: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise MessageError(
            _WORDS.text("messages.no_moment"), _WORDS.text("messages.no_moment_hint")
        )
    return value


ROUTES = (
    get("/patients/{patient_id}/messages", messages),
    post_form("/patients/{patient_id}/messages", write),
    post_form("/messages/{message_id}/settle", settle),
    post_form("/messages/{message_id}/take-back", take_back),
)
