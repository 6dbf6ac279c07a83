"""Files that a page in the browser gives to be saved."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.chromium import Page

_UNFINISHED = ".crdownload"


def download(page: Page, selector: str, folder: Path) -> Path:
    """Press a button whose answer is a file; return the file once it is whole.

    Parameters
    ----------
    page : Page
    selector : str
        Of the button.
    folder : Path
        Where the browser saves it.
    """
    page.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
    before = set(folder.iterdir())
    page.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    def whole() -> list[Path]:
        new = [path for path in folder.iterdir() if path not in before]
        # It is first there under a name of the browser's own.
        return [path for path in new if path.suffix not in ("", _UNFINISHED)]

    page.wait_for(lambda: bool(whole()), f"a file of {selector}")
    (path,) = whole()
    return path
