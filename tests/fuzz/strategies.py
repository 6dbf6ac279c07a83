"""Hypothesis strategies for damaged files: it looks for the smallest that is not coped with."""

from __future__ import annotations

from hypothesis import strategies as st

from benchmarks.fuzz_clips import damage_bytes
from tests.fuzz.documents import Kind


def damaged(kind: Kind) -> st.SearchStrategy[bytes]:
    """Return damaged documents of a kind, the least damaged first."""
    return st.randoms(use_true_random=False).map(kind.mutate)


def damaged_clips(sound: bytes) -> st.SearchStrategy[bytes]:
    """Return damaged copies of a clip."""
    return st.randoms(use_true_random=False).map(lambda chance: damage_bytes(sound, chance))
