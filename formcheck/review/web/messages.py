"""Reading what a page sends."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import Depends, Request

from formcheck.review.web.gate import RefusalError, parse_form


class Form:
    """The fields of a form that a page sent."""

    def __init__(self, fields: dict[str, list[str]]) -> None:
        self._fields = fields

    def text(self, name: str) -> str:
        """Return the first value of a field, without space around it; empty if it is absent."""
        return self._fields.get(name, [""])[0].strip()

    def texts(self, name: str) -> list[str]:
        """Return all values of a field."""
        return self._fields.get(name, [])

    def is_ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return bool(self.text(name))

    @property
    def names(self) -> list[str]:
        """The names of all fields."""
        return list(self._fields)


async def _read_form(request: Request) -> Form:
    return Form(parse_form(await request.body()))


async def _read_json(request: Request) -> Any:
    """Return the JSON value that a page sent.

    Raises
    ------
    RefusalError
        It is none, or it is nested beyond reason.
    """
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError):
        raise RefusalError(400, "The message cannot be read.") from None


#: Parameters of a route: what the page sent, read before the route runs in its own thread.
SentForm = Annotated[Form, Depends(_read_form)]
SentJson = Annotated[Any, Depends(_read_json)]
