"""Two users of one machine: the second reads nothing of the first's patients.

Whoever runs the tests is the first; becoming somebody else takes root, so they are passed over
without it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from formcheck.history.store import Store
from formcheck.live.backroom import new_recording
from formcheck.live.recording import CLEAN_NAME
from formcheck.live.remembered import Remembered, remember
from formcheck.live.saving import save_set
from formcheck.review.web.routes import exports
from tests.e2e.command import Command
from tests.e2e.reviewing import read_entrance
from tests.support.clips import brightness_ramp, write_clip
from tests.support.history import add_set, make_landmarks
from tests.support.live import PERFORMED_AT, finished_set
from tests.support.review_site import running_site
from tests.support.scoring import MODEL

#: Nobody has this number: no right comes with it.
_SECOND = 54_321
_TOOLS = ("find", "ps", "cat", "sh")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0 or not all(map(shutil.which, _TOOLS)),
        reason="becoming another user takes root, on Linux",
    ),
]


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the first user's home, which everybody may enter, as on many machines."""
    mask = os.umask(0o022)
    folder = Path(tempfile.mkdtemp(prefix="formcheck-users-"))
    folder.chmod(0o755)
    scratch = folder / "tmp"
    scratch.mkdir()
    scratch.chmod(0o1777)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    for name in ("FORMCHECK_STORE", "FORMCHECK_CACHE", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    yield folder
    os.umask(mask)
    shutil.rmtree(folder)


def _as_second(*command: str | Path) -> str:
    """Return what a command of the second user prints."""
    done = subprocess.run(
        command,
        cwd="/",
        user=_SECOND,
        group=_SECOND,
        extra_groups=[],
        capture_output=True,
        check=False,
    )
    return done.stdout.decode(errors="replace")


def _readable(folder: Path) -> list[str]:
    """Return the files below a folder that the second user can read, by name."""
    found = _as_second("find", folder, "!", "-type", "d", "-readable")
    return sorted(found.splitlines())


def _all_files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_the_second_user_would_see_what_is_not_kept_from_them(home: Path) -> None:
    (home / "open.txt").write_text("x")
    assert _readable(home) == [str(home / "open.txt")]


def test_store_cache_backups_and_what_is_remembered(
    home: Path, formcheck: Command, short_clip: Path
) -> None:
    environment = {**formcheck.environment, "HOME": str(home), "TMPDIR": str(home / "tmp")}
    del environment["FORMCHECK_CACHE"]
    command = replace(formcheck, environment=environment)
    scored = command.run("score", short_clip, "-e", "press-up", "--no-video", "--patient", "A")
    assert scored.exit_code == 0, scored.stderr
    imported = command.run("import", "formcheck-results", "--patient", "B")
    assert imported.exit_code == 0, imported.stderr
    assert remember(Remembered(range_before={"prone_press_up": 40.0}))
    made = _all_files(home)
    assert {"history.sqlite3", "result.json", "set.json", "landmarks.npz", "live.json"} <= made
    assert any(name.startswith("history.backup-") for name in made)
    assert len([name for name in made if name.endswith(".npz")]) >= 2, "the cache has its own"
    # The pose model says nothing of anybody.
    model = str(home / ".cache" / "formcheck" / "models")
    assert [path for path in _readable(home) if not path.startswith(model)] == []


def test_journals_and_files_of_a_history_that_is_being_written(home: Path) -> None:
    with Store.open() as store:
        add_set(store, store.patients.add("A").id, landmarks=make_landmarks())
        with store._database.writing() as connection:
            connection.execute("UPDATE patients SET label = 'B'")
            assert {"history.sqlite3-wal", "history.sqlite3-shm"} <= _all_files(home)
            assert _readable(home) == []


def test_films_and_sets_of_a_live_session(home: Path) -> None:
    out = home / "formcheck-live"
    recording = new_recording(out, lambda _words: None)
    film = write_clip(recording.folder / CLEAN_NAME, brightness_ramp(), 10, rate=10)
    assert _readable(home) == [], "while it is filmed"
    save_set(finished_set(), out=out, performed_at=PERFORMED_AT, model=MODEL, film=film)
    assert {CLEAN_NAME, "landmarks.npz", "result.json", "report.html"} <= _all_files(out)
    assert _readable(home) == []


def test_files_that_are_made_for_a_download(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[set[str], list[str]]] = []
    write_bundle = exports.write_bundle

    def write_and_look(*given: object) -> None:
        write_bundle(*given)  # type: ignore[arg-type]
        seen.append((_all_files(home / "tmp"), _readable(home / "tmp")))

    monkeypatch.setattr(exports, "write_bundle", write_and_look)
    private = Path(tempfile.mkdtemp())
    with running_site(private) as site:
        path = f"/sets/{site.set_id}/share"
        shared = site.therapist.post_form(path, {"clip": "figure", "job": ""})
    assert shared.status == 200
    ((made, readable),) = seen
    assert any(name.endswith(".zip") for name in made)
    assert readable == []


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _written(path: Path, process: subprocess.Popen[str]) -> str:
    """Return what a file holds as soon as it holds a line."""
    while not _text(path).endswith("\n"):
        assert process.poll() is None
        time.sleep(0.02)
    return _text(path)


def test_the_way_into_the_pages_is_not_told_by_processes_or_files(
    home: Path, formcheck: Command
) -> None:
    browser = home / "browser"
    browser.write_text('#!/bin/sh\necho $$ "$@" > "$HOME/opened"\nexec sleep 60\n')
    browser.chmod(0o755)
    environment = {
        **formcheck.environment,
        **{"HOME": str(home), "TMPDIR": str(home / "tmp"), "BROWSER": f"{browser} %s"},
        "DISPLAY": ":99",
    }
    process = replace(formcheck, environment=environment).start("review")
    try:
        address = urlsplit(read_entrance(process))
        (token,) = parse_qs(address.query)["token"]
        opened = _written(home / "opened", process)
        assert token not in opened
        processes = _as_second("ps", "-eww", "-o", "args")
        assert "formcheck review" in processes or "formcheck" in processes
        told = _as_second("sh", "-c", f"cat /proc/{process.pid}/environ /proc/{process.pid}/fd/*")
        door = re.search(r"file://(\S+)", opened)
        assert door is not None
        assert Path(door[1]).exists()
        for words in (processes, told, _as_second("cat", door[1])):
            assert token not in words
        assert _as_second("cat", door[1]) == ""
        # Without the token the port lets nobody in, whoever asks.
        left = {str(browser), str(home / "opened")}
        assert set(_readable(home)) <= left
    finally:
        process.send_signal(signal.SIGINT)
        # It holds what the command prints open; nobody waits until it ends by itself.
        if opened := _text(home / "opened"):
            os.kill(int(opened.split()[0]), signal.SIGTERM)
        process.communicate(timeout=60)
