"""The secrets of one run of the application."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Keys:
    """What a browser must know to be let in, made anew at each start.

    Attributes
    ----------
    token : str
        Stands in the printed address; exchanged once for the cookie.
    session : str
        Value of the cookie. Another secret than the token, so that an address
        somebody saw over a shoulder and a cookie never stand for each other.
    """

    token: str = field(default_factory=_new_secret, repr=False)
    session: str = field(default_factory=_new_secret, repr=False)

    @property
    def form_token(self) -> str:
        """What every writing request must repeat; other pages cannot read it."""
        return hmac.new(self.session.encode(), b"form", hashlib.sha256).hexdigest()

    def is_token(self, offered: str) -> bool:
        """Whether this is the token, told in a time that does not depend on the answer."""
        return _same(offered, self.token)

    def is_session(self, offered: str) -> bool:
        """Whether this is the value of the cookie."""
        return _same(offered, self.session)

    def is_form_token(self, offered: str) -> bool:
        """Whether this is the token that writing requests repeat."""
        return _same(offered, self.form_token)


def _same(offered: str, wanted: str) -> bool:
    return hmac.compare_digest(offered.encode("utf-8", "replace"), wanted.encode())
