"""The clinical specification's criteria of every fault, applied to true signals.

Written apart from formcheck's own rules on purpose: they are what those are
measured against.
"""

from .claim import Claim
from .registry import CRITERIA, find_session_claims

__all__ = ["CRITERIA", "Claim", "find_session_claims"]
