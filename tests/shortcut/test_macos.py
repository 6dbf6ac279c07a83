"""The command file of macOS, run by the shell that macOS has, too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from formcheck.shortcut.macos import command_file


def test_it_runs_the_command_as_it_is(tmp_path: Path) -> None:
    told = "a 'quoted' $HOME \"word\""
    file = tmp_path / "formcheck.command"
    file.write_text(command_file([sys.executable, "-c", "import sys; print(sys.argv[1])", told]))
    file.chmod(0o755)
    done = subprocess.run([str(file)], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip("\n") == told
