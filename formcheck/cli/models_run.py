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
    Bundle,
    BundleStatus,
    ensure_bundle,
    fetch_bundle,
    list_bundles,
    verify_bundle,
)
from formcheck.pose.pruned_bundle import prove_pruned, pruned_path

_STATES = {
    "ready": "ready",
    "unknown": "ready, of unknown origin",
    "damaged": "damaged",
    "missing": "not here yet",
}


def print_models() -> None:
    """Print a table of the known models: state, size of the download, place."""
    statuses = list_bundles()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("model", "on this computer", "download"):
        table.add_column(heading)
    for status in statuses:
        entry = status.entry
        table.add_row(entry.variant, _STATES[status.state], Text(f"{entry.size_mb} MB"))
    console = Console(highlight=False)
    console.print(table)
    for status in statuses:
        if status.state != "missing":
            console.print(Text(f"{status.entry.variant}: {status.path}"), soft_wrap=True)
        if status.bundle and status.bundle.pruned:
            said = f"{status.entry.variant}, without its mask: {status.bundle.pruned}"
            console.print(Text(said), soft_wrap=True)
    if all(status.state == "missing" for status in statuses):
        console.print("The model “full” is fetched at the first “formcheck score”.")


def fetch_model(variant: str) -> None:
    """Fetch a model unless a sound one is here already, with a progress bar."""
    status = verify_bundle(variant)
    if status.bundle:
        ensure_bundle(variant)
        print(f"The model {variant} is here already: {status.path}")
        return
    with showing_progress(variant, video=False) as progress:
        bundle = fetch_bundle(variant, lambda share: progress("model", share))
    print(f"The model {variant} is ready: {bundle.path}")


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
        print(f"{status.entry.variant}: {_verdict(status)}")
        print(f"  {status.path}\n  SHA-256 {status.sha256}")
        if status.bundle:
            print(f"  {_pruned_verdict(status.bundle)}")
    damaged = [status for status in present if status.state == "damaged"]
    if damaged:
        names = " ".join(status.entry.variant for status in damaged)
        print(f"Mend it with: formcheck models fetch {names}", file=sys.stderr)
    if not present:
        print("No model is here yet: formcheck models fetch", file=sys.stderr)
    return ModelError.exit_code if damaged or not present else 0


def _verdict(status: BundleStatus) -> str:
    if status.state == "ready":
        return "sound, the checksum is right"
    if status.state == "unknown":
        return "sound, but not one of the files that formcheck knows"
    return "damaged"


def _pruned_verdict(bundle: Bundle) -> str:
    """Prove the pruned form of a model on the whole sample clip, and say what came of it."""
    try:
        with showing_progress(bundle.variant, video=False) as progress:
            verdict = prove_pruned(bundle, progress=lambda share: progress("pose", share))
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        return (
            f"used as it is: no pruned form can be kept in {pruned_path(bundle).parent} ({reason})"
        )
    if verdict.refused:
        return f"used as it is, and not without its mask: {verdict.refused}"
    return (
        f"without its mask it gives the same landmarks, to the last bit, "
        f"in all {verdict.pictures} pictures of a sample; so it is used:\n  {pruned_path(bundle)}"
    )
