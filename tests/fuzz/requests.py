"""Requests to the pages, damaged by chance: each is answered, or refused in words.

``mutate`` writes a request as a browser would send it, with places for the secrets of the running
application, and damages it; ``feed`` fills the places in and sends it. An answer that says that
something went wrong, or none at all, is a surprise.
"""

from __future__ import annotations

import contextlib
import json
import re
import select
import socket
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from formcheck.history.models import NewSet
from formcheck.review.web.server import HOST
from tests.fuzz.damage import change_values, damage_bytes, odd_values
from tests.fuzz.documents import KINDS, Kind
from tests.fuzz.letters import KINDS as LETTERS
from tests.support.history import make_fault, make_result
from tests.support.review_site import ReviewSite, running_site

_LONGEST_WAIT_S = 20.0
#: Whole requests are answered sooner.
_PATIENCE_S = 0.5
_SPANS = {"start_s": 1.0, "end_s": 2.0}
_PAGES = (
    "/",
    "/sets?exercise=prone_press_up&review=new&fault=PPU-1&page=1&order=oldest",
    "/patients/1/sets?page=2",
    "/patients/1/plan?version=1",
    "/patients/1/plan.toml",
    "/patients/1/sheet",
    "/patients/1/progress",
    "/patients/1/progress/print",
    "/patients/1/more",
    "/patients/1/export.zip",
    "/sets/newest.json?patient=1",
    "/sets/2",
    "/sets/2/print",
    "/sets/2/review.json",
    "/sets/2/compare?with=1",
    "/sets/2/share",
    "/sets/2/share/progress.json?job=a",
    "/sets/2/clip",
    "/sets/2/landmarks.bin",
    "/sets/2/signal.json",
    "/sessions/1/print",
    "/exports",
    "/exports/tables.zip",
    "/agreement",
    "/learn/knee_hug",
    "/static/app.css",
    "/enter?token=x",
)
_MESSAGES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/sets/2/changes", {"do": "reject", "key": "rep-1"}),
    ("/sets/2/changes", {"do": "move", "key": "rep-2", **_SPANS}),
    ("/sets/2/changes", {"do": "add_fault", "fault_id": "PPU-5", **_SPANS}),
    ("/sets/2/changes", {"do": "set_hold", "key": "rep-1", "hold_s": 2.0}),
    ("/sets/2/undo", {"number": 1}),
    ("/sets/2/redo", {"number": 1}),
    ("/sets/2/notes", {"text": "neck", "time_s": 1.0}),
    ("/sets/2/notes/1", {"text": "back", "seen": "neck"}),
    ("/sets/2/notes/1/delete", {"seen": "back"}),
)
_FORMS: tuple[tuple[str, dict[str, str]], ...] = (
    ("/patients", {"label": "B"}),
    ("/patients/1/rename", {"label": "A"}),
    ("/patients/1/delete", {"confirmed_label": "A"}),
    ("/sets/1/delete", {"confirmed": "1"}),
    ("/sets/2/day", {"day": "2025-02-03", "shown_day": "2025-03-03", "whole_session": "1"}),
    ("/sets/2/day/undo", {"change": "1"}),
    ("/sets/2/share", {"clip": "none", "job": "a", "with_notes": "1"}),
    ("/exports/labels", {}),
    ("/patients/1/plan/file", {"text": "note = 'x'", "based_on": "0"}),
    (
        "/patients/1/plan",
        {
            "prone_press_up.enabled": "1",
            "prone_press_up.reps": "8",
            "prone_press_up.days": "mon",
            "prone_press_up.threshold.faults.neck_deg": "50",
            "note": "slowly",
            "based_on": "0",
        },
    ),
)
_OTHER_HEADERS = ("x-formcheck-seen", "range", "if-range", "transfer-encoding", "x-odd")
_STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")


def _mutate(chance: Random) -> bytes:
    match chance.randrange(3):
        case 0:
            method, path, body, kind = "GET", chance.choice(_PAGES), b"", ""
        case 1:
            method, kind = "POST", "application/json"
            path, message = chance.choice(_MESSAGES)
            sent: dict[str, Any] = dict(message)
            if chance.random() < 0.7:
                change_values(sent, chance)
            body = json.dumps(sent).encode("utf-8", "surrogatepass")
        case _:
            method, kind = "POST", "application/x-www-form-urlencoded"
            path, fields = chance.choice(_FORMS)
            body = _form(dict(fields), chance)
    if chance.random() < 0.5:
        path = _other_path(path, chance)
    if body and chance.random() < 0.15:
        body = damage_bytes(body, chance)
    request = _write(method, path, body, kind, chance)
    return damage_bytes(request, chance) if chance.random() < 0.15 else request


