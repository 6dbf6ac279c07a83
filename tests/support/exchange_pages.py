"""What people do with the pages of an exchange: fill in a form, drop a file, read what is told."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from tests.support.chromium import Page

#: A message that is shown.
MESSAGE_ROW = "!!document.querySelector('.message-row')"


def drop(page: Page, path: Path) -> None:
    """Drop a file on the page, and wait until it was read."""
    packed = base64.b64encode(path.read_bytes()).decode()
    page.evaluate(
        f"(() => {{ const bytes = Uint8Array.from(atob('{packed}'), (c) => c.charCodeAt(0));"
        f"const file = new File([bytes], {json.dumps(path.name)});"
        "const dataTransfer = new DataTransfer(); dataTransfer.items.add(file);"
        "document.body.dispatchEvent(new DragEvent('drop', "
        "{ dataTransfer, bubbles: true, cancelable: true })); })()"
    )
    told = "document.getElementById('letter-told')"
    page.wait_until(f"/good|grave/.test({told}.className)")


def told(page: Page) -> str:
    """Return what the page says of the file that was dropped."""
    return str(page.evaluate("document.getElementById('letter-told').innerText"))


def submit(page: Page, selector: str, fields: dict[str, str], ready: str) -> None:
    """Fill in a form, send it, and wait for what the next page shows."""
    page.evaluate("window.leaving = true")
    for name, value in fields.items():
        field = f"document.querySelector({json.dumps(f'{selector} [name={json.dumps(name)}]')})"
        page.evaluate(f"{field}.value = {json.dumps(value)}")
    page.evaluate(f"document.querySelector({json.dumps(selector)}).requestSubmit()")
    page.wait_until(f"!window.leaving && document.readyState === 'complete' && ({ready})")


def shown(page: Page) -> str:
    """Return all that can be read on the page."""
    return str(page.evaluate("document.body.innerText"))
