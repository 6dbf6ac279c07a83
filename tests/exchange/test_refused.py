"""Files that are not taken in: each is told in a clear line, and nothing is changed."""

from __future__ import annotations

import io
import json
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from formcheck.errors import (
    DiskFullError,
    ExchangeFileError,
    ForeignFileError,
    FormcheckError,
    HalfFileError,
    PassphraseError,
)
from formcheck.exchange import unpacking
from formcheck.exchange.keys import OwnKey
from formcheck.exchange.making import make_plan_file
from formcheck.exchange.manifest import SIGNED_BEFORE
from formcheck.history.store import Store
from formcheck.plan.model import Plan
from tests.support.exchange import PASSPHRASE, TwoSides, everything, files_of, rewrite
from tests.support.history import add_set, make_result


def _refused(
    sides: TwoSides, path: Path, kind: type[FormcheckError], words: str, **asked: object
) -> FormcheckError:
    """Hand a report file to the therapist and return how it is refused."""
    before, files = everything(sides.clinic), files_of(sides.clinic)
    with pytest.raises(kind, match=words) as caught:
        sides.take_at_clinic(path, **asked)
    assert (everything(sides.clinic), files_of(sides.clinic)) == (before, files)
    assert "\n" not in caught.value.message
    assert "Nothing was changed." in caught.value.hint
    return caught.value


@pytest.fixture
def report(sides: TwoSides) -> Path:
    """Return a report file with a set and a message."""
    sides.hand_over_plan()
    add_set(sides.home, sides.me.id)
    sides.home.messages.write(sides.me.id, "patient", "May I bend?")
    return sides.report_file()


@pytest.fixture
def locked(sides: TwoSides) -> Path:
    """Return the same, locked."""
    sides.hand_over_plan()
    sides.home.links.set_passphrase(sides.me.id, PASSPHRASE)
    add_set(sides.home, sides.me.id)
    return sides.report_file()


def test_a_file_that_is_not_there(sides: TwoSides, tmp_path: Path) -> None:
    error = _refused(sides, tmp_path / "no.formcheck", ExchangeFileError, "no file")
    assert error.exit_code == 3


