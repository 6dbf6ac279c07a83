"""Documents and requests for the fuzzing: what people, other programs and browsers hand over."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.fuzz import Kind
from tests.fuzz import documents
from tests.fuzz.requests import EVERY_KIND


def _adapt(kind: documents.Kind) -> Kind:
    def use(path: Path) -> bool:
        with tempfile.TemporaryDirectory(prefix="formcheck-fuzz-") as name:
            return kind.feed(path.read_bytes(), Path(name))

    return Kind(kind.name, ".bin", lambda _folder: kind.mutate, use)


KINDS = tuple(_adapt(kind) for kind in EVERY_KIND.values())
