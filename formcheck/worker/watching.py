"""New films in the folders that are watched: each once, and only when it is whole."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from formcheck.errors import FormcheckError, InputError, UnknownRecordError
from formcheck.history.collection import seconds
from formcheck.history.films.watches import Mark, Watch, list_films, mark_of
from formcheck.history.models import Patient
from formcheck.history.store import Store
from formcheck.pose.cache import clip_sha256
from formcheck.video.opening import open_video

#: A film that has not grown for so long has been written to its end.
SETTLED_S = 12.0
#: One that cannot be opened after so long never will be, and somebody should be told.
HOPELESS_S = 300.0


@dataclass
class _Growing:
    """A film that was seen, and since when it has been as it is."""

    mark: Mark
    since_s: float


@dataclass
class Watching:
    """Looks into the watched folders.

    Attributes
    ----------
    store : Store
    clock_s : callable
        Seconds on a clock that never goes back.
    """

    store: Store
    clock_s: Callable[[], float] = time.monotonic
    _growing: dict[tuple[int, str], _Growing] = field(default_factory=dict)

    def look(self) -> None:
        """Take in what is new and whole; a folder that is out of reach is asked again later."""
        for watch in self.store.watches.all():
            patient = self._patient(watch)
            if patient is None:
                continue
            try:
                there = dict(list_films(Path(watch.folder)))
            except (FormcheckError, OSError):
                continue
            for key, mark in there.items():
                if watch.seen.get(key) != mark and self._is_whole(watch, key, mark):
                    watch = self._take(watch, patient, key, mark)  # noqa: PLW2901

    def _patient(self, watch: Watch) -> Patient | None:
        try:
            patient = self.store.patients.get(watch.patient_id)
        except UnknownRecordError:
            return None
        return patient if seconds(patient.added_at) == watch.patient_added_at_s else None

    def _is_whole(self, watch: Watch, key: str, mark: Mark) -> bool:
        now_s = self.clock_s()
        place = (watch.patient_id, key)
        growing = self._growing.get(place)
        if growing is None or growing.mark != mark:
            self._growing[place] = _Growing(mark, now_s)
            return False
        waited_s = now_s - growing.since_s
        if waited_s < SETTLED_S:
            return False
        # A film whose end has not come yet cannot be opened, as a rule.
        return waited_s >= HOPELESS_S or _opens(Path(watch.folder) / key)

    def _take(self, watch: Watch, patient: Patient, key: str, mark: Mark) -> Watch:
        path = Path(watch.folder) / key
        try:
            sha256 = clip_sha256(path)
            if mark_of(path) != mark:
                return watch
            if not self.store.films.sets_of_clip(patient.id, sha256):
                self.store.films.refer(patient, path, sha256, mark[0])
        except (FormcheckError, OSError):
            return watch
        self._growing.pop((watch.patient_id, key), None)
        newest = self.store.watches.of_patient(patient)
        if newest is None or newest.folder != watch.folder:
            return watch
        after = newest.model_copy(update={"seen": {**newest.seen, key: mark}})
        self.store.watches.save(after)
        return after


def _opens(path: Path) -> bool:
    try:
        with open_video(path):
            return True
    except InputError:
        return False