def _form(fields: dict[str, str], chance: Random) -> bytes:
    for _ in range(chance.choice((0, 1, 1, 3))):
        name = chance.choice([*fields, "extra"])
        fields[name] = str(chance.choice(odd_values(chance)))[:3_000]
    return urlencode(fields, errors="replace").encode()


def _other_path(path: str, chance: Random) -> str:
    odd = str(chance.choice([*odd_values(chance), 1, 2, 3, "..", "%00", "sets", "%2e%2e%2f"]))
    pieces = re.split(r"(?<=[/=?&])", path)
    pieces[chance.randrange(len(pieces))] = quote(odd[:3_000], safe="%/")
    return "".join(pieces)


def _write(method: str, path: str, body: bytes, kind: str, chance: Random) -> bytes:
    headers = {
        "host": f"{HOST}:{{PORT}}",
        "cookie": "{COOKIE}",
        "origin": f"http://{HOST}:{{PORT}}",
        "sec-fetch-site": "same-origin",
        "x-formcheck-token": "{TOKEN}",
        "x-formcheck-window": "a1",
        "accept": "application/json",
        "content-length": str(len(body)),
        "connection": "close",
    }
    if kind:
        headers["content-type"] = kind
    if path.endswith("/clip"):
        headers["range"] = "bytes=10-20"
    if chance.random() < 0.3:
        name = chance.choice([*headers, *_OTHER_HEADERS])
        headers[name] = str(chance.choice(odd_values(chance)))[:3_000]
    if chance.random() < 0.1:
        del headers[chance.choice(list(headers))]
    lines = [f"{method} {{ROOT}}{path} HTTP/1.1", *(f"{n}: {v}" for n, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "replace") + body


#: The application that is asked, for as long as this process runs.
_running = ExitStack()


@cache
def _site() -> ReviewSite:
    folder = _running.enter_context(
        tempfile.TemporaryDirectory(prefix="formcheck-fuzz-", ignore_cleanup_errors=True)
    )
    return _running.enter_context(running_site(Path(folder)))


def stop_site() -> None:
    """End the application, if one was asked."""
    _site.cache_clear()
    _running.close()


def _fill_again(site: ReviewSite) -> None:
    """Give back what requests have deleted: patient 1 or another with two sets."""
    if site.store.sets.select().total >= 2:
        return
    patients = site.store.patients
    patient = patients.find("A") or patients.add("A")
    for clip in ("a.mp4", "b.mp4"):
        result = make_result(clip, faults=[make_fault(1)])
        performed_at = datetime(2025, 3, 3, 9, tzinfo=UTC)
        site.store.sets.add(patient.id, NewSet(result, performed_at, "score"))


def _feed(data: bytes, _folder: Path) -> bool:
    site = _site()
    _fill_again(site)
    places = {
        b"{PORT}": str(site.port),
        b"{COOKIE}": f"{site.keys.cookie_name}={site.keys.session}",
        b"{TOKEN}": site.keys.form_token,
        b"{ROOT}": site.keys.root,
    }
    for place, value in places.items():
        data = data.replace(place, value.encode())
    answer = _send(site.port, data)
    found = _STATUS.match(answer)
    if found is None:
        # A request that never ends is hung up on, as one that is no HTTP may be.
        assert not answer, answer[:200]
        return False
    status = int(found[1])
    if status >= 500 or b"Something went wrong" in answer:
        raise ValueError(answer[-300:].decode("utf-8", "replace"))
    return status < 400


def _send(port: int, data: bytes) -> bytes:
    answer = bytearray()
    with (
        socket.create_connection((HOST, port), timeout=_LONGEST_WAIT_S) as connection,
        contextlib.suppress(ConnectionError),
    ):
        connection.sendall(data)
        if not select.select([connection], [], [], _PATIENCE_S)[0]:
            # It waits for the rest of a request that has none.
            connection.shutdown(socket.SHUT_WR)
        while piece := connection.recv(1 << 16):
            answer += piece
    return bytes(answer)


REQUESTS = Kind("requests", _mutate, _feed)
EVERY_KIND = {**KINDS, **LETTERS, REQUESTS.name: REQUESTS}
