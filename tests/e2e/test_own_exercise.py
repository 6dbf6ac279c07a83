"""An exercise in a package of its own goes everywhere that a built-in one goes, and may leave.

The package is the example that ``docs/new-exercise.md`` walks through, installed for the command
and for nobody else. Whoever names an exercise somewhere in the program fails here.
"""

from __future__ import annotations

import io
import json
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from formcheck.exercises.registry import BUILT_IN
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.cache import clip_sha256, save_track, track_path
from formcheck.pose.kept_track import LANDMARKS_FILE, KeptTrack, write_kept_track
from formcheck.pose.track import PoseTrack
from formcheck.samples import sample_clip
from tests.e2e.command import Command, Ended
from tests.e2e.conftest import bare_environment
from tests.e2e.reviewing import Therapist, reviewing
from tests.support.own_package import NAME, film_forward_bends, read_example, write_package
from tests.support.review_site import Answer
from tests.support.scenes import SCENES

pytestmark = pytest.mark.slow

TITLE = "Standing forward bend"
GONE = "Forward bend (not installed)"
_PATIENT = "A. B."
_BENDS = "bends/landmarks.npz"
_PLAN = "/patients/1/plan"
_FIELDS = {
    f"{NAME}.enabled": "1",
    f"{NAME}.days": ["mon", "thu"],
    f"{NAME}.reps": "6",
    f"{NAME}.target": "95",
    f"{NAME}.cue": "Like a chain",
    f"{NAME}.fault.FB-1": "watch",
    f"{NAME}.cue.FB-1": "Soft knees",
    f"{NAME}.threshold.faults.knee_bend_deg": "25",
    "pelvic_tilt.enabled": "1",
    "pelvic_tilt.days": ["tue"],
    "conditions": ["osteoporosis"],
}


@dataclass(frozen=True)
class Practice:
    """The command with the package and without it, on one history; its sets are forward bends."""

    with_package: Command
    without: Command


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory, bundle: Bundle) -> Practice:
    root = tmp_path_factory.mktemp("practice")
    package = write_package(root / "packages", read_example())
    folder = root / "here"
    folder.mkdir()
    without = Command(
        folder,
        {
            **bare_environment(bundle, root / "cache"),
            "FORMCHECK_STORE": str(root / "kept" / "history.db"),
        },
    )
    paths = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
    made = Practice(_with(without, PYTHONPATH=os.pathsep.join(paths)), without)
    track = film_forward_bends(knee_bend_deg=60.0)
    _keep(track, bundle, folder / "bends")
    _keep(film_forward_bends(2), bundle, folder / "earlier")
    ended = made.with_package.run(
        *("score", _BENDS, "earlier/landmarks.npz", "-e", "forward bend"),
        *("--patient", _PATIENT, "--no-video"),
    )
    assert "3 repetitions counted" in _said(ended)
    return made


def _keep(track: PoseTrack, bundle: Bundle, folder: Path) -> None:
    """Write landmarks as a live session leaves them."""
    folder.mkdir()
    kept = KeptTrack(track, bundle.variant, bundle.sha256)
    write_kept_track(kept, folder / LANDMARKS_FILE)


def _with(command: Command, **variables: str) -> Command:
    return replace(command, environment={**command.environment, **variables})


def _said(ended: Ended) -> str:
    """Return what a command printed, if all went well."""
    assert (ended.exit_code, ended.complaint) == (0, []), ended
    return ended.stdout


@pytest.fixture(scope="module")
def therapist(practice: Practice) -> Iterator[Therapist]:
    """Return who reviews where the package is installed; the plan prescribes the exercise."""
    with reviewing(practice.with_package) as pages:
        assert pages.send(_PLAN, {**_FIELDS, "based_on": "0"}).status == 303
        pages.correct("/sets/1/changes", _missed_fault())
        yield pages


def _missed_fault() -> dict[str, object]:
    return {"do": "add_fault", "fault_id": "FB-2", "start_s": 3.0, "end_s": 4.0}


