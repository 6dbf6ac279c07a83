"""Making a file for the other side out of the history."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta, timezone
from pathlib import Path

from formcheck.errors import OutputError, StoreError, UsageError
from formcheck.exchange.content import (
    PlanContent,
    ReportContent,
    SentMessage,
    SentPain,
    SentReceipt,
    SentSafety,
    SentSet,
)
from formcheck.exchange.keys import OwnKey
from formcheck.exchange.manifest import LARGEST_FILE_BYTES, SUFFIX, Manifest, Part, largest_bytes
from formcheck.exchange.packing import write_parcel
from formcheck.exchange.refusals import refusal
from formcheck.history.collection import now_s, seconds_or_none
from formcheck.history.exchange.models import Author, FileKind, Link
from formcheck.history.exchange.outgoing import OutgoingMessage
from formcheck.history.models import Patient, SetRecord
from formcheck.history.private_files import remove_files
from formcheck.history.regular_files import is_regular
from formcheck.history.set_folder import (
    COPIED,
    LANDMARKS_NPZ,
    RESULT_JSON,
    read_tag,
)
from formcheck.history.store import Store

_SHORT = 8
_LONGEST_OFFSET_H = 14


@dataclass(frozen=True)
class MadeFile:
    """A file that was made.

    Attributes
    ----------
    path : Path
    number : int
        Counts the files of this side for this patient.
    sets, messages, films : int
        How many went in.
    """

    path: Path
    number: int
    sets: int = 0
    messages: int = 0
    films: int = 0


@dataclass(frozen=True)
class Waiting:
    """What a home's next file holds.

    Attributes
    ----------
    sets : sequence of SetRecord
    messages : int
    """

    sets: Sequence[SetRecord]
    messages: int


def file_name(link: Link, kind: FileKind, number: int) -> str:
    """Return how a file is called; it says nothing of the patient."""
    return f"{kind}-{link.name[:_SHORT]}-{number:04d}{SUFFIX}"


def waiting_for_therapist(store: Store, patient: Patient) -> Waiting:
    """Return what a home's next file would hold."""
    link = store.links.begin(patient.id)
    return Waiting(
        [store.sets.get(set_id) for set_id in store.outgoing.sets(link)],
        len([item for item in store.outgoing.messages(link, "patient") if not item.message.made]),
    )


def make_plan_file(store: Store, patient: Patient, folder: Path) -> MadeFile:
    """Make a file for a patient's home: the newest plan, and messages.

    Parameters
    ----------
    store : Store
    patient : Patient
    folder : Path
        Where it is written.

    Raises
    ------
    UsageError
        There is neither a plan nor a message.
    OutputError, DiskFullError
        It cannot be written.
    StoreError
    """
    link = store.links.begin(patient.id)
    saved = store.plans.get(patient.id)
    messages = store.outgoing.messages(link, "therapist")
    if saved is None and not messages:
        raise refusal(UsageError, "no_plan")
    content = PlanContent(
        plan=None if saved is None else saved.plan.model_dump(mode="json"),
        answer_days=store.links.answer_days,
        messages=_sent(messages),
        receipts=_receipts(store, link, "therapist"),
    )
    making = _Making(store, link, "plan", folder)
    path = making.write(content.model_dump_json().encode(), {})
    making.note([item.message.id for item in messages], [])
    return MadeFile(path, making.number, messages=len(messages))


def make_report_file(
    store: Store, patient: Patient, folder: Path, films: Collection[int] = ()
) -> MadeFile:
    """Make a file for the therapist: sets that she does not have, what was said, messages.

    Parameters
    ----------
    store : Store
    patient : Patient
    folder : Path
        Where it is written.
    films : collection of int
        Ids of the sets whose film goes along, as it was recorded.

    Raises
    ------
    UsageError
        Films without a passphrase, or more than fit; or there is nothing to tell.
    OutputError, DiskFullError
        It cannot be written.
    StoreError
    """
    link = store.links.begin(patient.id)
    if films and not link.passphrase:
        raise refusal(UsageError, "film_needs_lock")
    records = [store.sets.get(set_id) for set_id in store.outgoing.sets(link)]
    records = [record for record in records if not record.row.damaged]
    sent: list[SentSet] = []
    files: dict[str, Path] = {}
    film_count = 0
    for number, record in enumerate(records):
        found = _files_of(record, number, with_film=record.row.id in films)
        film_count += any(f"sets/{number}/clip" in name for name in found)
        files |= found
        sent.append(_sent_set(store, record, number))
    messages = store.outgoing.messages(link, "patient")
    content = ReportContent(
        sets=sent,
        pain=_pain(store, patient.id),
        safety=_safety(store, patient.id),
        messages=_sent(messages),
        receipts=_receipts(store, link, "patient"),
    )
    # Where a plan has come, an empty report still tells that it did.
    if not (link.taken or sent or messages or content.pain or content.safety):
        raise refusal(UsageError, "no_report")
    making = _Making(store, link, "report", folder)
    if sum(path.stat().st_size for path in files.values()) > LARGEST_FILE_BYTES:
        raise refusal(UsageError, "too_large", name=making.path.name)
    path = making.write(content.model_dump_json().encode(), files)
    making.note([item.message.id for item in messages], [record.row.id for record in records])
    return MadeFile(path, making.number, len(records), len(messages), film_count)


