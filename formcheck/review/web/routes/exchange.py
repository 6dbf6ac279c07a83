"""Files for the other side and from it: made, taken in, and what both sides agreed on."""

from __future__ import annotations

import asyncio
import base64
import binascii
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from formcheck.errors import ForeignFileError, MessageError, PassphraseError, UsageError
from formcheck.exchange.keys import OwnKey, shown_key
from formcheck.exchange.letterbox import put_into_letterbox
from formcheck.exchange.making import (
    file_name,
    make_plan_file,
    make_report_file,
    waiting_for_therapist,
)
from formcheck.exchange.manifest import SUFFIX
from formcheck.exchange.taking import Asked, Taken, describe_taken, take_file
from formcheck.exchange.unpacking import is_locked
from formcheck.history.exchange.models import FileKind
from formcheck.history.films.names import safe_film_name
from formcheck.history.models import Patient
from formcheck.review.web.downloads import send_made_file
from formcheck.review.web.gate import LETTER_ENTRANCE, RefusalError
from formcheck.review.web.reading import (
    Form,
    get,
    path_number,
    post_form,
    query_number,
    query_text,
)
from formcheck.review.web.site import Site, site_of
from formcheck.words import read_words

_MEDIA_TYPE = "application/x-formcheck"
_WORDS_HEADER = "x-formcheck-passphrase"
#: Unlocking takes 128 MB for each.
_MOST_AT_ONCE = 2
_coming = asyncio.Semaphore(_MOST_AT_ONCE)
_WORDS = read_words("formcheck.review.web")


def exchange(request: Request) -> Response:
    """Show what can be made, taken in and agreed on for a patient."""
    site = site_of(request)
    patient = site.store.patients.get(path_number(request, "patient_id"))
    link = site.store.links.of_patient(patient.id)
    return site.page(
        "exchange.html",
        part="patients",
        patient=patient,
        link=link,
        own_key=shown_key(OwnKey.of_store(site.store.path).public),
        peer_key=shown_key(link.peer_key) if link is not None and link.peer_key else None,
        waiting=waiting_for_therapist(site.store, patient) if site.audience.is_own else None,
        plan=site.store.plans.get(patient.id),
        unsent=[m for m in site.store.messages.of_patient(patient.id) if m.made is None],
        taken=site.store.links.taken_files(patient.id)[:20],
        problems=[item for item in site.store.links.seen(patient.id) if item.problem][:10],
        answer_days=site.store.links.answer_days,
        folder_lost=bool(link and link.folder) and not Path(link.folder if link else "").is_dir(),
        put=query_text(request, "put"),
    )


def make(request: Request, form: Form) -> Response:
    """Answer with a file for the other side, or put it into the shared folder."""
    site = site_of(request)
    patient = site.store.patients.get(path_number(request, "patient_id"))
    kind: FileKind = "report" if site.audience.is_own else "plan"
    if form.is_ticked("into_folder"):
        put_into_letterbox(site.store, patient, kind)
        return site.see_other(f"/patients/{patient.id}/exchange?put=yes")
    link = site.store.links.begin(patient.id)
    films = {int(text) for text in form.texts("film") if text.isascii() and text.isdigit()}

    def write(path: Path) -> None:
        if kind == "plan":
            made = make_plan_file(site.store, patient, path.parent)
        else:
            made = make_report_file(site.store, patient, path.parent, films)
        if made.path != path:
            made.path.rename(path)

    return send_made_file(write, file_name(link, kind, link.made + 1), _MEDIA_TYPE)


def agree(request: Request, form: Form) -> Response:
    """Remember the passphrase that both sides agreed on."""
    site, patient = _of(request)
    site.store.links.set_passphrase(patient.id, form.text("passphrase"))
    return site.see_other(f"/patients/{patient.id}/exchange#agreed")


def choose_folder(request: Request, form: Form) -> Response:
    """Remember the folder that both sides see, or none."""
    site, patient = _of(request)
    named = form.text("folder")
    folder = Path(named).expanduser() if named else None
    site.store.links.set_folder(patient.id, folder)
    site.letterboxes.wake_if_needed()
    return site.see_other(f"/patients/{patient.id}/exchange#agreed")


def promise(request: Request, form: Form) -> Response:
    """Remember within how many days this therapist answers, or that nothing is promised."""
    site, patient = _of(request)
    text = form.text("days")
    if text and not (text.isascii() and text.isdigit() and len(text) < 4):
        raise MessageError(_WORDS.text("exchange.no_days"), _WORDS.text("exchange.no_days_hint"))
    site.store.links.set_answer_days(int(text) if text else None)
    return site.see_other(f"/patients/{patient.id}/exchange#agreed")


