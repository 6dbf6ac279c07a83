"""What stands in a file: the plan or the list of sets, what was said, and the messages."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.exchange.manifest import Name, Seconds, Sha256
from formcheck.history.exchange.links import MOST_ANSWER_DAYS
from formcheck.history.exchange.messages import LONGEST_MOMENT_S, LONGEST_TEXT
from formcheck.history.exchange.outgoing import MOST_MESSAGES, MOST_SETS
from formcheck.history.models import PainMoment, PainSite, SafetyKind, Source

_MOST_ANSWERS = 5_000


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class SentMessage(_Model):
    """A message of the side that made the file."""

    name: Name
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    set: Sha256 | None = None
    time_s: Annotated[float, Field(ge=0, le=LONGEST_MOMENT_S)] | None = None
    urgent: bool = False
    written_at_s: Seconds


class SentReceipt(_Model):
    """When a message of the other side was read, and answered."""

    name: Name
    read_at_s: Seconds | None = None
    answered_at_s: Seconds | None = None


class SentSet(_Model):
    """A set; its files lie in ``sets/FOLDER/``."""

    folder: Annotated[int, Field(ge=0, le=999, strict=True)]
    fingerprint: Sha256
    performed_at_s: Seconds
    offset_s: Annotated[int, Field(ge=-86_340, le=86_340, strict=True)]
    source: Source


class SentPain(_Model):
    """An answer about pain; ``near`` is a set of its session."""

    moment: PainMoment
    pain_0_to_10: Annotated[int, Field(ge=0, le=10, strict=True)]
    furthest_site: PainSite
    answered_at_s: Seconds
    day: date
    set: Sha256 | None = None
    near: Sha256 | None = None


class SentSafety(_Model):
    """Something that a therapist must see; ``near`` is a set of its session."""

    kind: SafetyKind
    detail: Annotated[str, Field(max_length=1000)]
    happened_at_s: Seconds
    day: date
    set: Sha256 | None = None
    near: Sha256 | None = None


Messages = Annotated[list[SentMessage], Field(max_length=MOST_MESSAGES)]
Receipts = Annotated[list[SentReceipt], Field(max_length=MOST_MESSAGES)]


class PlanContent(_Model):
    """What a therapist sends."""

    kind: Literal["plan"] = "plan"
    plan: dict[str, Any] | None = None
    answer_days: Annotated[int, Field(ge=1, le=MOST_ANSWER_DAYS, strict=True)] | None = None
    messages: Messages = []
    receipts: Receipts = []


class ReportContent(_Model):
    """What a home sends."""

    kind: Literal["report"] = "report"
    sets: Annotated[list[SentSet], Field(max_length=MOST_SETS)] = []
    pain: Annotated[list[SentPain], Field(max_length=_MOST_ANSWERS)] = []
    safety: Annotated[list[SentSafety], Field(max_length=_MOST_ANSWERS)] = []
    messages: Messages = []
    receipts: Receipts = []
