"""Listening on this machine, and on nothing else."""

from __future__ import annotations

import socket

import uvicorn

from formcheck.errors import UsageError
from formcheck.history.store import Store
from formcheck.review.web.application import create_application
from formcheck.review.web.connections import watched_protocol
from formcheck.review.web.gate import LARGEST_HEADERS_BYTES
from formcheck.review.web.keys import Keys

HOST = "127.0.0.1"
DEFAULT_PORT = 8765
#: Connections that are taken in one turn: far fewer than may wait at the door, so that each has
#: its first request read before newer ones push it out.
_BACKLOG = 32


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


def make_server(
    store: Store, keys: Keys, port: int, *, show_traces: bool = False
) -> uvicorn.Server:
    """Return a server that answers requests for the application.

    Parameters
    ----------
    store : Store
    keys : Keys
    port : int
        Of the socket that it will run on.
    show_traces : bool
        Whether an unexpected error is also written to standard error.
    """
    application = create_application(store, keys, port)
    config = uvicorn.Config(
        application,
        # Nothing is logged of requests: addresses hold the token.
        access_log=False,
        log_level="warning" if show_traces else "critical",
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="off",
        http=watched_protocol(application.knows),
        h11_max_incomplete_event_size=LARGEST_HEADERS_BYTES,
        backlog=_BACKLOG,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=2,
    )
    return uvicorn.Server(config)


def serve(store: Store, keys: Keys, listening: socket.socket, *, show_traces: bool = False) -> None:
    """Answer requests until the program is stopped; see `make_server`."""
    port = listening.getsockname()[1]
    make_server(store, keys, port, show_traces=show_traces).run(sockets=[listening])
