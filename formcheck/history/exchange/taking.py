"""Taking a file of the other side in: all of it in one transaction, or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from formcheck.history.adding import Adding
from formcheck.history.collection import now_s, seconds, seconds_or_none
from formcheck.history.exchange.incoming import Incoming, PainSaid, SafetySaid, TakenIn, Verdict
from formcheck.history.models import AddedSet
from formcheck.history.plans import add_version


class Taking(Adding):
    """Takes files in."""

    def judge(self, patient_id: int, incoming: Incoming, *, trust_new_key: bool) -> Verdict:
        """Return what would come of a file for a patient; nothing is changed.

        Parameters
        ----------
        patient_id : int
        incoming : Incoming
        trust_new_key : bool
            Whether a key that is not the one that was remembered is believed.
        """
        with self._database.reading() as connection:
            return _judge(connection, patient_id, incoming, trust_new_key)

    def take(
        self, patient_id: int, incoming: Incoming, file_name: str, *, trust_new_key: bool = False
    ) -> TakenIn:
        """Take a file in for a patient.

        Parameters
        ----------
        patient_id : int
        incoming : Incoming
        file_name : str
            To be shown.
        trust_new_key : bool
            See `judge`.

        Raises
        ------
        UnknownRecordError
            There is no such patient.
        StoreError, DiskFullError
            It cannot be written; nothing was changed.
        """
        self._check_patient(patient_id)
        verdict = self.judge(patient_id, incoming, trust_new_key=trust_new_key)
        if verdict != "new":
            return TakenIn(verdict)
        outcome: list[TakenIn] = []

        def beside(connection: sqlite3.Connection, added: list[AddedSet]) -> None:
            # Another process may have taken it meanwhile.
            now = _judge(connection, patient_id, incoming, trust_new_key)
            if now != "new":
                raise _ChangedMeanwhileError(now)
            _note_link(connection, patient_id, incoming)
            _note_file(connection, patient_id, incoming, file_name)
            _note_origins(connection, incoming, added)
            outcome.append(_add_rest(connection, patient_id, incoming, added))

        try:
            self.add_all(patient_id, [item.new for item in incoming.sets], beside)
        except _ChangedMeanwhileError as changed:
            return TakenIn(changed.verdict)
        return outcome[0]


class _ChangedMeanwhileError(Exception):
    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


def _judge(
    connection: sqlite3.Connection, patient_id: int, incoming: Incoming, trust_new_key: bool
) -> Verdict:
    owner = connection.execute("SELECT * FROM links WHERE name = ?", (incoming.link,)).fetchone()
    link = connection.execute("SELECT * FROM links WHERE patient_id = ?", (patient_id,)).fetchone()
    if owner is not None and owner["patient_id"] != patient_id:
        return "foreign"
    if owner is None:
        return "new" if link is None or _may_join(link, incoming) else "foreign"
    known = connection.execute(
        "SELECT 1 FROM taken_files WHERE patient_id = ? AND name = ?", (patient_id, incoming.name)
    ).fetchone()
    if known is not None:
        return "known"
    if owner["peer_key"] not in (None, incoming.sender_key) and not trust_new_key:
        return "other key"
    return "older" if _is_older(connection, owner, incoming) else "new"


def _is_older(connection: sqlite3.Connection, link: sqlite3.Row, incoming: Incoming) -> bool:
    """Whether a newer file of the same key was taken in.

    A history that went back to a backup counts from there again: its numbers are old, its files
    are not.
    """
    newest_s = connection.execute(
        "SELECT max(made_at_s) FROM taken_files WHERE patient_id = ? AND sender_key = ?",
        (link["patient_id"], incoming.sender_key),
    ).fetchone()[0]
    is_early = newest_s is not None and seconds(incoming.made_at) <= newest_s
    return is_early and incoming.number <= link["taken"]


def _may_join(link: sqlite3.Row, incoming: Incoming) -> bool:
    """Whether a link that has no other side yet may become that of a file.

    A home may have begun one of its own before its therapist's first file came; a therapist who
    has made a file for a patient waits for the home that this file went to.
    """
    return link["peer_key"] is None and (incoming.kind == "plan" or link["made"] == 0)


def _note_link(connection: sqlite3.Connection, patient_id: int, incoming: Incoming) -> None:
    connection.execute(
        "INSERT INTO links (patient_id, name, begun_at_s) VALUES (?, ?, ?) "
        "ON CONFLICT (patient_id) DO UPDATE SET name = excluded.name",
        (patient_id, incoming.link, now_s()),
    )
    # Another computer of the other side has nothing yet but what it says.
    connection.execute(
        "UPDATE links SET taken = ?2, "
        "arrived = CASE WHEN peer_key = ?1 THEN max(arrived, ?3) ELSE ?3 END, "
        "made = max(made, ?3), peer_key = ?1 WHERE patient_id = ?4",
        (incoming.sender_key, incoming.number, incoming.arrived, patient_id),
    )
    if incoming.kind == "plan":
        connection.execute(
            "UPDATE links SET answer_days = ? WHERE patient_id = ?",
            (incoming.answer_days, patient_id),
        )


def _note_file(
    connection: sqlite3.Connection, patient_id: int, incoming: Incoming, file_name: str
) -> None:
    connection.execute(
        "INSERT INTO taken_files VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            patient_id,
            incoming.name,
            incoming.number,
            incoming.kind,
            file_name.encode("utf-8", "replace").decode(),
            incoming.sender_key,
            seconds(incoming.made_at),
            now_s(),
        ),
    )


def _note_origins(
    connection: sqlite3.Connection, incoming: Incoming, added: list[AddedSet]
) -> None:
    connection.executemany(
        "INSERT INTO set_origins VALUES (?, ?, ?)",
        [
            (outcome.set_id, incoming.name, item.fingerprint)
            for item, outcome in zip(incoming.sets, added, strict=True)
            if outcome.added
        ],
    )


def _add_rest(
    connection: sqlite3.Connection, patient_id: int, incoming: Incoming, added: list[AddedSet]
) -> TakenIn:
    came = {
        item.fingerprint: outcome.set_id for item, outcome in zip(incoming.sets, added, strict=True)
    }
    plan_version, plan_is_new = None, False
    if incoming.plan is not None:
        before = connection.execute(
            "SELECT max(version) FROM plans WHERE patient_id = ?", (patient_id,)
        ).fetchone()[0]
        plan_version = add_version(connection, patient_id, incoming.plan)
        plan_is_new = plan_version != before
    _note_receipts(connection, patient_id, incoming)
    return TakenIn(
        "new",
        sets=sum(outcome.added for outcome in added),
        sets_known=sum(not outcome.added for outcome in added),
        messages=_add_messages(connection, patient_id, incoming, came),
        pain=_add_pain(connection, patient_id, incoming, came),
        safety=_add_safety(connection, patient_id, incoming, came),
        plan_version=plan_version,
        plan_is_new=plan_is_new,
    )


def _add_messages(
    connection: sqlite3.Connection,
    patient_id: int,
    incoming: Incoming,
    came: Mapping[str, int],
) -> int:
    count = 0
    for item in incoming.messages:
        cursor = connection.execute(
            "INSERT INTO messages (patient_id, name, author, text, set_id, time_s, urgent, "
            "written_at_s) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (patient_id, name) DO NOTHING",
            (
                patient_id,
                item.name,
                incoming.author,
                item.text,
                _find_set(connection, patient_id, item.fingerprint, came),
                item.time_s,
                int(item.urgent),
                seconds(item.written_at),
            ),
        )
        count += cursor.rowcount
    return count


def _note_receipts(connection: sqlite3.Connection, patient_id: int, incoming: Incoming) -> None:
    """Note what became of our own messages; nobody tells of another's."""
    ours = "patient" if incoming.author == "therapist" else "therapist"
    connection.executemany(
        "UPDATE messages SET read_at_s = coalesce(read_at_s, ?), "
        "answered_at_s = coalesce(answered_at_s, ?) "
        "WHERE patient_id = ? AND name = ? AND author = ?",
        [
            (
                seconds_or_none(item.read_at),
                seconds_or_none(item.answered_at),
                patient_id,
                item.name,
                ours,
            )
            for item in incoming.receipts
        ],
    )


