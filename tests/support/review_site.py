"""The review application, running on this machine, and a visitor who may send it anything."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np

from formcheck.history.models import NewSet
from formcheck.history.set_folder import landmarks_of_track
from formcheck.history.store import Store
from formcheck.judge.scored import ScoredClip
from formcheck.results.files import write_data
from formcheck.review.web.keys import Keys
from formcheck.review.web.server import HOST, ReviewServer, listen, make_server
from formcheck.review.web.site import Site
from formcheck.review.web.worker_keeper import WorkerKeeper
from tests.support.clips import brightness_ramp, write_clip
from tests.support.scored import DURATION_S, make_result, make_scored

#: Words that would run if they were ever taken for markup.
HOSTILE = '<script>alert("x")</script>\'"><img src=x onerror=alert(1)>'
FPS = 10.0
PERFORMED_AT = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as a JSON value."""
        return json.loads(self.body)


class Visitor:
    """Somebody who speaks HTTP to the application; knows nothing unless told.

    ``root`` is put before every path that is asked for.
    """

    def __init__(self, port: int, headers: dict[str, str] | None = None, root: str = "") -> None:
        self.port = port
        self.headers = headers or {}
        self.root = root

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send a request; a header of None is left out, one of its own replaces the usual."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=120)
        try:
            connection.request(method, self.root + path, body, {**self.headers, **(headers or {})})
            answer = connection.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, names, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self.ask("GET", path, headers=_names(headers))

    def put_film(self, path: str, data: bytes = b"a film", **headers: str) -> Answer:
        """Send a film."""
        kind = {"content-type": "application/octet-stream", "accept": "application/json"}
        return self.ask("PUT", path, data, {**kind, **_names(headers)})

    def post_json(self, path: str, message: object, **headers: str) -> Answer:
        """Send a JSON message."""
        kind = {"content-type": "application/json", "accept": "application/json"}
        return self.ask("POST", path, json.dumps(message).encode(), {**kind, **_names(headers)})

    def post_form(self, path: str, fields: object, **headers: str) -> Answer:
        """Send a form."""
        body = urlencode(fields, doseq=True).encode()  # type: ignore[arg-type]
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, body, {**kind, **_names(headers)})


def let_in(port: int, keys: Keys) -> Visitor:
    """Return a browser that was let in, and sends what our own pages send."""
    headers = {
        "cookie": f"{keys.cookie_name}={keys.session}",
        "origin": f"http://{HOST}:{port}",
        "sec-fetch-site": "same-origin",
        "x-formcheck-token": keys.form_token,
    }
    return Visitor(port, headers, keys.root)


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True)
class ReviewSite:
    """A running application with one patient of two sets."""

    store: Store
    keys: Keys
    port: int
    patient_id: int
    set_id: int
    earlier_set_id: int
    server: ReviewServer

    @property
    def application(self) -> Site:
        """The application itself."""
        return self.server.site

    @property
    def therapist(self) -> Visitor:
        """The browser that was let in, and sends what our own pages send."""
        return let_in(self.port, self.keys)

    @property
    def stranger(self) -> Visitor:
        """Somebody on the same machine who knows the port and nothing else."""
        return Visitor(self.port)

    @property
    def onlooker(self) -> Visitor:
        """Somebody who has seen where the pages lie, but has no cookie."""
        return Visitor(self.port, root=self.keys.root)


def moving_landmarks(scored: ScoredClip) -> ScoredClip:
    """Return the clip with a body that lies along the picture, each landmark in its own place."""
    frames = scored.track.frame_count
    places = np.stack([np.linspace(100, 540, 33), np.linspace(200, 300, 33)], axis=1)
    xy_px = np.broadcast_to(places, (frames, 33, 2)).copy()
    xy_px[np.isnan(scored.track.xy_px)] = np.nan
    return replace(scored, track=replace(scored.track, xy_px=xy_px))


def add_scored(
    store: Store, patient_id: int, scored: ScoredClip, folder: Path, performed_at: datetime
) -> int:
    """Add a set with all its files to a store."""
    folder.mkdir(parents=True)
    frames = scored.timeline.time_s.size
    clip_info = scored.result.clip.model_copy(update={"frames": frames, "fps": FPS})
    result = scored.result.model_copy(update={"clip": clip_info})
    scored = replace(scored, result=result)
    write_data(scored, folder)
    frames_count = int(DURATION_S * FPS)
    clip = write_clip(
        folder / "clip.mp4", brightness_ramp(), frames_count, rate=int(FPS), audio=True
    )
    new = NewSet(
        result=scored.result,
        performed_at=performed_at,
        source="score",
        result_folder=folder,
        clip=clip,
        landmarks=landmarks_of_track(scored.track),
    )
    return store.sets.add(patient_id, new).set_id


def add_arriving(site: ReviewSite, folder: Path, number: int) -> int:
    """Add one more set to a running application, as a live session would."""
    clip = make_result().clip.model_copy(update={"sha256": f"{number:064x}"})
    scored = moving_landmarks(make_scored(make_result(clip=clip), fps=FPS))
    return add_scored(
        site.store, site.patient_id, scored, folder, PERFORMED_AT + timedelta(days=1 + number)
    )


class _NoWorker(WorkerKeeper):
    """Starts nothing."""

    def wake(self) -> None:
        """Let the films wait."""


@contextmanager
def running_site(folder: Path, *, scores_films: bool = False) -> Iterator[ReviewSite]:
    """Run the application on a store of its own; its names and notes would run if they could.

    Films that come in wait, unless they are to be scored: that takes another process.
    """
    with Store.open(folder / "history.sqlite") as store:
        patient = store.patients.add(HOSTILE)
        result = make_result()
        hostile_clip = result.clip.model_copy(update={"name": f"{HOSTILE}.mp4"})
        before = result.clip.model_copy(update={"sha256": "12" * 32})
        earlier = add_scored(
            store,
            patient.id,
            moving_landmarks(make_scored(make_result(clip=before), fps=FPS)),
            folder / "earlier",
            PERFORMED_AT - timedelta(days=7),
        )
        newest = add_scored(
            store,
            patient.id,
            moving_landmarks(make_scored(make_result(clip=hostile_clip), fps=FPS)),
            folder / "newest",
            PERFORMED_AT,
        )
        store.notes.add(newest, HOSTILE, 8.0)
        listening = listen(0)
        port = listening.getsockname()[1]
        keys = Keys()
        server = make_server(store, keys, port)
        if not scores_films:
            server.site.worker = _NoWorker(store)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.01)
            yield ReviewSite(store, keys, port, patient.id, newest, earlier, server)
        finally:
            server.should_exit = True
            thread.join()
            listening.close()