class _Making:
    """A file on its way: written first, then noted, so that none is counted that is not there."""

    def __init__(self, store: Store, link: Link, kind: FileKind, folder: Path) -> None:
        self._store = store
        self._link = link
        self._kind = kind
        self._key = OwnKey.of_store(store.path)
        self.number = link.made + 1
        self.path = folder / file_name(link, kind, self.number)

    def write(self, content: bytes, files: Mapping[str, Path]) -> Path:
        try:
            write_parcel(
                self.path, self._key, content, files, self._describe, self._link.passphrase
            )
        except FileNotFoundError as error:
            raise refusal(StoreError, "made_meanwhile") from error
        return self.path

    def note(self, messages: Sequence[int], sets: Sequence[int]) -> None:
        noted = self._store.outgoing.note_made(self._link.patient_id, self.number, messages, sets)
        if not noted:
            remove_files([self.path])
            raise refusal(OutputError, "made_meanwhile")

    def _describe(self, parts: dict[str, Part]) -> Manifest:
        return Manifest(
            kind=self._kind,
            name=secrets.token_hex(16),
            number=self.number,
            link=self._link.name,
            arrived=self._link.taken,
            made_at_s=now_s(),
            sender_key=self._key.public,
            receiver_key=self._link.peer_key,
            parts=parts,
        )


def _files_of(record: SetRecord, number: int, *, with_film: bool) -> dict[str, Path]:
    files = record.files
    names = (RESULT_JSON, *COPIED, LANDMARKS_NPZ)
    there = {name: files.folder / name for name in names if is_regular(files.folder / name)}
    found = {f"sets/{number}/{name}": path for name, path in there.items()}
    if with_film and files.clip is not None:
        suffix = files.clip.suffix.lower()
        name = f"sets/{number}/clip{suffix}"
        found[name if largest_bytes(name) >= 0 else f"sets/{number}/clip"] = files.clip
    return found


def _sent_set(store: Store, record: SetRecord, number: int) -> SentSet:
    row = record.row
    return SentSet(
        folder=number,
        fingerprint=store.outgoing.fingerprint(row.id),
        performed_at_s=row.performed_at.timestamp(),
        offset_s=_offset_s(record),
        source=row.source,
    )


def _offset_s(record: SetRecord) -> int:
    """Return by how much the patient's clock was ahead of UTC, such that the day is the set's."""
    at, day = record.row.performed_at, record.row.day
    tag = read_tag(record.files.folder)
    told = None if tag is None else tag.performed_at.utcoffset()
    here = at.astimezone().utcoffset()
    by_hour = (timedelta(hours=hours) for hours in _HOURS_BY_SIZE)
    for offset in (told, here, *by_hour):
        if offset is not None and at.astimezone(timezone(offset)).date() == day:
            return int(offset.total_seconds())
    return 0


#: 0, 1, -1, 2, -2 …
_HOURS_BY_SIZE = sorted(range(-_LONGEST_OFFSET_H, _LONGEST_OFFSET_H + 1), key=abs)


def _sent(messages: Sequence[OutgoingMessage]) -> list[SentMessage]:
    return [
        SentMessage(
            name=item.message.name,
            text=item.message.text,
            set=item.fingerprint,
            time_s=item.message.time_s,
            urgent=item.message.urgent,
            written_at_s=item.message.written_at.timestamp(),
        )
        for item in messages
    ]


def _receipts(store: Store, link: Link, reader: Author) -> list[SentReceipt]:
    return [
        SentReceipt(
            name=message.name,
            read_at_s=seconds_or_none(message.read_at),
            answered_at_s=seconds_or_none(message.answered_at),
        )
        for message in store.outgoing.receipts(link, reader)
    ]


def _pain(store: Store, patient_id: int) -> list[SentPain]:
    return [
        SentPain(
            moment=item.moment,
            pain_0_to_10=item.pain_0_to_10,
            furthest_site=item.furthest_site,
            answered_at_s=item.answered_at.timestamp(),
            day=item.day,
            set=item.fingerprint,
            near=item.near,
        )
        for item in store.outgoing.pain(patient_id)
    ]


def _safety(store: Store, patient_id: int) -> list[SentSafety]:
    return [
        SentSafety(
            kind=item.kind,
            detail=item.detail,
            happened_at_s=item.happened_at.timestamp(),
            day=item.day,
            set=item.fingerprint,
            near=item.near,
        )
        for item in store.outgoing.safety(patient_id)
    ]
