"""Files that go between home and therapist, damaged by chance: by who carries them, or who signs.

A file that was damaged on its way is refused. One that its sender signed may hold anything: what is
taken of it can be shown.
"""

from __future__ import annotations

import copy
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from formcheck.errors import FormcheckError
from formcheck.exchange.keys import OwnKey
from formcheck.exchange.making import make_report_file
from formcheck.exchange.manifest import SIGNED_BEFORE
from formcheck.exchange.taking import describe_taken, take_file
from formcheck.review.web.views.message_rows import message_rows
from formcheck.review.web.views.progress_view import collect_progress
from tests.fuzz.damage import damage_bytes, damage_json
from tests.fuzz.documents import Kind, refused
from tests.support.exchange import everything
from tests.support.history import (
    MORNING,
    add_set,
    make_fault,
    make_landmarks,
    make_result,
    open_store,
)

_SECRET = bytes(range(32))


@cache
def _sound() -> dict[str, bytes]:
    """Return the parts of a report with two sets, pain, a warning sign and a message."""
    with tempfile.TemporaryDirectory(prefix="formcheck-fuzz-") as name:
        folder = Path(name)
        with open_store(folder) as store:
            me = store.patients.add("Me")
            result = make_result(faults=[make_fault(1)])
            set_id = add_set(store, me.id, result, landmarks=make_landmarks()).set_id
            add_set(store, me.id, make_result("b.mp4"), hours=30)
            store.pain.add(
                me.id,
                moment="after",
                pain_0_to_10=4,
                furthest_site="thigh",
                answered_at=MORNING,
                set_id=set_id,
            )
            store.safety.add(me.id, kind="numb_toes", detail="both", happened_at=MORNING)
            store.messages.write(me.id, "patient", "Is this right?", set_id=set_id, time_s=4.0)
            path = make_report_file(store, me, folder).path
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def _pack(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return packed.getvalue()


def _signed(parts: Mapping[str, bytes], manifest: Any) -> bytes:
    said = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
    signature = OwnKey(_SECRET).sign(SIGNED_BEFORE + said)
    return _pack({**parts, "manifest.json": said, "manifest.sig": signature})


def _mutate_carried(chance: Random) -> bytes:
    data = _pack(_sound())
    for _ in range(chance.choice((1, 1, 2, 6))):
        data = damage_bytes(data, chance)
    return data


def _mutate_signed(chance: Random) -> bytes:
    parts = dict(_sound())
    manifest = json.loads(parts["manifest.json"])
    manifest["sender_key"] = OwnKey(_SECRET).public
    if chance.random() < 0.3:
        return _signed(parts, damage_json(copy.deepcopy(manifest), chance))
    name = chance.choice(("content.json", "content.json", "sets/0/result.json"))
    parts[name] = damage_json(json.loads(parts[name]), chance)
    sha256 = hashlib.sha256(parts[name]).hexdigest()
    manifest["parts"][name] = {"size_bytes": len(parts[name]), "sha256": sha256}
    return _signed(parts, manifest)


def _feed(data: bytes, folder: Path) -> bool:
    """Take a file in for a patient, twice, and show all that came."""
    path = folder / "came.formcheck"
    path.write_bytes(data)
    with open_store(folder / "store") as store:
        patient = store.patients.add("A")
        before = everything(store)
        try:
            taken = take_file(store, path, owner=lambda _: patient)
        except FormcheckError as error:
            assert everything(store) == before
            assert list(store.files_folder.iterdir()) == []
            return refused(error)
        assert describe_taken(taken, with_label=True)
        assert not take_file(store, path, owner=lambda _: patient).is_new
        collect_progress(store, patient.id, MORNING.date())
        message_rows(store, patient.id, "therapist")
        assert not any(row.damaged for row in store.sets.every(patient.id))
        store.patients.delete(patient.id)
    return True


KINDS = {
    kind.name: kind
    for kind in (
        Kind("carried letter", _mutate_carried, _feed),
        Kind("signed letter", _mutate_signed, _feed),
    )
}