def _add_pain(
    connection: sqlite3.Connection,
    patient_id: int,
    incoming: Incoming,
    came: Mapping[str, int],
) -> int:
    count = 0
    for item in incoming.pain:
        set_id, session_id = _find_place(connection, patient_id, item, came)
        cursor = connection.execute(
            "INSERT INTO pain_answers (patient_id, session_id, set_id, moment, pain_0_to_10, "
            "furthest_site, answered_at_s, day) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 "
            "WHERE NOT EXISTS (SELECT 1 FROM pain_answers WHERE patient_id = ?1 "
            "AND answered_at_s = ?7 AND moment = ?4)",
            (
                patient_id,
                session_id,
                set_id,
                item.moment,
                item.pain_0_to_10,
                item.furthest_site,
                seconds(item.answered_at),
                item.day.isoformat(),
            ),
        )
        count += cursor.rowcount
    return count


def _add_safety(
    connection: sqlite3.Connection,
    patient_id: int,
    incoming: Incoming,
    came: Mapping[str, int],
) -> int:
    count = 0
    for item in incoming.safety:
        set_id, session_id = _find_place(connection, patient_id, item, came)
        cursor = connection.execute(
            "INSERT INTO safety_events (patient_id, session_id, set_id, kind, detail, "
            "happened_at_s, day) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 "
            "WHERE NOT EXISTS (SELECT 1 FROM safety_events WHERE patient_id = ?1 "
            "AND happened_at_s = ?6 AND kind = ?4 AND detail = ?5)",
            (
                patient_id,
                session_id,
                set_id,
                item.kind,
                item.detail,
                seconds(item.happened_at),
                item.day.isoformat(),
            ),
        )
        count += cursor.rowcount
    return count


def _find_place(
    connection: sqlite3.Connection,
    patient_id: int,
    said: PainSaid | SafetySaid,
    came: Mapping[str, int],
) -> tuple[int | None, int | None]:
    """Return the set that something was said about, and the session it was said in; or None."""
    set_id = _find_set(connection, patient_id, said.fingerprint, came)
    near = _find_set(connection, patient_id, said.near, came) or set_id
    row = connection.execute("SELECT session_id FROM sets WHERE id = ?", (near,)).fetchone()
    return set_id, None if row is None else int(row["session_id"])


def _find_set(
    connection: sqlite3.Connection,
    patient_id: int,
    fingerprint: str | None,
    came: Mapping[str, int],
) -> int | None:
    """Return the set that the other side calls so; None if it is not here."""
    if fingerprint is None:
        return None
    if fingerprint in came:
        return came[fingerprint]
    row = connection.execute(
        "SELECT s.id FROM sets AS s LEFT JOIN set_origins AS o ON o.set_id = s.id "
        "WHERE s.patient_id = ?1 AND coalesce(o.fingerprint, s.fingerprint) = ?2",
        (patient_id, fingerprint),
    ).fetchone()
    return None if row is None else int(row["id"])
