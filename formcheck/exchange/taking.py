"""Taking in a file of the other side: opened, checked, read, then all of it at once or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta, timezone
from pathlib import Path

from pydantic import ValidationError

from formcheck.errors import (
    ExchangeFileError,
    ForeignFileError,
    InputError,
    MessageError,
    PlanError,
    UsageError,
)
from formcheck.exchange.content import PlanContent, ReportContent, SentMessage, SentReceipt, SentSet
from formcheck.exchange.keys import OwnKey, shown_key
from formcheck.exchange.refusals import WORDS, refusal
from formcheck.exchange.unpacking import Parcel, is_locked, opened_parcel
from formcheck.exchange.urgent import find_urgent
from formcheck.history.collection import moment, moment_or_none
from formcheck.history.exchange.incoming import (
    Incoming,
    IncomingMessage,
    IncomingSet,
    PainSaid,
    Receipt,
    SafetySaid,
    TakenIn,
    Verdict,
)
from formcheck.history.exchange.messages import clean_message
from formcheck.history.intake.found import find_own_clip, find_own_landmarks, read_found
from formcheck.history.models import NewSet, Patient
from formcheck.history.store import Store
from formcheck.plan.check import check_plan, parse_plan
from formcheck.plan.model import Plan

#: Whose file it is, where the file itself does not lead to anybody.
Owner = Callable[[Parcel], Patient | None]

_REFUSED: dict[Verdict, str] = {"older": "older", "foreign": "foreign", "other key": "other_key"}


@dataclass(frozen=True)
class Taken:
    """What came of a file.

    Attributes
    ----------
    patient : Patient
    kind : {"plan", "report"}
    outcome : TakenIn
    is_first : bool
        Whether it is the first of that side, whose key is known from now on.
    sender_key : str
    file_name : str
    """

    patient: Patient
    kind: str
    outcome: TakenIn
    is_first: bool
    sender_key: str
    file_name: str

    @property
    def is_new(self) -> bool:
        """Whether anything was taken in."""
        return self.outcome.verdict == "new"


@dataclass(frozen=True)
class Asked:
    """What the person said beside the file.

    Attributes
    ----------
    passphrase : str
        Empty: those that are known are tried.
    patient : Patient or None
        Whose file it has to be.
    trust_new_key : bool
        Whether another key than the one that was remembered is believed.
    remember : bool
        Whether a passphrase that opened it locks the answers, too.
    """

    passphrase: str = ""
    patient: Patient | None = None
    trust_new_key: bool = False
    remember: bool = True


def take_file(
    store: Store, path: Path, asked: Asked | None = None, owner: Owner = lambda _: None
) -> Taken:
    """Take in a plan file or a report file.

    Parameters
    ----------
    store : Store
    path : Path
    asked : Asked, optional
    owner : callable
        Asked for a patient where neither the file nor the person leads to one.

    Raises
    ------
    ExchangeFileError
        It is damaged, not whole, too large or something else. Nothing was changed.
    ForeignFileError
        It is not for here, not from there, older, or locked. Nothing was changed.
    StoreError, DiskFullError
        It cannot be kept. Nothing was changed.
    """
    said = asked or Asked()
    with opened_parcel(path, _passphrases(store, path, said)) as parcel:
        _check_receiver(store, parcel)
        incoming = _read(parcel)
        patient = _find_patient(store, parcel, said, owner)
        before = store.links.of_patient(patient.id)
        outcome = store.taking.take(
            patient.id, incoming, path.name, trust_new_key=said.trust_new_key
        )
        if (key := _REFUSED.get(outcome.verdict)) is not None:
            raise refusal(ForeignFileError, key, name=path.name)
        taken = Taken(
            patient=patient,
            kind=incoming.kind,
            outcome=outcome,
            is_first=before is None or before.peer_key != incoming.sender_key,
            sender_key=incoming.sender_key,
            file_name=path.name,
        )
    if taken.is_new and said.passphrase and said.remember:
        _remember(store, patient, said.passphrase, path)
    return taken


def describe_taken(taken: Taken, *, with_label: bool) -> list[str]:
    """Return what came of a file, a sentence a line."""
    outcome = taken.outcome
    if not taken.is_new:
        return [WORDS.text("taken.known", name=taken.file_name)]
    lines = []
    if outcome.plan_version is not None:
        key = "taken.plan_new" if outcome.plan_is_new else "taken.plan_same"
        lines.append(WORDS.text(key, version=outcome.plan_version))
    said = outcome.pain + outcome.safety
    for key, number in (
        ("sets", outcome.sets),
        ("sets_known", outcome.sets_known),
        ("messages", outcome.messages),
        ("reports", said),
    ):
        if number:
            lines.append(WORDS.count(f"taken.{key}", number))
    lines = lines or [WORDS.text("taken.nothing")]
    if with_label:
        lines.insert(0, WORDS.text("taken.of_patient", label=taken.patient.label))
    if taken.is_first:
        lines.append(WORDS.text("taken.first_key", shown=shown_key(taken.sender_key)))
    return lines


def _passphrases(store: Store, path: Path, said: Asked) -> tuple[str, ...]:
    if not is_locked(path):
        return ()
    if said.passphrase:
        return (said.passphrase,)
    links = store.links.all()
    if said.patient is not None:
        links = [link for link in links if link.patient_id == said.patient.id]
    return tuple(dict.fromkeys(link.passphrase for link in links if link.passphrase))


def _check_receiver(store: Store, parcel: Parcel) -> None:
    own = OwnKey.of_store(store.path).public
    if parcel.manifest.sender_key == own:
        raise refusal(ForeignFileError, "own", name=parcel.file_name)
    if parcel.manifest.receiver_key not in (None, own):
        raise refusal(ForeignFileError, "for_another", name=parcel.file_name)


def _find_patient(store: Store, parcel: Parcel, said: Asked, owner: Owner) -> Patient:
    link = store.links.find(parcel.manifest.link)
    if said.patient is not None:
        return said.patient
    if link is not None:
        return store.patients.get(link.patient_id)
    found = owner(parcel)
    if found is None:
        raise refusal(ForeignFileError, "whose", name=parcel.file_name)
    return found


def _remember(store: Store, patient: Patient, passphrase: str, path: Path) -> None:
    if is_locked(path):
        try:
            store.links.set_passphrase(patient.id, passphrase)
        except UsageError:
            # It was made elsewhere, by other rules; the person may set another one.
            return


def _read(parcel: Parcel) -> Incoming:
    """Return what a file holds as values.

    Raises
    ------
    ExchangeFileError
        It holds what no formcheck writes.
    ForeignFileError
        Its plan cannot be followed here.
    """
    try:
        if parcel.manifest.kind == "plan":
            return _read_plan(parcel, PlanContent.model_validate_json(parcel.read_content()))
        return _read_report(parcel, ReportContent.model_validate_json(parcel.read_content()))
    except ValidationError as error:
        raise refusal(ExchangeFileError, "damaged", name=parcel.file_name) from error


def _read_plan(parcel: Parcel, content: PlanContent) -> Incoming:
    return replace(
        _incoming(parcel, content.messages, content.receipts),
        plan=None if content.plan is None else _plan(parcel, content.plan),
        answer_days=content.answer_days,
    )


def _plan(parcel: Parcel, document: dict[str, object]) -> Plan:
    try:
        plan = parse_plan(json.dumps(document))
        # What the therapist prescribes stays in the plan, installed here or not.
        check_plan(plan, plan.exercises)
    except PlanError as error:
        raise refusal(
            ForeignFileError, "plan_unknown", name=parcel.file_name, reason=error.message
        ) from error
    return plan


def _read_report(parcel: Parcel, content: ReportContent) -> Incoming:
    return replace(
        _incoming(parcel, content.messages, content.receipts),
        sets=[_set(parcel, item) for item in content.sets],
        pain=[
            PainSaid(
                moment=item.moment,
                pain_0_to_10=item.pain_0_to_10,
                furthest_site=item.furthest_site,
                answered_at=moment(item.answered_at_s),
                day=item.day,
                fingerprint=item.set,
                near=item.near,
            )
            for item in content.pain
        ],
        safety=[
            SafetySaid(
                kind=item.kind,
                detail=item.detail,
                happened_at=moment(item.happened_at_s),
                day=item.day,
                fingerprint=item.set,
                near=item.near,
            )
            for item in content.safety
        ],
    )


def _set(parcel: Parcel, item: SentSet) -> IncomingSet:
    folder = parcel.folder / "sets" / str(item.folder)
    try:
        found = read_found(folder)
    except InputError as error:
        raise refusal(ExchangeFileError, "damaged", name=parcel.file_name) from error
    performed_at = moment(item.performed_at_s).astimezone(
        timezone(timedelta(seconds=item.offset_s))
    )
    new = NewSet(
        result=found.result,
        performed_at=performed_at,
        source=item.source,
        result_folder=folder,
        clip=find_own_clip(folder, found.result.clip),
        landmarks=find_own_landmarks(folder),
    )
    return IncomingSet(item.fingerprint, new)


def _incoming(parcel: Parcel, messages: list[SentMessage], receipts: list[SentReceipt]) -> Incoming:
    manifest = parcel.manifest
    return Incoming(
        link=manifest.link,
        name=manifest.name,
        number=manifest.number,
        kind=manifest.kind,
        sender_key=manifest.sender_key,
        made_at=moment(manifest.made_at_s),
        arrived=manifest.arrived,
        messages=[_message(parcel, item) for item in messages],
        receipts=[
            Receipt(item.name, moment_or_none(item.read_at_s), moment_or_none(item.answered_at_s))
            for item in receipts
        ],
    )


def _message(parcel: Parcel, item: SentMessage) -> IncomingMessage:
    try:
        text = clean_message(item.text)
    except MessageError as error:
        raise refusal(ExchangeFileError, "damaged", name=parcel.file_name) from error
    return IncomingMessage(
        name=item.name,
        text=text,
        fingerprint=item.set,
        time_s=item.time_s,
        # Who wrote it may have had fewer words to look for.
        urgent=item.urgent or bool(find_urgent(text)),
        written_at=moment(item.written_at_s),
    )
