"""Messages as a page shows them: whose, about what, and how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.errors import UnknownRecordError
from formcheck.history.exchange.models import Author, Link, Message
from formcheck.history.models import SetRow
from formcheck.history.store import Store

#: How far a message of one's own has come.
Progress = Literal["waits", "out", "arrived", "read"]


@dataclass(frozen=True)
class MessageRow:
    """A message on a page.

    Attributes
    ----------
    message : Message
    is_own : bool
        Whether whoever looks at the page wrote it.
    is_new : bool
        Whether they see it for the first time.
    progress : {"waits", "out", "arrived", "read"}
        How far one's own has come.
    about : SetRow or None
        The set that it is about.
    """

    message: Message
    is_own: bool
    is_new: bool
    progress: Progress
    about: SetRow | None


def message_rows(store: Store, patient_id: int, reader: Author) -> list[MessageRow]:
    """Return a patient's messages, newest first, and note that they were read.

    Parameters
    ----------
    store : Store
    patient_id : int
    reader : {"therapist", "patient"}
    """
    link = store.links.of_patient(patient_id)
    messages = store.messages.of_patient(patient_id)
    rows = [
        MessageRow(
            message=message,
            is_own=message.author == reader,
            is_new=message.author != reader and message.read_at is None,
            progress=_progress(message, link),
            about=_about(store, message.set_id),
        )
        for message in reversed(messages)
    ]
    store.messages.mark_read(messages, reader)
    return rows


def _progress(message: Message, link: Link | None) -> Progress:
    if message.read_at is not None:
        return "read"
    if message.made is None or link is None:
        return "waits"
    return "arrived" if message.made <= link.arrived else "out"


def _about(store: Store, set_id: int | None) -> SetRow | None:
    if set_id is None:
        return None
    try:
        return store.sets.get(set_id).row
    except UnknownRecordError:
        return None
