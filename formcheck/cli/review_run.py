"""Carrying out ``formcheck review``."""

from __future__ import annotations

import html
import tempfile
import webbrowser
from pathlib import Path

from formcheck.cli.failures import Debugging, Stopped
from formcheck.cli.strays_run import open_history
from formcheck.errors import FormcheckError
from formcheck.machine import has_display
from formcheck.review.web.keys import Keys
from formcheck.review.web.server import HOME, address_of, listen, make_server, serve
from formcheck.words import current_language, read_words
from formcheck.words.errors import retell_error

_WORDS = read_words("formcheck.cli")

_DOOR = """<!doctype html><html lang="{language}">
<meta charset="utf-8"><meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}"><title>formcheck</title>
<a href="{address}">{open}</a>
"""
_PROBLEM = """<!doctype html><html lang="{language}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>formcheck</title>
<h1>{title}</h1><p>{message}</p><p>{hint}</p>
"""


def run_review(
    store_path: Path | None,
    port: int | None,
    *,
    open_browser: bool,
    first_page: str,
    idle_end_s: float | None = None,
    file: Path | None = None,
) -> None:
    """Serve the pages until Ctrl-C, or until they are left.

    Parameters
    ----------
    store_path : Path or None
    port : int or None
    open_browser : bool
    first_page : str
        Where the address leads.
    idle_end_s : float, optional
        After how long without anybody looking it ends by itself.
    file : Path, optional
        Of the other side, to be taken in on the first page.

    Raises
    ------
    UsageError
        The port is taken.
    StoreError
        The history cannot be opened.
    """
    with open_history(store_path) as store, tempfile.TemporaryDirectory() as folder:
        listening = listen(port)
        keys = Keys()
        address = address_of(listening, keys)
        server = make_server(
            store,
            keys,
            listening.getsockname()[1],
            first_page=first_page,
            idle_end_s=idle_end_s,
            show_traces=Debugging.on,
            file=file,
        )
        name = _WORDS.text("pages.home" if first_page == HOME else "pages.review")
        print(_WORDS.text("pages.open", name=name), "", f"  {address}", "", sep="\n")
        print(_WORDS.text("pages.reach"), _WORDS.text("pages.end"), sep="\n", flush=True)
        if open_browser and has_display():
            _open(address, Path(folder))
        try:
            server.start_working()
            serve(server, listening)
            print(_WORDS.text("pages.ended", name=name))
        except Stopped:
            print("", _WORDS.text("pages.ended", name=name), sep="\n")
        finally:
            listening.close()


def show_error(error: FormcheckError) -> None:
    """Show in the browser why it cannot be opened: where there is no terminal, nobody reads it."""
    if not has_display():
        return
    page = Path(tempfile.mkdtemp(prefix="formcheck-")) / "formcheck.html"
    message, hint = retell_error(error)
    told = {"title": _WORDS.text("pages.cannot_be_opened"), "message": message, "hint": hint}
    page.write_text(_filled(_PROBLEM, **told), encoding="utf-8")
    webbrowser.open(page.as_uri())


def _open(address: str, folder: Path) -> None:
    """Open the address in the browser, by way of a file that only this user can read.

    As an argument of the browser's command it would be shown, with its token, to every user who
    lists the processes of this machine.
    """
    door = folder / "formcheck.html"
    page = _filled(_DOOR, address=address, open=_WORDS.text("pages.door"))
    door.write_text(page, encoding="utf-8")
    webbrowser.open(door.as_uri())


def _filled(page: str, **texts: str) -> str:
    escaped = {name: html.escape(text) for name, text in texts.items()}
    return page.format(language=current_language(), **escaped)
