"""What people do with films on a page: drop them, choose them, see them listed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.chromium import Page

_ROWS = "[...document.querySelectorAll('.film')]"


def film_row(name: str) -> str:
    """Return the JavaScript expression of the row of a film in the list."""
    return f"{_ROWS}.find((row) => row.querySelector('h3').textContent === {json.dumps(name)})"


def choose_films(page: Page, *films: Path) -> None:
    """Choose films in the field of the page."""
    document = page.send("DOM.getDocument")["root"]["nodeId"]
    field = page.send("DOM.querySelector", nodeId=document, selector="#film-files")["nodeId"]
    page.send("DOM.setFileInputFiles", nodeId=field, files=[str(film) for film in films])


def drop_films(page: Page, x: float, y: float, *films: Path) -> None:
    """Drop films at a place of the window, as a mouse does."""
    data = {"items": [], "files": [str(film) for film in films], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        page.send("Input.dispatchDragEvent", type=kind, x=x, y=y, data=data)
