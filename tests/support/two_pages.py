"""The pages of a therapist and of a home, both running, as two people would have them open."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from formcheck.history.store import Store
from formcheck.review.web.keys import Keys
from formcheck.review.web.server import HOME, HOST, ReviewServer, listen, make_server
from tests.support.review_site import Visitor, let_in


@dataclass(frozen=True)
class OpenPages:
    """Running pages of a history, and whoever has them open."""

    store: Store
    server: ReviewServer
    keys: Keys
    port: int

    @property
    def entrance(self) -> str:
        """The address that opens them once."""
        return f"http://{HOST}:{self.port}/enter?token={self.keys.token}"

    def address(self, path: str) -> str:
        """Return the address of a page."""
        return f"http://{HOST}:{self.port}{self.keys.root}{path}"

    @property
    def visitor(self) -> Visitor:
        """A browser that was let in, and sends what our own pages send."""
        return let_in(self.port, self.keys)


@contextmanager
def open_pages(folder: Path, file: Path | None = None) -> Iterator[OpenPages]:
    """Give the running pages of a history, new or not, in a folder."""
    with Store.open(folder / "history.sqlite3") as store:
        listening, keys = listen(0), Keys()
        port = listening.getsockname()[1]
        server = make_server(store, keys, port, first_page=HOME, file=file)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.01)
            yield OpenPages(store, server, keys, port)
        finally:
            server.should_exit = True
            thread.join()
            listening.close()
