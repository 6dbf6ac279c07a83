"""How fast the review pages are, with 10,000 sets and with a clip of 20,000 frames.

``python -m benchmarks.review`` runs the application on a store that it fills, asks for pages over
HTTP, and, where there is a Chromium, scrubs through the long clip in it. It prints one JSON
object. What the store alone takes is measured by ``benchmarks.review_store``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.review_store import build_store
from formcheck.history.store import Store
from formcheck.review.web.keys import Keys
from formcheck.review.web.server import HOST, listen, make_server
from tests.support.chromium import Page, find_chromium
from tests.support.review_site import PERFORMED_AT, Visitor, add_scored, moving_landmarks
from tests.support.scored import make_result, make_scored

_ROUNDS = 7
_LONG_FPS = 30.0
#: Moves the cursor from one end to the other, one step a picture, and notes how long each takes.
_SCRUB = """
(async () => {
  const plot = document.getElementById("plot");
  const box = plot.getBoundingClientRect();
  const at = (share, type) => plot.dispatchEvent(new PointerEvent(type, {
    clientX: box.x + share * box.width, clientY: box.y + 9, pointerId: 1, button: 0,
    bubbles: true }));
  plot.setPointerCapture = () => {};
  plot.hasPointerCapture = () => true;
  const taken = [];
  at(0, "pointerdown");
  for (let step = 0; step < 200; step += 1) {
    await new Promise(requestAnimationFrame);
    const begun = performance.now();
    at(step / 200, "pointermove");
    plot.getBoundingClientRect();
    taken.push(performance.now() - begun);
  }
  window.taken = taken.sort((one, other) => one - other);
})()
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How fast the review pages are.")
    parser.add_argument("--sets", type=int, default=10_000)
    parser.add_argument("--frames", type=int, default=20_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="formcheck-review-") as name:
        folder = Path(name)
        path = folder / "history.sqlite"
        build_store(path, asked.sets, 40)
        with Store.open(path) as store:
            set_id = _add_long_set(store, folder / "long", asked.frames)
            with running(store) as (port, keys):
                figures = _ask_for_pages(store, port, keys, set_id)
                figures |= _scrub(port, keys, set_id, folder / "profile")
    print(json.dumps({"sets": asked.sets, "frames": asked.frames, **figures}, indent=2))


def _add_long_set(store: Store, folder: Path, frames: int) -> int:
    duration_s = frames / _LONG_FPS
    result = make_result()
    clip = result.clip.model_copy(update={"duration_s": duration_s, "frames": frames})
    once = result.reps
    reps = [
        rep.model_copy(
            update={
                "index": None if rep.index is None else rep.index + 3 * turn,
                **{name: getattr(rep, name) + 33 * turn for name in ("start_s", "peak_s", "end_s")},
            }
        )
        for turn in range(int(duration_s // 33))
        for rep in once
    ]
    long = make_scored(make_result(clip=clip, reps=reps, faults=[]), duration_s=duration_s)
    patient = store.patients.add("long clip")
    scored = replace(moving_landmarks(long), result=long.result)
    return add_scored(store, patient.id, scored, folder, PERFORMED_AT)


@contextmanager
def running(store: Store) -> Iterator[tuple[int, Keys]]:
    """Run the application on a store; yield its port and keys."""
    listening, keys = listen(0), Keys()
    port = listening.getsockname()[1]
    server = make_server(store, keys, port)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield port, keys
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def _ask_for_pages(store: Store, port: int, keys: Keys, set_id: int) -> dict[str, object]:
    visitor = Visitor(port, {"cookie": f"{keys.cookie_name}={keys.session}"}, keys.root)
    patient_id = store.patients.overviews()[0].patient.id
    last = store.sets.select().pages
    pages = {
        "patients and what waits": "/",
        "list of sets, first page": "/sets",
        "list of sets, last page": f"/sets?page={last}",
        "list of sets, one exercise": "/sets?exercise=knee_hug",
        "sets of one patient": f"/patients/{patient_id}/sets",
        "progress of one patient": f"/patients/{patient_id}/progress",
        "long clip: page": f"/sets/{set_id}",
        "long clip: signal": f"/sets/{set_id}/signal.json",
        "long clip: landmarks": f"/sets/{set_id}/landmarks.bin",
        "long clip: review": f"/sets/{set_id}/review.json",
    }
    return {"server_median_ms": {name: _median_ms(visitor, path) for name, path in pages.items()}}


def _median_ms(visitor: Visitor, path: str) -> float:
    def ask() -> None:
        answer = visitor.get(path)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")

    return round(1000 * statistics.median(_seconds(ask) for _ in range(_ROUNDS)), 1)


def _seconds(work: Callable[[], None]) -> float:
    begun_s = time.perf_counter()
    work()
    return time.perf_counter() - begun_s


def _scrub(port: int, keys: Keys, set_id: int, profile: Path) -> dict[str, object]:
    if find_chromium() is None:
        return {}
    own = f"http://{HOST}:{port}"
    with Page(profile, timeout_s=120.0) as page:
        page.visit(f"{own}/enter?token={keys.token}", f"location.pathname === '{keys.root}/'")
        begun_s = time.perf_counter()
        page.visit(
            f"{own}{keys.root}/sets/{set_id}",
            "document.getElementById('review')?.dataset.ready === 'yes'",
        )
        ready_ms = 1000 * (time.perf_counter() - begun_s)
        page.evaluate(_SCRUB)
        page.wait_until("window.taken !== undefined")
        taken = page.evaluate("window.taken")
    return {
        "browser_ms": {
            "long clip until it can be used": round(ready_ms),
            "one step of scrubbing, median": round(taken[len(taken) // 2], 2),
            "one step of scrubbing, 95 of 100": round(taken[int(len(taken) * 0.95)], 2),
        }
    }


if __name__ == "__main__":
    main()
