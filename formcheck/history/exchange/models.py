"""Messages, links and files that came, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: Who wrote a message.
Author = Literal["therapist", "patient"]
#: What a file is: a therapist's for a home, or a home's for a therapist.
FileKind = Literal["plan", "report"]


@dataclass(frozen=True)
class Message:
    """A note that goes to the other side.

    Attributes
    ----------
    id : int
    patient_id : int
    name : str
        The same on both sides.
    author : {"therapist", "patient"}
    text : str
    set_id : int or None
        The set that it is about.
    time_s : float or None
        A moment of that set's clip.
    urgent : bool
        Whether it holds words of the urgent signs.
    written_at : datetime
    read_at : datetime or None
        When the other side read it.
    answered_at : datetime or None
        When the therapist answered it, or said that it needs no answer.
    made : int or None
        Number of the file that it went out with first; None if it waits or came here.
    """

    id: int
    patient_id: int
    name: str
    author: Author
    text: str
    set_id: int | None
    time_s: float | None
    urgent: bool
    written_at: datetime
    read_at: datetime | None
    answered_at: datetime | None
    made: int | None


@dataclass(frozen=True)
class Link:
    """The exchange of one patient.

    Attributes
    ----------
    patient_id : int
    name : str
        The same on both sides.
    peer_key : str or None
        What the other side signs with; None before its first file.
    passphrase : str
        Empty if files are not locked.
    folder : str
        That both sides see; empty if there is none.
    made, taken, arrived : int
        Numbers of the newest file that was made here, that was taken in here, and that the
        other side has; 0 before the first.
    answer_days : int or None
        Within how many days the therapist says that she answers.
    begun_at : datetime
    """

    patient_id: int
    name: str
    peer_key: str | None
    passphrase: str
    folder: str
    made: int
    taken: int
    arrived: int
    answer_days: int | None
    begun_at: datetime


@dataclass(frozen=True)
class TakenFile:
    """A file of the other side that was taken in.

    Attributes
    ----------
    patient_id : int
    name : str
        What tells it from all other files.
    number : int
        Counts the files of that side.
    kind : {"plan", "report"}
    file_name : str
    sender_key : str
    made_at, taken_at : datetime
    """

    patient_id: int
    name: str
    number: int
    kind: FileKind
    file_name: str
    sender_key: str
    made_at: datetime
    taken_at: datetime


@dataclass(frozen=True)
class SeenLetter:
    """A file of the shared folder that was looked at; ``problem`` is empty if it was taken in."""

    patient_id: int
    file_name: str
    size_bytes: int
    changed_ns: int
    seen_at: datetime
    problem: str
