"""Who is let in: the one place that every request passes before anything is looked up.

In this order: the Host header (against DNS rebinding), the method, the size of
the address, where the request comes from (``Sec-Fetch-Site``), the hidden path and
the cookie; and for what writes, the ``Origin``, the kind and size of the body and
the form token. Films and files of an exchange are not read here: they are let through part
by part, each to its one address alone, never more than was said. Every answer leaves with
the headers that hold a browser to our own files.
"""

from __future__ import annotations

import asyncio
import time
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.exchange.manifest import LARGEST_FILE_BYTES
from formcheck.history.films.receiving import LARGEST_FILM_BYTES
from formcheck.review.web.keys import Keys
from formcheck.words.errors import retell_told

#: Where the printed address leads, with the token; the only one that needs no cookie.
ENTRANCE = "/enter"
#: Where films are sent to, behind the hidden path: one request a film, its bytes the whole body.
FILM_ENTRANCE = "/films/new"
#: So are files of the other side of an exchange.
LETTER_ENTRANCE = "/letters/new"
#: How large a body each of them takes.
UPLOADS = {FILM_ENTRANCE: LARGEST_FILM_BYTES, LETTER_ENTRANCE: LARGEST_FILE_BYTES}
FORM_PROOF_FIELD = "form_token"
FORM_PROOF_HEADER = "x-formcheck-token"

LARGEST_BODY_BYTES = 256 * 1024
LONGEST_ADDRESS = 2_000
LARGEST_HEADERS_BYTES = 16 * 1024
LONGEST_BODY_WAIT_S = 15.0

#: Nothing runs and nothing is drawn that does not come from this application as a file of its
#: own: no inline script, no inline style, no other address.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

SECURITY_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Not "no-referrer": with that, browsers send "Origin: null" with our own forms.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)

#: What is shown belongs to a patient: it is not left behind in the browser's folders.
NOT_KEPT = (b"cache-control", b"no-store")

_OWN_ORIGINS = ("same-origin", "none")
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_BYTES = "application/octet-stream"
_ADVICE = "Open the address that formcheck printed when it started."


