"""What every part of the application needs: the store, the keys, the templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from formcheck.history.collection import now_s
from formcheck.history.store import Store
from formcheck.report.templates import make_environment
from formcheck.review.web.audience import Audience
from formcheck.review.web.downloads import Making
from formcheck.review.web.exercising import Exercising
from formcheck.review.web.keys import Keys
from formcheck.review.web.letterbox_keeper import LetterboxKeeper
from formcheck.review.web.views.needs import Needs
from formcheck.review.web.words import FILTERS
from formcheck.review.web.worker_keeper import WorkerKeeper
from formcheck.version import __version__
from formcheck.words import read_words, weekday_names
from formcheck.words.in_templates import script_words, template_words


def _make_environment() -> Environment:
    environment = make_environment("formcheck.review.web", FILTERS)
    words = read_words("formcheck.review.web")
    environment.globals |= template_words(words)
    environment.globals |= {"weekdays": weekday_names, "script_words": partial(script_words, words)}
    return environment


@dataclass
class Site:
    """One running application.

    Attributes
    ----------
    store : Store
    keys : Keys
    port : int
    first_page : str
        Where the entrance leads.
    file : Path or None
        Of the other side, that the program was opened with.
    leave : callable
        Ends the application, once the answer has been sent.
    """

    store: Store
    keys: Keys
    port: int
    first_page: str = "/"
    file: Path | None = None
    environment: Environment = field(default_factory=_make_environment)
    making: Making = field(default_factory=Making)
    #: Windows that changed something before this are closed.
    started_at_s: float = field(default_factory=now_s)
    leave: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        """Tell all templates where the pages lie."""
        self.environment.globals |= {"root": self.keys.root, "own": None}
        self.audience = Audience(self.store)
        self.worker = WorkerKeeper(self.store)
        self.needs = Needs(self.store)
        self.exercising = Exercising(self.store.path)
        self.letterboxes = LetterboxKeeper(self.store)

    def close(self) -> None:
        """End what was started beside the pages; a window in which one exercises stays open."""
        self.letterboxes.close()
        self.worker.close()

    def page(self, template: str, status: int = 200, **shown: object) -> HTMLResponse:
        """Return a page; everything in ``shown`` is escaped by the template."""
        own = self.audience.own() if self.audience.is_own else None
        text = self.environment.get_template(template).render(
            form_token=self.keys.form_token,
            program_version=__version__,
            first_page=self.first_page,
            own=own,
            **shown,
        )
        return HTMLResponse(text, status)

    def see_other(self, address: str) -> Response:
        """Return where to go on after something was written, so that a reload repeats nothing."""
        return RedirectResponse(f"{self.keys.root}{address}", status_code=303)


def site_of(request: Request) -> Site:
    """Return the application that a request came to."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site
