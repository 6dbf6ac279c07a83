"""Where the numbers of an export come from, in the same words in every format."""

from __future__ import annotations

import json

from formcheck.exports.exported_set import ExportedSet
from formcheck.exports.resampling import make_even
from formcheck.judge.result import Result


def provenance(result: Result) -> dict[str, str]:
    """Return hash of clip and model, settings and version, as texts.

    Names of files are left out: they are often names of people.
    """
    return {
        "clip_sha256": result.clip.sha256,
        "model_sha256": result.model.sha256,
        "model_variant": result.model.variant,
        "formcheck_version": result.formcheck_version,
        "exercise": result.exercise,
        "settings": json.dumps(result.settings, separators=(",", ":"), sort_keys=True),
    }


def short_provenance(result: Result) -> str:
    """Return the same in a line, without the settings."""
    return " ".join(
        f"{name}={value}" for name, value in provenance(result).items() if name != "settings"
    )


def describe_source(item: ExportedSet) -> dict[str, str]:
    """Return the provenance of a set, and what formats of one rate did to its times."""
    told = provenance(item.result)
    shown = item.landmarks or item.signals
    if shown is not None and shown.time_s.size:
        resampled = make_even(shown.time_s, shown.time_s).resampled
        told["times"] = "resampled where the format has one rate" if resampled else "as filmed"
    return told