@pytest.mark.parametrize(
    "data", [b"a letter to my therapist", b"%PDF-1.7" + bytes(100), bytes(500), b"PKnot a zip"]
)
def test_something_else(sides: TwoSides, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "letter.formcheck"
    path.write_bytes(data)
    _refused(sides, path, ExchangeFileError, "no plan file and no report file")


def test_another_zip(sides: TwoSides, tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.jpg", b"\xff\xd8")
    _refused(sides, path, ExchangeFileError, "no plan file and no report file")


def test_a_folder_and_a_link_are_no_files(sides: TwoSides, report: Path) -> None:
    _refused(sides, report.parent, ExchangeFileError, "no plan file")
    link = report.with_name("link.formcheck")
    link.symlink_to(report)
    _refused(sides, link, ExchangeFileError, "no plan file")


@pytest.mark.parametrize("share", [0.0, 0.0005, 0.3, 0.99])
@pytest.mark.parametrize("which", ["report", "locked"])
def test_half_a_file(
    sides: TwoSides, request: pytest.FixtureRequest, which: str, share: float
) -> None:
    path: Path = request.getfixturevalue(which)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    _refused(sides, path, HalfFileError, "not whole", passphrase=PASSPHRASE)


def test_every_changed_byte_is_noticed(sides: TwoSides, report: Path) -> None:
    data = report.read_bytes()
    chance = random.Random(4)
    before = everything(sides.clinic)
    refused = 0
    for at in chance.sample(range(len(data)), 40):
        report.write_bytes(
            data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        )
        try:
            # Some bytes of a zip say nothing, as the dates of its entries.
            taken = sides.take_at_clinic(report)
        except ExchangeFileError:
            refused += 1
            assert everything(sides.clinic) == before
            continue
        assert taken.outcome.sets == 1
        _start_again(sides)
        before = everything(sides.clinic)
    assert refused > 25


def _start_again(sides: TwoSides) -> None:
    with sides.clinic._database.writing() as connection:
        for table in ("taken_files", "set_origins", "sets", "messages"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("UPDATE links SET taken = 0, peer_key = NULL")


def test_a_changed_byte_of_a_locked_file(sides: TwoSides, locked: Path) -> None:
    data = bytearray(locked.read_bytes())
    data[-40] ^= 1
    locked.write_bytes(data)
    _refused(sides, locked, ExchangeFileError, "damaged or changed", passphrase=PASSPHRASE)


def test_bytes_behind_the_end(sides: TwoSides, locked: Path, report: Path) -> None:
    for path in (locked, report):
        path.write_bytes(path.read_bytes() + b"more")
    _refused(sides, locked, ExchangeFileError, "damaged or changed", passphrase=PASSPHRASE)


def test_a_part_that_was_changed(sides: TwoSides, report: Path) -> None:
    with zipfile.ZipFile(report) as archive:
        content = json.loads(archive.read("content.json"))
    content["messages"][0]["text"] = "May I jump?"
    rewrite(report, "content.json", json.dumps(content).encode())
    _refused(sides, report, ExchangeFileError, "damaged or changed")


def test_a_part_that_was_added_or_stands_twice(sides: TwoSides, report: Path) -> None:
    original = report.read_bytes()
    rewrite(report, "../../outside.txt", b"out")
    _refused(sides, report, ExchangeFileError, "damaged or changed")
    assert not (report.parent.parent / "outside.txt").exists()
    report.write_bytes(original)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(report, "a") as archive:
        archive.writestr("content.json", b"{}")
    _refused(sides, report, ExchangeFileError, "damaged or changed")


def _forge(report: Path, store: Store, change: Callable[[dict[str, object]], None]) -> None:
    """Change what a file says of itself, and sign it as its owner would."""
    with zipfile.ZipFile(report) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    change(manifest)
    said = json.dumps(manifest).encode()
    rewrite(report, "manifest.json", said)
    rewrite(report, "manifest.sig", OwnKey.of_store(store.path).sign(SIGNED_BEFORE + said))


def test_a_newer_program(sides: TwoSides, report: Path) -> None:
    _forge(report, sides.home, lambda manifest: manifest.update(version=2, more=True))
    _refused(sides, report, ExchangeFileError, "newer formcheck")


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "sets/0/evil.py", "C:\\x", "sets/../x"])
def test_a_part_of_another_name(sides: TwoSides, report: Path, name: str) -> None:
    part = {"size_bytes": 1, "sha256": "0" * 64}

    def change(manifest: dict[str, object]) -> None:
        manifest["parts"] = {**manifest["parts"], name: part}  # type: ignore[dict-item]

    _forge(report, sides.home, change)
    rewrite(report, name, b"x")
    _refused(sides, report, ExchangeFileError, "damaged or changed")


def test_a_zip_bomb_is_not_unpacked(sides: TwoSides, report: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sets/0/frames.csv", bytes(200_000_000))
    with zipfile.ZipFile(report) as archive:
        said = len(archive.read("sets/0/result.json"))
    rewrite(report, "sets/0/result.json", bytes(200_000_000))
    assert said < 1_000_000
    _refused(sides, report, ExchangeFileError, "damaged or changed")


def test_a_list_of_many_parts_is_not_read(sides: TwoSides, tmp_path: Path) -> None:
    path = tmp_path / "many.formcheck"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3_000):
            archive.writestr(f"{number}", b"")
    _refused(sides, path, ExchangeFileError, "damaged or changed")


def test_no_room(sides: TwoSides, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage("/")._replace(free=1000)
    monkeypatch.setattr(unpacking.shutil, "disk_usage", lambda _: full)
    assert _refused(sides, report, DiskFullError, "no room").exit_code == 5


def test_too_large(sides: TwoSides, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST_FILE_BYTES", 1000)
    _refused(sides, report, ExchangeFileError, "larger than")


def test_no_passphrase_and_a_wrong_one(sides: TwoSides, locked: Path) -> None:
    assert _refused(sides, locked, PassphraseError, "is locked").exit_code == 2
    wrong = _refused(sides, locked, PassphraseError, "does not open", passphrase="four blue cats")
    assert wrong.exit_code == 2
    assert sides.take_at_clinic(locked, passphrase=PASSPHRASE).outcome.sets == 1
    link = sides.clinic.links.of_patient(sides.patient.id)
    assert link is not None
    assert link.passphrase == PASSPHRASE


def test_our_own_file(sides: TwoSides) -> None:
    _refused(sides, sides.plan_file(), ForeignFileError, "made on this computer")


def test_a_file_for_another_computer(sides: TwoSides, report: Path) -> None:
    def change(manifest: dict[str, object]) -> None:
        manifest["receiver_key"] = OwnKey.of_store(sides.home.path).public

    _forge(report, sides.home, change)
    _refused(sides, report, ForeignFileError, "another computer")


def test_a_file_of_another_patient(sides: TwoSides, report: Path) -> None:
    other = sides.clinic.patients.add("B-2")
    error = _refused(sides, report, ForeignFileError, "another patient", patient=other)
    assert error.exit_code == 2


def test_a_plan_for_somebody_else_is_refused_at_home(sides: TwoSides) -> None:
    sides.hand_over_plan()
    other = sides.clinic.patients.add("B-2")
    sides.clinic.plans.save(other.id, Plan(note="Not for you."))
    before = everything(sides.home)
    path = make_plan_file(sides.clinic, other, sides.folder).path
    with pytest.raises(ForeignFileError, match="another patient"):
        sides.take_at_home(path)
    assert everything(sides.home) == before


def test_an_older_file(sides: TwoSides, report: Path) -> None:
    add_set(sides.home, sides.me.id, make_result("b.mp4"), hours=30)
    sides.take_at_clinic(sides.report_file())
    assert _refused(sides, report, ForeignFileError, "older").exit_code == 2


def test_another_key_is_told_and_believed_only_if_the_person_says_so(
    sides: TwoSides, report: Path, tmp_path: Path
) -> None:
    sides.take_at_clinic(report)
    (sides.home.path.with_name("history-exchange.key")).unlink()
    add_set(sides.home, sides.me.id, make_result("b.mp4"), hours=30)
    path = sides.report_file()
    _refused(sides, path, ForeignFileError, "another computer than")
    taken = sides.take_at_clinic(path, trust_new_key=True)
    assert taken.is_first
    assert taken.outcome.sets == 1


def test_a_file_that_leads_to_nobody(sides: TwoSides) -> None:
    add_set(sides.home, sides.me.id)
    _refused(sides, sides.report_file(), ForeignFileError, "whose file")


def test_a_plan_that_cannot_be_followed(sides: TwoSides) -> None:
    plan = Plan(note="x").model_copy(update={"lessons": ["no-such-page"]})
    with sides.clinic._database.writing() as connection:
        connection.execute("UPDATE plans SET document = ?", (plan.model_dump_json(),))
    before = everything(sides.home)
    with pytest.raises(ForeignFileError, match="cannot be followed here"):
        sides.hand_over_plan()
    assert everything(sides.home) == before


_TAKE_SLOWLY = """
import sys, time
from pathlib import Path
from formcheck.history.exchange import taking
from formcheck.exchange.taking import take_file
from formcheck.history.store import Store
add_rest = taking._add_rest
def slowly(*arguments):
    add_rest(*arguments)
    print("midst", flush=True)
    time.sleep(60)
taking._add_rest = slowly
with Store.open(Path(sys.argv[1])) as store:
    take_file(store, Path(sys.argv[2]))
"""


def test_a_program_that_is_killed_in_the_midst_changes_nothing(
    sides: TwoSides, report: Path
) -> None:
    before = everything(sides.clinic)
    command = [sys.executable, "-c", _TAKE_SLOWLY, str(sides.clinic.path), str(report)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"midst\n"
        process.kill()
    assert everything(sides.clinic) == before
    assert sides.take_at_clinic(report).outcome.sets == 1


def test_the_key_is_kept_from_others(sides: TwoSides) -> None:
    sides.plan_file()
    place = sides.clinic.path.with_name("history-exchange.key")
    assert place.stat().st_mode & 0o777 == 0o600
    first = OwnKey.of_store(sides.clinic.path).public
    assert OwnKey.of_store(sides.clinic.path).public == first
    place.write_text("not a key")
    with pytest.raises(FormcheckError, match="key that files are signed with is damaged"):
        OwnKey.of_store(sides.clinic.path)


def test_a_file_is_kept_from_others(sides: TwoSides) -> None:
    assert sides.plan_file().stat().st_mode & 0o777 == 0o600
