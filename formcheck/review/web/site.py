"""What every part of the application needs: the store, the keys, the templates."""

from __future__ import annotations

from dataclasses import dataclass, field

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from formcheck.history.collection import now_s
from formcheck.history.store import Store
from formcheck.review.web.downloads import Making
from formcheck.review.web.keys import Keys
from formcheck.review.web.words import FILTERS
from formcheck.version import __version__


def _make_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("formcheck.review.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment


@dataclass(frozen=True)
class Site:
    """One running application."""

    store: Store
    keys: Keys
    port: int
    environment: Environment = field(default_factory=_make_environment)
    making: Making = field(default_factory=Making)
    #: Windows that changed something before this are closed.
    started_at_s: float = field(default_factory=now_s)

    def __post_init__(self) -> None:
        """Tell all templates where the pages lie."""
        self.environment.globals["root"] = self.keys.root

    def page(self, template: str, status: int = 200, **shown: object) -> HTMLResponse:
        """Return a page; everything in ``shown`` is escaped by the template."""
        text = self.environment.get_template(template).render(
            form_token=self.keys.form_token, program_version=__version__, **shown
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
