"""Films that come in: received, listed, cancelled, tried again; and folders that are watched."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from formcheck.errors import InputError, UsageError
from formcheck.exercises.registry import exercise_names
from formcheck.history.films.film import AT_REST, Film
from formcheck.history.films.names import safe_film_name
from formcheck.history.models import Patient
from formcheck.history.problems import explaining_problems
from formcheck.results.clips import VIDEO_SUFFIXES
from formcheck.review.web.audience import find_loose
from formcheck.review.web.gate import FILM_ENTRANCE, RefusalError
from formcheck.review.web.reading import (
    Form,
    get,
    path_number,
    path_text,
    post,
    post_form,
    post_json,
    query_number,
    query_text,
)
from formcheck.review.web.site import Site, site_of
from formcheck.review.web.views.camera_folders import find_camera_folders
from formcheck.review.web.views.film_rows import FilmRows

#: A page sends one film after the other; two pages may be open.
_MOST_AT_ONCE = 4
_PART_BYTES = 1 << 20
_coming = asyncio.Semaphore(_MOST_AT_ONCE)


def film_page_parts(site: Site, patient: Patient | None) -> dict[str, Any]:
    """Return what a page with a place for films is filled with.

    Parameters
    ----------
    site : Site
    patient : Patient or None
        Whose films they are; None lets the person say it.
    """
    watched = patient or find_loose(site.store)
    watch = None if watched is None else site.store.watches.of_patient(watched)
    return {
        "patient": patient,
        "watch": watch,
        "watch_lost": watch is not None and not Path(watch.folder).is_dir(),
        "camera_folders": find_camera_folders(Path.home()),
        "suffixes": ",".join(sorted(VIDEO_SUFFIXES)),
        "newest": site.store.sets.newest_id(None if patient is None else patient.id),
    }


async def receive(request: Request) -> Response:
    """Take in one film: the whole body of the request is its bytes."""
    site = site_of(request)
    if _coming.locked():
        raise RefusalError(429, "Several films are coming in already. Wait for one of them.")
    async with _coming:
        patient = await run_in_threadpool(_whose, request)
        film = await _receive(request, site, patient)
    site.worker.wake()
    return await run_in_threadpool(_told, site, film)


async def _receive(request: Request, site: Site, patient: Patient) -> Film:
    name = safe_film_name(query_text(request, "name"), VIDEO_SUFFIXES)
    size_bytes = int(request.headers["content-length"])
    if size_bytes == 0:
        raise InputError(f"“{name}” is empty (0 bytes).", "Copy the video again from its source.")
    received = await run_in_threadpool(site.store.films.receive)
    try:
        await _explained(site, received.check_room, size_bytes)
        waiting = bytearray()
        async for part in request.stream():
            waiting += part
            if len(waiting) >= _PART_BYTES:
                await _explained(site, received.write, bytes(waiting))
                waiting.clear()
        await _explained(site, received.write, bytes(waiting))
        if received.size_bytes != size_bytes:
            raise RefusalError(400, "The film broke off.")
        await _explained(site, received.end, _modified_s(request))
        return await run_in_threadpool(site.store.films.add, patient, received, name)
    except BaseException:
        received.discard()
        raise


async def _explained(site: Site, work: Callable[..., None], *arguments: object) -> None:
    def explained() -> None:
        with explaining_problems(site.store.path):
            work(*arguments)

    await run_in_threadpool(explained)


def _whose(request: Request) -> Patient:
    """Return whose film it is: a patient by number or by label, new or not, or nobody's."""
    site = site_of(request)
    number, label = query_number(request, "patient"), query_text(request, "label").strip()
    if number is not None:
        return site.store.patients.get(number)
    if label and not site.audience.is_own:
        return site.store.patients.add(label)
    return site.audience.default_patient()


def _modified_s(request: Request) -> float | None:
    """Return the date of the file that a film came from, as the browser tells it; seconds."""
    milliseconds = query_number(request, "modified_ms")
    # Until the year 9999: what the system cannot hold is left out.
    return milliseconds / 1000 if milliseconds is not None and 0 < milliseconds < 2.5e14 else None


def listing(request: Request) -> Response:
    """Answer with the films of a patient, or of all."""
    site = site_of(request)
    patient_id = query_number(request, "patient")
    films = site.store.films.all()
    if patient_id is not None:
        films = site.store.films.of_patient(site.store.patients.get(patient_id))
    rows = FilmRows(site.store, patient_id is None and not site.audience.is_own)
    return JSONResponse({"films": [rows.describe(film) for film in films]})


