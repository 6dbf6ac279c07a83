"""The secrets of one run of the application."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from dataclasses import dataclass, field


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Keys:
    """What a browser must know to be let in, made anew at each start.

    Attributes
    ----------
    token : str
        Stands in the printed address; exchanged for the cookie, and worth nothing after that.
    session : str
        Value of the cookie. Another secret than the token, so that an address
        somebody saw over a shoulder and a cookie never stand for each other.
    place : str
        First part of the path of every page. Browsers send a cookie to every port of a machine,
        thus also to what somebody else serves on it; but only under the path it belongs to,
        and this path nobody else can guess.
    """

    token: str = field(default_factory=_new_secret, repr=False)
    session: str = field(default_factory=_new_secret, repr=False)
    place: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    #: Taken when the token has been exchanged: whoever takes it first is let in.
    _exchanged: threading.Lock = field(
        default_factory=threading.Lock, init=False, repr=False, compare=False
    )

    @property
    def root(self) -> str:
        """The path that all pages lie under, as ``/PLACE``."""
        return f"/{self.place}"

    @property
    def cookie_name(self) -> str:
        """Name of the cookie; unknown to others, so that they can set none of the same name."""
        return f"formcheck_{self._derive(b'cookie')[:16]}"

    @property
    def form_token(self) -> str:
        """What every writing request must repeat; other pages cannot read it."""
        return self._derive(b"form")

    def is_token(self, offered: str) -> bool:
        """Whether this is the token, told in a time that does not depend on the answer."""
        return _same(offered, self.token)

    def exchange(self) -> bool:
        """Return whether the token may be exchanged for the cookie now: True once, then never."""
        return self._exchanged.acquire(blocking=False)

    def is_session(self, offered: str) -> bool:
        """Whether this is the value of the cookie."""
        return _same(offered, self.session)

    def is_inside(self, path: str) -> bool:
        """Whether a path lies under `root`."""
        return path.startswith("/") and _same(path[1:].partition("/")[0], self.place)

    def is_form_token(self, offered: str) -> bool:
        """Whether this is the token that writing requests repeat."""
        return _same(offered, self.form_token)

    def _derive(self, purpose: bytes) -> str:
        return hmac.new(self.session.encode(), purpose, hashlib.sha256).hexdigest()


def _same(offered: str, wanted: str) -> bool:
    return hmac.compare_digest(offered.encode("utf-8", "replace"), wanted.encode())
