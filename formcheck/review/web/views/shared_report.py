"""The report that goes into a bundle: one page that needs nothing beside itself."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from formcheck.history.models import SetRecord
from formcheck.review.web.site import Site
from formcheck.review.web.views.set_report import collect_set_report


@dataclass(frozen=True)
class Include:
    """What of the person goes along: the label, and the therapist's notes."""

    label: bool
    notes: bool


def render_shared_report(site: Site, record: SetRecord, include: Include) -> str:
    """Return the page; without what was not chosen, and without the name of the clip's file."""
    shown = collect_set_report(site.store, record)
    # People name their files after themselves.
    shown["clip_name"] = ""
    if not include.notes:
        shown["review"] = {**shown["review"], "notes": []}
    style = (files("formcheck.review.web") / "static" / "app.css").read_text(encoding="utf-8")
    return site.environment.get_template("shared_report.html").render(
        **shown, style=style, label=record.row.patient_label if include.label else ""
    )
