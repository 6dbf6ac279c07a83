"""The truth is found without formcheck: only errors and the writing of files are shared."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from sample_videos import renderer

FOLDER = Path(renderer.__file__).parent
#: How an error is told, and how a file is written whole or not at all.
SHARED = {"formcheck.errors", "formcheck.files"}


def imports_of(path: Path) -> set[str]:
    """Absolute imports of a module, those inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
    return {name for name in found if name.split(".")[0] == "formcheck"}


def test_no_module_of_the_renderer_imports_what_it_is_the_measure_of() -> None:
    wrong = {
        str(path.relative_to(FOLDER)): names - SHARED
        for path in FOLDER.rglob("*.py")
        if (names := imports_of(path)) - SHARED
    }
    assert wrong == {}


def test_what_an_exercise_is_and_what_is_true_of_it_need_nothing_of_formcheck() -> None:
    names = ("motion", "signals", "holds", "repetition_view", "true_faults", "verdict")
    modules = [*(FOLDER / "exercises").glob("*.py"), *(FOLDER / f"{name}.py" for name in names)]
    assert len(modules) > 12
    assert {path.name for path in modules if imports_of(path)} == set()


def test_labelling_a_clip_loads_nothing_else_of_formcheck_either() -> None:
    script = (
        "import sys, sample_videos.renderer.measure, sample_videos.renderer.library\n"
        "print(*[name for name in sys.modules if name.startswith('formcheck.')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=FOLDER.parents[1],
    )
    # `formcheck.native` comes with the package itself: it names a missing system library.
    assert set(done.stdout.split()) <= SHARED | {"formcheck.native"}
    assert set(done.stdout.split()) >= SHARED
