"""What a file of the other side holds, checked and read, on its way into the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from formcheck.history.exchange.models import Author, FileKind
from formcheck.history.models import NewSet, PainMoment, PainSite, SafetyKind
from formcheck.plan.model import Plan

#: What is to be done with a file that came.
Verdict = Literal["new", "known", "older", "foreign", "other key"]


@dataclass(frozen=True)
class IncomingSet:
    """A set; ``fingerprint`` is what it is called where it comes from."""

    fingerprint: str
    new: NewSet


@dataclass(frozen=True)
class IncomingMessage:
    """A message of the other side; ``fingerprint`` names the set that it is about."""

    name: str
    text: str
    fingerprint: str | None
    time_s: float | None
    urgent: bool
    written_at: datetime


@dataclass(frozen=True)
class Receipt:
    """What the other side did with a message of ours."""

    name: str
    read_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True)
class PainSaid:
    """An answer about pain; ``near`` names a set of its session."""

    moment: PainMoment
    pain_0_to_10: int
    furthest_site: PainSite
    answered_at: datetime
    day: date
    fingerprint: str | None
    near: str | None


@dataclass(frozen=True)
class SafetySaid:
    """Something that a therapist must see; ``near`` names a set of its session."""

    kind: SafetyKind
    detail: str
    happened_at: datetime
    day: date
    fingerprint: str | None
    near: str | None


@dataclass(frozen=True)
class Incoming:
    """A whole file.

    Attributes
    ----------
    link : str
        Name of the exchange that it belongs to.
    name : str
        Tells it from all other files.
    number : int
        Counts the files of that side.
    kind : {"plan", "report"}
    sender_key : str
    made_at : datetime
    arrived : int
        Number of our newest file that the other side had.
    plan : Plan or None
    answer_days : int or None
    messages, receipts, sets, pain, safety
    """

    link: str
    name: str
    number: int
    kind: FileKind
    sender_key: str
    made_at: datetime
    arrived: int
    plan: Plan | None = None
    answer_days: int | None = None
    messages: Sequence[IncomingMessage] = field(default=())
    receipts: Sequence[Receipt] = field(default=())
    sets: Sequence[IncomingSet] = field(default=())
    pain: Sequence[PainSaid] = field(default=())
    safety: Sequence[SafetySaid] = field(default=())

    @property
    def author(self) -> Author:
        """Who wrote its messages."""
        return "therapist" if self.kind == "plan" else "patient"


@dataclass(frozen=True)
class TakenIn:
    """What came of a file.

    Attributes
    ----------
    verdict : {"new", "known", "older", "foreign", "other key"}
        Nothing was changed unless it is ``new``.
    sets, sets_known, messages, pain, safety : int
        How many were added; sets that were here already.
    plan_version : int or None
        The plan as it is now, if one came.
    plan_is_new : bool
        Whether it is another one than before.
    """

    verdict: Verdict
    sets: int = 0
    sets_known: int = 0
    messages: int = 0
    pain: int = 0
    safety: int = 0
    plan_version: int | None = None
    plan_is_new: bool = False
