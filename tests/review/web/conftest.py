"""One running application for all tests of a module, or one for a test alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.review_site import ReviewSite, running_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReviewSite]:
    with running_site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def tmp_path_site(tmp_path: Path) -> Iterator[ReviewSite]:
    with running_site(tmp_path) as running:
        yield running