def end(request: Request, _form: Form) -> Response:
    """Forget the other side."""
    site, patient = _of(request)
    site.store.links.end(patient.id)
    return site.see_other(f"/patients/{patient.id}/exchange")


def _of(request: Request) -> tuple[Site, Patient]:
    site = site_of(request)
    return site, site.store.patients.get(path_number(request, "patient_id"))


async def receive(request: Request) -> Response:
    """Take in a file of the other side: the whole body of the request is its bytes."""
    site = site_of(request)
    if _coming.locked():
        raise RefusalError(429, "Files are coming in already. Wait for one of them.")
    async with _coming:
        with tempfile.TemporaryDirectory(prefix="formcheck-letter-") as folder:
            name = safe_film_name(query_text(request, "name"), frozenset({SUFFIX}))
            path = Path(folder) / name
            size_bytes = int(request.headers["content-length"])
            with path.open("wb") as file:
                async for part in request.stream():
                    await run_in_threadpool(file.write, part)
            if path.stat().st_size != size_bytes:
                raise RefusalError(400, "The file broke off.")
            number = query_number(request, "patient")
            asked = Asked(
                passphrase=_passphrase(request),
                patient=None if number is None else site.store.patients.get(number),
                trust_new_key=query_text(request, "trust") == "yes",
            )
            return await run_in_threadpool(_take, site, path, asked)


def _passphrase(request: Request) -> str:
    """Return the passphrase of a header, which holds no letters beyond Latin ones by itself."""
    with suppress(binascii.Error, UnicodeDecodeError, ValueError):
        packed = request.headers.get(_WORDS_HEADER, "")
        return base64.b64decode(packed, validate=True).decode()
    return ""


def _take(site: Site, path: Path, asked: Asked) -> Response:
    """Take a file in and tell the page; where something must be asked first, what."""
    try:
        taken = take_file(site.store, path, asked, site.audience.owner_of)
    except ForeignFileError as error:
        told = {"message": error.message, "hint": error.hint, "ask": _what_to_ask(site, error)}
        return JSONResponse(told, 409)
    return JSONResponse({"lines": _lines(site, taken), "patient": taken.patient.id})


def _what_to_ask(site: Site, error: ForeignFileError) -> str:
    if isinstance(error, PassphraseError):
        return "passphrase"
    return {"other_key": "trust", "whose": "whose"}.get(error.reason, "")


def _lines(site: Site, taken: Taken) -> list[str]:
    site.audience.note_taken(taken)
    return describe_taken(taken, with_label=not site.audience.is_own)


def given(request: Request) -> Response:
    """Ask whether the file that the program was opened with is to be taken in."""
    return _given(site_of(request))


def take_given(request: Request, form: Form) -> Response:
    """Take in the file that the program was opened with."""
    site = site_of(request)
    if site.file is None:
        raise UsageError(_WORDS.text("given.none"), _WORDS.text("given.none_hint"))
    number = form.number("patient") if form.text("patient") else None
    asked = Asked(
        passphrase=form.text("passphrase"),
        patient=None if number is None else site.store.patients.get(number),
        trust_new_key=form.is_ticked("trust"),
    )
    try:
        taken = take_file(site.store, site.file, asked, site.audience.owner_of)
    except ForeignFileError as error:
        return _given(site, problem=error, ask=_what_to_ask(site, error))
    return _given(site, lines=_lines(site, taken), whose=taken.patient)


def _given(site: Site, **shown: Any) -> Response:
    if site.file is None:
        raise UsageError(_WORDS.text("given.none"), _WORDS.text("given.none_hint"))
    return site.page(
        "letter_given.html",
        part="home",
        file_name=site.file.name,
        patients=[]
        if site.audience.is_own
        else [o.patient for o in site.store.patients.overviews()],
        locked=is_locked(site.file),
        **{"problem": None, "ask": "", "lines": None, "whose": None, **shown},
    )


ROUTES = (
    Route(LETTER_ENTRANCE, receive, methods=["PUT"]),
    get("/letters/given", given),
    post_form("/letters/given", take_given),
    get("/patients/{patient_id}/exchange", exchange),
    post_form("/patients/{patient_id}/exchange/make", make),
    post_form("/patients/{patient_id}/exchange/passphrase", agree),
    post_form("/patients/{patient_id}/exchange/folder", choose_folder),
    post_form("/patients/{patient_id}/exchange/promise", promise),
    post_form("/patients/{patient_id}/exchange/end", end),
)
