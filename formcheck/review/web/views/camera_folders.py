"""Folders in which telephones and cameras usually leave their films."""

from __future__ import annotations

from pathlib import Path

#: Inside the user's own folder, as the synchronising programs make them.
_USUAL = (
    "Pictures/Camera Roll",
    "OneDrive/Pictures/Camera Roll",
    "Dropbox/Camera Uploads",
    "Nextcloud/InstantUpload/Camera",
    "Nextcloud/InstantUpload",
    "Nextcloud/Photos",
    "ownCloud/InstantUpload",
    "Google Drive/Camera",
    "Camera",
    "DCIM",
    "Syncthing/Camera",
    "Sync/Camera",
    "Videos",
    "Movies",
    "Downloads",
)


def find_camera_folders(home: Path) -> list[str]:
    """Return those that are there."""
    return [str(home / place) for place in _USUAL if (home / place).is_dir()]
