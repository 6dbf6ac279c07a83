"""``formcheck exchange`` without a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.cli.exchange_run import (
    look_into_folders,
    make_file,
    print_exchanges,
    take_all,
    take_in_given_plan,
)
from formcheck.errors import PassphraseError, UnknownRecordError, UsageError
from formcheck.history.store import Store
from tests.support.exchange import PASSPHRASE, TwoSides, two_sides
from tests.support.history import add_set

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[TwoSides]:
    with two_sides(tmp_path) as both:
        yield both


def test_there_and_back_by_commands(sides: TwoSides, tmp_path: Path, capsys: Printed) -> None:
    make_file("plan", "A-1047", tmp_path, sides.clinic.path)
    (plan,) = tmp_path.glob("plan-*.formcheck")
    assert f"Written: {plan}" in capsys.readouterr().out
    fresh = tmp_path / "fresh" / "history.sqlite3"
    assert take_all([plan], None, fresh, trust_new_key=False) == 0
    assert "Your plan is now version 1." in capsys.readouterr().out
    make_file("report", None, tmp_path, fresh)
    (report,) = tmp_path.glob("report-*.formcheck")
    assert take_all([report, report], None, sides.clinic.path, trust_new_key=False) == 0
    assert "taken in before" in capsys.readouterr().out
    print_exchanges(sides.clinic.path)
    assert "A-1047: key of the other side" in capsys.readouterr().out


def test_a_report_of_nothing_is_not_made(sides: TwoSides, tmp_path: Path) -> None:
    empty, out = tmp_path / "empty" / "history.sqlite3", tmp_path / "out"
    out.mkdir()
    with pytest.raises(UsageError, match="nothing to tell yet"):
        make_file("report", None, out, empty)
    with Store.open(empty) as store:
        me = store.patients.add("Me")
        with pytest.raises(UsageError, match="nothing to tell yet") as caught:
            make_file("report", None, out, empty)
        assert caught.value.exit_code == 2
        assert caught.value.hint
        assert list(out.iterdir()) == []
        # A word alone is something to tell.
        store.messages.write(me.id, "patient", "Hello")
        make_file("report", None, out, empty)
    assert len(list(out.iterdir())) == 1


def test_one_that_is_refused_stops_no_other(
    sides: TwoSides, tmp_path: Path, capsys: Printed
) -> None:
    sides.hand_over_plan()
    add_set(sides.home, sides.me.id)
    wrong = tmp_path / "letter.formcheck"
    wrong.write_bytes(b"Dear therapist")
    files = [wrong, sides.report_file()]
    assert take_all(files, None, sides.clinic.path, trust_new_key=False) == 3
    told = capsys.readouterr()
    assert told.err.startswith("Error: “letter.formcheck” is no plan file and no report file")
    assert "1 set was added." in told.out


def test_the_passphrase_comes_from_the_environment(
    sides: TwoSides, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides.clinic.links.set_passphrase(sides.patient.id, PASSPHRASE)
    path, store = sides.plan_file(), sides.home.path
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert take_all([path], None, store, trust_new_key=False) == PassphraseError.exit_code
    monkeypatch.setenv("FORMCHECK_PASSPHRASE", PASSPHRASE)
    assert take_all([path], None, store, trust_new_key=False) == 0


def test_live_takes_a_plan_file_in_first(sides: TwoSides, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh" / "history.sqlite3"
    path = sides.plan_file()
    assert take_in_given_plan(path, None, fresh) == (None, "Me")
    assert take_in_given_plan(path, None, fresh) == (None, "Me")
    toml = tmp_path / "plan.toml"
    toml.write_text("")
    assert take_in_given_plan(toml, "A", fresh) == (toml, "A")
    assert take_in_given_plan(None, None, fresh) == (None, None)


def test_the_shared_folders_are_looked_into(
    sides: TwoSides, tmp_path: Path, capsys: Printed
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    sides.hand_over_plan()
    sides.clinic.links.set_folder(sides.patient.id, shared)
    assert look_into_folders(sides.clinic.path) == 0
    assert "nothing new" in capsys.readouterr().out
    make_file("report", "Me", shared, sides.home.path)
    assert look_into_folders(sides.clinic.path) == 0
    assert "For: A-1047" in capsys.readouterr().out


def test_it_must_be_said_whose(sides: TwoSides, tmp_path: Path) -> None:
    with pytest.raises(UnknownRecordError):
        make_file("plan", "nobody", tmp_path, sides.clinic.path)
    sides.clinic.patients.add("B-2")
    with pytest.raises(UsageError, match="whose report"):
        make_file("report", None, tmp_path, sides.clinic.path)
