"""What the page of somebody at home shows of themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from formcheck.errors import SettingsError
from formcheck.exercises.settings import Settings, default_settings
from formcheck.history.models import PAIN_SITES, Patient
from formcheck.plan.model import WEEKDAYS, Plan, Weekday
from formcheck.plan.settings import plan_settings
from formcheck.review.progress.at_home import see_own_progress
from formcheck.review.progress.restart import Restart, see_restart
from formcheck.review.progress.series import by_exercise
from formcheck.review.web.site import Site


def own_progress_parts(site: Site, patient: Patient, today: date) -> dict[str, Any]:
    """Return what the page is filled with; ``seen`` is None for those who look after others."""
    if not site.audience.is_own:
        return {"seen": None}
    plan, settings = _plan_of(site, patient)
    return {
        "seen": see_own_progress(
            site.store.progress.of_patient(patient.id),
            site.store.pain.of_patient(patient.id),
            plan,
            settings,
            today,
        ),
        "day_codes": WEEKDAYS,
        "reminder_days": planned_days(plan),
        "pain_sites": PAIN_SITES,
    }


def own_restart(site: Site, patient: Patient, today: date) -> Restart | None:
    """Return how somebody at home begins again after a break; None without one."""
    plan, settings = _plan_of(site, patient)
    sets = site.store.progress.of_patient(patient.id)
    return see_restart({item.day for item in sets}, list(by_exercise(sets)), plan, settings, today)


def _plan_of(site: Site, patient: Patient) -> tuple[Plan, Settings]:
    saved = site.store.plans.get(patient.id)
    plan = Plan() if saved is None else saved.plan
    try:
        return plan, plan_settings(plan)
    except SettingsError:
        # An earlier program saved what cannot be followed.
        return plan, default_settings()


def planned_days(plan: Plan) -> list[Weekday]:
    """Return the days on which anything is prescribed, all of them if nothing is."""
    days = {day for item in plan.enabled.values() for day in item.days}
    return [day for day in WEEKDAYS if day in days] or list(WEEKDAYS)
