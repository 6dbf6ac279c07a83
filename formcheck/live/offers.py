"""From a plan to what a live session offers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from formcheck.exercises.settings import Settings
from formcheck.live.flow.wish import Offer, default_offers
from formcheck.plan.model import WEEKDAYS, Plan, PlannedExercise


def planned_offers(plan: Plan, settings: Settings, today: date) -> tuple[Offer, ...]:
    """Return the exercises of a plan: those of today first.

    Parameters
    ----------
    plan : Plan
    settings : Settings
        With the plan's doses in force, as from `plan_settings`.
    today : date
    """
    usual = {offer.exercise: offer for offer in default_offers(settings)}
    due = [name for name, item in plan.enabled.items() if _is_due(item, today)]
    later = [name for name in plan.enabled if name not in due]
    return tuple(_offer(usual[name], plan.enabled[name]) for name in [*due, *later])


def _is_due(item: PlannedExercise, today: date) -> bool:
    return WEEKDAYS[today.weekday()] in item.days


def _offer(usual: Offer, item: PlannedExercise) -> Offer:
    return replace(
        usual,
        sets=item.sets_a_day,
        rest_s=usual.rest_s if item.rest_s is None else item.rest_s,
        side=usual.side if item.side is None else item.side,
        cue=item.cue,
        watch=tuple(item.watch),
        ignore=tuple(item.ignore),
        cues=dict(item.cues),
        enabled=True,
    )
