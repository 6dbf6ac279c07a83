from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from formcheck.pose.storage import templates_folder
from formcheck.report import html
from formcheck.report.templates import KeptTemplates, make_environment
from tests.support.scored import make_scored

_PACKAGE = "formcheck.report.page"


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "user")


def _compiled(monkeypatch: pytest.MonkeyPatch, **options: bool) -> list[str]:
    """Return the templates that a new program makes into code, of one that it uses."""
    made: list[str] = []
    compile_one = jinja2.Environment.compile

    def note(self: jinja2.Environment, source: str, name: str, filename: str) -> object:
        made.append(name)
        return compile_one(self, source, name, filename)

    with monkeypatch.context() as patch:
        patch.setattr(jinja2.Environment, "compile", note)
        environment = make_environment(_PACKAGE, {})
        for option, value in options.items():
            setattr(environment, option, value)
        environment.bytecode_cache = KeptTemplates(environment)
        environment.get_template("macros.html")
    return made


def test_the_next_program_takes_the_code_that_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _compiled(monkeypatch) == ["macros.html"]
    assert _compiled(monkeypatch) == []


def test_code_that_was_made_otherwise_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    _compiled(monkeypatch)
    assert _compiled(monkeypatch, trim_blocks=False) == ["macros.html"]


@pytest.mark.parametrize("at", [0, 40, 200, -1])
def test_damaged_code_is_made_anew(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    _compiled(monkeypatch)
    (kept,) = templates_folder().iterdir()
    damaged = bytearray(kept.read_bytes())
    damaged[at] ^= 0xFF
    kept.write_bytes(damaged)
    assert _compiled(monkeypatch) == ["macros.html"]
    assert _compiled(monkeypatch) == []


def test_code_that_was_cut_short_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    _compiled(monkeypatch)
    (kept,) = templates_folder().iterdir()
    kept.write_bytes(b"")
    assert _compiled(monkeypatch) == ["macros.html"]


def test_nobody_else_may_write_where_code_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    _compiled(monkeypatch)
    (kept,) = templates_folder().iterdir()
    assert templates_folder().stat().st_mode & 0o077 == 0
    assert kept.stat().st_mode & 0o077 == 0


def test_a_page_needs_no_place_to_keep_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "user").write_text("a file is in the way of the folder", encoding="utf-8")
    assert _compiled(monkeypatch) == ["macros.html"]
    assert _compiled(monkeypatch) == ["macros.html"]


def test_kept_code_gives_the_same_page(monkeypatch: pytest.MonkeyPatch) -> None:
    # As in programs of their own: each makes an environment anew.
    monkeypatch.setattr(html, "_environment", html._environment.__wrapped__)
    first = html.render_page(make_scored())
    assert any(templates_folder().iterdir())
    assert html.render_page(make_scored()) == first
