"""Connections as they come: how long each may be silent, and who has to make room.

Anybody who uses this machine can open connections to the application; that is no
reason to let them in, and must be no way to keep the therapist out. A connection on
which nobody has shown the cookie is a stranger's. Only so many strangers may wait: one
more, and whoever has waited longest is hung up on. Who has shown the cookie is never
hung up on for others. A browser sends its first request, with the cookie in it, as soon
as it is connected, and is a stranger for no longer than that takes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

import h11
from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

#: Browsers connect ahead of what they will ask for, and connect again if that took too long.
LONGEST_SILENCE_S = 10.0
#: For one request to come in, its body too: longer than the gate waits for a body, for that
#: one says why it gives up.
LONGEST_REQUEST_S = 20.0
MOST_STRANGERS = 128
#: Between two parts of a film: a disk that wakes up, a film on a telephone at the cable.
LONGEST_FILM_SILENCE_S = 60.0


class Strangers:
    """The connections on which nobody has shown the cookie; the one that came first is first.

    Parameters
    ----------
    knows : callable
        Whether a request shows the cookie.
    brings_file : callable
        Whether a request brings a film; that takes as long as it takes.
    """

    def __init__(
        self, knows: Callable[[Scope], bool], brings_file: Callable[[Scope], bool]
    ) -> None:
        self.knows = knows
        self.brings_file = brings_file
        self._waiting: dict[WatchedProtocol, None] = {}

    def add(self, connection: WatchedProtocol) -> None:
        """Let one more wait; the one that has waited longest makes room."""
        self._waiting[connection] = None
        if len(self._waiting) > MOST_STRANGERS:
            longest = next(iter(self._waiting))
            self.remove(longest)
            longest.hang_up()

    def remove(self, connection: WatchedProtocol) -> None:
        """Forget a connection that has shown the cookie or is closed."""
        self._waiting.pop(connection, None)

    def __contains__(self, connection: WatchedProtocol) -> bool:
        """Whether nobody has shown the cookie on a connection."""
        return connection in self._waiting


class WatchedProtocol(H11Protocol):
    """A connection that is closed when it stays silent, or a request does not come to its end.

    The limits are on what is asked, not on the answer: a clip is sent as slowly as it is
    watched. A film that comes in is hung up on only when nothing more of it comes: its size is
    bounded, and who sends it has shown the cookie.
    """

    strangers: Strangers

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._limit: asyncio.TimerHandle | None = None
        self._request_begun = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first byte."""
        super().connection_made(transport)
        self._limit_to(LONGEST_SILENCE_S)
        self.strangers.add(self)

    def data_received(self, data: bytes) -> None:
        """Take in a part of a request; the time for the whole of it runs from the first part."""
        super().data_received(data)
        if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self._request_begun = False
            self._lift_limit()
        elif not self._request_begun:
            self._request_begun = True
            self._limit_to(LONGEST_REQUEST_S)
        if self in self.strangers and self.scope and self.strangers.knows(cast(Scope, self.scope)):
            self.strangers.remove(self)
        if self._request_begun and self not in self.strangers and self._brings_file():
            self._limit_to(LONGEST_FILM_SILENCE_S)

    def _brings_file(self) -> bool:
        return bool(self.scope and self.strangers.brings_file(cast(Scope, self.scope)))

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.strangers.remove(self)
        self._lift_limit()
        super().connection_lost(exc)

    def hang_up(self) -> None:
        """Close the connection at once, whatever is under way."""
        self.transport.abort()

    def _limit_to(self, seconds: float) -> None:
        self._lift_limit()
        self._limit = self.loop.call_later(seconds, self.hang_up)

    def _lift_limit(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None


def watched_protocol(
    knows: Callable[[Scope], bool], brings_file: Callable[[Scope], bool]
) -> type[WatchedProtocol]:
    """Return the protocol of one application's connections; see `Strangers`."""

    class Watched(WatchedProtocol):
        strangers = Strangers(knows, brings_file)

    return Watched
