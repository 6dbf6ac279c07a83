"""Pages that are made from the program say what the program says."""

from __future__ import annotations

import formcheck
from tests.docs import api_page, batch_tables
from tests.docs.pages import ROOT, read


def test_the_page_of_the_python_interface_is_up_to_date() -> None:
    page = read(ROOT / "docs" / "api.md")
    assert page == api_page.render(), "python -m tests.docs.api_page > docs/api.md"
    assert all(f"`{name}`" in page for name in formcheck.__all__ if not name.startswith("__"))


def test_the_page_of_the_batch_tables_is_up_to_date() -> None:
    page = read(ROOT / "docs" / "batch-tables.md")
    assert page == batch_tables.render(), "python -m tests.docs.batch_tables > docs/batch-tables.md"