def cancel(request: Request) -> Response:
    """Stop what is done with a film; it can be tried again."""
    site = site_of(request)
    return _told(site, site.store.films.ask(_film(request), cancelled=True))


def again(request: Request, sent: Any) -> Response:
    """Score a film once more, as another exercise or turned if that is said."""
    site, film = site_of(request), _film(request)
    fields = sent if isinstance(sent, dict) else {}
    if not film.path.is_file():
        raise UsageError(
            "This film is not here any more.", "Choose it once more to have it scored."
        )
    changes: dict[str, object] = {}
    if (name := fields.get("exercise")) is not None:
        if name not in exercise_names():
            raise UsageError("There is no such exercise.")
        changes["exercise"] = name
    if (turn := fields.get("turn")) is not None:
        if turn not in (0, 90, 180, 270) or isinstance(turn, bool):
            raise UsageError("A picture is turned by 90, 180 or 270 degrees.")
        changes["rotate"] = turn
    asked = site.store.films.ask_again(film, **changes)
    site.worker.wake()
    return _told(site, asked)


def change_day(request: Request, sent: Any) -> Response:
    """Say on which day the exercise was done."""
    site, film = site_of(request), _film(request)
    text = sent.get("day") if isinstance(sent, dict) else None
    try:
        day = date.fromisoformat(str(text))
    except ValueError:
        raise UsageError("This is no day.", "Choose one in the calendar.") from None
    if not date(2000, 1, 1) <= day <= date.today():
        raise UsageError("This day is too early or still to come.", "Choose another one.")
    if film.state in ("done", "known"):
        raise UsageError("The film is scored.", "Change the day on the page of the set.")
    return _told(site, site.store.films.ask(film, day=day))


def forget(request: Request) -> Response:
    """Take a film out of the list; what was scored of it stays."""
    site, film = site_of(request), _film(request)
    site.store.films.forget(film)
    return JSONResponse({})


def clear(request: Request) -> Response:
    """Take out of the list what has come to its end."""
    site = site_of(request)
    patient_id = query_number(request, "patient")
    films = site.store.films.all()
    if patient_id is not None:
        films = site.store.films.of_patient(site.store.patients.get(patient_id))
    for film in films:
        if film.state in AT_REST - {"unsure"}:
            site.store.films.forget(film)
    return listing(request)


def watch(request: Request, form: Form) -> Response:
    """Watch a folder for new films of a patient."""
    site = site_of(request)
    patient = _watched_patient(request)
    named = form.text("other_folder") or form.text("folder")
    if not named:
        raise UsageError("No folder was named.", "Choose one of the list, or write its path.")
    folder = Path(named).expanduser()
    site.store.watches.begin(patient, folder, with_old=form.is_ticked("with_old"))
    site.worker.wake()
    return site.see_other(_back(form.text("back"), patient))


def unwatch(request: Request, form: Form) -> Response:
    """Watch no folder for a patient any more."""
    site = site_of(request)
    patient = _watched_patient(request)
    site.store.watches.end(patient)
    return site.see_other(_back(form.text("back"), patient))


def _watched_patient(request: Request) -> Patient:
    site, number = site_of(request), path_number(request, "patient_id")
    return site.audience.default_patient() if number == 0 else site.store.patients.get(number)


def _back(said: str, patient: Patient) -> str:
    return "/home" if said == "home" else f"/patients/{patient.id}/sets"


def _film(request: Request) -> Film:
    return site_of(request).store.films.get(path_text(request, "film_id"))


def _told(site: Site, film: Film) -> Response:
    return JSONResponse(FilmRows(site.store, not site.audience.is_own).describe(film))


ROUTES = (
    Route(FILM_ENTRANCE, receive, methods=["PUT"]),
    get("/films.json", listing),
    post("/films/clear", clear),
    post("/films/{film_id}/cancel", cancel),
    post_json("/films/{film_id}/again", again),
    post_json("/films/{film_id}/day", change_day),
    post("/films/{film_id}/forget", forget),
    post_form("/patients/{patient_id}/watch", watch),
    post_form("/patients/{patient_id}/watch/end", unwatch),
)
