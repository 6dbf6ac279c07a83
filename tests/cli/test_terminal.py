from __future__ import annotations

import io
import sys

import pytest

from formcheck.cli.terminal import prepare_streams


def test_what_the_encoding_lacks_is_written_in_plain_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    prepare_streams()
    sys.stdout.write("“47°” – 2 × 3 s… 體 \udcff")
    sys.stdout.flush()
    assert raw.getvalue() == b'"47 degrees" - 2 x 3 s... ? ?'


def test_what_the_encoding_knows_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="utf-8"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    prepare_streams()
    sys.stdout.write("“47°” 體 \udcff")
    sys.stdout.flush()
    assert raw.getvalue().decode() == "“47°” 體 ?"
