"""Keeping pruned bundles: made once, proved, and noticed when damaged.

Beside each pruned file lies a note, ``.json``, with its checksum and the verdict
on it. Without a note that fits, nobody uses the file; so a file that another
process is just writing does no harm.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.pose.bundle_file import Bundle, file_sha256
from formcheck.pose.pruning import PRUNING_VERSION, UnprunableError, prune_bundle
from formcheck.pose.storage import pruned_models_folder, write_whole

# The person is found in the first picture and followed in the others.
_FIRST_LOOK_PICTURES = 8
_DIFFERENT = "other landmarks on this computer"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Verdict:
    """What is known of pruning a bundle.

    Attributes
    ----------
    refused : str
        Why the official bundle is used instead; empty if the pruned one is.
    pictures : int
        How many pictures were compared.
    """

    refused: str
    pictures: int


@dataclass(frozen=True)
class _Note:
    """What lies beside a pruned file; it holds for one version of each part."""

    pruning: int
    mediapipe: str
    pruned_sha256: str
    refused: str


def pruned_path(bundle: Bundle) -> Path:
    """Return the file that keeps the pruned form of a bundle; its name is the bundle's hash."""
    return pruned_models_folder() / f"{bundle.sha256}.task"


def with_kept_pruned(bundle: Bundle) -> Bundle:
    """Return a bundle with its pruned file if one is kept, sound and proved; nothing is made."""
    note = _read_note(bundle)
    if note is None or note.refused or not _is_whole(pruned_path(bundle), note):
        return bundle
    return replace(bundle, pruned=pruned_path(bundle))


def with_pruned(bundle: Bundle) -> Bundle:
    """Return a bundle with its pruned file, made and proved on a few pictures if need be.

    Whatever is in the way of that, the official bundle can be used as it is.

    Parameters
    ----------
    bundle : Bundle
        One that lacks its pruned file, or has it already.
    """
    if bundle.pruned is None:
        bundle = with_kept_pruned(bundle)
    note = _read_note(bundle)
    if bundle.pruned is not None or (note is not None and note.refused):
        return bundle
    try:
        prove_pruned(bundle, most_pictures=_FIRST_LOOK_PICTURES)
    except (FormcheckError, OSError) as error:
        _log.info("the pose model is used as it is: %s", error)
    return with_kept_pruned(bundle)


def prove_pruned(
    bundle: Bundle,
    most_pictures: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Verdict:
    """Make the pruned form of a bundle anew, compare the landmarks of both, keep the verdict.

    Parameters
    ----------
    bundle : Bundle
    most_pictures : int, optional
        See `compare_landmarks`.
    progress : callable, optional
        Called with the share that is done, 0 to 1.

    Raises
    ------
    OSError
        If the bundle cannot be read or the pruned one not be written.
    FormcheckError
        If the official bundle or the sample clip cannot be used.
    """
    path = pruned_path(bundle)
    try:
        pruned = prune_bundle(bundle.path.read_bytes())
    except UnprunableError as error:
        _write_note(bundle, b"", refused=str(error))
        path.unlink(missing_ok=True)
        return Verdict(str(error), 0)
    if not path.is_file() or file_sha256(path) != hashlib.sha256(pruned).hexdigest():
        write_whole(pruned, path)

    # The pose library takes a quarter of a second to load, and is needed for the proof only.
    from formcheck.pose.pruned_proof import compare_landmarks  # noqa: PLC0415

    proof = compare_landmarks(replace(bundle, pruned=path), most_pictures, progress)
    verdict = Verdict("" if proof.same else _DIFFERENT, proof.pictures)
    _write_note(bundle, pruned, refused=verdict.refused)
    if verdict.refused:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    return verdict


def _is_whole(path: Path, note: _Note) -> bool:
    try:
        return file_sha256(path) == note.pruned_sha256
    except OSError:
        return False


def _note_path(bundle: Bundle) -> Path:
    return pruned_path(bundle).with_suffix(".json")


def _read_note(bundle: Bundle) -> _Note | None:
    """Return the note on a bundle, None without one that holds here and now."""
    try:
        note = _Note(**json.loads(_note_path(bundle).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    current = (PRUNING_VERSION, _mediapipe_version())
    return note if (note.pruning, note.mediapipe) == current else None


def _write_note(bundle: Bundle, pruned: bytes, refused: str) -> None:
    digest = hashlib.sha256(pruned).hexdigest()
    note = _Note(PRUNING_VERSION, _mediapipe_version(), digest, refused)
    write_whole((json.dumps(asdict(note), indent=2) + "\n").encode(), _note_path(bundle))


def _mediapipe_version() -> str:
    try:
        return version("mediapipe")
    except PackageNotFoundError:
        # Looking for a model needs no MediaPipe.
        return ""
