"""What people read stands in word files: no module prints or makes an English sentence itself."""

from __future__ import annotations

import pytest

from tests.words.english_in_code import ROOT, find_english

#: Whole files that stay English, and why.
_KEPT_FILES = {
    "cli/settings_text.py": "what stands in a settings file",
    "exercises/check.py": "what whoever writes an exercise is told; docs/translating.md says so",
    "exercises/declaration.py": "the same",
    "exercises/shared/sources.py": "names of sources",
    "exports/": "what stands in files for other programs",
    "kinematics/image_signals.py": "what columns of tables mean, in files",
    "kinematics/legs.py": "the same",
    "kinematics/signals.py": "the same",
    "plan/toml_file.py": "what stands in a plan file",
    "notebook/": "what programs in Python get; their figures are named in English",
    "results/stacked/": "what columns of tables mean, in files",
    "results/tables.py": "the same",
    "review/sharing/tables.py": "the same",
    "settings_file.py": "messages of Python's own TOML reader, by which ours are found",
}
#: Single texts that stay English, and why.
_KEPT_TEXTS = {
    # What is typed, or names a program, a thread, a state or a unit: the same in any language.
    "cli/batch_progress.py": {"{task.description}"},
    "cli/progress.py": {"{task.description}"},
    "cli/evaluate.py": {"formcheck evaluate"},
    "cli/main.py": {"formcheck {}"},
    "cli/strays_run.py": {'formcheck patients take-in --store "{}"'},
    "exercises/knee_hug/faults.py": {"deg"},
    "exercises/pelvic_tilt/faults.py": {"deg"},
    "exercises/prone_press_up/rules.py": {"torso"},
    "exercises/seal_stretch/faults.py": {"deg"},
    "live/live_camera.py": {"camera start", "judging ends"},
    "machine.py": {"good", "lacking", "optional", "exercise {}"},
    "pose/metadata.py": {"image", "pose"},
    "pose/pruning.py": {"not_computed"},
    "report/page/quantities.py": {"% per second", "times per second"},
    "report/page/settings_rows.py": {"% per second", "times per second"},
    "reps/tempo.py": {"deg/s"},
    "evaluation/tables.py": {"left"},
    # Files that stay English, and what whoever writes an exercise is told.
    "exercises/registry.py": {
        "its EXERCISE is no formcheck.exercises.base.Exercise",
        "there is another exercise called {}",
    },
    "history/corrections/labels_export.py": {
        "Reviewed by a therapist who saw what the program said."
    },
    "toml_text.py": {"{} is not set"},
    # A default that no session uses: each names the button in its own words.
    "live/screens/states.py": {"I need to stop"},
    # Keys under which words are found, or rows of the history.
    "exchange/taking.py": {"other key"},
    "history/exchange/taking.py": {"other key"},
    "history/deletion.py": {
        *("plan versions", "pain answers", "safety events", "flags that were seen"),
        "files that came",
    },
    "history/pain.py": {"pain answer", "safety event"},
    "history/sets.py": {"s.id IN (SELECT set_id FROM faults WHERE fault_id = ? AND stands = 1)"},
    "history/windows.py": {"set_id = :set_id AND (window = :window OR made_at_s < :since_s)"},
}


def _is_kept(file: str, text: str) -> bool:
    whole = any(
        file == kept or (kept.endswith("/") and file.startswith(kept)) for kept in _KEPT_FILES
    )
    return whole or text in _KEPT_TEXTS.get(file, ())


def test_no_module_holds_english_that_people_would_read() -> None:
    found = [
        each
        for path in sorted(ROOT.rglob("*.py"))
        for each in find_english(
            path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        )
    ]
    assert [each for each in found if not _is_kept(each.file, each.text)] == []
    kept = {(each.file, each.text) for each in found}
    allowed = {(file, text) for file, texts in _KEPT_TEXTS.items() for text in texts}
    assert allowed <= kept, "no longer there"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('print("Set deleted.")', ["Set deleted."]),
        ('print("Set ", number)', ["Set "]),
        ('print(f"Set {number} of {label}:")', ["Set {} of {}:"]),
        ("print(f\"{number} {'set' if number == 1 else 'sets'}\")", ["set", "sets"]),
        ('text = "half filled or damaged"', ["half filled or damaged"]),
        ('table.add_column("download", justify="right")', ["download"]),
        ('Table("patient", box=None)', ["patient"]),
        ('console.print(Text("ok", style="green"))', ["ok"]),
        ('is_agreed("Delete it?")', ["Delete it?"]),
        ('print(WORDS.text("set.deleted"), end="and more")', []),
        ('print(f"  {path}\\n  SHA-256 {digest}")', []),
        ('raise InputError("There is no file.", "Check the name.")', []),
        ('"""Say so."""\nx = "a.key"', []),
        ('rows("SELECT label FROM patients")', []),
        ('"There is no file “{}”."', []),
    ],
)
def test_english_is_found_in_code(source: str, found: list[str]) -> None:
    assert [each.text for each in find_english(source)] == found
