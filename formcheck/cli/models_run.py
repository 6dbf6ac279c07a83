"""Listing, fetching and verifying the pose models."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.cli.progress import showing_progress
from formcheck.errors import ModelError
from formcheck.pose.bundle import BundleStatus, fetch_bundle, list_bundles, verify_bundle

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
    if all(status.state == "missing" for status in statuses):
        console.print("The model “full” is fetched at the first “formcheck score”.")


def fetch_model(variant: str) -> None:
    """Fetch a model unless a sound one is here already, with a progress bar."""
    status = verify_bundle(variant)
    if status.state in ("ready", "unknown"):
        print(f"The model {variant} is here already: {status.path}")
        return
    with showing_progress(variant, video=False) as progress:
        bundle = fetch_bundle(variant, lambda share: progress("model", share))
    print(f"The model {variant} is ready: {bundle.path}")


def verify_models() -> int:
    """Check every model that is here; return the exit code, 5 if one is damaged or none is here."""
    present = [status for status in list_bundles() if status.state != "missing"]
    for status in present:
        print(f"{status.entry.variant}: {_verdict(status)}")
        print(f"  {status.path}\n  SHA-256 {status.sha256}")
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
