"""What ``formcheck score --json`` prints: one document for all clips."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from formcheck.cli.outcome import Outcome
from formcheck.results.result_json import render_result
from formcheck.results.segment_folders import segment_folder_name


def render_outcomes(outcomes: Sequence[Outcome]) -> str:
    """Return the document: ``{"clips": [...]}``, one entry a clip in the given order.

    Every entry has ``clip`` (the path as given), ``exit_code``, ``folder``,
    ``result`` (what ``result.json`` holds), ``segments`` and ``error``; the last
    four are null where they do not apply. ``segments`` stands in for ``result``
    where a clip shows several exercises: a list of ``folder`` and ``result`` each.
    """
    document = {"clips": [_entry(outcome) for outcome in outcomes]}
    # Plain ASCII: no terminal, pipe or file name can break it.
    return json.dumps(document, indent=2, ensure_ascii=True)


def _entry(outcome: Outcome) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "clip": str(outcome.clip),
        "exit_code": outcome.exit_code,
        "folder": None,
        "result": None,
        "segments": None,
        "error": None,
    }
    results = [json.loads(render_result(part.result)) for part in outcome.scored]
    if results:
        entry["folder"] = str(outcome.folder)
    if len(results) == 1:
        entry["result"] = results[0]
    elif results:
        entry["segments"] = [
            {
                "folder": str(outcome.folder / segment_folder_name(part.result)),
                "result": result,
            }
            for part, result in zip(outcome.scored, results, strict=True)
        ]
    if outcome.error is not None:
        entry["error"] = {"message": outcome.error.message, "hint": outcome.error.hint}
    return entry
