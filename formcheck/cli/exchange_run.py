"""What ``formcheck exchange`` does."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from formcheck.cli.failures import report_failure
from formcheck.cli.strays_run import open_history
from formcheck.errors import FormcheckError, PassphraseError, UnknownRecordError, UsageError
from formcheck.exchange.keys import OwnKey, shown_key
from formcheck.exchange.letterbox import Letterbox
from formcheck.exchange.making import make_plan_file, make_report_file, waiting_for_therapist
from formcheck.exchange.refusals import WORDS, refusal
from formcheck.exchange.taking import Asked, Taken, describe_taken, take_file
from formcheck.exchange.unpacking import is_exchange_file
from formcheck.history.exchange.models import FileKind
from formcheck.history.models import Patient
from formcheck.history.store import Store
from formcheck.review.web.audience import Audience

_VARIABLE = "FORMCHECK_PASSPHRASE"


def print_exchanges(store_file: Path | None) -> None:
    """Print who is at the other side, and what waits."""
    with open_history(store_file) as store:
        print(WORDS.text("cli.own_key", shown=shown_key(OwnKey.of_store(store.path).public)))
        links = store.links.all()
        if not links:
            print(WORDS.text("cli.nobody"))
        for link in links:
            label = store.patients.get(link.patient_id).label
            peer = shown_key(link.peer_key) if link.peer_key else WORDS.text("cli.no_key")
            print(WORDS.text("cli.link", label=label, shown=peer, made=link.made, taken=link.taken))


def take_all(
    files: Sequence[Path], label: str | None, store_file: Path | None, *, trust_new_key: bool
) -> int:
    """Take files in, say what came of each, and return the worst exit code.

    Raises
    ------
    FormcheckError
        The history cannot be used.
    """
    worst = 0
    with open_history(store_file) as store:
        patient = None if label is None else _named(store, label)
        for path in files:
            try:
                taken = _take_asking(store, path, patient, trust_new_key=trust_new_key)
            except FormcheckError as error:
                worst = max(worst, report_failure(error))
            else:
                _say(store, taken)
    return worst


def make_file(
    kind: FileKind,
    label: str | None,
    out: Path | None,
    store_file: Path | None,
    *,
    films: bool = False,
) -> None:
    """Make a file for the other side and say where it is.

    Raises
    ------
    UsageError, OutputError, DiskFullError
    """
    with open_history(store_file) as store:
        patient = _named(store, label) if label is not None else _only_one(store, kind)
        link = store.links.begin(patient.id)
        folder = out or (Path(link.folder) if link.folder else Path.cwd())
        if kind == "plan":
            made = make_plan_file(store, patient, folder)
        else:
            with_film = waiting_for_therapist(store, patient).sets if films else []
            ids = {record.row.id for record in with_film if record.files.clip is not None}
            made = make_report_file(store, patient, folder, ids)
        key = "cli.made_locked" if link.passphrase else "cli.made_open"
        print(WORDS.text(key, path=made.path))


def look_into_folders(store_file: Path | None) -> int:
    """Look into the shared folders once, and return the worst exit code."""
    worst = 0
    with open_history(store_file) as store:
        told = Letterbox(store).look()
        for item in told:
            if item.problem is not None:
                worst = max(worst, report_failure(item.problem))
            elif item.taken is not None:
                _say(store, item.taken)
    if not told:
        print(WORDS.text("cli.nothing_in_folders"))
    return worst


def take_in_given_plan(
    plan: Path | None, label: str | None, store_file: Path | None
) -> tuple[Path | None, str | None]:
    """Take in a file that was given to ``live`` as its plan, if it is one of an exchange.

    Returns
    -------
    (Path or None, str or None)
        The plan file and the patient that ``live`` is to follow then.

    Raises
    ------
    FormcheckError
        It cannot be taken in.
    """
    if plan is None or not is_exchange_file(plan):
        return plan, label
    with open_history(store_file) as store:
        patient = None if label is None else _named(store, label)
        taken = _take_asking(store, plan, patient, trust_new_key=False)
        _say(store, taken)
        return None, taken.patient.label


def _take_asking(
    store: Store, path: Path, patient: Patient | None, *, trust_new_key: bool
) -> Taken:
    """Take a file in; the passphrase is asked for where none that is known opens it."""
    given = os.environ.get(_VARIABLE, "")
    asked = Asked(passphrase=given, patient=patient, trust_new_key=trust_new_key)
    audience = Audience(store)
    try:
        taken = take_file(store, path, asked, audience.owner_of)
    except PassphraseError:
        if given or not sys.stdin.isatty():
            raise
        typed = typer.prompt(WORDS.text("cli.ask_passphrase"), hide_input=True, err=True)
        asked = Asked(passphrase=typed, patient=patient, trust_new_key=trust_new_key)
        taken = take_file(store, path, asked, audience.owner_of)
    audience.note_taken(taken)
    return taken


def _say(store: Store, taken: Taken) -> None:
    print("\n".join(describe_taken(taken, with_label=not Audience(store).is_own)))


def _named(store: Store, label: str) -> Patient:
    found = store.patients.find(label)
    if found is None:
        raise UnknownRecordError(
            WORDS.text("cli.no_patient", label=label), WORDS.text("cli.no_patient_hint")
        )
    return found


def _only_one(store: Store, kind: FileKind) -> Patient:
    """Return the person who exercises alone, or the only one of whom there is anything."""
    if Audience(store).is_own:
        return Audience(store).own()
    there = store.patients.overviews()
    if not there:
        raise refusal(UsageError, f"no_{kind}")
    if len(there) != 1:
        raise UsageError(WORDS.text("cli.who"), WORDS.text("cli.who_hint"))
    return there[0].patient
