"""The manifest of pose models: which bundles exist, where they come from, their hashes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from formcheck.errors import UsageError


@dataclass(frozen=True)
class WheelSource:
    """A wheel on PyPI that carries the two networks of a bundle, and their hashes."""

    requirement: str
    platform: str
    python_version: str
    size_mb: int
    bundle_sha256: str
    detector_path: str
    detector_sha256: str
    landmarks_path: str
    landmarks_sha256: str


@dataclass(frozen=True)
class ModelEntry:
    """One variant of the pose model.

    Attributes
    ----------
    variant : str
        ``lite``, ``full`` or ``heavy``.
    publisher, version, licence : str
        Who made it, which release, under what terms.
    address : str
        Official download address.
    size_mb : int
        Size of the download, megabytes, rounded.
    sha256 : str
        Hash of the file at that address.
    wheel : WheelSource or None
        Where else it can be had.
    """

    variant: str
    publisher: str
    version: str
    licence: str
    address: str
    size_mb: int
    sha256: str
    wheel: WheelSource | None

    @property
    def file_name(self) -> str:
        """Name of the bundle's file, the same everywhere."""
        return f"pose_landmarker_{self.variant}.task"

    @property
    def known_hashes(self) -> frozenset[str]:
        """Hashes of the bundles that formcheck vouches for."""
        packed = {self.wheel.bundle_sha256} if self.wheel else set()
        return frozenset({self.sha256, *packed})


@cache
def model_entries() -> dict[str, ModelEntry]:
    """Return every known variant by name, smallest first."""
    text = resources.files("formcheck.pose").joinpath("models.toml").read_text(encoding="utf-8")
    manifest = tomllib.loads(text)
    return {
        variant: ModelEntry(
            variant=variant,
            publisher=manifest["publisher"],
            version=manifest["version"],
            licence=manifest["licence"],
            address=entry["address"],
            size_mb=entry["size_mb"],
            sha256=entry["sha256"],
            wheel=WheelSource(**entry["wheel"]) if "wheel" in entry else None,
        )
        for variant, entry in manifest["variants"].items()
    }


def model_entry(variant: str) -> ModelEntry:
    """Return one variant.

    Raises
    ------
    UsageError
        If there is no such variant.
    """
    entries = model_entries()
    if variant not in entries:
        raise UsageError(
            f"There is no pose model “{variant}”.", f"Choose one of: {', '.join(entries)}."
        )
    return entries[variant]
