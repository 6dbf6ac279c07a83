"""Listing, fetching and verifying the pose models."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.cli.progress import showing_progress
from formcheck.errors import ModelError
from formcheck.pose.bundle import (
    ensure_bundle,
    fetch_bundle,
    list_bundles,
    verify_bundle,
)
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.pruned_bundle import prove_pruned, pruned_path
from formcheck.words import read_words, retell

_WORDS = read_words("formcheck.cli")
#: Who may have said why a model is used as it is: the note beside it keeps that in English.
_TELLERS = ("formcheck.words.errors", "formcheck.cli")


def print_models() -> None:
    """Print a table of the known models: state, size of the download, place."""
    statuses = list_bundles()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("model", "state", "download"):
        table.add_column(_WORDS.text(f"models.column.{name}"))
    for status in statuses:
        entry = status.entry
        state = _WORDS.text(f"models.state.{status.state}")
        size = _WORDS.text("models.size", megabytes=entry.size_mb)
        table.add_row(entry.variant, Text(state), Text(size))
    console = Console(highlight=False)
    console.print(table)
    for status in statuses:
        if status.state != "missing":
            at = _WORDS.text("models.at", model=status.entry.variant, path=status.path)
            console.print(Text(at), soft_wrap=True)
        if status.bundle and status.bundle.pruned:
            pruned = status.bundle.pruned
            at = _WORDS.text("models.pruned_at", model=status.entry.variant, path=pruned)
            console.print(Text(at), soft_wrap=True)
    if all(status.state == "missing" for status in statuses):
        console.print(Text(_WORDS.text("models.fetched_later")))


def fetch_model(variant: str) -> None:
    """Fetch a model unless a sound one is here already, with a progress bar."""
    status = verify_bundle(variant)
    if status.bundle:
        ensure_bundle(variant)
        print(_WORDS.text("models.here_already", model=variant, path=status.path))
        return
    with showing_progress(variant, video=False) as progress:
        bundle = fetch_bundle(variant, lambda share: progress("model", share))
    print(_WORDS.text("models.fetched", model=variant, path=bundle.path))


def verify_models() -> int:
    """Check every model that is here, and that its pruned form gives the same landmarks.

    Returns
    -------
    int
        The exit code: 5 if a model is damaged or none is here. A pruned form that differs is
        no failure, for the official model is used then.
    """
    present = [status for status in list_bundles() if status.state != "missing"]
    for status in present:
        print(_WORDS.text(f"models.verdict.{status.state}", model=status.entry.variant))
        print(f"  {status.path}\n  SHA-256 {status.sha256}")
        if status.bundle:
            print(f"  {_pruned_verdict(status.bundle)}")
    damaged = [status for status in present if status.state == "damaged"]
    if damaged:
        names = " ".join(status.entry.variant for status in damaged)
        print(_WORDS.text("models.mend", models=names), file=sys.stderr)
    if not present:
        print(_WORDS.text("models.none"), file=sys.stderr)
    return ModelError.exit_code if damaged or not present else 0


def _pruned_verdict(bundle: Bundle) -> str:
    """Prove the pruned form of a model on the whole sample clip, and say what came of it."""
    try:
        with showing_progress(bundle.variant, video=False) as progress:
            verdict = prove_pruned(bundle, progress=lambda share: progress("pose", share))
    except OSError as error:
        reason = error.strerror or _WORDS.text("models.pruned.not_writable")
        folder = pruned_path(bundle).parent
        return _WORDS.text("models.pruned.no_room", folder=folder, reason=reason)
    if verdict.refused:
        return _WORDS.text("models.pruned.refused", why=retell(verdict.refused, _TELLERS))
    same = _WORDS.text("models.pruned.same", pictures=verdict.pictures)
    return f"{same}\n  {pruned_path(bundle)}"
