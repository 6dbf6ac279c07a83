"""What axe-core finds against WCAG 2.2 AA on a page; the script comes with a package of ours."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from tests.support.chromium import Page

_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_UNFOLD = """
foldedParts = [...document.querySelectorAll("details:not([open])")];
foldedParts.forEach((part) => { part.open = true; }); 0
"""
#: Ids of the rules that were broken, each with the first few elements and what is wrong with them.
_RUN = """
axe.run(document, { runOnly: RULES }).then(({ violations, passes }) => JSON.stringify({
  looked_at: passes.length,
  problems: violations.flatMap(({ id, nodes }) => nodes.slice(0, 5).map(
    (node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`)),
}))
"""


def find_problems(page: Page, scheme: str = "light") -> list[str]:
    """Return what axe-core finds on the page as it is shown, in light or dark colours.

    What is folded is unfolded for the look, and folded again after it.
    """
    page.send(
        "Emulation.setEmulatedMedia",
        features=[{"name": "prefers-color-scheme", "value": scheme}],
    )
    page.evaluate(_UNFOLD)
    page.evaluate(f"{_read_axe()}; 0")
    expression = _RUN.replace("RULES", json.dumps(_RULES))
    answer = page.send(
        "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
    )
    page.evaluate("foldedParts.forEach((part) => { part.open = false; }); 0")
    assert "exceptionDetails" not in answer, answer
    found: dict[str, Any] = json.loads(answer["result"]["value"])
    assert found["looked_at"] > 10, "axe did not look at the page"
    return list(found["problems"])


def _read_axe() -> str:
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
