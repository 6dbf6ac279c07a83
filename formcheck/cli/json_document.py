"""What ``formcheck score --json`` prints: one document for all clips."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from formcheck.cli.outcome import Outcome
from formcheck.export.result_json import render_result


def render_outcomes(outcomes: Sequence[Outcome]) -> str:
    """Return the document: ``{"clips": [...]}``, one entry a clip in the given order.

    Every entry has ``clip`` (the path as given), ``exit_code``, ``folder``,
    ``result`` (what ``result.json`` holds) and ``error``; the last three are
    null where they do not apply.
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
        "error": None,
    }
    if outcome.scored is not None:
        entry["folder"] = str(outcome.folder)
        entry["result"] = json.loads(render_result(outcome.scored.result))
    if outcome.error is not None:
        entry["error"] = {"message": outcome.error.message, "hint": outcome.error.hint}
    return entry
