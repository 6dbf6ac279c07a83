"""Fixtures that every part of the tests may need, and which tests take long."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from formcheck.errors import ModelError
from formcheck.pose.bundle import ensure_bundle
from formcheck.pose.bundle_file import Bundle

# How long one example takes says how busy the computer is, not whether the code is right.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# Tests read English, whatever the system speaks or whoever works here has chosen.
os.environ["FORMCHECK_LANGUAGE"] = "en"
# What is chosen in tests is kept elsewhere than where whoever works here has chosen.
_settings = TemporaryDirectory(prefix="formcheck-settings-")
os.environ["XDG_CONFIG_HOME"] = _settings.name

#: Whoever needs the pose model, clips of people, a browser, a screen or a rendered body takes long,
_SLOW_FIXTURES = {"bundle", "shared_dir", "browser", "display", "body_data"}
#: and so do whole commands, real clips, thousands of damaged files,
_SLOW_FOLDERS = {"accuracy", "e2e", "fuzz"}
#: and what waits for time to pass, draws whole clips or judges whole sets. Other tests are marked
#: where they stand.
_SLOW_FILES = {
    "cli/test_review.py",
    "exercises/test_interruptions.py",
    "exercises/test_invariance.py",
    "history/test_several_processes.py",
    "judge/streaming/test_absences.py",
    "judge/streaming/test_streaming_set.py",
    "live/flow/test_any_course.py",
    "live/test_capture.py",
    "live/test_journal.py",
    "live/test_run.py",
    "report/test_annotate.py",
    "review/web/test_connections.py",
    "sample_videos/test_independence.py",
    "test_dependencies.py",
    "video/sources/test_paced_file.py",
    "video/sources/test_pump.py",
    "video/test_sound.py",
}


#: So begins the reason of a live test that was passed over; see `tests.e2e.live_session`.
_TOO_BUSY = "too much else runs here"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count the live tests that a busy machine could not decide: they prove nothing here."""
    skipped = terminalreporter.stats.get("skipped", [])
    names = [report.nodeid for report in skipped if _TOO_BUSY in str(report.longrepr)]
    if names:
        terminalreporter.section("not decided", yellow=True)
        terminalreporter.line(f"{len(names)} live tests: the machine was too busy for them")
        for name in names:
            terminalreporter.line(f"  {name}")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark that the order of the tests heeds."""
    config.addinivalue_line("markers", "alone: runs in real time; no other test may run beside it")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what takes long by what it needs or by where it stands."""
    here = Path(__file__).parent
    for item in items:
        needs = set(getattr(item, "fixturenames", ()))
        place = item.path.relative_to(here)
        stands = place.parts[0] in _SLOW_FOLDERS or place.as_posix() in _SLOW_FILES
        if needs & _SLOW_FIXTURES or stands:
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(tryfirst=True, hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let a test that is marked `alone` run alone; waiting does not count as its time."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    from tests.support.turns import turn  # noqa: PLC0415  not every system has such locks

    # Each worker has a folder of its own in one that they share.
    shared = item.config._tmp_path_factory.getbasetemp().parent
    with turn(shared, alone=item.get_closest_marker("alone") is not None):
        yield


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Folder with clips that are not part of the project, named by FORMCHECK_SHARED."""
    named = os.environ.get("FORMCHECK_SHARED")
    if not named or not Path(named).is_dir():
        pytest.skip("FORMCHECK_SHARED names no folder with clips")
    return Path(named)


@pytest.fixture(scope="session")
def bundle() -> Bundle:
    """Return the full pose model, fetched into the user's cache if it is not there yet."""
    try:
        return ensure_bundle()
    except ModelError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"the pose model cannot be had: {error.message}")
