"""Listening on this machine, and on nothing else."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from pathlib import Path

import uvicorn

from formcheck.errors import UsageError
from formcheck.history.store import Store
from formcheck.review.web.application import create_application
from formcheck.review.web.connections import watched_protocol
from formcheck.review.web.gate import LARGEST_HEADERS_BYTES, Gate
from formcheck.review.web.keys import Keys
from formcheck.review.web.site import Site

HOST = "127.0.0.1"
DEFAULT_PORT = 8765
#: The pages that the entrance can lead to.
PATIENTS, HOME = "/", "/home"
#: Where a file is taken in that the program was opened with.
_FILE_PAGE = "/letters/given"
#: Connections that are taken in one turn: far fewer than may wait at the door, so that each has
#: its first request read before newer ones push it out.
_BACKLOG = 32
_LOOK_EVERY_TICKS = 50
_LEAVE_AFTER_S = 1.5


def listen(port: int | None) -> socket.socket:
    """Return a socket that listens on the loopback address.

    Parameters
    ----------
    port : int or None
        None takes the usual one, or any that is free if that is taken.

    Raises
    ------
    UsageError
        The port that was asked for is taken.
    """
    wanted = [DEFAULT_PORT, 0] if port is None else [port]
    for number in wanted:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            # Lets a port be used again at once after the application ended; on Windows the
            # same option would let another program share it.
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((HOST, number))
            listening.listen(_BACKLOG)
            return listening
        except OSError:
            listening.close()
    raise UsageError(
        f"Port {port} is in use or may not be used.",
        "Leave --port out, or choose another number from 1024 to 65535.",
    )


def address_of(listening: socket.socket, keys: Keys) -> str:
    """Return the address to open, with the token in it."""
    return f"http://{HOST}:{listening.getsockname()[1]}/enter?token={keys.token}"


class ReviewServer(uvicorn.Server):
    """A server that ends what its application has started beside it.

    Parameters
    ----------
    config : uvicorn.Config
    gate : Gate
    site : Site
    idle_end_s : float or None
        Ends by itself when no page has asked for anything for so long and no film is being
        scored; None waits for ever.
    """

    def __init__(
        self, config: uvicorn.Config, gate: Gate, site: Site, idle_end_s: float | None
    ) -> None:
        super().__init__(config)
        self._gate = gate
        self.site = site
        self.idle_end_s = idle_end_s
        site.leave = self._leave

    async def on_tick(self, counter: int) -> bool:
        """Look now and then whether anybody is still there; called ten times a second."""
        if counter % _LOOK_EVERY_TICKS == 0 and self.is_left_alone():
            self.should_exit = True
        return await super().on_tick(counter)

    def is_left_alone(self) -> bool:
        """Whether nobody has asked for anything for too long, and no film is being scored."""
        if self.idle_end_s is None:
            return False
        idle_s = time.monotonic() - self._gate.asked_s
        return idle_s >= self.idle_end_s and not self.site.worker.is_busy()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the connections, then the worker."""
        await super().shutdown(sockets)
        await asyncio.to_thread(self.site.close)

    def start_working(self) -> None:
        """Go on with films that an earlier run left, and look into watched and shared folders."""
        self.site.worker.wake_if_needed()
        self.site.letterboxes.wake_if_needed()

    def _leave(self) -> None:
        # The page that says so asks for its looks yet.
        timer = threading.Timer(_LEAVE_AFTER_S, self._exit)
        timer.daemon = True
        timer.start()

    def _exit(self) -> None:
        self.should_exit = True


def make_server(
    store: Store,
    keys: Keys,
    port: int,
    *,
    first_page: str = PATIENTS,
    idle_end_s: float | None = None,
    show_traces: bool = False,
    file: Path | None = None,
) -> ReviewServer:
    """Return a server that answers requests for the application.

    Parameters
    ----------
    store : Store
    keys : Keys
    port : int
        Of the socket that it will run on.
    first_page : str
        Where the entrance leads: `PATIENTS` or `HOME`.
    idle_end_s : float, optional
        See `ReviewServer`.
    show_traces : bool
        Whether an unexpected error is also written to standard error.
    file : Path, optional
        Of the other side: the entrance leads to where it is taken in.
    """
    if file is not None:
        file, first_page = file.absolute(), _FILE_PAGE
    site = Site(store, keys, port, first_page, file)
    application = create_application(site)
    config = uvicorn.Config(
        application,
        # Nothing is logged of requests: addresses hold the token.
        access_log=False,
        log_level="warning" if show_traces else "critical",
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="off",
        http=watched_protocol(application.knows, application.brings_file),
        h11_max_incomplete_event_size=LARGEST_HEADERS_BYTES,
        backlog=_BACKLOG,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=2,
    )
    return ReviewServer(config, application, site, idle_end_s)


def serve(server: ReviewServer, listening: socket.socket) -> None:
    """Answer requests until the program is stopped, or left."""
    server.run(sockets=[listening])