@pytest.fixture(scope="module")
def afterwards(practice: Practice, therapist: Therapist) -> Iterator[Therapist]:
    """Return who reviews the same history once the package is gone."""
    with reviewing(practice.without) as pages:
        yield pages


def test_it_is_listed_described_and_complete(practice: Practice) -> None:
    formcheck = practice.with_package
    assert f"{TITLE}  -e {NAME}" in _said(formcheck.run("exercises"))
    described = _said(formcheck.run("exercises", "forward-bend"))
    assert "FB-1  knees bending (quality)" in described
    assert "Not with osteoporosis" in described
    assert _said(formcheck.run("exercises", "--check", NAME)) == f"{NAME} is complete.\n"
    settings = tomllib.loads(_said(formcheck.run("exercises", "--settings")))
    assert settings[NAME]["states"]["count_deg"] == 30.0
    assert set(BUILT_IN) < settings.keys()


def test_it_is_scored_by_settings_of_its_own(practice: Practice) -> None:
    formcheck = practice.with_package
    result = formcheck.result("bends")
    assert (result["exercise"], result["summary"]["reps_counted"]) == (NAME, 3)
    assert {fault["id"] for fault in result["faults"]} == {"FB-1"}
    (formcheck.folder / "strict.toml").write_text(f"[{NAME}.states]\ncount_deg = 80\n")
    strict = formcheck.run(
        *("score", _BENDS, "-e", NAME, "--settings", "strict.toml", "-o", "strict", "--json")
    )
    (clip,) = json.loads(strict.stdout)["clips"]
    assert clip["result"]["summary"]["reps_counted"] == 0


def test_it_is_recognised_and_takes_nothing_from_others(practice: Practice, bundle: Bundle) -> None:
    formcheck = practice.with_package
    scene = next(scene for scene in SCENES if scene.exercise == "standing_back_extension")
    _keep(scene.film(), bundle, formcheck.folder / "back")
    _said(formcheck.run("score", _BENDS, "back/landmarks.npz", "--no-video", "-o", "auto"))
    for name, exercise in (("bends", NAME), ("back", "standing_back_extension")):
        found = formcheck.result(name, "auto")
        assert (found["exercise"], found["exercise_source"]) == (exercise, "recognised")
        assert found["recognition"]["confidence"] > 0.6
        assert found["summary"]["reps_counted"] == 3


def test_its_report_has_its_words(practice: Practice) -> None:
    report = practice.with_package.folder / "formcheck-results" / "bends" / "report.html"
    page = report.read_text(encoding="utf-8")
    for words in (TITLE, "Keep your knees soft, but still.", "Which part of the spine bends"):
        assert words in page