class RefusalError(Exception):
    """A request that is not let in, with the status and the words that it gets."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


class Gate:
    """Lets only the browser of the person who started the application through.

    Parameters
    ----------
    app : ASGI application
    keys : Keys
    port : int
        Where the application listens.
    """

    def __init__(self, app: ASGIApp, keys: Keys, port: int) -> None:
        self._app = app
        self._keys = keys
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        #: When somebody was let in last, on the monotonic clock.
        self.asked_s = time.monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        try:
            passed = await self._check(scope, receive)
        except RefusalError as refusal:
            await _refuse(refusal, _with_headers(send))
            return
        self.asked_s = time.monotonic()
        inside = scope if _is_entrance(scope) else {**scope, "root_path": self._keys.root}
        await self._app(inside, passed, _with_headers(send))

    def knows(self, scope: Scope) -> bool:
        """Whether a request shows the cookie; nothing else of it is looked at."""
        return self._shows_cookie(Headers(scope=scope))

    def _shows_cookie(self, headers: Headers) -> bool:
        return self._keys.is_session(_read_cookie(headers, self._keys.cookie_name))

    async def _check(self, scope: Scope, receive: Receive) -> Receive:
        """Return what the application may receive; raise `RefusalError` if nothing."""
        headers = Headers(scope=scope)
        if headers.getlist("host") not in [[host] for host in self._hosts]:
            raise RefusalError(421, "This address is not served here.")
        brings_file = self.brings_file(scope)
        if scope["method"] not in ("GET", "POST") and not brings_file:
            raise RefusalError(405, "This is not possible here.")
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            raise RefusalError(414, "The address is too long.")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEADERS_BYTES:
            raise RefusalError(431, "The request says too much about itself.")
        if _is_entrance(scope):
            return receive
        if headers.get("sec-fetch-site", "none") not in _OWN_ORIGINS:
            raise RefusalError(403, f"This came from another page. {_ADVICE}")
        if not (self._shows_cookie(headers) and self._keys.is_inside(scope["path"])):
            raise RefusalError(403, _ADVICE)
        if scope["method"] == "GET":
            return receive
        _check_origin(headers)
        if brings_file:
            return self._check_upload(scope, headers, receive)
        return await self._check_write(headers, receive)

    def brings_file(self, scope: Scope) -> bool:
        """Whether a request brings a film or a letter, to the address for that."""
        return scope["method"] == "PUT" and self._upload_bytes(scope) is not None

    def _upload_bytes(self, scope: Scope) -> int | None:
        """Return how large a body an address takes part by part; None if it takes none so."""
        path = str(scope["path"])
        entrance = "/" + "/".join(path.split("/")[-2:])
        is_one = path.count("/") == entrance.count("/") + 1 and self._keys.is_inside(path)
        return UPLOADS.get(entrance) if is_one else None

    def _check_upload(self, scope: Scope, headers: Headers, receive: Receive) -> Receive:
        """Return what hands a file on as it comes; it is refused before a byte of it is read."""
        most_bytes = self._upload_bytes(scope)
        if _kind(headers) != _BYTES or most_bytes is None:
            raise RefusalError(415, "This kind of message is not understood.")
        self._check_form_token(headers.get(FORM_PROOF_HEADER, ""))
        return bounded(receive, said_length(headers, most_bytes))

    def _check_form_token(self, offered: str) -> None:
        if not self._keys.is_form_token(offered):
            raise RefusalError(
                403, "The page is out of date. Load it again and repeat what you did."
            )

    async def _check_write(self, headers: Headers, receive: Receive) -> Receive:
        kind = _kind(headers)
        if kind not in (_FORM, _JSON):
            raise RefusalError(415, "This kind of message is not understood.")
        body = await read_body(headers, receive)
        self._check_form_token(_offered_form_token(headers, kind, body))
        return _replay(body, receive)


def _check_origin(headers: Headers) -> None:
    """Refuse what another page sends, or nobody knows which.

    Raises
    ------
    RefusalError
    """
    if headers.getlist("origin") not in ([f"http://{headers['host']}"], []):
        raise RefusalError(403, "This came from another page.")
    if not headers.get("origin") and headers.get("sec-fetch-site") != "same-origin":
        raise RefusalError(403, "It is not known which page this came from.")


def _kind(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def said_length(headers: Headers, most_bytes: int) -> int:
    """Return how long a body says it is.

    Raises
    ------
    RefusalError
        It does not say so, says it twice, or is larger than it may be.
    """
    said = headers.getlist("content-length")
    if len(said) != 1 or not (said[0].isascii() and said[0].isdigit()):
        raise RefusalError(411, "It must be said how large it is.")
    if len(said[0]) > 15 or int(said[0]) > most_bytes:
        raise RefusalError(413, "That is too much at once.")
    return int(said[0])


def bounded(receive: Receive, size_bytes: int) -> Receive:
    """Return what hands a body on part by part, and not a byte more than was said."""
    left = size_bytes

    async def receive_bounded() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise RefusalError(413, "That is more than was said.")
        return message

    return receive_bounded


def _is_entrance(scope: Scope) -> bool:
    return bool(scope["path"] == ENTRANCE and scope["method"] != "POST")


async def read_body(headers: Headers, receive: Receive) -> bytes:
    """Return the body of a request.

    Raises
    ------
    RefusalError
        It is larger than `LARGEST_BODY_BYTES`, or does not come to its end.
    """
    too_large = RefusalError(413, "That is too much at once.")
    said = headers.get("content-length", "0")
    if not said.isascii() or not said.isdigit() or int(said[:12]) > LARGEST_BODY_BYTES:
        raise too_large
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(LONGEST_BODY_WAIT_S):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise RefusalError(400, "The message broke off.")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > LARGEST_BODY_BYTES:
                    raise too_large
                if not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError:
        raise RefusalError(408, "The message did not come to its end.") from None


def parse_form(body: bytes) -> dict[str, list[str]]:
    """Return the fields of a form, each with its values; bounded in number.

    Raises
    ------
    RefusalError
        The body is no form.
    """
    try:
        return parse_qs(
            body.decode("utf-8"), keep_blank_values=True, max_num_fields=1_000, errors="strict"
        )
    except (UnicodeDecodeError, ValueError):
        raise RefusalError(400, "The form cannot be read.") from None


def _offered_form_token(headers: Headers, kind: str, body: bytes) -> str:
    if offered := headers.get(FORM_PROOF_HEADER):
        return offered
    if kind == _FORM:
        return parse_form(body).get(FORM_PROOF_FIELD, [""])[0]
    return ""


def _read_cookie(headers: Headers, name: str) -> str:
    try:
        jar = SimpleCookie("; ".join(headers.getlist("cookie")))
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS:
                headers[name.decode()] = value.decode()
            headers.setdefault(NOT_KEPT[0].decode(), NOT_KEPT[1].decode())
        await send(message)

    return send_with_headers


async def _refuse(refusal: RefusalError, send: Send) -> None:
    body = retell_told(refusal.words).encode()
    await send(
        {
            "type": "http.response.start",
            "status": refusal.status,
            "headers": [
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", str(len(body)).encode()),
                (b"connection", b"close"),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})
