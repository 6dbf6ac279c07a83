"""What a request says: the numbers in its address, its form or its JSON message.

A route is declared by `get`, `post`, `post_form` or `post_json`. What answers it is
an ordinary function, called in a thread of its own: it may read files and the store.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from formcheck.errors import UsageError
from formcheck.review.web.gate import RefusalError, parse_form

#: Nineteen digits hold every number that the history can hold.
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,19}", re.ASCII)
_LARGEST = 2**63 - 1


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

    def number(self, name: str) -> int:
        """Return a whole number that the page itself put there.

        Raises
        ------
        RefusalError
            It is none.
        """
        text = self.text(name)
        if not _WHOLE_NUMBER.fullmatch(text) or text.startswith("-"):
            raise RefusalError(400, "The form cannot be read.")
        return min(int(text), _LARGEST)

    @property
    def names(self) -> list[str]:
        """The names of all fields."""
        return list(self._fields)


def get(path: str, answer: Callable[[Request], Response]) -> Route:
    """Return the route of a page or file; ``{name}`` in its path is read by `path_number`."""
    return Route(path, answer, methods=["GET"])


def post(path: str, answer: Callable[[Request], Response]) -> Route:
    """Return the route of something that is done without being told more."""
    return Route(path, answer, methods=["POST"])


def post_form(path: str, answer: Callable[[Request, Form], Response]) -> Route:
    """Return the route that a form is sent to."""

    async def read_and_answer(request: Request) -> Response:
        form = Form(parse_form(await request.body()))
        return await run_in_threadpool(answer, request, form)

    return Route(path, read_and_answer, methods=["POST"])


def post_json(path: str, answer: Callable[[Request, Any], Response]) -> Route:
    """Return the route that a JSON message is sent to."""

    async def read_and_answer(request: Request) -> Response:
        sent = _parse_json(await request.body())
        return await run_in_threadpool(answer, request, sent)

    return Route(path, read_and_answer, methods=["POST"])


def path_number(request: Request, name: str) -> int:
    """Return a number that stands in the path.

    Raises
    ------
    UsageError
        It is none, or larger than the history can hold.
    """
    return _number(request.path_params[name])


def path_text(request: Request, name: str) -> str:
    """Return a part of the path."""
    return str(request.path_params[name])


def query_number(request: Request, name: str) -> int | None:
    """Return a number from behind the question mark; None if it is not given.

    Raises
    ------
    UsageError
        It is none, or larger than the history can hold.
    """
    text = request.query_params.get(name)
    return None if text is None else _number(text)


def query_text(request: Request, name: str) -> str:
    """Return a text from behind the question mark; empty if it is not given."""
    return request.query_params.get(name, "")


def no_such_address() -> UsageError:
    """Return the error of an address that makes no sense."""
    return UsageError("This address does not lead anywhere.")


def _number(text: str) -> int:
    number = int(text) if _WHOLE_NUMBER.fullmatch(text) else None
    if number is None or abs(number) > _LARGEST:
        raise no_such_address()
    return number


def _parse_json(body: bytes) -> Any:
    """Return the JSON value that a page sent.

    Raises
    ------
    RefusalError
        It is none, or it is nested beyond reason.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise RefusalError(400, "The message cannot be read.") from None