def test_it_is_evaluated(
    practice: Practice, bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    formcheck = practice.with_package
    monkeypatch.setenv("FORMCHECK_CACHE", formcheck.environment["FORMCHECK_CACHE"])
    clip = formcheck.folder / "bends.mp4"
    # A film that can be opened, of bytes of its own: its landmarks are known.
    clip.write_bytes(sample_clip("knee_hug_good").read_bytes() + b"bends")
    save_track(film_forward_bends(), track_path(clip_sha256(clip), bundle))
    label = {
        "clip": clip.name,
        "exercise": NAME,
        "reps": [[2.5, 8.0], [10.0, 15.5], [17.5, 23.0]],
        "faults": [],
    }
    (formcheck.folder / "labels.json").write_text(json.dumps([label]), encoding="utf-8")
    said = _said(formcheck.run("evaluate", "labels.json", "--jobs", "1", "-o", "figures.json"))
    figures = json.loads((formcheck.folder / "figures.json").read_text(encoding="utf-8"))
    assert "Left out" not in said
    (measured,) = figures["clips"]
    assert measured["recognised"] == [NAME]
    assert figures["total"]["recorded"]["count"]["exact_share"] == 1.0
    left_out = _said(practice.without.run_warm("evaluate", "labels.json", "--jobs", "1"))
    assert f"does not know the exercise {NAME}" in left_out


def test_it_is_planned(therapist: Therapist, practice: Practice) -> None:
    page = therapist.open(_PLAN)
    for words in (
        TITLE,
        'value="Soft knees"',
        "FB-1: knees bent more than at rest by this",
        "3–10",
    ):
        assert words in page
    assert "bending forward under load can break a vertebra" in page
    assert "A target of 95°; 30 to 90° are usual." in page
    plan = tomllib.loads(_said(practice.with_package.run("patients", "plan", _PATIENT)))
    assert plan["exercises"][NAME]["thresholds"] == {"faults": {"knee_bend_deg": 25.0}}
    assert plan["exercises"][NAME]["reps"] == 6


def test_it_is_taught_drawn_and_printed(therapist: Therapist) -> None:
    lesson = therapist.open(f"/learn/{NAME}")
    for words in ("the head last", "Why it matters", "The stretch needs a moment."):
        assert words in lesson
    assert lesson.count('class="figure"') == 2
    assert f"/learn/{NAME}" in therapist.open("/learn")
    sheet = therapist.open("/patients/1/sheet")
    assert TITLE in sheet
    assert "6 times, held for 2 seconds; once a day, Mon, Thu" in sheet
    assert "Like a chain" in sheet


def test_its_set_is_reviewed_and_shared(therapist: Therapist) -> None:
    page = therapist.open("/sets/1")
    assert TITLE in page
    assert "Knees bending" in page
    assert therapist.ask("/sets/1/signal.json").json["title"] == "Forward lean"
    phases = {phase[3] for phase in therapist.ask("/sets/1/signal.json").json["phases"]}
    assert {"Rolling down", "Rolling up"} <= phases
    names = [fault["name"] for fault in therapist.ask("/sets/1/review.json").json["faults"]]
    assert "Pause too short" in names
    printed = therapist.open("/sets/1/print")
    assert "drawn-chart" in printed
    assert "Keep your knees soft, but still." in printed
    progress = therapist.open("/patients/1/progress")
    assert TITLE in progress
    assert "target 95°" in progress
    assert "Most often: knees bending" in progress
    assert f'value="{NAME}" selected' in therapist.open(f"/sets?exercise={NAME}")
    _, report = _share(therapist)
    assert TITLE in report


def _share(pages: Therapist) -> tuple[set[str], str]:
    """Return the names in a bundle of the set, and its report."""
    sent = pages.send("/sets/1/share", {"clip": "figure", "job": "1"})
    with ZipFile(io.BytesIO(sent.body)) as bundle:
        return set(bundle.namelist()), bundle.read("report.html").decode()


def test_a_history_outlives_it(afterwards: Therapist) -> None:
    assert GONE in afterwards.ask("/").text
    for path in ("/sets", f"/sets?exercise={NAME}", "/patients/1/sets", "/sets/1", "/sets/1/print"):
        assert GONE in afterwards.open(path), path
    for path in (
        "/sets/1/share",
        "/sets/2/compare?with=1",
        "/sessions/1/print",
        "/patients/1/progress/print",
    ):
        assert GONE in afterwards.open(path), path
    for path in ("/learn", "/agreement", "/exports", "/patients/1/more"):
        assert TITLE not in afterwards.open(path), path
    names, report = _share(afterwards)
    assert {"clip.mp4", "repetitions.csv", "faults.csv"} <= names
    assert GONE in report
    assert "Keep your knees soft, but still." in report


def test_its_set_still_says_what_was_found(afterwards: Therapist) -> None:
    signal = afterwards.ask("/sets/1/signal.json").json
    assert signal["title"] == "Forward lean"
    assert {phase[3] for phase in signal["phases"]} >= {"Moving", "Returning"}
    review = afterwards.ask("/sets/1/review.json").json
    faults = {fault["id"]: fault["name"] for fault in review["faults"]}
    # What the therapist had added is named by its letters: its words left with the package.
    assert faults == {"FB-1": "Knees bending", "FB-2": "FB-2"}
    assert review["counted"] == 3
    afterwards.correct("/sets/1/changes", {"do": "finish"})
    assert afterwards.ask("/sets/1/review.json").json["finished"]
    progress = afterwards.open("/patients/1/progress")
    assert GONE in progress
    assert "target not known here" in progress
    assert "Most often: FB-1 (3)" in progress


def test_its_data_can_still_be_taken_out(afterwards: Therapist, practice: Practice) -> None:
    for path in ("/exports/tables.zip", "/patients/1/export.zip"):
        with ZipFile(io.BytesIO(afterwards.ask(path).body)) as tables:
            assert NAME in tables.read("sets.csv").decode()
            assert f"[exercises.{NAME}]" in tables.read("plans/patient_1_version_1.toml").decode()
    taken_in = ("import", "formcheck-results/bends", "--patient", "C. D.")
    assert "1 set" in _said(practice.without.run_warm(*taken_in))
    assert GONE in afterwards.open("/patients/2/progress")


def test_a_plan_keeps_it_when_it_is_saved_again(afterwards: Therapist) -> None:
    page = afterwards.open(_PLAN)
    assert f"<legend>{GONE}</legend>" in page
    assert f"<strong>{GONE}:</strong> It cannot be done with this computer." in page
    assert "pelvic tilt, forward bend (not installed)" in page
    before = _planned(afterwards)
    changed = {"pelvic_tilt.enabled": "1", "pelvic_tilt.days": ["fri"], "note": "tilt on Fridays"}
    assert GONE in _save(afterwards, {**changed, "check": "1"}).text
    assert _save(afterwards, changed).status == 303
    after = _planned(afterwards)
    assert after["note"] == "tilt on Fridays"
    assert after["exercises"][NAME] == before["exercises"][NAME]
    sheet = afterwards.open("/patients/1/sheet")
    assert "Not on this sheet: forward bend (not installed)." in sheet
    assert "Pelvic tilt" in sheet


def test_a_plan_keeps_it_as_a_file_too(afterwards: Therapist, practice: Practice) -> None:
    formcheck = practice.without
    text = _said(formcheck.run_warm("patients", "plan", _PATIENT)).replace("reps = 6", "reps = 8")
    (formcheck.folder / "plan.toml").write_text(text, encoding="utf-8")
    said = _said(formcheck.run_warm("patients", "plan", _PATIENT, "--set", "plan.toml"))
    assert f"Caution: {GONE}: It cannot be done with this computer." in said
    assert _planned(afterwards)["exercises"][NAME]["reps"] == 8
    changed = {"text": text.replace("reps = 8", "reps = 9")}
    assert _save(afterwards, changed, "/file").status == 303
    assert _planned(afterwards)["exercises"][NAME]["reps"] == 9
    # As text it can be taken out; the form of an earlier version still holds it.
    without = text.partition(f"[exercises.{NAME}]")[0]
    _save(afterwards, {"text": without}, "/file")
    assert NAME not in _planned(afterwards)["exercises"]
    _save(afterwards, {"note": "again", "shown": "1"})
    assert _planned(afterwards)["exercises"][NAME]["reps"] == 6


def _save(pages: Therapist, fields: dict[str, Any], place: str = "") -> Answer:
    """Send the form of the plan, or its text, as made from the newest version."""
    newest = re.search(r'name="based_on" value="(\d+)"', pages.open(_PLAN))
    assert newest is not None
    return pages.send(f"{_PLAN}{place}", {**fields, "based_on": newest[1]})


def _planned(pages: Therapist) -> dict[str, Any]:
    return tomllib.loads(pages.open(f"{_PLAN}.toml"))


def test_without_it_the_command_says_so_in_one_line(practice: Practice) -> None:
    formcheck = practice.without
    for arguments in (("score", _BENDS, "-e", NAME), ("exercises", NAME), ("live", NAME)):
        ended = formcheck.run_warm(*arguments)
        assert ended.exit_code == 2
        assert f"There is no exercise '{NAME}'." in ended.complaint[0]
    (formcheck.folder / "own.toml").write_text(f"[{NAME}.dose]\nreps = 3\n", encoding="utf-8")
    ended = formcheck.run_warm("score", _BENDS, "--settings", "own.toml")
    assert ended.exit_code == 2
    assert f"There is no setting '{NAME}'." in ended.complaint[0]
